"""The texts of nudges: kind, short, and as discreet as the settings say; they never count, compare or mention the
past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import NamedTuple
from zlib import crc32

from rituals.core.model import A_COUPLE, EACH, TOGETHER, EntryId
from rituals.core.nudges.discretion import DiscretionRules, is_discreet
from rituals.core.nudges.reminders import RETURN, NudgeSubject, PlannerInput
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.text import ends_as_sentence, joined, printable, titled

APP = "rituals"
_EVENING = time(17)
_STILL_SOON = timedelta(minutes=5)
_NAMED_AT_MOST = 4
_SOMETHING = "Something small is on your list, if you feel like it."
_TIME_TO_RETURN = "It is the time that was set. Have a look when it suits you."
SOMETHING_SMALL = "something small for you"
"""What stands in a list of names for anything that must not be named."""


class NudgeWords(NamedTuple):
    """The texts to choose from; plain ones may contain `{name}` and `{minutes}`."""

    plain: tuple[str, ...]
    discreet: tuple[str, ...]
    rules: DiscretionRules = DiscretionRules()
    with_tiny: frozenset[EntryId] = frozenset()
    """The catalogue's entries that have a two-minute version."""


class NudgeText(NamedTuple):
    """A nudge's title and body."""

    title: str
    body: str

    @property
    def quoted(self) -> str:
        """Title and body as one quotation, safe to print."""
        return f"“{printable(self.title)}{'' if ends_as_sentence(self.title) else ':'} {printable(self.body)}”"


def nudge_text(
    planner_input: PlannerInput, subjects: Sequence[NudgeSubject], words: NudgeWords, *, key: str
) -> NudgeText:
    """The text of a nudge that is sent now; one with the same wall time in its key gets the same text.

    Without a ritual to be about, it reads as if it were about a discreet one; for a talk to come back to it is plain,
    as that may be no small nice thing.
    """
    if not subjects and key.startswith(RETURN):
        return NudgeText(APP, _TIME_TO_RETURN)
    local = planner_input.local
    setting, devices = planner_input.settings.discreet, planner_input.device_state.devices
    named = [subject for subject in subjects if not is_discreet(subject.ritual, setting, words.rules, devices)]
    names = list(dict.fromkeys(subject.ritual.name for subject in named))
    if not names:
        text = _chosen(words.discreet, _untrue(planner_input, subjects, words), key)
        return NudgeText(APP, text or _SOMETHING)
    if len(subjects) > 1:
        return NudgeText(APP, _listed(names, something_else=len(named) < len(subjects)))
    subject, name = named[0], titled(names[0])
    if subject.local.date() > local.date():
        at = f" at {clock_words(subject.local.time())}" if subject.is_timed else ""
        return NudgeText(names[0], f"{name} comes up {on_day_words(subject.local.date(), local.date())}{at}.")
    text = _chosen(words.plain, _untrue(planner_input, subjects, words), key) or "{name}, if you feel like it."
    return NudgeText(names[0], text.replace("{minutes}", str(subject.ritual.minutes)).replace("{name}", name))


def _listed(names: Sequence[str], *, something_else: bool) -> str:
    """The first few names as a sentence, which doesn't say how many there are."""
    listed = [titled(name) for name in names[:_NAMED_AT_MOST]]
    if len(names) > len(listed):
        listed.append("a little more")
    elif something_else:
        listed.append(SOMETHING_SMALL)
    return f"{joined(listed)}, if you feel like it."


def _untrue(planner_input: PlannerInput, subjects: Sequence[NudgeSubject], words: NudgeWords) -> Sequence[str]:
    """What a text must not hold now, because it isn't so."""
    local, rituals = planner_input.local, [subject.ritual for subject in subjects]
    is_of_two = len(planner_input.state.couple(local.date())) == A_COUPLE
    wrong = {
        "{minutes}": any(not ritual.minutes for ritual in rituals),
        "soon": any(subject.is_timed and subject.local < local - _STILL_SOON for subject in subjects),
        "evening": local.time() < _EVENING,
        "today": any(subject.local.date() != local.date() for subject in subjects),
        "both": not is_of_two or any(ritual.who not in (TOGETHER, EACH) for ritual in rituals),
        "two minute": any(ritual.catalogue not in words.with_tiny for ritual in rituals),
    }
    return [word for word, is_wrong in wrong.items() if is_wrong]


def _chosen(texts: Sequence[str], untrue: Sequence[str], key: str) -> str | None:
    """One of the texts that hold nothing untrue, by the wall time in the key: so what a new ritual's first nudge will
    say can be shown before the ritual has an id. None if there is none."""
    fitting = [text for text in texts if not any(word in text.lower().replace("-", " ") for word in untrue)]
    return fitting[crc32(key.rpartition("@")[2].encode()) % len(fitting)] if fitting else None
