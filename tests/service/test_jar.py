"""The jar through the service: on logs in memory, and on real journals where words must be gone from the disk."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from rituals.adapters.journal.disk import Disk
from rituals.adapters.logs import open_logs
from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.jar.commands import OPENING, PUTTING_IN
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import EACH, Appreciation, PersonId, Reply, Rule, Seal
from rituals.errors import Remedy, RuleError, StorageError, UsageError
from rituals.service.couple import CoupleService
from rituals.service.jar import DRAFTS_TOGETHER
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.journal_disks import PowerCut, RefusingDisk
from tests.kit.notes import put_in_jar
from tests.kit.traces import words_on_disk

TODAY = date(2026, 11, 22)
WORDS = "the marzipan walrus"


def a_couple(service: CoupleService | None = None) -> tuple[CoupleService, PersonId, PersonId]:
    service = service or make_rituals()
    service.join("Sam")
    ana, sam = service.couple
    return service, ana.id, sam.id


def on_disk(folder: Path, device: str = "laptop", disk: Disk | None = None) -> CoupleService:
    """The service on the journals of a folder, as a process of this device has it."""
    numbers, opened = count(1), len(list(folder.rglob("*")))
    service = CoupleService(
        open_logs(folder, device, disk), FakeClock(), lambda: f"{device}{opened}-{next(numbers)}", "ana"
    )
    service.refresh()
    return service


def files_with(words: str, folder: Path) -> list[str]:
    """Every file below a folder that has these words in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


def take_up(service: CoupleService, entry: str, who: str) -> None:
    service.add(e.RitualAdded(entry, TODAY, entry, Rule("FREQ=DAILY", TODAY), who, catalogue=entry))


def first(_weights: Sequence[int]) -> int:
    return 0


class CutAtReplace(Disk):
    """The power goes just before a rewritten file takes its place."""

    def replace(self, source: Path, target: Path) -> None:
        raise PowerCut(source, target)


# putting in, changing, undoing


def test_a_note_is_from_whoever_is_here_to_the_other_about_today() -> None:
    service, ana, sam = a_couple()

    note = put_in_jar(service, " Thank you ")

    assert note == Appreciation(note.id, ana, TODAY, "Thank you", sam)
    assert list(service.state.jar.notes) == [note]


def test_alone_and_before_any_welcome_a_note_is_for_nobody_by_name() -> None:
    service = make_rituals()

    note = put_in_jar(service, "A good day")

    assert (note.by, note.to) == (service.couple[0].id, "")


def test_a_note_can_be_for_nobody_by_name_though_there_are_two() -> None:
    service, _, _ = a_couple()

    assert put_in_jar(service, "Lucky us", to="").to == ""


def test_putting_in_gives_the_note_and_the_tick_that_goes_along() -> None:
    service, ana, sam = a_couple()
    take_up(service, PUTTING_IN, EACH)

    added, *ticks = service.jar.put_in("Thank you")
    later = service.jar.put_in("And for the soup")

    assert isinstance(added, e.AppreciationAdded)
    assert (added.by, added.to, added.text) == (ana, sam, "Thank you")
    assert ticks == [e.RitualTicked(PUTTING_IN, TODAY, ana)]
    assert [type(event) for event in later] == [e.AppreciationAdded]


def test_a_note_of_another_copy_that_ticked_meanwhile_is_seen_in_what_comes_back() -> None:
    log = MemoryLog("phone")
    phone, _, _ = a_couple(make_rituals(shared=log))
    take_up(phone, OPENING, EACH)
    note = put_in_jar(phone, "Thank you")
    laptop = make_rituals(shared=MemoryLog("laptop", log.records))

    opened, again = phone.jar.open([note.id]), laptop.jar.open([note.id])

    assert [type(event) for event in opened] == [e.JarOpened, e.RitualTicked, e.RitualTicked]
    assert [type(event) for event in again] == [e.JarOpened]


def test_a_note_and_the_tick_that_goes_along_are_undone_as_one() -> None:
    service, _, _ = a_couple()
    take_up(service, PUTTING_IN, EACH)
    service.jar.put_in("Thank you")
    ticked = service.state.ticks(PUTTING_IN)

    taken_back = service.undo()

    assert len(ticked) == 1
    assert len(taken_back.records) == 2
    assert len(service.state.jar) == 0
    assert service.state.ticks(PUTTING_IN) == {}


