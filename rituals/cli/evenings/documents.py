"""The list for someday as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document
from rituals.core.evenings.someday import listed_for_words
from rituals.core.state.sharing import Idea


class IdeaEntry(Struct, frozen=True):
    """Something that both would like."""

    id: str
    text: str
    on: Annotated[date | None, Meta(description="The day it is meant for; it stays once that has passed.")]
    for_meeting: Annotated[bool, Meta(description="It waits for the us-meeting.")]
    words: Annotated[str, Meta(description="When it is meant for; empty where nobody said.")]


class SomedayDocument(Document, frozen=True, kw_only=True):
    """The list for someday."""

    ideas: Annotated[
        Sequence[IdeaEntry],
        Meta(description="First what has a day, the soonest first, then what is for the us-meeting, then all else."),
    ]


def someday_document(ideas: Iterable[Idea], today: date) -> SomedayDocument:
    """The list for someday."""
    return SomedayDocument(
        ideas=[IdeaEntry(i.id, i.text, i.on, i.for_meeting, listed_for_words(i, today)) for i in ideas]
    )
