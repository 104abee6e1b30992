"""What came by the inbox lately, told from what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.inbox.report import InboxReport, TakenWish
from rituals.core.model import EventId
from rituals.core.phrases import person_name
from rituals.core.rituals.confirmations import rested_words, ticked_words
from rituals.ports import Inbox
from rituals.service.couple import CoupleService

LATELY = timedelta(days=7)
_MOST = 50


def inbox_report(service: CoupleService, inbox: Inbox | None) -> InboxReport:
    """What was taken in lately, beside what was not understood."""
    report = inbox.report if inbox is not None else InboxReport()
    return replace(report, taken=tuple(_taken_lately(service))[:_MOST])


def _taken_lately(service: CoupleService) -> Iterator[TakenWish]:
    """What came in by phone on this machine in the last days, the latest first, as far as it still stands."""
    unticked: set[EventId] = set()
    for record in service.logs.shared.newest_first():
        if service.now() - record.at > LATELY:
            return
        if isinstance(record.event, e.RitualUnticked):
            unticked.update(record.event.of)
            continue
        stands = record.id not in unticked and not service.state.is_undone(record.id)
        if stands and getattr(record.event, "by_phone", False) and (words := _words(service, record.event)):
            yield TakenWish(record.at, words)


def _words(service: CoupleService, event: AnyEvent) -> str:
    """What a wish did, in the words with which its command says it; empty for one that is not here any more."""
    state, today = service.state, service.today()
    match event:
        case e.RitualTicked(ritual, day, by) if ritual in state.rituals:
            whose, audience = [by] if by else [], service.audience()
            return ticked_words(state.rituals[ritual], day, today=today, audience=audience, by=whose)
        case e.OccurrenceRested(ritual) if ritual in state.rituals:
            return rested_words(state.rituals[ritual], [event], state, today=today)
        case e.AppreciationAdded(note, by) if note in state.jar:
            receiver = f", for {person_name(event.to, state.people)}" if event.to else ""
            return f"A thank-you from {person_name(by, state.people)} is in the jar{receiver}."
        case _:
            return ""
