"""What the records of one note fold to, and the words in them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId, Reply

ABOUT_A_NOTE = (e.AppreciationAdded, e.AppreciationEdited, e.AppreciationFavoured, e.AppreciationAnswered)
"""The events that a note is folded from."""
_WITH_WORDS = (e.AppreciationAdded, e.AppreciationEdited, e.AppreciationAnswered)


def note_about(record: Recorded) -> AppreciationId:
    """The note of a record that is known to be about one."""
    assert isinstance(record.event, ABOUT_A_NOTE)
    return record.event.appreciation


def texts_in(records: Iterable[Recorded]) -> AbstractSet[str]:
    """Every text of a note, and of lines under it, in these records."""
    events = (record.event for record in records)
    texts = (event.text for event in events if isinstance(event, _WITH_WORDS))
    return {text for text in texts if text is not UNSET}


def texts_of(note: Appreciation) -> list[str]:
    """What is to be read of a note: its own words, and the line under it."""
    return [note.text, note.reply.text] if note.reply else [note.text]


def note_of(records: Iterable[Recorded]) -> Appreciation | None:
    """The note that these records fold to, in their order; None if it was never put in."""
    note: Appreciation | None = None
    edits: list[dict[str, object]] = []
    for record in records:
        match record.event:
            case e.AppreciationAdded(name, by, day, text, to, seal, by_phone):
                note = Appreciation(name, by, day, text, to, seal, by_phone=by_phone)
            case e.AppreciationEdited() as edited:
                changes = msgspec.structs.asdict(edited)
                edits.append({key: new for key, new in changes.items() if new is not UNSET and key != "appreciation"})
            case e.AppreciationFavoured(_, favourite):
                edits.append({"favourite": favourite})
            case e.AppreciationAnswered(_, by, text):
                edits.append({"reply": Reply(by, text) if text else None})
            case _:
                pass
    if note is None:
        return None
    return msgspec.structs.replace(note, **{key: new for edit in edits for key, new in edit.items()}) if edits else note
