"""What can be done with a row: tick it, its tiny version or for both, rest it, add a note, snooze its nudges."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from rituals.core.model import EACH, Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Row
from rituals.core.text import printable
from rituals.errors import RuleError
from tui.shared.dispatch.held import holding
from tui.shared.list_screen import ListScreen
from tui.shared.remedies import in_app

if TYPE_CHECKING:
    from rituals.core.nudges.snooze import Snooze
    from tui.rituals.note_line import NoteLine
    from tui.rituals.snooze_line import SnoozeLine

ANOTHER_PERIOD = "That one belongs to other days than today; it is ticked on the day you do it."


class TickActions:
    """Ticks, rests and snoozes a row of a screen's list, and confirms it in the screen's toast."""

    def __init__(self, screen: ListScreen, say: Callable[[Row, str], None] | None = None) -> None:
        """`say` shows what was done with a row elsewhere than in the toast."""
        self._screen = screen
        self._say = say
        self._service = screen.service

    def toggle(self, row: Row) -> None:
        """Tick for the person at the keyboard, or take their tick back."""
        self._report(row, lambda: self._untick(row) if self._is_ticked(row) else self._tick(row))

    def is_waiting(self, ritual: Ritual) -> bool:
        """Whether what was done with a ritual waits to be saved."""
        return holding(self._screen).is_waiting(printable(ritual.name))

    def tick_tiny(self, row: Row) -> None:
        """Tick the two-minute version."""
        self._report(row, lambda: self._tick(row, tiny=True))

    def tick_both(self, row: Row) -> None:
        """Tick for both of them."""
        self._report(row, lambda: self._tick(row, both=True))

    def rest(self, row: Row) -> None:
        """Rest the occurrence, or plan it again."""
        self._report(row, lambda: self._rest(row))

    def ask_for_note(self, row: Row) -> None:
        """Open an input for a note to tick with."""
        from tui.rituals.note_line import NoteLine  # on first use: an input costs the first paint more than the rest

        if not self._screen.query(NoteLine):
            self._screen.mount(NoteLine(row), before=self._screen.toast)

    async def keep_note(self, message: NoteLine.Written) -> None:
        """Tick with the note; where that fails, the input stays with its text."""
        row, note = message.row, message.note
        if note:
            keep = partial(self._tick, row, note=note)
            self._report(row, keep, self._screen.lines.focus, self._screen.query_one("NoteLine"))
        else:
            await self._screen.query("NoteLine").remove()
            self._screen.lines.focus()

    def ask_to_erase(self, row: Row) -> None:
        """Ask whether to take what the person at the keyboard wrote about a row's day off the disk."""
        from tui.rituals import present
        from tui.shared.confirm import ConfirmScreen
        from tui.shared.toast import after_erasing_words

        try:
            words = self._service.erasing.own_words(row.ritual, row.day)
        except RuleError as problem:
            self._screen.toast.show(in_app(problem))
            return

        def erase() -> str:
            self._service.erasing.erase(words.ids)
            return after_erasing_words(self._screen.session)

        def answered(sure: bool | None) -> None:
            if sure:
                self._screen.run_reporting(erase, about=printable(row.ritual.name))

        question = present.erase_question(row.ritual, row.day, self._service.today(), words.writers)
        self._screen.app.push_screen(ConfirmScreen(question, present.ERASE_MEANS), answered)

    def ask_how_long_to_snooze(self, row: Row) -> None:
        """Open the choice of how long to snooze, or say why there is nothing to snooze."""
        from rituals.core.nudges.snooze import why_not_snoozed  # on first use, as are the next ones
        from tui.rituals.snooze_line import SnoozeLine

        if self._screen.query(SnoozeLine):
            return
        if refusal := why_not_snoozed(row.ritual, self._screen.session.planner_input(), row.day):
            self._screen.toast.show(refusal)
            return
        self._screen.mount(SnoozeLine(row), before=self._screen.toast)

    async def snooze(self, message: SnoozeLine.Answered) -> None:
        """Snooze for as long as was chosen; nothing happens where no length was."""
        await self._screen.query("SnoozeLine").remove()
        self._screen.lines.focus()
        if message.snooze is not None:
            row, length = message.row, message.snooze
            self._screen.run_reporting(lambda: self._snooze(row, length), about=printable(row.ritual.name))

    def _snooze(self, row: Row, length: Snooze) -> str:
        from rituals.core.nudges.snooze import snoozed_until, snoozed_words

        assert row.result is not None, "nothing else is asked about"
        planner_input = self._screen.session.planner_input()
        until = snoozed_until(length, planner_input, row.result.occurrence)
        self._service.snooze(row.ritual.id, row.result.occurrence.key, until)
        return snoozed_words(row.ritual, until, planner_input.now, planner_input.zone)

    def _report(
        self, row: Row, do: Callable[[], str], then: Callable[[], object] | None = None, part: Widget | None = None
    ) -> None:
        say = partial(self._say, row) if self._say else None
        self._screen.run_reporting(do, say, then=then, part=part, about=printable(row.ritual.name))

    def _is_ticked(self, row: Row) -> bool:
        """Whether there is a tick now that the person at the keyboard would take back."""
        ticks = self._service.state.ticks(row.ritual.id, row.day, row.day).get(row.day, ())
        return any(row.ritual.who_on(row.day) != EACH or tick.by in (None, self._service.seated.id) for tick in ticks)

    def _tick(self, row: Row, *, tiny: bool = False, both: bool = False, note: str = "") -> str:
        from rituals.core.rituals.confirmations import ticked_words  # as the others, Today's first paint does without

        if is_of_another_period(row):
            raise RuleError(ANOTHER_PERIOD)
        people = self._service.couple
        everyone = [person.id for person in people] if both else None
        new = self._service.tick(row.ritual.id, row.day, by=everyone, tiny=tiny, note=note)
        by = everyone or [self._service.seated.id]
        today = self._service.today()
        tiny_words = self._screen.session.catalogue.tiny_words(row.ritual) if tiny else ""
        words = ticked_words(
            row.ritual, row.day, today=today, audience=self._service.audience(), by=by, tiny=tiny_words, new=new
        )
        is_of_today = new and row.day == self._service.today_of(row.ritual)
        return self._answer(row, words, "tiny" if tiny else "kept") if is_of_today else words

    def _untick(self, row: Row) -> str:
        from rituals.core.rituals.confirmations import unticked_words

        self._service.untick(row.ritual.id, row.day)
        return unticked_words(row.ritual, row.day, today=self._service.today(), audience=self._service.audience())

    def _rest(self, row: Row) -> str:
        from rituals.core.rituals.confirmations import rested_words

        rested = row.sign is not Sign.RESTED
        day = row.result.occurrence.day if row.result else row.day
        rests = self._service.rest(row.ritual.id, day, rested=rested)
        today = self._service.today_of(row.ritual)
        words = rested_words(row.ritual, rests, self._service.state, today=today)
        last = row.result.occurrence.last if row.result else day
        return self._answer(row, words, "resting") if rested and day <= today <= last else words

    def _answer(self, row: Row, plain: str, state: str) -> str:
        """A kind sentence of the catalogue on what was done, or `plain` where it has none."""
        from rituals.content.loader import catalogue  # read after the first paint

        fitting = [words.text for words in catalogue().rhythm_message if words.state == state]
        if not fitting:
            return plain
        return f"{of_ritual(row)}{fitting[row.day.toordinal() % len(fitting)]}"


def of_ritual(row: Row) -> str:
    """What stands before a kind word where it does not stand by its row."""
    return f"{printable(row.ritual.name)} · "


def is_of_another_period(row: Row) -> bool:
    """Whether a row stands for a quota whose period the row's day lies outside of."""
    occurrence = row.result.occurrence if row.result is not None else None
    return occurrence is not None and occurrence.is_quota and not occurrence.day <= row.day <= occurrence.last
