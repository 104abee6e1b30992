"""The rules of the house, executed: who may import whom, what core may touch, and that importing does nothing."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rituals.cli.group import VERBS

ROOT = Path(__file__).resolve().parent.parent
ADVISED_LINES = 300
LONG_ON_PURPOSE = {
    "rituals/bootstrap.py": "all real parts are chosen in one place",
    "rituals/ports.py": "all that is asked of the outside stands on one page",
    "rituals/core/state/couple_state.py": "what the couple shares is one value, whoever asks",
    "rituals/core/state/jar.py": "the jar is one value too, whether its notes were read or lie in the archive",
    "rituals/core/talk/session.py": "where a talk is and what was answered are one value",
}  # a module's path from the top level, and why it is better in one piece
FULLEST_FOLDER = 20
NAMES_THAT_SAY_NOTHING = {
    *("one", "those", "these", "it", "what", "here", "there", "now", "before"),
    *("found", "said", "given", "kept", "taken", "known", "told", "wanted", "seen"),
}
MOST_OF_THEM = 0.02
MOST_ROOMS = 20
MOST_FLOORS = 6

TOP_LEVEL = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "rituals", "tui", "tests"}
MADE_BY_TOOLS = {"build", "dist", "rituals_tui.egg-info", "__pycache__", "PKG-INFO", "setup.cfg", "venv"}

SCREENS = {"textual", "rich", "tui"}
MAY_IMPORT = {  # a part of `rituals`, and the parts of it that it may know
    "core": {"core", "errors"},
    "content": {"content", "core", "errors", "files"},
    "adapters": {"adapters", "core", "ports", "errors", "files", "waiting"},
    "service": {"service", "core", "ports", "errors", "waiting"},
    "ports": {"core", "errors"},
    "config": {"core", "errors", "files"},
    "demo": {"demo", "core", "content", "service", "ports", "errors"},
    "session": {"core", "content", "service", "config", "ports", "errors", "files"},
    "problems": {"core", "session", "ports", "errors", "files"},
    "held_settings": {"core", "session", "service", "config", "problems", "errors"},
    "cli": {"cli", "bootstrap", "session", "service", "core", "config", "ports", "content", "errors", "exit"}
    | {"problems", "held_settings", "files", "waiting"},
    "exit": {"core", "errors", "waiting"},
    "errors": set(),
    "files": {"core"},
    "waiting": set(),
}
TUI_MAY_IMPORT = {"problems", "held_settings", "waiting", "session", "service", "core", "config", "content", "errors"}
TUI_THAT_OPENS_A_SESSION = {"tui.app", "tui.demo", "tui.__main__"}  # these know the composition root and the exit too

GROUND = "model calendar text phrases"
DIRECTIONS = {  # a part of a layer, and those beside it that it may know; what is not named knows all
    "rituals/core": {
        "model": "",
        "countries": "",
        "text": "",
        "calendar": "model text",
        "phrases": "model calendar text",
        "setting": "",
        "events": "model text",
        "cadence": GROUND,
        "state": f"events cadence {GROUND}",
        "occurrences": f"state events cadence {GROUND}",
        "talk": f"state events cadence {GROUND}",
        "checkin": f"state events cadence {GROUND}",
        "questions": f"state events cadence {GROUND}",
        "exchange": f"occurrences state events cadence {GROUND}",
        "rituals": f"occurrences state events cadence {GROUND}",
        "rhythm": f"occurrences state events cadence {GROUND}",
        "catalogue": f"talk checkin questions state events cadence countries {GROUND}",
        "jar": f"rituals occurrences state events cadence {GROUND}",
        "inbox": f"jar rituals occurrences state events cadence {GROUND}",
        "nudges": f"setting rituals occurrences state events cadence {GROUND}",
        "evenings": f"jar rhythm rituals questions occurrences state events cadence {GROUND}",
    },
    "rituals/cli": {
        **dict.fromkeys(
            (
                "rituals",
                "rhythm",
                "jar",
                "talk",
                "checkin",
                "questions",
                "nudges",
                "exchange",
                "locking",
                "evenings",
                "inbox",
            ),
            "shared",
        ),
        "shared": "",
        "people": "shared",
        "config": "shared",
        "shells": "",
        "completion": "main shells shared",
        "main": "group shells shared",
    },
    "tui": {
        "themes": "",
        "shared": "themes",
        **dict.fromkeys(("welcome", "questions", "rituals"), "shared"),
        "settings": "shared themes",
        **dict.fromkeys(("pairing", "locks", "inbox"), "settings shared"),
        **dict.fromkeys(("nudges", "rhythm", "talk", "jar"), "rituals shared"),
        "today": "jar nudges questions rhythm rituals talk shared",
        "evenings": "today talk jar questions rhythm rituals shared",
        "navigation": "jar settings talk questions rituals shared",
        **dict.fromkeys(("checkin", "sections"), "navigation questions shared"),
    },
}
OF_A_FACE = re.compile(
    rf"\brituals ({'|'.join(VERBS)})\b"  # a verb
    r"|(?<![\w-])--[a-z]"  # an option
    r"|(^|[.;:,] )[b-zB-HJ-Z]( or [b-zB-HJ-Z])? [a-z]+s\b"  # a key that does something
    r"|\b(ctrl|shift)\+|\besc\b|\bF\d\b|\bpage(up|down)\b|\b[Pp]ress [a-z]\b"
)
UNSAID = re.compile(
    r"\b(missed|overdue|failures?|you forgot"  # nothing blames, or counts what was not done
    r"|at best|so be it|spoken for|nobody by name|let(s|ting)? go|delete[sd]?|digest|flows?|needs a yes)\b",
    re.IGNORECASE,
)
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
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in IMPURE_NAMES:
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
    opens = name_of(module) in TUI_THAT_OPENS_A_SESSION

    assert known <= TUI_MAY_IMPORT | ({"bootstrap", "cli", "exit"} if opens else set())


def arrows(layer: str) -> set[tuple[str, str]]:
    """Which part of a layer knows which other; a part is a folder or a single module, late imports are counted."""
    top = layer.replace("/", ".")
    names = {name_of(module) for module in modules(layer)}

    def part(name: str) -> str:
        return name.removeprefix(top).strip(".").partition(".")[0]

    return {
        (part(name_of(module)), part(known))
        for module in modules(layer)
        for known in _with_parents(imported(module)) & names
        if known != top and part(known) != part(name_of(module))
    }


@pytest.mark.parametrize("layer", DIRECTIONS)
def test_nothing_runs_up(layer: str) -> None:
    directions = DIRECTIONS[layer]

    assert {(part, known) for part, known in arrows(layer) if known not in directions.get(part, known).split()} == set()


def test_core_has_few_rooms_on_few_floors() -> None:
    knows: dict[str, set[str]] = {}
    for part, known in arrows("rituals/core"):
        rooms = ["ground" if room in GROUND.split() else room for room in (part, known)]
        knows.setdefault(rooms[0], set()).add(rooms[1])
        knows.setdefault(rooms[1], set())
    knows["ground"].clear()
    count, floors = len(knows), 0
    while knows:
        lowest = {room for room, known in knows.items() if not known & knows.keys()}
        assert lowest, f"{sorted(knows)} go round in a circle"
        knows = {room: known for room, known in knows.items() if room not in lowest}
        floors += 1

    assert count <= MOST_ROOMS
    assert floors <= MOST_FLOORS


def test_no_folder_of_code_is_a_hall() -> None:
    folders = Counter(module.parent for module in [*modules("rituals"), *modules("tui")])

    assert {folder.name: count for folder, count in folders.items() if count - 1 > FULLEST_FOLDER} == {}


def test_most_that_a_page_imports_lies_in_its_folder_or_is_shared() -> None:
    names = {name_of(module) for module in modules("tui")}
    near = [
        known.split(".")[1] in {"shared", name_of(module).split(".")[1]}
        for module in modules("tui")
        for known in _with_parents(imported(module)) & names
        if len(name_of(module).split(".")) > 2
    ]

    assert sum(near) >= 0.8 * len(near)


def test_no_package_imports_its_own_modules() -> None:
    faces = [module for module in [*modules("rituals"), *modules("tui")] if module.name == "__init__.py"]

    assert {name_of(face) for face in faces if imported(face)} <= {"rituals.core.events"}


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
def test_a_long_module_says_why_it_is_better_in_one_piece(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())

    assert lines <= ADVISED_LINES or LONG_ON_PURPOSE.get(module.relative_to(ROOT).as_posix())


def test_every_long_module_is_still_there_and_still_long() -> None:
    for path, reason in LONG_ON_PURPOSE.items():
        assert reason
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) > ADVISED_LINES


@pytest.mark.parametrize("module", [*modules("rituals"), *modules("tui")], ids=name_of)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    tree = tree_of(module)

    assert not tree.body or ast.get_docstring(tree)


def test_no_module_changes_a_global() -> None:
    for module in [*modules("rituals"), *modules("tui")]:
        assert not [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Global)], module


def test_no_handler_calls_the_one_it_extends_as_textual_calls_each() -> None:
    for module in modules("tui"):
        calls = re.findall(r"super\(\)\.(on_\w+)", module.read_text(encoding="utf-8"))
        assert set(calls) <= {"on_event"}, (
            module
        )  # a method like any other: messages go through it, it is none's handler


@pytest.mark.parametrize("top", ["rituals", "tui"])
def test_imports_go_round_in_no_circle(top: str) -> None:
    names = {name_of(module): module for module in modules(top)}
    knows = {
        name: {known for known in names if known != name and known in _with_parents(imported(module))}
        for name, module in names.items()
    }

    while leaves := {name for name, known in knows.items() if not known & knows.keys()}:
        knows = {name: known for name, known in knows.items() if name not in leaves}

    assert knows == {}


def strings(tree: ast.Module) -> Iterator[str]:
    """Every text that is written in a module, docstrings excepted: they are for those who read the code."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("module", [*modules("rituals/core"), *modules("rituals/service")], ids=name_of)
