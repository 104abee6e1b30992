"""Each command that a sentence of the app or of the shell names is one, as the sentence has it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import click

from rituals.cli.group import VERBS
from tests.kit.every_verb import every_command
from tests.kit.handbook import ROOT

COMMANDS = dict(every_command())
NAMED = re.compile(rf"\brituals ((?:{'|'.join(VERBS)})\b(?![^.]*\?)(?:(?!\brituals )[^.:;|`\n])*)")
"""A command from its verb to where the sentence, or what is said of it, ends; no question names one."""


def sentences(source: str) -> Iterator[str]:
    """Every text of a module that isn't a docstring; what is put into it at run time is an ellipsis there."""
    tree = ast.parse(source)
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else " … " for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def wrong_words(named: str) -> str:
    """Of a command as a sentence names it, what the shell would refuse; nothing where it is right."""
    words = [word.strip(",()“”") for word in named.split()]
    call: tuple[str, ...] = ()
    while words and (*call, words[0]) in COMMANDS:
        call = (*call, words.pop(0))
    command = COMMANDS[call]
    flags = {flag for option in command.params for flag in (*option.opts, *option.secondary_opts)}
    unknown = [word for word in words if word.startswith("--") and word not in flags]
    if isinstance(command, click.Group) and words[:1] != ["…"]:
        is_told_of = not words or words[0].endswith("s") or words[0].startswith("-")
        unknown += [] if command.invoke_without_command and is_told_of else words[:1] or ["which?"]
    return " ".join(unknown)


def test_every_command_that_a_sentence_names_is_one() -> None:
    named: Mapping[str, str] = {
        words: f"{path.relative_to(ROOT)}: rituals {words}"
        for layer in ("rituals", "tui")
        for path in (ROOT / layer).rglob("*.py")
        if NAMED.search(source := path.read_text(encoding="utf-8"))
        for sentence in sentences(source)
        for words in NAMED.findall(sentence)
    }

    assert len(named) > 80
    assert [where for words, where in named.items() if wrong_words(words)] == []


def test_a_command_that_is_none_would_be_found() -> None:
    assert wrong_words("jar ad puts one in") == "ad"
    assert wrong_words("jar export --ot FILE writes it") == "--ot"
    assert wrong_words("nudge") == "which?"
    assert not wrong_words("backup makes one, --seal with a passphrase")