def test_an_opening_and_its_tick_are_undone_as_one_and_the_seals_are_back() -> None:
    service, _, _ = a_couple()
    take_up(service, OPENING, "together")
    note = put_in_jar(service, "Surprise", seal=Seal())
    service.jar.open([note.id])
    was_open = not service.state.jar.is_sealed(note, TODAY)

    service.undo()

    assert was_open
    assert service.state.jar.is_sealed(note, TODAY)
    assert service.state.ticks(OPENING) == {}


def test_a_change_is_undone_to_the_words_before() -> None:
    service, _, _ = a_couple()
    note = put_in_jar(service, "before")
    changed = service.jar.edit(e.AppreciationEdited(note.id, text="after"))
    unchanged = service.jar.edit(e.AppreciationEdited(note.id, text="after"))

    service.undo()

    assert (changed, unchanged) == ([e.AppreciationEdited(note.id, text="after")], [])
    assert service.state.jar[note.id].text == "before"


def test_only_the_writer_changes_a_note_but_anyone_makes_it_a_favourite() -> None:
    service, _, sam = a_couple()
    note = put_in_jar(service, "Thank you")

    with pytest.raises(RuleError, match="ana's words"):
        service.jar.edit(e.AppreciationEdited(note.id, text="mine"), by=sam)
    service.jar.favour(note.id)

    assert service.state.jar[note.id].favourite


def test_what_the_disk_refuses_is_not_in_the_jar() -> None:
    shared = MemoryLog()
    service, _, _ = a_couple(make_rituals(shared=shared))
    shared.refuses = "The disk is full. Make room."

    with pytest.raises(StorageError):
        service.jar.put_in("Thank you")

    assert len(service.state.jar) == 0


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

    drawn = [service.jar.draw(likeliest).text for service in (here, there, here, there)]

    assert drawn == ["Note 0", "Note 1", "Note 2", "Note 0"]
    assert weighed[1:] == [[0, 1, 1], [1, 0, 4], [4, 1, 0]]


def test_an_empty_jar_says_how_to_begin_and_remembers_nothing() -> None:
    local = MemoryLog()
    service = make_rituals(local=local)

    with pytest.raises(RuleError, match="no open note in the jar") as refusal:
        service.jar.draw(first)

    assert refusal.value.remedy is Remedy.ADD_THANKS
    assert local.records == []


# drafts


def draft(by: PersonId, text: str) -> e.DraftKept:
    return e.DraftKept(by, text)


def test_each_has_a_draft_of_their_own_which_a_restart_survives(tmp_path: Path) -> None:
    service, ana, sam = a_couple(on_disk(tmp_path))
    service.jar.keep_draft(draft(ana, "You ma"))
    service.jar.keep_draft(draft(sam, "I lo"))
    service.jar.keep_draft(e.DraftKept(ana, "You made", TODAY, sam, Seal()))

    again = on_disk(tmp_path)

    assert again.jar.draft(ana) == e.DraftKept(ana, "You made", TODAY, sam, Seal())
    assert again.jar.draft(sam) == draft(sam, "I lo")


def test_a_dropped_draft_leaves_no_word_of_any_version_and_not_the_other_s_harm(tmp_path: Path) -> None:
    service, ana, sam = a_couple(on_disk(tmp_path))
    for end in range(4, len(WORDS) + 1):
        service.jar.keep_draft(draft(ana, WORDS[:end]))
    service.jar.keep_draft(draft(sam, "I lo"))
    there_before = files_with(WORDS[:4], tmp_path)

    service.jar.drop_draft(ana)

    assert there_before
    assert files_with(WORDS[:4], tmp_path) == []
    assert service.jar.draft(ana) is None
    assert service.jar.draft(sam) == draft(sam, "I lo")


def test_older_versions_of_a_draft_are_swept_out_as_one_goes_on() -> None:
    drafts = MemoryLog()
    service, ana, _ = a_couple(make_rituals(drafts=drafts))

    for number in range(5 * DRAFTS_TOGETHER):
        service.jar.keep_draft(draft(ana, f"version {number}"))

    assert len(drafts.records) <= DRAFTS_TOGETHER
    assert service.jar.draft(ana) == draft(ana, f"version {5 * DRAFTS_TOGETHER - 1}")


