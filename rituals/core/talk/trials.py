"""What came out of a talk to be tried for two weeks, and asked after once they are over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from rituals.core.calendar import add_days
from rituals.core.events import RitualAdded
from rituals.core.model import TOGETHER, EntryId, Ritual, RitualId, Rule
from rituals.core.state.couple_state import State
from rituals.core.text import clean_name, printable

if TYPE_CHECKING:  # the verb that shows Today asks for rituals alone, and most couples have none that ends
    from rituals.core.state.private_state import PrivateState
    from rituals.core.talk.steps import Flow

_TRIAL_DAYS = 14
_ASKING_DAYS = 7  # from the first one after those
KEPT_ASKS = "You kept something to try. How did it go?"
"""No word of what it is, as both see Today."""


class Trial(Struct, frozen=True):
    """What was tried: a ritual of both, or an entry that one of them kept; exactly one of the ids is set."""

    asks: str
    ritual: RitualId = ""
    entry: EntryId = ""

    @property
    def id(self) -> str:
        """The id under which it is remembered that it was asked."""
        return self.ritual or self.entry


def trial_ritual(name: str, *, ritual: RitualId, on: date, section: str) -> RitualAdded:
    """A ritual to try for two weeks, daily; nudges leave its name out, which was said in a talk."""
    cadence = Rule(f"FREQ=DAILY;{_until(on)}")
    return RitualAdded(ritual, on, clean_name(name, of="ritual"), cadence, TOGETHER, section, discreet=True)


def ended_trials(state: State, today: date, asked: Collection[str]) -> list[Ritual]:
    """The rituals for two weeks that ended within the last days and were not asked after yet, the first first."""
    ended = (
        ritual
        for ritual in state.rituals.values()
        if _is_asked_on(ritual.added_on, today) and _is_trial(ritual)
        if not ritual.is_archived and ritual.id not in asked
    )
    return sorted(ended, key=lambda ritual: ritual.added_on)


def ritual_trials(ended: Iterable[Ritual], flows: Iterable[Flow], *, seated: str) -> list[Trial]:
    """Those of the rituals that came out of such a talk and are open to who sits here."""
    sections = {flow.section for flow in flows if flow.tries}
    return [
        Trial(trial_words(ritual), ritual=ritual.id)
        for ritual in ended
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
    rituals = {(ritual.section, ritual.added_on) for ritual in state.rituals.values() if _is_trial(ritual)}
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


def _until(on: date) -> str:
    """The part of a rule that ends two weeks from a day on (RFC 5545 §3.3.10)."""
    return f"UNTIL={add_days(on, _TRIAL_DAYS - 1):%Y%m%d}"


def _is_trial(ritual: Ritual) -> bool:
    """Whether it is for two weeks, as one that was to be tried, and was not made longer or shorter since."""
    cadence = ritual.cadence
    return isinstance(cadence, Rule) and _until(ritual.added_on) in cadence.rrule


def _is_asked_on(began: date, today: date) -> bool:
    return _TRIAL_DAYS <= (today - began).days < _TRIAL_DAYS + _ASKING_DAYS
