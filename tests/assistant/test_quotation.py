import re
from collections.abc import Sequence

import pytest

from assistant.answer import Answer, Reply
from assistant.quotation import COMFORTABLE, Quotation, quote
from corpus import Corpus
from eval.case import Case
from index.chunking import Passage, passages
from tests.assistant.sample import corpus, document

# Written down here anew: what must not be left off the sentence that it limits.
LIMITS = {
    "en": re.compile(
        r"\b(?:but|unless|must not|should be referred|refer(?:red)? to|cannot)\b", re.IGNORECASE
    ),
    "ar": re.compile(r"(?:^|\s)(?:إلا|غير أن|ولكن|لا يجوز|تتطلب إحالته|يجب)(?=\s)"),
}
FAR = -9.0


def _passage(text: str, language: str = "en") -> Passage:
    made = document({"a": text}, language=language)  # type: ignore[arg-type]
    (passage,) = passages(corpus(made))
    return passage


def _quoted(passage: Passage, best: int) -> Quotation:
    """What is quoted when one sentence answers and the others are far from it."""
    count = len(passage.sentences)
    return quote(passage, tuple(0.0 if number == best else FAR for number in range(count)))


def _text(quotation: Quotation) -> str:
    return quotation.section.text[quotation.start : quotation.end]


def _cases(shipped: Corpus) -> list[tuple[Passage, int, Quotation]]:
    return [(p, best, _quoted(p, best)) for p in passages(shipped) for best in range(len(p.sentences))]


def test_a_quotation_of_the_guidance_is_a_run_of_whole_sentences_with_the_best_one(shipped: Corpus) -> None:
    for passage, best, quotation in _cases(shipped):
        starts, ends = zip(*passage.sentences, strict=True)
        assert quotation.section is passage.section
        assert quotation.start in starts
        assert quotation.end in ends
        assert quotation.start <= passage.sentences[best][0]
        assert quotation.end >= passage.sentences[best][1]


def test_no_condition_is_left_behind_beside_a_quotation_in_its_paragraph(shipped: Corpus) -> None:
    seen = {"en": 0, "ar": 0}
    for passage, _, quotation in _cases(shipped):
        text, language = passage.section.text, passage.section.language
        for start, end in passage.sentences:
            beside = text[min(end, quotation.end) : max(start, quotation.start)]
            inside = quotation.start <= start < quotation.end
            if not LIMITS[language].search(text[start:end]) or beside.strip() or "\n\n" in beside:
                continue
            seen[language] += 1
            assert inside, (passage.section.ref, text[start:end], _text(quotation))
    assert min(seen.values()) > 3


def test_what_the_guidance_permits_is_quoted_with_what_it_forbids(shipped: Corpus) -> None:
    section = shipped.section("social-media-guidance#personal-use")
    (passage,) = [p for p in passages(shipped) if p.section is section]
    said = _text(_quoted(passage, 0))
    assert said.startswith("You are free to use social media in your own time.")
    assert "You must not disclose official information" in said
    assert "You must not take part in any political" in said


@pytest.mark.parametrize("best", [0, 1, 2])
def test_what_begins_with_who_is_asking_says_to_whom_to_refer(shipped: Corpus, best: int) -> None:
    section = shipped.section("social-media-guidance#who-is-asking")
    (passage,) = [p for p in passages(shipped) if p.section is section]
    assert "referred to the media team or press office" in _text(_quoted(passage, best))


def test_the_arabic_section_on_the_public_keeps_its_exception_and_its_referral(shipped: Corpus) -> None:
    section = shipped.section("social-media-guidance-summary-ar#engaging-with-the-public")
    (passage,) = [p for p in passages(shipped) if p.section is section]
    assert "غير أن هذا لا يعني" in _text(_quoted(passage, 0))
    for best in (1, 2):
        assert "تتطلب إحالته\u00a0إلى فريق القسم الإعلامي" in _text(_quoted(passage, best))


