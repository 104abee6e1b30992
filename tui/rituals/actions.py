"""What can be done to the rituals of a list: change, put away, pause, move, and ask why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rituals.core.model import Pause, Ritual
from rituals.core.rituals.commands import next_open
from rituals.core.rituals.confirmations import archived_words, moved_words, paused_words, restored_words, resumed_words
from rituals.errors import RuleError
from tui.rituals.ticking import Ticking
from tui.shared.lines import Lines
from tui.shared.source_page import OWN_WHY, has_why

# What opens only now and then is imported where it opens, for Today's first paint pays for everything above.
if TYPE_CHECKING:
    from tui.rituals.form_model import FormSubject
    from tui.rituals.panels import MovePanel, PausePanel
    from tui.shared.panel import Panel


class RitualDeeds(Ticking):
    """A room with a list of rituals that can be ticked and changed."""

    BRINGS_BACK: ClassVar[str] = "x or u brings it back."

    @property
    def current(self) -> Ritual | None:
        """The ritual under the cursor."""
        row = self.current_row
        return row.ritual if row is not None else None

    def action_edit(self) -> None:
        from tui.rituals import present as rituals_present

        ritual = self.current
        if ritual is not None and ritual.archived_on:
            self.toast.show(rituals_present.PUT_AWAY_EDIT)
        elif ritual is not None:
            self._open_form(ritual)

    def action_own(self) -> None:
        self._open_form(None)

    def _open_form(self, subject: FormSubject | None) -> None:
        from tui.rituals.form import RitualFormScreen

        self.app.push_screen(RitualFormScreen(self.session, subject, self.toast.show))

    def action_catalogue(self) -> None:
        from tui.rituals.catalogue import CatalogueScreen

        self.app.push_screen(CatalogueScreen(self.session))

    def action_why(self) -> None:
        from tui.shared.source_page import SourceScreen

        ritual = self.current
        content = self.session.catalogue
        entry = content.entry(ritual.catalogue) if ritual is not None and ritual.catalogue else None
        if entry is not None and has_why(entry):
            self.app.push_screen(SourceScreen(entry, content.source_of(entry)))
        elif ritual is not None:
            self.toast.show(OWN_WHY)

    def action_put_away(self) -> None:
        ritual = self.current
        if ritual is not None:
            self.run_reporting(lambda: self._put_away(ritual))

    def _put_away(self, ritual: Ritual) -> str:
        if ritual.archived_on:
            self.service.restore(ritual.id)
            from rituals.core.cadence.words import words  # Today's first paint does without

            return restored_words(ritual, words(ritual.cadence))
        self.service.archive(ritual.id)
        return f"{archived_words(ritual)} {self.BRINGS_BACK}"

    # pausing and moving

    def action_pause(self) -> None:
        from tui.rituals.panels import PausePanel

        ritual = self.current
        if ritual is None or ritual.archived_on:
            return
        if any(pause.ritual in (ritual.id, None) for pause in self.pauses()):
            self.run_reporting(lambda: self._resume(ritual))
        else:
            self._ask(PausePanel(ritual, self.service.today_of(ritual)))

    def action_pause_all(self) -> None:
        from tui.rituals.panels import PausePanel

        if any(pause.ritual is None for pause in self.pauses()):
            self.run_reporting(lambda: self._resume(None))
        else:
            self._ask(PausePanel(None, self.service.today()))

    def pauses(self) -> list[Pause]:
        """The pauses that hold or are still to come."""
        today = self.service.today()
        return [pause for pause in self.service.state.pauses if pause.until is None or pause.until >= today]

    def _resume(self, ritual: Ritual | None) -> str:
        from tui.rituals import present as rituals_present

        if ritual is not None and not any(pause.ritual == ritual.id for pause in self.pauses()):
            raise RuleError(rituals_present.EVERYTHING_PAUSED)
        self.service.resume(ritual.id if ritual else None, on=self.service.today_of(ritual) if ritual else None)
        return resumed_words(ritual)

    def action_move(self) -> None:
        from tui.rituals import present as rituals_present
        from tui.rituals.overview import running_pause
        from tui.rituals.panels import MovePanel

        ritual = self.current
        if ritual is None or ritual.archived_on:
            return
        today = self.service.today_of(ritual)
        coming = next_open(self.service.state, ritual, today)
        if coming is None and running_pause(self.service.state, ritual, today):
            self.toast.show(rituals_present.STILL_PAUSED)
        elif coming is None:
            self.run_reporting(lambda: self._move(ritual, today))  # which says why there is nothing to move
        else:
            self._ask(MovePanel(ritual, today, coming.occurrence.day))

    def _move(self, ritual: Ritual, to: date) -> str:
        self.service.move(ritual.id, to)
        return moved_words(ritual, to, today=self.service.today_of(ritual))

    def _ask(self, panel: Panel) -> None:
        if not self.query(".panel"):
            self.mount(panel, before=self.toast)

    async def on_panel_left(self) -> None:
        await self._close_panel()

    async def on_move_panel_settled(self, message: MovePanel.Settled) -> None:
        """Move it; where that can't be, the question stays."""
        if self.run_reporting(lambda: self._move(message.ritual, message.to)):
            await self._close_panel()

    async def on_pause_panel_settled(self, message: PausePanel.Settled) -> None:
        """Pause it; where that can't be, the question stays."""
        if self.run_reporting(lambda: self._pause(message)):
            await self._close_panel()

    def _pause(self, wanted: PausePanel.Settled) -> str:
        ritual = wanted.ritual
        today = self.service.today_of(ritual) if ritual else self.service.today()
        whose = ritual.id if ritual else None
        self.service.pause(whose, since=today, until=wanted.until, reason=wanted.reason)
        return paused_words(ritual, since=today, until=wanted.until, today=today)

    async def _close_panel(self) -> None:
        await self.query(".panel").remove()
        self.query_one(Lines).focus()
