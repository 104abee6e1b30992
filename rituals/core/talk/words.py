"""Sentences around a talk that both faces say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rituals.core.model import Person
from rituals.core.talk.route import Participant
from rituals.core.talk.session import TalkSession
from rituals.core.text import printable

NOT_ALONE = "This talk is for the two of you; it has no words for one alone."
NOT_APART = "What you kept of this talk stays with you. Only what is written apart can be sealed."
LOOK_AWAY = "{0}, look away for a while, please."

FOR_YOU_ALONE = "For you alone."
_BOTH = "On your own, or both of you?"
_SEVERAL = "On your own, or with somebody?"


class TakingPart(NamedTuple):
    """Who may take part in a talk: whoever sits here alone, or `beside` them somebody; and what each means."""

    beside: Person | None
    label: str
    means: str


def who_question(others: Collection[Person]) -> str:
    """The question whether somebody goes through a talk alone."""
    return _BOTH if len(others) == 1 else _SEVERAL


def offers_to_take_part(others: Collection[Person]) -> Sequence[TakingPart]:
    """The answers to that question, the one for oneself first."""
    together = "Both of us" if len(others) == 1 else "{0} and I"
    return [
        TakingPart(None, "Just me today", "The keyboard stays with you."),
        *(
            TakingPart(person, together.format(printable(person.name)), "You take turns at the keyboard.")
            for person in others
        ),
    ]


def reader_words(run: TalkSession, reader: Participant) -> str:
    """Who gets the keyboard to read the words on safety, and who looks away; "" for whoever began the talk."""
    beginner = run.participants[0]
    if reader == beginner:
        return ""
    return f"Hand the keyboard to {printable(reader.name)}. {LOOK_AWAY.format(printable(beginner.name))}"
