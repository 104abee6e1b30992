"""The welcome's screens: names, the week, a few rituals, nudges or none; then Today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Protocol, cast

from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.config import save
from rituals.core.calendar import WEEKDAYS
from rituals.core.catalogue.starters import checked_names
from rituals.core.events import HouseholdEdited
from rituals.core.model import Person
from rituals.core.phrases import clock_words
from rituals.core.text import printable
from rituals.session import Session
from tui.shared.guided.question_page import AnswersPage
from tui.shared.keys import bindings
from tui.shared.lines import Lines
from tui.welcome.keys import WELCOME, WELCOME_BACK, WELCOME_NAMES
from tui.welcome.lines import ElsewhereLine
from tui.welcome.page import WelcomePage
from tui.welcome.rituals import RitualsPage

COUPLE = 2
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6
_YES, _NO = 1, 0
_OF_THE_SECOND = "And who is with you? Leave it empty if you are here alone."


class _Speaker(Protocol):
    """What the last screen needs of the app."""

    def say(self, words: str) -> None: ...


class NamesPage(WelcomePage):
    """Asks who is here: one person, or two."""

    KEYS = WELCOME_NAMES
    BINDINGS = bindings(WELCOME_NAMES[-1:])
    QUESTION = "Who are you?"
    seen_since: float = -inf
    """A name may be typed before the page can be seen."""

    def come_in_sight(self) -> None:
        """Stay as it is."""

    def said(self) -> str:
        return "A quiet place for the small things that keep you close. All of it stays on this machine."

    def answers(self) -> Iterable[Widget]:
        people = self._people
        for place in range(max(COUPLE, len(people))):
            if place > 0:
                yield Static("And with you:" if place < len(people) else _OF_THE_SECOND, classes="label")
            yield Input(people[place].name if place < len(people) else "", classes="name")
        if self.session.pairing is not None and not self.service.has_begun:
            yield Lines(ElsewhereLine())

    @property
    def _people(self) -> Sequence[Person]:
        """The people known so far, the one at the keyboard first."""
        return sorted(self.service.couple, key=lambda person: person.id != self.service.seated.id)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.query(Input).last():
            self.action_onward()
        else:
            self.focus_next(Input)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for line in self.query(ElsewhereLine):
            line.is_open = isinstance(event.widget, Lines)

    def on_line_chosen(self) -> None:
        self.action_onward()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead to the line for another machine only where it is."""
        if action == "elsewhere" and not self.query(ElsewhereLine):
            return False
        return super().check_action(action, parameters)

    def action_elsewhere(self) -> None:
        self.query_one(Lines).focus()

    def action_onward(self) -> None:
        """Keep the names, or join where one of them is already."""
        if isinstance(self.focused, Lines):
            name = self.query(Input).first().value.strip()
            self.call_later(self.run_action, ("app", "page", ("join", name)))
        else:
            super().action_onward()

    def put_down(self) -> None:
        people = self._people
        names = checked_names([field.value for field in self.query(Input)], current=[person.name for person in people])
        for person, name in zip(people, names, strict=False):
            if name != person.name:
                self.session.rename(person.id, name)
        for name in names[len(people) :]:
            self.service.join(name)


class WeekPage(WelcomePage, AnswersPage):
    """Asks on which day the week begins."""

    KEYS = (*WELCOME, *WELCOME_BACK)
    BINDINGS = bindings(WELCOME_BACK)
    QUESTION = "When does your week begin?"

    def said(self) -> str:
        return "Weeks here are calendar weeks, counted from that day. Settings (,) change it."

    def choices(self) -> Sequence[tuple[int, str]]:
        days = dict.fromkeys((_MONDAY, _SUNDAY, _SATURDAY, self.present_answer()))
        return [(day, WEEKDAYS[day].title()) for day in days]

    def present_answer(self) -> int:
        return self.service.state.household.week_starts_on

    def put_down(self) -> None:
        if self.answer != self.present_answer():
            self.service.edit_household(HouseholdEdited(week_starts_on=self.answer))


class NudgesPage(WelcomePage, AnswersPage):
    """Asks whether nudges are wanted."""

    KEYS = (*WELCOME, *WELCOME_BACK)
    BINDINGS = bindings(WELCOME_BACK)
    QUESTION = "May rituals nudge you?"
    ONWARD = "To Today"

    def said(self) -> str:
        nudges = self.session.settings.nudges
        return (
            "A short word on your desktop when something you planned comes up, while rituals is open: at most "
            f"{nudges.at_most} a day, and none from {clock_words(nudges.quiet_from)} to "
            f"{clock_words(nudges.quiet_until)}. Settings (,) change that at any time, and let them come "
            "when rituals is closed, too."
        )

    def choices(self) -> Sequence[tuple[int, str]]:
        return [(_YES, "Yes, a kind word now and then"), (_NO, "No, thank you")]

    def present_answer(self) -> int:
        return _YES if self.session.settings.nudges.on else _NO

    def put_down(self) -> None:
        """Save the answer and use it from now on; no screen looks different by it."""
        if self.answer != self.present_answer():
            self.session.settings = save(self.session.places.settings, "nudges", "on", self.answer == _YES)

    def finish(self) -> None:
        """Close, with a toast that names the one key that matters."""
        names = " & ".join(printable(person.name) for person in self.service.couple)
        app = cast("_Speaker", self.app)
        self.dismiss()
        app.say(f"Welcome, {names}. Space says that you did it.")


_PAGES = (NamesPage, WeekPage, RitualsPage, NudgesPage)


def first_page(session: Session) -> WelcomePage:
    """The first screen of the welcome."""
    return NamesPage(session, _PAGES)
