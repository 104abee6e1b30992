"""What --json prints about the lock of private pages."""

from __future__ import annotations

from rituals.cli.shared.documents import Document


class LockStatusDocument(Document, frozen=True, kw_only=True):
    """Whether somebody's private pages are locked."""

    name: str
    locked: bool
