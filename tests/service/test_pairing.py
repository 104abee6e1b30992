"""What verbs and pages share of pairing: two homes, one folder between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.journal.lock import FileLock
from rituals.errors import BusyError, RuleError
from rituals.service.pairing import Agreement, PairingService
from rituals.waiting import AT_ONCE, waiting_with
from tests.kit.runs import Runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carried").mkdir()
    return tmp_path / "carried"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Ana's and Sam's machine."""
    shell = Runs(tmp_path / "h", capsys)
    shell.open_session(None).service.join("Sam")
    shell.done("add", "Evening walk", "--every", "every day")
    return shell


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """The other machine, with nothing on it."""
    return Runs(tmp_path / "elsewhere", capsys)


def pairing_at(machine: Runs) -> PairingService:
    session = machine.open_session(None)
    assert session.pairing is not None
    return session.pairing()


def test_a_machine_says_where_it_is_paired_and_shows_its_words_again(shell: Runs, folder: Path) -> None:
    pairing = pairing_at(shell)
    assert pairing_at(shell).place is None

    words = pairing.begin(folder)

    assert (pairing.place, pairing.words) == (folder, words)
    pairing.leave(remove=True)
    assert pairing.place is None
    with pytest.raises(RuleError, match="not paired"):
        assert not pairing.words


def test_an_empty_home_joins_and_whoever_joined_sits_there(shell: Runs, other: Runs, folder: Path) -> None:
    words = pairing_at(shell).begin(folder)
    for name in ("sam", "Kim"):
        machine = pairing_at(other)
        invitation = machine.invitation(folder, words)
        is_empty = invitation.is_to_empty_home
        machine.join(invitation, Agreement(name=name))
        service = other.open_session(None).service
        assert (is_empty, service.seated.name) == (name == "sam", "Sam")
        machine.leave(remove=False)


def test_who_is_chosen_to_be_somebody_there_is_nobody_else(shell: Runs, other: Runs, folder: Path) -> None:
    words = pairing_at(shell).begin(folder)
    service = other.open_session(None).service
    service.rename(service.seated.id, "Sam")
    service.join("Ana")
    invitation = pairing_at(other).invitation(folder, words)
    sam, ana = invitation.people_here
    ids_there = {person.name: person.id for person in invitation.people_there}

    assert invitation.people() == {sam.id: ids_there["Sam"], ana.id: ids_there["ana"]}
    assert invitation.people({sam.id: ids_there["ana"]}) == {sam.id: ids_there["ana"]}
    assert invitation.people({sam.id: None}) == {ana.id: ids_there["ana"]}


def test_nobody_leaves_for_good_while_another_process_looks_and_may_not_tell_it(shell: Runs, folder: Path) -> None:
    pairing = pairing_at(shell)
    pairing.begin(folder)
    looking = FileLock(shell.home / "data" / "together" / "lock")

    with looking, waiting_with(AT_ONCE), pytest.raises(BusyError):
        pairing.leave_for_good()

    assert pairing.place == folder
    pairing.leave_for_good()
    assert pairing.place is None
