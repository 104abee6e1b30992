"""What a calendar plans (RFC 5545 §3.6), and what of it lies ahead, as rituals on the couple's own days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rituals.core.cadence.expansion import due_days, first_matching_day, next_due_days
from rituals.core.cadence.rrule import Nth, Parts, explicit, parts_of, text_of
from rituals.core.calendar import LAST_DAY, add_days
from rituals.core.exchange.foreign import Foreign, ForeignFile
from rituals.core.model import LONGEST_MINUTES, MOST_DAYS_IN_A_ROW, Move, Once, Rule
from rituals.core.phrases import short_day
from rituals.core.text import titled
from rituals.errors import UsageError

Moment: TypeAlias = date | datetime
"""A day, or a time: with a zone, or without one if it is the same time of day everywhere; never in the very first or
last year that there is, which would end amid a zone."""

Key = TypeVar("Key")

ONLY_AHEAD = "Only what is still ahead comes in."
_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)
_HALF_A_YEAR = 182
_AROUND_TODAY = 3


class Appointment(Struct, frozen=True):
    """An event or a task of a calendar, or what became of one day of a series."""

    uid: str
    name: str
    begins: Moment
    length: timedelta = timedelta()
    rrule: str = ""
    left_out: tuple[Moment, ...] = ()
    """The days of its rule on which it is not (EXDATE)."""
    added: tuple[Moment, ...] = ()
    """The days on which it is beside its rule (RDATE)."""
    instead_of: Moment | None = None
    """The day, as the series of the same `uid` has it, whose place it takes (RECURRENCE-ID)."""
    is_off: bool = False
    """Whether it is cancelled or done."""
    version: int = 0
    """Of two with the same `uid`, the higher one holds (SEQUENCE)."""
    remind: tuple[int, ...] | None = None
    told: tuple[str, ...] = ()


def rituals_ahead(appointments: Iterable[Appointment], *, today: date, zone: tzinfo) -> ForeignFile:
    """What of a calendar lies ahead, as rituals; of what is left out, a sentence says why."""
    whole: dict[str, Appointment] = {}
    changes: dict[str, dict[Moment, Appointment]] = {}
    for appointment in appointments:
        if appointment.instead_of is None:
            _keep_newest(whole, appointment.uid, appointment)
        else:
            _keep_newest(changes.setdefault(appointment.uid, {}), appointment.instead_of, appointment)
    alone = [replace(day, rrule="") for uid in changes if uid not in whole for day in changes[uid].values()]
    rituals: list[Foreign] = []
    refused: list[str] = []
    for appointment in (*whole.values(), *alone):
        try:
            ahead = _ahead(appointment, [*changes.get(appointment.uid, {}).values()], today, zone)
        except UsageError as error:
            refused.append(f"{titled(appointment.name)} is left out. {error}")
        else:
            rituals += ahead
    gone_by = len(whole) + len(alone) - len(rituals) - len(refused)
    told = [appointments_left_out(gone_by, "over, done or cancelled")] if gone_by else []
    return ForeignFile(tuple(rituals), (ONLY_AHEAD, *told, *refused))


def appointments_left_out(count: int, why: str) -> str:
    """Says that appointments of a calendar are left out, as they are like this."""
    are = "appointment is" if count == 1 else "appointments are"
    return f"{count:,} {are} {why}, and left out."


def _keep_newest(among: dict[Key, Appointment], key: Key, appointment: Appointment) -> None:
    if key not in among or among[key].version <= appointment.version:
        among[key] = appointment


def _ahead(appointment: Appointment, changes: Sequence[Appointment], today: date, zone: tzinfo) -> list[Foreign]:
    """An appointment as a ritual, or nothing if none of its days is ahead; `UsageError` if no cadence is like it."""
    if appointment.is_off:
        return []
    if _wall(appointment.begins, zone)[0] > LAST_DAY:
        raise UsageError(f"It begins after the year {LAST_DAY.year}.")
    ritual = _repeated(appointment, changes, today, zone) if appointment.rrule else _single(appointment, today, zone)
    if ritual is None:
        return []
    told = [*appointment.told, *ritual.told]
    if any(_wall(moment, zone)[0] >= today for moment in appointment.added):
        told.append("The days that it has beside its rule are left out.")
    is_timed = isinstance(appointment.begins, datetime)
    if appointment.remind and not is_timed:
        told.append("Its reminder is left out, as it has no time of day.")
    minutes = int(appointment.length / _A_MINUTE) if is_timed else 0
    return [
        replace(
            ritual,
            minutes=minutes if 0 < minutes <= LONGEST_MINUTES else 0,
            remind=appointment.remind if is_timed else None,
            is_plan=True,
            told=tuple(dict.fromkeys(told)),
        )
    ]


def _single(appointment: Appointment, today: date, zone: tzinfo) -> Foreign | None:
    """An appointment without a rule; one that lasts for more than a day takes all the days that it touches."""
    day, at = _wall(appointment.begins, zone)
    if appointment.length > MOST_DAYS_IN_A_ROW * _A_DAY:
        raise UsageError("It takes more than a year.")
    since_midnight = timedelta(hours=at.hour, minutes=at.minute) if at else timedelta()
    days = 1 if at and appointment.length <= _A_DAY else -((since_midnight + appointment.length) // -_A_DAY)
    cadence = Once(day, min(max(days, 1), MOST_DAYS_IN_A_ROW), at)
    return Foreign(appointment.name, cadence) if next_due_days(cadence, after=today) else None


class _Series(NamedTuple):
    """A rule on the couple's days, from its first one ahead; and how to find the days of its calendar among these."""

    rule: Rule
    zone: tzinfo
    days_later: int

    def day_of(self, moment: Moment) -> date:
        return add_days(_wall(moment, self.zone)[0], self.days_later)

    def plans(self, day: date) -> bool:
        return bool(due_days(self.rule, day, day))


