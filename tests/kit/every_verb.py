"""Every verb there is, with words to call it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from rituals.cli.group import rituals
from rituals.cli.help import can_be_called, commands_within

ENDLESS = {("nudge", "run")}
OPTIONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("import",): ("--yes",),
    ("export",): ("--to", "{home}-out.json"),
    ("add",): ("--every", "every sat"),
    ("edit",): ("--name", "Walk by the sea"),
    ("someday", "ritual"): ("--every", "once a month"),
    ("pause",): ("--until", "fri"),
}
"""What a verb does nothing without, though its help does not say so."""


SAID: Mapping[str, str] = {
    **dict.fromkeys(("name", "new"), "Kim"),
    **dict.fromkeys(("[TEXT]...", "WORDS...", "[-|TEXT]...", "-|TEXT..."), "words of ours"),
    **dict.fromkeys(("NAME", "[NAME|all]..."), "Sam"),
    "DAY": "tue",
    "ID": "1",
    "ID|WORDS": "dentist",
    "IDEA": "words",
    "[NAME]": "listening",
    "[FOR]": "30m",
    "[KEY]": "nudges.at-most",
    "[VALUE]...": "3",
    "bash|zsh|fish": "bash",
    **dict.fromkeys(("[ARCHIVE]", "[FILE.ics]", "[FOLDER]"), ""),
    **dict.fromkeys(("PATH", "[PATH]"), "{home}-carried"),
    "DEVICE": "9b1f",
    "[VERB]...|json [VERB]...|exit|formats": "exit",
    "FILE": "{home}-in.json",
    "--to": "{home}-out.md",
}
"""A word for each one that a verb's help stands for."""


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each verb and group with the words that call it, none of them for `rituals` itself."""
    return commands_within(rituals)


def every_verb(ritual: str) -> Iterator[tuple[str, ...]]:
    """Each call that ends by itself, with this ritual where it takes one."""
    said = {**SAID, **dict.fromkeys(("RITUAL", "RITUAL...", "[RITUAL]", "[RITUAL]..."), ritual)}
    for words, command in every_command():
        if words in ENDLESS or not can_be_called(command):
            continue
        parameters = command.get_params(click.Context(command))
        taken = [said[one.metavar or one.name or ""] for one in parameters if isinstance(one, click.Argument)]
        options = [(one.opts[0], said["--to"]) for one in parameters if isinstance(one, click.Option) and one.required]
        yield (*words, *filter(None, taken), *(word for option in options for word in option), *OPTIONS.get(words, ()))
