"""Out to a file: everything as one document, or what is planned as a calendar."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.exchange.calendar_feed import PlannedCalendar
from rituals.core.exchange.export import ExportStamp, document, originals
from rituals.core.model import Person
from rituals.core.nudges.discretion import DiscretionRules, is_discreet
from rituals.core.nudges.reminders import leads
from rituals.errors import Remedy, RuleError
from rituals.ports import CalendarWriter
from rituals.service.couple import CoupleService


def export(service: CoupleService, person: Person, *, by: str) -> str:
    """Everything that a person may see, as JSON; `by` is the version that writes it."""
    service.refresh()
    if not service.state.people:
        raise RuleError("There is nothing to export yet.", Remedy.ADD_RITUAL)
    _ = service.private(person.id).now  # which it isn't, if it is locked or can't be read
    private = service.logs.private[person.id]
    made = ExportStamp(person, service.now(), service.today(), by)
    return document(made, service.state, originals(service.logs.shared.documents()), originals(private.documents()))


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
    of_each = (calendar_of(service.state, person.id, words, with_quotas=with_quotas) for person in people)
    series = [*{planned.uid: planned for planned in chain.from_iterable(of_each)}.values()]
    home, zone = service.logs.local.device, None if is_floating else service.zone()
    return PlannedCalendar((series, home, str(zone)), lambda: write(series, home, zone))
