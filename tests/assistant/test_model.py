import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.exceptions import ModelTimeoutError
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel, FakeMessagesListChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from assistant.model import ChatModel, ChatModelError, Stream, open_chat_model
from assistant.settings import AssistantSettings
from tests.assistant.scripted import Script, ScriptedServer

ROOT = Path(__file__).parents[2]
ASKED = [SystemMessage("Answer shortly."), HumanMessage("Who may post?")]
SPOKEN = Script(["Anyone ", "may ", "post."])
SCHEMA = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
KEY = "sk-proj-abcdefghijklmnop"
NOWHERE = "http://127.0.0.1:1/v1"


@pytest.fixture(autouse=True)
def _no_keys_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(
            ("OPENAI_", "AZURE_OPENAI_", "ANTHROPIC_", "MISTRAL_", "LANGSMITH_", "LANGCHAIN_")
        ):
            monkeypatch.delenv(name)


def _opened(url: str, **settings: Any) -> ChatModel:  # noqa: ANN401
    model = open_chat_model(AssistantSettings(chat_model="openai:test-model", chat_url=url, **settings))
    assert model is not None
    return model


def _error(stream: Stream) -> ChatModelError:
    with pytest.raises(ChatModelError) as raised:
        list(stream)
    message = str(raised.value)
    assert "\n" not in message
    assert "Traceback" not in message
    return raised.value


def _said(text: Iterable[str]) -> list[str]:
    """What came, without the empty pieces that say that nothing does."""
    return [piece for piece in text if piece]


def _misset(**settings: Any) -> str:  # noqa: ANN401
    with pytest.raises(ChatModelError) as raised:
        open_chat_model(AssistantSettings(**settings))
    assert raised.value.kind == "configuration"
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_without_a_name_there_is_no_model() -> None:
    assert open_chat_model(AssistantSettings()) is None


def test_the_text_comes_in_pieces_as_the_server_sends_them() -> None:
    with (
        ScriptedServer(Script(["Anyone ", 0.6, "may post."])) as server,
        _opened(server.url).stream(ASKED) as text,
    ):
        arrived = [(piece, time.monotonic()) for piece in text]
    said = [(piece, when) for piece, when in arrived if piece]
    assert [piece for piece, _ in said] == ["Anyone ", "may post."]
    assert said[1][1] - said[0][1] > 0.3
    # Meanwhile whoever reads it may do other things.
    assert ("",) in {(piece,) for piece, when in arrived if said[0][1] < when < said[1][1]}


def test_the_request_has_the_model_the_messages_temperature_0_and_the_token_cap() -> None:
    with ScriptedServer(SPOKEN) as server:
        list(_opened(server.url, chat_tokens=77).stream(ASKED))
        body = server.requests[0].body
    assert body["model"] == "test-model"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["temperature"] == 0
    assert body["max_completion_tokens"] == 77
    assert body["stream"] is True


def test_the_use_is_told_at_the_end() -> None:
    with ScriptedServer(SPOKEN) as server:
        text = _opened(server.url).stream(ASKED)
        list(text)
        later = text.usage
    assert (later.input_tokens, later.output_tokens, later.attempts) == (11, 7, 1)
    assert 0 < later.seconds < 30
    assert text.usage == later


def test_a_server_that_does_not_count_tokens_leaves_them_unknown() -> None:
    with ScriptedServer(Script(["Anyone."], usage=None)) as server:
        text = _opened(server.url).stream(ASKED)
        list(text)
    assert (text.usage.input_tokens, text.usage.output_tokens) == (None, None)


@pytest.mark.parametrize(("reason", "cut"), [("stop", False), ("length", True)])
@pytest.mark.parametrize("schema", [None, SCHEMA])
def test_a_text_that_the_token_cap_cut_off_is_marked(
    reason: str, cut: bool, schema: dict[str, Any] | None
) -> None:
    with ScriptedServer(Script(['{"text": ', '"Any'], finish_reason=reason)) as server:
        text = _opened(server.url, chat_structured=True).stream(ASKED, schema)
        assert "".join(text) == '{"text": "Any'
    assert text.cut is cut
    assert (text.usage.input_tokens, text.usage.output_tokens) == (11, 7)


