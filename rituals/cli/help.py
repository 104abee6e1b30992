"""The `help` command: how each command goes, what each prints as JSON, and how each ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.options import JsonOption, complete_from
from rituals.cli.shared.output import Output, encoding
from rituals.core.text import quoted
from rituals.errors import UsageError
from rituals.exit import ENDS_WITH

if TYPE_CHECKING:
    from rituals.cli.shared.documents import Document

_READING = (
    "These print a document with --json; rituals help json VERB prints its schema. Within a format keys are only ever "
    "added. Days are ISO dates, and what is not so is null or an empty list."
)
_WRITING = "These print with --json what they wrote, by its id; they all have one schema:"


def _next_words(context: click.Context) -> Sequence[str]:
    """What may stand after the words that are there already."""
    words = list(context.params.get("words") or ())
    command = _context_of(context.find_root(), words[words[:1] == ["json"] :]).command
    verbs = command.list_commands(context) if isinstance(command, click.Group) else ()
    return (*(() if words else ("json", "exit", "formats")), *verbs)


@verb("help", "How a verb goes; json, exit codes (exit), what import reads (formats).")
@click.argument(
    "words", metavar="[VERB]...|json [VERB]...|exit|formats", nargs=-1, shell_complete=complete_from(_next_words)
)
@click.pass_context
def help_verb(context: click.Context, words: Sequence[str]) -> Output:
    root = context.find_root()
    formatter = root.make_formatter()
    match words:
        case ["exit"]:
            formatter.write_dl(ENDS_WITH)
        case ["formats"]:
            _write_formats(formatter)
        case ["exit" | "formats" as topic, word, *_]:
            raise UsageError(f"rituals help {topic} is the same for every verb. Leave out {quoted(word)}.")
        case ["json"]:
            _write_documents(formatter, root.command)
        case ["json", *rest]:
            return _schema(_context_of(root, rest).command, " ".join(rest))
        case _:
            return Output(_context_of(root, words).get_help())
    return Output(formatter.getvalue().strip("\n"))


def _write_formats(formatter: click.HelpFormatter) -> None:
    """What `rituals import` reads, in the order in which a file is tried."""
    from rituals.bootstrap import import_formats  # both only for those who bring something in
    from rituals.config import places

    formatter.write_text(
        "rituals import takes a file for the first of these that it can be, or for what --format says:"
    )
    formatter.write_dl([(form.id, form.name) for form in import_formats(places(None))])


def _context_of(root: click.Context, words: Sequence[str]) -> click.Context:
    """The context of the command that these words call; `UsageError` where there is none."""
    context = click.Context(root.command, info_name="rituals")
    for word in words:
        if not isinstance(context.command, click.Group):
            raise UsageError(f"{context.command_path} has no verbs of its own. Leave out {quoted(word)}.")
        _, command, _ = context.command.resolve_command(context, [word])
        assert command is not None
        context = click.Context(command, parent=context, info_name=word)
    return context


def commands_within(
    command: click.Command, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all those within it, each with the words that call it, none of them for the first."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands_within(inner, (*words, name))


def can_be_called(command: click.Command) -> bool:
    """Whether a command does something by itself, as a group may only lead to others."""
    return not isinstance(command, click.Group) or command.invoke_without_command


def callable_commands(command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Those of a command and all within it that can be called, each by its words."""
    return ((" ".join(words), inner) for words, inner in commands_within(command) if can_be_called(inner))


def document_of(command: click.Command) -> type[Document] | None:
    """The document that a command prints with --json, if it does."""
    place = next((option.document for option in command.params if isinstance(option, JsonOption)), "")
    if not place:
        return None
    module, _, name = place.partition(":")
    document: type[Document] = getattr(import_module(f"rituals.cli.{module}"), name)
    return document


def _write_documents(formatter: click.HelpFormatter, root: click.Command) -> None:
    """Which command prints what."""
    from rituals.cli.shared.documents import WrittenDocument

    printing = [(words, command, document_of(command)) for words, command in callable_commands(root)]
    reading = [(words, command) for words, command, document in printing if document not in (None, WrittenDocument)]
    formatter.write_text(_READING)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_dl([(words, command.get_short_help_str()) for words, command in reading])
    formatter.write_paragraph()
    formatter.write_text(_WRITING)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(", ".join(words for words, _, document in printing if document is WrittenDocument))


def _schema(command: click.Command, words: str) -> Output:
    """The JSON Schema of what a command prints; `UsageError` where it prints no document."""
    import json

    from msgspec.json import schema  # all only for a schema

    from rituals.cli.shared.documents import escaped

    document = document_of(command)
    if document is None:
        raise UsageError(f"rituals {words} prints no document. rituals help json lists those that do.")
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema(document)}
    return Output(escaped(json.dumps(described, ensure_ascii=False, indent=2), encoding()))
