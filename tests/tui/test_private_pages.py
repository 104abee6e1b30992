"""What is put down on private pages lies in one's own log on the disk, and nothing of it in any other."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from rituals.adapters.logs import open_logs
from rituals.config import Settings, places
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.app import make_app
from tests.kit.checkins import keys_for
from tests.kit.fakes import FakeClock
from tests.kit.pages import press


def on_disk(home: Path) -> Session:
    """Ana and Sam, on real journals."""
    clock, numbers = FakeClock(), count(1)
    logs = open_logs(home, "laptop")
    service = CoupleService(logs, clock, lambda: f"{next(numbers):016x}", "Ana")
    service.refresh()
    service.join("Sam")
    return Session(service, Settings(), places(str(home)), logs.shared, logs.local, clock)


def bytes_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_a_check_in_a_note_and_a_consent_lie_in_ones_own_log_alone(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    ana, sam = session.service.couple
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "down", "enter", "enter", *keys_for("01234"))
        app.action_page("ask-about")
        await pilot.pause()
        await press(pilot, "down", "enter", "plus", *"dentist", "enter", "enter", "1")
        await press(pilot)
        app.action_page("consent")
        await pilot.pause()
        await press(pilot, "down", "enter", "space")

    own = bytes_under(tmp_path / "private" / sam.id)
    others = b"".join(bytes_under(tmp_path / name) for name in ("shared", "local", "drafts", f"private/{ana.id}"))
    for word in (b"checkin_taken", b"dentist", b"consent_said"):
        assert word in own
        assert word not in others
