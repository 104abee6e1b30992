"""The pages of setting a lock, and the ways that there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from rituals.core.exchange.locking_words import (
    KEEP_THE_WORDS,
    LOCKING,
    NOT_THE_WORD,
    WHAT_IS_PRIVATE,
    WHAT_LOCKING_DOES,
    WHICH_WORD,
    is_asked_word,
    locked_words,
)
from rituals.core.model import Person, PersonId
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.session import Session
from tui.locks.keys import LOCK_MEANS, LOCK_WORDS
from tui.locks.passphrases import AnotherPassphrasePage, FirstPassphrasePage, OpenPage, PresentPage, TakeOffPage
from tui.locks.step import DonePage, LockStep, WayToLock
from tui.shared.guided.step import TypedStep
from tui.shared.guided.twelve_words import TwelveWords
from tui.shared.keys import bindings


class LockMeansPage(LockStep):
    """Says what a lock does, and what is lost without what opens it."""

    KEYS = LOCK_MEANS
    BINDINGS = bindings(LOCK_MEANS)
    PURPOSE = "What locking private pages does, before anything is done."

    def __init__(self, session: Session, way: WayToLock | PersonId, place: int = 0) -> None:
        """`way` may be no more than the id of whose pages it is about."""
        if not isinstance(way, WayToLock):
            way = WayToLock(next(one for one in session.service.couple if one.id == way), LOCKING_STEPS)
        super().__init__(session, way, place)

    def question(self) -> str:
        return f"Lock {printable(self.way.person.name)}'s private pages?"

    def said(self) -> str:
        return "\n".join([WHAT_IS_PRIVATE, *WHAT_LOCKING_DOES])


class LockWordsPage(LockStep):
    """Shows the twelve words."""

    KEYS = LOCK_WORDS
    BINDINGS = bindings(LOCK_WORDS)
    PURPOSE = "The twelve words that open the private pages as well. They are secret."
    QUESTION = "Your twelve words"
    ONWARD = "They are written down"

    def said(self) -> str:
        return " ".join(KEEP_THE_WORDS)

    def answers(self) -> Iterable[Widget]:
        yield TwelveWords(self.way.words)

    def on_mount(self) -> None:
        if self.way.is_wrong:
            self.tell(NOT_THE_WORD)


class AskedWordPage(LockStep, TypedStep):
    """Asks for one of the twelve words, and locks the pages."""

    PURPOSE = "One of the twelve words, so that they are surely written down."
    QUESTION = WHICH_WORD
    ONWARD: ClassVar[str] = "Lock them"

    def said(self) -> str:
        return "From what you wrote down. Then the pages are locked."

    def answers(self) -> Iterable[Widget]:
        yield Input(classes="name", select_on_focus=False)

    def work(self) -> None:
        """Lock them, on a thread, if the word is the right one."""
        self.way.is_wrong = not is_asked_word(self.way.words, self.typed)
        if self.way.is_wrong:
            self.turn_to(self.place - 1)
            return
        lock, way, own_data = self.private.lock_here, self.way, self.session.own_data

        def set_lock() -> JustLocked:
            lock.set(way.to_set)
            opener, has_backup = lock.opener(way.words), False
            with suppress(RitualsError):  # then the weekly one comes by itself
                has_backup = own_data is not None and bool(own_data().back_up())
            return JustLocked(opener, has_backup)

        self.change(LOCKING, set_lock, self._locked)

    def _locked(self, outcome: JustLocked) -> None:
        self.way.done = locked_words(self.way.person, has_backup=outcome.has_backup)
        if outcome.opener is not None:
            self.hold(outcome.opener)


class JustLocked(NamedTuple):
    """What opens pages that were just locked, and whether there is a backup since."""

    opener: object
    has_backup: bool


LOCKING_STEPS: Sequence[type[LockStep]] = (LockMeansPage, FirstPassphrasePage, LockWordsPage, AskedWordPage, DonePage)
WAYS: dict[str, Sequence[type[LockStep]]] = {
    "lock": LOCKING_STEPS,
    "open": (OpenPage,),
    "change": (PresentPage, AnotherPassphrasePage, DonePage),
    "off": (TakeOffPage, DonePage),
}
"""The pages of each way."""


def first_lock_page(session: Session, person: Person, way: str) -> LockStep:
    """The first page of a way, for a person's pages."""
    return WAYS[way][0](session, WayToLock(person, WAYS[way]))
