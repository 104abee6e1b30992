"""Phrases for days, times and names, shared by the app and the command line; and names that such phrases leave free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time

from msgspec import Struct

from rituals.core.calendar import WEEKDAYS, WEEKDAYS_SHORT, Period, add_days, month_name, month_of
from rituals.core.model import EACH, TOGETHER, WORDS_FOR_PEOPLE, Person, PersonId, Who
from rituals.core.text import casefolded, clean_name, joined, printable
from rituals.errors import UsageError

BY_PHONE = "by phone"
TINY_WORDS = "the tiny version"
TWO_MINUTES_WORDS = "the two-minute version"

KEPT_BACK = "keeps it for now"
NOTHING_SHOWN = "You each keep yours for now, and that is fine."

_IN_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
SOON = 7
"""Days from which on a day is no longer called by its weekday alone."""
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


class Elsewhere(Struct, frozen=True):
    """The couple's other machines: how many are known here, and whose it is, where that can be told."""

    machines: int = 0
    name: str = ""

    @property
    def of_whom(self) -> str:
        """Whose something is, at the beginning of a sentence: "Sam's"."""
        return f"{self.name}'s" if self.name else "Another machine's"

    @property
    def machine(self) -> str:
        """The machine, at the beginning of a sentence: "Sam's machine"."""
        return f"{self.name}'s machine" if self.name else "Another machine"

    def gone_words(self, alone: str, but: str = "") -> str:
        """What is said of something erased that had travelled: `alone` where no other machine is known, else when it
        goes from those, and `but` what stays."""
        if not self.machines:
            return alone
        rest = f"; {but}" if but else ""
        return f"Gone from this machine now, from {self._of_theirs} when {self._look}{rest}."

    @property
    def later_words(self) -> str:
        """That the other machines do as this one did, once they look; nothing where none is known."""
        theirs, do = f"{self.name}'s machine", "does"
        if not self.name:
            theirs, do = ("Your other machine", "does") if self.machines == 1 else ("Your other machines", "do")
        return f"{theirs} {do} the same when {self._look}." if self.machines else ""

    @property
    def _of_theirs(self) -> str:
        return f"{self.name}'s" if self.name else "your other machine" if self.machines == 1 else "your other machines"

    @property
    def _look(self) -> str:
        return "it next looks" if self.machines == 1 else "they next look"

    def arriving_words(self, files: int, of: int) -> str:
        """How far it is with what comes from there for the first time."""
        who = f"{self.name} has written" if self.name else "another machine has"
        return f"Bringing in what {who}: {files:,} of {of:,}."


def clean_person_name(text: str) -> str:
    """The text as the name of a person, else `UsageError`; a word that stands for people, such as "both", is none."""
    name = clean_name(text, of="person")
    if stands_for_people(name):
        raise UsageError(f"“{name}” stands for people here already. Choose another name, or add a letter.")
    return name


def stands_for_people(name: str) -> bool:
    """Whether a name is also a word that may stand where a person is named, such as "both" or "nobody"."""
    return casefolded(name.strip()) in WORDS_FOR_PEOPLE


def day_words(day: date, today: date) -> str:
    """The day as people say it: "yesterday", "Friday" up to six days away, "Fri 6 Nov" beyond."""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    return WEEKDAYS[day.weekday()].title() if abs(away) < SOON else short_day(day, today)


def short_day(day: date, today: date) -> str:
    """A day in short: "Fri 6 Nov", with its year where that is another."""
    return f"{WEEKDAYS_SHORT[day.weekday()].title()} {day.day} {month_name(day.month)[:3]}{_year(day, today)}"


def on_day_words(day: date, today: date) -> str:
    """A day inside a sentence: "today", "on Friday"."""
    return day_words(day, today) if abs((day - today).days) <= 1 else f"on {day_words(day, today)}"


def which_period(period: Period, today: date) -> str:
    """Which calendar week or month it is, seen from today: "this", "next" or "last", empty for any other."""
    if period.first <= today <= period.last:
        return "this"
    if _is_week(period):
        next_from, last_until = add_days(period.first, -7), add_days(period.last, 7)
    else:
        next_from, last_until = month_of(add_days(period.first, -1)).first, month_of(add_days(period.last, 1)).last
    return "next" if next_from <= today < period.first else "last" if period.last < today <= last_until else ""


def period_words(period: Period, today: date) -> str:
    """A calendar week or month inside a sentence: "this week", "in the week from Mon 2 Nov", "in October"."""
    which, is_week = which_period(period, today), _is_week(period)
    if which:
        return f"{which} {'week' if is_week else 'month'}"
    if is_week:
        return f"in the week from {short_day(period.first, today)}"
    return f"in {month_name(period.first.month)}{_year(period.first, today)}"


def _is_week(period: Period) -> bool:
    return period.last < add_days(period.first, 7)


def from_until_words(since: date, until: date | None, today: date) -> str:
    """Days in a row inside a sentence, both ends included: "from today until Friday", "from Friday on", "on Friday"."""
    if since == until:
        return on_day_words(since, today)
    return f"from {day_words(since, today)} {f'until {day_words(until, today)}' if until else 'on'}"


