"""Sentences around a talk that both faces say."""

from __future__ import annotations

from rituals.core.talk.route import Participant
from rituals.core.talk.session import TalkSession
from rituals.core.text import printable

NOT_APART = "This talk is had together; it can't be written apart."
LOOK_AWAY = "{0}, look away for a while, please."


def reader_words(run: TalkSession, reader: Participant) -> str:
    """Who gets the keyboard to read the words on safety, and who looks away; "" for whoever began the talk."""
    beginner = run.participants[0]
    if reader == beginner:
        return ""
    return f"Hand the keyboard to {printable(reader.name)}. {LOOK_AWAY.format(printable(beginner.name))}"
