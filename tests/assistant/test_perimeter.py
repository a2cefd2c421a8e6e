import pytest
from fastapi import APIRouter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.pages import Page
from assistant.perimeter import Perimeter, dressed, language_of

PAGE = """<html
\tlang="en"><head><meta property="og:image" content="https://elsewhere.example/a.jpg" />
<link rel="manifest" href="/manifest.json" /><script>1</script></head><body></body></html>"""


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "en"), ("lang=ar", "ar"), ("lang=fr", "en"), ("a=1&lang=ar", "ar"), ("lang=", "en")],
)
def test_the_address_names_the_language(query: str, language: str) -> None:
    assert language_of(query) == language


def test_the_page_is_in_its_language_from_its_first_byte() -> None:
    page = dressed(PAGE, "ar", "once")
    assert page.startswith('<html lang="ar" dir="rtl">')
    assert "<title>مساعد الإرشادات</title>" in page


def test_the_page_lets_its_own_scripts_through_and_names_no_other_host() -> None:
    page = dressed(PAGE, "en", "once")
    assert page.count("<script") == page.count('<script nonce="once"') == 2
    assert "elsewhere" not in page
    assert "manifest" not in page


async def _told(request: Request) -> Response:
    return Response(request.state.nonce)


NOTES = Page("/notes", lambda language: "Notes", lambda assistant: APIRouter())
SERVED = Starlette(
    routes=[Route(path, _told, methods=["GET", "POST"]) for path in ("/notes", "/notes/1", "/notesx")]
)
client = TestClient(Perimeter(SERVED, [NOTES]), base_url="https://guidance.example")


@pytest.mark.parametrize("path", ["/notes", "/notes/1"])
def test_a_further_page_gets_the_nonce_that_its_scripts_must_carry(path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'nonce-{answer.text}';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(path).text != answer.text


def test_an_address_beside_a_further_page_is_not_there() -> None:
    assert client.get("/notesx").status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://guidance.example"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://guidance.example"}, 200),
        ({"Origin": "http://guidance.example"}, 200),  # behind a proxy that ends TLS
        ({"Origin": "https://guidance.example.evil.example"}, 403),
        ({"Origin": "https://guidance.example:8080"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_pages_of_its_own_may_send_something(headers: dict[str, str], status: int) -> None:
    assert client.post("/notes/1", headers=headers).status_code == status


def test_a_form_says_where_it_comes_from() -> None:
    """With `no-referrer`, browsers would send `Origin: null` with it."""
    assert client.get("/notes").headers["Referrer-Policy"] == "same-origin"
