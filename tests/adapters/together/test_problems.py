"""What a person should know of the couple's folder, told from what is kept on this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import Raw

from rituals.adapters.together import problems as told_problems
from rituals.adapters.together.mirrors import is_paired
from rituals.adapters.together.problems import JOINING, problems_between
from rituals.adapters.together.report import Report, save_report
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import segment_content, segment_line
from rituals.core.phrases import Elsewhere
from rituals.errors import Telling
from tests.kit.couples_folder import KEY, Machine

PEER = "00000000000000ff"
TODAY = date(2026, 11, 22)  # a Sunday
NEWER = "Another machine's rituals is newer; some of it shows after an update here."


@pytest.fixture
def sam(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "sam")


def put(machine: Machine, kind: str, key: CoupleKey = KEY) -> None:
    """A segment of another device with one event of a kind."""
    record = {"id": "x", "device": PEER, "lamport": 1, "at": "2026-11-22T00:00:00Z", "event": {"kind": kind}}
    path = machine.folder / "rituals" / "log" / PEER / "00000000.rlog"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(segment_content(key, [segment_line(key, PEER, 0, 0, [Raw(json.dumps(record).encode())])]))


def test_where_nobody_pairs_nothing_is_told_and_next_to_nothing_read(tmp_path: Path) -> None:
    assert problems_between(tmp_path, TODAY) == []
    assert not is_paired(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_who_left_is_told_nothing_of_the_folder_any_more(sam: Machine) -> None:
    put(sam, "sung_together")
    sam.take_in()
    assert sam.told() == [NEWER]

    (sam.data / "together" / "key").unlink()

    assert problems_between(sam.data, TODAY) == []


def test_what_a_newer_program_wrote_is_told_until_it_is_understood(
    sam: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(sam, "sung_together")
    sam.take_in()

    assert sam.told() == [NEWER]
    assert problems_between(sam.data, TODAY, Elsewhere(1, "Sam"))[0].what.startswith("Sam's rituals is newer; ")

    monkeypatch.setattr(told_problems, "KINDS", {"sung_together"})
    assert sam.told() == []


def test_a_kind_that_is_known_but_not_in_this_shape_is_no_newer_program(sam: Machine) -> None:
    put(sam, "ritual_ticked")
    sam.take_in()

    assert sam.told() == []


@pytest.mark.parametrize(
    ("away", "words"), [(0, None), (1, "since yesterday"), (5, "since Tuesday"), (12, "since Tue 10 Nov")]
)
def test_a_folder_that_is_away_is_told_once_it_was_so_for_a_day(sam: Machine, away: int, words: str | None) -> None:
    sam.told()
    save_report(sam.data, Report(away_since=(TODAY - timedelta(days=away)).isoformat()))

    told = sam.told()

    assert told == ([f"The couple's folder has been away {words}; what you do is kept here."] if words else [])


def test_what_the_last_look_met_is_told(sam: Machine) -> None:
    sam.told()
    save_report(sam.data, Report(refusal="The disk is full.", too_long=2, away_since="soon"))
    assert sam.told() == ["The disk is full.", "2 records here are too long to travel."]

    (sam.data / "together" / "joining.json").touch()
    assert sam.told()[0] == f"{JOINING} The disk is full."


def test_only_what_needs_a_person_stands_on_today(sam: Machine) -> None:
    put(sam, "sung_together")
    (sam.folder / "rituals" / "log" / PEER / "00000001.rlog").touch()
    sam.take_in()
    sam.told()
    save_report(sam.data, Report(too_long=1))

    told = {p.what.split()[0]: p.telling for p in problems_between(sam.data, TODAY, now=lambda: 9e9)}

    assert told == {"1": Telling.IF_ASKED, "Another": Telling.QUIETLY, "In": Telling.IF_ASKED}


def test_what_went_with_its_device_is_told_no_more(sam: Machine) -> None:
    put(sam, "sung_together")
    sam.take_in()

    shutil.rmtree(sam.folder / "rituals" / "log" / PEER)
    sam.take_in()

    assert sam.told() == []
    assert [*sam.records()] == ["x"]


def test_telling_needs_nothing_that_seals(sam: Machine) -> None:
    sam.told()
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from rituals.adapters.together.problems import problems_between as told;"
        "told(Path(sys.argv[1]), date(2026, 11, 22));"
        "print(*{'nacl', 'mnemonic', 'hashlib'} & {*sys.modules})"
    )

    ran = subprocess.run([sys.executable, "-c", code, str(sam.data)], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == ""