def test_a_reply_that_permits_private_use_says_what_is_forbidden(
    dev_replies: Sequence[tuple[Case, Reply]],
) -> None:
    replies = [
        " ".join(citation.quote for citation in reply.result.citations)
        for _, reply in dev_replies
        if isinstance(reply.result, Answer)
    ]
    permitting = [said for said in replies if "You are free to use social media" in said]
    assert len(permitting) > 3
    assert [said for said in permitting if "must not disclose" not in said] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You may post. Unless it is secret."),
        ("en", "You may post. You must not post secrets."),
        ("en", "You may post.\n\nYou must not post secrets."),
        ("en", "You may post. You must\nnot post secrets."),
        ("en", "Never post secrets. You may post."),
        ("en", "Posts are public. However, drafts stay here."),
        ("ar", "يمكنك النشر. إلا إذا كان سراً."),
        ("ar", "يمكنك النشر. غير أن ذلك لا يشمل الأسرار."),
        ("ar", "يمكنك النشر.\n\nلا يجوز نشر الأسرار."),
        ("ar", "يمكنك النشر. ذلك لا\u00a0يجوز في الأسرار."),
        ("ar", "لا يجوز نشر الأسرار. يمكنك النشر."),
        ("ar", "السائل قد يكون صحفياً. وهي حالة تتطلب إحالته إلى الفريق."),
    ],
)
def test_a_condition_comes_along_whichever_sentence_is_best(language: str, text: str) -> None:
    passage = _passage(text, language)
    assert len(passage.sentences) == 2
    permits = 0 if re.match(r"You may|Posts|يمكنك|السائل", text) else 1
    assert _text(_quoted(passage, permits)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Posts are public. Wikipedia keeps addresses. Photographs count."),
        ("ar", "المنشورات علنية. تحفظ ويكيبيديا العناوين. الصور محسوبة."),
    ],
)
def test_a_paragraph_is_quoted_whole_and_other_paragraphs_are_left_out(language: str, text: str) -> None:
    passage = _passage(f"Swans swim.\n\n{text}\n\nGeese fly.", language)
    assert len(passage.sentences) == 5
    for best in (1, 2, 3):
        assert _text(_quoted(passage, best)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ask for a permit:\n\n1. Fill in the form.\n2. Sign it.\n3. Hand it in.",
        "Ask for a permit:\n\n- Fill in the form.\n\n- Sign it.",
        "اطلب التصريح:\n\n١. املأ النموذج.\n٢. وقّعه.\n٣. سلّمه.",
        "Red dots mean nuts.\n- blue: fish\n- green: milk",
    ],
)
def test_a_list_is_quoted_whole_with_what_announces_it(text: str) -> None:
    language = "ar" if "اطلب" in text else "en"
    passage = _passage(f"Swans swim.\n\n{text}\n\nGeese fly.", language)
    for best in range(1, len(passage.sentences) - 1):
        assert _text(_quoted(passage, best)) == text


def _long(language: str) -> list[str]:
    """Sentences of a paragraph that is too long to be quoted whole."""
    words = {"en": "Swans swim on the lake, and", "ar": "البجع يسبح في البحيرة ثم"}[language]
    return [f"{f'{words} ' * 3}fly {number}." for number in range(10, 17)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_of_a_long_paragraph_the_sentence_that_answers_is_quoted(language: str) -> None:
    sentences = _long(language)
    assert _text(_quoted(_passage(" ".join(sentences), language), 4)) == sentences[4]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The foreword says:\n\nBe kind. Write plainly."),
        ("ar", "تقول المقدمة:\n\nكن لطيفاً. اكتب بوضوح."),
    ],
)
def test_what_announces_something_is_never_quoted_by_itself(language: str, text: str) -> None:
    assert not _text(_quoted(_passage(text, language), 0)).endswith(":")


def test_no_quotation_of_the_guidance_ends_with_an_announcement(shipped: Corpus) -> None:
    assert [_text(found) for _, _, found in _cases(shipped) if _text(found).endswith(":")] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_neighbour_that_answers_nearly_as_well_is_quoted_too(language: str) -> None:
    sentences = _long(language)
    passage = _passage(" ".join(sentences), language)
    scores = [FAR] * len(sentences)
    scores[4], scores[5] = 3.0, 2.5
    assert _text(quote(passage, tuple(scores))) == " ".join(sentences[4:6])
    scores[5] = 1.5
    assert _text(quote(passage, tuple(scores))) == sentences[4]


def test_a_long_quotation_takes_in_no_more_but_conditions() -> None:
    long = "Posts are public and stay so " + "for a very long time " * (COMFORTABLE // 20) + "indeed."
    assert _text(_quoted(_passage(f"{long} This is so."), 0)) == long
    assert _text(_quoted(_passage(f"{long} But this is not."), 0)) == f"{long} But this is not."


def test_a_blank_line_with_windows_line_ends_parts_paragraphs_too() -> None:
    apart = _passage("Photographs count.\r\n\r\nYou must not shout.")
    assert _text(_quoted(apart, 0)) == "Photographs count."