def test_rules_and_services_speak_the_language_of_no_face(module: Path) -> None:
    assert [text for text in strings(tree_of(module)) if OF_A_FACE.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Choose another name, or change it with rituals edit.",
        "Add --merge to have all of you in this one.",
        "x brings it back.",
        "It is put away. x brings it back.",
        "It is put away; x or u brings it back.",
        "ctrl+s saves it.",
        "Nothing goes by that name. esc shows them all again.",
        "F2 is always near.",
        "Press c to pick one.",
    ],
)
def test_words_of_a_face_are_found(text: str) -> None:
    """Also within a text that is put together; a docstring may name a verb."""
    tree = ast.parse(
        f'def refuse(name):\n    "Refuse what rituals edit asks."\n    raise ValueError(f"{text}{{name}}")'
    )

    assert [sentence for sentence in strings(tree) if OF_A_FACE.search(sentence)] == [text]


def test_no_sentence_blames_or_calls_a_thing_by_a_name_it_has_no_more() -> None:
    """Single words are values and keys; what has a blank in it is read by people."""
    sentences = (text for top in ("rituals", "tui") for module in modules(top) for text in strings(tree_of(module)))

    assert [text for text in sentences if " " in text.strip() and UNSAID.search(text)] == []


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


def top_level_names(root: Path) -> set[str]:
    """What Git keeps at the top of a tree, so that notes and environments beside it don't count; all, without Git."""
    try:
        listing = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        listing = ""
    tracked = {path.split("/")[0] for path in listing.splitlines()}
    return {name for name in tracked or {entry.name for entry in root.iterdir()} if not name.startswith(".")}


