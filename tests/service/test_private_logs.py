"""Check-ins, questions and consent through the service, on real journals: what is private stays in one's own log."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from rituals.adapters.journal.lines import checked_line
from rituals.adapters.logs import open_logs
from rituals.content.loader import catalogue
from rituals.core.calendar import add_days
from rituals.core.catalogue.consent import in_need_of_both
from rituals.core.checkin.commands import SCREEN
from rituals.core.events import AppreciationAdded, CheckinTakenBack, ConsentSaid, RitualAdded, RitualEdited
from rituals.core.model import Quota
from rituals.core.questions import ask_about
from rituals.core.rituals.undo_words import undone_words
from rituals.errors import RuleError, StillOnDiskError, StorageError
from rituals.service.couple import CoupleService
from rituals.service.ledger import NOBODY_YET
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.locks import couple_at, lock_cheaply, open_lock

ALL = catalogue()
FORM = ALL.form
INTIMATE = in_need_of_both(ALL.ritual)[0].id
NUMBERS = count(1)


def opened(home: Path, clock: FakeClock | None = None, *, device: str = "laptop") -> CoupleService:
    """The couple's books on a folder, as another launch would open them."""
    logs = open_logs(home, device)
    service = CoupleService(logs, clock or FakeClock(), lambda: f"{next(NUMBERS):016x}", "ana")
    service.refresh()
    return service


@pytest.fixture
def service(tmp_path: Path) -> CoupleService:
    """Ana and Sam."""
    found = opened(tmp_path)
    found.join("Sam")
    return found


def bytes_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_check_in_lies_in_ones_own_log_and_nothing_of_it_in_any_other(service: CoupleService, tmp_path: Path) -> None:
    ana, sam = service.couple

    service.checkin.take(FORM, {"c1": 1, "c4": 0}, by=sam.id)

    assert b"checkin_taken" in bytes_under(tmp_path / "private" / sam.id)
    for elsewhere in (tmp_path / "shared", tmp_path / "local", tmp_path / "drafts", tmp_path / "private" / ana.id):
        assert b"checkin" not in bytes_under(elsewhere)
    assert [one.answers for one in opened(tmp_path).private(sam.id).now.checkins] == [{"c1": 1, "c4": 0}]
    assert not service.private(ana.id).now.checkins


def test_only_what_was_shared_on_purpose_is_in_the_shared_log(service: CoupleService, tmp_path: Path) -> None:
    ana, _ = service.couple
    kept = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    shared = service.checkin.take(FORM, {"c2": 3}, by=ana.id)

    service.checkin.share(shared, by=ana.id)

    there = bytes_under(tmp_path / "shared")
    assert shared.encode() in there
    assert kept.encode() not in there
    assert [one.answers for one in opened(tmp_path).state.shared_checkins] == [{"c2": 3}]
    service.checkin.take_back(shared, by=ana.id)
    assert not service.state.shared_checkins
    assert service.private(ana.id).now.checkins[-1].entry == shared


def test_neither_sharing_nor_withdrawing_is_undone(service: CoupleService) -> None:
    ana, _ = service.couple
    withdrawn = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    service.checkin.share(withdrawn, by=ana.id)
    service.checkin.take_back(withdrawn, by=ana.id)
    shared = service.checkin.take(FORM, {"c1": 2}, by=ana.id)
    service.checkin.share(shared, by=ana.id)

    while True:
        try:
            service.undo()
        except RuleError:
            break

    assert [checkin.entry for checkin in service.state.shared_checkins] == [shared]


def test_sharing_or_not_is_decided_by_how_it_stands(service: CoupleService) -> None:
    ana, _ = service.couple
    entry = service.checkin.take(FORM, {"c1": 1}, by=ana.id)

    shared = service.checkin.share_or_not(entry, by=ana.id)
    was_shared = service.checkin.is_shared(entry)
    taken_back = service.checkin.share_or_not(entry, by=ana.id)

    assert (shared, was_shared, taken_back) == (True, True, False)
    assert not service.checkin.is_shared(entry)


