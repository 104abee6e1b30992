"""The verbs export and import: everything out as one file, and all of it back, into an empty home or this one."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest

from rituals.adapters.logs import open_logs
from rituals.bootstrap import demo_session
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.service.exchange.outgoing import export
from tests.kit.fakes import FakeClock
from tests.kit.locks import lock_cheaply
from tests.kit.runs import Runs
from tests.kit.visible import visible, visible_in_private


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ours.json"


@pytest.fixture
def elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], shell: Runs) -> Runs:
    """An empty home on another machine."""
    del shell
    return Runs(tmp_path / "elsewhere", capsys)


def events_in(file: Path, log: str = "shared") -> list[dict[str, Any]]:
    return [one["event"] for one in json.loads(file.read_text(encoding="utf-8"))[log]]


def is_on_disk(word: str, home: Path) -> bool:
    """Whether any file holds a word, those in archives among them."""
    files = [path for path in home.rglob("*") if path.is_file()]
    archives = [ZipFile(path) for path in files if is_zipfile(path)]
    packed = (archive.read(name) for archive in archives for name in archive.namelist())
    return any(word.encode() in content for content in (*map(Path.read_bytes, files), *packed))


def files_in(home: Path) -> dict[str, bytes]:
    """The journals, as they are."""
    return {str(path): path.read_bytes() for path in home.rglob("*.jsonl")}


# out


def test_everything_goes_into_one_file_for_its_owner_alone(shell: Runs, file: Path) -> None:
    said = shell.done("export", "--to", str(file))

    assert said.startswith(f"Everything that ana can see is in {file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [event["kind"] for event in events_in(file)].count("ritual_added") == 3
    assert list(file.parent.glob(".rituals-*")) == []


def test_a_file_that_is_there_is_left_alone_unless_forced(shell: Runs, file: Path) -> None:
    file.write_text("a letter", encoding="utf-8")

    said = shell.refused("export", "--to", str(file))

    assert "add --force" in said
    assert file.read_text(encoding="utf-8") == "a letter"
    shell.done("export", "--to", str(file), "--force")
    assert events_in(file)


def test_a_place_that_cannot_be_written_is_told_of(shell: Runs, tmp_path: Path) -> None:
    said = shell.refused("export", "--to", str(tmp_path / "nowhere" / "ours.json"), exit_code=1)

    assert said.endswith("Try another place.")


def test_the_document_can_be_printed_instead(shell: Runs, file: Path) -> None:
    shell.done("export", "--to", str(file))

    printed = shell("export", "--to", "-").document

    assert printed == json.loads(file.read_text(encoding="utf-8"))


def test_the_private_words_are_those_of_one_alone(shell: Runs, file: Path, tmp_path: Path) -> None:
    shell.done("ask", "about", "plumword", "--on", "mon")
    shell.done("ask", "about", "pearword", "--on", "tue", "--by", "Sam")
    his = tmp_path / "his.json"

    shell.done("export", "--to", str(file))
    shell.done("export", "--to", str(his), "--for", "sam")

    mine, others = file.read_text(encoding="utf-8"), his.read_text(encoding="utf-8")
    assert ("plumword" in mine, "pearword" in mine) == (True, False)
    assert ("plumword" in others, "pearword" in others) == (False, True)


def test_what_only_this_machine_remembers_stays_here(shell: Runs, file: Path) -> None:
    shell.done("people", "here", "Sam")
    shell.done("ask")

    shell.done("export", "--to", str(file))

    assert not {event["kind"] for event in events_in(file)} & {"person_seated", "question_shown"}


def test_nothing_to_export_is_said_kindly(empty: Runs, file: Path) -> None:
    said = empty.refused("export", "--to", str(file), exit_code=1)

    assert said.startswith("There is nothing to export yet.")
    assert not file.exists()


# the days as a table, and a year to read

TABLE = (
    "date,ritual,by,tiny,note\n"
    "2026-11-21,'=Tea,ana,yes,'-5 degrees\n"
    '2026-11-22,Walk and talk,both,,"along the canal, ""again"""\n'
)


@pytest.fixture
def two(empty: Runs) -> Runs:
    """A couple with a tick for both, one of each, and nothing else."""
    empty.done("add", "Walk and talk", "--every", "every day", "--since", "-9")
    empty.done("add", "=Tea", "--every", "3 times a week", "--who", "each", "--since", "-9")
    empty.done("people", "add", "Sam")
    empty.done("tick", "walk", "--note", 'along the canal, "again"')
    empty.done("tick", "=tea", "--on", "-1", "--tiny", "--note", "-5 degrees")
    empty.done("tick", "=tea", "--by", "Sam", "--note", "plumword")
    return empty


