"""Nudges in the app: those to come, what sends them, snoozing, silencing, and those that the desktop never showed."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.config import Settings, places
from rituals.core.events import AskAboutAdded, NudgesSeen, NudgeTold, RitualAdded
from rituals.core.model import Rule
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.times import local_of
from rituals.session import Session
from tests.kit.app import assert_golden, keep, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock, FakeNotifier, MemoryLog
from tests.kit.pages import SIZES, click_text, go_to, line_with, size_name
from tests.kit.runs import FakeAutostart
from tui.app import RitualsApp
from tui.settings.at_login import AtLoginPage

TODAY = date(2026, 11, 22)
AFTERNOON = "2026-11-22 15:00"
NO_BUS = Delivery(False, "There is no desktop session here; start rituals from within your desktop.")


@pytest.fixture
def session() -> Session:
    """A Sunday afternoon, with something at 16:00, at 20:30, and at any time; two of them of the intimate kind."""
    return lived_in(make_session(FakeClock(AFTERNOON), login="Ana"))


def lived_in(session: Session) -> Session:
    session.service.join("Sam")
    add(session, "Walk and talk", "16:00")
    add(session, "Night tea", "20:30", section="affection")
    add(session, "Water the plants")
    return session


def add(session: Session, name: str, at: str = "", *, section: str = "") -> None:
    """Take up something for every day."""
    cadence = Rule("FREQ=DAILY", at=time.fromisoformat(at) if at else None)
    session.service.add(RitualAdded(name, TODAY, name, cadence, section=section))


def snoozes(session: Session) -> dict[str, str]:
    """What is snoozed, and until which wall time."""
    zone = session.clock.zone()
    return {name: f"{local_of(end, zone):%H:%M}" for (name, _), end in session.service.device_state.snoozed.items()}


async def to_nudges(pilot: Pilot[None], *pressed: str) -> None:
    """Open the page of nudges to come, and press some keys on it."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    app.action_page("nudges")
    await pilot.pause()
    await pilot.press(*pressed)


def set_aside(session: Session, *keys: str) -> None:
    """Have the desktop refuse some of today's nudges."""
    session.service.record_locally(lambda *_: [NudgeTold(key, TODAY, shown=False) for key in keys])


async def point_at(pilot: Pilot[None], app: RitualsApp, name: str) -> None:
    """Walk down to a line as a person would, by what the screen shows."""
    await go_to(pilot, app, name)


# snoozing


@pytest.mark.parametrize(("key", "ends"), [("m", "15:15"), ("h", "16:00"), ("e", "20:00")])
async def test_a_snooze_is_one_more_key_and_says_until_when(session: Session, key: str, ends: str) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await point_at(pilot, app, "Walk and talk")

        await pilot.press("z")
        asked = text_of(app)
        await pilot.press(key)
        await pilot.pause()

        assert "Walk and talk, quiet for" in asked
        assert snoozes(session) == {"Walk and talk": ends}
        assert f"Walk and talk stays quiet until {ends} today." in text_of(app)
        assert "quiet for" not in text_of(app)


