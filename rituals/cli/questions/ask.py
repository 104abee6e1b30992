"""The `ask` commands: tonight's question and the favourite ones; those on what to ask the other are in `ask_about`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from rituals.cli.questions.answers_apart import ask_answer_verb, ask_answers_verb, ask_take_back_verb
from rituals.cli.questions.ask_about import ask_about_verb, ask_done_verb, ask_erase_verb
from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option, not_option, written_option
from rituals.cli.shared.output import Output, fitted_lines, lines
from rituals.cli.shared.piped import PIPE, words_apart
from rituals.core.catalogue.own import LONGEST_QUESTION
from rituals.core.questions.deck import UNASKED, Prompt, added_question_words, depth_of, favourite_questions
from rituals.core.text import printable

_READABLE = 76
_NONE_YET = "None yet. rituals ask favourite keeps tonight's."

depth_option = click.option(
    "--depth", type=int, metavar="1-4", help="How deep it goes, from easy to tender; easy or warm unless said."
)


@group("ask", "A question for tonight, and what to ask about afterwards.", alone=True)
@depth_option
@click.option("--another", is_flag=True, help="Pass, and have another one come up.")
@json_option("questions.documents:QuestionDocument")
@click.pass_context
def ask_group(context: click.Context, depth: int | None, another: bool, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    cli_context = context.ensure_object(CliContext)
    depths = _depths(cli_context, depth)
    question = _another_question(cli_context, depths) if another else _question_tonight(cli_context, depths)
    if as_json:
        from rituals.cli.questions.documents import QuestionDocument, question_entry  # only for --json

        return QuestionDocument(question=question_entry(question, cli_context)).output()
    how = "" if depth is None else f" --depth {depth}"
    return Output(lines(*_question_lines(cli_context, question), "", f"rituals ask{how} --another passes."))


@ask_group.command("favourite", help="Keep tonight's question among those you like.")
@depth_option
@not_option
@written_option
@click.pass_obj
def ask_favourite_verb(context: CliContext, depth: int | None, not_after_all: bool) -> Output:
    question = _question_tonight(context, _depths(context, depth))
    context.service.questions.favour(context.session.catalogue.prompt, question.id, favourite=not not_after_all)
    context.wrote("question", question.id)
    heading = "Not among your favourites now" if not_after_all else "Among your favourites now"
    return Output(lines(f"{heading}: {printable(question.text)}"))


@ask_group.command("favourites", help="The questions you like, whatever came up before.")
@json_option("questions.documents:QuestionsDocument")
@click.pass_obj
def ask_favourites_verb(context: CliContext, as_json: bool) -> Output:
    questions = favourite_questions(context.service.state, context.session.catalogue.prompt)
    if as_json:
        from rituals.cli.questions.documents import QuestionsDocument, question_entry  # only for --json

        return QuestionsDocument(questions=[question_entry(question, context) for question in questions]).output()
    return Output(
        lines(*(line for question in questions for line in _wrapped(context, question.text)))
        if questions
        else _NONE_YET
    )


@ask_group.command(
    "add",
    help="""Add a question of your own to the deck.

    “-” takes what you type or pipe. It stands in the catalogue.toml beside your settings from then on.
    """,
)
@click.argument("text", metavar="-|TEXT...", nargs=-1, required=True)
@click.option("--depth", type=int, metavar="1-4", default=1, help="How deep it goes; easy unless said.")
@written_option
@click.pass_obj
def ask_add_verb(context: CliContext, text: tuple[str, ...], depth: int) -> Output:
    level = depth_of(context.session.catalogue.depth, depth)
    words = words_apart(context, LONGEST_QUESTION) if text == (PIPE,) else " ".join(text)
    question = context.session.add_question(words, level.level)
    context.wrote("question", question.id)
    return Output(lines(added_question_words(question, level)))


ask_group.add_command(ask_answer_verb)
ask_group.add_command(ask_answers_verb)
ask_group.add_command(ask_take_back_verb)
ask_group.add_command(ask_about_verb)
ask_group.add_command(ask_done_verb)
ask_group.add_command(ask_erase_verb)


def _depths(context: CliContext, depth: int | None) -> Collection[int]:
    return UNASKED if depth is None else {depth_of(context.session.catalogue.depth, depth).level}


def _question_tonight(context: CliContext, depths: Collection[int]) -> Prompt:
    """Tonight's question, recorded as having come up."""
    questions = context.service.questions
    question = questions.tonight(context.session.catalogue.prompt, depths)
    questions.came_up(question)
    return question


def _another_question(context: CliContext, depths: Collection[int]) -> Prompt:
    from secrets import randbelow  # only for those who pass

    return context.service.questions.another(context.session.catalogue.prompt, randbelow, depths)


def _question_lines(context: CliContext, question: Prompt) -> Sequence[str]:
    depth = depth_of(context.session.catalogue.depth, question.depth)
    return [*_wrapped(context, question.text), "", *_wrapped(context, f"{depth.name}: {depth.note}")]


def _wrapped(context: CliContext, text: str) -> list[str]:
    return fitted_lines(printable(text), min(context.room or _READABLE, _READABLE))
