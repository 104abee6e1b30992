"""One person's notes on what to ask the other: each for a day, to be marked as asked, or erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.events import AskAboutAdded
from rituals.core.model import Person
from rituals.core.questions import ask_about
from rituals.core.state.private_state import PrivateState
from rituals.core.text import printable
from rituals.session import Session
from tui.questions import present
from tui.questions.ask_panel import AskPanel
from tui.questions.keys import ASK_ABOUT
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.locked.own_page import OwnPage
from tui.shared.locked.privacy_line import PrivacyLine
from tui.shared.text import pointer
from tui.shared.toast import after_erasing


class NoteToAsk(Line):
    """A note on what to ask about, still to be asked or asked already."""

    def __init__(self, note: AskAboutAdded, today: date, *, asked: bool) -> None:
        super().__init__()
        self.note = note
        self.asked = asked
        self._today = today

    def rows(self, width: int) -> list[Content]:
        return present.ask_line(self.note, self._today, width, asked=self.asked, is_open=self.is_open)


class NewNote(Line):
    """Begins a note, wherever it is clicked."""

    SIGN_WIDTH = 80

    def rows(self, width: int) -> list[Content]:
        del width
        return [Content.assemble(pointer(is_open=self.is_open), (present.NOTE_SOMETHING, "bold"))]


class AskAboutScreen(ListScreen, OwnPage):
    """Shows one person's notes; the other's are not on it."""

    KEYS = ASK_ABOUT
    BINDINGS = bindings(ASK_ABOUT)
    CSS_PATH = "ask_about.tcss"
    TITLE = "what to ask about"
    PURPOSE = "What your partner has coming up, to ask about afterwards."
    WHILE_LOCKED = frozenset({"choose", "own"})

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session, person)
        self._laid_out: tuple[object, ...] = ()

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def lines_while_locked(self) -> Iterable[Line]:
        yield NewNote()

    def keys_here(self) -> Sequence[Key]:
        keys = super().keys_here()
        return [key for key in keys if key.id != "asked"] if self._stands_locked else keys

    def own_contents(self) -> Iterable[Widget]:
        yield Lines(*self.own_rows())
        yield PrivacyLine(self.session, self._person)

    # showing

    @property
    def _notes(self) -> PrivateState:
        return self.private.now

    @property
    def _current(self) -> NoteToAsk | None:
        line = self.lines.current
        return line if isinstance(line, NoteToAsk) else None

    def _shape(self) -> tuple[object, ...]:
        private = self._notes
        return self.service.today(), *private.to_ask, len(private.to_ask), *private.asked

    def own_rows(self) -> list[Widget]:
        self._laid_out = self._shape()
        private, today = self._notes, self.service.today()
        to_ask = [NoteToAsk(note, today, asked=False) for note in private.to_ask]
        asked = [NoteToAsk(note, today, asked=True) for note in reversed(private.asked)]
        rows: list[Widget] = [Static(present.TO_ASK_HEADING, classes="heading"), *to_ask] if to_ask else []
        rows += [Static(present.ASKED_HEADING, classes="heading"), *asked] if asked else []
        return rows or [Static(present.NO_NOTES, id="nothing")]

    def show_own(self) -> None:
        """Show the notes as they are now."""
        if self._laid_out != self._shape():
            self.call_later(self.lay_out_rows)
        self.show_top()

    # doing

    def action_own(self) -> None:
        if not self.query(AskPanel):
            self.mount(AskPanel(self.service.today()), before=self.toast)

    def on_ask_panel_settled(self, message: AskPanel.Settled) -> None:
        """Keep the note and close the panel; where it can't be kept, the panel stays open."""
        note_down = partial(self._note_down, message.text, message.day)
        self.run_reporting(note_down, then=self._go_on, part=self.query_one(AskPanel))

    async def on_panel_left(self) -> None:
        await self._close_panel()

    async def _close_panel(self) -> None:
        await self.query(AskPanel).remove()
        self._go_on()

    def _go_on(self) -> None:
        self.lines.focus()
        self.show()

    def _note_down(self, text: str, day: date) -> str:
        rituals, today = self.service, self.service.today()
        rituals.welcome_somebody()
        noted = ask_about.note_down(rituals.new_id(), text, day, today=today)
        self.private.put_in(noted)
        return ask_about.noted_words(noted[0], today)

    def choose(self, line: Line) -> None:
        """Mark a note as asked, or begin one."""
        if isinstance(line, NewNote):
            self.action_own()
        elif isinstance(line, NoteToAsk) and not line.asked:
            note = line.note
            self.run_reporting(lambda: self._mark_asked(note))
            self.show()

    def _mark_asked(self, note: AskAboutAdded) -> str:
        self.private.keep(lambda private: ask_about.mark_asked(private, note.entry))
        return f"Asked: {printable(note.text)}."

    def action_let_go(self) -> None:
        from tui.shared.confirm import ConfirmScreen

        line = self._current
        if line is not None:
            asking_first = ConfirmScreen(present.ERASE_NOTE, present.ERASE_MEANS)
            self.app.push_screen(asking_first, lambda sure: self._erase(line.note) if sure else None)

    def _erase(self, note: AskAboutAdded) -> None:
        self.run_reporting(lambda: self._erased(note))
        self.show()

    def _erased(self, note: AskAboutAdded) -> str:
        self.private.erase(note.entry)
        return after_erasing(self.session)