def test_of_two_drafts_that_share_a_record_s_order_the_later_one_in_the_file_is_there() -> None:
    drafts = MemoryLog()
    service, ana, _ = a_couple(make_rituals(drafts=drafts))
    service.jar.keep_draft(draft(ana, "one"))

    drafts.records.append(replace(drafts.records[-1], event=draft(ana, "another")))

    assert service.jar.draft(ana) == draft(ana, "another")


# a line under a note


def answered(service: CoupleService, note: Appreciation, text: str, by: PersonId) -> Reply | None:
    service.jar.answer(note.id, text, by=by)
    return service.state.jar[note.id].reply


def test_a_line_stands_under_a_note_until_it_is_taken_back() -> None:
    service, _, sam = a_couple()
    note = put_in_jar(service, "Thank you")
    service.seat(sam)

    events = [service.jar.answer(note.id, "You noticed!"), service.jar.answer(note.id, "You noticed!")]

    assert events == [[e.AppreciationAnswered(note.id, sam, "You noticed!")], []]
    assert service.state.jar[note.id].reply == Reply(sam, "You noticed!")
    assert [each.id for each in service.state.jar.search("notic", TODAY)] == [note.id]
    assert list(service.undo().events) == events[0]
    assert service.state.jar[note.id] == note


def test_a_line_under_a_note_for_nobody_by_name_is_for_anybody_but_its_writer() -> None:
    service, ana, sam = a_couple()
    note = put_in_jar(service, "Lucky us", to="")

    with pytest.raises(RuleError, match="Those are your own words"):
        service.jar.answer(note.id, "Yes!", by=ana)

    assert answered(service, note, "Yes!", sam) == Reply(sam, "Yes!")


def test_what_was_answered_is_not_taken_back_with_its_note() -> None:
    service, _, sam = a_couple()
    note = put_in_jar(service, "Thank you")
    service.seat(sam)
    service.jar.answer(note.id, "You noticed!")
    service.seat(service.couple[0].id)

    with pytest.raises(RuleError, match="Left as it is: the note for Sam about today; Sam has answered it since"):
        service.undo()

    assert note.id in service.state.jar


def test_a_line_goes_off_the_disk_with_its_note(tmp_path: Path) -> None:
    service, _, sam = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, "Thank you")
    service.seat(sam)
    service.jar.answer(note.id, WORDS)
    service.jar.answer(note.id, "a nougat badger")
    there_before = [files_with(words, tmp_path) for words in (WORDS, "nougat")]

    service.jar.erase(note.id)

    assert there_before == [["laptop.jsonl"], ["laptop.jsonl"]]
    assert [files_with(words, tmp_path) for words in ("marzipan", "nougat")] == [[], []]


@pytest.mark.parametrize("instead", ["a nougat badger", ""])
def test_whoever_left_a_line_takes_what_it_said_before_off_the_disk(tmp_path: Path, instead: str) -> None:
    service, _, sam = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, "Thank you")
    service.seat(sam)
    service.jar.answer(note.id, WORDS)
    service.jar.answer(note.id, instead)

    service.erasing.erase_taken_back()

    assert files_with("marzipan", tmp_path) == []
    reply = on_disk(tmp_path).state.jar[note.id].reply
    assert (reply.text if reply else "") == instead


def test_a_line_that_was_undone_goes_off_the_disk(tmp_path: Path) -> None:
    service, _, sam = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, "Thank you")
    service.seat(sam)
    service.jar.answer(note.id, WORDS)
    service.undo()

    service.erasing.erase_taken_back()

    assert files_with("marzipan", tmp_path) == []
    assert on_disk(tmp_path).state.jar[note.id].text == "Thank you"


# erasing