def test_alone_there_is_nobody_to_show_it_to(tmp_path: Path) -> None:
    alone = opened(tmp_path)
    entry = alone.checkin.take(FORM, {"c1": 1}, by=NOBODY_YET)

    with pytest.raises(RuleError, match="nobody else here"):
        alone.checkin.share_or_not(entry, by=alone.couple[0].id)


@pytest.mark.parametrize("before", ["never shown", "shown", "shown and taken back", "taken back by an older version"])
def test_letting_go_leaves_nothing_on_the_disk_and_nothing_shown(
    service: CoupleService, tmp_path: Path, before: str
) -> None:
    ana, _ = service.couple
    entry = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    if before != "never shown":
        service.checkin.share(entry, by=ana.id)
    if before == "shown and taken back":
        service.checkin.take_back(entry, by=ana.id)
    elif before == "taken back by an older version":
        service.record(lambda _: [CheckinTakenBack(entry)])

    service.checkin.let_go(entry, by=ana.id)

    assert b'"c1"' not in bytes_under(tmp_path)
    assert not service.checkin.is_shared(entry)
    with pytest.raises(RuleError, match="not there any more"):
        service.checkin.let_go(entry, by=ana.id)


def test_what_is_taken_back_is_erased_for_the_other_and_stays_ones_own(service: CoupleService, tmp_path: Path) -> None:
    ana, _ = service.couple
    entry = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    service.checkin.share(entry, by=ana.id)

    service.checkin.take_back(entry, by=ana.id)

    assert b'"c1"' not in bytes_under(tmp_path / "shared")
    assert [one.answers for one in opened(tmp_path).private(ana.id).now.checkins] == [{"c1": 1}]
    service.checkin.share(entry, by=ana.id)
    assert [one.answers for one in service.state.shared_checkins] == [{"c1": 1}]


def test_two_copies_that_finish_one_check_in_tick_its_ritual_once(service: CoupleService, tmp_path: Path) -> None:
    service.take_up(next(entry for entry in ALL.ritual if entry.screen == SCREEN))
    other = opened(tmp_path)
    people = [person.id for person in service.couple]
    open_for = [copy.checkin.to_tick(ALL.ritual, people) for copy in (service, other)]

    first, second = (copy.checkin.finish(ALL.ritual, people) for copy in (service, other))

    assert open_for[0] == open_for[1]
    assert [sorted(by) for by in open_for[0].values()] == [sorted(people)]
    assert {tick.by for tick in first} == set(people)
    assert second == []
    assert not service.checkin.to_tick(ALL.ritual, people)


def test_an_erased_check_in_is_on_no_disk(service: CoupleService, tmp_path: Path) -> None:
    ana, _ = service.couple
    entry = service.checkin.take(FORM, {"c1": 1, "c2": 4}, by=ana.id)

    service.private(ana.id).erase(entry)

    assert b"answers" not in bytes_under(tmp_path / "private")
    assert not opened(tmp_path).private(ana.id).now.checkins


def test_answers_before_any_welcome_are_still_ones_own_afterwards(tmp_path: Path) -> None:
    alone = opened(tmp_path)

    alone.checkin.take(FORM, {"c1": 2}, by=NOBODY_YET)

    again = opened(tmp_path)
    assert again.private(again.couple[0].id).now.checkins
    assert not (tmp_path / "private" / NOBODY_YET).exists()


def test_passing_everything_leaves_nothing_at_all(service: CoupleService, tmp_path: Path) -> None:
    before = bytes_under(tmp_path)

    with pytest.raises(RuleError, match="passed, which is fine"):
        service.checkin.take(FORM, {}, by=service.couple[0].id)

    assert bytes_under(tmp_path) == before


def test_the_result_is_seen_beside_the_last_one(tmp_path: Path) -> None:
    clock = FakeClock()
    service = opened(tmp_path, clock)
    service.checkin.take(FORM, {item.id: 1 for item in FORM.items}, by=NOBODY_YET)
    clock.pass_time(days=14)

    entry = service.checkin.take(FORM, {item.id: 3 for item in FORM.items}, by=NOBODY_YET)

    assert service.checkin.result(FORM, entry, by=NOBODY_YET).trend == "Closer than last time."