def _repeated(appointment: Appointment, changes: Sequence[Appointment], today: date, zone: tzinfo) -> Foreign | None:
    """An appointment with a rule, which keeps its phase though it begins on its first day ahead."""
    begins = appointment.begins
    its_zone = (begins.tzinfo if isinstance(begins, datetime) else None) or zone
    first, at = _wall(begins, its_zone)
    parts = _ending_on_a_day(explicit(parts_of(appointment.rrule, its_zone, at), first), first)
    rule = Rule(text_of(parts), first)
    for day in next_due_days(rule, after=add_days(today, -1), count=_AROUND_TODAY):
        own_day, own_at = _wall(_moment(day, at, its_zone), zone)
        if own_day >= today:
            break
    else:
        return None
    days_later = (own_day - day).days
    series = _Series(Rule(text_of(_later(parts, days_later)), own_day, own_at), its_zone, days_later)
    rests, moves, told = _single_days(series, appointment, changes, today, zone)
    half_a_year_on = min(add_days(day, _HALF_A_YEAR), parts.until or LAST_DAY)
    if own_at is not None and own_at != _wall(_moment(half_a_year_on, at, its_zone), zone)[1]:
        told.append(f"It goes by the clocks of {its_zone}; it comes in at {own_at:%H:%M} all year round.")
    if appointment.length > _A_DAY:
        told.append("It takes more than a day each time; only the first one comes in.")
    return Foreign(appointment.name, series.rule, rests=rests, moves=moves, told=tuple(told))


def _ending_on_a_day(parts: Parts, first: date) -> Parts:
    """The parts of a rule that begins on `first` with a COUNT as the UNTIL that it comes to, and weeks that don't
    depend on the couple's; `UsageError` if it never comes."""
    first_matching_day(parts, first)  # where there is none, nothing after this looks for it until 2200
    if parts.week_start_matters:
        parts = replace(parts, week_start=parts.first_weekday)
    if parts.count is None:
        return parts
    counted = due_days(Rule(text_of(parts), first), first, LAST_DAY)
    return replace(parts, count=None, until=counted[-1] if counted else first)


