"""Other programs read our calendar as it is meant: what they show is what `rituals week` plans."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from rituals.adapters.formats.calendar_ics import calendar_ics
from rituals.core.calendar import Period
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.nudges.reminders import leads
from tests.kit.histories import ANA
from tests.kit.other_calendars import Khal, Shown, Vdirsyncer, served
from tests.kit.planned_lives import FIRST, LAST, planned_days, planned_life
from tests.kit.runs import Runs

pytestmark = pytest.mark.desktop

WEEKS = [date(2026, 11, 23) + timedelta(weeks=n) for n in range(19)]
"""From the first full week on until after the spring in which the clocks change, on 28 March 2027."""


def week_shows(shell: Runs) -> Shown:
    """What `rituals week` plans in these weeks, neither rested nor paused, by day, time and name."""
    shown: Shown = Counter()
    for monday in WEEKS:
        for day in shell("week", "--on", str(monday), "--json").document["days"]:
            for planned in day["planned"]:
                if planned["occurrence"]["outcome"] not in {"rested", "paused"}:
                    shown[day["day"], planned["at"] or "", planned["ritual"]["name"]] += 1
    return shown


@pytest.fixture
def lived(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """A couple with all that may become of planned days."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    shell = Runs(tmp_path / "home", capsys)
    shell.done("people", "add", "Sam")
    shell.done("add", "Long hug", "--every", "every day", "--who", "each")
    shell.done("add", "Evening walk", "--every", "every sun at 18:00", "--minutes", "30")
    shell.done("add", "Date night", "--every", "every 2 weeks on fri at 19:30", "--remind", "60")
    shell.done("add", "Bills", "--every", "every last day of the month at 02:30")
    shell.done("add", "Cinema", "--every", "5 dec at 20:15")
    shell.done("move", "walk", "2026-11-30", "--on", "2026-11-29", "--at", "17:00")
    shell.done("rest", "hug", "--on", "2026-12-01")
    shell.done("pause", "hug", "--from", "2026-12-24", "--until", "2027-01-02")
    return shell


def test_khal_shows_what_the_week_plans(lived: Runs, tmp_path: Path) -> None:
    khal, file = Khal(tmp_path / "khal", "Europe/Berlin"), tmp_path / "us.ics"
    lived.done("calendar", "feed", str(file))

    khal.take_in(file)

    shown = khal.shown(str(WEEKS[0]), str(WEEKS[-1] + timedelta(weeks=1)))
    assert shown == week_shows(lived)
    assert sum(shown.values()) > 150


@pytest.mark.parametrize("seed", range(2))
def test_khal_shows_the_days_of_random_lives(seed: int, tmp_path: Path) -> None:
    khal, file = Khal(tmp_path / "khal", "Europe/Berlin"), tmp_path / "us.ics"
    state = planned_life(Random(seed), 10)
    series = calendar_of(state, [ANA], CalendarWords(lambda _: False, leads))
    file.write_text(calendar_ics(series, "5f0c", ZoneInfo("Europe/Berlin")), encoding="utf-8", newline="")

    khal.take_in(file)

    shown = khal.shown(str(FIRST), str(LAST + timedelta(days=1)))
    days = {(title, date.fromisoformat(day)) for day, _, title in shown}
    assert days == {*planned_days(state, Period(FIRST, LAST))}


def test_what_vdirsyncer_fetches_is_what_khal_shows_and_follows_each_change(lived: Runs, tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    lived.done("calendar", "feed", str(web / "us.ics"))
    khal = Khal(tmp_path / "khal", "Europe/Berlin")
    with served(web) as address:
        vdirsyncer = Vdirsyncer(tmp_path, f"{address}/us.ics", khal.folder)
        vdirsyncer.sync()
        assert khal.shown(str(WEEKS[0]), str(WEEKS[-1] + timedelta(weeks=1))) == week_shows(lived)

        lived.done("edit", "walk", "--every", "every sat at 10:00")
        lived.done("rest", "hug", "--on", "2026-12-02")
        lived.done("archive", "bills")
        lived.open_session(None).calendar_report()
        vdirsyncer.sync()

    shown = khal.shown(str(WEEKS[0]), str(WEEKS[-1] + timedelta(weeks=1)))
    assert shown == week_shows(lived)
    assert ("2026-12-05", "10:00", "Evening walk") in shown