def test_no_words_to_ask_about_are_in_a_shared_log(service: CoupleService, tmp_path: Path) -> None:
    ana, sam = service.couple
    noted = ask_about.note_down("n1", "the dentist", add_days(service.today(), 1), today=service.today())

    service.private(ana.id).keep(lambda _: noted)

    assert b"dentist" in bytes_under(tmp_path / "private" / ana.id)
    assert b"dentist" not in bytes_under(tmp_path / "shared") + bytes_under(tmp_path / "private" / sam.id)
    service.private(ana.id).erase("n1")
    assert b"dentist" not in bytes_under(tmp_path)


def test_tonights_question_stays_for_every_launch_and_passing_changes_it(
    service: CoupleService, tmp_path: Path
) -> None:
    first = service.questions.tonight(ALL.prompt)
    service.questions.came_up(first)

    other = service.questions.another(ALL.prompt, lambda _: 0)

    assert other != first
    assert opened(tmp_path).questions.tonight(ALL.prompt) == other
    assert b"question_shown" not in bytes_under(tmp_path / "shared")


def test_a_favourite_is_shared(service: CoupleService, tmp_path: Path) -> None:
    service.questions.favour(ALL.prompt, "p05")

    assert opened(tmp_path).state.favourite_questions == {"p05"}


def test_neither_ones_yes_nor_its_absence_is_in_what_both_see(service: CoupleService, tmp_path: Path) -> None:
    ana, sam = service.couple
    shared = bytes_under(tmp_path / "shared") + bytes_under(tmp_path / "local")

    service.consent.say(INTIMATE, by=ana.id, given=True)
    after_one = service.consent.agreed(ALL.ritual)
    service.consent.say(INTIMATE, by=ana.id, given=False)
    service.consent.say(INTIMATE, by=ana.id, given=True)
    bytes_after_one = bytes_under(tmp_path / "shared") + bytes_under(tmp_path / "local")
    service.consent.say(INTIMATE, by=sam.id, given=True)
    after_both = service.consent.agreed(ALL.ritual)
    service.consent.say(INTIMATE, by=ana.id, given=False)

    assert not after_one
    assert bytes_after_one == shared
    assert after_both == {INTIMATE}
    assert not service.consent.agreed(ALL.ritual)
    said = [msgspec.json.decode(document)["event"] for document in service.logs.shared.documents()][-2:]
    assert said == [
        {"kind": "both_said_yes", "about": INTIMATE, "people": sorted([ana.id, sam.id])},
        {"kind": "yes_taken_back", "about": INTIMATE},
    ]
    assert bytes_under(tmp_path / "local") in shared


def test_two_yeses_of_an_earlier_version_become_one_that_both_see(service: CoupleService, tmp_path: Path) -> None:
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    for person in service.couple:
        service.private(person.id).keep(lambda _: [ConsentSaid(INTIMATE, True)])
    service.add(entry.adopted(service.today()))
    service.jar.put_in("tea", by=service.seated.id)

    updated = opened(tmp_path)

    assert INTIMATE in updated.state.rituals
    assert isinstance(updated.undo().events[0], AppreciationAdded)
    shutil.rmtree(tmp_path / "private")
    assert INTIMATE in opened(tmp_path).state.rituals
    assert bytes_under(tmp_path / "shared").count(b"both_said_yes") == 1


