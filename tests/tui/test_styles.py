"""Style sheets name only what there is: a type that was renamed leaves no rule behind that nothing follows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import textual.containers
import textual.screen
import textual.widgets

ROOT = Path(__file__).parents[2] / "tui"
TREES = [ast.parse(module.read_text(encoding="utf-8")) for module in sorted(ROOT.rglob("*.py"))]
OURS = {node.name for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
TEXTUALS = {*vars(textual.widgets)["__all__"], *dir(textual.containers), *dir(textual.screen)}


def sheets() -> list[str]:
    """Every style sheet, those in files and those beside a widget in its module."""
    inside = [
        str(node.value.value)
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "DEFAULT_CSS" for target in node.targets)
        and isinstance(node.value, ast.Constant)
    ]
    return [*inside, *(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.tcss"))]


def types_in(sheet: str) -> set[str]:
    """The types that the selectors of a sheet name."""
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet, flags=re.DOTALL)
    return set(re.findall(r"(?<![\w.#:$-])[A-Z]\w*", re.sub(r"[{}]", " ", selectors)))


def test_every_type_that_is_styled_is_there() -> None:
    assert {name for sheet in sheets() for name in types_in(sheet)} - OURS - TEXTUALS == set()


def test_a_type_that_is_gone_is_found() -> None:
    sheet = "Whisper.-late > Static { color: $text; }\n.Note #Id { Lines { height: 1; } }"

    assert types_in(sheet) == {"Whisper", "Static", "Lines"}
