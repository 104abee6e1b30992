"""What another machine asks to erase of what was written here waits for a yes or a no, in a shell and in the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.bootstrap import pairing_of
from rituals.config import places
from rituals.core.events import RitualTicked
from tests.kit.app import make_app, text_of, until
from tests.kit.keyboard import Typed
from tests.kit.pairing import look, pair
from tests.kit.runs import Runs
from tui.settings.data_page import DataPage

ASKS = "Sam's machine asks to erase 21 things written here."
NOTES = "by the river"


def notes(runs: Runs) -> int:
    """How many notes are left on a machine."""
    records = pairing_of(places(str(runs.home))).records_here
    return sum(isinstance(record.event, RitualTicked) and bool(record.event.note) for record in records)


@pytest.fixture
def sam(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(tmp_path / "elsewhere", capsys)


@pytest.fixture
def asked(shell: Runs, sam: Runs, tmp_path: Path, piped: Typed) -> Runs:
    """Ana's machine, whose notes Sam's asks to erase."""
    for day in range(1, 22):
        shell.done("tick", "walk", "--on", f"2026-11-{day:02}", "--note", NOTES)
    pair(shell, sam, tmp_path / "carried", piped)
    records = pairing_of(places(str(sam.home))).records_here
    noted = [record.id for record in records if isinstance(record.event, RitualTicked) and record.event.note]
    sam.open_session(None).service.erase_words(noted)
    look(sam)
    look(shell)
    return shell


def test_it_is_asked_and_nothing_happens_before_somebody_answers(asked: Runs, typed: Typed) -> None:
    assert asked.done("today").splitlines()[-1] == f"{ASKS} rituals doctor says more."
    doctor = asked("doctor").out
    assert doctor.count(ASKS) == 1
    assert "rituals doctor --repair asks you. Yes: They go from here too" in doctor

    typed("\n")
    asked("doctor", "--repair")
    look(asked)

    assert notes(asked) == 21
    assert ASKS in asked.done("today")


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 21)])
def test_yes_erases_at_the_next_look_and_no_keeps_and_asks_no_more(
    answer: str, left: int, asked: Runs, sam: Runs, typed: Typed
) -> None:
    typed(f"{answer}\n")
    said = asked("doctor", "--repair")

    assert ("* They stay here" in said.out) is (answer == "n")
    assert notes(asked) == 21
    for runs in (asked, sam, asked):
        look(runs)
    assert notes(asked) == left
    assert "asks to erase" not in asked.done("today") + asked("doctor").out


@pytest.mark.parametrize(("keys", "left"), [(("enter",), 21), (("down", "enter"), 0), (("escape",), 21)])
async def test_in_the_app_it_is_answered_on_the_page_of_the_data(keys: tuple[str, ...], left: int, asked: Runs) -> None:
    app = make_app(asked.open_session(None))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "asks to erase 21" in text_of(app))
        await pilot.press("g", "enter")
        await until(pilot, lambda: isinstance(app.screen, DataPage) and "yes or no" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Keep them" in text_of(app))
        assert "asks to erase 21" in text_of(app)
        await pilot.press(*keys)
        await pilot.pause()
        await until(pilot, lambda: ("yes or no" in text_of(app)) is (keys == ("escape",)))

    look(asked)
    assert notes(asked) == left
