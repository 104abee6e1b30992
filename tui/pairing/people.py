"""The pages that ask who is who, and who uses this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.core.catalogue.starters import checked_names
from rituals.core.model import Person, PersonId
from rituals.core.text import printable
from rituals.errors import UsageError
from rituals.service.pairing import person_called
from tui.pairing.keys import TURNING
from tui.pairing.step import PairingStep, WayToPair
from tui.pairing.turn_line import TurnLine
from tui.shared.guided.question_page import AnswersPage
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines

NAME_WANTED = "Type the name that you go by, or choose who of them you are."
TWO_OF_ONE = "If the other machine is yours too, choose yourself."


class WhoPage(PairingStep, AnswersPage):
    """Asks who here is who there, one after another; where nobody is here yet, who sits down."""

    PURPOSE = "Who of you is who on the other machine."
    CHOICE_WANTED = "Choose who it is: one of them, or somebody new."

    @property
    def _asked(self) -> Person | None:
        """Whom it is about; None where nobody is here yet."""
        number = [*self.way.steps(self.way)[: self.place]].count(WhoPage)
        return next(iter(self.way.opened.people_here[number:]), None)

    @property
    def _offered(self) -> Sequence[Person]:
        """Those there whom nobody asked before is."""
        asked = self._asked
        taken = {other for own, other in self.way.chosen.items() if asked is None or own != asked.id}
        return [person for person in self.way.opened.people_there if person.id not in taken]

    @property
    def _is_first(self) -> bool:
        return self._asked in (None, self.way.opened.seated)

    def question(self) -> str:
        asked = self._asked
        return "Which of these are you?" if self._is_first or asked is None else f"And {printable(asked.name)}?"

    def said(self) -> str:
        asked = self._asked
        if asked is None:
            return TWO_OF_ONE
        if self._is_first:
            return f"Here you go by {printable(asked.name)}. {TWO_OF_ONE}"
        return f"Which of these is {printable(asked.name)}, who is here as well?"

    def choices(self) -> Sequence[tuple[int, str]]:
        names = [printable(person.name) for person in self._offered]
        return list(enumerate([*names, "somebody new there"]))

    def present_answer(self) -> int | None:
        """As it was answered, else whoever is known to go by the same name; None where nobody there does, unless there
        is one answer alone."""
        asked, offered, way = self._asked, self._offered, self.way
        if asked is None:
            there = person_called(way.name or way.known_as, offered)
            is_new = bool(way.name)
        else:
            same = way.opened.people(way.chosen).get(asked.id)
            there = next((person for person in offered if person.id == same), None)
            is_new = asked.id in way.chosen
        if there is not None:
            return offered.index(there)
        return len(offered) if is_new or not offered else None

    def answers(self) -> Iterable[Widget]:
        yield from super().answers()
        if self._asked is None:
            name = self.way.name or self.way.known_as
            is_new = person_called(name, self._offered) is None
            yield Static("If you are new there, the name that you go by:", classes="label")
            yield Input(name if is_new else "", classes="name", select_on_focus=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value.strip() and event.input.has_focus:  # else it is the name known before
            self.query_one(Lines).action_cursor_to(len(self._offered))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_onward()

    def put_down(self) -> None:
        """Keep who it is; for somebody new in an empty home, by their name."""
        asked, offered, answer = self._asked, self._offered, self.answer
        there = offered[answer] if answer < len(offered) else None
        if asked is not None:
            self.way.chosen[asked.id] = there.id if there else None
        elif there is not None:
            self.way.name = there.name
        else:
            typed = self.query_one(Input).value
            if not typed.strip():
                self.query_one(Input).focus()
                raise UsageError(NAME_WANTED)
            self.way.name = checked_names([typed])[0]


def others_of(way: WayToPair) -> Sequence[Person]:
    """Everyone of the couple after joining, by their ids there, but for who sits here."""
    there, people = way.opened.people_there, way.agreement().people
    seated = person_called(way.name, there) if way.opened.is_to_empty_home else way.opened.seated
    sits = people.get(seated.id, seated.id) if seated else ""
    new = [person for person in way.opened.people_here if person.id not in people]
    return [person for person in (*there, *new) if person.id != sits]


class ResidentsPage(PairingStep):
    """Asks who else uses this machine, as nudges here speak to those who do."""

    KEYS = TURNING
    BINDINGS = bindings(TURNING)
    PURPOSE = "Whom nudges on this machine speak to."
    QUESTION = "Who else uses this machine?"

    def said(self) -> str:
        return "Nudges here speak to you and to whoever else uses it. Settings, Who lives here, changes it at any time."

    def answers(self) -> Iterable[Widget]:
        others = others_of(self.way)
        yield Lines(*(TurnLine(person.id, printable(person.name), signs=self.signs) for person in others))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(None)
        for line in self.query(TurnLine):
            self._say(line, is_yes=lives_here(self.way, line.of))

    def action_turn(self) -> None:
        line = self.query_one(Lines).current
        if isinstance(line, TurnLine):
            self._say(line, is_yes=not line.is_yes)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign or message.again:
            self.action_turn()

    def _say(self, line: TurnLine, *, is_yes: bool) -> None:
        line.say("uses this one" if is_yes else "has another machine", is_yes=is_yes)

    def put_down(self) -> None:
        """Keep who uses this machine."""
        self.way.residents |= {line.of: line.is_yes for line in self.query(TurnLine)}


def lives_here(way: WayToPair, person: PersonId) -> bool:
    """Whether one of the others lives here: as it was said, else whoever was here before joining does."""
    people = way.agreement().people
    was_here = {people.get(own.id, own.id) for own in way.opened.people_here}
    return way.residents.get(person, person in was_here)
