"""The lines of Today's list: a ritual, what is done or rests folded into one line, and what there is to ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Part, Row
from rituals.errors import Problem
from tui.shared.lines import Line
from tui.shared.screen import AppScreen
from tui.today import present
from tui.today.present import FoldedName, RowDetails


class RitualLine(Line):
    """One ritual on Today; `part` is where it stands on the page."""

    def __init__(self, row: Row, part: Part, audience: Audience, signs: str) -> None:
        super().__init__(name=line_name(row))
        self.row = row
        self.part = part
        self._audience = audience
        self._signs = signs
        self.below = RowDetails()
        self._is_to_fit = False

    def show(self, row: Row, part: Part, audience: Audience, below: RowDetails) -> None:
        """Show the row as it is now; nothing happens where it is the same."""
        if (row, part, audience, below) == (self.row, self.part, self._audience, self.below):
            return
        self.row, self.part, self._audience, self.below = row, part, audience, below
        self.refresh()
        if not self._is_to_fit:
            self._is_to_fit = True
            self.call_later(self._fit)  # a tick takes one word away and brings the next: often nothing has moved then

    def _fit(self) -> None:
        """Have the page laid out anew if the line is of another height now."""
        self._is_to_fit = False
        width, height = self.content_size
        if height != len(self.rows(width)):
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.row_lines(
            self.row,
            self._audience,
            width,
            signs=self._signs,
            is_open=self.is_open,
            below=self.below,
            is_brief=self.screen.has_class("-tiny"),
        )


class OpeningLine(Line):
    """A line that `enter`, `space` and a click anywhere on it open."""

    SIGN_WIDTH = 1000
    OPENS: ClassVar[str] = ""
    """The action that opens what it stands for, if that is elsewhere."""

    async def open_from(self, screen: AppScreen) -> None:
        """Open it; the page is `screen`, as the line may be gone by then."""
        await screen.run_action(self.OPENS)


class FoldedLine(OpeningLine):
    """What a part of Today holds in one line; it stands below once that was opened."""

    def __init__(self, part: Part, folded: Sequence[FoldedName], signs: str, *, is_unfolded: bool) -> None:
        super().__init__(name=part, classes=f"-{part}")
        self.part = part
        self._folded = folded
        self._signs = signs
        self._is_unfolded = is_unfolded

    def show(self, folded: Sequence[FoldedName], *, is_unfolded: bool) -> None:
        """Show this, or only the title while it stands below."""
        if (folded, is_unfolded) != (self._folded, self._is_unfolded):
            self._folded, self._is_unfolded = folded, is_unfolded
            self.refresh()

    def rows(self, width: int) -> list[Content]:
        folded = () if self._is_unfolded else self._folded
        return [present.folded_line(self.part, folded, width, signs=self._signs, is_open=self.is_open)]


class ToAskLine(OpeningLine):
    """What there is to ask about; it opens the notes of whoever sits here."""

    OPENS = "app.page('ask-about')"

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(name="to-ask")
        self._texts = texts

    def show(self, texts: Sequence[str]) -> None:
        """Show these texts."""
        if texts != self._texts:
            self._texts = texts
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines(self._texts, width, is_open=self.is_open)


class EveningOffer(OpeningLine):
    """Offers a page for the evening, by its name."""

    def __init__(self, page: str) -> None:
        super().__init__(name=page)
        self._page = page

    def rows(self, width: int) -> list[Content]:
        return [present.evening_offer(present.OFFERS[self._page], width, is_open=self.is_open)]

    async def open_from(self, screen: AppScreen) -> None:
        await screen.run_action(f"app.page('{self._page}')")


class ProblemLine(OpeningLine):
    """What is wrong with the files; it opens the page that says all of it."""

    OPENS = "app.page('data')"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(name="problems")
        self._problems = problems

    def show(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        if problems != self._problems:
            self._problems = problems
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.problem_lines(self._problems, width, is_open=self.is_open)


def line_name(row: Row) -> str:
    """The name of a ritual's line within the list, which no title or other line has."""
    return f"ritual:{row.ritual.id}"