def test_what_a_yes_taken_back_elsewhere_hides_is_erased_here_too(service: CoupleService, tmp_path: Path) -> None:
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    for person in service.couple:
        service.consent.say(INTIMATE, by=person.id, given=True)
    service.add(entry.adopted(service.today()))
    shutil.copytree(tmp_path, other_home := tmp_path / "other")
    there = opened(other_home, device="tablet")
    there.consent.withdraw(entry, by=there.couple[1].id)
    service.edit(entry.id, RitualEdited(entry.id, name="Our QUINCE hour"))
    service.tick(entry.id, note="with QUINCE")

    shutil.copy(other_home / "shared" / "tablet.jsonl", tmp_path / "shared" / "tablet.jsonl")
    service.refresh()

    assert INTIMATE not in service.state.rituals
    assert b"QUINCE" not in bytes_under(tmp_path)
    for person in service.couple:
        assert not service.consent.said_yes(INTIMATE, by=person.id)
        service.consent.say(INTIMATE, by=person.id, given=True)
    assert service.state.rituals[entry.id].name == entry.name
    (ticks,) = service.state.ticks(entry.id).values()
    assert [tick.note for tick in ticks] == [""]


def test_a_yes_that_is_taken_back_takes_along_what_was_written(service: CoupleService, tmp_path: Path) -> None:
    ana, sam = service.couple
    for person in service.couple:
        service.consent.say(INTIMATE, by=person.id, given=True)
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    service.refresh()
    service.add(replace(entry.adopted(service.today()), cue="after QUINCE", cadence=Quota(3, "week")))
    service.edit(entry.id, RitualEdited(entry.id, name="Our QUINCE hour"))
    service.tick(entry.id, note="with QUINCE")
    service.untick(entry.id)
    service.rest(entry.id, reason="QUINCE")
    service.pause(entry.id, reason="QUINCE")
    service.add(RitualAdded("tea", service.today(), "PLUM", Quota(3, "week")))

    service.consent.withdraw(entry, by=sam.id)

    assert b"QUINCE" not in bytes_under(tmp_path)
    assert b"PLUM" in bytes_under(tmp_path)
    assert list(service.state.rituals) == ["tea"]
    assert service.state.all_rituals[entry.id].name == entry.name
    service.consent.say(INTIMATE, by=sam.id, given=True)
    assert INTIMATE not in service.state.rituals  # after a no, each says yes anew
    service.consent.say(INTIMATE, by=ana.id, given=True)
    service.refresh()
    assert service.state.rituals[entry.id].name == entry.name
    for _ in range(9):
        with suppress(RuleError):
            service.undo()
    assert "QUINCE" not in str(vars(service.state))


def test_where_the_words_cannot_go_the_yes_stands_to_be_taken_back_again() -> None:
    shared = MemoryLog()
    service = make_rituals(shared=shared)
    service.join("Sam")
    for person in service.couple:
        service.consent.say(INTIMATE, by=person.id, given=True)
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    service.add(entry.adopted(service.today()))
    service.tick(entry.id, note="with QUINCE")
    shared.refuses = "The disk is full."

    with pytest.raises(StorageError):
        service.consent.withdraw(entry, by=service.seated.id)

    assert service.consent.agreed([entry]) == {INTIMATE}


def test_a_ritual_in_need_of_both_is_hidden_as_soon_as_one_takes_it_back(service: CoupleService) -> None:
    for person in service.couple:
        service.consent.say(INTIMATE, by=person.id, given=True)
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    service.add(entry.adopted(service.today()))
    seen = service.consent.hidden()

    service.consent.say(INTIMATE, by=service.couple[1].id, given=False)
    service.state.hide(service.consent.hidden())

    assert seen == set()
    assert INTIMATE not in service.state.rituals
    assert service.consent.hidden() == {INTIMATE}


def test_it_stays_hidden_where_the_local_log_cannot_be_read(service: CoupleService, tmp_path: Path) -> None:
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    service.add(entry.adopted(service.today()))
    (tmp_path / "local").mkdir(exist_ok=True)
    (tmp_path / "local" / "laptop.jsonl").write_bytes(checked_line(b'{"format":99,"file":"x"}'))
    later_launch = CoupleService(open_logs(tmp_path, "laptop"), FakeClock(), lambda: "x", "ana")

    with pytest.raises(StorageError):
        later_launch.refresh()

    assert later_launch.couple == service.couple
    assert INTIMATE not in later_launch.state.rituals


