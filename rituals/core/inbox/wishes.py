"""What a line from a phone asks for: `[NAME:] [tick] RITUAL [tiny] [DAY] [: note]`, `rest RITUAL` or `thank TEXT`.

Names and days are those of the commands, found in the same way. A line may be as phones write it: with a capital, with
curly quotes, with an emoji or a full stop at its end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from rituals.core.cadence.day_parser import parse_day
from rituals.core.model import EACH, MYSELF, WORDS_FOR_EVERYONE, Person, PersonId, Ritual
from rituals.core.phrases import how_many_words
from rituals.core.rituals.finding import ambiguous, choices_in_words, exactly, matching, only_ritual, rituals_matching
from rituals.core.text import NAME_LIMIT, casefolded, quoted, titled
from rituals.errors import RuleError, UsageError

_TICK, _REST, _THANK, _TINY = "tick", "rest", "thank", "tiny"
_VERBS = {_TICK: _TICK, _REST: _REST, _THANK: _THANK, "thanks": _THANK}
_SAID_TO_SOMEBODY = re.compile(r"thank(s| you)\b(?!\s*[:：])", re.IGNORECASE)
"""How a line begins that is the thank-you itself, and goes into the jar with these words."""
_COLON = re.compile("[:：]")
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‛`´", "'") | dict.fromkeys("“”„«»", '"'))
"""Quotes as a keyboard of a computer has them: phones curl them by themselves."""
_PICTURES = {"So", "Sk", "Cf", "Mn"}
_LONGEST_HEAD = 2 * NAME_LIMIT
"""Characters of a name and the words after it; with more, it is none of either."""
_MOST_COLONS = 10


class WishedTick(NamedTuple):
    """A ritual was done on a day; `by` is None where it isn't said whose, and need not be."""

    ritual: Ritual
    day: date
    by: PersonId | None
    tiny: bool
    note: str


class WishedRest(NamedTuple):
    """What is planned on a day rests; `by` as above."""

    ritual: Ritual
    day: date
    by: PersonId | None
    reason: str


class WishedThanks(NamedTuple):
    """A thank-you for the jar, by somebody."""

    by: PersonId
    text: str


Wish: TypeAlias = WishedTick | WishedRest | WishedThanks


class MeantHere(NamedTuple):
    """Those whom a line may mean: the rituals, the couple, and who of it lives here; and the day on which the line was
    written, in general and as a ritual counts it."""

    rituals: Sequence[Ritual]
    couple: Sequence[Person]
    residents: Sequence[Person]
    written_on: date
    day_of: Callable[[Ritual], date]

    @property
    def nameable(self) -> Sequence[Ritual]:
        """The rituals that a phone may name: none that is private, or needs the yes of both."""
        return [ritual for ritual in self.rituals if not (ritual.private or ritual.needs_both)]


def wish_in(line: str, meant: MeantHere) -> Wish:
    """What a line asks for; `RitualsError` says why it can't be told."""
    person, whole = _whose(line.strip(), meant)
    verb, words = _verb(whole, meant)
    if verb == _THANK:
        return WishedThanks((person or _only_resident(meant)).id, whole if _SAID_TO_SOMEBODY.match(whole) else words)
    named = _named(words, meant, verb)
    ritual = named.ritual
    if ritual.who_on(named.day) == EACH and person is None:
        person = _only_resident(meant)
    by = person.id if person else None
    if verb == _REST:
        return WishedRest(ritual, named.day, by, named.note)
    return WishedTick(ritual, named.day, by, named.tiny, named.note)


def _whose(line: str, meant: MeantHere) -> tuple[Person | None, str]:
    """Whose a line is, if it says so, and the rest of it."""
    name, *rest = _COLON.split(line, maxsplit=1)
    if not rest or _verb_of(name) or _exactly(name, meant):
        return None, line
    words = rest[0].strip()
    if casefolded(name.strip()) in WORDS_FOR_EVERYONE:
        raise UsageError("A line is one person's. Write it once for each of you, each time with one name.")
    if casefolded(name.strip()) in ("", MYSELF):
        return None, words
    is_one_word = len(name.split()) == 1
    is_ritual_after_it = is_one_word and _names_a_ritual(words, meant) and not _names_a_ritual(name, meant)
    is_whose = is_ritual_after_it or bool(_verb_of(words))
    begun = [person for person in meant.couple if casefolded(person.name).startswith(casefolded(name.strip()))]
    people = exactly(name, meant.couple) or begun or (matching(name, meant.couple) if is_whose else [])
    if len(people) == 1:
        return people[0], words
    if people:
        raise ambiguous(name, people)
    if is_whose:
        raise UsageError(f"{quoted(name)} is nobody here; there is {choices_in_words(meant.couple)}.")
    return None, line  # the colon is where a note begins


def _names_a_ritual(words: str, meant: MeantHere) -> bool:
    return len(words) <= _LONGEST_HEAD and bool(_matching(words, meant.nameable))


