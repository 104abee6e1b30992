"""What is said of what somebody sealed."""

from __future__ import annotations

from rituals.core.questions.rounds import sealed_answer_words
from rituals.core.state.apart import Round
from rituals.service.couple import CoupleService


def after_sealing_words(service: CoupleService, asked: Round) -> str:
    """How it stands with a round that somebody just sealed theirs for, and how what is shown can be read."""
    if service.apart.answers(asked):
        return "They are all there now. rituals ask answers shows them."
    return sealed_answer_words(service.couple)