def test_a_structured_model_is_sent_the_schema_and_its_raw_json_comes_in_pieces() -> None:
    with ScriptedServer(Script(['{"text": ', 0.2, '"Anyone."}'])) as server:
        model = _opened(server.url, chat_structured=True)
        assert model.structured
        assert _said(model.stream(ASKED, SCHEMA)) == ['{"text": ', '"Anyone."}']
        sent = server.requests[0].body["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["schema"] == SCHEMA


def test_text_that_does_not_hold_to_the_schema_comes_as_it_is() -> None:
    with ScriptedServer(Script(["Anyone ", "may."])) as server:
        assert _said(_opened(server.url, chat_structured=True).stream(ASKED, SCHEMA)) == ["Anyone ", "may."]


def test_a_model_that_is_not_structured_is_sent_no_schema() -> None:
    with ScriptedServer(SPOKEN) as server:
        model = _opened(server.url)
        assert not model.structured
        list(model.stream(ASKED, SCHEMA))
        assert "response_format" not in server.requests[0].body


def test_unset_a_model_is_structured_where_its_profile_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for name, wanted, structured in [
        ("openai:gpt-4o", None, True),
        ("openai:gpt-4o", False, False),
        ("openai:test-model", None, False),
        ("openai:test-model", True, True),
    ]:
        model = open_chat_model(AssistantSettings(chat_model=name, chat_structured=wanted))
        assert model is not None
        assert (model.name, model.structured) == (name, structured)


@pytest.mark.filterwarnings("ignore:Cannot use method='json_schema'")
def test_a_model_that_can_be_held_to_a_schema_by_a_tool_only_is_not_structured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model = open_chat_model(AssistantSettings(chat_model="openai:gpt-3.5-turbo", chat_structured=True))
    assert model is not None
    assert not model.structured


def test_the_key_that_is_sent_is_the_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(SPOKEN) as server:
        monkeypatch.setenv("OTHER_API_KEY", "sk-other-0123456789")
        list(_opened(server.url).stream(ASKED))
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        list(_opened(server.url).stream(ASKED))
        keyless, keyed = server.requests
    assert keyless.headers["authorization"] == "Bearer none"
    assert keyed.headers["authorization"] == f"Bearer {KEY}"
    assert "sk-other" not in f"{keyless} {keyed}"


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_no_error_shows_a_key(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("SOME_SECRET", "open sesame")
    said = f"Wrong key {KEY}, sk-proj-ab****op; Authorization: Bearer eyJhbGciOi.abc; open sesame; it is so."
    with ScriptedServer(Script(status=status, message=said)) as server:
        # Too little time for a second attempt.
        error = _error(_opened(server.url, chat_seconds=0.5).stream(ASKED))
    assert not [word for word in ("sk-", "eyJ", "sesame", "abcdef", "****op") if word in str(error)]
    assert (f"HTTP {status}" if status < 500 else "it is so") in str(error)
    assert error.kind == ("refused" if status < 500 else "failed")
    assert error.__cause__ is None


def test_a_request_that_may_pass_is_made_again_until_text_comes() -> None:
    with ScriptedServer(Script(status=429), Script(status=503), SPOKEN) as server:
        text = _opened(server.url).stream(ASKED)
        assert "".join(text) == "Anyone may post."
        assert len(server.requests) == 3
    assert text.usage.attempts == 3


def test_after_three_attempts_it_is_given_up() -> None:
    with ScriptedServer(Script(status=429)) as server:
        error = _error(_opened(server.url).stream(ASKED))
        assert len(server.requests) == 3
    assert "too many requests" in str(error)


def test_no_attempt_is_waited_for_beyond_the_time() -> None:
    with ScriptedServer(Script(status=503)) as server:
        started = time.monotonic()
        error = _error(_opened(server.url, chat_seconds=1).stream(ASKED))
        assert time.monotonic() - started < 3
        assert len(server.requests) < 3
    assert error.kind == "failed"


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, "GUIDANCE_CHAT_MODEL"),
        (401, "OPENAI_API_KEY"),
        (403, "OPENAI_API_KEY"),
        (404, "GUIDANCE_CHAT_MODEL"),
        (422, "GUIDANCE_CHAT_MODEL"),
    ],
)
def test_a_request_that_is_refused_for_good_is_made_once(status: int, remedy: str) -> None:
    with ScriptedServer(Script(status=status)) as server:
        error = _error(_opened(server.url).stream(ASKED))
        assert len(server.requests) == 1
    assert error.kind == "refused"
    assert "openai:test-model" in str(error)
    assert remedy in str(error)


