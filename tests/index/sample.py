"""Small guidance texts whose sections are far apart, and questions that each has one right section for."""

ENGLISH = """\
---
id: office
title: "Office handbook"
language: en
edition: first
---

# Office handbook

## Parking {#parking}

You may park in the north yard. Visitors use the bays by the gate, and must show a permit.

## Fire {#fire}

When the alarm sounds, leave by the nearest stairs. Do not use the lift; meet at the fountain.
"""

ARABIC = """\
---
id: دليل
title: "دليل المكتبة"
language: ar
edition: الأولى
---

# دليل المكتبة

## الإعارة {#borrowing}

يمكنك استعارة خمسة كتب لمدة أسبوعين. لا تُعار المراجع والمعاجم خارج القاعة.

## الهدوء {#quiet}

أغلق هاتفك قبل دخول قاعة القراءة؛ يُمنع الكلام بصوت مرتفع.
"""

QUESTIONS = {
    "Where can I leave my car?": "office#parking",
    "What do I do if there is a fire?": "office#fire",
    "أين أوقف سيارتي؟": "office#parking",
    "كم كتاباً أستعير؟": "دليل#borrowing",
    "Can I make a phone call in the reading room?": "دليل#quiet",
    "هل يمكنني التحدث بالهاتف في القاعة؟": "دليل#quiet",
}
"""Each question's right section; two have it in the other language only."""


def text(document: str, language: str, **sections: str) -> str:
    """A guidance text with these sections, by their ids, which are their headings too."""
    head = (
        f'---\nid: {document}\ntitle: "{document}"\nlanguage: {language}\nedition: "1"\n---\n\n# {document}\n'
    )
    return head + "".join(f"\n## {name} {{#{name}}}\n\n{body}\n" for name, body in sections.items())
