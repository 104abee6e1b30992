"""The pages on which somebody locks what is private, changes what opens it, and takes the lock off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rituals.cli.shared.numbers import words_in_rows
from rituals.cli.shared.opening import DIFFER, asked_opener
from rituals.cli.shared.private_pages import PrivatePages, below_heading, leaves
from rituals.cli.shared.remedies import in_shell
from rituals.core.exchange import locking_words as w
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import UsageError
from rituals.ports import LockToSet, Opener, PrivateLock

_LEAVES = "Just Enter leaves, and nothing is changed."

Made = TypeVar("Made")


class LockPages(PrivatePages):
    """Each of these returns whether it was done; where they left instead, nothing was changed."""

    def sets(self, person: Person, lock: PrivateLock) -> bool:
        """Lock somebody's private pages, once they have the twelve words on paper."""
        heading = f"A lock for the private pages of {printable(person.name)}"
        means = (w.WHAT_IS_PRIVATE, "", *w.WHAT_LOCKING_DOES)
        if leaves(self.turn(heading, "", *means, "", "Enter goes on. q leaves, and nothing is changed.")):
            return False
        prepared = self._with_new_passphrase(lock.prepare)
        if prepared is None or not self._are_written(prepared):
            return False
        self._sheet.say(f"{w.LOCKING}.")
        self.service.welcome_somebody()
        self.service.private(person.id).lock_here.set(prepared)  # whose id there is only since they were welcomed
        return True

    def changes(self, person: Person, lock: PrivateLock) -> bool:
        """Let another passphrase open them."""
        opener = self._opener(person, lock)

        def change(passphrase: str) -> bool:
            lock.change(opener, passphrase)
            return True

        return opener is not None and self._with_new_passphrase(change) is not None

    def takes_off(self, person: Person, lock: PrivateLock) -> bool:
        """Let them be as before they were locked."""
        opener = self._opener(person, lock, w.OFF_MEANS)
        if opener is not None:
            self._sheet.say(f"{w.TAKING_OFF}.")
            lock.take_off(opener)
        return opener is not None

    def _opener(self, person: Person, lock: PrivateLock, *means: str) -> Opener | None:
        asks = f"Type the present passphrase, or the twelve words. {_LEAVES}"
        heading = w.closed_words(person.name)
        return asked_opener(
            lock, lambda notice: self.passphrase(heading, *below_heading(notice), *means, asks), self.tell
        )

    def _with_new_passphrase(self, use: Callable[[str], Made]) -> Made | None:
        """What `use` makes of a new passphrase, typed twice; None where they left."""
        notice = ""
        while typed := self.passphrase("A new passphrase", *below_heading(notice), w.A_NEW_ONE, _LEAVES):
            again = self.passphrase("The same once more", "", _LEAVES)
            if not again:
                return None
            try:
                if again == typed:
                    return use(typed)
                notice = DIFFER
            except UsageError as problem:
                notice = in_shell(problem)
        return None

    def _are_written(self, prepared: LockToSet) -> bool:
        """Show the twelve words until one of them was typed, as whoever wrote them down can; False where they left."""
        notice = ""
        while not leaves(
            self.turn(
                *("Twelve words that open them as well", "", *words_in_rows(prepared.words)),
                *(*below_heading(notice), *w.KEEP_THE_WORDS),
                "",
                "Enter when they are written. q leaves, and nothing is changed.",
            )
        ):
            typed = self.turn(w.WHICH_WORD, "", "q leaves, and nothing is changed.")
            if typed is None or leaves(typed):
                return False
            if w.is_asked_word(prepared.words, typed):
                return True
            notice = w.NOT_THE_WORD
        return False
