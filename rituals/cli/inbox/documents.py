"""What --json prints about the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document
from rituals.config import InboxSettings
from rituals.core.inbox.report import WHOLE_FILE, InboxReport

CameAt = Annotated[str, Meta(description="In UTC.", extra_json_schema={"format": "date-time"})]


class TakenEntry(Struct, frozen=True):
    """A line that was carried out."""

    came_at: CameAt
    words: Annotated[str, Meta(description="What it did.")]


class UnreadEntry(Struct, frozen=True):
    """A line that was not understood, or a whole file."""

    came_at: CameAt
    file: str
    line: Annotated[int | None, Meta(description="From 1; null where it is the whole file.")]
    text: str
    why: str


class InboxDocument(Document, frozen=True, kw_only=True):
    """What comes in by phone."""

    on: bool
    folder: Annotated[str | None, Meta(description="Null where none is looked into.")]
    taken: Annotated[Sequence[TakenEntry], Meta(description="In the last days, the latest first.")]
    unread: Annotated[Sequence[UnreadEntry], Meta(description="Until it is erased, the latest first.")]
    problem: Annotated[str, Meta(description="What keeps the folder from being looked into; empty if nothing does.")]


def inbox_document(chosen: InboxSettings, report: InboxReport) -> InboxDocument:
    """What the inbox has to say."""
    return InboxDocument(
        on=chosen.on,
        folder=report.folder or None,
        taken=[TakenEntry(wish.came_at.isoformat(), wish.words) for wish in report.taken],
        unread=[
            UnreadEntry(
                wish.came_at.isoformat(),
                wish.file,
                None if wish.number == WHOLE_FILE else wish.number,
                wish.text,
                wish.why,
            )
            for wish in report.unread
        ],
        problem=report.problem,
    )
