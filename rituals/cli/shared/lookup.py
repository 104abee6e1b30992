"""Which ritual or person somebody means by an id or a part of a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from rituals.core.model import EACH, TOGETHER, EntryId, Person, PersonId, Ritual, Who
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, printable
from rituals.errors import RuleError, UsageError

EVERYONE = "both"
_EVERYONE = {EVERYONE, "all", "everyone", "us"}
_QUOTED = 60
_LISTED = 6


class Named(Protocol):
    """What has an id and a name to be found by."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


Found = TypeVar("Found", bound=Named)

_SHORTEST_ID = 4


def matching(text: str, candidates: Iterable[Found]) -> list[Found]:
    """The ones meant: those with exactly this id or name if there are any, else those with this part in either."""
    part, everyone = casefolded(text.strip()), list(candidates)
    exact = [one for one in everyone if part in (casefolded(one.id), casefolded(one.name))]
    return exact or [one for one in everyone if part and (part in casefolded(one.name) or part in casefolded(one.id))]


def kept_ritual(state: State, text: str) -> Ritual:
    """The ritual meant among those that are not put away."""
    kept = _kept(state)
    found = matching(text, kept)
    if not found and (away := matching(text, _put_away(state))):
        raise RuleError(
            f"{printable(away[0].name)} is put away. rituals restore {printable(away[0].id)} brings it back."
        )
    return _only(text, found, kept)


def put_away_ritual(state: State, text: str) -> Ritual:
    """The ritual meant among those that are put away; one that isn't is given too, for the service to answer."""
    away = _put_away(state)
    return _only(text, matching(text, away) or matching(text, _kept(state)), away)


def any_ritual(state: State, text: str) -> Ritual:
    """The ritual meant among all, the ones that are kept first."""
    return _only(text, matching(text, _kept(state)) or matching(text, _put_away(state)), _kept(state))


def person(text: str, couple: Sequence[Person]) -> Person:
    """The person meant among those in the couple."""
    found = matching(text, couple)
    if len(found) == 1:
        return found[0]
    trouble = f"could be {_listed(found)}" if found else f"is nobody here; there is {_listed(couple)}"
    raise UsageError(f"{quoted(text)} {trouble}. rituals people add NAME welcomes someone else.")


def persons(text: str, couple: Sequence[Person]) -> list[PersonId]:
    """Whose tick it is: one person's by name, or everyone's for "both"."""
    if casefolded(text.strip()) in _EVERYONE and not any(
        casefolded(one.name) == casefolded(text.strip()) for one in couple
    ):
        return [one.id for one in couple]
    return [person(text, couple).id]


def whom(text: str, couple: Sequence[Person]) -> Who:
    """Whom a ritual is for: together, each, or one person by name."""
    word = casefolded(text.strip())
    return word if word in (TOGETHER, EACH) else person(text, couple).id


def quoted(text: str) -> str:
    """What somebody typed, safe and short enough to say back."""
    return f"“{printable(text if len(text) <= _QUOTED else text[:_QUOTED] + '…')}”"


def did_you_mean(text: str, names: Sequence[str]) -> str:
    """The name that a misspelt one comes closest to, as a question; nothing if none is close."""
    import difflib  # only for those who mistype

    folds = {casefolded(part): name for name in names for part in (*name.split(), name)}
    near = difflib.get_close_matches(casefolded(text[:_QUOTED]), folds, n=1)
    return f" Did you mean “{printable(folds[near[0]])}”?" if near else ""


def _kept(state: State) -> list[Ritual]:
    return [ritual for ritual in state.rituals.values() if not ritual.is_archived]


def _put_away(state: State) -> list[Ritual]:
    return [ritual for ritual in state.rituals.values() if ritual.is_archived]


def _only(text: str, found: Sequence[Ritual], among: Sequence[Ritual]) -> Ritual:
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{quoted(text)} could be {_listed(found)}. Say more of the name, or the id.")
    if not among:
        raise UsageError(f"No ritual is called {quoted(text)}; none is here yet. rituals add takes one up.")
    hint = did_you_mean(text, [name for one in among for name in (one.name, one.id)])
    raise UsageError(f"No ritual is called {quoted(text)}.{hint} rituals list shows what there is.")


def _listed(some: Sequence[Named]) -> str:
    names = [
        f"{printable(one.name)} ({printable(one.id)})" if isinstance(one, Ritual) else printable(one.name)
        for one in some
    ]
    more = [f"{len(names) - _LISTED} more"] if len(names) > _LISTED else []
    *most, last = [*names[:_LISTED], *more]
    return f"{', '.join(most)} or {last}" if most else last


def short_ids(names: Collection[EntryId]) -> dict[EntryId, str]:
    """Each id as far as it must be typed, all of one length."""
    length = _SHORTEST_ID
    while len({name[:length] for name in names}) < len(names):
        length += 1
    return {name: name[:length] for name in names}
