"""The jar through the service: on logs in memory, and on real journals where words must be gone from the disk."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.bootstrap import open_logs
from rituals.core import events as e
from rituals.core.jar.commands import OPENING, PUTTING_IN
from rituals.core.model import EACH, Appreciation, PersonId, Rule, Seal
from rituals.errors import RuleError, StorageError, UsageError
from rituals.service.couple import CoupleService
from rituals.service.jar import DRAFTS_TOGETHER
from tests.adapters.journal_disks import PowerCut, RefusingDisk
from tests.fakes import FakeClock, MemoryLog, make_rituals

TODAY = date(2026, 11, 22)
WORDS = "the marzipan walrus"


def a_couple(rituals: CoupleService | None = None) -> tuple[CoupleService, PersonId, PersonId]:
    rituals = rituals or make_rituals()
    rituals.join("Sam")
    ana, sam = rituals.couple
    return rituals, ana.id, sam.id


def on_disk(folder: Path, device: str = "laptop", disk: Disk | None = None) -> CoupleService:
    """The service on the journals of a folder, as a process of this device has it."""
    numbers, opened = count(1), len(list(folder.rglob("*")))
    rituals = CoupleService(
        open_logs(folder, device, disk), FakeClock(), lambda: f"{device}{opened}-{next(numbers)}", "ana"
    )
    rituals.refresh()
    return rituals


def files_with(words: str, folder: Path) -> list[str]:
    """Every file below a folder that has these words in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


def take_up(rituals: CoupleService, entry: str, who: str) -> None:
    rituals.add(e.RitualAdded(entry, TODAY, entry, Rule("FREQ=DAILY", TODAY), who, catalogue=entry))


def first(_weights: Sequence[int]) -> int:
    return 0


class CutAtReplace(Disk):
    """The power goes just before a rewritten file takes its place."""

    def replace(self, source: Path, target: Path) -> None:
        raise PowerCut(source, target)


# putting in, changing, undoing


def test_a_note_is_from_whoever_is_here_to_the_other_about_today() -> None:
    rituals, ana, sam = a_couple()

    note = rituals.jar.put_in(" Thank you ")

    assert note == Appreciation(note.id, ana, TODAY, "Thank you", sam)
    assert list(rituals.state.jar.notes) == [note]


def test_alone_and_before_any_welcome_a_note_is_for_nobody_by_name() -> None:
    rituals = make_rituals()

    note = rituals.jar.put_in("A good day")

    assert (note.by, note.to) == (rituals.couple[0].id, "")


def test_a_note_can_be_for_nobody_by_name_though_there_are_two() -> None:
    rituals, _, _ = a_couple()

    assert rituals.jar.put_in("Lucky us", to="").to == ""


def test_a_note_and_the_tick_that_goes_along_are_undone_as_one() -> None:
    rituals, _, _ = a_couple()
    take_up(rituals, PUTTING_IN, EACH)
    rituals.jar.put_in("Thank you")
    ticked = rituals.state.ticks(PUTTING_IN)

    taken_back = rituals.undo()

    assert len(ticked) == 1
    assert len(taken_back) == 2
    assert len(rituals.state.jar) == 0
    assert rituals.state.ticks(PUTTING_IN) == {}


def test_an_opening_and_its_tick_are_undone_as_one_and_the_seals_are_back() -> None:
    rituals, _, _ = a_couple()
    take_up(rituals, OPENING, "together")
    note = rituals.jar.put_in("Surprise", seal=Seal())
    rituals.jar.open([note.id])
    was_open = not rituals.state.jar.is_sealed(note, TODAY)

    rituals.undo()

    assert was_open
    assert rituals.state.jar.is_sealed(note, TODAY)
    assert rituals.state.ticks(OPENING) == {}


def test_a_change_is_undone_to_the_words_before() -> None:
    rituals, _, _ = a_couple()
    note = rituals.jar.put_in("before")
    changed = rituals.jar.edit(e.AppreciationEdited(note.id, text="after"))
    unchanged = rituals.jar.edit(e.AppreciationEdited(note.id, text="after"))

    rituals.undo()

    assert (changed, unchanged) == (True, False)
    assert rituals.state.jar[note.id].text == "before"


def test_only_the_writer_changes_a_note_but_anyone_makes_it_a_favourite() -> None:
    rituals, _, sam = a_couple()
    note = rituals.jar.put_in("Thank you")

    with pytest.raises(RuleError, match="ana's words"):
        rituals.jar.edit(e.AppreciationEdited(note.id, text="mine"), by=sam)
    rituals.jar.favour(note.id)

    assert rituals.state.jar[note.id].favourite


