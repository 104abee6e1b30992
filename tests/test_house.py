"""The rules of the house, executed: who may import whom, what core may touch, and that importing does nothing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300
LONG_ON_PURPOSE: dict[str, str] = {}  # a module's path from the top level, and why it is better in one piece

TOP_LEVEL = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "rituals", "tui", "tests"}
MADE_BY_TOOLS = {"build", "dist", "rituals_tui.egg-info", "__pycache__"}

SCREENS = {"textual", "rich", "tui"}
MAY_IMPORT = {  # a part of `rituals`, and the parts of it that it may know
    "core": {"core", "errors"},
    "content": {"content", "core", "errors"},
    "adapters": {"adapters", "core", "ports", "errors"},
    "service": {"service", "core", "ports", "errors"},
    "ports": {"core", "errors"},
    "config": {"core", "errors"},
    "demo": {"demo", "core", "content", "service", "ports", "errors"},
    "errors": set(),
}
TUI_MAY_IMPORT = {"service", "core", "config", "bootstrap", "cli", "content", "errors"}
PURE_LIBRARIES = {"msgspec", "dateutil"}
IMPURE_MODULES = {"os", "pathlib", "random", "secrets", "uuid", "socket", "subprocess", "sys", "time", "logging", "io"}
IMPURE_NAMES = {"open", "print", "input", "Path", "random", "breakpoint", "exec", "eval", "__import__"}
IMPURE_CALLS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def name_of(module: Path) -> str:
    return ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


@cache
def imported(module: Path) -> frozenset[str]:
    """Full names of everything that a module imports anywhere in it, those from a package name by name."""
    names: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(module)} imports by dots; say the full name"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def part_of(name: str) -> str:
    """The part of `rituals` that a full name lies in; the package itself, with its version, is ``."""
    return [*name.split("."), ""][1]


def impurities(tree: ast.Module) -> set[str]:
    """What in a module reaches for files, the clock, chance or the screen."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in IMPURE_NAMES:
            found.add(node.id)
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value), node.attr) in IMPURE_CALLS:
            found.add(f"{ast.unparse(node.value)}.{node.attr}")
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found |= {name for name in names if name.split(".")[0] in IMPURE_MODULES}
    return found


@pytest.mark.parametrize("module", modules("rituals"), ids=name_of)
def test_the_domain_never_imports_the_screens(module: Path) -> None:
    assert not {name for name in imported(module) if name.split(".")[0] in SCREENS}


@pytest.mark.parametrize("module", modules("rituals"), ids=name_of)
def test_each_part_knows_only_those_below_it(module: Path) -> None:
    allowed = MAY_IMPORT.get(part_of(name_of(module)))

    known = {part_of(name) for name in imported(module) if name.split(".")[0] == "rituals"}

    assert allowed is None or known <= allowed


@pytest.mark.parametrize("module", modules("tui"), ids=name_of)
def test_the_screens_never_reach_for_the_real_parts(module: Path) -> None:
    known = {part_of(name) for name in imported(module) if name.split(".")[0] == "rituals"}

    assert known <= TUI_MAY_IMPORT


@pytest.mark.parametrize("module", modules("rituals/core"), ids=name_of)
def test_core_is_pure(module: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(module)} - {"rituals"}

    assert libraries <= PURE_LIBRARIES | set(sys.stdlib_module_names)
    assert impurities(tree_of(module)) == set()


@pytest.mark.parametrize(
    "impure",
    [
        "print(1)",
        "import random",
        "from pathlib import Path",
        "from datetime import datetime\nnow = datetime.now()",
        "from datetime import date\nday = date.today()",
        "open('x')",
        "from time import monotonic",
    ],
)
def test_what_is_not_pure_is_found(impure: str) -> None:
    assert impurities(ast.parse(impure))


def test_only_bootstrap_chooses_the_real_parts() -> None:
    choosers = {
        name_of(module)
        for module in modules("rituals")
        if "rituals.adapters" not in name_of(module)
        and any(name.startswith("rituals.adapters") for name in imported(module))
    }

    assert choosers <= {"rituals.bootstrap"}


@pytest.mark.parametrize("module", [*modules("rituals"), *modules("tui")], ids=name_of)
def test_a_module_is_a_small_room(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_MODULE or LONG_ON_PURPOSE.get(module.relative_to(ROOT).as_posix())


def test_every_long_module_is_still_there_and_still_long() -> None:
    for path, reason in LONG_ON_PURPOSE.items():
        assert reason
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE


@pytest.mark.parametrize("module", [*modules("rituals"), *modules("tui")], ids=name_of)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    tree = tree_of(module)

    assert not tree.body or ast.get_docstring(tree)


def test_no_module_changes_a_global() -> None:
    for module in [*modules("rituals"), *modules("tui")]:
        assert not [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Global)], module


def test_imports_go_round_in_no_circle() -> None:
    names = {name_of(module): module for module in modules("rituals")}
    knows = {
        name: {known for known in names if known != name and known in _with_parents(imported(module))}
        for name, module in names.items()
    }

    while leaves := {name for name, known in knows.items() if not known & knows.keys()}:
        knows = {name: known for name, known in knows.items() if name not in leaves}

    assert knows == {}


def _with_parents(imports: frozenset[str]) -> frozenset[str]:
    """What is imported, and the modules that single names are taken out of."""
    return imports | {name.rpartition(".")[0] for name in imports}


def test_importing_everything_prints_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    names = [name_of(module) for module in modules("rituals")]
    scratch = {name: str(tmp_path) for name in ("HOME", "USERPROFILE", "RITUALS_HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
    environment = {**os.environ, **scratch, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    program = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    program += "sys.exit(any(name in sys.modules for name in ('textual', 'rich', 'tui')))"

    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_top_level_is_the_one_that_was_agreed_on() -> None:
    there = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")} - MADE_BY_TOOLS

    assert there == TOP_LEVEL
