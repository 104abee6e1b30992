"""What --json prints about questions and what was answered apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document


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
