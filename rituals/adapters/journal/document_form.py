"""How records stand in the documents of a journal: as they are, if nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw

from rituals.adapters.journal.document_json import to_raw
from rituals.core.events.recorded import Recorded, from_json, to_document


class DocumentForm:
    """Records as they are; a log that its person has locked has a form of its own."""

    @property
    def reading(self) -> int:
        """Another number whenever the same documents are read otherwise than before."""
        return 0

    def record(self, document: Raw | bytes) -> Recorded | None:
        """The record in a document; None if it is none that a device writes."""
        return from_json(document)

    def original(self, document: Raw) -> bytes:
        """The JSON that the record was written in, as far as it can be read now."""
        return bytes(document)

    def stored(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """A record's document as it is written into the journal; called while the log's lock is held."""
        return document

    def written(self, record: Recorded) -> Raw:
        """A record as it is written into the journal, in JSON; called while the log's lock is held."""
        try:
            return Raw(msgspec.json.encode(record))  # an import is tens of thousands, and this the half of its time
        except UnicodeEncodeError:
            return to_raw(to_document(record))


PLAIN = DocumentForm()
