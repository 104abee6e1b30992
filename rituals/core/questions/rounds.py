"""What is answered apart: each one's answer is sealed in their own log until all have answered, and then shown to all.

Nobody is told whether anybody else has answered. A round is known by a hash of the couple, the question and the day,
so that two machines that have not heard of each other mean the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from rituals.core.calendar import add_days
from rituals.core.events import AnswerLetGo, AnswerSealed, AnswerShown, RoundBegan, WordsErased
from rituals.core.model import EventId, Person, PersonId, RoundId
from rituals.core.phrases import Elsewhere, both_or_all
from rituals.core.state.apart import Round
from rituals.core.state.couple_state import State
from rituals.core.text import clean_note, is_unseen
from rituals.errors import RuleError, UsageError

CHECKIN = "check-in"
"""What a round is about in which each shows a check-in."""

SILENT_AFTER = 14
"""Days after which a round that was not shown is not spoken of any more."""
LONGEST_ANSWER = 20_000
FORGOTTEN_AFTER = 90
"""Days after which the words are let go, shown or not."""

Standing: TypeAlias = Literal["open", "sealed", "shown", "over"]
"""How a round stands for one person, without a word on what the others did."""


def round_id(couple: Iterable[Person], about: str, on: date) -> RoundId:
    """The id of a round, the same on every machine."""
    parts = ["rituals round", *sorted(person.id for person in couple), about, on.isoformat()]
    from hashlib import blake2b  # it loads OpenSSL, which few need

    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def begin_round(state: State, couple: Sequence[Person], about: str, on: date) -> list[RoundBegan]:
    """Begin a round, which says nothing of an answer; no event if it is begun. `RuleError` for one alone."""
    if len(couple) < 2:
        raise RuleError("Answering apart takes two, so it is for later, once there is somebody with you.")
    name = round_id(couple, about, on)
    return [] if name in state.apart.value else [RoundBegan(name, about, on)]


def checked_answer(text: str) -> str:
    """The words of an answer as they are kept, else `UsageError`."""
    answer = clean_note(text, LONGEST_ANSWER)
    if is_unseen(answer):
        raise UsageError("There is no answer yet. A few words are enough.")
    return answer


def standing(state: State, asked: Round, person: PersonId, today: date) -> Standing:
    """How a round stands for a person; "over" where there is nothing to say of it any more."""
    age = (today - asked.on).days
    if asked.is_shown(state.couple(asked.on)):
        return "shown" if age <= FORGOTTEN_AFTER else "over"
    was_opened = bool(asked.let_go) and person in asked.opened
    if age > SILENT_AFTER or person in asked.let_go or person not in taking_part(state, asked) or was_opened:
        return "over"
    return "sealed" if person in asked.sealed else "open"


def seal_answer(state: State, asked: Round, *, by: PersonId, today: date) -> list[AnswerSealed]:
    """Say that somebody answered. `RuleError` if they have already, or if it is too late for it."""
    stands = standing(state, asked, by, today)
    if stands in ("sealed", "shown"):
        raise RuleError(ANSWERED)
    if stands == "over":
        raise RuleError(OVER)
    return [AnswerSealed(asked.id, by)]


def let_answer_go(state: State, asked: Round, *, by: PersonId) -> list[AnswerLetGo | WordsErased]:
    """Let somebody's answer go for good: it is not shown, or no more, and neither is any other of the round."""
    if by not in asked.sealed or by in asked.let_go:
        raise RuleError("No answer of yours is sealed there.")
    return [AnswerLetGo(asked.id, by), *_erased(shown_records(state, [asked.id]))]


def to_open(state: State, today: date) -> list[tuple[Round, PersonId]]:
    """The rounds that everyone sealed, each with those whose words are not there yet."""
    return [
        (asked, person)
        for asked in state.apart.value.values()
        if asked.is_full(state.couple(asked.on)) and (today - asked.on).days <= FORGOTTEN_AFTER
        for person in sorted(taking_part(state, asked) - asked.opened)
    ]


def catch_up(state: State, today: date) -> list[AnswerLetGo | WordsErased]:
    """Let go what is older than it is kept, and erase what was shown of rounds that were let go."""
    rounds = state.apart.value.values()
    forgotten = [asked for asked in rounds if asked.on < add_days(today, -FORGOTTEN_AFTER)]
    over = [AnswerLetGo(asked.id, by) for asked in forgotten for by in sorted(asked.sealed - asked.let_go)]
    gone = [asked.id for asked in rounds if asked.let_go or asked in forgotten]
    return [*over, *_erased(shown_records(state, gone))]


def taking_part(state: State, asked: Round) -> set[PersonId]:
    """The couple of the day on which a round was begun."""
    return {person.id for person in state.couple(asked.on)}


def shown_records(state: State, rounds: Collection[RoundId]) -> list[EventId]:
    """The ids of the records that hold words shown in these rounds."""
    written = ((record.id, record.event) for record in state.apart.records if record.id not in state.wordless)
    return [name for name, event in written if isinstance(event, AnswerShown) and event.text and event.round in rounds]


def _erased(ids: Collection[EventId]) -> list[WordsErased]:
    return [WordsErased(tuple(sorted(ids)))] if ids else []


def before_words(couple: Collection[Person]) -> str:
    """What is said before somebody answers apart."""
    both = both_or_all(couple)
    return f"Your answer is sealed until you{both} have answered; then you{both} see{both}."


def sealed_answer_words(couple: Collection[Person]) -> str:
    """What is said once an answer is sealed; not a word on the others."""
    both = both_or_all(couple)
    return f"Yours is sealed. You will{both} see{both}."


def let_go_words(elsewhere: Elsewhere, asked: Round, couple: Collection[Person], by: PersonId) -> str:
    """What is said once somebody let their answer go of a round as it was before; one that was not written where all
    can see it never left this machine."""
    here = "It is off this machine now."
    gone = elsewhere.gone_words(here) if by in asked.texts else here
    return f"{gone} What was shown beside it is gone too." if asked.is_shown(couple) else gone


ANSWERED = "You have answered this one already."
OVER = "This one is over. The next question is only an evening away."
