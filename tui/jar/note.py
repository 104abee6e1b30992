"""The screen to write a thank-you: first its text, then the few fields that go with it."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from rituals.content.loader import catalogue
from rituals.core.model import Appreciation, Person
from rituals.core.phrases import person_name
from rituals.core.text import printable
from rituals.errors import BusyError, RitualsError, UsageError
from rituals.session import Session
from tui.jar import present
from tui.jar.keys import JAR_NOTE, JAR_STARTER, JAR_THROW_AWAY
from tui.jar.note_fields import JarParticulars
from tui.jar.note_model import NoteDraft, NoteModel
from tui.shared.dispatch.held import WAITS, holding
from tui.shared.field import Chips
from tui.shared.keys import bindings
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen
from tui.shared.text import linked
from tui.shared.toast import Toast

KEEP_AFTER = 1.0  # seconds without a key until the words are kept
KEEP_WITHIN = 5.0  # seconds of typing without a pause until they are kept
_PUT_IN, _LATER, _AWAY = "put it in the jar", "keep it for later", "throw it away"
_BLANK = "..."  # the part of a starter to type over


class JarNoteScreen(AppScreen):
    """Writes one note, or changes one; a new one is kept as a draft while it is typed, and comes back the next time."""

    KEYS = JAR_NOTE
    BINDINGS = bindings(JAR_NOTE)
    CSS_PATH = "note.tcss"
    TITLE = "A thank-you"
    PURPOSE = "A line of thanks for the jar."
    TAKES_AN_ANSWER = True

    def __init__(self, session: Session, note: Appreciation | None = None) -> None:
        super().__init__(session)
        self._desk = NoteModel(self.service, note)
        self._begun = self._desk.empty()
        self._problem = ""
        try:
            self._begun = self._desk.begin()
        except RitualsError as problem:
            self._problem = in_app(problem)
        self._now = self._begun
        self._timer: Timer | None = None
        self._waiting_since = 0.0
        self._is_told = False
        self._is_over = self._is_waiting = False
        self._asked = ""
        self._starter = self.service.today().toordinal()

    def page_name(self) -> str:
        writer = person_name(self._desk.by, self.service.couple, printable(self.service.seated.name))
        return f"{'A note' if self._desk.note else 'A thank-you'} from {writer}"

    def contents(self) -> Iterable[Widget]:
        draft = self._now
        yield TextArea(
            draft.text,
            id="words",
            soft_wrap=True,
            compact=True,
            highlight_cursor_line=False,
            placeholder=present.WRITE,
        )
        yield Static(id="starter")
        yield JarParticulars(draft, self._others(), self.service.today())
        answers = (_PUT_IN, "let it be") if self._desk.note else (_PUT_IN, _LATER, _AWAY)
        yield Chips(answers, classes="answers")

    def _others(self) -> list[Person]:
        """Whom it can be for: the couple, and a person who left if it is for them already."""
        here = {person.id for person in self.service.couple} | {self._now.to}
        return [person for person in self.service.state.people if person.id in here - {self._desk.by}]

    def on_mount(self) -> None:
        self._words.focus()
        self._words.move_cursor(self._words.document.end)
        self._show_starter()
        if self._problem:
            self.toast.show(self._problem, needs_doing=True)
        elif self._desk.has_draft:
            self.toast.show(present.BEGUN.format(JAR_THROW_AWAY.face))

    # what is written

    @property
    def _words(self) -> TextArea:
        return self.query_one(TextArea)

    def _read(self) -> NoteDraft:
        return self.query_one(JarParticulars).read(self._words.text)

    def _changed(self) -> None:
        """Read the fields and keep the draft soon; while a day can't be read, only the text is taken over."""
        try:
            self._now = self._read()
        except UsageError:
            self._now = self._now._replace(text=self._words.text)
        self._asked = ""
        if self._timer is None:
            self._waiting_since = monotonic()
            self._timer = self.set_timer(KEEP_AFTER, self._keep)
        elif monotonic() - self._waiting_since < KEEP_WITHIN - KEEP_AFTER:
            self._timer.reset()

    def on_text_area_changed(self) -> None:
        self._show_starter()
        self._changed()

    def on_input_changed(self) -> None:
        self._changed()

    def on_choice_changed(self) -> None:
        self._changed()

    def on_input_submitted(self) -> None:
        self.focus_next()

    # keeping it while it is written

    def _keep(self) -> bool:
        """Keep the draft; False where that fails, which is shown once. While another process is busy with the files, it
        is kept later."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._is_over:
            return True
        try:
            self._desk.keep(self._now)
        except BusyError:
            self._is_waiting = True
            self.run_reporting(self._keep_late, about="what you began to write")
            return True
        except RitualsError as problem:
            for toast in () if self._is_told else self.query(Toast):  # it is gone while the screen closes
                toast.show(present.unkept_words(problem), needs_doing=True)
            self._is_told = True
            return False
        self._is_told = self._is_waiting = False
        return True

    def _keep_late(self) -> str:
        self._desk.keep(self._now)
        self._is_waiting = False
        return present.KEPT if self.is_closed and self._desk.has_draft else ""

    def on_screen_suspend(self) -> None:
        self._keep()
        if (
            self not in self.app.screen_stack
        ):  # left for another mode: a draft written elsewhere from now on is the one to keep
            self._is_over = True

    def on_unmount(self) -> None:
        self._keep()

    # a starter to lean on

    def _show_starter(self) -> None:
        words = self._words.text
        is_bare = not words.strip() or words in self._starters
        line = linked(present.STARTER.format(JAR_STARTER.face), "screen.starter")
        self.query_one("#starter", Static).update(line if is_bare else "")

    @property
    def _starters(self) -> list[str]:
        return [starter.text for starter in catalogue().appreciation]

    def action_starter(self) -> None:
        """Put the next starter on an empty note, with its blank selected; never in place of other text."""
        starters, area = self._starters, self._words
        if area.text.strip() and area.text not in starters:
            self.toast.show(f"{present.OVER_WORDS} “{starters[self._starter % len(starters)]}”")
            self._starter += 1
            return
        starter = starters[self._starter % len(starters)]
        self._starter += 1
        area.replace(starter, (0, 0), area.document.end)
        column = starter.find(_BLANK)
        if column >= 0:
            area.move_cursor((0, column))
            area.move_cursor((0, column + len(_BLANK)), select=True)
        area.focus()

    # ends

    def on_chips_picked(self, message: Chips.Picked) -> None:
        if message.text == _PUT_IN:
            self.action_put_in()
        elif message.text == _AWAY:
            self.action_throw_away()
        else:
            self.action_back()

    def action_put_in(self) -> None:
        """Put the note in the jar, or save the change; on an error the text stays and the reason is shown."""
        self.run_reporting(lambda: self._desk.finish(self._read()), then=self._leave)

    def action_back(self) -> None:
        """Leave, keeping a new note as a draft; dropping a change, or what can't be kept, takes a second press."""
        if self._desk.note is not None:
            if self._now == self._begun or self._asked == "back":
                self._leave()
            else:
                self._ask("back", present.CHANGE_ONCE_MORE)
        elif self._keep():
            kept = str(WAITS) if self._is_waiting else present.KEPT
            self._leave(kept if self._now.text.strip() else "")
        elif self._asked == "back":
            self._leave(present.KEPT_AS_IT_WAS if self._desk.has_draft else present.UNKEPT)
        else:
            self._ask("back", present.UNKEPT_ONCE_MORE)

    def action_throw_away(self) -> None:
        """Delete the draft and leave; where there is text, this takes a second press."""
        if self._desk.note is not None:
            self.action_back()
        elif self._words.text.strip() and self._asked != "throw":
            self._ask("throw", present.THROW_ONCE_MORE.format(JAR_THROW_AWAY.face))
        else:
            self.run_reporting(self._throw_away, then=self._leave)

    def _throw_away(self) -> str:
        self._desk.throw_away()
        return present.THROWN

    def _ask(self, question: str, words: str) -> None:
        self._asked = question
        self.toast.show(words, needs_doing=True)

    def _leave(self, words: str = "") -> None:
        self._is_over = True
        self.dismiss()
        if words:
            holding(self).say(words)
