"""An inbox in memory, with what somebody wrote on a phone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from rituals.config import InboxSettings
from rituals.core.inbox.report import WHOLE_FILE, InboxReport, UnreadWish
from rituals.errors import UsageError
from rituals.session import Session

CAME_AT = datetime(2026, 11, 22, 17, 2, tzinfo=UTC)
MISTYPED = UnreadWish(CAME_AT, "walk.txt", 3, "tikc walk", "There is no ritual called tikc. Did you mean Walk?")
NO_TEXT = UnreadWish(CAME_AT, "photo.txt", WHOLE_FILE, "", "It is no text in UTF-8.")


class FakeInbox:
    """Remembers what was asked of it; a folder in `refuses` can't be opened."""

    def __init__(self, *unread: UnreadWish, problem: str = "") -> None:
        self.unread = list(unread)
        self.problem = problem
        self.chosen = InboxSettings()
        self.looks = 0
        self.refuses: dict[str, str] = {}

    def made_for(self, chosen: InboxSettings) -> FakeInbox:
        """The inbox by these settings, as a session makes it."""
        self.chosen = chosen
        return self

    @property
    def report(self) -> InboxReport:
        folder = (self.chosen.folder or "/couple/rituals/inbox/laptop") if self.chosen.on else ""
        return InboxReport(folder=folder, unread=tuple(self.unread), problem=self.problem)

    def try_again(self) -> None:
        self.looks += 1

    def open(self, folder: str) -> str:
        if folder in self.refuses:
            raise UsageError(self.refuses[folder])
        return folder

    def erase(self, wishes: Collection[UnreadWish]) -> None:
        self.unread = [wish for wish in self.unread if wish not in wishes]


def with_inbox(session: Session, inbox: FakeInbox, place: Path, *, on: bool = True, folder: str = "/phone") -> Session:
    """The session with an inbox, whose settings are written into a file at a place."""
    session.inbox = inbox.made_for
    session.places = replace(session.places, settings=place / "settings.toml")
    session.settings = replace(session.settings, inbox=InboxSettings(on=on, folder=folder))
    return session
