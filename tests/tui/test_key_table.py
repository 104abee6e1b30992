"""One letter means one thing, whichever page takes it, and the page on working on rituals has the table."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import tui
from tests.kit.key_table import MEANINGS, NAMED, printed
from tui.shared.keys import ANYWHERE, LIST, Key
from tui.shared.screen import AppScreen

ROOT = Path(__file__).parents[2]


def _pages() -> list[type[AppScreen]]:
    """Every page of the app that takes no answer."""
    for module in walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            import_module(module.name)
    kinds, pages = [AppScreen], list[type[AppScreen]]()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("tui.") and kind.KEYS and not kind.TAKES_AN_ANSWER:
            pages.append(kind)
    return sorted(pages, key=lambda page: page.__name__)


def _strangers(keys: tuple[Key, ...]) -> list[str]:
    """The keys that mean something else than the table says."""
    return [
        f"{name}: {key.action}"
        for key in keys
        for name in key.keys.split(",")
        if (character := NAMED.get(name, name)) and len(character) == 1
        if character not in MEANINGS or not MEANINGS[character].actions & {key.action, re.sub(r"\(.*", "", key.action)}
    ]


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.__name__)
def test_a_letter_means_what_the_table_says(page: type[AppScreen]) -> None:
    assert _strangers(page.KEYS) == []


def test_so_does_what_works_anywhere_and_in_lists() -> None:
    assert _strangers((*ANYWHERE, *LIST)) == []


def test_the_end_of_a_check_in_and_of_a_talk_hold_to_the_table_too() -> None:
    from tui.checkin.keys import CHECKIN_BOTH, CHECKIN_ENDING
    from tui.talk.keys import FLOW_DONE

    assert _strangers((*CHECKIN_ENDING, *CHECKIN_BOTH, *FLOW_DONE)) == []


def test_the_table_stands_in_the_page_on_working_on_rituals() -> None:
    assert printed() in (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
