"""Who did it, in words: by name on the day itself, and afterwards without telling who did not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from rituals.core.model import EACH, Person, PersonId, Ritual, RitualId
from rituals.core.phrases import doers, whose_words

CHECK_IN: RitualId = "closeness-checkin"
FORGIVENESS = "forgiveness"
YOU_DID = "you did"


class Audience(Struct, frozen=True):
    """For whom a text is: the couple of the day it is about, the one who sits here, and the couple's day now."""

    people: tuple[Person, ...]
    seated: PersonId
    today: date


def is_never_named(ritual: Ritual) -> bool:
    """Whether it is a check-in or a forgiveness, of which no name is shown even on the day itself."""
    return ritual.catalogue == CHECK_IN or ritual.section == FORGIVENESS


def doer_words(
    ritual: Ritual, by: Collection[PersonId | None], audience: Audience, day: date, *, is_on_the_day: bool
) -> str:
    """Who did it on a day: names only on the day itself, so that no other day says who did not.

    Otherwise "you both" if that is everyone, else "you did" if the person who sits here did, and nothing to others.
    """
    who = ritual.who_on(day)
    persons = doers(by, audience.people, who)
    is_everyone = len(persons) == len(audience.people) > 1
    if is_everyone or (is_on_the_day and not is_never_named(ritual)):
        return whose_words(by, audience.people, who)
    return YOU_DID if any(person.id == audience.seated for person in persons) else ""


def tells_by_phone(ritual: Ritual, day: date, *, is_on_the_day: bool) -> bool:
    """Whether it may be said that something came by phone: not where each ticks and no name is told, as it may tell
    whose it is."""
    return not is_never_named(ritual) and (is_on_the_day or ritual.who_on(day) != EACH)


def tells_of_others(ritual: Ritual, day: date, by: Collection[PersonId], audience: Audience) -> bool:
    """Whether saying if there was a tick of `by` already would tell who of the others did it, or did not.

    The person who sits here knows of their own, and the sign says it of everyone.
    """
    of_others = set(by) - {audience.seated}
    is_named = day >= audience.today and not is_never_named(ritual)
    is_everyone = {person.id for person in audience.people} <= set(by)
    return ritual.who_on(day) == EACH and bool(of_others) and not is_named and not is_everyone
