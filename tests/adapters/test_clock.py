"""The clock on machines of every make: zones by override, by TZ, by link, by name, by mere offset."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rituals.adapters.clock import SystemClock
from rituals.ports import Clock

linked = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /etc/localtime")


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """A folder like /etc whose machine stands in Lisbon."""
    (tmp_path / "localtime").symlink_to("/nowhere/zoneinfo/Europe/Lisbon")
    return tmp_path


@pytest.fixture
def three_hours_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A C library that stands three hours east of UTC, in no zone that has a name."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "XYZ-3")
        time.tzset()
        yield
    time.tzset()


def test_now_is_the_present_instant_in_utc() -> None:
    clock: Clock = SystemClock()
    before = datetime.now(UTC)

    now = clock.now()

    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


@linked
def test_the_zone_is_the_one_localtime_links_to(etc: Path) -> None:
    clock = SystemClock({}, etc)

    zone = clock.zone()

    assert zone == ZoneInfo("Europe/Lisbon")
    assert clock.problem is None


@linked
def test_travelling_is_noticed_at_the_next_look(etc: Path) -> None:
    clock = SystemClock({}, etc)
    at_home = clock.zone()
    (etc / "localtime").unlink()
    (etc / "localtime").symlink_to("/nowhere/zoneinfo/Asia/Tokyo")

    abroad = clock.zone()

    assert (at_home, abroad) == (ZoneInfo("Europe/Lisbon"), ZoneInfo("Asia/Tokyo"))


@linked
@pytest.mark.parametrize(
    "target",
    [
        "/usr/share/zoneinfo/posix/Asia/Tokyo",
        "/var/db/timezone/zoneinfo/Asia/Tokyo",
        "../usr/share/zoneinfo/Asia/Tokyo",
    ],
)
def test_every_usual_place_of_the_zone_files_is_known(target: str, tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to(target)

    zone = SystemClock({}, tmp_path).zone()

    assert zone == ZoneInfo("Asia/Tokyo")


@linked
def test_a_link_to_a_link_is_followed_to_the_zone(tmp_path: Path) -> None:
    (tmp_path / "static").symlink_to("/nowhere/zoneinfo/Asia/Tokyo")
    (tmp_path / "localtime").symlink_to(tmp_path / "static")

    zone = SystemClock({}, tmp_path).zone()

    assert zone == ZoneInfo("Asia/Tokyo")


def test_the_written_name_counts_where_localtime_is_a_copy(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    (tmp_path / "timezone").write_text("America/Bogota\n")

    zone = SystemClock({}, tmp_path).zone()

    assert zone == ZoneInfo("America/Bogota")


@linked
@pytest.mark.parametrize("told", ["Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo"])
def test_tz_goes_before_the_machines_settings(told: str, etc: Path) -> None:
    clock = SystemClock({"TZ": told}, etc)

    zone = clock.zone()

    assert zone == ZoneInfo("Asia/Tokyo")


@linked
def test_tz_may_point_back_to_localtime(etc: Path) -> None:
    clock = SystemClock({"TZ": ":/etc/localtime"}, etc)

    zone = clock.zone()

    assert zone == ZoneInfo("Europe/Lisbon")


@linked
@pytest.mark.usefixtures("three_hours_east")
def test_a_tz_without_a_name_is_read_as_the_c_library_reads_it(etc: Path) -> None:
    clock = SystemClock({"TZ": "XYZ-3"}, etc)

    zone = clock.zone()

    assert zone.utcoffset(None) == timedelta(hours=3)


@linked
@pytest.mark.usefixtures("three_hours_east")
def test_a_machine_without_any_setting_has_its_offset(tmp_path: Path) -> None:
    zone = SystemClock({}, tmp_path).zone()

    assert zone.utcoffset(None) == timedelta(hours=3)


@linked
def test_the_override_goes_before_everything(etc: Path) -> None:
    clock = SystemClock({"RITUALS_TZ": "Pacific/Apia", "TZ": "Asia/Tokyo"}, etc)

    zone = clock.zone()

    assert zone == ZoneInfo("Pacific/Apia")
    assert clock.problem is None


@linked
@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "Europe", "../../etc/passwd", "/etc/localtime", "a\0b", "Zürich", " "]
)
def test_an_override_that_is_no_zone_falls_back_and_says_so(name: str, etc: Path) -> None:
    clock = SystemClock({"RITUALS_TZ": name}, etc)

    zone = clock.zone()

    assert zone == ZoneInfo("Europe/Lisbon")
    assert clock.problem == (
        f"RITUALS_TZ is set to {name!r}, which is no time zone; a name such as Europe/Berlin is. "
        "Meanwhile Europe/Lisbon counts."
    )


@linked
@pytest.mark.parametrize("told", ["Mars/Olympus", ":Mars/Olympus", "Foo", "/no/such/file"])
def test_a_tz_that_names_nothing_says_so(told: str, etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", told)
        time.tzset()
        clock = SystemClock({"TZ": told}, etc)

        zone = clock.zone()

        assert zone.utcoffset(datetime.now(UTC)) == timedelta(0)
        assert clock.problem is not None
        assert clock.problem.startswith(
            f"TZ is set to {told!r}, which is no time zone; a name such as Europe/Berlin is. "
        )
        assert clock.problem.endswith(" Meanwhile UTC counts.")
        assert SystemClock({"TZ": told, "RITUALS_TZ": "Asia/Tokyo"}, etc).zone() == ZoneInfo("Asia/Tokyo")
    time.tzset()


@linked
@pytest.mark.parametrize("told", ["", ":", "CET-1CEST", "<+03>-3", "Asia/Tokyo", "/etc/localtime", "UTC0"])
def test_a_tz_that_the_c_library_understands_is_no_problem(told: str, etc: Path) -> None:
    clock = SystemClock({"TZ": told}, etc)

    clock.zone()

    assert clock.problem is None


def test_an_override_that_holds_makes_tz_no_matter(etc: Path) -> None:
    clock = SystemClock({"TZ": "Mars/Olympus", "RITUALS_TZ": "Asia/Tokyo"}, etc)

    clock.zone()

    assert clock.problem is None


@linked
def test_a_mended_override_has_no_problem_any_more(etc: Path) -> None:
    environ = {"RITUALS_TZ": "Mars/Olympus"}
    clock = SystemClock(environ, etc)
    clock.zone()
    environ["RITUALS_TZ"] = "Asia/Tokyo"

    zone = clock.zone()

    assert zone == ZoneInfo("Asia/Tokyo")
    assert clock.problem is None
