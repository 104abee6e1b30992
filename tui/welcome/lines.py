"""The lines of the welcome: the proposed rituals, and the way to another machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.content import Content

from rituals.core.cadence.words import words_to_type
from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.starters import first_day_of
from rituals.core.model import Cadence
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import day_words, on_day_words
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.shared.lines import Line
from tui.shared.text import INDENT, NOW, SIGN_STYLES, pointer

ELSEWHERE = "One of us has it on another machine already"
_NAME = 25
_SHORTEST_NAME = 10
_CADENCE = 28
_DAY = 10
_ROOMY = INDENT + _NAME + 1 + _CADENCE + _DAY


class ElsewhereLine(Line):
    """Leads to joining; it has the cursor while the focus is on it."""

    def rows(self, width: int) -> list[Content]:
        words = Content.styled(ELSEWHERE, "bold" if self.is_open else "$text-muted")
        return [Content.assemble(pointer(is_open=self.is_open), words).truncate(width, ellipsis=True)]


class Proposal(Line):
    """A proposed ritual of the catalogue: wanted or not, perhaps at another time, or kept already."""

    def __init__(
        self,
        entry: Entry,
        *,
        today: date,
        signs: str,
        kept: bool,
        wanted: bool,
        silence_words: Callable[[Entry, Cadence], str],
    ) -> None:
        """`silence_words` gives why no nudge of an entry would go out at a cadence, "" where one would."""
        super().__init__()
        self._silence_words = silence_words
        self.entry = entry
        self.cadence: Cadence = entry.cadence
        self.kept = kept
        self.wanted = wanted
        self._today = today
        self._signs = SIGNS[signs]

    def show(
        self,
        *,
        entry: Entry | None = None,
        cadence: Cadence | None = None,
        kept: bool | None = None,
        wanted: bool | None = None,
    ) -> None:
        """Show another ritual, or a change to this one."""
        if entry is not None:
            self.entry, self.cadence = entry, entry.cadence
        self.cadence = cadence or self.cadence
        self.kept = self.kept if kept is None else kept
        self.wanted = self.wanted if wanted is None else wanted
        self.refresh(layout=True)

    @property
    def will_be_kept(self) -> bool:
        return self.wanted and not self.kept

    def rows(self, width: int) -> list[Content]:
        is_roomy = width >= _ROOMY
        name_width = _NAME if is_roomy else max(width - INDENT - 1 - _CADENCE, _SHORTEST_NAME)
        parts = [
            Content.assemble(pointer(is_open=self.is_open), self._sign()),
            _fitted(Content.styled(self.entry.name, self._name_style()), name_width),
            Content(" "),
            _fitted(Content.styled(self._when(), "$text-muted"), min(_CADENCE, width - INDENT - name_width - 1)),
        ]
        if is_roomy and self._comes_on:
            style = NOW if self._comes_on == self._today else "$text-muted"
            parts.append(Content.styled(day_words(self._comes_on, self._today), style))
        first = Content("").join(parts)
        return [first, *self._under(width, with_day=not is_roomy)] if self.is_open else [first]

    def _sign(self) -> tuple[str, str]:
        is_in = self.wanted or self.kept
        sign = Sign.KEPT if is_in else Sign.COMING
        return f"{self._signs[sign]}  ", SIGN_STYLES[Sign.KEPT] if is_in else "$text-muted"

    def _name_style(self) -> str:
        if self.kept or not self.wanted:
            return "$text-muted"
        return "bold" if self.is_open else ""

    def _when(self) -> str:
        if self.kept:
            return "yours already"
        return printable(self.typed) if self.wanted else "not now"

    @property
    def typed(self) -> str:
        """When it is, as it is typed."""
        return words_to_type(self.cadence, self._today)

    @property
    def _comes_on(self) -> date | None:
        return first_day_of(self.cadence, self._today) if self.will_be_kept else None

    def _under(self, width: int, *, with_day: bool) -> list[Content]:
        """Why the ritual is worth it, or why no nudge of it goes out; where its line has no room for the first day,
        that as well."""
        first = f"First {on_day_words(self._comes_on, self._today)}. " if with_day and self._comes_on else ""
        silent = self._silence_words(self.entry, self.cadence) if self.will_be_kept else ""
        why = Content.styled(first + (silent or self.entry.why), "$text-muted")
        return [Content(" " * INDENT) + line for line in why.wrap(max(width - INDENT - 2, 10))]


def _fitted(content: Content, width: int) -> Content:
    fitted = content.truncate(width, ellipsis=True)
    return fitted.pad_right(max(width - fitted.cell_length, 0))
