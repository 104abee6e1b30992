"""Errors without a face: their tree, their exit codes, and what each face says of what helps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import rituals.errors
from rituals.cli.group import VERBS
from rituals.cli.shared.editor import EditorError
from rituals.cli.shared.remedies import SHELL_REMEDIES, in_shell
from rituals.errors import ClosedBackupError, Remedy, RitualsError, RuleError, UsageError
from tui.rituals.keys import RITUALS, WEEK
from tui.shared.keys import ANYWHERE, Key
from tui.shared.remedies import APP_REMEDIES, in_app
from tui.today.keys import TODAY

PAGES = {"Today": TODAY, "Rituals": RITUALS}


def kinds_of(error: type[RitualsError]) -> Iterator[type[RitualsError]]:
    """A kind of error of the app's own, and those that descend from it."""
    if error.__module__.startswith(("rituals.", "tui.")):
        yield error
        for kind in error.__subclasses__():
            yield from kinds_of(kind)


@pytest.mark.parametrize("table", [SHELL_REMEDIES, APP_REMEDIES], ids=["shell", "app"])
def test_each_face_has_words_for_every_remedy(table: Mapping[Remedy, str]) -> None:
    assert set(table) == set(Remedy)
    assert all(words.endswith(".") for words in table.values())


def test_an_error_is_told_with_what_helps_in_the_words_of_the_face() -> None:
    away = RuleError("Walk is put away already.", Remedy.RESTORE)
    plain = UsageError("That never comes.")

    assert str(away) == "Walk is put away already."
    assert in_shell(away) == "Walk is put away already. rituals restore brings it back with its history."
    assert in_app(away) == "Walk is put away already. x on Rituals brings it back with its history."
    assert in_shell(plain) == in_app(plain) == "That never comes."


@pytest.mark.parametrize(
    "problem",
    [UsageError("No."), RuleError("No.", Remedy.REST), EditorError("No.", 143), ClosedBackupError("No.", "sam")],
    ids=lambda problem: type(problem).__name__,
)
def test_an_error_in_other_words_is_the_same_error(problem: RitualsError) -> None:
    other = problem.reworded("No. Nothing was changed.")

    assert (str(other), other.remedy) == ("No. Nothing was changed.", None)
    assert (type(other), other.exit_code) == (type(problem), problem.exit_code)


def test_every_verb_that_the_shell_names_is_one() -> None:
    named = {verb for words in SHELL_REMEDIES.values() for verb in re.findall(r"\brituals (\w+)", words)}

    assert named <= set(VERBS)


def test_every_key_that_the_app_names_is_on_its_page() -> None:
    words = " ".join(APP_REMEDIES.values())

    for face, page in re.findall(r"\b(\w) on ([A-Z]\w+)", words):
        assert face in faces(PAGES[page]), (face, page)
    for face in re.findall(r"under (\w)\b", words):
        assert face in faces(ANYWHERE), face


def test_a_key_that_is_named_alone_is_wherever_its_error_can_show() -> None:
    """A thank-you can be begun on any page; what can be moved, on Today, Rituals and in the week, can be edited and
    rest."""
    alone = {(re.match(r"(\w) [a-z]+s ", words) or [""])[0][:1] for words in APP_REMEDIES.values()} - {""}

    assert alone == {"a", "e", "r"}
    assert "a" in faces(ANYWHERE)
    assert all({"e", "r"} <= faces(page) for page in (*PAGES.values(), WEEK))


def faces(keys: tuple[Key, ...]) -> set[str]:
    return {face for key in keys for face in (key.face, *key.keys.split(","))}


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    for module in walk_packages(rituals.__path__, "rituals."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    drawn: list[tuple[str, str, int]] = []
    above: list[str] = []
    for line in re.findall(r"^([ │├└─]*)(\w+Error) \((\d+)\)", rituals.errors.__doc__ or "", re.MULTILINE):
        branch, name, exit_code = line
        depth = len(branch) // 4
        above[depth:] = [name]
        drawn.append((name, above[depth - 1] if depth else "Exception", int(exit_code)))

    ours = [kind for kind in kinds_of(RitualsError) if kind.__module__.startswith("rituals.")]
    kinds = [(kind.__name__, kind.__mro__[1].__name__, kind.exit_code) for kind in ours]
    assert sorted(drawn) == sorted(kinds)


def test_every_remedy_helps_with_something() -> None:
    sources = (path for path in Path(rituals.__path__[0]).rglob("*.py") if path.stem != "remedies")
    used = {name for path in sources for name in re.findall(r"\bRemedy\.([A-Z_]+)", path.read_text(encoding="utf-8"))}

    assert used == {remedy.name for remedy in Remedy}
