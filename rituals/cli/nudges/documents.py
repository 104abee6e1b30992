"""What --json prints about the nudges on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.nudges.status import nudges_ahead, sender_now, status_lines
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import Document, NameAndId
from rituals.core.model import Person, Ritual
from rituals.core.nudges.planner import last_told, ritual_in
from rituals.core.nudges.reminders import PlannerInput, is_eased_off
from rituals.core.nudges.undelivered import waiting_rows


class ToldNudge(Struct, frozen=True):
    """A nudge that was sent."""

    at: datetime
    ritual: Annotated[NameAndId | None, Meta(description="Null where it was not about one.")]


class NudgeToCome(Struct, frozen=True):
    """A nudge as it will be sent if nothing is done until then."""

    at: datetime
    rituals: Sequence[NameAndId]


class NudgeStatusDocument(Document, frozen=True, kw_only=True):
    """Who sends the nudges, the last and the next ones, and what keeps them away."""

    on: Annotated[bool, Meta(description="In the settings.")]
    sender: Annotated[str | None, Meta(description="Null where nobody sends them now, or that can't be seen.")]
    at_login: Annotated[bool, Meta(description="They start at every login.")]
    speaks_to: Annotated[Sequence[NameAndId], Meta(description="Who lives here.")]
    told: Annotated[ToldNudge | None, Meta(description="The last one.")]
    coming: Annotated[Sequence[NudgeToCome], Meta(description="The next few within a week.")]
    eased_off: Annotated[bool, Meta(description="The evening nudge comes every other day for now.")]
    not_shown: Annotated[Sequence[NameAndId], Meta(description="Those of today that only the app shows.")]
    desktop: Annotated[bool, Meta(description="One would be taken now, in a way that is chosen.")]
    words: Annotated[Sequence[str], Meta(description="The sentences that it prints without --json.")]


def nudge_status_document(context: CliContext) -> NudgeStatusDocument:
    """Everything there is to tell about nudges on this machine."""
    session, desktop_answer = context.session, context.ask_desktop()
    planner_input = session.planner_input()
    return NudgeStatusDocument(
        on=planner_input.settings.on,
        sender=sender_now(context),
        at_login=context.autostart.is_installed and not context.autostart.lacks_line,
        speaks_to=_named(session.residents()),
        told=_told(planner_input),
        coming=[
            NudgeToCome(nudge.at, _named(subject.ritual for subject in nudge.choice.about))
            for nudge in nudges_ahead(planner_input)
        ],
        eased_off=is_eased_off(planner_input),
        not_shown=_named(row.ritual for row in waiting_rows(planner_input)),
        desktop=desktop_answer().delivered,
        words=list(status_lines(context)),
    )


def _named(those: Iterable[Person | Ritual]) -> Sequence[NameAndId]:
    return [NameAndId(one.id, one.name) for one in those]


def _told(planner_input: PlannerInput) -> ToldNudge | None:
    last = last_told(planner_input)
    if last is None:
        return None
    key, at = last
    ritual = planner_input.state.rituals.get(ritual_in(key) or "")
    return ToldNudge(at, NameAndId(ritual.id, ritual.name) if ritual else None)