def test_where_no_server_listens_the_error_names_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = _error(_opened(f"http://user:hidden@127.0.0.1:{port}/v1", chat_seconds=0.5).stream(ASKED))
    assert error.kind == "unreachable"
    assert f"no answer from 127.0.0.1:{port}: connection refused" in str(error)
    assert "GUIDANCE_CHAT_URL" in str(error)
    assert "hidden" not in str(error)


@pytest.mark.parametrize("said", [[], ["Anyone "]])
def test_a_server_that_hangs_is_left_when_the_time_is_over(said: Sequence[str]) -> None:
    with ScriptedServer(Script(said, end="hang")) as server:
        model = _opened(server.url, chat_seconds=0.8)
        started = time.monotonic()
        pieces: list[str] = []
        with pytest.raises(ChatModelError, match=r"0\.8 s.*GUIDANCE_CHAT_SECONDS") as raised:
            pieces.extend(model.stream(ASKED))
        assert list(filter(None, pieces)) == said
        assert 0.5 < time.monotonic() - started < 4
        assert raised.value.kind == "timeout"
        assert server.requests[0].disconnected.wait(5)
        assert len(server.requests) == 1


def test_a_server_that_drips_is_left_when_the_time_is_over() -> None:
    with ScriptedServer(Script(["so ", 0.2] * 50)) as server:
        started = time.monotonic()
        error = _error(_opened(server.url, chat_seconds=1).stream(ASKED))
        assert time.monotonic() - started < 4
    assert error.kind == "timeout"


def test_a_text_that_nobody_reads_is_stopped_when_the_time_is_over() -> None:
    with ScriptedServer(Script(["so ", 0.2] * 50)) as server:
        text = _opened(server.url, chat_seconds=0.5).stream(ASKED)
        while not server.requests:
            time.sleep(0.01)
        assert server.requests[0].disconnected.wait(5)
    assert text.usage.seconds < 5


def test_what_has_come_in_time_is_given_to_one_who_reads_late() -> None:
    with ScriptedServer(SPOKEN) as server:
        text = _opened(server.url, chat_seconds=1).stream(ASKED)
        time.sleep(1.2)
        assert "".join(text) == "Anyone may post."


def test_a_connection_that_breaks_off_in_the_middle_is_told_and_not_tried_again() -> None:
    with ScriptedServer(Script(["Anyone "], end="drop"), SPOKEN) as server:
        pieces: list[str] = []
        with pytest.raises(ChatModelError, match="broke off") as raised:
            pieces.extend(_opened(server.url).stream(ASKED))
        assert list(filter(None, pieces)) == ["Anyone "]
        assert len(server.requests) == 1
    assert raised.value.kind == "failed"


def test_a_connection_that_breaks_off_before_any_text_is_tried_again() -> None:
    with ScriptedServer(Script(end="drop"), SPOKEN) as server:
        assert "".join(_opened(server.url).stream(ASKED)) == "Anyone may post."
        assert len(server.requests) == 2


@pytest.mark.parametrize("said", [[], ["Anyone "]])
def test_closing_stops_the_model_and_ends_the_text(said: Sequence[str]) -> None:
    with ScriptedServer(Script(said, end="hang")) as server:
        text = _opened(server.url).stream(ASKED)
        for _ in said:
            next(filter(None, text))
        while not server.requests:
            time.sleep(0.01)
        text.close()
        assert server.requests[0].disconnected.wait(5)
        assert _said(text) == []
    assert text.usage.seconds < 20


def test_closing_from_another_thread_ends_a_reader_that_waits() -> None:
    with ScriptedServer(Script(end="hang")) as server, _opened(server.url).stream(ASKED) as text:
        threading.Timer(0.3, text.close).start()
        started = time.monotonic()
        assert _said(text) == []
        assert time.monotonic() - started < 10


def test_leaving_the_context_stops_the_model() -> None:
    with ScriptedServer(Script(["Anyone "], end="hang")) as server:
        with _opened(server.url).stream(ASKED) as text:
            assert next(filter(None, text)) == "Anyone "
        assert server.requests[0].disconnected.wait(5)


