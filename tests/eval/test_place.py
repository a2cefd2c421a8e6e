from eval.place import Place, places
from tests.eval import sample


def test_a_section_is_named_by_its_headings_and_its_text() -> None:
    section = sample.CORPUS.section("guide-ar#a")
    place = places(sample.CORPUS)("guide-ar#a")
    assert place.heading == " › ".join(section.heading_path)
    assert place.title == sample.SUMMARY.title
    assert place.language == "ar"


def test_a_section_that_the_guidance_does_not_have_is_named_by_its_key() -> None:
    for ref in ("guide#gone", "nothing#a"):
        assert places(sample.CORPUS)(ref) == Place(ref, ref)
    assert places(None)("guide#a") == Place("guide#a", "guide#a")