def day_beside(day: date, other: date) -> str:
    """A day as it is called beside the date of another: "Sunday", and in full where that is a week away."""
    return WEEKDAYS[day.weekday()].title() if abs((day - other).days) < SOON else date_words(day, other)


def held_words(held_on: date, planned: date) -> str:
    """That what was planned for one day was done on another: "held on Sunday"."""
    return f"held on {day_beside(held_on, planned)}"


def put_away_words(archived_on: date, today: date) -> str:
    """Says that a ritual is put away, or from which day on it is: one that was kept today stays until it ends."""
    return f"put away {put_away_day_words(archived_on, today)}" if archived_on > today else "put away"


def put_away_day_words(archived_on: date, today: date) -> str:
    """The day on which a ritual was put away, or from which on it is."""
    return from_until_words(archived_on, None, today) if archived_on > today else day_words(archived_on, today)


def date_words(day: date, today: date) -> str:
    """A day in full, for headings and refusals: "Sunday 22 November", with its year where that is another."""
    return f"{WEEKDAYS[day.weekday()].title()} {short_date_words(day, today)}"


def short_date_words(day: date, today: date) -> str:
    """A day without its weekday, where that says nothing: "1 November", with its year where that is another."""
    return f"{day.day} {month_name(day.month)}{_year(day, today)}"


def whole_date_words(day: date) -> str:
    """A day in full with its year, where no other day is at hand: "Sunday 22 November 2026"."""
    return f"{date_words(day, day)} {day.year}"


def _year(day: date, today: date) -> str:
    return f" {day.year}" if day.year != today.year else ""


def minutes_words(minutes: int) -> str:
    """A length of time: "30 min", "2 h", "1 h 30 min", empty for none."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def names_words(persons: Iterable[Person]) -> str:
    """Names in a row: "Ana, Sam"."""
    return ", ".join(printable(person.name) for person in persons)


def joined_names(people: Iterable[Person]) -> str:
    """Names inside a sentence: "Ana, Sam and Kim"."""
    return joined(printable(person.name) for person in people)


def person_name(person: PersonId, people: Iterable[Person], unknown: str = "somebody else") -> str:
    """The name of the person with this id, safe to print on any terminal; `unknown` if none of these people has it."""
    return next((printable(member.name) for member in people if member.id == person), unknown)


def from_to_words(writer: PersonId, to: PersonId, people: Sequence[Person]) -> str:
    """The writer and the addressee of a note, who is empty where it is for nobody in particular: "Sam to Ana"."""
    name = person_name(writer, people)
    return f"{name} to {person_name(to, people)}" if to else f"from {name}"


def doers(by: Collection[PersonId | None], people: Sequence[Person], who: Who = TOGETHER) -> list[Person]:
    """The persons who did it; None in `by` stands for everyone the ritual is for, `who`."""
    meant = [person for person in people if who in (TOGETHER, EACH, person.id)]
    return meant if None in by else [person for person in people if person.id in by]


def whose_words(by: Collection[PersonId | None], people: Sequence[Person], who: Who = TOGETHER) -> str:
    """Who did it: "you both" if that is everyone, else names; `by` and `who` as in `doers`."""
    persons = doers(by, people, who)
    if len(persons) < 2 or len(persons) < len(people):
        return names_words(persons)
    return "you both" if len(persons) == 2 else "all of you"


def all_words(people: Collection[Person]) -> str:
    """Everyone of the couple, as one says it to them: "you", "both of you", "all three of you"."""
    count = len(people)
    if count < 3:
        return "both of you" if count == 2 else "you"
    return f"all {number_words(count)} of you" if count in _IN_WORDS else "all of you"


def both_or_all(people: Collection[Person]) -> str:
    """What follows "you" or "would" where everyone of the couple is meant: " both", " all", nothing for one alone."""
    return " all" if len(people) > 2 else " both" if len(people) == 2 else ""


def how_many_words(people: Collection[Person]) -> str:
    """How many people the couple is: "two of you"."""
    return f"{number_words(len(people))} of you"


def number_words(count: int) -> str:
    """A small number inside a sentence: "two", and from seven on "7"."""
    return _IN_WORDS.get(count, f"{count:,}")


def who_words(who: Who, people: Sequence[Person]) -> str:
    """Whom a ritual is for: "together", "each of you", or one name; nothing to one person alone, who knows.

    `people` may hold those who left, of whom it says so.
    """
    here = [person for person in people if person.left is None]
    if len(here) == 1 and who in (TOGETHER, EACH, here[0].id):
        return ""
    if who in (TOGETHER, EACH):
        return "each of you" if who == EACH else who
    name = person_name(who, people, "someone who isn't here now")
    return f"{name}, who left" if any(person.id == who and person.left for person in people) else name


def clock_words(at: time | None) -> str:
    """A local time as "16:00", empty for none."""
    return f"{at:%H:%M}" if at is not None else ""


def beside_whom_words(seated: Person) -> str:
    """The question of who takes part in what is for two, where more than two live in the app."""
    return f"Who takes part beside {printable(seated.name)}?"


def may_see_words(name: str) -> str:
    """The question what the other may see of what somebody answered apart."""
    return f"What may {printable(name)} see? What you leave out stays with you."