def test_after_erasing_no_file_holds_the_words_old_or_new(tmp_path: Path) -> None:
    service, _, _ = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, WORDS)
    kept = put_in_jar(service, "This stays")
    service.jar.edit(e.AppreciationEdited(note.id, text="a nougat badger"))
    service.jar.draw(first)
    there_before = [files_with(words, tmp_path) for words in (WORDS, "nougat")]

    everywhere = service.jar.erase(note.id)

    assert there_before == [["laptop.jsonl"], ["laptop.jsonl"]]
    assert everywhere
    assert [files_with(words, tmp_path) for words in ("marzipan", "nougat")] == [[], []]
    assert list(service.state.jar.notes) == list(on_disk(tmp_path).state.jar.notes) == [kept]


def test_copies_beside_the_journal_go_as_well(tmp_path: Path) -> None:
    service, _, _ = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, WORDS)
    journal = tmp_path / "shared" / "laptop.jsonl"
    torn = journal.read_bytes().splitlines()[-1][9:]
    journal.write_bytes(journal.read_bytes() + torn + b"\n")
    (tmp_path / "shared" / "laptop.jsonl.format-0.backup").write_text(WORDS)
    service = on_disk(tmp_path)
    there_before = files_with(WORDS, tmp_path)

    service.jar.erase(note.id)

    assert there_before == ["laptop.jsonl", "laptop.jsonl.damaged", "laptop.jsonl.format-0.backup"]
    assert files_with("marzipan", tmp_path) == []


def test_a_note_that_was_taken_back_can_still_be_erased(tmp_path: Path) -> None:
    service, _, _ = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, WORDS)
    service.undo()
    there_before = files_with(WORDS, tmp_path)

    service.jar.erase(note.id)

    assert there_before
    assert files_with("marzipan", tmp_path) == []


def test_a_draft_that_was_left_behind_goes_with_its_note_and_another_stays(tmp_path: Path) -> None:
    service, ana, sam = a_couple(on_disk(tmp_path))
    service.jar.keep_draft(draft(ana, WORDS[:12]))
    service.jar.keep_draft(draft(ana, f"{WORDS}\n"))
    service.jar.keep_draft(draft(sam, "I lo"))
    note = put_in_jar(service, WORDS)

    service.jar.erase(note.id)

    assert files_with("marzipan", tmp_path) == []
    assert service.jar.draft(sam) == draft(sam, "I lo")


@pytest.mark.parametrize("change", ["undone", "edited"])
def test_what_was_left_unfinished_goes_with_words_that_were_taken_back(tmp_path: Path, change: str) -> None:
    service, ana, sam = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, WORDS)
    service.jar.keep_draft(draft(ana, f"{WORDS}\n"))
    service.jar.keep_draft(draft(sam, "I lo"))
    for edits, began, written in (("", "", WORDS), (note.id, WORDS, "something else"), ("", "", "another")):
        folder = service.jar.begin_in_editor(UnfinishedNote(ana, draft(ana, began), edits), began)
        folder.path.write_text(written)
        folder.release()
    if change == "undone":
        service.undo()
    else:
        service.jar.edit(e.AppreciationEdited(note.id, text="thank you"))

    service.erasing.erase_taken_back()

    assert files_with("marzipan", tmp_path) == []
    assert service.jar.draft(sam) == draft(sam, "I lo")
    assert files_with("another", tmp_path) == ["note.txt"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "utf-8"])
def test_words_that_were_taken_back_go_from_an_editors_file_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    service, ana, _ = a_couple(on_disk(tmp_path))
    put_in_jar(service, f"{WORDS}\nand cake")
    folder = service.jar.begin_in_editor(UnfinishedNote(ana, draft(ana, ""), ""), "")
    folder.path.write_bytes(f"{WORDS}\r\nand cake\r\n".encode(encoding))
    folder.release()
    service.undo()

    service.erasing.erase_taken_back()

    assert words_on_disk(tmp_path, "marzipan") == []


def test_where_what_was_left_unfinished_cannot_go_nothing_is_erased_yet(tmp_path: Path) -> None:
    service, ana, _ = a_couple(on_disk(tmp_path))
    put_in_jar(service, WORDS)
    service.jar.keep_draft(draft(ana, WORDS))
    broken = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))
    broken.undo()

    with pytest.raises(StorageError):
        broken.erasing.erase_taken_back()

    assert broken.erasing.taken_back()
    assert on_disk(tmp_path).state.words_erased == set()