def test_the_days_go_into_a_table_without_those_of_the_other(two: Runs, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"

    said = two.done("export", "--csv", str(file))

    assert f"The days that ana kept are in {file}, those that you share included." in said
    assert file.read_text(encoding="utf-8") == TABLE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("words", ["--csv -", "--to - --csv", "--csv --to -"])
def test_a_table_can_be_printed_wherever_the_place_stands(two: Runs, words: str) -> None:
    assert two("export", *words.split()).out == TABLE


@pytest.mark.parametrize("words", ["--to", "--csv --to", "--csv"])
def test_the_name_of_a_file_says_its_format_too(two: Runs, tmp_path: Path, words: str) -> None:
    file = tmp_path / "Days.CSV"

    two.done("export", *words.split(), str(file))

    assert file.read_text(encoding="utf-8") == TABLE


def test_a_table_of_the_other_holds_theirs(two: Runs) -> None:
    printed = two.done("export", "--csv", "-", "--for", "sam")

    assert "'=Tea,Sam,,plumword\n" in printed
    assert "degrees" not in printed


def test_a_year_can_be_read(two: Runs, tmp_path: Path) -> None:
    file = tmp_path / "year.md"

    said = two.done("export", "--md", str(file))

    assert f"What ana kept in 2026 is in {file}, what you share included." in said
    assert file.read_text(encoding="utf-8").split("\n\n") == [
        "# 2026",
        "What ana kept, and what you share",
        "## November",
        "- \\=Tea · 21\n- Walk and talk · 22",
        "**Saturday 21 November** · \\=Tea",
        "> \\-5 degrees",
        "**Sunday 22 November** · Walk and talk",
        '> along the canal, "again"\n',
    ]
    assert "This page is still blank." in two.done("export", "--md", "--to", "-", "--year", "2025")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Say where to put it: --to FILE, or “--to -” to print it."),
        ("--csv", "Say where to put it: --to FILE, or “--to -” to print it."),
        ("--csv a.csv --md b.md", "One file has one format: choose --csv or --md."),
        ("--csv a.csv --to b.csv", "Say only once where to put it."),
        ("--csv - --year 2026", "--year goes with --md; the other files hold all years."),
        ("--csv - --quotas", "--floating and --quotas go with --ics; the other files hold no plans."),
    ],
)
def test_what_contradicts_itself_is_asked_for_anew(two: Runs, words: str, sentence: str) -> None:
    assert sentence in two.refused("export", *words.split())


@pytest.mark.parametrize("words", ["--ics", "--to"])
def test_a_plan_goes_into_a_calendar_without_words_or_what_was_done(two: Runs, tmp_path: Path, words: str) -> None:
    file = tmp_path / "ours.ics"
    two.done("edit", "walk", "--every", "every day at 19:30", "--minutes", "30")

    told = two.done("export", words, str(file))

    assert f"What is planned for ana is in {file}, without notes or what was done." in told
    content = file.read_bytes().decode()
    assert content.endswith("END:VCALENDAR\r\n")
    assert "SUMMARY:Walk and talk\r\nDTSTART;TZID=Europe/Berlin:2026" in content
    assert not [word for word in ("canal", "degrees", "plumword", "Tea") if word in content]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_calendar_is_printed_as_it_would_be_written(two: Runs, tmp_path: Path) -> None:
    file = tmp_path / "ours.ics"
    two.done("export", "--ics", str(file))

    assert two("export", "--ics", "-").out.encode() == file.read_bytes()


def test_a_calendar_may_float_and_have_a_day_for_each_week_of_a_quota(two: Runs) -> None:
    two.done("edit", "walk", "--every", "every day at 19:30")

    printed = two.done("export", "--ics", "-", "--floating", "--quotas")

    assert "SUMMARY:=Tea" in printed
    assert "TZID" not in printed


def test_a_calendar_names_what_nudges_name_and_is_that_of_one_of_you(two: Runs) -> None:
    two.done("add", "Massage", "--every", "every sat", "--discreet")
    two.done("add", "Run", "--every", "every sun", "--who", "me")

    mine, theirs = two.done("export", "--ics", "-"), two.done("export", "--ics", "-", "--for", "sam")

    assert "SUMMARY:A moment for us" in mine
    assert "Massage" not in mine
    assert "SUMMARY:Run" in mine
    assert "SUMMARY:Run" not in theirs


def test_a_calendar_names_nothing_where_no_nudge_does(two: Runs) -> None:
    two.done("config", "nudges.discreet", "always")

    printed = two.done("export", "--ics", "-", "--quotas")

    assert {line for line in printed.splitlines() if line.startswith("SUMMARY:")} == {"SUMMARY:A moment for us"}


