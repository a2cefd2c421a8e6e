"""The window while a language model writes: what appears, what never does, and that it can be stopped."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Page, expect

from assistant.answering import Assistant
from assistant.message import message
from assistant.model import ChatModel, open_chat_model
from assistant.settings import AssistantSettings
from assistant.writer import Writer, open_writer
from corpus import Language
from tests.assistant.scripted import Received, Script, ScriptedServer
from tests.assistant.test_chat import (
    BOX,
    TURN,
    ask,
    contexts,  # noqa: F401
    languages,
    overflow,
    paragraphs,
    served,
    sizes,
    visit,  # noqa: F401
)

T = TypeVar("T")
NAME = "openai:test-model"
SECONDS = 20
ASKED: dict[Language, str] = {
    "en": "Can I answer a journalist who tweets at us?",
    "ar": "هل يجب أن أرد على كل استفسار؟",
}
SUPPORTED: dict[Language, list[str]] = {
    "en": [
        "Check who is asking before you answer.",
        "A journalist should be referred to the media team or press office.",
    ],
    "ar": [
        "كما يجب التحقق من هوية السائل قبل الإجابة، فعلى سبيل المثال قد لا يتضح للموظف إن كان من يحاول "
        "الاتصال بالحكومة مدوناً أو صحفياً وهي الحالة التي تتطلب إحالته إلى فريق القسم الإعلامي.",
        "يمكن لموظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الإجتماعي غير أن هذا لا يعني أن عليهم "
        "الإجابة على كل الاستفسارات و الأسئلة التي توجه إليهم عبر قنوات الإعلام الإجتماعي.",
    ],
}
QUOTED: dict[Language, list[str]] = {
    "en": ["Check who is asking before you answer.", "A journalist should be referred"],
    "ar": ["كما يجب التحقق من هوية السائل", "يمكن لموظفي الخدمة المدنية أن يكونوا نشيطين"],
}
UNSUPPORTED: dict[Language, list[str]] = {
    "en": ["You may always answer journalists directly.", "Check with NASA."],
    "ar": ["يجب الرد على كل استفسار خلال يومين.", "اسأل وكالة ناسا."],
}

# Notes all that the page ever shows of the conversation, and in which order it comes.
WATCH = """() => {
  window.everShown = new Set();
  window.stages = [];
  let last = "";
  const text = (place, scope = document) => scope.querySelector(place)?.textContent ?? "";
  const look = () => {
    for (const id of ["conversation", "status"]) everShown.add(document.getElementById(id).outerHTML);
    const newest = [...document.querySelectorAll(".turn")].at(-1);
    const stop = document.querySelector("#stop");
    const stage = {
      turn: newest?.className ?? "",
      kept: [...(newest?.querySelectorAll(".kept li") ?? [])].map(li => [text("p", li), text("q", li)]),
      on: newest ? text(".searching", newest) : "",
      status: text("#status [role=status]"),
      stop: Boolean(stop) && getComputedStyle(stop).display !== "none",
      send: document.querySelector("#send").getBoundingClientRect().x,
    };
    const now = JSON.stringify(stage);
    if (now !== last) stages.push(stage);
    last = now;
  };
  new MutationObserver(look).observe(
    document.body, { subtree: true, childList: true, attributes: true, characterData: true }
  );
}"""


@pytest.fixture(scope="module")
def settings(
    data_folder: Path, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AssistantSettings:
    """Of a chat without approved answers, with drafts of its own."""
    data = tmp_path_factory.mktemp("writing") / "data"
    shutil.copytree(data_folder, data)
    approved = tmp_path_factory.mktemp("approved")
    return AssistantSettings(data_folder=data, approved_folder=approved, chat_seconds=SECONDS)


@pytest.fixture(scope="module")
def scripted() -> Iterator[ScriptedServer]:
    with ScriptedServer(Script()) as server:
        yield server


@pytest.fixture(scope="module")
def writer(settings: AssistantSettings, scripted: ScriptedServer) -> Iterator[Writer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "sk-of-nobody")
        writer = open_writer(settings.model_copy(update={"chat_model": NAME, "chat_url": scripted.url}))
        assert writer is not None
        yield writer


@pytest.fixture(scope="module")
def address(settings: AssistantSettings, writer: Writer) -> Iterator[str]:
    yield from served(Assistant(settings, writer=writer))


@pytest.fixture(scope="module")
def without_model(assistant: Assistant) -> Iterator[str]:
    yield from served(assistant)


@pytest.fixture
def play(scripted: ScriptedServer, settings: AssistantSettings) -> Callable[[Script], None]:
    """Has the model write that from now on, as if it had never been asked."""

    def play(script: Script) -> None:
        (settings.data_folder / "drafts.sqlite").unlink(missing_ok=True)
        scripted.scripts = [script]

    return play


def lines(*sentences: str) -> str:
    """Sentences as a model writes them that rests them on the best passage."""
    return "".join(f"{sentence[:-1]} [1].\n" for sentence in sentences)


def whole(language: Language) -> Script:
    return Script([lines(*SUPPORTED[language])])


def begun(language: Language) -> Script:
    """One sentence, a second one begun, and no end."""
    return Script([lines(SUPPORTED[language][0]), "x"], end="hang")


def begin(page: Page, question: str, scripted: ScriptedServer) -> Received:
    """Asks, and waits until the page says that the answer is being written."""
    before = len(scripted.requests)
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    expect(page.locator(".turn.writing")).to_be_visible(timeout=20_000)
    end = time.monotonic() + 10
    while len(scripted.requests) == before:
        assert time.monotonic() < end
        page.wait_for_timeout(20)
    return scripted.requests[before]


@languages
@sizes
def test_sentences_appear_one_by_one_once_they_are_checked_and_no_other_ever_does(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    language: Language,
    size: str,
) -> None:
    first, second = SUPPORTED[language]
    removed = UNSUPPORTED[language]
    play(Script([lines(first, removed[0]), 1.0, lines(second, removed[1]), 1.0, "No more"]))
    page = visit(address, language, size)
    page.evaluate(WATCH)
    page.fill(BOX, ASKED[language])
    page.press(BOX, "Enter")
    expect(page.locator(".turn.answered")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(300)
    shown, stages = page.evaluate("[[...everShown].join('\\n'), stages]")
    for sentence in (*removed, "No more"):
        assert sentence[:-1] not in shown
    assert first in shown

    waiting = [stage for stage in stages if "pending" in stage["turn"]]
    kept = _in_order(stage["kept"] for stage in waiting)
    assert [[sentence for sentence, _ in some] for some in kept] == [[], [first], [first, second]]
    for (_, quotation), quoted in zip(kept[-1], QUOTED[language], strict=True):
        assert quotation[1:].startswith(quoted)
        assert quotation[0] + quotation[-1] == {"en": "“”", "ar": "«»"}[language]
    searching, writing = message(language, "chat.searching"), message(language, "model.writing")
    assert _in_order(stage["on"] for stage in waiting) == [searching, writing]
    told = _in_order(stage["status"] for stage in stages if stage["turn"])
    assert told[:2] == [searching, writing]
    assert len(told) == 3
    assert message(language, "model.signed", model=NAME) in told[2]
    assert second[:-1] in told[2]
    # It can be stopped while it is written, and nothing gets where the button was that was pressed.
    assert all(stage["stop"] == ("writing" in stage["turn"]) for stage in stages)
    assert len({stage["send"] for stage in stages}) == 1

    answer = page.locator(".answer")
    for sentence in (first, second):
        assert f"{sentence[:-1]} [1]." in paragraphs(answer)
    expect(page.locator(".ruling")).to_contain_text(message(language, "model.signed", model=NAME))
    expect(page.locator(".outdated")).to_have_text(message(language, "model.removed", count=3))
    answer.locator(".marker").last.click()
    expect(page.locator(".source:focus mark.is-shown")).to_be_in_viewport()
    expect(page.locator(".source:focus mark.is-shown")).to_contain_text(QUOTED[language][0])
    assert overflow(page) <= 0


def _in_order(found: Iterable[T]) -> list[T]:
    """What there is, without what is the same as before."""
    kept: list[T] = []
    for one in found:
        if not kept or kept[-1] != one:
            kept.append(one)
    return kept


@languages
@pytest.mark.parametrize("way", ["before its first word", "between two sentences"])
def test_stop_stops_the_model_and_the_conversation_goes_on(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    scripted: ScriptedServer,
    language: Language,
    way: str,
) -> None:
    page = visit(address, language, "phone" if way == "between two sentences" else "desktop")
    play(whole(language))
    ask(page, ASKED[language])
    play(begun(language) if way == "between two sentences" else Script(end="hang"))
    received = begin(page, ASKED[language], scripted)
    if way == "between two sentences":
        said = page.locator("#turn-2 .kept li")
        expect(said).to_have_count(1)
        expect(said).to_have_css("direction", {"en": "ltr", "ar": "rtl"}[language])
        expect(page.locator(".kept .label")).to_have_text(message(language, "model.checked"))
        # The sentences are read when the reader wants to, and not by themselves.
        live = page.locator(".kept").locator("xpath=ancestor-or-self::*[@aria-live or @role]")
        expect(live).to_have_count(0)
    expect(page.locator("#stop")).to_have_role("button")
    expect(page.locator("#stop")).to_have_accessible_name(message(language, "model.stop"))
    buttons = [page.locator(place).bounding_box() for place in (BOX, "#stop", "#send")]
    assert all(b["x"] >= 0 and b["x"] + b["width"] <= page.viewport_size["width"] for b in buttons)
    starts = [button["x"] for button in buttons]
    assert starts == sorted(starts, reverse=language == "ar"), "in the order in which Tab reaches them"
    ends = [button["y"] + button["height"] for button in buttons]
    assert max(ends) - min(ends) < 3
    assert overflow(page) <= 0
    asked = len(scripted.requests)
    page.keyboard.type("half a question")
    page.keyboard.press("Tab")
    expect(page.locator("#stop")).to_be_focused()
    assert not received.disconnected.is_set()
    page.keyboard.press("Enter")
    assert received.disconnected.wait(2)
    stopped = page.locator("#turn-2.stopped")
    expect(stopped.locator("h3")).to_have_text(message(language, "model.stopped"))
    expect(stopped).to_contain_text(message(language, "model.stopped_text"))
    expect(page.locator("#status p")).to_contain_text(message(language, "model.stopped_text"))
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator("#stop")).to_be_hidden()
    # It stays so. Gradio calls this an error, which does not show.
    page.wait_for_timeout(500)
    expect(page.locator(".turn")).to_have_count(2)
    trackers = page.locator("[data-testid=status-tracker]")
    assert set(trackers.evaluate_all("all => all.map(e => getComputedStyle(e).display)")) == {"none"}
    expect(page.locator("#hint .lost")).to_be_hidden()
    expect(page.locator("#turn-1.answered .answer")).to_contain_text(SUPPORTED[language][0][:-1])
    assert page.input_value(BOX) == "half a question"
    assert len(scripted.requests) == asked
    assert overflow(page) <= 0

    play(whole(language))
    stopped.get_by_role("button").click()
    expect(page.locator("#turn-3.answered .answer")).to_contain_text(
        SUPPORTED[language][1][:-1], timeout=20_000
    )
    expect(page.locator("#turn-2.stopped")).to_be_visible()


@pytest.mark.parametrize(
    ("way", "silent"),
    [("a new conversation", False), ("the tab is closed", False), ("the tab is closed", True)],
)
def test_the_model_stops_too_when_nobody_waits_any_more(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    scripted: ScriptedServer,
    way: str,
    silent: bool,
) -> None:
    page = visit(address)
    play(Script(end="hang") if silent else begun("en"))
    received = begin(page, ASKED["en"], scripted)
    assert not received.disconnected.wait(0.5)
    if way == "the tab is closed":
        page.close()
        assert received.disconnected.wait(2)
        return
    page.click("#restart")
    assert received.disconnected.wait(2)
    expect(page.locator(".welcome")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(".turn")).to_have_count(0)
    play(whole("en"))
    ask(page, ASKED["en"])
    expect(page.locator("#turn-1.answered")).to_be_visible()


@languages
def test_a_model_that_fails_is_told_of_in_one_line_and_the_guidance_is_quoted(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    settings: AssistantSettings,
    writer: Writer,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = writer.model
    gone = open_chat_model(
        settings.model_copy(update={"chat_model": NAME, "chat_url": "http://127.0.0.1:9/v1"})
    )
    assert gone is not None
    failures: list[tuple[str, Script, ChatModel]] = [
        ("unreachable", Script(), gone),
        ("timeout", Script(end="hang"), replace(model, seconds=1)),
        ("refused", Script(status=401), model),
        ("failed", replace(begun(language), end="drop"), model),
        ("nothing_supported", Script([lines(*UNSUPPORTED[language])]), model),
    ]
    page = visit(address, language, "phone" if language == "ar" else "desktop")
    quoted = {"en": "The guidance says", "ar": "تقول الإرشادات"}[language]
    for number, (fate, script, asked) in enumerate(failures, start=1):
        play(script)
        monkeypatch.setattr(writer, "model", asked)
        ask(page, ASKED[language])
        turn = page.locator(f"#turn-{number}.answered")
        told = message(language, f"model.fate.{fate}")
        expect(turn.locator(".outdated")).to_have_text(told)
        expect(turn.locator(".answer")).to_contain_text(quoted)
        expect(turn.locator(".source")).not_to_have_count(0)
        expect(turn).not_to_contain_text(NAME)
        expect(page.locator("#status p")).to_contain_text(told)
        expect(page.locator("#stop")).to_be_hidden()
        assert overflow(page) <= 0
    expect(page.locator(".failed")).to_have_count(0)


def test_the_page_changes_its_language_while_the_answer_is_written(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    scripted: ScriptedServer,
) -> None:
    first, second = SUPPORTED["en"]
    play(Script([lines(first), "x", 2.5, "\n" + lines(second), "y"], end="hang"))
    page = visit(address)
    received = begin(page, ASKED["en"], scripted)
    page.click("#switch")

    def in_arabic() -> None:
        expect(page.locator(".kept .label")).to_have_text(message("ar", "model.checked"))
        expect(page.locator(".kept ul")).to_have_css("direction", "ltr")
        expect(page.locator(".turn .searching")).to_have_text(message("ar", "model.writing"))
        expect(page.locator("#status p")).to_have_text(message("ar", "model.writing"))
        expect(page.locator("#stop")).to_have_text(message("ar", "model.stop"))

    in_arabic()
    expect(page.locator(".kept li")).to_have_count(2)
    in_arabic()
    page.click("#stop")
    assert received.disconnected.wait(2)
    expect(page.locator(".stopped h3")).to_have_text(message("ar", "model.stopped"))


def test_sources_that_are_read_while_the_answer_is_written_stay_as_they_are(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    play: Callable[[Script], None],
    scripted: ScriptedServer,
) -> None:
    page = visit(address)
    play(whole("en"))
    for _ in range(2):
        ask(page, ASKED["en"])
    first, second = SUPPORTED["en"]
    play(Script([1.5, lines(first), "x", 0.5, "\n" + lines(second), "y"], end="hang"))
    begin(page, ASKED["en"], scripted)
    # The first answer's sources are closed as yet, the second's open.
    page.locator("#turn-2 summary").click()
    page.locator("#turn-1 .marker").first.click()
    expect(page.locator("#turn-3 .kept li")).to_have_count(2)
    expect(page.locator("#turn-1 .source.is-shown mark.is-shown")).to_be_visible()
    expect(page.locator("#turn-1 .source:focus")).to_have_count(1)
    expect(page.locator("#turn-2 .source").first).to_be_hidden()
    page.click("#stop")
    expect(page.locator(TURN)).to_have_count(3)


@languages
def test_without_a_model_there_is_nothing_to_stop(
    visit: Callable[..., Page],  # noqa: F811
    without_model: str,
    language: Language,
) -> None:
    page = visit(without_model, language)
    page.evaluate(WATCH)
    ask(page, ASKED[language])
    turns = page.evaluate("stages.map(stage => stage.turn)")
    assert "turn pending" in turns
    assert not any("writing" in turn for turn in turns)
    expect(page.locator("#stop")).to_have_count(0)
    page.click("#switch")
    expect(page.locator("html")).to_have_attribute("lang", "ar" if language == "en" else "en")
    expect(page.locator("#stop")).to_have_count(0)
