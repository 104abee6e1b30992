"""The manual's pages, made from the commands. click-man finds neither commands that are imported late nor the options
that each of ours has, and makes a page of every command in a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from inspect import cleandoc

import click

from rituals.cli.group import rituals
from rituals.exit import ENDS_WITH

ARGUMENTS = (
    ("RITUAL", "Its id, or a part of its name that no other one has."),
    ("DAY", "Such as 2026-11-20, yesterday, -3 or fri."),
    ("IDEA", "A part of its words, or its id, that no other one has."),
    ("NAME", "Who of you: a name, or me for who sits here."),
    ("ID", "What a list shows, or as much of its beginning as no other one has."),
)
ENVIRONMENT = (
    ("RITUALS_HOME", "Keep everything in this folder, as --home does, instead of the usual places."),
    ("RITUALS_TZ", "A time zone such as Europe/Berlin, instead of this machine's."),
    ("VISUAL, EDITOR", "What you write a note in."),
    ("NO_COLOR", "If it is set and not empty, no colours."),
)
SIGNS = str.maketrans({"\\": "\\e", "-": "\\-", "“": "\\(lq", "”": "\\(rq", "'": "\\(aq"})


def manual() -> Mapping[str, str]:
    """Each page by the name of its file: one of rituals itself, and one of every verb."""
    whole = click.Context(rituals, info_name="rituals")
    verbs = list(_inner(whole))
    pages = {"rituals": [*_head(whole), *_options(whole), *_verbs(verbs), *_around()]}
    for verb in verbs:
        commands = [line for command in _inner(verb) for line in _command(command)]
        group = [".SH COMMANDS", *commands] if commands else []
        pages[_page(verb)] = [*_head(verb), *_options(verb), *group, ".SH SEE ALSO", ".BR rituals (1)"]
    return {f"{name}.1": "\n".join(lines) + "\n" for name, lines in pages.items()}


def _inner(context: click.Context) -> Iterator[click.Context]:
    """The commands of a group."""
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield click.Context(command, parent=context, info_name=name)


def _page(context: click.Context) -> str:
    return context.command_path.replace(" ", "-")


def _head(context: click.Context) -> Iterator[str]:
    name, says = _page(context), context.command.get_short_help_str().rstrip(".")
    yield f'.TH "{_safe(name.upper())}" 1 "" "rituals" "Rituals"'
    yield from (".SH NAME", f"{_safe(name)} \\- {_safe(says)}")
    yield from (".SH SYNOPSIS", _usage(context))
    yield from (".SH DESCRIPTION", *_says(context.command))


def _usage(context: click.Context) -> str:
    pieces = context.command.collect_usage_pieces(context)
    return f"\\fB{_safe(context.command_path)}\\fR {_safe(' '.join(pieces))}"


def _says(command: click.Command) -> Iterator[str]:
    """The paragraphs of a command's help."""
    for place, paragraph in enumerate(cleandoc(command.help or "").split("\n\n")):
        yield from ([".PP"] if place else [])
        yield _safe(" ".join(paragraph.split()))


def _options(context: click.Context) -> Iterator[str]:
    """The options of a verb, and then those that every command has."""
    command = context.command
    common = [each for each in command.get_params(context) if each not in command.params]
    yield from (".SH OPTIONS", *_own_options(context), *_told(common, context))


def _own_options(context: click.Context) -> Iterator[str]:
    """The options that not every command has."""
    return _told([each for each in context.command.params if isinstance(each, click.Option)], context)


def _told(options: Iterable[click.Parameter], context: click.Context) -> Iterator[str]:
    return _terms([record for option in options if (record := option.get_help_record(context))])


def _terms(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in rows:
        yield from (".TP", f"\\fB{_safe(term)}\\fR", _safe(meaning))


def _command(context: click.Context) -> Iterator[str]:
    """A command within a group."""
    yield from (f".SS {_usage(context)}", *_says(context.command), *_own_options(context))


def _verbs(verbs: Sequence[click.Context]) -> Iterator[str]:
    yield ".SH COMMANDS"
    for verb in verbs:
        yield from (".TP", f".BR {_safe(_page(verb))} (1)", _safe(verb.command.get_short_help_str()))


def _around() -> Iterator[str]:
    yield from (".SH ARGUMENTS", *_terms(ARGUMENTS))
    yield from (".SH ENVIRONMENT", *_terms(ENVIRONMENT))
    yield from (".SH EXIT STATUS", *_terms(ENDS_WITH))


def _safe(text: str) -> str:
    """The text as roff prints it."""
    escaped = text.translate(SIGNS)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
