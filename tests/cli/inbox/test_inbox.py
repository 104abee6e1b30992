"""`rituals inbox`: what came by phone and what was not understood, in a couple's shell."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rituals.adapters.inbox.copies import WishCopies
from rituals.adapters.journal.device import begin_new_device, device_here
from rituals.config import InboxSettings, load_settings
from rituals.core.inbox.words import LETS_IN
from tests.kit.journal_disks import RefusingDisk
from tests.kit.keyboard import Typed
from tests.kit.phones import InboxHere, write_on_phone
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    (tmp_path / "phone").mkdir()
    return tmp_path / "phone"


@pytest.fixture
def on(shell: Runs, phone: Path) -> Runs:
    shell.done("inbox", "on", str(phone))
    return shell


def chosen(shell: Runs) -> InboxSettings:
    return load_settings(shell.home / "settings.toml").inbox


def test_it_is_off_until_it_is_switched_on(shell: Runs, phone: Path) -> None:
    write_on_phone(phone, "walk")

    assert shell.done("inbox") == "Nothing comes in by phone. rituals inbox on FOLDER begins that.\n"
    assert chosen(shell) == InboxSettings()
    assert not (shell.home / "data" / "inbox").exists()
    (phone / "wish.txt").unlink()

    assert shell.done("inbox", "on", str(phone)).splitlines() == [
        f"What your phone writes into {phone} comes in from now on.",
        LETS_IN,
    ]
    assert chosen(shell) == InboxSettings(on=True, folder=str(phone))
    assert shell.done("inbox") == f"Your phone writes into {phone}.\n"


def test_off_leaves_the_folder_as_it_is_and_remembers_it(on: Runs, phone: Path) -> None:
    assert on.done("inbox", "off") == f"{phone} is looked into no more; what lies there stays.\n"
    assert on.done("inbox", "off").startswith("Nothing comes in by phone.")
    wish = write_on_phone(phone, "walk")
    on.done("inbox")
    assert wish.exists()

    on.done("inbox", "on")

    assert chosen(on) == InboxSettings(on=True, folder=str(phone))
    assert on.done("inbox").splitlines()[-1] == "  Today at 19:00: Done: Evening walk, today · you both."


def test_what_came_is_told_and_what_was_not_understood_stays(on: Runs, phone: Path) -> None:
    write_on_phone(phone, "Ana: thank Danke für alles ♥\nana: Tick hug yesterday\n\nwlak\nrest cook: too tired\n")

    assert on.done("inbox").splitlines() == [
        f"Your phone writes into {phone}.",
        "",
        "Came by phone:",
        "  Today at 19:00: Cook together: not this week, and that is fine.",
        "  Today at 19:00: Done: Long hug, yesterday.",
        "  Today at 19:00: A thank-you from ana is in the jar, for Sam.",
        "",
        "Not understood:",
        "  Today at 19:00, wish.txt, line 4: “wlak”",
        "    No ritual is called “wlak”. Did you mean “Evening walk”?",
        "rituals inbox erase takes these off the disk.",
    ]
    assert "Danke für alles ♥" in on.done("jar", "list")
    assert not (phone / "wish.txt").exists()


def test_its_document_says_the_same(on: Runs, phone: Path) -> None:
    write_on_phone(phone, "walk\nwlak")

    document = on("inbox", "--json").document

    assert document == {
        "format": 1,
        "on": True,
        "folder": str(phone),
        "taken": [{"came_at": "2026-11-22T18:00:00+00:00", "words": "Done: Evening walk, today · you both."}],
        "unread": [
            {
                "came_at": "2026-11-22T18:00:00+00:00",
                "file": "wish.txt",
                "line": 2,
                "text": "wlak",
                "why": "No ritual is called “wlak”. Did you mean “Evening walk”?",
            }
        ],
        "problem": "",
    }


def test_what_was_not_understood_goes_off_the_disk_when_somebody_says_so(
    on: Runs, phone: Path, typed: Typed, piped: Typed
) -> None:
    assert on.done("inbox", "erase") == "All that came was understood.\n"
    write_on_phone(phone, "quincewhisper one\nwalk\nquincewhisper two")
    on.done("inbox")

    typed("n\n")
    assert "All of it stays where it is." in on("inbox", "erase").out
    assert "Not understood:" in on.done("inbox")

    typed("y\n")
    assert "What was not understood is off the disk." in on("inbox", "erase").out

    assert "Not understood:" not in on.done("inbox")
    assert not any(b"quince" in path.read_bytes() for path in on.home.rglob("*") if path.is_file())
    write_on_phone(phone, "hm")
    on.done("inbox")
    piped("")
    assert on.refused("inbox", "erase") == "Erasing cannot be undone. Add --yes where nobody can be asked."
    assert on.done("inbox", "erase", "--yes") == "What was not understood is off the disk.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["{home}/data"], "lies where rituals keeps its own files, or holds them."),
        (["{home}/data/shared"], "lies where rituals keeps its own files, or holds them."),
        (["{home}"], "lies where rituals keeps its own files, or holds them."),
        (["{phone}/gone"], "There is no folder {phone}/gone. Make it first, where your phone can write."),
        (["{phone}/notes.txt"], "There is no folder {phone}/notes.txt."),
        ([], "This machine shares no folder with another one, so a folder for it has to be named."),
        (["{phone}"], "There are texts in {phone} already, such as notes.txt, and all would be taken out of it."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused_and_nothing_of_it_kept(shell: Runs, phone: Path, words: list[str], why: str) -> None:
    places = {"phone": phone, "home": shell.home}
    (phone / "notes.txt").write_text("Dear diary", encoding="utf-8")

    ran = shell("inbox", "on", *(word.format(**places) for word in words))

    assert ran.exit_code == 2
    assert why.format(**places) in ran.err
    assert chosen(shell) == InboxSettings()
    assert (phone / "notes.txt").read_text(encoding="utf-8") == "Dear diary"


def test_a_folder_that_is_gone_is_told_by_it_and_by_the_doctor_until_it_is_back(on: Runs, phone: Path) -> None:
    on.done("config", "nudges.on", "false")
    phone.rename(phone.with_name("away"))

    told = f"The inbox {phone} is not there now. Put it back, or choose another folder."
    assert on.done("inbox").splitlines() == [f"Your phone writes into {phone}.", told]
    assert told in on("doctor").out
    on.done("tick", "hug")

    phone.with_name("away").rename(phone)
    assert "All is well." in on.done("doctor")


def test_days_count_from_when_the_file_was_written_if_that_can_be(on: Runs, phone: Path) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight in Berlin, which is still Friday's evening
    write_on_phone(phone, "walk\nsam: hug yesterday\nana: thank you", at=late)
    write_on_phone(phone, "cook", "long-ago.txt", at=late - timedelta(days=90))
    write_on_phone(phone, "ana: hug", "ahead.txt", at=late + timedelta(days=90))

    said = on.done("inbox")

    assert "Evening walk, Friday" in said
    assert "Long hug, Thursday" in said
    assert "Cook together, today" in said
    assert "Long hug, today" in said
    assert "Fri 20" in on.done("jar", "list")


def test_the_settings_list_it_and_say_which_verb_chooses_it(on: Runs, phone: Path) -> None:
    assert on("config", "inbox.folder", "elsewhere").err == (
        "rituals: rituals inbox on FOLDER says where wishes come in.\n"
    )
    assert on.done("config", "inbox.folder") == f"{phone}\n"
    assert on.done("config", "inbox.on") == "true\n"


def test_nothing_private_comes_in_and_an_undo_leaves_what_came_alone(on: Runs, phone: Path) -> None:
    on.done("tick", "walk")
    write_on_phone(phone, "ana: hug")
    on.done("inbox")

    assert "Evening walk" in on.done("undo")
    assert "Long hug, today" in on.done("inbox")


def test_a_paired_machine_has_a_folder_of_its_own_in_the_couples_folder(shell: Runs, tmp_path: Path) -> None:
    couple = tmp_path / "couple"
    couple.mkdir()
    shell.done("pair", "new", str(couple), "--yes")
    device = device_here(shell.home / "data").id
    own = couple / "rituals" / "inbox" / device

    assert str(own) in shell.done("inbox", "on")
    assert chosen(shell) == InboxSettings(on=True)
    assert own.stat().st_mode == couple.stat().st_mode
    others = own.with_name("00000000000000ff")
    others.mkdir()
    write_on_phone(others, "cook")
    write_on_phone(own, "walk")
    assert "Evening walk" in shell.done("inbox")
    assert [path.name for path in others.iterdir()] == ["wish.txt"]
    assert "Cook" not in shell.done("inbox")

    begin_new_device(shell.home / "data", device)
    write_on_phone(own, "ana: hug")
    assert "Long hug" in shell.done("inbox")
    assert own.with_name(device_here(shell.home / "data").id).is_dir()

    own.rmdir()
    own.symlink_to(others)
    shell.done("inbox")
    assert [path.name for path in others.iterdir()] == ["wish.txt"]


def test_whoever_leaves_takes_the_empty_folder_along_and_it_is_told_that_there_is_none(
    shell: Runs, tmp_path: Path
) -> None:
    couple = tmp_path / "couple"
    couple.mkdir()
    shell.done("pair", "new", str(couple), "--yes")
    shell.done("inbox", "on")
    own = couple / "rituals" / "inbox" / device_here(shell.home / "data").id
    assert own.is_dir()

    shell.done("pair", "leave", "--remove")

    assert not own.exists()
    assert shell.done("inbox") == (
        "This machine shares no folder with another one, so a folder for it has to be named.\n"
    )


@pytest.mark.parametrize("is_note", [True, False], ids=["of a note", "of a tick"])
def test_words_that_are_erased_go_from_what_a_killed_process_left_too(on: Runs, phone: Path, *, is_note: bool) -> None:
    write_on_phone(phone, "ana: thank quincewhisper\nwalk: pearwhisper\nwlak")
    inbox = on.open_session(None).inbox
    assert inbox is not None
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WishCopies, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            inbox(chosen(on)).try_again()
    assert words_on_disk(on.home / "data" / "inbox", "quincewhisper", "pearwhisper")

    if is_note:
        (note,) = on("jar", "list", "--json").document["notes"]
        on.done("jar", "erase", note["id"], "--yes")
    else:
        on.done("erase", "walk", "--yes")
    assert words_on_disk(on.home, "quincewhisper" if is_note else "pearwhisper") == []

    assert "wish.txt, line 3: “wlak”" in on.done("inbox")
    assert words_on_disk(on.home / "data" / "inbox", "quincewhisper", "pearwhisper") == []
    assert len(on("jar", "list", "--json").document["notes"]) == (0 if is_note else 1)
    assert on.done("inbox").count("Evening walk, today") == 1


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_disk_that_is_full_loses_nothing(on: Runs, phone: Path) -> None:
    wish = write_on_phone(phone, "ana: thank you")
    full = RefusingDisk(write=errno.ENOSPC)
    session = on.open_session(None)
    where = session.places
    InboxHere(where, chosen(on), on.clock, lambda: session, full).start()
    assert wish.exists()
    full.relent()

    assert "A thank-you from ana is in the jar, for Sam." in on.done("inbox")
    assert not wish.exists()