def test_the_top_level_is_the_one_that_was_agreed_on() -> None:
    assert top_level_names(ROOT) - MADE_BY_TOOLS == TOP_LEVEL


def test_what_git_does_not_keep_is_no_part_of_the_top_level(tmp_path: Path) -> None:
    for name in ("README.md", "notes.txt", ".hidden"):
        (tmp_path / name).touch()
    names_without_git = top_level_names(tmp_path)
    for command in (["git", "init", "-q"], ["git", "add", "README.md"]):
        subprocess.run(command, cwd=tmp_path, check=True)

    assert names_without_git == {"README.md", "notes.txt"}
    assert top_level_names(tmp_path) == {"README.md"}


def test_nothing_is_imported_out_of_a_test_module() -> None:
    borrowed = {
        (name_of(module), name)
        for module in modules("tests")
        for name in imported(module)
        if any(part.startswith("test_") for part in name.split(".")[:-1])
    }

    assert borrowed == set()


def bound_names(tree: ast.Module) -> Iterator[str]:
    """The names of parameters and of what is assigned to, as often as they are bound."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_names_say_what_a_value_is() -> None:
    names = Counter(name for module in [*modules("rituals"), *modules("tui")] for name in bound_names(tree_of(module)))
    for name in ("self", "cls", "_"):
        del names[name]

    assert sum(names[name] for name in NAMES_THAT_SAY_NOTHING) <= MOST_OF_THEM * names.total()


def test_a_public_name_stands_once() -> None:
    places = Counter(
        node.name
        for module in [*modules("rituals"), *modules("tui")]
        for node in tree_of(module).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    )

    assert [name for name, count in places.items() if count > 1] == ["main"]  # a program each
