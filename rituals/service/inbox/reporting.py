"""What came by the inbox lately, told from what was recorded."""

from __future__ import annotations

from msgspec.structs import replace

from rituals.core.inbox.report import InboxReport, TakenWish
from rituals.ports import Inbox
from rituals.service.couple import CoupleService


def inbox_report(service: CoupleService, inbox: Inbox | None) -> InboxReport:
    """What was taken in lately, beside what was not understood."""
    report = inbox.report if inbox is not None else InboxReport()
    return replace(report, taken=taken_lately(service.state.people))


def taken_lately(_people: object) -> tuple[TakenWish, ...]:
    """What came in by phone on this machine in the last days, the latest first, as far as it still stands."""
    return ()