async def test_a_snooze_is_chosen_by_mouse_as_well(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")

        await click_text(pilot, "h an hour")

        assert list(snoozes(session).values()) == ["16:00"]


async def test_escape_and_a_click_elsewhere_let_a_snooze_be(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "escape")
        await pilot.pause()
        after_escape = text_of(app)
        await pilot.press("z")
        await click_text(pilot, "Water the plants")
        await pilot.pause()

        assert "quiet for" not in after_escape
        assert "quiet for" not in text_of(app)
        assert snoozes(session) == {}


async def test_while_it_asks_no_letter_leaks_into_the_apps_keys(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "q", "r", "2", "space")
        await pilot.pause()

        assert "quiet for" in text_of(app)
        assert app.screen.TITLE == "Today"
        assert not session.service.state.ticks("Walk and talk", TODAY, TODAY)


async def test_what_is_done_has_nothing_to_snooze(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await point_at(pilot, app, "Walk and talk")

        await pilot.press("space", "z")
        await pilot.pause()

        assert "nothing left to do today" in text_of(app)
        assert "quiet for" not in text_of(app)


async def test_a_snooze_that_the_disk_refuses_is_told() -> None:
    session = lived_in(make_session(FakeClock(AFTERNOON), login="Ana"))
    assert isinstance(session.local, MemoryLog)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        session.local.refuses = "The disk is full."

        await pilot.press("z", "h")
        await pilot.pause()

        assert "The disk is full." in text_of(app)


@pytest.mark.parametrize("rooms", [["2"], ["2", "w"]], ids=["rituals", "week"])
async def test_rituals_and_the_week_snooze_as_today_does(session: Session, rooms: list[str]) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*rooms)
        await pilot.pause()
        await point_at(pilot, app, "Walk and talk")

        await pilot.press("z", "h")
        await pilot.pause()

        assert snoozes(session) == {"Walk and talk": "16:00"}


# the nudges to come


async def test_the_nudges_of_today_and_tomorrow_read_as_they_will(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_nudges(pilot)
        await pilot.pause()
        await point_at(pilot, app, "Night tea")
        today, tomorrow = text_of(app).split("Tomorrow")

        assert "16:00  Walk and talk" in today
        assert "18:00  Water the plants" in today
        assert "20:30  Night tea" in today
        assert "“rituals: " in today
        assert "16:00  Walk and talk" in tomorrow


async def test_a_snooze_from_there_moves_the_nudge(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_nudges(pilot)
        await point_at(pilot, app, "Walk and talk")

        await pilot.press("z", "e")
        await pilot.pause()
        await pilot.pause()

        assert "20:00  Walk and talk" in text_of(app)
        assert "at 16:00" in line_with(text_of(app), "20:00  Walk and talk")


async def test_tomorrows_can_be_rested_but_not_snoozed(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_nudges(pilot, "G")
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        refused = text_of(app)

        await pilot.press("r")
        await pilot.pause()
        await pilot.pause()

        assert "nothing left to do today" in refused
        assert "Night tea" not in text_of(app).split("Tomorrow")[1].split("z snooze")[0].split("\n\n\n")[0]
        assert session.service.state.rests("Night tea") == {(date(2026, 11, 23), None)}


async def test_silence_lasts_until_it_is_taken_back(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_nudges(pilot)
        await point_at(pilot, app, "Walk and talk")

        await pilot.press("x")
        await pilot.pause()
        await pilot.pause()
        silent, remind = text_of(app), session.service.state.rituals["Walk and talk"].remind
        await pilot.press("x")
        await pilot.pause()
        back = session.service.state.rituals["Walk and talk"].remind
        await pilot.press("u", "u")
        await pilot.pause()
        await pilot.pause()

        assert "Walk and talk" in silent.split("Without nudges")[1]
        assert (remind, back) == ((), None)
        assert "16:00  Walk and talk" in text_of(app)
        assert "Without nudges" not in text_of(app)


async def test_nudges_that_are_off_are_not_foretold(session: Session) -> None:
    session.settings = Settings(nudges=NudgeSettings(on=False))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)
        await pilot.pause()

        assert "Nudges are off" in text_of(app)
        assert "Walk and talk" not in text_of(app)


async def test_who_sends_them_is_said(session: Session, tmp_path: Path) -> None:
    session.places = places(str(tmp_path))
    session.places.data.mkdir(parents=True)
    session.sender_lock = partial(FileSenderLock, session.places.data, "")
    post = FileSenderLock(session.places.data, "rituals nudge run")
    assert post.try_acquire()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)

        await until(pilot, lambda: "They come from rituals nudge run." in text_of(app))
    post.release()


async def test_a_desktop_that_shows_nothing_is_said(session: Session) -> None:
    session.notifier = lambda: FakeNotifier(NO_BUS)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)

        await until(pilot, lambda: "so they wait on Today." in text_of(app))
        assert NO_BUS.words in " ".join(text_of(app).split())


@pytest.mark.parametrize("delivery", [Delivery(True, "The desktop took it."), NO_BUS], ids=["shown", "refused"])
async def test_one_can_be_tried_and_what_became_of_it_is_said(session: Session, delivery: Delivery) -> None:
    notifier = FakeNotifier(delivery)
    session.notifier = lambda: notifier
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)
        await click_text(pilot, "try one")

        await until(pilot, lambda: delivery.words[:40] in text_of(app))
        assert [title for title, _ in notifier.shown] == ["A nudge from rituals"]


async def test_a_desktop_that_hangs_holds_nothing_up(session: Session) -> None:
    desktop = StuckDesktop()
    session.notifier = lambda: desktop
    session.autostart = lambda: desktop
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await to_nudges(pilot)
        await click_text(pilot, "try one")
        await pilot.press("escape", "comma")
        await go_to(pilot, app, "Without the app")
        await pilot.press("space", "space")
        await pilot.pause()
        meanwhile = text_of(app)
        desktop.let_go.set()
        await until(pilot, lambda: "Installed." in text_of(app))

    assert "One moment" in meanwhile
    assert desktop.installed == 1


class StuckDesktop(FakeNotifier, FakeAutostart):
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        FakeNotifier.__init__(self)
        FakeAutostart.__init__(self)
        self.let_go = Event()
        self.installed = 0

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        self.let_go.wait(60)
        return super().notify(title, body)

    def check(self) -> Delivery:
        self.let_go.wait(60)
        return super().check()

    def install(self) -> str:
        self.let_go.wait(60)
        self.installed += 1
        return super().install()


async def test_a_folder_that_hides_who_sends_them_is_said(session: Session, tmp_path: Path) -> None:
    session.places = places(str(tmp_path))
    for name in ("nudge.holder", "nudge.lock"):
        (session.places.data / name).mkdir(parents=True)
    session.sender_lock = partial(FileSenderLock, session.places.data, "")
    app = make_app(session)
    async with app.run_test(size=(100, 24)) as pilot:
        await to_nudges(pilot)

        await until(pilot, lambda: "Who sends the nudges can't be seen" in text_of(app))
        assert "rituals doctor says more." in " ".join(text_of(app).split())


async def test_a_digest_that_has_eased_off_is_said(session: Session) -> None:
    days = [date(2026, 11, day) for day in (19, 20, 21)]
    session.service.record_locally(lambda *_: [NudgeTold(f"digest@{day}", day) for day in days])
    app = make_app(session)
    async with app.run_test(size=(100, 24)) as pilot:
        await to_nudges(pilot)

        await until(pilot, lambda: "every other day for now" in text_of(app))


async def test_a_house_without_a_desktop_tries_none(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)
        await click_text(pilot, "try one")
        await pilot.pause()

        assert "no desktop to show it on" in text_of(app)


# without the app


async def test_settings_let_nudges_come_without_the_app_and_take_that_back(session: Session) -> None:
    autostart = FakeAutostart()
    session.autostart = lambda: autostart
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Without the app")
        before = text_of(app)

        await pilot.press("space")
        await until(pilot, lambda: "on" in line_with(text_of(app), "Without the app"))
        installed = text_of(app)
        await pilot.press("space")
        await until(pilot, lambda: "Taken away." in text_of(app))

        assert "Nudges while rituals is closed, too." in before
        assert "Installed." in installed
        assert not autostart.is_installed
        assert "off" in line_with(text_of(app), "Without the app")


LINE = "exec --no-startup-id /home/ana/.local/bin/rituals nudge run --home /home/ana/ours --unless-running"


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_a_line_that_is_needed_can_be_read_in_full_and_copied(session: Session, size: tuple[int, int]) -> None:
    autostart = FakeAutostart()
    autostart.line = LINE
    session.autostart = lambda: autostart
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Without the app")
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, AtLoginPage))
        await pilot.pause()
        page = text_of(app)
        await pilot.press("space", "space")
        await until(pilot, lambda: "Copied; paste it" in text_of(app))
        await pilot.press("escape")
        await pilot.pause()
        below = text_of(app)

        assert "".join(LINE.split()) in "".join(page.replace("│", "").split())
        assert app.clipboard == LINE
        assert autostart.is_installed
        assert "".join(LINE.split()) in "".join(below.split()), "it can be read again below the switch"


