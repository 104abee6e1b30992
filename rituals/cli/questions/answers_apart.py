"""The `ask` commands on answers apart: sealed in one's own log until everyone has answered, then shown to all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

import click

from rituals.cli.shared.apart_words import unshown_words, waiting_for
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person
from rituals.cli.shared.opening import can_be_asked, open_at_prompt
from rituals.cli.shared.options import day_option, json_option, one_by_option, written_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.piped import PIPE, words_apart
from rituals.core.model import Person
from rituals.core.phrases import day_words, on_day_words
from rituals.core.questions.rounds import ANSWERED, OVER, before_words, let_go_words
from rituals.core.state.apart import Round
from rituals.core.text import NOTE_LIMIT, capital, printable
from rituals.errors import RuleError, UsageError

_NONE_YET = "Nothing is sealed or shown. rituals ask answer - seals yours to tonight's question."
_NOT_THERE = "No question was answered apart {}. rituals ask answers shows what is there."
_HOW = "rituals ask answer - takes what you type or pipe."


@verb(
    "answer",
    """Answer tonight's question apart; without a text, how yours stands.

    It is sealed until you both have answered, then both are shown to both, and nobody is told who has answered.
    “-” takes what you type or pipe. Words given as TEXT stay in your shell's history.
    """,
)
@click.argument("text", metavar="[-|TEXT]...", nargs=-1)
@day_option("--on", "The evening of the question, today unless said.")
@one_by_option
@written_option
@click.pass_obj
def ask_answer_verb(context: CliContext, text: tuple[str, ...], on: str | None, by: str | None) -> Output:
    apart, whose = context.service.apart, _answering(context, by)
    day = context.day(on)
    asked = _tonights(context) if day is None else _begun(context, whose, day)
    stands = apart.standing(asked, whose)
    if stands == "over":
        raise RuleError(OVER)
    if stands != "open" and text:
        raise RuleError(ANSWERED)
    beginning = [printable(context.session.asked_text(asked.about)), before_words(context.service.couple)]
    if stands == "open" and not text:
        return Output(lines(*beginning, _HOW))
    if stands == "open":
        words = words_apart(context, NOTE_LIMIT, lines(*beginning)) if text == (PIPE,) else " ".join(text)
        apart.seal(asked.id, words, by=whose.id)
        context.wrote("answer", asked.id, asked.on)
        asked = context.service.state.apart.value[asked.id]
    return Output(lines(*_round_lines(context, asked, whose)))


@verb("answers", "What you both answered apart, and what of yours is sealed.")
@one_by_option
@json_option("questions.documents:AnswersDocument")
@click.pass_obj
def ask_answers_verb(context: CliContext, by: str | None, as_json: bool) -> Output:
    service, whose = context.service, _answering(context, by)
    if waiting_for(service, whose) and can_be_asked():
        open_at_prompt(context, whose)  # which shows them
    told = [asked for asked, stands in service.apart.begun(whose) if stands != "open"]
    if as_json:
        from rituals.cli.questions.documents import AnswersDocument, answered_round  # only for --json

        shown = [answered_round(asked, context) for asked in told if service.apart.answers(asked)]
        return AnswersDocument(answers=shown).output()
    paragraphs = [("", *_round_lines(context, asked, whose, is_listed=True)) for asked in told]
    return Output(lines(*[line for paragraph in paragraphs for line in paragraph][1:]) if told else _NONE_YET)


@verb("take-back", "Take an answer of yours back for good, sealed or shown; tonight's unless said.")
@day_option("--on", "The evening of the question, today unless said.")
@one_by_option
@written_option
@click.pass_obj
def ask_take_back_verb(context: CliContext, on: str | None, by: str | None) -> Output:
    whose, day = _answering(context, by), context.day(on) or context.service.today()
    answered = [asked for asked in context.service.apart.answered(whose) if asked.on == day]
    if not answered:
        raise UsageError(_NOT_THERE.format(on_day_words(day, context.service.today())))
    open_at_prompt(context, whose)
    was = context.service.apart.let_go(answered[-1].id, by=whose.id)
    context.wrote("answer", was.id, was.on)
    context.finish_erasing()
    couple = context.service.state.couple(was.on)
    return Output(lines(let_go_words(context.session.elsewhere, was, couple, whose.id)))


def _answering(context: CliContext, by: str | None) -> Person:
    return person(by, context.service) if by is not None else context.service.seated


def _tonights(context: CliContext) -> Round:
    """The round about tonight's question, which came up here now if it had not."""
    questions = context.service.questions
    question = questions.tonight(context.session.catalogue.prompt)
    asked = context.service.apart.begin(question.id)
    questions.came_up(question)
    return asked


def _begun(context: CliContext, whose: Person, day: date) -> Round:
    """The latest round of a day; `UsageError` where there is none."""
    begun = [
        asked
        for asked, _ in context.service.apart.begun(whose)
        if asked.on == day and context.session.question_text(asked.about)
    ]
    if not begun:
        raise UsageError(_NOT_THERE.format(on_day_words(day, context.service.today())))
    return begun[-1]


def _round_lines(context: CliContext, asked: Round, whose: Person, *, is_listed: bool = False) -> Sequence[str]:
    """What is shown to somebody of a round that they answered, under its question, and under its day in a list."""
    service = context.service
    when = f"{capital(day_words(asked.on, service.today()))}: " if is_listed else ""
    heading = f"{when}{printable(context.session.asked_text(asked.about))}"
    answers = service.apart.answers(asked)
    if not answers:
        return [heading, unshown_words(service, asked, whose)]
    said = (
        f"{name}{printable(words)}"
        for by, text in answers
        for name, words in zip_longest([f"{printable(by.name)}: "], text.split("\n"), fillvalue="  ")
    )
    return [heading, *said]
