"""Ticking: done, the tiny version, both of you, not today, and a line to remember it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rituals.core.model import EACH
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Row
from rituals.core.rituals.confirmations import rested_words, ticked_words, unticked_words
from rituals.core.text import printable
from tui.shared.lines import Lines
from tui.shared.screen import AppScreen

if TYPE_CHECKING:
    from rituals.core.nudges.times import Snooze
    from tui.rituals.note_line import NoteLine
    from tui.rituals.snooze_line import SnoozeLine


def answered(row: Row, plain: str, kind: str) -> str:
    """A kind word on what was just done, or the plain one where there is none."""
    return f"{printable(row.ritual.name)} · {kind}" if kind else plain


class Ticking(AppScreen):
    """A room with a list of rituals; it gives the row of the one under the cursor."""

    @property
    def current_row(self) -> Row | None:
        """What a tick would be about; None where there is nothing to tick."""
        raise NotImplementedError

    def action_tick(self) -> None:
        row = self.current_row
        if row is not None:
            self.toggle(row)

    def action_tiny(self) -> None:
        self._on_row(lambda row: self._tick(row, tiny=True))

    def action_both(self) -> None:
        self._on_row(lambda row: self._tick(row, both=True))

    def action_rest(self) -> None:
        self._on_row(self._rest)

    def action_note(self) -> None:
        from tui.rituals.note_line import NoteLine  # on first use: an input costs the first paint more than the rest

        row = self.current_row
        if row is not None and not self.query(NoteLine):
            self.mount(NoteLine(row), before=self.toast)

    async def on_note_line_written(self, message: NoteLine.Written) -> None:
        """Keep the note; where that fails, line and words stay."""
        if not message.note or self.run_reporting(lambda: self._tick(message.row, note=message.note)):
            await self.query("NoteLine").remove()
            self.query_one(Lines).focus()

    def action_snooze(self) -> None:
        from rituals.core.nudges.snooze import why_not_snoozed  # on first use, as are the next ones
        from tui.rituals.snooze_line import SnoozeLine

        row = self.current_row
        if row is None or self.query(SnoozeLine):
            return
        if refusal := why_not_snoozed(row.ritual, row):
            self.toast.show(refusal)
            return
        self.mount(SnoozeLine(row), before=self.toast)

    async def on_snooze_line_answered(self, message: SnoozeLine.Answered) -> None:
        """Stay quiet for as long as was said, or let it be."""
        if not self.query("SnoozeLine"):
            return  # it was answered, and lost the focus for it
        await self.query("SnoozeLine").remove()
        self.query_one(Lines).focus()
        if message.snooze is not None:
            row, snooze = message.row, message.snooze
            self.run_reporting(lambda: self._snooze(row, snooze))

    def _snooze(self, row: Row, snooze: Snooze) -> str:
        from rituals.core.nudges.snooze import snoozed_words
        from rituals.core.nudges.times import snoozed_until

        assert row.result is not None, "nothing else is asked about"
        now, zone = self.service.now(), self.service.zone()
        until = snoozed_until(snooze, now, zone)
        self.service.snooze(row.ritual.id, row.result.occurrence.key, until)
        return snoozed_words(row.ritual, until, now, zone)

    def toggle(self, row: Row) -> None:
        """Tick, or take back the tick of whoever is at the keyboard."""
        seated = self.service.seated.id
        mine = row.ticked_by & {None, seated} if row.ritual.who == EACH else row.ticked_by
        self.run_reporting(lambda: self._untick(row) if mine else self._tick(row))

    def _tick(self, row: Row, *, tiny: bool = False, both: bool = False, note: str = "") -> str:
        people = self.service.couple
        by = [person.id for person in people] if both else [self.service.seated.id]
        new = self.service.tick(row.ritual.id, row.day, by=by, tiny=tiny, note=note)
        today = self.service.today()
        words = ticked_words(row.ritual, row.day, today=today, people=people, by=by, tiny=tiny, new=new)
        return self._answer(row, words, "tiny" if tiny else "kept") if new else words

    def _untick(self, row: Row) -> str:
        self.service.untick(row.ritual.id, row.day)
        return unticked_words(row.ritual, row.day, today=self.service.today())

    def _rest(self, row: Row) -> str:
        rested = row.sign is not Sign.RESTED
        day = row.result.occurrence.day if row.result else row.day
        self.service.rest(row.ritual.id, day, rested=rested)
        words = rested_words(row.ritual, day, today=self.service.today(), rested=rested)
        return self._answer(row, words, "resting") if rested else words

    def _answer(self, row: Row, plain: str, state: str) -> str:
        from rituals.content.loader import catalogue  # read after the first paint

        fitting = [words.text for words in catalogue().rhythm_message if words.state == state]
        return answered(row, plain, fitting[row.day.toordinal() % len(fitting)] if fitting else "")

    def _on_row(self, do: Callable[[Row], str]) -> None:
        row = self.current_row
        if row is not None:
            self.run_reporting(lambda: do(row))