async def test_a_system_that_refuses_says_why_and_nothing_changes(session: Session) -> None:
    autostart = FakeAutostart()
    autostart.refuses = "systemctl refused."
    session.autostart = lambda: autostart
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Without the app")

        await pilot.press("space")

        await until(pilot, lambda: "systemctl refused." in text_of(app))
        assert "off" in line_with(text_of(app), "Without the app")


async def test_what_starts_something_else_at_login_is_renewed_by_the_same_switch(session: Session) -> None:
    autostart = FakeAutostart()
    autostart.is_installed = autostart.is_outdated = True
    session.autostart = lambda: autostart
    app = make_app(session)
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Without the app")

        assert "They start at every login. Off and on again renews it." in " ".join(text_of(app).split())


async def test_settings_lead_to_the_nudges_to_come(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")

        await go_to(pilot, app, "Nudges to come")
        await pilot.press("enter")
        await pilot.pause()

        assert app.screen.TITLE == "Nudges to come"
        await pilot.press("escape")
        assert app.screen.TITLE == "Settings"


# what the desktop never showed


async def test_what_was_kept_for_the_app_stands_on_today_until_it_is_done(session: Session) -> None:
    set_aside(session, "Walk and talk@2026-11-22T16:00-0")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "A nudge was kept for you here: Walk and talk." in text_of(app))

        await point_at(pilot, app, "Walk and talk    ")
        await pilot.press("space")

        await until(pilot, lambda: "kept for you here" not in text_of(app))


