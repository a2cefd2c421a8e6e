"""Further pages of the window. Packages above this one bring them along, as imports go down only."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from corpus import Language

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.answering import Assistant

GROUP = "guidance_assistant.pages"
"""The entry points under which packages that are installed name their pages."""


class PageError(TypeError):
    """An entry point names something that is no page."""


@dataclass(frozen=True)
class Page:
    """A page beside the chat."""

    path: str
    """Its address (`/evaluation`). All that it serves is there or below."""
    label: Callable[[Language], str]
    """What the link to it says."""
    open: Callable[["Assistant"], "APIRouter"]
    """Its routes, for the assistant that the chat asks. What it does when the window closes, its lifespan
    says. A request's `state.nonce` is what its scripts must carry."""

    def holds(self, path: str) -> bool:
        """Whether an address is one of the page's."""
        return path == self.path or path.startswith(f"{self.path}/")


def installed_pages() -> tuple[Page, ...]:
    """The pages of all packages that are installed, in the order of their names. Raises `PageError`."""
    found: list[Page] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        page = point.load()
        if not isinstance(page, Page):
            raise PageError(f"the entry point {point.name} in {GROUP} names no page: {point.value}")
        found.append(page)
    return tuple(found)
