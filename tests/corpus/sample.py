"""Guidance texts for tests, in both languages."""

ENGLISH_HEAD = """\
---
id: posting
title: "Posting online"
language: en
edition: first
---
"""
ARABIC_HEAD = """\
---
id: النشر
title: "النشر على الشبكة"
language: ar
edition: الأولى
---
"""
HEAD_LINES = 6

ENGLISH = (
    ENGLISH_HEAD
    + """\

# Posting online

## Tone {#tone}

Write plainly.

Think twice.

## Doubt {#doubt}

Ask your press office.
"""
)
ARABIC = (
    ARABIC_HEAD
    + """\

# النشر على الشبكة

## الأسلوب {#tone}

اكتب  بوضوح.

فكّر مرتين.

## الشك {#الشك}

اسأل المكتب الصحفي.
"""
)
