"""Finds the ritual or person that a text means, by id or by a part of the name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from rituals.core.model import Ritual
from rituals.core.phrases import stands_for_people
from rituals.core.text import casefolded, did_you_mean, printable, quoted
from rituals.errors import Remedy, UsageError

_LISTED = 6


class Named(Protocol):
    """Anything with an id and a name to find it by."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


Candidate = TypeVar("Candidate", bound=Named)


def matching(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose id or name is exactly this text (of several with one name, the one with this id), or else
    those whose name contains it, or else whose id does."""
    part, pool = casefolded(text.strip()), list(candidates)
    if not part:
        return []
    if exact := exactly(text, pool):
        return exact
    in_one_word = [candidate for candidate in pool if one_word(candidate.name) == part]
    in_name = [candidate for candidate in pool if part in casefolded(candidate.name)]
    return in_one_word or in_name or [candidate for candidate in pool if part in casefolded(candidate.id)]


def exactly(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose id or name is exactly this text; of several with one name, the one with exactly this id."""
    part = casefolded(text.strip())
    exact = [candidate for candidate in candidates if part in (casefolded(candidate.id), casefolded(candidate.name))]
    share_a_name = len({casefolded(candidate.name) for candidate in exact}) == 1
    return (_with_id(text, exact) if share_a_name else []) or exact


def one_word(name: str) -> str:
    """A name as a word that a shell takes as it is, “evening-walk”; empty if nothing of it can be."""
    return "-".join("".join(c if c.isalnum() else " " for c in casefolded(name)).split())


def rituals_matching(text: str, rituals: Iterable[Ritual]) -> list[Ritual]:
    """The rituals that a text may mean, first of those that are not put away; an id always means its own."""
    pool = list(rituals)
    in_use = [ritual for ritual in pool if not ritual.is_archived]
    put_away = [ritual for ritual in pool if ritual.is_archived]
    return exactly(text, in_use) or _with_id(text, put_away) or matching(text, in_use) or matching(text, put_away)


def only_ritual(text: str, matches: Sequence[Ritual], candidates: Collection[Ritual]) -> Ritual:
    """The one that a text means; `UsageError` if it may mean several, or none of the candidates."""
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ambiguous(text, matches)
    if not candidates:
        raise UsageError(f"No ritual is called {quoted(text)}; none is here yet.", Remedy.ADD_RITUAL)
    hint = did_you_mean(text, [name for ritual in candidates for name in (ritual.name, ritual.id)])
    raise UsageError(f"No ritual is called {quoted(text)}.{hint}", Remedy.LIST_RITUALS)


def ambiguous(text: str, matches: Sequence[Named]) -> UsageError:
    """What is raised of a text that may mean several."""
    return UsageError(f"{quoted(text)} could be {choices_in_words(matches)}. Say more of the name, or the id.")


def choices_in_words(candidates: Sequence[Named]) -> str:
    """The names to choose from, the first few where there are many."""
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


def _with_id(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if casefolded(candidate.id) == casefolded(text.strip())]
