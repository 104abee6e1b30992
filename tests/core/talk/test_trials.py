"""What came out of a talk to be tried, asked after once two weeks are over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from rituals.content.loader import catalogue
from rituals.core.events import FlowKept, KeptAnswer, RitualAdded
from rituals.core.model import Rule
from rituals.core.talk.trials import KEPT_ASKS, Trial, trial_ritual
from rituals.service.talk import TalkService
from rituals.session import Session
from tests.kit.app import make_session
from tests.kit.checkins import a_couple
from tests.kit.fakes import FakeClock
from tests.kit.locks import couple_at, lock_cheaply

FLOWS = catalogue().flow
UNDERNEATH = "root-cause-reflection"


def asked(session: Session) -> Trial | None:
    return TalkService(session.service).trial_to_ask(FLOWS)


def pass_days(session: Session, days: int) -> None:
    clock = session.clock
    assert isinstance(clock, FakeClock)
    clock.pass_time(days=days)


def keep(session: Session, step: str = "try", *, flow: str = UNDERNEATH, days_ago: int = 0) -> None:
    service = session.service
    on = service.today() - timedelta(days=days_ago)
    kept = FlowKept("kept", flow, on, (KeptAnswer("describe", "far"), KeptAnswer(step, "Tea at four")))
    service.private(service.seated.id).put_in([kept])


def one_alone() -> Session:
    session = make_session(login="Ana")
    session.service.welcome_somebody()
    return session


def test_a_ritual_for_two_weeks_is_asked_after_for_a_week() -> None:
    session = a_couple()
    ritual = TalkService(session.service).try_for_a_while("Tea at four", section="root-cause")
    days = []
    for day in range(25):
        if trial := asked(session):
            days.append(day)
            assert trial == Trial("“Tea at four” was for two weeks. How did it go?", ritual=ritual)
        pass_days(session, 1)

    assert days == list(range(14, 21))


def test_once_it_was_opened_it_is_asked_no_more_also_after_a_restart(tmp_path: Path) -> None:
    session = couple_at(tmp_path)
    service, began = session.service, session.service.today() - timedelta(days=15)
    service.add(trial_ritual("Tea at four", ritual="tea", on=began, section="root-cause"))
    keep(session, days_ago=16)
    trials = []
    for _ in range(2):
        trial = asked(session)
        assert trial
        TalkService(service).have_asked(trial)
        trials.append(trial.id)

    assert trials == ["tea", "kept"]
    assert asked(session) is None
    assert asked(open_session(str(tmp_path))) is None


def test_what_did_not_come_out_of_it_or_was_put_away_is_not_asked_after() -> None:
    session = a_couple()
    talks, service = TalkService(session.service), session.service
    talks.try_for_a_while("A step", section="communication")
    away = talks.try_for_a_while("Tea at four", section="root-cause")
    service.add(RitualAdded("pancakes", service.today(), "Pancakes", Rule("FREQ=DAILY"), section="root-cause"))
    pass_days(session, 14)
    service.archive(away)

    assert asked(session) is None


@pytest.mark.parametrize(("days", "asks"), [(13, False), (14, True), (20, True), (21, False)])
def test_what_was_kept_to_try_is_asked_after_without_a_word_of_it(days: int, asks: bool) -> None:
    session = a_couple()
    keep(session)

    pass_days(session, days)

    assert asked(session) == (Trial(KEPT_ASKS, entry="kept") if asks else None)


def test_it_is_asked_only_of_whom_it_is() -> None:
    session = a_couple()
    keep(session)
    pass_days(session, 14)

    session.service.seat(session.service.couple[1].id)

    assert asked(session) is None


def test_one_alone_reads_what_it_was() -> None:
    session = one_alone()
    keep(session)
    pass_days(session, 14)

    assert asked(session) == Trial("You kept this to try: “Tea at four”. How did it go?", entry="kept")


def test_nothing_is_said_while_ones_pages_are_locked(tmp_path: Path) -> None:
    session = couple_at(tmp_path)
    keep(session, days_ago=15)
    assert asked(session) == Trial(KEPT_ASKS, entry="kept")

    lock_cheaply(session, session.service.seated.id)

    assert asked(session) is None


@pytest.mark.parametrize(("step", "flow"), [("pattern", UNDERNEATH), ("next-step", "weekly-us-meeting")])
def test_what_was_not_to_be_tried_is_not_asked_after(step: str, flow: str) -> None:
    session = a_couple()
    keep(session, step, flow=flow)
    pass_days(session, 14)

    assert asked(session) is None


def test_what_was_kept_and_became_a_ritual_is_asked_after_once() -> None:
    session = a_couple()
    keep(session)
    ritual = TalkService(session.service).try_for_a_while("Tea at four", section="root-cause")
    pass_days(session, 14)
    trial = asked(session)
    assert trial
    assert trial.ritual == ritual

    TalkService(session.service).have_asked(trial)

    assert asked(session) is None