def test_what_the_disk_refuses_is_not_in_the_jar() -> None:
    shared = MemoryLog()
    rituals, _, _ = a_couple(make_rituals(shared=shared))
    shared.refuses = "The disk is full. Make room."

    with pytest.raises(StorageError):
        rituals.jar.put_in("Thank you")

    assert len(rituals.state.jar) == 0


# drawing


def test_a_drawn_note_is_not_drawn_again_at_once_also_by_another_copy() -> None:
    shared, local = MemoryLog(), MemoryLog()
    here, _, _ = a_couple(make_rituals(shared=shared, local=local))
    for number in range(3):
        here.jar.put_in(f"Note {number}")
    there = make_rituals(shared=MemoryLog(records=shared.records), local=MemoryLog(records=local.records))
    weighed: list[Sequence[int]] = []

    def likeliest(weights: Sequence[int]) -> int:
        weighed.append(weights)
        return weights.index(max(weights))

    drawn = [rituals.jar.draw(likeliest).text for rituals in (here, there, here, there)]

    assert drawn == ["Note 0", "Note 1", "Note 2", "Note 0"]
    assert weighed[1:] == [[0, 1, 1], [1, 0, 4], [4, 1, 0]]


def test_an_empty_jar_says_how_to_begin_and_remembers_nothing() -> None:
    local = MemoryLog()
    rituals = make_rituals(local=local)

    with pytest.raises(RuleError, match="rituals jar add"):
        rituals.jar.draw(first)

    assert local.records == []


# drafts


def draft(by: PersonId, text: str) -> e.DraftKept:
    return e.DraftKept(by, text)


def test_each_has_a_draft_of_their_own_which_a_restart_survives(tmp_path: Path) -> None:
    rituals, ana, sam = a_couple(on_disk(tmp_path))
    rituals.jar.keep_draft(draft(ana, "You ma"))
    rituals.jar.keep_draft(draft(sam, "I lo"))
    rituals.jar.keep_draft(e.DraftKept(ana, "You made", TODAY, sam, Seal()))

    again = on_disk(tmp_path)

    assert again.jar.draft(ana) == e.DraftKept(ana, "You made", TODAY, sam, Seal())
    assert again.jar.draft(sam) == draft(sam, "I lo")


def test_a_dropped_draft_leaves_no_word_of_any_version_and_not_the_other_s_harm(tmp_path: Path) -> None:
    rituals, ana, sam = a_couple(on_disk(tmp_path))
    for end in range(4, len(WORDS) + 1):
        rituals.jar.keep_draft(draft(ana, WORDS[:end]))
    rituals.jar.keep_draft(draft(sam, "I lo"))
    there_before = files_with(WORDS[:4], tmp_path)

    rituals.jar.drop_draft(ana)

    assert there_before
    assert files_with(WORDS[:4], tmp_path) == []
    assert rituals.jar.draft(ana) is None
    assert rituals.jar.draft(sam) == draft(sam, "I lo")


def test_older_versions_of_a_draft_are_swept_out_as_one_goes_on() -> None:
    drafts = MemoryLog()
    rituals, ana, _ = a_couple(make_rituals(drafts=drafts))

    for number in range(5 * DRAFTS_TOGETHER):
        rituals.jar.keep_draft(draft(ana, f"version {number}"))

    assert len(drafts.records) <= DRAFTS_TOGETHER
    assert rituals.jar.draft(ana) == draft(ana, f"version {5 * DRAFTS_TOGETHER - 1}")


# erasing


def test_after_erasing_no_file_holds_the_words_old_or_new(tmp_path: Path) -> None:
    rituals, _, _ = a_couple(on_disk(tmp_path))
    note = rituals.jar.put_in(WORDS)
    kept = rituals.jar.put_in("This stays")
    rituals.jar.edit(e.AppreciationEdited(note.id, text="a nougat badger"))
    rituals.jar.draw(first)
    there_before = [files_with(words, tmp_path) for words in (WORDS, "nougat")]

    everywhere = rituals.jar.erase(note.id)

    assert there_before == [["laptop.jsonl"], ["laptop.jsonl"]]
    assert everywhere
    assert [files_with(words, tmp_path) for words in ("marzipan", "nougat")] == [[], []]
    assert list(rituals.state.jar.notes) == list(on_disk(tmp_path).state.jar.notes) == [kept]


def test_copies_beside_the_journal_go_as_well(tmp_path: Path) -> None:
    rituals, _, _ = a_couple(on_disk(tmp_path))
    note = rituals.jar.put_in(WORDS)
    journal = tmp_path / "shared" / "laptop.jsonl"
    torn = journal.read_bytes().splitlines()[-1][9:]
    journal.write_bytes(journal.read_bytes() + torn + b"\n")
    (tmp_path / "shared" / "laptop.jsonl.format-0.backup").write_text(WORDS)
    rituals = on_disk(tmp_path)
    there_before = files_with(WORDS, tmp_path)

    rituals.jar.erase(note.id)

    assert there_before == ["laptop.jsonl", "laptop.jsonl.damaged", "laptop.jsonl.format-0.backup"]
    assert files_with("marzipan", tmp_path) == []


