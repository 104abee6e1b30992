"""Whether a nudge may name a ritual, on a screen that anyone may be looking at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from rituals.core.model import DeviceId, Ritual
from rituals.core.text import casefolded

ALWAYS, NEVER = "always", "never"
_WORD = re.compile(r"[^\W_]+")


class DiscretionRules(NamedTuple):
    """What the catalogue says about names: the sections whose rituals may be named (all others, a newer catalogue's
    too, are discreet), and words of names that may not be."""

    plain_sections: frozenset[str] = frozenset()
    discreet_words: tuple[str, ...] = ()


def is_discreet(ritual: Ritual, setting: str, rules: DiscretionRules, devices: Collection[DeviceId]) -> bool:
    """Whether a nudge must not name a ritual: as the settings say if they say always, else as was chosen for it, else
    as the settings say if they say never, else as its section and its name suggest.

    `devices` are those of this machine: a name that was written elsewhere was not chosen with this screen in mind.
    """
    if setting == ALWAYS:
        return True
    if ritual.discreet is not None:
        return ritual.discreet
    return setting != NEVER and _is_discreet_by_itself(ritual, rules, devices)


def _is_discreet_by_itself(ritual: Ritual, rules: DiscretionRules, devices: Collection[DeviceId]) -> bool:
    # A section speaks for the catalogue's names, none of which holds such a word in a plain section; one that does is a
    # person's own, by a new name or in a catalogue of their own, and is read as what a person writes is.
    if ritual.private or holds_discreet_word(ritual.name, rules.discreet_words):
        return True
    if ritual.section:
        return ritual.section not in rules.plain_sections
    return ritual.named_by not in devices


def holds_discreet_word(name: str, discreet_words: Sequence[str]) -> bool:
    """Whether a name holds one of the words: "word" is a whole one, "word*" a beginning, "*word*" any part; case and
    accents make no difference."""
    pattern = _pattern(tuple(discreet_words))
    return bool(discreet_words) and pattern.search(_words_of(name)) is not None


@lru_cache(maxsize=4)
def _pattern(discreet_words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_part, discreet_words)))


def _part(word: str) -> str:
    begins, ends = r"" if word.startswith("*") else r"\b", r"" if word.endswith("*") else r"\b"
    return f"{begins}{re.escape(_words_of(word))}{ends}"


def _words_of(text: str) -> str:
    """The words of a text, casefolded and one blank apart; signs that nobody sees hide none."""
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(_WORD.findall(casefolded(seen)))
