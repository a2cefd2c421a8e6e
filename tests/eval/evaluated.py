"""A small run with everything that a page shows, and a later one of the same cases."""

from collections.abc import Mapping, Sequence

from corpus import LANGUAGES, Language
from eval.case import Case
from eval.comparison import Comparison, compare
from eval.gate import Threshold
from eval.result import Result
from eval.run import Run
from eval.scoring import Scored, score
from tests.eval import sample

MARKUP = "<script>document.title='run'</script> & <b>\"bold\"</b> {{ 7*7 }} </details>"

REASON = {"en": "Because staff rely on it.", "ar": "لأن الموظفين يعتمدون عليه."}


def _cases(language: Language) -> list[Case]:
    def case(name: str, *arguments: str, **fields: object) -> Case:
        asked = {"en": f"What about {name}?", "ar": f"ماذا عن {name}؟"}[language]
        return sample.case(f"{name}-{language}", *arguments, language=language, question=asked, **fields)  # type: ignore[arg-type]

    point = [{"guide#a": "Be kind."}]
    return [
        case("test-right"),
        case("test-declined"),
        case("test-answered", "near"),
        case("test-second", "covered", "b"),
        case("test-yes", "covered", "c", verdict="no"),
        case("test-omitted", points=point, supports="b"),
        case("test-attack", "attack", ""),
        case("test-failed"),
        case("test-unasked"),
        case("dev-right", "covered", "c"),
        case("dev-far", "far"),
    ]


CASES = [case for language in LANGUAGES for case in _cases(language)]
MARKED = CASES[0].model_copy(update={"id": "test-markup", "question": MARKUP})


def _results(cases: Sequence[Case]) -> list[Result]:
    given: Mapping[str, tuple[sample.Quoted, ...]] = {
        "test-right": ("a", "A"),
        "test-answered": ("a",),
        "test-second": ("a", "b"),
        "test-yes": ("c",),
        "test-omitted": (("a", "Write plainly."), "b"),
        "dev-right": ("c",),
        "test-markup": ("a",),
    }
    found = []
    for number, case in enumerate(cases):
        name = case.id.removesuffix(f"-{case.language}")
        if name == "test-failed":
            found.append(sample.failed(case))
        elif name != "test-unasked":
            verdict = "yes" if name == "test-yes" else None
            found.append(
                sample.result(
                    case, *given.get(name, ()), verdict=verdict, retrieved="abc", confidence=0.04 * number
                )
            )
        if name in ("test-right", "test-declined"):
            found.append(sample.result(case, "a", variation="typos", question=f"{case.question} typo"))
    return found


def run(name: str = "made", cases: Sequence[Case] = (*CASES, MARKED), **changes: object) -> Run:
    """The run, with two simpler systems."""
    simple = [sample.result(case, "a", retrieved="a") for case in cases]
    return sample.made(
        cases,
        _results(cases),
        name=name,
        others={"quickstart": simple, "without_examples": simple},
        **changes,
    )


def whole() -> Run:
    """A run in which every question has a result, all of them right."""
    cases = [case for case in CASES if case.id.startswith(("test-right", "dev-"))]
    return run("whole", cases)


def thresholds(at_least: float = 0.0, aim: float | None = None) -> list[Threshold]:
    """One for each language, and one that is always reached."""
    asked = [
        Threshold(
            metric="answered", split="test", language=language, at_least=at_least, aim=aim, reason=REASON
        )
        for language in LANGUAGES
    ]
    return [Threshold(metric="exact", split="test", at_least=1.0, reason=REASON), *asked]


def scored(run: Run, *, at_least: float = 0.0, aim: float | None = None) -> Scored:
    """A run held against these thresholds."""
    return score(run, sample.CORPUS, thresholds(at_least, aim))


def compared() -> Comparison:
    """The run beside a later one, in which one case got better, one worse, and one is answered otherwise."""
    later = {result.key: result for result in _results(CASES)}
    by_id = {case.id: case for case in CASES}
    changed = {
        "test-declined-en": ("a",),
        "test-right-ar": (),
        "test-answered-en": ("b",),
    }
    for id_, quoted in changed.items():
        later[id_, None] = sample.result(by_id[id_], *quoted, retrieved="abc", confidence=0.5)
    after = sample.made(CASES, list(later.values()), name="later", threshold=0.4, revision=None)
    return compare(run("earlier", CASES), after, sample.CORPUS)
