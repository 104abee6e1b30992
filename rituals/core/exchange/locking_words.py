"""How the lock of somebody's private pages is spoken of: what it does, what is lost without, and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.model import Person
from rituals.core.text import printable

WHAT_IS_PRIVATE = (
    "In there: check-ins, what was kept of talks, notes to ask about, answers given apart, and a yes that stands alone."
)
LOST = "Without the passphrase and without the twelve words, nobody can open what is in there, neither you nor we."
WHAT_LOCKING_DOES = (
    "Reading these pages, and erasing or undoing in there, asks for a passphrase from then on.",
    "Putting something in never asks, and all that you share stays as it is.",
    LOST,
)
A_NEW_ONE = "Four or five words that belong to nothing else are good, and easy to keep."
THEY_DIFFER = "They differ. Type the second one as the first, or both anew."
NOT_IT = "That is not it. Your twelve words open it as well."
KEEP_THE_WORDS = (
    "Write them on paper, and say there whose they are and what for: rituals, private pages.",
    "They open these pages if the passphrase is forgotten. They are shown this once.",
)
ASKED_WORD = 7
"""Which of the twelve words is asked, so that they are surely written down."""
WHICH_WORD = "Which is the seventh of them?"
NOT_THE_WORD = "That is not the seventh. Here they are again."
LOCKING = "Locking. What is in the files here is being sealed"
OPENING = "Opening"
MAKING = "Making the lock"
TAKING_OFF = "Taking the lock off. What is in the files here is being opened"
CHANGING = "Changing the passphrase"
OPENS_BOTH = "The passphrase, or your twelve words."
OFF_MEANS = "Whoever uses this login can read these pages then, as before they were locked."
NOT_ON_DISK = "There is nothing on the disk that could be locked."
NOTHING_CHANGED = "Nothing was changed."


def closed_words(name: str) -> str:
    """That the private pages of somebody of this name are locked."""
    return f"The private pages of {printable(name)} are locked."


def asked_word(words: str) -> str:
    """The one of the twelve words that is asked."""
    return words.split()[ASKED_WORD - 1]


def is_asked_word(words: str, typed: str) -> bool:
    """Whether what was typed is the one of the twelve words that is asked."""
    return typed.strip().casefold() == asked_word(words)


def offer_words(person: Person) -> str:
    """The lock, offered once on a private page."""
    return f"Only for {printable(person.name)}'s eyes, if you like: lock these pages with a passphrase."


def lock_words(person: Person, *, is_set: bool, is_open: bool) -> str:
    """Whether somebody's private pages are locked."""
    name = printable(person.name)
    if not is_set:
        return f"They are not locked: whoever uses this login can read what {name} keeps there."
    return f"They are locked with {name}'s passphrase{', and open here now' if is_open else ''}."


def locked_words(person: Person, *, has_backup: bool = True) -> Sequence[str]:
    """What was done as somebody's private pages were locked; `has_backup` if a fresh one was made since."""
    fresh = ", and a fresh one was made" if has_backup else ""
    return (
        f"{printable(person.name)}'s private pages are locked.",
        "What is in the files here is sealed now.",
        f"The backups here hold those pages sealed{fresh}.",
        "Copies that were made elsewhere before still hold them in plain.",
    )


def changed_words(person: Person) -> Sequence[str]:
    """What was done as the passphrase was changed."""
    return (
        f"{printable(person.name)}'s private pages have another passphrase.",
        "It is so in the backups here as well, and the twelve words stay.",
        "Copies that were made elsewhere before still open with the former one.",
    )


def taken_off_words(person: Person) -> Sequence[str]:
    """What was done as the lock was taken off."""
    return (
        f"{printable(person.name)}'s private pages are not locked any more.",
        "Whoever uses this login can read them, here and in the backups here.",
    )