def test_where_nothing_in_need_of_both_is_kept_no_private_log_is_read(service: CoupleService, tmp_path: Path) -> None:
    assert service.consent.hidden() == set()
    assert not (tmp_path / "private").exists()


def test_what_one_takes_back_is_gone_at_the_next_look_and_nothing_says_its_name(service: CoupleService) -> None:
    ana, sam = (person.id for person in service.couple)
    entry = ALL.entry(INTIMATE)
    assert entry is not None
    for person in (ana, sam):
        service.consent.say(INTIMATE, by=person, given=True)
    service.add(entry.adopted(service.today()))
    assert INTIMATE in service.state.rituals
    told: list[bool] = []
    service.subscribe(lambda: told.append(INTIMATE in service.state.rituals))

    service.consent.say(INTIMATE, by=sam, given=False)
    service.refresh()
    taken_back = undone_words(service.undo().records, service.state, today=service.today())

    assert told[0] is False
    assert entry.name not in taken_back


# where the disk refuses half way


@pytest.mark.parametrize("log", ["shared", "private"])
def test_letting_go_that_the_disk_refuses_half_way_is_told_holds_and_goes_on_by_itself(
    service: CoupleService, tmp_path: Path, log: str
) -> None:
    ana, _ = service.couple
    entry = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    service.checkin.share(entry, by=ana.id)
    blocked = in_the_way(tmp_path / log)

    with pytest.raises(StillOnDiskError, match="not off the disk yet"):
        service.checkin.let_go(entry, by=ana.id)

    assert not service.checkin.is_shared(entry)
    assert entry not in service.private(ana.id).now
    assert b'"c1"' in bytes_under(tmp_path)
    for path in blocked:
        path.rmdir()
    _ = opened(tmp_path).private(ana.id).now
    assert b'"c1"' not in bytes_under(tmp_path)


@pytest.mark.parametrize("deed", ["take back", "share or not", "withdraw"])
def test_whatever_takes_words_back_says_where_they_still_are(service: CoupleService, tmp_path: Path, deed: str) -> None:
    ana, sam = service.couple
    entry = in_need_of_both(ALL.ritual)[0]
    for person in (ana, sam):
        service.consent.say(entry.id, by=person.id, given=True)
    service.take_up(entry)
    service.tick(entry.id, note="SECRET")
    checkin = service.checkin.take(FORM, {"c1": 1}, by=ana.id)
    service.checkin.share(checkin, by=ana.id)
    in_the_way(tmp_path / "shared")
    deeds: dict[str, Callable[[], object]] = {
        "take back": lambda: service.checkin.take_back(checkin, by=ana.id),
        "share or not": lambda: service.checkin.share_or_not(checkin, by=ana.id),
        "withdraw": lambda: service.consent.withdraw(entry, by=ana.id),
    }

    with pytest.raises(StillOnDiskError, match=str(tmp_path / "shared")):
        deeds[deed]()

    if deed == "withdraw":
        assert not service.consent.agreed([entry])
    else:
        assert not service.checkin.is_shared(checkin)


def in_the_way(folder: Path) -> list[Path]:
    """Folders where a file must be written first before a journal can be written anew."""
    blocked = [path.with_name(f"{path.name}.rewrite") for path in folder.rglob("*.jsonl")]
    for path in blocked:
        path.mkdir()
    return blocked


def test_a_yes_said_while_the_others_pages_are_locked_counts_once_they_are_open(tmp_path: Path) -> None:
    session = couple_at(tmp_path)
    ana, sam = session.service.couple
    consent = session.service.consent
    consent.say(INTIMATE, by=ana.id, given=True)
    lock_cheaply(session, ana.id)

    consent.say(INTIMATE, by=sam.id, given=True)
    while_locked = consent.agreed(ALL.ritual)
    open_lock(session, ana.id)
    session.service.refresh()
    session.service.private(ana.id).lock_here.close()
    session.service.refresh()

    assert not while_locked
    assert consent.agreed(ALL.ritual) == {INTIMATE}
