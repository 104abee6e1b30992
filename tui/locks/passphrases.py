"""The pages on which a passphrase is typed: the present one, or a new one twice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.core.exchange.locking_words import (
    A_NEW_ONE,
    CHANGING,
    MAKING,
    NOT_IT,
    OFF_MEANS,
    OPENING,
    OPENS_BOTH,
    TAKING_OFF,
    THEY_DIFFER,
    changed_words,
    taken_off_words,
)
from rituals.errors import UsageError
from tui.locks.keys import TYPED_TWICE
from tui.locks.step import LockStep
from tui.shared.guided.keys import STEP, TYPED
from tui.shared.guided.step import TypedStep, WorkingStep
from tui.shared.keys import bindings
from tui.shared.locked.passphrase_field import PassphraseField


class PresentPage(LockStep, TypedStep):
    """Asks for what opens the pages."""

    KEYS = TYPED
    BINDINGS = bindings(STEP)
    PURPOSE = "What opens the private pages: the passphrase, or the twelve words."
    QUESTION = "The passphrase?"

    def said(self) -> str:
        return OPENS_BOTH

    def answers(self) -> Iterable[Widget]:
        yield PassphraseField(self.signs, classes="name")

    @property
    def typed(self) -> str:
        """What stands on the line, blanks included."""
        return self.query_one(Input).value

    def work(self) -> None:
        """See whether it opens them."""
        self.read(OPENING, partial(self._opener, self.typed), self._take)

    def _opener(self, typed: str) -> tuple[object, str] | None:
        opener = self.private.lock_here.opener(typed)
        return None if opener is None else (opener, opener.told)

    def _take(self, opener: tuple[object, str] | None) -> None:
        if opener is None:
            self.tell(NOT_IT)
        elif self.is_in_front:
            self.take(*opener)

    def take(self, opener: object, told: str) -> None:
        """Go on with what opens them; `told` is what their person has to know, empty if all is well."""
        self.way.told = told
        self.way.opener = opener
        self.go_on()


class OpenPage(PresentPage):
    """Opens the pages, until they are locked again."""

    PURPOSE = "The passphrase, or the twelve words, open the private pages until they are locked again."
    ONWARD: ClassVar[str] = "Open"

    def take(self, opener: object, told: str) -> None:
        """Open them."""
        self.hold(opener)
        self.close_saying(told)


class TakeOffPage(PresentPage):
    """Takes the lock off."""

    PURPOSE = "The passphrase, or the twelve words, take the lock off."
    QUESTION = "Take the lock off?"
    ONWARD: ClassVar[str] = "Take it off"

    def said(self) -> str:
        return f"{OFF_MEANS}\n{OPENS_BOTH}"

    def take(self, opener: object, told: str) -> None:
        """Take it off, on a thread."""
        self.way.told = told
        self.change(TAKING_OFF, partial(self.private.lock_here.take_off, opener), self._is_off)

    def _is_off(self, _: None) -> None:
        self.way.done = taken_off_words(self.way.person)


class TwicePage(LockStep, WorkingStep):
    """Asks for a new passphrase, twice."""

    KEYS = TYPED_TWICE
    BINDINGS = bindings(TYPED_TWICE[1:])
    PURPOSE = "A passphrase for the private pages, typed twice, as nobody sees it."
    QUESTION = "A passphrase"

    def said(self) -> str:
        return A_NEW_ONE

    def answers(self) -> Iterable[Widget]:
        yield PassphraseField(self.signs, id="first", classes="name")
        yield Static("Once more:", classes="label")
        yield PassphraseField(self.signs, id="second", classes="name")

    def on_mount(self) -> None:
        self.query_one("#first", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_onward()

    def work(self) -> None:
        """Take it, if it was typed the same twice; with a line empty, go there."""
        first, second = (self.query_one(line, Input) for line in ("#first", "#second"))
        self.tell("")
        if not (first.value and second.value):
            (second if first.value else first).focus()
        elif first.value != second.value:
            raise UsageError(THEY_DIFFER)
        else:
            self.take_new(first.value)

    def take_new(self, passphrase: str) -> None:
        """Go on with it."""
        raise NotImplementedError


class FirstPassphrasePage(TwicePage):
    """Makes a lock that can be set."""

    def take_new(self, passphrase: str) -> None:
        """Make it, on a thread."""
        self.read(MAKING, partial(self._prepare, passphrase), self._prepared)

    def _prepare(self, passphrase: str) -> tuple[object, str]:
        lock = self.private.lock_here.prepare(passphrase)
        return lock, lock.words

    def _prepared(self, lock: tuple[object, str]) -> None:
        self.way.to_set, self.way.words = lock
        self.go_on()


class AnotherPassphrasePage(TwicePage):
    """Changes what opens the pages."""

    QUESTION = "Another passphrase"
    ONWARD: ClassVar[str] = "Change it"

    def take_new(self, passphrase: str) -> None:
        """Change it, on a thread; where the pages were locked meanwhile, ask for the present one anew."""
        lock, opener = self.private.lock_here, self.way.opener
        if opener is None:
            self.turn_to(self.place - 1)
            return

        def change() -> object:
            lock.change(opener, passphrase)
            return lock.opener(passphrase)

        self.change(CHANGING, change, self._changed)

    def _changed(self, opener: object) -> None:
        self.way.done = changed_words(self.way.person)
        if opener is not None:
            self.hold(opener)