def test_calls_at_the_same_time_and_one_after_another_share_a_model() -> None:
    with ScriptedServer(Script(["Anyone ", 0.2, "may."])) as server:
        model = _opened(server.url)
        for _ in range(2):
            streams = [model.stream(ASKED) for _ in range(4)]
            assert ["".join(text) for text in streams] == ["Anyone may."] * 4
        # Another model of the same address shares the connections with the first.
        assert "".join(_opened(server.url).stream(ASKED)) == "Anyone may."


@pytest.mark.parametrize("name", ["gpt-4o", "openai:", ":gpt-4o", "parrot:polly", "llama3.2:3b"])
def test_a_name_without_a_known_provider_is_refused_with_some_that_are_known(name: str) -> None:
    message = _misset(chat_model=name)
    assert name in message
    assert "ollama" in message
    assert "bedrock_converse" in message


@pytest.mark.parametrize(
    ("name", "module", "remedy"),
    [
        ("ollama:llama3.2", "langchain_ollama", "langchain-ollama; pip install '.[ollama]'"),
        ("azure_openai:mine", "langchain_openai", "langchain-openai; pip install '.[openai]'"),
        ("bedrock_converse:a.b", "langchain_aws", "langchain-aws; pip install '.[bedrock]'"),
        ("google_genai:gemini", "langchain_google_genai", "langchain-google-genai; pip install '.[google]'"),
        ("groq:llama", "langchain_groq", "langchain-groq; pip install langchain-groq"),
        ("ollama:llama3.2", "langchain", "langchain; pip install '.[ollama]'"),
    ],
)
def test_a_missing_package_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, remedy: str
) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, "langchain_community", None)
    monkeypatch.setitem(sys.modules, "langchain.chat_models" if module == "langchain" else module, None)
    assert _misset(chat_model=name).endswith(f"needs the package {remedy}")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("openai:gpt-4o", "OPENAI_API_KEY"),
        ("anthropic:claude", "ANTHROPIC_API_KEY"),
        ("mistralai:small", "MISTRAL_API_KEY"),
        ("azure_openai:mine", "AZURE_OPENAI_API_KEY"),
    ],
)
def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch, name: str, key: str) -> None:
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://mine.invalid")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert key in _misset(chat_model=name)


def test_a_key_that_is_set_for_a_name_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEY not in _misset(chat_model=KEY)
    monkeypatch.setenv("HOUSE_TOKEN", "open:sesame")
    assert "sesame" not in _misset(chat_model="open:sesame")


def test_what_azure_lacks_besides_its_key_is_named_and_the_key_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://mine.invalid")
    message = _misset(chat_model="azure_openai:mine")
    assert "OPENAI_API_VERSION" in message
    assert KEY not in message


def test_an_azure_deployment_is_asked_at_the_address_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    model = open_chat_model(
        AssistantSettings(chat_model="azure_openai:mine", chat_url=NOWHERE, chat_seconds=0.5)
    )
    assert model is not None
    assert "127.0.0.1:1" in str(_error(model.stream(ASKED)))


@pytest.mark.parametrize(
    "url", ["localhost:8000", "http://", "ftp://here/v1", "http://[", "http://here:port/"]
)
def test_an_address_that_cannot_be_is_refused(url: str) -> None:
    assert "GUIDANCE_CHAT_URL" in _misset(chat_model="openai:test-model", chat_url=url)


def test_a_fake_chat_model_of_langchain_streams() -> None:
    model = ChatModel(FakeListChatModel(responses=["Anyone."]), "fake:list", seconds=5, structured=True)
    with model.stream(ASKED, SCHEMA) as text:
        assert "".join(text) == "Anyone."
    assert text.usage.attempts == 1


def test_a_model_of_langchain_that_fails_in_its_own_way_is_told() -> None:
    model = ChatModel(
        FakeListChatModel(responses=["Anyone."], error_on_chunk_number=2), "fake:list", seconds=5
    )
    error = _error(model.stream(ASKED))
    assert error.kind == "failed"
    assert "FakeListChatModelError" in str(error)


class _Saying(BaseChatModel):
    """Answers what the function returns, or fails as it does; has no stream of its own."""

    say: Callable[[], AIMessage]

    @property
    def _llm_type(self) -> str:
        return "saying"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self.say())])


