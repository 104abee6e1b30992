"""Finds the ritual or person that a word of a command means, and says which command helps where none is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import TYPE_CHECKING

from rituals.core.model import EACH, MYSELF, TOGETHER, WORDS_FOR_EVERYONE, EntryId, Person, PersonId, Ritual, Who
from rituals.core.phrases import person_name
from rituals.core.rituals.finding import ambiguous, choices_in_words, matching, one_word, only_ritual, rituals_matching
from rituals.core.rituals.people_words import since_left_words
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, printable, quoted, titled
from rituals.errors import RuleError, UsageError

if TYPE_CHECKING:
    from rituals.service.couple import CoupleService

EVERYONE = "both"
_SHORTEST_ID = 4


def word_for(ritual: Ritual, among: Iterable[Ritual]) -> str:
    """One word that means a ritual and none of the others, to be typed or completed: its name's, or else its id."""
    word = one_word(ritual.name)
    others = [other for other in among if other.id != ritual.id]
    is_clear = word and not any(word in (one_word(other.name), casefolded(other.id)) for other in others)
    return word if is_clear else ritual.id


def kept_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, of those that are not put away."""
    matches = rituals_matching(text, state.rituals.values())
    if matches and matches[0].is_archived:
        raise RuleError(f"{titled(matches[0].name)} has been put away. {_brought_back(matches[0], state)}")
    return only_ritual(text, matches, _rituals_in_use(state))


def put_away_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, first of those put away; any other is left to the service to refuse."""
    put_away = [ritual for ritual in state.rituals.values() if ritual.is_archived]
    return only_ritual(text, matching(text, put_away) or matching(text, _rituals_in_use(state)), put_away)


def any_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, first of those that are not put away; an id always means its own."""
    return only_ritual(text, rituals_matching(text, state.rituals.values()), _rituals_in_use(state))


def person(text: str, service: CoupleService, *, also_left: bool = False) -> Person:
    """The person in the couple that a text means, "me" being who sits here; with `also_left`, also one who left."""
    if casefolded(text.strip()) == MYSELF:
        return service.seated
    people = (service.state.people if also_left else ()) or service.couple
    matches = matching(text, people)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ambiguous(text, matches)
    who_left = [member for member in matching(text, service.state.people) if member.left is not None]
    if len(who_left) == 1:
        name = printable(who_left[0].name)
        since = since_left_words(who_left[0], service.today())
        raise UsageError(f"{name} {since}. rituals people add “{name}” brings that one back.")
    raise UsageError(
        f"{quoted(text)} is nobody here; there is {choices_in_words(people)}. "
        "rituals people add NAME welcomes someone else."
    )


def persons(text: str, service: CoupleService) -> list[PersonId]:
    """The people a tick is for: one person by name, or everyone for "both", even if somebody is called so."""
    if casefolded(text.strip()) in WORDS_FOR_EVERYONE:
        return [member.id for member in service.couple]
    return [person(text, service).id]


def whom(text: str, service: CoupleService) -> Who:
    """Who a ritual is for: together, each, the person who sits here, or one by name."""
    word = casefolded(text.strip())
    return word if word in (TOGETHER, EACH) else person(text, service).id


def _brought_back(ritual: Ritual, state: State) -> str:
    """How a ritual that is put away comes back: by whose it is alone, where somebody else may be reading."""
    restoring = f"rituals restore {printable(word_for(ritual, state.rituals.values()))}"
    owner = person_name(ritual.who, state.people, "") if len(state.people) > 1 else ""
    return f"{owner} brings it back, with {restoring}." if owner else f"{restoring} brings it back."


def _rituals_in_use(state: State) -> list[Ritual]:
    return [ritual for ritual in state.rituals.values() if not ritual.is_archived]


def short_ids(names: Collection[EntryId]) -> dict[EntryId, str]:
    """Each id shortened to what must be typed to name it, all of one length."""
    longest = max(map(len, names), default=_SHORTEST_ID)

    def is_enough(length: int) -> bool:
        return len({*map(itemgetter(slice(length)), names)}) == len(names)

    length = _SHORTEST_ID + bisect_left(range(_SHORTEST_ID, longest + 1), True, key=is_enough)
    return {name: name[:length] for name in names}
