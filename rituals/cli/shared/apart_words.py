"""What is said of what somebody sealed."""

from __future__ import annotations

from rituals.core.model import Person, RoundId
from rituals.core.questions.rounds import sealed_answer_words, to_open
from rituals.core.state.apart import Round
from rituals.service.couple import CoupleService


def after_sealing_words(service: CoupleService, asked: Round, whose: Person) -> str:
    """How it stands with a round that somebody just sealed theirs for, and how what is shown can be read."""
    if service.apart.answers(asked):
        return "They are all there now. rituals ask answers shows them."
    return unshown_words(service, asked, whose)


def unshown_words(service: CoupleService, asked: Round, whose: Person) -> str:
    """What is said to somebody of a round that is not shown yet."""
    if asked.id in waiting_for(service, whose):
        return "They are all there now. rituals ask answers asks for your passphrase, and shows them."
    return sealed_answer_words(service.couple)


def waiting_for(service: CoupleService, whose: Person) -> set[RoundId]:
    """The rounds that everyone sealed, and that are shown as soon as somebody opens their private pages."""
    if not service.private(whose.id).is_locked:
        return set()
    return {asked.id for asked, person in to_open(service.state, service.today()) if person == whose.id}
