"""What --json prints about questions and what was answered apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import Document
from rituals.core.questions.deck import Prompt, depth_of
from rituals.core.state.apart import Round


class DepthEntry(Struct, frozen=True):
    """How deep a question goes, from 1 to 4."""

    level: int
    name: str
    note: str


class QuestionEntry(Struct, frozen=True):
    """A question of the deck."""

    id: str
    text: str
    depth: DepthEntry
    section: str
    favourite: bool


class QuestionDocument(Document, frozen=True, kw_only=True):
    """Tonight's question."""

    question: QuestionEntry


class QuestionsDocument(Document, frozen=True, kw_only=True):
    """The favourite questions."""

    questions: Sequence[QuestionEntry]


class SaidBy(Struct, frozen=True):
    """What somebody answered."""

    name: str
    text: str


class AnsweredRound(Struct, frozen=True):
    """A question that everyone answered."""

    question: str
    on: date
    by: Sequence[SaidBy]


class AnswersDocument(Document, frozen=True, kw_only=True):
    """What was answered apart."""

    answers: Annotated[Sequence[AnsweredRound], Meta(description="Only what is shown.")]


def question_entry(question: Prompt, context: CliContext) -> QuestionEntry:
    """One question."""
    depth = depth_of(context.session.catalogue.depth, question.depth)
    return QuestionEntry(
        id=question.id,
        text=question.text,
        depth=DepthEntry(depth.level, depth.name, depth.note),
        section=question.section,
        favourite=question.id in context.service.state.favourite_questions,
    )


def answered_round(asked: Round, context: CliContext) -> AnsweredRound:
    """One question with everyone's answer."""
    said = [SaidBy(by.name, text) for by, text in context.service.apart.answers(asked)]
    return AnsweredRound(context.session.asked_text(asked.about), asked.on, said)
