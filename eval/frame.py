"""What a page of evaluation stands in: its language, its styles and scripts, and what it links to."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

import assistant
from assistant.sources import DIRECTION, tongue
from corpus import Language
from eval.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"
STATIC = (Path(__file__).parent / "static", Path(assistant.__file__).parent / "static")
"""Where styles and scripts are: those of these pages, and those that they share with the chat."""
PLOTLY = "plotly.min.js"
"""The name under which the window serves what draws the plots."""


@dataclass(frozen=True)
class Frame:
    """How a page is delivered: as a file that stands alone, or as a page of the window."""

    language: Language
    assets: str | None = None
    """The address under which styles and scripts are served; None: all stand in the page."""
    nonce: str | None = None
    """What every script of the page carries, for a content security policy."""
    home: str | None = None
    """The address of the window's page of evaluation, for a link back; None: no link."""
    other: str | None = None
    """The address of the same page in the other language; None: no switch."""

    def render(self, template: str, **values: object) -> str:
        """The page that a template makes of the values. What is no markup is escaped."""
        return (
            _templates()
            .get_template(template)
            .render(
                frame=self,
                language=self.language,
                direction=DIRECTION[self.language],
                say=Wording(self.language).say,
                word=Wording(self.language),
                **values,
            )
        )

    def style(self, name: str) -> Markup:
        """A style sheet, in the page or as a link."""
        if self.assets is None:
            return Markup(f"<style>\n{_static(name)}</style>")
        return Markup('<link rel="stylesheet" href="{}/{}">').format(self.assets, name)

    def script(self, name: str) -> Markup:
        """A script, in the page or as a link; it runs where it stands."""
        if self.assets is not None:
            return Markup('<script{} src="{}/{}"></script>').format(self._nonce, self.assets, name)
        source = get_plotlyjs() if name == PLOTLY else _static(name)
        return Markup("<script{}>\n{}</script>").format(self._nonce, Markup(source))

    def data(self, name: str, content: object) -> Markup:
        """What a script of the page reads: JSON under an id. Nothing in it can end the element."""
        text = json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
        return Markup('<script{} type="application/json" id="{}">{}</script>').format(
            self._nonce, name, Markup(text)
        )

    @property
    def _nonce(self) -> Markup:
        return Markup("") if self.nonce is None else Markup(' nonce="{}"').format(self.nonce)


def _static(name: str) -> str:
    """The text of a file of styles or scripts."""
    return next(folder / name for folder in STATIC if (folder / name).is_file()).read_text("utf-8")


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["tongue"] = lambda language: Markup(tongue(language))
    return found