async def test_what_was_kept_for_the_app_is_gone_once_it_was_seen(session: Session) -> None:
    set_aside(session, "Walk and talk@2026-11-22T16:00-0")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "kept for you here" in text_of(app))

        await pilot.press("2", "1")
        await until(pilot, lambda: "kept for you here" not in text_of(app))

    assert isinstance(session.local, MemoryLog)
    assert sum(isinstance(record.event, NudgesSeen) for record in session.local.records) == 1


async def test_what_was_kept_for_the_app_is_seen_when_it_closes(session: Session) -> None:
    set_aside(session, "Walk and talk@2026-11-22T16:00-0")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "kept for you here" in text_of(app))
        unseen = session.service.device_state.seen_up_to
        await pilot.press("q")

    assert unseen == 0
    assert session.service.device_state.seen_up_to > 0


async def test_what_is_set_aside_while_another_screen_is_in_front_still_waits(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        set_aside(session, "Walk and talk@2026-11-22T16:00-0")
        await pilot.pause()
        await pilot.press("escape")

        await until(pilot, lambda: "kept for you here" in text_of(app))


# looks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_nudges_look_as_they_were_last_read(session: Session, size: tuple[int, int]) -> None:
    session.notifier = lambda: FakeNotifier(NO_BUS)
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await to_nudges(pilot, "x", "g", "z")
        await until(pilot, lambda: "wait on Today" in text_of(app) and "quiet for" in text_of(app))

        assert_golden(f"nudges-{size[0]}x{size[1]}", text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_settings_without_the_app_look_as_they_were_last_read(session: Session, size: tuple[int, int]) -> None:
    autostart = FakeAutostart()
    autostart.is_installed = True
    session.autostart = lambda: autostart
    session.places = places("/home/ana/rituals")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Without the app")

        assert_golden(f"settings-nudges-{size[0]}x{size[1]}", text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_today_with_a_kept_nudge_looks_as_it_was_last_read(session: Session, size: tuple[int, int]) -> None:
    set_aside(session, "Walk and talk@2026-11-22T16:00-0", "digest@2026-11-22")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "kept for you here" in text_of(app))
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert_golden(f"nudges-kept-{size[0]}x{size[1]}", text_of(app))


async def test_what_somebody_put_down_to_ask_comes_as_something_small_that_no_key_is_about() -> None:
    session = make_session(FakeClock(AFTERNOON), login="Ana")
    session.service.join("Sam")
    ana = session.service.seated.id
    session.service.private(ana).keep(lambda _: [AskAboutAdded("d", TODAY, "the dentist")])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_nudges(pilot)
        await pilot.pause()
        text = text_of(app)
        await pilot.press("x", "z", "r")
        await pilot.pause()

        assert "18:00  something small for you" in text.split("Tomorrow")[1]
        assert "“rituals: " in text
        assert "dentist" not in text
        assert "There is no ritual under the cursor." in text_of(app)
