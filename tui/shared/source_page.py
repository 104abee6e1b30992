"""A screen on where an idea comes from, in full, and how far its source was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rituals.core.catalogue.model import Entry, Source
from rituals.core.catalogue.sources import check_words, study_words
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import Key, bindings


def source_why(source: Source | None) -> Iterator[tuple[str, str]]:
    """Headings and texts on a source, if there is one."""
    if source is not None:
        yield "Where it comes from", source.cite
        yield "What kind of study", study_words(source)
        yield "How it was checked", check_words(source)


OWN_WHY = "This one is your own: the why is yours."

NO_PROMISE = "It says where the idea comes from. It is no promise of what it will be for you."


def has_why(entry: Entry) -> bool:
    """Whether there is anything to read on where an idea comes from."""
    return any((entry.why, entry.tiny, entry.apart, entry.source))


def why_parts(entry: Entry, source: Source | None) -> list[tuple[str, str]]:
    """Headings and texts of the page on where an idea comes from."""
    parts = [
        ("Why", entry.why),
        ("Tiny, and it counts in full", entry.tiny),
        ("When you are apart", entry.apart),
        ("Where it comes from", source.cite if source else entry.source),
        ("What kind of study", study_words(source) if source else ""),
        ("How it was checked", check_words(source) if source else ""),
    ]
    return [*((heading, text) for heading, text in parts if text), ("", NO_PROMISE if source else OWN_WHY)]


_KEYS = (Key("close", "escape,i,q,enter,space", "dismiss", "close", "Close this page.", shown_as="esc"),)


class SourcePage(Dialog[None]):
    """A page to read over the one it was opened from: a title, and texts under their headings."""

    KEYS: Sequence[Key] = _KEYS
    BINDINGS = bindings(_KEYS)
    CSS_PATH = "source_page.tcss"

    def __init__(self, title: str, parts: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._parts = parts

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            for heading, text in self._parts:
                if heading:
                    yield Static(Content(heading), classes="heading")
                yield Static(Content(text), classes="why-text" if heading else "why-last")
            yield KeyLine(self.KEYS)


class SourceScreen(SourcePage):
    """The source page of a ritual."""

    def __init__(self, entry: Entry, source: Source | None) -> None:
        super().__init__(entry.name, why_parts(entry, source))
