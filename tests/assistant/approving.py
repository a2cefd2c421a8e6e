"""Approved answers that are made up for tests, with the guidance that they rest on."""

from datetime import date
from pathlib import Path

from assistant.approved import Approved, read_file
from assistant.renewing import renew
from corpus import Corpus, load_corpus

TEXT = """\
---
id: rules
title: "Rules"
language: en
edition: "first"
---

# Rules

## Parties {#parties}

Official accounts must not repeat what a party says.

## Journalists {#journalists}

Send a journalist to the press office.
"""

ANSWER = """\
---
# Kept by the team.
id: party
verdict: no
situation:
  account: [official, unknown]
rests_on:
  - section: rules#parties
    quote: "Official accounts must not repeat what a party says."
  - section: rules#journalists
    quote: "Send a journalist to the press office."
    when: {asker: [journalist]}
asked:
  en:
    - "May we repeat what a party says?"
  ar:
    - "هل نعيد ما يقوله حزب؟"
---

## English

No. An official account does not repeat what a party says [1].

- A journalist goes to the press office,
  whoever asks [2].

## العربية

لا. لا يعيد الحساب الرسمي ما يقوله حزب [1].

- يُحال الصحفي إلى المكتب الصحفي [2].
"""

ON, REVIEW = date(2026, 1, 2), date(2027, 1, 2)


def make(folder: Path, answer: str = ANSWER, text: str = TEXT) -> tuple[Path, Corpus]:
    """A corpus folder with one text and one approved answer: the answer's file, and the corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rules.md").write_text(text, "utf-8")
    path = folder / "approved-answers" / "party.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(answer, "utf-8")
    return path, load_corpus(folder)


def read(path: Path) -> Approved:
    """The approved answer of a file that has no fault."""
    answer, problems = read_file(path)
    assert answer is not None
    assert problems == []
    return answer


def signed(folder: Path) -> tuple[Approved, Corpus]:
    """An approved answer that is signed, and the corpus."""
    path, corpus = make(folder)
    return renew(read(path), corpus, "Amina", ON, REVIEW), corpus