def test_a_note_is_not_erased_before_its_draft(tmp_path: Path) -> None:
    service, ana, _ = a_couple(on_disk(tmp_path))
    note = put_in_jar(service, WORDS)
    service.jar.keep_draft(draft(ana, WORDS))
    broken = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))

    with pytest.raises(StorageError):
        broken.jar.erase(note.id)

    assert note.id in broken.state.jar


def test_erasing_is_not_undone_and_nothing_before_it_is_lost(tmp_path: Path) -> None:
    service, _, _ = a_couple(on_disk(tmp_path))
    service.jar.put_in("This stays")
    note = put_in_jar(service, WORDS)
    service.jar.erase(note.id)

    taken_back = service.undo()

    assert isinstance(taken_back.events[0], e.AppreciationAdded)
    assert taken_back.events[0].text == "This stays"
    assert note.id not in service.state.jar
    with pytest.raises(RuleError, match="isn't in the jar"):
        service.jar.erase(note.id)


def test_another_device_takes_its_words_off_its_own_disk_when_it_hears_of_it(tmp_path: Path) -> None:
    laptop, _, _ = a_couple(on_disk(tmp_path))
    phone = on_disk(tmp_path, "phone")
    note = put_in_jar(phone, WORDS)
    laptop.refresh()

    everywhere = laptop.jar.erase(note.id)
    gone_here, still_there = note.id not in laptop.state.jar, files_with(WORDS, tmp_path)
    on_disk(tmp_path, "phone")

    assert (everywhere, gone_here, still_there) == (False, True, ["phone.jsonl"])
    assert files_with("marzipan", tmp_path) == []


def test_words_that_another_device_wrote_into_our_note_go_as_well(tmp_path: Path) -> None:
    laptop, ana, _ = a_couple(on_disk(tmp_path))
    note = put_in_jar(laptop, "an innocent beginning")
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
    note = put_in_jar(on_disk(tmp_path), WORDS)
    with pytest.raises(end):
        on_disk(tmp_path, disk=disk).jar.erase(note.id)
    left = files_with(WORDS, tmp_path)

    service = on_disk(tmp_path)

    assert "laptop.jsonl" in left
    assert note.id not in service.state.jar
    assert files_with("marzipan", tmp_path) == []


def test_where_nothing_can_be_rewritten_the_words_are_hidden_all_the_same(tmp_path: Path) -> None:
    a_couple(on_disk(tmp_path))
    note = put_in_jar(on_disk(tmp_path), WORDS)
    broken = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))
    with pytest.raises(StorageError):
        broken.jar.erase(note.id)

    again = on_disk(tmp_path, disk=RefusingDisk(replace=errno.EIO))

    assert note.id not in broken.state.jar
    assert note.id not in again.state.jar


def test_a_note_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    service, _, _ = a_couple(on_disk(tmp_path))

    with pytest.raises(UsageError):
        service.jar.put_in(f"{WORDS}\x1b[2J")

    assert files_with("marzipan", tmp_path) == []


@pytest.mark.parametrize("refused", ["lock", "write"])
def test_where_the_disk_takes_nothing_a_note_and_a_question_are_shown_all_the_same(refused: str) -> None:
    local = RefusingLog(refused)
    service = make_rituals(local=local)
    note = put_in_jar(service, "plum cake")
    deck = catalogue().prompt
    tonight = service.questions.tonight(deck)
    local.is_refusing = True

    drawn = service.jar.draw(lambda _: 0)
    service.questions.came_up(tonight)
    another = service.questions.another(deck, lambda _: 0)

    assert drawn.id == note.id
    assert another in deck
    assert service.device_state.drawn == []


class RefusingLog(MemoryLog):
    """One that can't be locked, or not be written."""

    def __init__(self, refused: str) -> None:
        super().__init__()
        self.is_refusing = False
        self._refused = refused

    def exclusive(self) -> AbstractContextManager[None]:
        if self.is_refusing and self._refused == "lock":
            raise StorageError("The disk is read-only.")
        return super().exclusive()

    def append(self, records: Sequence[Recorded]) -> None:
        if self.is_refusing:
            raise StorageError("The disk is read-only.")
        super().append(records)
