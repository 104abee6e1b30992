"""How pairing is spoken of: what will travel, and what of two homes is the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.phrases import joined_names, whole_date_words
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, joined, printable, titled

ALONE = (
    "Check-ins and what you kept of a talk stay on this machine, and so do drafts.",
    "It travels sealed: who carries it sees how much there is and when, and not a word of it.",
)

_FORGETTING = (
    "First take that machine out of what carries the folder, or it goes on getting what lies there.",
    "What was written on it stays here, and it keeps what it has. With its words, nothing new opens any more.",
)
_NEW_WORDS = "You get twelve new words, and each of your other machines asks for them before it goes on."

KEEP_THEM = (
    "Write them on paper, and say there whose they are and what for: rituals, the app.",
    "They open what lies in the folder, on your other machine and on a new one. Nobody else can bring them back.",
)
LEFT = "This machine is not paired any more; what is here stays."
LETS_IT = "They go from here too, when this machine next looks."
KEEPS_IT = "They stay here, and nobody asks you again."
NOT_TO_BE_PAIRED = "A demo can't be paired: it is gone when you close it."
SETTLED_ONCE = "This is settled once: what is two now stays two."
KNOWN_ALREADY = "What is here is this couple's already, so nothing here changes. This machine goes on with these words."


def coming_words(theirs: State) -> str:
    """What comes to a home in which nothing is yet."""
    have = "has" if len(theirs.people) == 1 else "have"
    return f"Nothing is here yet. What {joined_names(theirs.people)} {have} comes here."


def newcomer_words(name: str, theirs: State, there: Collection[Person]) -> str:
    """Who comes in beside those who are there, as one of them may have been meant."""
    has_left = casefolded(name) in {casefolded(person.name) for person in theirs.people}
    comes = "left once and comes back" if has_left else "is not there yet and comes in as somebody new"
    return f"{printable(name)} {comes}: there {'is' if len(there) == 1 else 'are'} {joined_names(there)}."


def forgetting_words(taken_back: int = 0, since: date | None = None) -> Sequence[str]:
    """Sentences on what forgetting a machine does; so much that was written there since a day is taken back."""
    if since is None:
        return [*_FORGETTING, _NEW_WORDS]
    day, things = whole_date_words(since), "1 thing" if taken_back == 1 else f"{taken_back:,} things"
    back = f"What was written there since {day} is taken back for good: {things}."
    return [*_FORGETTING, back if taken_back else f"Nothing was written there since {day}.", _NEW_WORDS]


def leaving_words(person: Person) -> str:
    """What the others see where somebody leaves for good."""
    name = printable(person.name)
    return f"The others see that {name} left today, and what was {name}'s alone put away. On this machine all stays."


def travelling_words(state: State, people: Collection[PersonId] = (), rituals: Collection[RitualId] = ()) -> str:
    """What of a home will travel, and since when, but for these people and rituals, which are there already."""
    ticks = {ritual: state.ticks(ritual) for ritual in state.all_rituals}
    days = [ritual.added_on for ritual in state.all_rituals.values()]
    days += [day for by_day in ticks.values() for day in by_day] + [note.day for note in state.jar.heads]
    named = [person for person in state.people if person.id not in people]
    parts = [
        *([f"what {joined_names(named)} {'goes' if len(named) == 1 else 'go'} by"] if named else []),
        *_counted(len(state.all_rituals.keys() - {*rituals}), "ritual", "rituals"),
        *_counted(sum(map(len, ticks.values())), "day that you ticked", "days that you ticked"),
        *_counted(len(state.jar), "note of the jar", "notes of the jar"),
    ]
    return f"What travels: {joined(parts) or 'nothing yet'}{_since(days) if parts else ''}."


def sameness_words(
    ours: State, theirs: State, people: Mapping[PersonId, PersonId], rituals: Mapping[RitualId, RitualId]
) -> Iterator[str]:
    """Who and what is the same in two homes, and what is new to the other one; nothing hidden is named."""
    names = {person.id: printable(person.name) for person in theirs.people}
    for person in ours.people:
        own = printable(person.name)
        yield f"{own} is {names[people[person.id]]} there." if person.id in people else f"{own} is new there."
    shown = ours.rituals.values()
    same = [_same_name(ritual, theirs.all_rituals[rituals[ritual.id]]) for ritual in shown if ritual.id in rituals]
    new = [titled(ritual.name) for ritual in shown if ritual.id not in rituals]
    if same:
        yield f"The same in both: {joined(same)}. It goes on as it is there, with your ticks and notes as well."
    if new:
        yield f"New there: {joined(new)}."


def _same_name(own: Ritual, other: Ritual) -> str:
    name = titled(own.name)
    return name if casefolded(own.name) == casefolded(other.name) else f"{name} (there {titled(other.name)})"


def _counted(number: int, one: str, many: str) -> list[str]:
    return [f"{number:,} {one if number == 1 else many}"] if number else []


def _since(days: Collection[date]) -> str:
    return f", since {whole_date_words(min(days))}" if days else ""
