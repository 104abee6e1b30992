"""The scheduler of nudges: it asks the planner what to send, records it, sends it, and waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from rituals.core.events import AnyEvent
from rituals.core.nudges.answering import answers_offered
from rituals.core.nudges.answers import Answerable, NudgeAnswer
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.planner import Plan, plan_nudge
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.residents import asking_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.times import is_quiet
from rituals.core.nudges.words import NudgeWords
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.errors import Remedy, RitualsError, StorageError
from rituals.ports import Notifier, SenderLock
from rituals.service.background import BackgroundThread, StopSignal
from rituals.service.nudges.answering import AnsweredService, NudgeAnswering, ProgramStart

LONGEST_WAIT = 20.0
"""Seconds; short, because a wait does not notice that the machine slept or that its clock was set."""

UndeliveredHandler = Callable[[str, str, str], None]
"""Called with the title and body of a nudge that could not be shown, and a sentence that says why."""
_ENDED = "Nothing was put down, as rituals is closing just now. It stands on Today."


def _everyone() -> tuple[str, ...]:
    """The setting of who lives here as it is until somebody changes it."""
    return ()


class NudgingService(AnsweredService, Protocol):
    """The part of the service that the scheduler uses."""

    def refresh(self) -> bool: ...

    def days_to_ask(self, here: Sequence[str]) -> frozenset[date]: ...

    def begin_nudging(self) -> None: ...


class Scheduler:
    """Sends each nudge once, at its time, while it holds the lock; only one thread may use it, but answers may come on
    any.

    It checks for changes at each wake, but plans anew only when something changed or came due. Disk and desktop errors
    don't end it: `last_problem` says what is wrong.
    """

    def __init__(
        self,
        service: NudgingService,
        settings: Callable[[], NudgeSettings],
        notifier: Notifier,
        lock: SenderLock,
        words: NudgeWords,
        on_undelivered: UndeliveredHandler | None = None,
        *,
        here: Callable[[], tuple[str, ...]] = _everyone,
        start: ProgramStart,
    ) -> None:
        self._service = service
        self._here = here
        self._settings = settings
        self._notifier = notifier
        self._words = words
        self._on_undelivered = on_undelivered
        self._outlook: _Outlook | None = None
        self._watched: datetime | None = None
        self._disk_problem: RitualsError | None = None
        self._delivery_problem: RitualsError | None = None
        self._answering = NudgeAnswering(service, settings, here, start)
        self._alone = threading.Lock()
        """Held while the service is used, but not while the desktop is: its thread may bring an answer meanwhile."""
        self._has_ended = False
        self.lock = lock

    @property
    def last_problem(self) -> RitualsError | None:
        """The error that keeps nudges from being sent or shown; None if there is none."""
        return self._disk_problem or self._delivery_problem or self._answering.last_problem

    def run(self, stop: StopSignal) -> None:
        """Step until stopped, then release the lock for other processes."""
        try:
            while not stop.wait(self.step()):
                pass
        finally:
            with self._alone:
                self._has_ended = True
            self.lock.release()

    def step(self) -> float:
        """Refresh once, send what is due, and return the seconds until the next step."""
        try:
            wait = self._look() if self.lock.try_acquire() else LONGEST_WAIT
        except (RitualsError, OSError) as problem:
            self._outlook = None
            self._disk_problem = _as_told(problem)
            return LONGEST_WAIT
        self._disk_problem = None
        return wait

    def _look(self) -> float:
        with self._alone:
            outlook = self._plan_if_due()
        if outlook is not None:
            self._send(outlook)
        latest = self._outlook  # none by now if an answer made it void
        if latest is None:
            return LONGEST_WAIT
        until_wake = (latest.plan.wake - self._service.now()).total_seconds()
        return min(LONGEST_WAIT, max(0.0, until_wake))

    def _plan_if_due(self) -> _Outlook | None:
        """The new outlook, if something changed or came due."""
        changed = self._service.refresh()
        now, given = self._service.now(), self._given()
        outlook, planned = self._outlook, None
        if outlook is not None and outlook.given.zone != given.zone:
            self._watched = None  # the machine travelled: times that the new zone is past were not missed
        if given.settings.on and (changed or outlook is None or not outlook.holds(now, given)):
            planned = self._outlook = self._plan(now, given)
        if not given.settings.on:
            self._outlook = None
        if not is_quiet(now, given.settings, given.zone):
            self._watched = now
        return planned

    def _given(self) -> _Given:
        here = self._here()
        return _Given(self._service.zone(), self._settings(), here, self._service.days_to_ask(here))

    def _plan(self, now: datetime, given: _Given) -> _Outlook:
        since = self._service.device_state.nudging_since
        if since is None or since > now:
            self._service.begin_nudging()
        decided: list[_Outlook] = []

        def decide(state: State, device_state: DeviceState) -> Sequence[AnyEvent]:
            everyone = PlannerInput(state, device_state, given.settings, now, given.zone, given.to_ask)
            planner_input = asking_residents(everyone, given.here)
            plan = plan_nudge(planner_input, self._words, watched=self._watched)
            decided.append(_Outlook(plan, answers_offered(planner_input, plan.about), now, given))
            return plan.marks

        self._service.record_locally(decide)
        return decided[-1]

    def _send(self, outlook: _Outlook) -> None:
        """Send the plan's nudge; if it can't be shown, mark it so that the app shows it."""
        plan = outlook.plan
        if plan.nudge is None:
            return
        delivery = self._deliver(*plan.nudge, self._answerable(outlook))
        if delivery.delivered:
            return
        if self._on_undelivered is not None:
            self._on_undelivered(*plan.nudge, delivery.words)
        with self._alone:
            self._service.record_locally(lambda *_: [replace(mark, shown=False) for mark in plan.marks])

    def _deliver(self, title: str, body: str, answers: Answerable | None) -> Delivery:
        """Show a nudge, and remember what keeps it from being shown, or from going all the ways that were chosen."""
        remedy: Remedy | None = None
        try:
            delivery = self._notifier.notify(title, body, answers)
        except Exception as bug:  # no exception of a desktop's backend may end the scheduler
            delivery, remedy = Delivery(False, f"The nudge could not be shown ({type(bug).__name__})."), Remedy.DIAGNOSE
        self._delivery_problem = RitualsError(delivery.problem, remedy) if delivery.problem else None
        return delivery

    def _answerable(self, outlook: _Outlook) -> Answerable | None:
        """What a nudge offers, and what carries an answer out, on the notifier's own thread; None if nothing."""

        def carry_out(answer: NudgeAnswer) -> str:
            with self._alone:
                if self._has_ended:
                    return _ENDED
                self._outlook = None
                return self._answering.carry_out(answer, outlook.plan.about)

        return Answerable(outlook.offered, carry_out) if outlook.offered else None


