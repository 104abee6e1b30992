"""Real Syncthing between a phone's folder and the inbox: a file comes once, and goes from both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.adapters.inbox.inbox import FolderInbox
from rituals.adapters.inbox.taking import WishTaker
from rituals.core.inbox.file_lines import ArrivedFile
from tests.kit.couples_folder import Machine
from tests.kit.desktop import until
from tests.kit.fakes import FakeClock
from tests.kit.phones import Stopwatch, write_on_phone
from tests.kit.syncthing import Syncthing, running_nodes

pytestmark = [pytest.mark.durability, pytest.mark.desktop]

WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_file_from_a_phone_comes_once_and_goes_from_the_phone_too(tmp_path: Path) -> None:
    phone, laptop = Machine(tmp_path / "phone"), Machine(tmp_path / "laptop")
    arrived: list[ArrivedFile] = []

    def carry_out(file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
        assert not may_be_done
        arrived.append(file)
        return {}

    def take() -> int:
        watch, inbox = Stopwatch(), FolderInbox(laptop.data, str(laptop.folder))
        WishTaker(inbox, carry_out, FakeClock(), seconds=lambda: watch.now, sleep=watch.sleep).run()
        return len(arrived)

    with running_nodes(2) as nodes:
        syncthing = Syncthing(nodes, [phone, laptop])
        wish = write_on_phone(phone.folder, "thank you", at=WRITTEN)
        until(lambda: take() > 0, "Syncthing brought it", 60)
        until(lambda: not wish.exists(), "it went from the phone", 60)
        write_on_phone(phone.folder, "thank you too", at=WRITTEN)
        until(lambda: take() > 1, "Syncthing brought it", 60)
        until(lambda: not wish.exists(), "it went from the phone", 60)
        write_on_phone(phone.folder, "thank you", at=WRITTEN)  # which is brought back
        syncthing.settle()
        assert (laptop.folder / "wish.txt").exists()
        take()

    assert [file.content for file in arrived] == [b"thank you", b"thank you too"]
    assert {file.written_at for file in arrived} == {WRITTEN}
    assert not (laptop.folder / "wish.txt").exists()
