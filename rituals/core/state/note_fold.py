"""What the records of one note fold to, and the words in them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId


def note_about(record: Recorded) -> AppreciationId:
    """The note of a record that is known to be about one."""
    assert isinstance(record.event, e.AppreciationAdded | e.AppreciationEdited | e.AppreciationFavoured)
    return record.event.appreciation


def texts_in(records: Iterable[Recorded]) -> AbstractSet[str]:
    """Every text of a note in these records."""
    events = (record.event for record in records)
    texts = (event.text for event in events if isinstance(event, e.AppreciationAdded | e.AppreciationEdited))
    return {text for text in texts if text is not UNSET}


def note_of(records: Iterable[Recorded]) -> Appreciation | None:
    """The note that these records fold to, in their order; None if it was never put in."""
    note: Appreciation | None = None
    edits: list[dict[str, object]] = []
    for record in records:
        match record.event:
            case e.AppreciationAdded(name, by, day, text, to, seal):
                note = Appreciation(name, by, day, text, to, seal)
            case e.AppreciationEdited() as edited:
                changes = msgspec.structs.asdict(edited)
                edits.append({key: new for key, new in changes.items() if new is not UNSET and key != "appreciation"})
            case e.AppreciationFavoured(_, favourite):
                edits.append({"favourite": favourite})
            case _:
                pass
    if note is None:
        return None
    return msgspec.structs.replace(note, **{key: new for edit in edits for key, new in edit.items()}) if edits else note
