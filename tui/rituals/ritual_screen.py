"""A screen with a list of rituals, whose keys act on the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rituals.core.model import Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import put_away_words
from rituals.core.rituals.board import Group, Row
from rituals.session import Session
from tui.rituals.ticking import TickActions
from tui.shared.keys import Key
from tui.shared.lines import Line
from tui.shared.list_screen import ListScreen

if TYPE_CHECKING:
    from tui.rituals.actions import RitualActions
    from tui.rituals.note_line import NoteLine
    from tui.rituals.panels import MovePanel, PausePanel
    from tui.rituals.snooze_line import SnoozeLine


NO_RITUAL = "There is no ritual under the cursor."
PUT_AWAY = "It is {}. x brings it back."
_SHIFTS = {"shift(1)", "shift(-1)"}
_FOR_ONE_KEPT = {"tick", "tiny", "both", "rest", "note", "snooze", "edit", "pause", "move", "put_off", *_SHIFTS}


class RitualScreen(ListScreen):
    """A subclass gives `current_row` and `current`; `ticks` and `actions` do what the keys are for."""

    ROW_ACTIONS = frozenset({*_FOR_ONE_KEPT, "open", "erase_words", "why", "put_away"})

    def __init__(self, session: Session, brings_back: str = "x or u brings it back.") -> None:
        super().__init__(session)
        self.ticks = TickActions(self, self.say_of)
        self._brings_back = brings_back

    @cached_property
    def actions(self) -> RitualActions:
        """What changes the ritual itself."""
        from tui.rituals.actions import RitualActions  # Today's first paint does without

        return RitualActions(self, self._brings_back)

    def say_of(self, row: Row, words: str) -> None:
        """Show what was done with a row; a subclass may have a nearer place for it than the toast."""
        del row
        self.toast.show(words)

    @property
    def current_row(self) -> Row | None:
        """The row that a tick would be for; None where there is nothing to tick."""
        raise NotImplementedError

    @property
    def current(self) -> Ritual | None:
        """The ritual under the cursor."""
        row = self.current_row
        return row.ritual if row is not None else None

    def row_today(self, ritual: Ritual | None) -> Row | None:
        """A ritual's row on Today, or a new one where it has none there; None where it is put away."""
        if ritual is None or ritual.is_archived:
            return None
        rows = (row for row in self.service.board().rows if row.ritual.id == ritual.id)
        return next(rows, Row(ritual, Group.TODAY, Sign.COMING, self.service.today_of(ritual)))

    def keys_here(self) -> Sequence[Key]:
        """The keys of the page; without a ritual under the cursor, none that are for one."""
        keys = super().keys_here()
        return keys if self.current is not None else [key for key in keys if key.action not in self.ROW_ACTIONS]

    def why_not(self, action: str) -> str | None:
        ritual = self.current
        if action in self.ROW_ACTIONS and ritual is None:
            return NO_RITUAL
        if action in _FOR_ONE_KEPT and ritual is not None and ritual.archived_on is not None:
            from tui.rituals.present import put_away_of_theirs  # Today's first paint does without

            theirs = put_away_of_theirs(ritual, self.service.state.people, self.service.seated.id)
            away = put_away_words(ritual.archived_on, self.service.today_of(ritual))
            return theirs or PUT_AWAY.format(away)
        return None

    def _on_row(self, action: str, do: Callable[[Row], None]) -> None:
        """Do it with the row under the cursor, or say why it can't be done."""
        if why_not := self.why_not(action):
            self.toast.show(why_not)
        elif (row := self.current_row) is not None:
            do(row)

    def _on_ritual(self, action: str, do: Callable[[Ritual], None]) -> None:
        """Do it with the ritual under the cursor, or say why it can't be done."""
        if why_not := self.why_not(action):
            self.toast.show(why_not)
        elif (ritual := self.current) is not None:
            do(ritual)

    def action_tick(self) -> None:
        self._on_row("tick", self.ticks.toggle)

    def action_tiny(self) -> None:
        self._on_row("tiny", self.ticks.tick_tiny)

    def action_both(self) -> None:
        self._on_row("both", self.ticks.tick_both)

    def action_rest(self) -> None:
        self._on_row("rest", self.ticks.rest)

    def action_note(self) -> None:
        self._on_row("note", self.ticks.ask_for_note)

    def action_snooze(self) -> None:
        self._on_row("snooze", self.ticks.ask_how_long_to_snooze)

    async def action_erase_words(self) -> None:
        row = self.current_row
        if row is None or self.service.erasing.taken_back():
            await self.run_action("app.erase_words")
        else:
            self.ticks.ask_to_erase(row)

    async def action_open(self) -> None:
        if why_not := self.why_not("open"):
            self.toast.show(why_not)
        elif (ritual := self.current) is not None:
            await self.run_action(f"app.ritual({ritual.id!r})")

    async def open_line(self, line: Line) -> None:
        """Open the ritual under the cursor, where the line is a ritual's."""
        del line  # the cursor is on it
        if self.current is not None:
            await self.action_open()

    def action_edit(self) -> None:
        self._on_ritual("edit", self.actions.edit)

    def action_why(self) -> None:
        self._on_ritual("why", self.actions.explain)

    def action_put_away(self) -> None:
        self._on_ritual("put_away", self.actions.put_away)

    def action_pause(self) -> None:
        self._on_ritual("pause", self.actions.pause)

    def action_move(self) -> None:
        self._on_ritual("move", self.actions.move_next)

    def action_put_off(self) -> None:
        self._on_row("put_off", self.actions.put_off)

    def action_pause_all(self) -> None:
        self.actions.pause_all()

    def action_own(self) -> None:
        self.actions.open_form(None)

    def action_catalogue(self) -> None:
        self.actions.open_catalogue()

    async def on_note_line_written(self, message: NoteLine.Written) -> None:
        await self.ticks.keep_note(message)

    async def on_snooze_line_answered(self, message: SnoozeLine.Answered) -> None:
        await self.ticks.snooze(message)

    def on_move_panel_settled(self, message: MovePanel.Settled) -> None:
        self.actions.settle_move(message)

    def on_pause_panel_settled(self, message: PausePanel.Settled) -> None:
        self.actions.settle_pause(message)

    async def on_panel_left(self) -> None:
        await self.actions.close_panel()
