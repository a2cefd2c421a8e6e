import pytest

from assistant.perimeter import dressed, language_of

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