def _as_told(problem: RitualsError | OSError) -> RitualsError:
    if isinstance(problem, RitualsError):
        return problem
    reason = problem.strerror or type(problem).__name__
    sentence = f"Nudges wait until {problem.filename or 'your data'} can be used ({reason})."
    return StorageError(sentence, Remedy.DIAGNOSE)


class _Given(NamedTuple):
    """What a plan depends on beside the logs and the time; `here` is the setting of who lives here."""

    zone: tzinfo
    settings: NudgeSettings
    here: tuple[str, ...]
    to_ask: frozenset[date]


class _Outlook(NamedTuple):
    """A plan, what its nudge offers, when it was made, and from what."""

    plan: Plan
    offered: tuple[NudgeAnswer, ...]
    made: datetime
    given: _Given

    def holds(self, now: datetime, given: _Given) -> bool:
        """Whether the plan is still valid: nothing is due yet, all it was made from is the same, and the clock was not
        set back."""
        return given == self.given and self.made <= now < self.plan.wake


class Background(BackgroundThread):
    """A scheduler on a thread of its own; it is made on that thread, so that nobody waits for it."""

    def __init__(self, make: Callable[[], Scheduler]) -> None:
        super().__init__(self._run, "nudges")
        self._make = make
        self._scheduler: Scheduler | None = None
        self._refusal: RitualsError | None = None

    @property
    def last_problem(self) -> RitualsError | None:
        """The error that keeps nudges from being sent or shown; None if there is none."""
        return self._scheduler.last_problem if self._scheduler is not None else self._refusal

    def _run(self, stop: StopSignal) -> None:
        try:
            self._scheduler = self._make()
        except (RitualsError, OSError) as problem:
            self._refusal = _as_told(problem)
            return
        self._scheduler.run(stop)
