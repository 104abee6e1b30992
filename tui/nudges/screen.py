"""The nudges to come, with their texts; who sends them, and what keeps them away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from textual import work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.calendar import day_of
from rituals.core.events import RitualEdited
from rituals.core.model import Ritual
from rituals.core.nudges.reminders import NudgeSubject
from rituals.core.nudges.settings import BELL
from rituals.core.occurrences.matching import results_between
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Group, Row
from rituals.service.nudges.trial import try_nudging
from rituals.session import Session
from tui.nudges import present
from tui.nudges.keys import NUDGES
from tui.nudges.lines import NudgeLine
from tui.nudges.present import ComingNudge
from tui.rituals.ritual_screen import RitualScreen
from tui.shared.keys import bindings
from tui.shared.lines import Lines
from tui.shared.silence import with_silence
from tui.shared.text import Link, links_line


class NudgesScreen(RitualScreen):
    """Today's and tomorrow's nudges, each to be snoozed, silenced, or skipped for that time."""

    KEYS = NUDGES
    BINDINGS = bindings(NUDGES)
    CSS_PATH = "nudges.tcss"
    TITLE = "Nudges to come"
    PURPOSE = "What will be said when, and who sends it."

    class Looked(Message):
        """It was found out who sends the nudges, and whether the desktop can show any."""

        def __init__(self, sender: str, trouble: str) -> None:
            super().__init__()
            self.sender = sender
            self.trouble = trouble

    class Tried(Message):
        """A trial nudge was sent; `words` say how it went."""

        def __init__(self, words: str, *, is_taken: bool) -> None:
            super().__init__()
            self.words = words
            self.is_taken = is_taken

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sender = ""
        self._trouble = ""
        self._read()

    def _read(self) -> None:
        self._given = self.session.planner_input()
        self._coming = present.to_come(self._given, self.session.nudge_words())
        active = [ritual for ritual in self.service.state.rituals.values() if not ritual.is_archived]
        self._silent = [ritual for ritual in active if ritual.remind == () and not ritual.private]

    def contents(self) -> Iterable[Widget]:
        yield Static(self._about(), id="about")
        yield Lines(*self._rows(), id="coming")

    def on_mount(self) -> None:
        self._look_at_desktop()

    # showing

    @property
    def _line(self) -> NudgeLine | None:
        line = self.lines.current
        return line if isinstance(line, NudgeLine) else None

    def _about(self) -> Content:
        about = present.about_words(self._given, self._sender, self._trouble)
        return about + "\n" + links_line((Link("try one", "try"),), indent=0)

    def _rows(self) -> list[Widget]:
        now = self._given.local
        widgets: list[Widget] = []
        for title, group in groupby(self._coming, key=lambda coming: present.title_of(coming, now)):
            widgets.append(Static(title, classes="heading"))
            widgets += [NudgeLine(coming) for coming in group]
        if not widgets:
            words = present.NONE_COMES if self._given.settings.on else present.OFF
            widgets.append(Static(words, id="nothing"))
        if self._silent:
            widgets.append(Static(present.SILENT, classes="heading"))
            widgets += [NudgeLine(ritual) for ritual in self._silent]
        return widgets

    def show(self) -> None:
        """Show the nudges to come; the list is laid out anew only where it has changed."""
        previous = self._coming, self._silent
        self._read()
        if previous != (self._coming, self._silent):
            self.call_later(self._lay_out)
        self.query_one("#about", Static).update(self._about())
        self.show_top()

    async def _lay_out(self) -> None:
        previous, place = self._line, self.lines.place
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._rows())
        lines = [line for line in self.lines.lines if isinstance(line, NudgeLine)]
        ritual = previous.ritual if previous is not None else None
        same = [
            line for line in lines if ritual is not None and line.ritual is not None and line.ritual.id == ritual.id
        ]
        same_day = [line for line in same if _day_of(line.coming) == _day_of(previous.coming if previous else None)]
        if same:
            self.lines.point_at((same_day or same)[0])
        else:
            self.lines.action_cursor_to(place)

    @work(thread=True, exclusive=True, group="desktop")
    def _look_at_desktop(self) -> None:
        """Find out in a thread who sends the nudges and whether the desktop shows them, as both may take long."""
        try:
            sender = present.sender_words(self.session.nudge_holder())
        except OSError as problem:
            sender = present.unseen_sender(problem.strerror or type(problem).__name__)
        delivery = self.session.notifier().check() if self.session.notifier is not None else None
        trouble = present.trouble_words(delivery) if delivery is not None else ""
        self.post_message(self.Looked(sender, trouble))

    def on_nudges_screen_looked(self, message: Looked) -> None:
        self._sender, self._trouble = message.sender, message.trouble
        self.query_one("#about", Static).update(self._about())

    # doing

    @property
    def current_row(self) -> Row | None:
        """The row of the nudge under the cursor, for the day that it is about."""
        line = self._line
        subject = line.coming.subject if line is not None and line.coming is not None else None
        if subject is None:
            return None
        ritual, today, day = subject.ritual, self.service.today_of(subject.ritual), self._planned_day(subject)
        results = results_between(self.service.state, ritual, day, day, today)
        group = Group.TODAY if day <= today else Group.TOMORROW
        return Row(ritual, group, Sign.OPEN, day, results[-1]) if results else None

    def _planned_day(self, subject: NudgeSubject) -> date:
        """The day that a nudge is about: its date if it is for a time, else the couple's day at that moment."""
        if subject.is_timed:
            return subject.local.date()
        return day_of(subject.local, self.service.state.household.day_starts_at)

    def action_silence(self) -> None:
        ritual = self._line.ritual if self._line is not None else None
        if ritual is not None:
            self.run_reporting(lambda: self._silence(ritual))

    def _silence(self, ritual: Ritual) -> str:
        is_silent = ritual.remind != ()
        self.service.edit(ritual.id, RitualEdited(ritual.id, remind=() if is_silent else None))
        return with_silence(present.silenced_words(ritual, is_silent=is_silent), self.session, ritual.id)

    def action_try(self) -> None:
        if self.session.notifier is None:
            self.toast.show(present.NO_DESKTOP)
            return
        self.toast.show(present.TRYING)
        if BELL in self.session.settings.nudges.ways:
            self.app.bell()
        self._try_one()

    @work(thread=True, exclusive=True, group="trying")
    def _try_one(self) -> None:
        if self.session.notifier is not None:
            delivery = try_nudging(self.session.notifier())
            self.post_message(self.Tried(present.tried_words(delivery), is_taken=not delivery.problem))

    def on_nudges_screen_tried(self, message: Tried) -> None:
        self.toast.show(message.words, needs_doing=not message.is_taken)


def _day_of(coming: ComingNudge | None) -> date | None:
    return coming.at.date() if coming is not None else None
