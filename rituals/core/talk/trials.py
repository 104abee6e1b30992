"""What came out of a talk to be tried for two weeks, and asked after once they are over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from rituals.core.calendar import add_days
from rituals.core.model import EntryId, Ritual, RitualId, Rule
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.core.talk.outcomes import TRIAL_WEEKS
from rituals.core.talk.steps import Flow
from rituals.core.text import printable

ASKED_FOR = 7
"""Days on which it is asked how it went, from the first one after the two weeks."""
_TRIAL = timedelta(weeks=TRIAL_WEEKS)
_UNTIL = re.compile(r"UNTIL=(\d{8})\b")
KEPT_ASKS = "You kept something to try. How did it go?"
"""No word of what it is, as both see Today."""


class Trial(NamedTuple):
    """What was tried: a ritual of both, or an entry that one of them kept; exactly one of the ids is set."""

    asks: str
    ritual: RitualId = ""
    entry: EntryId = ""

    @property
    def id(self) -> str:
        """The id under which it is remembered that it was asked."""
        return self.ritual or self.entry


def ended_trials(state: State, today: date, asked: Collection[str]) -> list[Ritual]:
    """The rituals for two weeks that ended within the last days and were not asked after yet, the first first."""
    ended = (
        ritual
        for ritual in state.rituals.values()
        if not ritual.is_archived and ritual.id not in asked and _is_asked_on(_began(ritual), today)
    )
    return sorted(ended, key=lambda ritual: ritual.added_on)


def ritual_trials(
    state: State, today: date, flows: Iterable[Flow], asked: Collection[str], *, seated: str
) -> list[Trial]:
    """Those of the rituals that came out of such a talk and are open to who sits here."""
    sections = {flow.section for flow in flows if flow.tries}
    return [
        Trial(trial_words(ritual), ritual=ritual.id)
        for ritual in ended_trials(state, today, asked)
        if ritual.section in sections and ritual.is_open_to(seated)
    ]


def kept_trials(
    state: State,
    private: PrivateState,
    today: date,
    flows: Iterable[Flow],
    asked: Collection[str],
    *,
    is_alone: bool,
) -> list[Trial]:
    """What somebody kept to try, without what became a ritual that day; its words only for one alone."""
    tried = {flow.id: flow for flow in flows if flow.tries}
    rituals = {(ritual.section, ritual.added_on) for ritual in state.rituals.values() if _began(ritual)}
    trials = []
    for kept in private.kept:
        flow = tried.get(kept.flow)
        if flow is None or kept.entry in asked or not _is_asked_on(kept.on, today):
            continue
        texts = [answer.text for answer in kept.answers if answer.step in flow.tries]
        if texts and (flow.section, kept.on) not in rituals:
            trials.append(Trial(kept_trial_words(texts[0]) if is_alone else KEPT_ASKS, entry=kept.entry))
    return trials


def trial_words(ritual: Ritual) -> str:
    """The question after a ritual that was for two weeks."""
    return f"“{printable(ritual.name)}” was for two weeks. How did it go?"


def kept_trial_words(text: str) -> str:
    """The question after something that one alone kept to try."""
    return f"You kept this to try: “{printable(text)}”. How did it go?"


def _began(ritual: Ritual) -> date | None:
    """The day on which a ritual for two weeks began; None for any other."""
    cadence = ritual.cadence
    until = _UNTIL.search(cadence.rrule) if isinstance(cadence, Rule) else None
    last = add_days(ritual.added_on, _TRIAL.days - 1)
    return ritual.added_on if until and until[1] == f"{last:%Y%m%d}" else None


def _is_asked_on(began: date | None, today: date) -> bool:
    return began is not None and _TRIAL <= today - began < _TRIAL + timedelta(days=ASKED_FOR)
