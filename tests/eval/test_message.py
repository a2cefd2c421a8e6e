"""What evaluation names has words. tests/assistant/test_message.py holds that they are whole and used."""

import pytest

from assistant.message import MessageError
from corpus import LANGUAGES, Language
from eval.configuration import Configuration
from eval.judgement import WRONGS
from eval.measurement import OF_CONFIDENCE, OF_TIME, OF_VARIATIONS
from eval.message import message
from eval.metric import METRICS
from eval.variation import VARIATIONS
from eval.wording import Wording

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
@pytest.mark.parametrize("metric", [*METRICS, *OF_CONFIDENCE, *OF_TIME, *OF_VARIATIONS])
def test_every_metric_has_a_name_and_a_sentence(metric: str, language: Language) -> None:
    word = Wording(language)
    assert word.metric(metric)
    assert word.means(metric).endswith((".", "…"))


@languages
def test_no_two_metrics_have_the_same_name(language: Language) -> None:
    names = [Wording(language).metric(metric) for metric in (*METRICS, *OF_CONFIDENCE, *OF_VARIATIONS)]
    assert len(names) == len(set(names))


@languages
def test_whatever_can_be_wrong_other_or_set_has_words(language: Language) -> None:
    keys = [f"wrong.{wrong}" for wrong in WRONGS]
    keys += [f"variation.{name}" for name in VARIATIONS]
    keys += [f"made.{name}" for name in Configuration.model_fields]
    assert [key for key in keys if key not in message.catalogue(language)] == []


def test_a_message_that_is_not_there_is_named_with_its_file() -> None:
    with pytest.raises(MessageError, match=r"'report\.maybe' in eval/messages/ar\.toml"):
        message("ar", "report.maybe")