def test_a_calendar_does_not_tell_what_was_done(two: Runs) -> None:
    before = two("export", "--ics", "-").out

    two.done("untick", "walk")
    two.done("tick", "walk", "--on", "-1", "--note", "by the river")

    assert two("export", "--ics", "-").out == before


def test_days_are_taken_out_while_the_private_pages_are_locked(two: Runs) -> None:
    session = two.open_session(None)
    lock_cheaply(session, session.service.seated.id)

    assert two("export", "--csv", "-").out == TABLE


# and back


def test_a_home_that_was_empty_shows_the_same(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("tick", "walk", "--note", "along the canal")
    shell.done("jar", "add", "You waited up for me.")
    shell.done("ask", "about", "the dentist", "--on", "tue")
    shell.done("export", "--to", str(file))

    said = elsewhere.done("import", str(file), "--yes")

    assert f"brought in from {file}.\n" in said
    for verb in (["today"], ["streaks"], ["jar", "list"], ["people"], ["list"]):
        assert elsewhere.done(*verb) == shell.done(*verb)
    elsewhere.done("ask", "done", "the dentist")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_an_export_that_an_editor_saved_anew_is_read(encoding: str, shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("jar", "add", "Für den Tee.")
    shell.done("export", "--to", str(file))
    file.write_bytes(file.read_text(encoding="utf-8").replace("\n", "\r\n").encode(encoding))

    elsewhere.done("import", str(file), "--yes")

    assert elsewhere.done("jar", "list") == shell.done("jar", "list")


def test_an_export_in_an_older_encoding_leads_to_what_can_be_done(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("jar", "add", "Für den Tee.")
    shell.done("export", "--to", str(file))
    file.write_bytes(file.read_text(encoding="utf-8").replace("\\u00fc", "ü").encode("cp1252"))

    said = elsewhere.refused("import", str(file), "--yes")

    assert "Save it once more with the encoding UTF-8; most editors offer that in “Save as”." in said


def test_the_demo_year_comes_back_whole(elsewhere: Runs, file: Path) -> None:
    with demo_session(FakeClock("2026-11-22 19:00")) as session:
        service = session.service
        file.write_text(export(service, service.seated, by="a test"), encoding="utf-8")
        a_year = [service.today() - timedelta(days=n) for n in range(0, 366, 13)]
        before = visible(service.state, a_year)
        kept = visible_in_private(service.private(service.seated.id).now)

        elsewhere.done("import", str(file), "--yes")

    after = elsewhere.open_session(None).service
    assert visible(after.state, a_year) == before
    assert visible_in_private(after.private(after.seated.id).now) == kept


def test_importing_again_adds_nothing(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    once = files_in(elsewhere.home)

    said = elsewhere.done("import", str(file), "--yes")

    assert said == f"Everything in {file} is here already.\n"
    assert files_in(elsewhere.home) == once


def test_what_was_put_down_since_comes_in_as_well(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    shell.done("tick", "walk", "--note", "along the canal")
    shell.done("export", "--to", str(file), "--force")

    said = elsewhere.done("import", str(file), "--yes")

    assert said.startswith("1 record was brought in")
    assert "along the canal" in elsewhere.done("today")


def test_an_import_is_not_what_undo_takes_back(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("tick", "walk", "--note", "along the canal")
    shell.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    elsewhere.done("tick", "cook")

    assert "Cook together" in elsewhere.done("undo")
    assert elsewhere.refused("undo", exit_code=1) == "There is nothing to undo on this machine."
    assert "along the canal" in elsewhere.done("today")


def test_an_imported_note_can_be_erased_for_good(shell: Runs, elsewhere: Runs, file: Path) -> None:
    shell.done("jar", "add", "plumword")
    shell.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    assert is_on_disk("plumword", elsewhere.home)
    (note,) = elsewhere.open_session(None).service.state.jar.notes

    elsewhere.done("jar", "erase", note.id, "--yes")

    assert not is_on_disk("plumword", elsewhere.home)
    elsewhere.done("today")
    elsewhere.done("import", str(file), "--yes")
    assert not is_on_disk("plumword", elsewhere.home)


def test_an_imported_note_that_another_device_erases_goes_from_here_too(
    shell: Runs, elsewhere: Runs, file: Path
) -> None:
    shell.done("jar", "add", "plumword")
    shell.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    (note,) = elsewhere.open_session(None).service.state.jar.notes
    tombstone = Recorded("t", "phone", 99, shell.clock.now(), e.AppreciationErased(note.id))

    open_logs(elsewhere.home / "data", "phone").shared.append([tombstone])
    elsewhere.done("today")

    assert not is_on_disk("plumword", elsewhere.home)


def test_two_homes_of_others_are_not_mixed_by_accident(
    shell: Runs, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = Runs(tmp_path / "others", capsys)
    others.done("people", "add", "Kim")
    others.done("add", "Chess", "--every", "every day")
    others.done("export", "--to", str(file))
    before = files_in(shell.home)

    said = shell.refused("import", str(file), "--yes", exit_code=1)

    assert said.startswith("The file is of other people than ana and Sam.")
    assert files_in(shell.home) == before
    shell.done("import", str(file), "--yes", "--merge")
    assert "Chess" in shell.done("list")


def test_what_a_later_version_wrote_is_kept_and_told_of(shell: Runs, elsewhere: Runs, file: Path) -> None:
    sung = {"id": "s", "device": "phone", "lamport": 90, "at": "2026-03-01T12:00:00Z", "event": {"kind": "song_sung"}}
    shell.done("export", "--to", str(file))
    held = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**held, "shared": [*held["shared"], sung]}), encoding="utf-8")

    said = elsewhere.done("import", str(file), "--yes")

    assert "Some of it a later version wrote" in said
    elsewhere.done("export", "--to", str(file), "--force")
    assert {"kind": "song_sung"} in events_in(file)


# what is refused


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def _of_a_later_format(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace('"format": 1', '"format": 2'), encoding="utf-8")


def _with_an_absurd_day(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace('"on": "2026-', '"on": "2026-13-'), encoding="utf-8")


def _gone(file: Path) -> None:
    file.unlink()


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _a_list(file: Path) -> None:
    file.write_text("[[], []]", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "reason", "exit_code"),
    [
        (_cut_short, "Input data was truncated", 2),
        (_of_a_later_format, "Update this one", 1),
        (_with_an_absurd_day, "Record 1 of “shared”", 2),
        (_gone, "can't be read (No such file or directory)", 2),
        (_a_folder, "is a folder in which nothing can be brought in", 2),
        (_a_list, "nothing that can be brought in. What can be: a JSON export of rituals", 2),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_written(
    shell: Runs, elsewhere: Runs, file: Path, spoil: Callable[[Path], None], reason: str, exit_code: int
) -> None:
    shell.done("export", "--to", str(file))
    spoil(file)

    said = elsewhere.refused("import", str(file), "--yes", exit_code=exit_code)

    assert reason in said
    assert files_in(elsewhere.home) == {}


def test_a_file_that_never_ends_is_not_read_to_its_end(
    shell: Runs, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rituals.adapters.formats.source_file.LARGEST_IMPORT", 1000)
    shell.done("export", "--to", str(file))

    assert "is larger than anything that can be brought in" in shell.refused("import", str(file), "--yes")


# what came from elsewhere goes unnamed


STAYS_UNNAMED = "What was named elsewhere stays unnamed in nudges here until one of you chooses: "


@pytest.mark.parametrize("bring", ["import", "backup restore"])
def test_names_from_elsewhere_are_said_to_stay_unnamed_once(
    bring: str, shell: Runs, elsewhere: Runs, file: Path
) -> None:
    shell.done("export", "--to", str(file))
    shell.done("backup", "--to", str(file.parent))
    sure = ["--yes"] if bring == "import" else []
    if bring == "backup restore":
        (file,) = file.parent.glob("*.zip")

    brought, again = (elsewhere.done(*bring.split(), str(file), *sure) for _ in range(2))
    at_home = shell.done(*bring.split(), str(file), *sure)

    assert STAYS_UNNAMED in brought
    assert STAYS_UNNAMED not in again + at_home
    assert "rituals edit RITUAL --plain" in brought
    elsewhere.done("edit", "walk", "--plain")


@pytest.mark.parametrize("setting", ["always", "never"])
def test_where_the_settings_decide_on_every_name_nothing_is_said_of_those_from_elsewhere(
    setting: str, shell: Runs, elsewhere: Runs, file: Path
) -> None:
    shell.done("export", "--to", str(file))
    elsewhere.home.mkdir()
    (elsewhere.home / "settings.toml").write_text(f'[nudges]\ndiscreet = "{setting}"\n', encoding="utf-8")

    assert STAYS_UNNAMED not in elsewhere.done("import", str(file), "--yes")


def test_where_everything_from_elsewhere_is_the_catalogues_or_chosen_nothing_is_said_of_names(
    empty: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    empty.done("add", "Walk and talk")
    empty.done("add", "Tea", "--every", "every day", "--plain")
    empty.done("export", "--to", str(file))
    elsewhere = Runs(tmp_path / "elsewhere", capsys)

    assert STAYS_UNNAMED not in elsewhere.done("import", str(file), "--yes")
