"""Writes a question of a couple's own into their catalogue, the file beside their settings."""

from __future__ import annotations

import os
from pathlib import Path

from rituals.content.own import with_own
from rituals.core.catalogue.model import Catalogue
from rituals.core.catalogue.own import own_question
from rituals.core.questions.deck import Prompt
from rituals.errors import StorageError
from rituals.files import LARGEST_CATALOGUE, toml_tables, toml_text, write_over

_NOTHING_ADDED = "nothing was added there"


def write_own_question(shipped: Catalogue, path: Path, text: str, depth: int) -> Prompt:
    """Write a question at the end of the file, changing no line that is there, and return it as it is in the deck now.

    `UsageError` where it can't be a question; `StorageError` where the file can't be written, or has a problem, as what
    can't be read is not written over.
    """
    file = Path(os.path.realpath(path))  # a link, into a folder of dotfiles perhaps, stays one
    catalogue = with_own(shipped, file)
    if catalogue.problems:
        raise StorageError(f"{catalogue.problems[0]} Until then nothing is added.")
    question = own_question(catalogue, text, depth)
    try:
        write_over(file, _with_question(file, question))
    except ValueError:
        raise StorageError(
            f"{file} has no room for it; {_NOTHING_ADDED}. Put each question under a [[prompt]] of its own."
        ) from None
    except OSError as refusal:
        reason = refusal.strerror or str(refusal)
        raise StorageError(
            f"{file} could not be written ({reason}); {_NOTHING_ADDED}. Check who may write there and try again."
        ) from refusal
    return question


def _with_question(file: Path, question: Prompt) -> str:
    """The text of the file with a question more; `ValueError` where it could not be read again."""
    import tomlkit  # only to write: it costs more than reading

    try:
        before = toml_text(file, LARGEST_CATALOGUE)
    except FileNotFoundError:
        before = ""
    gap = "\n" if before.endswith("\n") else "\n\n"
    row = f"[[prompt]]\ntext = {tomlkit.item(question.text).as_string()}\ndepth = {question.depth}\n"
    text = f"{before}{gap}{row}" if before.strip() else row
    if len(text.encode()) > LARGEST_CATALOGUE:
        raise ValueError(f"{file.name} would be too large")
    toml_tables(text)
    return text