def test_what_a_model_thinks_is_no_text() -> None:
    blocks: list[str | dict[str, Any]] = [
        {"type": "reasoning", "reasoning": "They ask who."},
        {"type": "text", "text": "Anyone."},
    ]
    model = ChatModel(_Saying(say=lambda: AIMessage(blocks)), "fake:thinking", seconds=5)
    assert _said(model.stream(ASKED)) == ["Anyone."]


@pytest.mark.parametrize(
    "metadata",
    [
        {"finish_reason": "length"},
        {"finish_reason": "MAX_TOKENS"},
        {"stop_reason": "max_tokens"},
        {"stopReason": "max_tokens"},
        {"done_reason": "length"},
        {"incomplete_details": {"reason": "max_output_tokens"}},
    ],
)
def test_a_text_that_was_cut_off_is_marked_in_the_words_of_each_provider(metadata: dict[str, Any]) -> None:
    said = AIMessage("Any", response_metadata=metadata)
    text = ChatModel(_Saying(say=lambda: said), "fake:cut", seconds=5).stream(ASKED)
    assert _said(text) == ["Any"]
    assert text.cut


def _failing(error: Exception, cause: Exception | None = None, **fields: object) -> ChatModel:
    vars(error).update(fields)

    def fail() -> AIMessage:
        raise error from cause

    return ChatModel(_Saying(say=fail), "fake:failing", seconds=0.4)


def test_a_key_that_a_long_message_is_cut_in_is_not_shown_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOUSE_SECRET", "open-sesame-and-close-again")
    model = _failing(ValueError(f"{'so ' * 65}open-sesame-and-close-again"))
    message = str(_error(model.stream(ASKED)))
    assert "so so" in message
    assert "open" not in message


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        # As botocore, google-genai, httpx and LangChain itself tell it.
        (_failing(ValueError("no"), response={"ResponseMetadata": {"HTTPStatusCode": 403}}), "refused"),
        (_failing(ValueError("no"), RuntimeError("no"), code=404), "refused"),
        (_failing(ConnectionError("gone"), TimeoutError("as a cause it is no timeout")), "unreachable"),
        (_failing(socket.gaierror(-2, "Name or service not known")), "unreachable"),
        (_failing(ModelTimeoutError("slow")), "timeout"),
        (_failing(KeyError("?")), "failed"),
    ],
)
def test_the_errors_of_other_providers_are_told_apart(model: ChatModel, kind: str) -> None:
    assert _error(model.stream(ASKED)).kind == kind


def test_a_model_that_sleeps_in_a_thread_is_left_when_the_time_is_over() -> None:
    model = ChatModel(
        FakeMessagesListChatModel(responses=[AIMessage("late")], sleep=20), "fake:asleep", seconds=0.5
    )
    started = time.monotonic()
    assert _error(model.stream(ASKED)).kind == "timeout"
    assert time.monotonic() - started < 4


# Whether the process ends can be seen in another one only; there, too, the loop may be held up.
HELD_UP = """
import sys, time
from langchain_core.language_models.fake_chat_models import FakeListChatModel, FakeMessagesListChatModel
from langchain_core.messages import AIMessage, HumanMessage
from assistant.model import ChatModel, ChatModelError

class Blocking(FakeListChatModel):
    async def _astream(self, *arguments, **more):
        time.sleep(60)
        yield

asleep = FakeMessagesListChatModel(responses=[AIMessage("late")], sleep=60)
for model in (asleep, Blocking(responses=["late"])):
    started = time.monotonic()
    try:
        list(ChatModel(model, "fake:asleep", seconds=0.5).stream([HumanMessage("Who may post?")]))
    except ChatModelError as error:
        print(error.kind, time.monotonic() - started < 4)
"""


def test_a_model_that_hangs_keeps_neither_its_caller_nor_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELD_UP], cwd=ROOT, capture_output=True, text=True, timeout=40, check=True
    )
    assert done.stdout.splitlines() == ["timeout True", "timeout True"]
    assert done.stderr == ""


def test_importing_the_assistant_imports_no_language_model() -> None:
    code = "import assistant.model, sys; print(sorted({'langchain', 'openai'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
