"""The files of cases: `<split>.<language>.yaml` in a folder, made to be edited by hand."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

from corpus import LANGUAGES, Corpus, Fault, Language
from eval.case import SPLITS, Case, CaseError, Split
from eval.variation import VARIATIONS
from index import words

_FILE_KEYS = {"written_by", "reviewed_by", "cases"}

# The parser in C is ten times as fast, but not everywhere there.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_cases(folder: Path, corpus: Corpus, splits: Sequence[Split] = SPLITS) -> list[Case]:
    """The cases of a folder about a corpus, of the given splits that it has.

    Raises `CaseError` with everything that is wrong with them: what cannot be read, a missing, unknown or
    wrong field, a section or sentence that is not in the corpus, an id or a question that stands twice.
    """
    faults: list[Fault] = []
    found: list[tuple[Case, Path, int]] = []
    for split in splits:
        for language in LANGUAGES:
            file = folder / f"{split}.{language}.yaml"
            if file.is_file():
                found += _read(file, split, language, faults)
    if not found and not faults:
        named = " or ".join(f"{split}.<language>.yaml" for split in splits)
        raise CaseError(f"{folder} holds no cases: it needs a file {named}; see GUIDANCE_CASES_FOLDER")
    first: dict[tuple[str, str], str] = {}
    for case, file, line in found:
        faults += [Fault(file, line, f"{case.id}: {fault}") for fault in case.faults(corpus)]
        asked = " ".join(words(" ".join((*case.before, case.question)))) or case.question
        for key, what in (((case.id, ""), "has the id of"), ((asked, case.language), "asks the same as")):
            if key in first:
                faults.append(Fault(file, line, f"{case.id} {what} another case, {first[key]}"))
            first.setdefault(key, f"{case.id} in {file.name}, line {line}")
    if faults:
        raise CaseError("\n".join(map(str, sorted(faults))))
    return [case for case, _, _ in found]


def _read(file: Path, split: Split, language: Language, faults: list[Fault]) -> list[tuple[Case, Path, int]]:
    """The cases of a file, each with its line; faults are added to those found."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        faults.append(Fault(file, 1, f"cannot be read: {error.strerror}"))
        return []
    except UnicodeDecodeError as error:
        faults.append(Fault(file, error.object.count(b"\n", 0, error.start) + 1, "is not UTF-8 here"))
        return []
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        content = loader.construct_document(root) if root else None
    except (yaml.YAMLError, ValueError) as error:
        # Not all are YAMLErrors: a date that does not exist fails as a value.
        line, problem = _yaml_problem(error, text)
        faults.append(Fault(file, line, f"is no YAML: {problem}"))
        return []
    if root is None or not isinstance(content, dict) or not isinstance(content.get("cases"), list):
        faults.append(Fault(file, 1, "needs `written_by:` and `cases:`, a list of cases"))
        return []
    faults += [Fault(file, 1, f"unknown key {key!r}") for key in sorted(set(map(str, content)) - _FILE_KEYS)]
    faults += [Fault(file, line, f"{key!r} stands here a second time") for key, line in _repeated(root)]
    common = {key: content[key] for key in ("written_by", "reviewed_by") if key in content}
    cases: list[tuple[Case, Path, int]] = []
    for row, node in zip(content["cases"], _rows(root), strict=True):
        line = node.start_mark.line + 1
        if not isinstance(row, dict):
            faults.append(Fault(file, line, f"is no case with fields: {row!r}"))
            continue
        faults += [Fault(file, at, f"{key!r} stands here a second time") for key, at in _repeated(node)]
        if "language" in row:
            faults.append(Fault(file, line, "unknown field language: the name of the file says it"))
        try:
            case = Case.model_validate({**common, **row, "language": language})
        except ValidationError as error:
            faults += [Fault(file, line, f"{row.get('id', 'a case')}: {fault}") for fault in _said(error)]
            continue
        if not case.id.startswith(f"{split}-"):
            faults.append(Fault(file, line, f"the id {case.id} does not begin with {split}-, as its split"))
        for name in sorted(VARIATIONS.keys() & case.variants.keys()):
            faults.append(Fault(file, line, f"{case.id}: the variant {name} is made by rule; rename it"))
        cases.append((case, file, line))
    return cases


def _yaml_problem(error: Exception, text: str) -> tuple[int, str]:
    """The line of what cannot be parsed, and what is wrong there."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return error.problem_mark.line + 1, error.problem or str(error)
    if isinstance(error, ReaderError):
        # Where it says that this stands is in bytes or in characters, as the parser is in C or not.
        at = text.find(chr(error.character))
        return text.count("\n", 0, at) + 1, f"U+{error.character:04X}: {error.reason}"
    return 1, str(error)


def _rows(root: yaml.Node) -> list[yaml.Node]:
    """The nodes of the cases, which know their lines."""
    # Of a key that stands twice, the last one counts.
    rows: list[yaml.Node] = [value.value for key, value in root.value if key.value == "cases"][-1]
    return rows


def _repeated(node: yaml.Node) -> list[tuple[str, int]]:
    """The keys that a mapping has more than once, with the line of each repetition. YAML would keep the last
    without a word."""
    lines: dict[str, list[int]] = {}
    for key, _ in node.value:
        lines.setdefault(str(key.value), []).append(key.start_mark.line + 1)
    return [(key, line) for key, found in lines.items() for line in found[1:]]


def _said(error: ValidationError) -> list[str]:
    """What is wrong with a case, a field a line."""
    found: list[str] = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"] if part != "root")
        missing = fault["type"] == "missing"
        found.append(f"the field {where} is missing" if missing else f"{where}: {fault['msg']}")
    return found
