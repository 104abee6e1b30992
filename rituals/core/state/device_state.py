"""This machine's state: who is at the keyboard, which nudges were sent, what is snoozed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events import DevicesImported
from rituals.core.events.recorded import Recorded
from rituals.core.model import HIGHEST_FOLLOWED, AppreciationId, DeviceId, EventId, PersonId, RitualId

_REMEMBERED_DAYS = 60
_REMEMBERED_NUDGES = 100  # whatever their day: a clock that is wrong for an hour must not make them look old


def expired_ids(records: Iterable[Recorded], today: date) -> list[EventId]:
    """Ids of local records to delete: snoozes older than 60 days, nudges older than that and beyond the latest 100, and
    all but the newest of each one-of-a-kind event."""
    horizon = add_days(today, -_REMEMBERED_DAYS)
    gone: list[EventId] = []
    nudge_ids: list[EventId] = []
    latest: dict[type, Recorded] = {}
    for record in sorted(records, key=lambda record: (record.lamport, record.id)):
        match record.event:
            case e.NudgeTold(on=on):
                nudge_ids.append(record.id if on < horizon else "")
            case e.NudgeSnoozed(_, day, until) if day < horizon and until.date() < horizon:
                gone.append(record.id)
            case (
                e.PersonSeated()
                | e.NudgesSeen()
                | e.NudgingBegan()
                | e.LockScreenAsked()
                | e.ReturnSet()
                | e.EveningClosed()
            ) as event:
                if previous := latest.get(type(event)):
                    gone.append(previous.id)
                latest[type(event)] = record
            case _:
                pass
    return [*gone, *filter(None, nudge_ids[:-_REMEMBERED_NUDGES])]


class DeviceState:
    """The fold of the local log; like `State`, it depends on the set of records and not on their order.

    `devices` are the ids under which this machine's people wrote in this folder.
    """

    def __init__(self, records: Iterable[Recorded] = (), *, devices: Collection[DeviceId] = ()) -> None:
        self.lamport = 0
        self.devices = frozenset(devices)
        self.seated: PersonId | None = None
        self.told: dict[str, e.NudgeTold] = {}
        self.told_at: dict[str, datetime] = {}
        self.sent: dict[str, date] = {}
        """The days of the nudges that left, by their keys, whether or not anybody took them."""
        self.seen_up_to = 0
        self.nudging_since: datetime | None = None
        self.is_lock_screen_asked = False
        self.lock_offered: set[PersonId] = set()
        self.snoozed: dict[tuple[RitualId, date], datetime] = {}
        self.comes_back_at: datetime | None = None
        self._drawn: dict[AppreciationId, tuple[int, EventId]] = {}
        self._questions: dict[tuple[int, EventId], e.QuestionShown] = {}
        self.milestones_told: set[str] = set()
        self.evening_closed_on: date | None = None
        self.memories_put_away: dict[date, date] = {}
        self.trials_asked: set[str] = set()
        self.imported: set[DeviceId] = set()
        self.erasings_done: set[EventId] = set()
        self._latest: dict[object, tuple[int, EventId]] = {}
        self.add(records)

    def add(self, records: Iterable[Recorded]) -> None:
        """Add records, in any order; adding one twice changes nothing."""
        for record in records:
            if self.lamport < record.lamport <= HIGHEST_FOLLOWED:
                self.lamport = record.lamport
            match record.event:
                case e.ReturnSet(at) if self._is_latest("return", record):
                    self.comes_back_at = at
                case e.PersonSeated(person) if self._is_latest("seated", record):
                    self.seated = person
                case e.NudgeSnoozed(ritual, day, until) if self._is_latest((ritual, day), record):
                    self.snoozed[ritual, day] = until
                case e.AppreciationDrawn(note):
                    self._drawn[note] = max(self._drawn.get(note, (0, "")), (record.lamport, record.id))
                case e.QuestionShown() as shown:
                    self._questions[record.lamport, record.id] = shown
                case e.MilestoneTold(milestone):
                    self.milestones_told.add(milestone)
                case e.EveningClosed(on) if self._is_latest("evening", record):
                    self.evening_closed_on = on
                case e.MemoryPutAway(day, on):
                    self.memories_put_away[day] = max(on, self.memories_put_away.get(day, on))
                case e.TrialAsked(trial) | e.KeptTrialAsked(trial):
                    self.trials_asked.add(trial)
                case DevicesImported(devices):
                    self.imported.update(devices)
                case e.ErasingDone(of):
                    self.erasings_done.update(of)
                case e.NudgesSeen():
                    self.seen_up_to = max(self.seen_up_to, record.lamport)
                case e.LockScreenAsked():
                    self.is_lock_screen_asked = True
                case e.LockOffered(person):
                    self.lock_offered.add(person)
                case e.NudgingBegan() if self._is_latest("nudging", record):
                    self.nudging_since = record.at
                case e.NudgeTold(key) as told:
                    if told.shown and not told.part_of:
                        self.sent[key] = max(told.on, self.sent.get(key, told.on))
                    if self._is_latest(key, record):
                        self.told[key] = told
                        self.told_at[key] = record.at
                case _:
                    pass

    @property
    def drawn(self) -> list[AppreciationId]:
        """The ids of the notes drawn from the jar, the latest last."""
        return sorted(self._drawn, key=self._drawn.__getitem__)

    @property
    def questions_shown(self) -> list[e.QuestionShown]:
        """The questions that were shown, in order."""
        return [self._questions[order] for order in sorted(self._questions)]

    def order_of(self, key: str) -> int:
        """The lamport at which a nudge was last marked; 0 if it never was."""
        return self._latest.get(key, (0, ""))[0]

    def for_forecast(self, now: datetime) -> DeviceState:
        """A copy for forecasting, which has been nudging since `now` at the latest."""
        other = DeviceState(devices=self.devices)
        other.told, other.sent, other.snoozed = dict(self.told), dict(self.sent), dict(self.snoozed)
        other.comes_back_at = self.comes_back_at
        other.nudging_since = min(now, self.nudging_since or now)
        return other

    def _is_latest(self, subject: object, record: Recorded) -> bool:
        order = (record.lamport, record.id)
        if self._latest.get(subject, (-1, "")) >= order:
            return False
        self._latest[subject] = order
        return True
