"""What is said after something was erased is true at each moment, also while backups still hold it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rituals.config import places
from rituals.core.events import FlowKept, KeptAnswer
from rituals.errors import BusyError, taking_off_disk
from rituals.ports import ERASING_MARK
from rituals.session import Session
from tests.kit.app import make_app, text_of, until
from tests.kit.checkins import took
from tests.kit.folder_news import FolderNews, between
from tests.kit.jars import put_in
from tests.kit.pages import press, words
from tests.kit.talking import a_couple
from tui.checkin.result import share_or_not
from tui.shared.toast import ERASED, LEAVES_BACKUPS, WORDS_ERASED, WORDS_LEAVE_BACKUPS

NOT_YET = "it is not off the disk yet"
DEEDS = {
    "a note": (("4", "x", "y"), LEAVES_BACKUPS, "gone for good"),
    "what was kept of a talk": (("5", "G", "enter", "enter", "x", "y"), LEAVES_BACKUPS, ERASED),
    "what was taken back": (("4", "u", "X"), WORDS_LEAVE_BACKUPS, WORDS_ERASED),
}
"""The keys that erase it, and what is said as long as backups hold it and where none does."""


@pytest.fixture
def session() -> Session:
    """A note in the jar, and what was kept of a talk."""
    session = a_couple()
    plan = FlowKept("one", "outside-view", date(2026, 11, 3), (KeptAnswer("plan", "Sit down."),))
    session.service.private(session.service.couple[0].id).keep(lambda _: [plan])
    put_in(session, "For the quince.")
    return session


def hold_on(session: Session, home: Path) -> Path:
    """Let backups have to let go of something and be unable to; what is in the way."""
    session.places = places(str(home))
    mark = session.places.data / ERASING_MARK
    in_the_way = mark.parent / "x.zip.rewrite"
    in_the_way.mkdir(parents=True)
    mark.touch()
    return in_the_way


@pytest.mark.parametrize(("deed", "leaving", "gone"), DEEDS.values(), ids=DEEDS)
async def test_it_is_gone_for_good_only_where_no_backup_holds_it(
    deed: tuple[str, ...], leaving: str, gone: str, session: Session, tmp_path: Path
) -> None:
    hold_on(session, tmp_path)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: NOT_YET in words(text_of(app)))
        said = words(await press(pilot, *deed))

    assert leaving in said
    assert gone not in said


ON_SAMS = "Gone from this machine now, from Sam's when it next looks"
LATER = "Sam's machine does the same when it next looks."


@pytest.mark.parametrize(
    ("deed", "has_travelled"),
    [(deed[0], name != "what was kept of a talk") for name, deed in DEEDS.items()],
    ids=DEEDS,
)
@pytest.mark.parametrize("is_held", [False, True])
async def test_of_what_travelled_it_is_said_when_it_goes_from_the_other_machine(
    deed: tuple[str, ...], has_travelled: bool, is_held: bool, session: Session, tmp_path: Path
) -> None:
    between(session, FolderNews())
    if is_held:
        hold_on(session, tmp_path)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not is_held or NOT_YET in words(text_of(app)))
        said = words(await press(pilot, *deed))

    assert (ON_SAMS in said) is (has_travelled and not is_held)
    assert (LATER in said) is (has_travelled and is_held)


def test_a_check_in_that_is_shown_no_more_stays_on_the_other_machine_until_that_looks(session: Session) -> None:
    ana = session.service.couple[0]
    entry = took(session, ana, "2026-11-20", "43333")
    between(session, FolderNews())

    assert LATER not in share_or_not(session, entry, ana)
    assert share_or_not(session, entry, ana).endswith(LATER)


@pytest.mark.parametrize("is_held", [False, True])
@pytest.mark.parametrize("keys", [("6", "enter", "down", "x", "y"), ("5", "G", "enter", "enter", "x", "y")])
async def test_what_was_shown_by_answering_apart_stays_on_the_other_machine_until_that_looks(
    keys: tuple[str, ...], is_held: bool, session: Session, tmp_path: Path
) -> None:
    service = session.service
    ana, sam = service.couple
    sams = FlowKept("two", "outside-view", date(2026, 11, 3), (KeptAnswer("plan", "Stand up."),))
    service.private(sam.id).keep(lambda _: [sams])
    for person, entry in ((ana, "one"), (sam, "two")):
        service.apart.seal_entry("outside-view", entry, "PLUM", by=person)
        service.apart.seal_checkin(session.catalogue.form, took(session, person, "2026-11-20", "43333"), by=person)
    between(session, FolderNews())
    if is_held:
        hold_on(session, tmp_path)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not is_held or NOT_YET in words(text_of(app)))
        said = words(await press(pilot, *keys))

    assert (LATER if is_held else ON_SAMS) in said


async def test_a_backup_that_refuses_is_told_once_and_the_next_one_again(session: Session, tmp_path: Path) -> None:
    in_the_way = hold_on(session, tmp_path)
    mark = session.places.data / ERASING_MARK
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: NOT_YET in words(text_of(app)))
        app.say("A kind word.")
        for _ in range(3):
            app.look_around()
            await app.workers.wait_for_complete()
        await pilot.pause()
        assert NOT_YET not in words(text_of(app))

        mark.unlink()
        app.look_around()
        mark.touch()
        await until(pilot, lambda: NOT_YET in words(text_of(app)))

        in_the_way.rmdir()
        mark.unlink()
        app.look_around()
        mark.touch()
        await until(pilot, lambda: not session.is_erasing)


async def test_what_another_process_takes_out_of_the_backups_is_not_told_of_as_refused(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.places = places(str(tmp_path))
    mark = session.places.data / ERASING_MARK
    mark.parent.mkdir(parents=True)
    tries = list[str]()

    class BackupsOfOthers:
        def finish_erasing(self) -> None:
            tries.append("one")
            with taking_off_disk():
                if len(tries) == 1:
                    raise BusyError("Another rituals has them.")
                mark.unlink()

    monkeypatch.setattr("tui.app.backups_of", lambda _: BackupsOfOthers())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        mark.touch()
        await until(pilot, lambda: not mark.exists())

        assert NOT_YET not in words(text_of(app))
        assert len(tries) == 2
