"""A note that somebody writes in an editor, and that is not put in yet."""

from __future__ import annotations

import msgspec

from rituals.core.events import DraftKept
from rituals.core.model import AppreciationId, PersonId


class UnfinishedNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of such a note beside its words; they are shown to nobody but the person who sat there."""

    seated: PersonId
    began: DraftKept
    """What the editor began with."""
    edits: AppreciationId = ""
    """The note that they are to change; empty for a new one."""
