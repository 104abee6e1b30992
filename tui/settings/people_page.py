"""The page of people: what each is called, who lives here, who joins, leaves or comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Person
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals import people_words
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from rituals.errors import RitualsError, RuleError
from rituals.session import Session
from tui.settings.keys import PARTING, PEOPLE
from tui.settings.setting import Setting, Typed
from tui.settings.type_line import TypeLine
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.remedies import in_app
from tui.shared.text import fitted, pointer, under

_NAME = 24
_MEANS = "Nudges on this machine speak to who lives here. What you did shows everywhere, whoever lives where."
_CAN_COME_BACK = "What they did stays, and pages of their own stay closed. Space brings them back."
_SOMEBODY = "Somebody has to live here, so that nudges know whom to speak to."


class PersonLine(Line):
    """One person: the name, where they sit and live, or when they left."""

    def __init__(self, person: Person, sign: str, about: str) -> None:
        super().__init__()
        self.person = person
        self.has_left = person.left is not None
        self._sign = sign
        self._about = about

    def rows(self, width: int) -> list[Content]:
        first = Content.assemble(
            pointer(is_open=self.is_open),
            (f"{self._sign}  ", "$text-muted" if self.has_left else "$success"),
            fitted(printable(self.person.name), max(min(width - 36, _NAME), 10), "bold" if self.is_open else ""),
            (self._about, "$text-muted"),
        ).truncate(width, ellipsis=True)
        return [first, *under(_CAN_COME_BACK if self.has_left else _MEANS, width)] if self.is_open else [first]


class PartingScreen(ConfirmScreen):
    """Asks whether somebody leaves, or is removed; it asks because it changes what each of you keeps."""

    KEYS = PARTING
    BINDINGS = bindings(PARTING)


class PeoplePage(ListScreen):
    """Lists who is one of the couple and who left; each is renamed, let go or brought back from their line."""

    KEYS = PEOPLE
    BINDINGS = bindings(PEOPLE)
    CSS_PATH: ClassVar[str] = "settings.tcss"
    TITLE = "People"
    PURPOSE = "Who is one of you, and who lives here."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._laid_out: object = None

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())

    # showing

    @property
    def _current(self) -> Person | None:
        line = self.lines.current
        return line.person if isinstance(line, PersonLine) else None

    def _shape(self) -> object:
        people = self.session.people
        return self.service.couple, people.who_left, self.service.seated, self.session.settings.together

    def _rows(self) -> list[Widget]:
        self._laid_out = self._shape()
        signs, residents = SIGNS[self.signs], self.session.residents()
        rows: list[Widget] = [Static("Who is one of you", classes="heading")]
        for person in self.service.couple:
            lives_here = person in residents
            sits = ["at the keyboard"] if person == self.service.seated else []
            about = " · ".join([*sits, "lives here" if lives_here else "lives elsewhere"])
            rows.append(PersonLine(person, signs[Sign.KEPT if lives_here else Sign.OPEN], about))
        who_left = self.session.people.who_left
        rows += [Static("Who left", classes="heading")] if who_left else []
        today = self.service.today()
        rows += [PersonLine(one, signs[Sign.COMING], people_words.since_left_words(one, today)) for one in who_left]
        return rows

    def show(self) -> None:
        """Show everyone as they are now."""
        if self._laid_out != self._shape():
            self.call_later(self._lay_out)
        self.show_top()

    async def _lay_out(self) -> None:
        await self.lines.lay_out(self._rows())

    # doing

    def choose(self, line: Line) -> None:
        """Say that somebody lives here, or elsewhere; bring back somebody who left."""
        if isinstance(line, PersonLine):
            person, do = line.person, self._come_back if line.has_left else self._move
            self.run_reporting(lambda: do(person))
            self.show()

    def _move(self, person: Person) -> str:
        residents = [resident.id for resident in self.session.residents()]
        if residents == [person.id]:
            raise RuleError(_SOMEBODY)
        kept = [one for one in residents if one != person.id]
        self.session.save_residents(kept if len(kept) < len(residents) else [*residents, person.id])
        return people_words.residents_words(self.session.residents(), self.service.couple)

    def _come_back(self, person: Person) -> str:
        return self._join(person.name)

    def _join(self, name: str) -> str:
        known = {person.id for person in self.service.state.people}
        newcomer = self.service.join(name)
        return people_words.welcomed_words(newcomer, self.service.couple, came_back=newcomer.id in known)

    async def action_add(self) -> None:
        await self._ask_for_name(Setting("add", "A name", "", "", Typed(str, "a name")))

    async def action_rename(self) -> None:
        person = self._current
        if person is not None:
            await self._ask_for_name(Setting(person.id, "The name", "", person.name, Typed(str, "a name")))

    async def _ask_for_name(self, asked: Setting) -> None:
        await self.query(TypeLine).remove()
        await self.mount(TypeLine(asked, "a name"), before=self.toast)

    async def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Keep the name; where it can't be kept, the input stays with its text."""
        name, person = message.words, next((one for one in self.service.everyone if one.id == message.setting.id), None)
        if name == message.setting.value:
            await self.on_type_line_let_go()
            return
        keep = partial(self._keep_name, person, name)
        self.run_reporting(keep, then=self.lines.focus, part=self.query_one(TypeLine))

    async def on_type_line_let_go(self) -> None:
        await self.query(TypeLine).remove()
        self.lines.focus()
        self.show()

    def _keep_name(self, person: Person | None, name: str) -> str:
        if person is None:
            return self._join(name)
        return people_words.renamed_words(person, self.session.rename(person.id, name))

    def action_part(self) -> None:
        """Ask whether the person leaves, or is removed where they never did anything."""
        person = self._current
        if person is None:
            return
        if person.left is not None or len(self.service.couple) == 1:
            self.run_reporting(lambda: self._leave(person))  # refused, with the reason
            return
        name = printable(person.name)
        try:
            has_traces = self.session.people.has_traces(person.id)
        except RitualsError as problem:
            self.toast.show(in_app(problem), needs_doing=True)
            return
        question, means, do = (
            (f"Does {name} leave?", _leaving_means(name), self._leave)
            if has_traces
            else (f"Remove {name}?", f"There is nothing of {name} here yet. u takes this back.", self._remove)
        )
        self.app.push_screen(PartingScreen(question, means), lambda sure: self._part(person, do) if sure else None)

    def _part(self, person: Person, do: Callable[[Person], str]) -> None:
        self.run_reporting(lambda: do(person))
        self.show()

    def _leave(self, person: Person) -> str:
        events = self.session.people.leave(person.id)
        return people_words.left_words(person, events, self.service.state)

    def _remove(self, person: Person) -> str:
        residents = [resident.id for resident in self.session.residents() if resident.id != person.id]
        self.session.people.remove(person.id)
        if self.session.settings.together.here:
            self.session.save_residents(residents)
        return people_words.removed_words(person)


def _leaving_means(name: str) -> str:
    return (
        f"What {name} did stays. From today on nothing waits for {name}, and what is {name}'s alone is put away. "
        f"Pages of {name}'s own stay closed until {name} comes back, which can be any day. u takes this back."
    )