def _later(parts: Parts, days: int) -> Parts:
    """The parts of a rule whose days are a day later or earlier on the couple's clock; `UsageError` if no rule has
    these days."""
    if not days:
        return parts
    if not parts.is_plain:
        raise UsageError("Its days are those of another time zone, and no rule has them on your clock.")
    return replace(
        parts,
        weekdays=tuple(sorted(Nth(0, (nth.weekday + days) % 7) for nth in parts.weekdays)),
        week_start=None if parts.week_start is None else (parts.week_start + days) % 7,
        until=None if parts.until is None else add_days(parts.until, days),
    )


def _single_days(
    series: _Series, appointment: Appointment, changes: Sequence[Appointment], today: date, zone: tzinfo
) -> tuple[tuple[date, ...], tuple[Move, ...], list[str]]:
    """The rests and the moves of single days ahead, and sentences on what can be neither."""
    rests = {day for day in map(series.day_of, appointment.left_out) if series.plans(day)}
    told: list[str] = []
    moves: list[Move] = []
    for change in changes:
        assert change.instead_of is not None
        day, (to, at) = series.day_of(change.instead_of), _wall(change.begins, zone)
        if to >= today and not change.is_off:
            told += change.told
        if not series.plans(day):
            if to >= today and not change.is_off:
                told.append(f"{short_day(to, today)} is left out, as it takes the place of a day that is not ahead.")
        elif change.is_off or not today <= to <= LAST_DAY:
            rests.add(day)
        elif to != day or at not in (None, series.rule.at):
            moves.append(Move(day, to, at if at != series.rule.at else None))
    return *_settled(moves, rests, series), told


def _settled(moves: Sequence[Move], rests: set[date], series: _Series) -> tuple[tuple[date, ...], tuple[Move, ...]]:
    """The rests and the moves of a series, each move after the one that makes room for it.

    Nothing is moved onto a day that is taken, even by one that rests: as two on one day are one in a rhythm, the moved
    one rests, and the other doesn't. Days that only change places stay.
    """
    by_day = {move.day: move for move in moves}
    settled: dict[date, Move] = {}
    taken: set[date] = set()
    for chain in _chains(by_day):
        for move in chain:
            is_planned = series.plans(move.to) and (move.to not in settled or settled[move.to].to == move.to)
            if move.to == move.day or not (is_planned or move.to in taken):
                settled[move.day] = move
                taken.add(move.to)
                continue
            rests = (rests - {move.to}) | {move.day}
            if is_planned and move.at is not None:
                settled[move.to] = Move(move.to, move.to, move.at)
    return tuple(sorted(rests)), tuple(settled.values())


def _chains(by_day: Mapping[date, Move]) -> Iterator[list[Move]]:
    """The moves in groups of those that need each other's room, the last of each first; none of those that go round
    in a circle."""
    seen: set[date] = set()
    for first in by_day.values():
        chain: list[Move] = []
        move: Move | None = first
        while move is not None and move.day not in seen:
            seen.add(move.day)
            chain.append(move)
            move = by_day.get(move.to) if move.to != move.day else None
        if move in chain:
            del chain[chain.index(move) :]
        yield chain[::-1]


def _wall(moment: Moment, zone: tzinfo) -> tuple[date, time | None]:
    """The day and the time that calendar and clock show at a moment; a day has no time, and a time without a zone is
    the same in each."""
    if not isinstance(moment, datetime):
        return moment, None
    local = moment if moment.tzinfo is None else moment.astimezone(zone)
    return local.date(), time(local.hour, local.minute)


def _moment(day: date, at: time | None, zone: tzinfo) -> Moment:
    return day if at is None else datetime.combine(day, at, zone)
