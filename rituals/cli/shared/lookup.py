"""Finds the ritual or person that a text means, by id or by a part of the name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

from rituals.core.model import EACH, MYSELF, TOGETHER, WORDS_FOR_EVERYONE, EntryId, Person, PersonId, Ritual, Who
from rituals.core.phrases import person_name, stands_for_people
from rituals.core.rituals.people_words import since_left_words
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, printable, titled
from rituals.errors import RuleError, UsageError

if TYPE_CHECKING:
    from rituals.service.couple import CoupleService

EVERYONE = "both"
_QUOTED = 60
_LISTED = 6


class Named(Protocol):
    """Anything with an id and a name to find it by."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


Candidate = TypeVar("Candidate", bound=Named)

_SHORTEST_ID = 4


def matching(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose id or name is exactly this text (of several with one name, the one with this id), or else
    those whose name contains it, or else whose id does."""
    part, pool = casefolded(text.strip()), list(candidates)
    if not part:
        return []
    if exactly := _exactly(text, pool):
        return exactly
    in_one_word = [candidate for candidate in pool if one_word(candidate.name) == part]
    in_name = [candidate for candidate in pool if part in casefolded(candidate.name)]
    return in_one_word or in_name or [candidate for candidate in pool if part in casefolded(candidate.id)]


def one_word(name: str) -> str:
    """A name as a word that a shell takes as it is, “evening-walk”; empty if nothing of it can be."""
    return "-".join("".join(c if c.isalnum() else " " for c in casefolded(name)).split())


def word_for(ritual: Ritual, among: Iterable[Ritual]) -> str:
    """One word that means a ritual and none of the others, to be typed or completed: its name's, or else its id."""
    word = one_word(ritual.name)
    others = [other for other in among if other.id != ritual.id]
    is_clear = word and not any(word in (one_word(other.name), casefolded(other.id)) for other in others)
    return word if is_clear else ritual.id


def kept_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, of those that are not put away."""
    rituals, put_away = _rituals_in_use(state), _put_away(state)
    matches = _exactly(text, rituals) or _with_id(text, put_away) or matching(text, rituals) or matching(text, put_away)
    if matches and matches[0].is_archived:
        raise RuleError(f"{titled(matches[0].name)} has been put away. {_brought_back(matches[0], state)}")
    return _only(text, matches, rituals)


def put_away_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, first of those put away; any other is left to the service to refuse."""
    put_away = _put_away(state)
    return _only(text, matching(text, put_away) or matching(text, _rituals_in_use(state)), put_away)


def any_ritual(state: State, text: str) -> Ritual:
    """The ritual that a text means, first of those that are not put away; an id always means its own."""
    rituals, put_away = _rituals_in_use(state), _put_away(state)
    matches = _exactly(text, rituals) or _with_id(text, put_away) or matching(text, rituals) or matching(text, put_away)
    return _only(text, matches, rituals)


def person(text: str, service: CoupleService, *, also_left: bool = False) -> Person:
    """The person in the couple that a text means, "me" being who sits here; with `also_left`, also one who left."""
    if casefolded(text.strip()) == MYSELF:
        return service.seated
    people = (service.state.people if also_left else ()) or service.couple
    matches = matching(text, people)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise _ambiguous(text, matches)
    who_left = [member for member in matching(text, service.state.people) if member.left is not None]
    if len(who_left) == 1:
        name = printable(who_left[0].name)
        since = since_left_words(who_left[0], service.today())
        raise UsageError(f"{name} {since}. rituals people add “{name}” brings that one back.")
    raise UsageError(
        f"{quoted(text)} is nobody here; there is {_choices_in_words(people)}. "
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


def quoted(text: str) -> str:
    """What somebody typed, in quotes, safe to print and shortened."""
    return f"“{printable(text if len(text) <= _QUOTED else text[:_QUOTED] + '…')}”"


def did_you_mean(text: str, names: Sequence[str]) -> str:
    """A question that names the closest of these, or "" if none is close."""
    import difflib  # only for those who mistype

    folds = {casefolded(part): name for name in names for part in (*name.split(), name)}
    near = difflib.get_close_matches(casefolded(text[:_QUOTED]), folds, n=1)
    return f" Did you mean “{printable(folds[near[0]])}”?" if near else ""


def _brought_back(ritual: Ritual, state: State) -> str:
    """How a ritual that is put away comes back: by whose it is alone, where somebody else may be reading."""
    restoring = f"rituals restore {printable(word_for(ritual, state.rituals.values()))}"
    owner = person_name(ritual.who, state.people, "") if len(state.people) > 1 else ""
    return f"{owner} brings it back, with {restoring}." if owner else f"{restoring} brings it back."


def _rituals_in_use(state: State) -> list[Ritual]:
    return [ritual for ritual in state.rituals.values() if not ritual.is_archived]


def _put_away(state: State) -> list[Ritual]:
    return [ritual for ritual in state.rituals.values() if ritual.is_archived]


def _only(text: str, matches: Sequence[Ritual], candidates: Sequence[Ritual]) -> Ritual:
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise _ambiguous(text, matches)
    if not candidates:
        raise UsageError(f"No ritual is called {quoted(text)}; none is here yet. rituals add takes one up.")
    hint = did_you_mean(text, [name for ritual in candidates for name in (ritual.name, ritual.id)])
    raise UsageError(f"No ritual is called {quoted(text)}.{hint} rituals list shows what there is.")


def _exactly(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose id or name is exactly this text; of several with one name, the one with exactly this id."""
    part = casefolded(text.strip())
    exact = [candidate for candidate in candidates if part in (casefolded(candidate.id), casefolded(candidate.name))]
    share_a_name = len({casefolded(candidate.name) for candidate in exact}) == 1
    return (_with_id(text, exact) if share_a_name else []) or exact


def _with_id(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if casefolded(candidate.id) == casefolded(text.strip())]


def _ambiguous(text: str, matches: Sequence[Named]) -> UsageError:
    return UsageError(f"{quoted(text)} could be {_choices_in_words(matches)}. Say more of the name, or the id.")


def _choices_in_words(candidates: Sequence[Named]) -> str:
    names = [choice_words(candidate, candidates) for candidate in candidates]
    more = [f"{len(names) - _LISTED} more"] if len(names) > _LISTED else []
    *most, last = [*names[:_LISTED], *more]
    return f"{', '.join(most)} or {last}" if most else last


def choice_words(candidate: Named, among: Sequence[Named]) -> str:
    """A name to choose by; with the id for a ritual, and for a person whose name may mean somebody else."""
    folded = [casefolded(other.name) for other in among]
    is_clear = folded.count(casefolded(candidate.name)) == 1 and not stands_for_people(candidate.name)
    if is_clear and not isinstance(candidate, Ritual):
        return printable(candidate.name)
    return f"{printable(candidate.name)} ({printable(candidate.id)})"


def short_ids(names: Collection[EntryId]) -> dict[EntryId, str]:
    """Each id shortened to what must be typed to name it, all of one length."""
    longest = max(map(len, names), default=_SHORTEST_ID)

    def is_enough(length: int) -> bool:
        return len({*map(itemgetter(slice(length)), names)}) == len(names)

    length = _SHORTEST_ID + bisect_left(range(_SHORTEST_ID, longest + 1), True, key=is_enough)
    return {name: name[:length] for name in names}
