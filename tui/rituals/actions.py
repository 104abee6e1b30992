"""What can be done with the rituals of a list: change, put away, pause, move, and see where the idea is from."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from rituals.core.calendar import add_days
from rituals.core.model import Ritual
from rituals.core.occurrences.coming import next_open, running_pause
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Row
from rituals.core.rituals.confirmations import archived_words, moved_words, restored_words
from rituals.core.rituals.pause_words import paused_words, planned_pauses, planned_pauses_words, resumed_words
from rituals.core.text import capital, printable
from tui.shared.list_screen import ListScreen

# What opens only now and then is imported where it opens, for the first key here pays for everything above.
if TYPE_CHECKING:
    from tui.rituals.form_model import FormSubject
    from tui.rituals.panels import MovePanel, PausePanel
    from tui.shared.panel import Panel


class RitualActions:
    """Changes a ritual of a screen's list, asking below the list where need be; answers through the screen's toast."""

    def __init__(self, screen: ListScreen, brings_back: str) -> None:
        """`brings_back` is the sentence that says how a ritual that was put away comes back."""
        self._screen = screen
        self._service = screen.service
        self._brings_back = brings_back

    def edit(self, ritual: Ritual) -> None:
        """Open a ritual's form."""
        self.open_form(ritual)

    def open_form(self, subject: FormSubject | None) -> None:
        """Open the form: on a ritual, on a proposal, or with None empty."""
        from tui.rituals.form import RitualFormScreen

        self._screen.app.push_screen(RitualFormScreen(self._screen.session, subject))

    def open_catalogue(self) -> None:
        """Open the catalogue to pick from."""
        from tui.rituals.catalogue import CatalogueScreen

        self._screen.app.push_screen(CatalogueScreen(self._screen.session))

    def explain(self, ritual: Ritual) -> None:
        """Show where the idea comes from, or say that it is the couple's own."""
        from tui.shared.source_page import OWN_WHY, SourceScreen, has_why

        content = self._screen.session.catalogue
        entry = content.entry(ritual.catalogue) if ritual.catalogue else None
        if entry is not None and has_why(entry):
            self._screen.app.push_screen(SourceScreen(entry, content.source_of(entry)))
        else:
            self._screen.toast.show(OWN_WHY)

    def put_away(self, ritual: Ritual) -> None:
        """Put a ritual away, or bring it back."""
        self._screen.run_reporting(lambda: self._put_away(ritual), about=printable(ritual.name))

    def _put_away(self, ritual: Ritual) -> str:
        if ritual.is_archived:
            from tui.shared.silence import with_silence

            self._service.restore(ritual.id)
            words = restored_words(ritual, today=self._service.today_of(ritual))
            return with_silence(words, self._screen.session, ritual.id)
        archived = self._service.archive(ritual.id)
        return f"{archived_words(ritual, archived, today=self._service.today_of(ritual))} {self._brings_back}"

    # pausing

    def pause(self, ritual: Ritual) -> None:
        """Go on with a ritual that is paused; else ask about the pause it is to have."""
        today = self._service.today_of(ritual)
        if running_pause(self._service.state.pauses_of(ritual.id), today):
            self._screen.run_reporting(lambda: self._resume(ritual), about=printable(ritual.name))
        else:
            self._ask_to_pause(ritual, today)

    def pause_all(self) -> None:
        """Go on with everything if that is paused; else ask about the pause it is to have."""
        if self.is_all_paused():
            self._screen.run_reporting(lambda: self._resume(None))
        else:
            self._ask_to_pause(None, self._service.today())

    def is_all_paused(self) -> bool:
        """Whether everything is paused now."""
        pauses = (pause for pause in self._service.state.pauses if pause.ritual is None)
        return running_pause(pauses, self._service.today()) is not None

    def _ask_to_pause(self, ritual: Ritual | None, today: date) -> None:
        """Ask until when to pause; where a pause is planned, first whether that is to end instead."""
        from tui.rituals.panels import PausePanel

        planned = planned_pauses(self._service.state.pauses, ritual, today)
        if not planned:
            self._ask(PausePanel(ritual, today))
            return
        from tui.rituals import present
        from tui.shared.picker import PickerScreen

        def answered(choice: object) -> None:
            if choice == present.PAUSE_NOW:
                self._ask(PausePanel(ritual, today))
            elif choice == present.END_PLANNED:
                about = printable(ritual.name) if ritual else ""
                self._screen.run_reporting(lambda: self._end_planned(ritual, today), about=about)

        title = f"{capital(planned_pauses_words(planned, self._service.state, today))}."
        picker = PickerScreen(title, present.planned_choices(len(planned)), "", signs=self._screen.signs)
        self._screen.app.push_screen(picker, answered)

    def _end_planned(self, ritual: Ritual | None, today: date) -> str:
        ended = self._service.resume(ritual.id if ritual else None, on=today, running=False, planned=True)
        return resumed_words(ritual, ended, self._service.state, today=today)

    def _resume(self, ritual: Ritual | None) -> str:
        from tui.rituals import present

        service = self._service
        today = service.today_of(ritual) if ritual else service.today()
        ended = service.resume(ritual.id if ritual else None, on=today)
        words = resumed_words(ritual, ended, service.state, today=today)
        still_planned = planned_pauses(service.state.pauses, ritual, today)
        return f"{words} {present.ends_planned('s' if ritual else 'S')}" if still_planned else words

    def settle_pause(self, message: PausePanel.Settled) -> None:
        """Pause as answered and close the panel; where that can't be done, it stays open."""
        self._screen.run_reporting(lambda: self._pause(message), then=self._screen.lines.focus, part=self._panel)

    def _pause(self, answer: PausePanel.Settled) -> str:
        ritual, until = answer.ritual, answer.until
        today = self._service.today_of(ritual) if ritual else self._service.today()
        self._service.pause(ritual.id if ritual else None, since=today, until=until, reason=answer.reason)
        return paused_words(ritual, since=today, until=until, today=today)

    # moving

    def move_next(self, ritual: Ritual) -> None:
        """Ask for another day for the next open occurrence, or say why there is none."""
        from tui.rituals import present

        today = self._service.today_of(ritual)
        coming = next_open(self._service.state, ritual, today)
        if coming is None and running_pause(self._service.state.pauses_of(ritual.id), today):
            self._screen.toast.show(present.STILL_PAUSED)
        elif coming is None:
            self.move(ritual, None, today)  # which says why there is nothing to move
        else:
            self.ask_for_day(ritual, coming.occurrence.day)

    def put_off(self, row: Row) -> None:
        """Move what a row is about, or else the next open occurrence, to tomorrow, from whatever day it has."""
        from tui.rituals import present

        stays = {Sign.PAUSED: present.STILL_PAUSED, Sign.RESTED: present.STILL_RESTED}.get(row.sign)
        if stays is not None:
            self._screen.toast.show(stays)
            return
        tomorrow = add_days(self._service.today_of(row.ritual), 1)
        self.move(row.ritual, row.result.occurrence.day if row.result else None, tomorrow)

    def ask_for_day(self, ritual: Ritual, day: date) -> None:
        """Ask for another day for what is planned on `day`."""
        from tui.rituals.panels import MovePanel  # an input costs the first picture more than the rest

        self._ask(MovePanel(ritual, self._service.today_of(ritual), day))

    def move(self, ritual: Ritual, day: date | None, to: date) -> None:
        """Move what is planned on `day`, or the next open occurrence."""
        self._screen.run_reporting(lambda: self._move(ritual, day, to), about=printable(ritual.name))

    def _move(self, ritual: Ritual, day: date | None, to: date) -> str:
        self._service.move(ritual.id, to, day=day)
        return moved_words(ritual, to, today=self._service.today_of(ritual))

    def settle_move(self, message: MovePanel.Settled) -> None:
        """Move as answered and close the panel; where that can't be done, it stays open."""
        move = partial(self._move, message.moving, message.planned, message.to)
        self._screen.run_reporting(move, then=self._screen.lines.focus, part=self._panel)

    # asking

    def _ask(self, panel: Panel) -> None:
        if not self._screen.query(".panel"):
            self._screen.mount(panel, before=self._screen.toast)

    @property
    def _panel(self) -> Widget:
        return self._screen.query_one(".panel")

    async def close_panel(self) -> None:
        """Remove the panel and focus the list."""
        await self._screen.query(".panel").remove()
        self._screen.lines.focus()
