"""The fields of a note beside its text: for whom it is, which day it is about, and until when it is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from rituals.core.calendar import add_days
from rituals.core.jar.words import CURTAIN
from rituals.core.model import Person, Seal
from rituals.core.text import printable
from tui.jar.day_field import DayField
from tui.jar.note_model import NoteDraft
from tui.shared.choice import Choice

_NO_SEAL, _OPENING, _DAY = "", "opening", "day"
_SEALS = ((_NO_SEAL, "no seal"), (_OPENING, "until the opening"), (_DAY, "until a day"))
_A_WEEK = 7


class JarParticulars(VerticalScroll, can_focus=False):
    """The fields under a note's text; its owner gets their messages `Choice.Changed` and `Input.Changed`."""

    def __init__(self, written: NoteDraft, others: Sequence[Person], today: date) -> None:
        super().__init__()
        self._written = written
        self._others = others
        self._today = today

    def compose(self) -> ComposeResult:
        written, seal = self._written, self._written.seal
        if self._others:
            people = [*((person.id, printable(person.name)) for person in self._others), ("", "just the jar")]
            with Horizontal(id="to-field", classes="field-line"):
                yield Static("for", classes="field-label")
                yield Choice(people, written.to)
        yield DayField("about", written.day, self._today, field_id="day-field")
        with Vertical(id="seal-field"):
            with Horizontal(classes="field-line"):
                yield Static("seal", classes="field-label")
                yield Choice(_SEALS, _NO_SEAL if seal is None else _DAY if seal.until else _OPENING)
            yield Static(CURTAIN, classes="field-hint", id="curtain")
        until = seal.until if seal is not None and seal.until is not None else add_days(self._today, _A_WEEK)
        yield DayField("until", until, self._today, field_id="until-field", ahead=True)

    def on_mount(self) -> None:
        self._show_seal()

    def read(self, text: str) -> NoteDraft:
        """A draft of this text and the fields; `UsageError` where a day can't be read."""
        seal = None
        if self._seal_kind != _NO_SEAL:
            seal = Seal(self.query_one("#until-field", DayField).read() if self._seal_kind == _DAY else None)
        to = [choice.chosen for choice in self.query("#to-field Choice").results(Choice)]
        day = self.query_one("#day-field", DayField).read()
        return NoteDraft(text, to[0] if to else self._written.to, day, seal)

    @property
    def _seal_kind(self) -> str:
        return self.query_one("#seal-field", Vertical).query_one(Choice).chosen

    def on_choice_changed(self) -> None:
        self._show_seal()

    def _show_seal(self) -> None:
        self.set_class(self._seal_kind != _NO_SEAL, "-sealed")
        self.set_class(self._seal_kind == _DAY, "-until")
        if self._seal_kind == _DAY:
            self.call_after_refresh(self.scroll_end, animate=False)