def _verb(words: str, meant: MeantHere) -> tuple[str, str]:
    """The verb of a line, and what follows it; a ritual's name alone is ticked, also where it begins with a verb."""
    verb = "" if _exactly(words, meant) else _verb_of(words)
    if not verb:
        return _TICK, words
    _, *rest = re.split(r"[\s:：]+", words, maxsplit=1)
    return verb, rest[0] if rest else ""


def _verb_of(words: str) -> str:
    """The verb with which words begin; empty if with none."""
    first, *_ = [*re.split(r"[\s:：]+", words.strip(), maxsplit=1), ""]
    return _VERBS.get(casefolded(first), "")


def _only_resident(meant: MeantHere) -> Person:
    if len(meant.residents) != 1:
        first = meant.residents[0].name
        raise UsageError(
            f"It doesn't say whose it is, and {how_many_words(meant.residents)} live here. "
            f"Begin the line with a name and a colon, such as {quoted(f'{first}:')}."
        )
    return meant.residents[0]


class _Named(NamedTuple):
    ritual: Ritual
    day: date
    tiny: bool
    note: str


class _Split(NamedTuple):
    """Words taken for a name and what follows it."""

    name: str
    rest: Sequence[str]
    verb: str

    @property
    def is_tiny(self) -> bool:
        return self.verb == _TICK and any(casefolded(word) == _TINY for word in self.rest)

    @property
    def day_words(self) -> str:
        """What says the day; empty where nothing does."""
        return _plain(" ".join(word for word in self.rest if not (self.is_tiny and casefolded(word) == _TINY)))

    def ends_in_a_day(self, today: date) -> bool:
        """Whether the rest can follow a name."""
        try:
            return not self.day_words or bool(parse_day(self.day_words, today=today))
        except UsageError:
            return False


def _named(words: str, meant: MeantHere, verb: str) -> _Named:
    """The ritual that words name, and what they say besides; `RitualsError` if they name none, or several."""
    head, note = _noted(words, meant)
    parts = head.split() if len(head) <= _LONGEST_HEAD else [head]
    if not parts:
        raise UsageError("It names no ritual. Write its name after the verb.")
    splits = [_Split(" ".join(parts[:count]), parts[count:], verb) for count in range(1, len(parts) + 1)]
    possible = [split for split in splits if split.ends_in_a_day(meant.written_on)]
    exact = [split for split in splits if _exactly(split.name, meant)]
    split = [
        *reversed([split for split in exact if split in possible]),
        *(split for split in possible if _matching(split.name, meant.nameable)),
        *reversed(exact),  # whose day can't be read, which is said then
        *possible,
    ][0]
    ritual = _kept(split.name, meant)
    day = split.day_words and parse_day(split.day_words, today=meant.day_of(ritual), ahead=verb == _REST)
    return _Named(ritual, day or meant.day_of(ritual), split.is_tiny, note)


def _noted(words: str, meant: MeantHere) -> tuple[str, str]:
    """What stands before a note, and the note; a colon in a ritual's name begins none."""
    cuts = [colon.start() for colon in _COLON.finditer(words)]
    if not cuts or _exactly(words, meant):
        return words, ""
    cut = max((cut for cut in cuts[:_MOST_COLONS] if _exactly(words[:cut], meant)), default=cuts[0])
    return words[:cut], words[cut + 1 :].strip()


def _kept(name: str, meant: MeantHere) -> Ritual:
    """The ritual that a name means, of those that are not put away."""
    matches = _matching(name, meant.nameable)
    if matches and matches[0].is_archived:
        raise RuleError(f"{titled(matches[0].name)} has been put away.")
    return only_ritual(name, matches, [ritual for ritual in meant.nameable if not ritual.is_archived])


def _matching(name: str, rituals: Sequence[Ritual]) -> Sequence[Ritual]:
    """The rituals that a name may mean, also as a phone writes it."""
    return rituals_matching(name, rituals) or _by_plain(rituals, lambda plain: rituals_matching(_plain(name), plain))


def _exactly(name: str, meant: MeantHere) -> Sequence[Ritual]:
    """The rituals of exactly this name, also as a phone writes it."""
    if len(name) > _LONGEST_HEAD:
        return ()
    rituals = meant.nameable
    return exactly(name, rituals) or _by_plain(rituals, lambda plain: exactly(_plain(name), plain))


def _by_plain(rituals: Sequence[Ritual], find: Callable[[Sequence[Ritual]], Sequence[Ritual]]) -> Sequence[Ritual]:
    """What is found among rituals whose names are without what phones put into them."""
    by_id = {ritual.id: ritual for ritual in rituals}
    return [by_id[ritual.id] for ritual in find([replace(ritual, name=_plain(ritual.name)) for ritual in rituals])]


def _plain(text: str) -> str:
    """A text without what phones put into it by themselves: curly quotes, emoji, and a full stop at its end."""
    straight = "".join(sign for sign in text.translate(_STRAIGHT) if unicodedata.category(sign) not in _PICTURES)
    return " ".join(straight.split()).rstrip(".,;!?…")
