"""A screen with a list of rituals, whose keys act on the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rituals.core.model import Ritual
from rituals.core.rituals.board import Row
from rituals.session import Session
from tui.rituals.actions import RitualActions
from tui.rituals.ticking import TickActions
from tui.shared.list_screen import ListScreen

if TYPE_CHECKING:
    from tui.rituals.note_line import NoteLine
    from tui.rituals.panels import MovePanel, PausePanel
    from tui.rituals.snooze_line import SnoozeLine


class RitualScreen(ListScreen):
    """A subclass gives `current_row` and `current`; `ticks` and `actions` do what the keys are for."""

    def __init__(self, session: Session, brings_back: str = "x or u brings it back.") -> None:
        super().__init__(session)
        self.ticks = TickActions(self)
        self.actions = RitualActions(self, brings_back)

    @property
    def current_row(self) -> Row | None:
        """The row that a tick would be for; None where there is nothing to tick."""
        raise NotImplementedError

    @property
    def current(self) -> Ritual | None:
        """The ritual under the cursor."""
        row = self.current_row
        return row.ritual if row is not None else None

    def _on_row(self, do: Callable[[Row], None]) -> None:
        row = self.current_row
        if row is not None:
            do(row)

    def _on_ritual(self, do: Callable[[Ritual], None]) -> None:
        ritual = self.current
        if ritual is not None:
            do(ritual)

    def action_tick(self) -> None:
        self._on_row(self.ticks.toggle)

    def action_tiny(self) -> None:
        self._on_row(self.ticks.tick_tiny)

    def action_both(self) -> None:
        self._on_row(self.ticks.tick_both)

    def action_rest(self) -> None:
        self._on_row(self.ticks.rest)

    def action_note(self) -> None:
        self._on_row(self.ticks.ask_for_note)

    def action_snooze(self) -> None:
        self._on_row(self.ticks.ask_how_long_to_snooze)

    async def action_erase_words(self) -> None:
        row = self.current_row
        if row is None or self.service.erasing.taken_back():
            await self.run_action("app.erase_words")
        else:
            self.ticks.ask_to_erase(row)

    def action_edit(self) -> None:
        self._on_ritual(self.actions.edit)

    def action_why(self) -> None:
        self._on_ritual(self.actions.explain)

    def action_put_away(self) -> None:
        self._on_ritual(self.actions.put_away)

    def action_pause(self) -> None:
        self._on_ritual(self.actions.pause)

    def action_move(self) -> None:
        self._on_ritual(self.actions.move_next)

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

    async def on_move_panel_settled(self, message: MovePanel.Settled) -> None:
        await self.actions.settle_move(message)

    async def on_pause_panel_settled(self, message: PausePanel.Settled) -> None:
        await self.actions.settle_pause(message)

    async def on_panel_left(self) -> None:
        await self.actions.close_panel()
