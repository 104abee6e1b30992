"""Out to a file: everything as one document, the days that were kept, or what is planned as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.exchange.export import ExportStamp, document, originals
from rituals.core.exchange.kept_days import KeptDay, KeptYear, kept_days, kept_year
from rituals.core.model import Person
from rituals.core.nudges.discretion import DiscretionRules, is_discreet
from rituals.core.nudges.reminders import leads
from rituals.core.text import printable
from rituals.errors import Remedy, RuleError
from rituals.ports import CalendarWriter, PlannedCalendar
from rituals.service.couple import CoupleService


class ExportFormat(NamedTuple):
    """A kind of file that somebody's data can be taken out in.

    `write` makes its text of what a person may see, and of a year if it is about one; `holds` says what is in it, for
    a `name`, a `year` and the file it is in, `to`.
    """

    write: Callable[[CoupleService, Person, int], str]
    holds: str
    has_private: bool = False
    """Whether the private pages are in it, which have to be open then."""

    def words(self, person: Person, year: int, to: str) -> str:
        """What is in a file that was written, and that others can read it."""
        holds = self.holds.format(name=printable(person.name), year=year, to=printable(to))
        return f"{holds} Whoever has the file can read it."


def export(service: CoupleService, person: Person, *, by: str) -> str:
    """Everything that a person may see, as JSON; `by` is the version that writes it."""
    _refresh_to_export(service)
    _ = service.private(person.id).now  # which it isn't, if it is locked or can't be read
    private = service.logs.private[person.id]
    made = ExportStamp(person, service.now(), service.today(), by)
    return document(made, service.state, originals(service.logs.shared.documents()), originals(private.documents()))


def days_to_export(service: CoupleService, person: Person) -> Sequence[KeptDay]:
    """The days of a person and those that count for everyone."""
    _refresh_to_export(service)
    return kept_days(service.state, person)


def year_to_export(service: CoupleService, person: Person, year: int) -> KeptYear:
    """A year of a person and of what counts for everyone."""
    _refresh_to_export(service)
    return kept_year(service.state, person, year)


def _refresh_to_export(service: CoupleService) -> None:
    """Read on what there is; `RuleError` if that is nothing."""
    service.refresh()
    if not service.state.people:
        raise RuleError("There is nothing to export yet.", Remedy.ADD_RITUAL)


def planned_calendar(
    service: CoupleService,
    people: Collection[Person],
    write: CalendarWriter,
    discreet: str,
    rules: DiscretionRules,
    *,
    is_floating: bool = False,
    with_quotas: bool = False,
) -> PlannedCalendar:
    """A calendar of what is planned for any of these people, in this machine's zone or at whatever wall time it is read
    (`is_floating`); `discreet` is the setting of the nudges, and what they don't name it doesn't name either."""
    service.refresh()
    devices = service.device_state.devices
    words = CalendarWords(lambda ritual: is_discreet(ritual, discreet, rules, devices), leads)
    series = calendar_of(service.state, [person.id for person in people], words, with_quotas=with_quotas)
    home, zone = service.logs.local.device, None if is_floating else service.zone()
    return PlannedCalendar((series, home, str(zone)), lambda: write(series, home, zone))
