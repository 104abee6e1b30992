"""What `rituals nudge status` prints: who sends the nudges, the last and the next ones, and what keeps them away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.remedies import in_shell
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.forecast import NudgeAhead, coming_nudges
from rituals.core.nudges.planner import last_told, ritual_in
from rituals.core.nudges.reminders import DIGEST, PlannerInput, is_eased_off
from rituals.core.nudges.silence import silences
from rituals.core.nudges.undelivered import waiting_rows
from rituals.core.nudges.words import SOMETHING_SMALL
from rituals.core.phrases import clock_words, day_words, on_day_words
from rituals.core.rituals.people_words import residents_words
from rituals.core.text import titled
from rituals.ports import Autostart

OFF = "Nudges are off; rituals config nudges.on true turns them on."
_LOOK_AHEAD = timedelta(days=7)
_TOLD_OF = 3


def status_lines(context: CliContext) -> Iterator[str]:
    """Everything there is to tell about nudges on this machine, one sentence a line."""
    if not context.session.settings.nudges.on:
        yield OFF
        return
    desktop_answer = context.ask_desktop()
    planner_input = context.session.planner_input()
    yield _sender(context)
    yield from _at_login(context.autostart).split("\n")  # a line to copy stands by itself
    residents, couple = context.session.residents(), context.service.couple
    if len(residents) < len(couple):
        yield residents_words(residents, couple)
    yield _last_nudge(planner_input)
    yield from _next_nudges(planner_input)
    yield from map(in_shell, silences(planner_input))
    if is_eased_off(planner_input):
        yield "The evening nudge comes every other day for now; ticking something brings it back."
    yield from _trouble(planner_input, desktop_answer)


def sender_now(context: CliContext) -> str | None:
    """Who sends the nudges now; None where nobody does, or where it can't be seen."""
    with suppress(OSError):
        return context.session.nudge_holder()
    return None


def _sender(context: CliContext) -> str:
    try:
        holder = context.session.nudge_holder()
    except OSError as problem:
        return f"Who sends the nudges can't be seen ({problem.strerror}); rituals doctor says more."
    if holder is None:
        return "Nobody sends nudges now: open the app, or start rituals nudge run."
    return f"The nudges come from {holder}."


def _at_login(autostart: Autostart) -> str:
    if not autostart.is_installed:
        return f"{autostart.state()} rituals nudge install lets them."
    renews = autostart.is_outdated and not autostart.lacks_line
    return f"{autostart.state()} rituals nudge install renews it." if renews else autostart.state()


def _last_nudge(planner_input: PlannerInput) -> str:
    last = last_told(planner_input)
    if last is None:
        return "None was told yet."
    key, at = last
    ritual = planner_input.state.rituals.get(ritual_in(key) or "")
    local = at.astimezone(planner_input.zone)
    day = day_words(local.date(), planner_input.local.date())
    name = titled(ritual.name) if ritual else "the evening nudge" if key.startswith(DIGEST) else SOMETHING_SMALL
    sentence = f"Told last: {name}, {day} at {clock_words(local.time())}."
    return f"{sentence} The clock has been set back since." if at > planner_input.now else sentence


def nudges_ahead(planner_input: PlannerInput) -> Sequence[NudgeAhead]:
    """The next few nudges, as they will be sent if nothing is done until then."""
    return list(islice(coming_nudges(planner_input, planner_input.now + _LOOK_AHEAD), _TOLD_OF))


def _next_nudges(planner_input: PlannerInput) -> Iterator[str]:
    ahead = nudges_ahead(planner_input)
    if not ahead:
        yield "Nothing comes within a week."
    for word, nudge in zip(("Next", "Then", "Then"), ahead, strict=False):
        yield f"{word}: {_nudge_in_words(nudge, planner_input)}."


def _nudge_in_words(nudge: NudgeAhead, planner_input: PlannerInput) -> str:
    local: datetime = nudge.at.astimezone(planner_input.zone)
    names = ", ".join(titled(subject.ritual.name) for subject in nudge.choice.about) or SOMETHING_SMALL
    return f"{names}, {on_day_words(local.date(), planner_input.local.date())} at {clock_words(local.time())}"


def _trouble(planner_input: PlannerInput, desktop_answer: Callable[[], Delivery]) -> Iterator[str]:
    """The rituals whose nudges only the app shows today, and what keeps nudges from being shown now."""
    waiting = waiting_rows(planner_input)
    if waiting:
        names = ", ".join(titled(row.ritual.name) for row in waiting)
        yield f"Shown only in the app today: {names}."
    yield from desktop_answer().problems
