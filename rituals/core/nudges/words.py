"""The texts of nudges: kind, short, and as discreet as the settings say; they never count, compare or mention the
past."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zlib import crc32

from rituals.core.model import Ritual
from rituals.core.nudges.reminders import NudgeSubject
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.text import joined

APP = "rituals"
_EVENING = time(17)
_STILL_SOON = timedelta(minutes=5)
_NAMED_AT_MOST = 4
_SOMETHING = "Something small is on your list, if you feel like it."
SOMETHING_SMALL = "something small for you"
"""What stands in a list of names for anything that must not be named."""


class NudgeWords(NamedTuple):
    """The texts to choose from; plain ones may contain `{name}` and `{minutes}`."""

    plain: tuple[str, ...]
    discreet: tuple[str, ...]
    plain_sections: frozenset[str] = frozenset()
    """The sections whose rituals may be named; all others, a newer catalogue's too, are discreet."""


class NudgeText(NamedTuple):
    """A nudge's title and body."""

    title: str
    body: str


def nudge_text(
    subjects: Sequence[NudgeSubject], words: NudgeWords, *, key: str, local: datetime, discreet: str
) -> NudgeText:
    """The text of a nudge at a wall time; the same key gets the same text. `discreet` is the setting of that name.

    Without a ritual to be about, it reads as if it were about a discreet one.
    """
    named = [subject for subject in subjects if not is_discreet(subject.ritual, discreet, words.plain_sections)]
    names = list(dict.fromkeys(subject.ritual.name for subject in named))
    if not names:
        return NudgeText(APP, _chosen(words.discreet, subjects, key, local) or _SOMETHING)
    if len(subjects) > 1:
        return NudgeText(APP, _listed(names, something_else=len(named) < len(subjects)))
    subject, name = named[0], names[0]
    if subject.local.date() > local.date():
        at = f" at {clock_words(subject.local.time())}" if subject.is_timed else ""
        return NudgeText(name, f"{name} comes up {on_day_words(subject.local.date(), local.date())}{at}.")
    text = _chosen(words.plain, subjects, key, local) or "{name}, if you feel like it."
    return NudgeText(name, text.replace("{minutes}", str(subject.ritual.minutes)).replace("{name}", name))


def is_discreet(ritual: Ritual, discreet: str, plain_sections: Collection[str]) -> bool:
    """Whether a nudge must not name a ritual, because anyone may be looking at the desktop."""
    if discreet == "intimate":
        return ritual.private or bool(ritual.section and ritual.section not in plain_sections)
    return discreet == "always"


def _listed(names: Sequence[str], *, something_else: bool) -> str:
    """The first few names as a sentence, which doesn't say how many there are."""
    listed = list(names[:_NAMED_AT_MOST])
    if len(names) > len(listed):
        listed.append("a little more")
    elif something_else:
        listed.append(SOMETHING_SMALL)
    return f"{joined(listed)}, if you feel like it."


def _chosen(texts: Sequence[str], subjects: Sequence[NudgeSubject], key: str, local: datetime) -> str | None:
    """One of the texts that are true at this wall time, the same for the same key; None if none is."""
    untrue = {
        "{minutes}": any(not subject.ritual.minutes for subject in subjects),
        "soon": any(subject.is_timed and subject.local < local - _STILL_SOON for subject in subjects),
        "evening": local.time() < _EVENING,
        "today": any(subject.local.date() > local.date() for subject in subjects),
    }
    fitting = [text for text in texts if not any(word in text and wrong for word, wrong in untrue.items())]
    return fitting[crc32(key.encode()) % len(fitting)] if fitting else None
