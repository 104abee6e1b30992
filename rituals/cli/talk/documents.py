"""What --json prints about talks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document
from rituals.core.talk.steps import Flow


class FlowEntry(Struct, frozen=True):
    """A guided talk."""

    id: str
    title: str
    section: str
    minutes: int
    safety: Annotated[bool, Meta(description="It assumes that both feel safe, and asks first.")]


class FlowsDocument(Document, frozen=True, kw_only=True):
    """The talks there are."""

    flows: Sequence[FlowEntry]


def flows_document(flows: Iterable[Flow]) -> FlowsDocument:
    """These talks."""
    entries = [FlowEntry(flow.id, flow.title, flow.section, flow.minutes, flow.safety) for flow in flows]
    return FlowsDocument(flows=entries)