def test_a_note_that_was_taken_back_can_still_be_erased(tmp_path: Path) -> None:
    rituals, _, _ = a_couple(on_disk(tmp_path))
    note = rituals.jar.put_in(WORDS)
    rituals.undo()
    there_before = files_with(WORDS, tmp_path)

    rituals.jar.erase(note.id)

    assert there_before
    assert files_with("marzipan", tmp_path) == []


def test_a_draft_that_was_left_behind_goes_with_its_note_and_another_stays(tmp_path: Path) -> None:
    rituals, ana, sam = a_couple(on_disk(tmp_path))
    rituals.jar.keep_draft(draft(ana, WORDS[:12]))
    rituals.jar.keep_draft(draft(ana, f"{WORDS}\n"))
    rituals.jar.keep_draft(draft(sam, "I lo"))
    note = rituals.jar.put_in(WORDS)

    rituals.jar.erase(note.id)

    assert files_with("marzipan", tmp_path) == []
    assert rituals.jar.draft(sam) == draft(sam, "I lo")


def test_erasing_is_not_undone_and_nothing_before_it_is_lost(tmp_path: Path) -> None:
    rituals, _, _ = a_couple(on_disk(tmp_path))
    rituals.jar.put_in("This stays")
    note = rituals.jar.put_in(WORDS)
    rituals.jar.erase(note.id)

    taken_back = rituals.undo()

    assert isinstance(taken_back[0], e.AppreciationAdded)
    assert taken_back[0].text == "This stays"
    assert note.id not in rituals.state.jar
    with pytest.raises(RuleError, match="isn't in the jar"):
        rituals.jar.erase(note.id)


def test_another_device_takes_its_words_off_its_own_disk_when_it_hears_of_it(tmp_path: Path) -> None:
    laptop, _, _ = a_couple(on_disk(tmp_path))
    phone = on_disk(tmp_path, "phone")
    note = phone.jar.put_in(WORDS)
    laptop.refresh()

    everywhere = laptop.jar.erase(note.id)
    gone_here, still_there = note.id not in laptop.state.jar, files_with(WORDS, tmp_path)
    on_disk(tmp_path, "phone")

    assert (everywhere, gone_here, still_there) == (False, True, ["phone.jsonl"])
    assert files_with("marzipan", tmp_path) == []


def test_words_that_another_device_wrote_into_our_note_go_as_well(tmp_path: Path) -> None:
    laptop, ana, _ = a_couple(on_disk(tmp_path))
    note = laptop.jar.put_in("an innocent beginning")
    phone = on_disk(tmp_path, "phone")
    phone.jar.edit(e.AppreciationEdited(note.id, text=WORDS), by=ana)
    laptop.refresh()

    everywhere = laptop.jar.erase(note.id)
    phone.refresh()

    assert not everywhere
    assert [files_with(words, tmp_path) for words in ("marzipan", "innocent")] == [[], []]


@pytest.mark.parametrize(("disk", "end"), [(CutAtReplace(), PowerCut), (RefusingDisk(replace=errno.EIO), StorageError)])
def test_an_erasure_that_was_cut_short_is_finished_by_whoever_looks_next(
    tmp_path: Path, disk: Disk, end: type[BaseException]
) -> None:
    a_couple(on_disk(tmp_path))
    note = on_disk(tmp_path).jar.put_in(WORDS)
    with pytest.raises(end):
        on_disk(tmp_path, disk=disk).jar.erase(note.id)
    left = files_with(WORDS, tmp_path)

    rituals = on_disk(tmp_path)

    assert "laptop.jsonl" in left
    assert note.id not in rituals.state.jar
    assert files_with("marzipan", tmp_path) == []


def test_where_nothing_can_be_rewritten_the_words_are_hidden_all_the_same(tmp_path: Path) -> None:
    a_couple(on_disk(tmp_path))
    note = on_disk(tmp_path).jar.put_in(WORDS)
    broken = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))
    with pytest.raises(StorageError):
        broken.jar.erase(note.id)

    again = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))

    assert note.id not in broken.state.jar
    assert note.id not in again.state.jar


def test_a_note_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    rituals, _, _ = a_couple(on_disk(tmp_path))

    with pytest.raises(UsageError):
        rituals.jar.put_in(f"{WORDS}\x1b[2J")

    assert files_with("marzipan", tmp_path) == []
