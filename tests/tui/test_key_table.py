"""One letter means one thing, whichever page takes it, and the page on working on rituals has the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from textual.binding import Binding

from tests.kit.key_table import MEANINGS, NAMED, printed
from tests.kit.pages import every_page, every_widget
from tui.shared.keys import KEPT_BY_BROWSERS

ROOT = Path(__file__).parents[2]


DIGITS = "0123456789"
SURE = "yn"
OWN: Mapping[str, str] = {
    "CheckinAskScreen": DIGITS,
    "MaySeeScreen": DIGITS,
    "FlowEndScreen": DIGITS,
    "FlowScreen": f"{DIGITS}wcq",
    "RitualsPage": "t",
    "SnoozeLine": "mhea",
    **dict.fromkeys(
        (
            *("BringBackScreen", "ConfirmScreen", "FlowStopScreen"),
            *("JarEraseScreen", "LeavePairingScreen", "PartingScreen"),
        ),
        f"{SURE}q",
    ),
    "HelpScreen": "?",
    "SourcePage": "i",
}
"""The letters that a page of answers, a question or what one key opens and closes has for itself."""


def _letters(bindings: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each key that is a letter or another character as people see it, with its action."""
    for keys, action in bindings:
        for name in keys.split(","):
            if len(character := NAMED.get(name, name)) == 1:
                yield character, action


def _strangers(bindings: Iterable[tuple[str, str]], own: str = "") -> list[str]:
    """The characters that do something else than the table says."""
    return [
        f"{character}: {action}"
        for character, action in _letters(bindings)
        if character not in own
        if character not in MEANINGS or not MEANINGS[character].actions & {action, re.sub(r"\(.*", "", action)}
    ]


def test_a_letter_means_what_the_table_says_whatever_takes_it() -> None:
    strangers = {
        kind.__name__: strange
        for kind in every_widget()
        if (own := kind.__dict__.get("BINDINGS"))
        if (strange := _strangers(((one.key, one.action) for one in own), OWN.get(kind.__name__, "")))
    }

    assert strangers == {}


def test_a_key_that_browsers_keep_has_another_one() -> None:
    kept = [
        f"{kind.__name__}: {binding.key}"
        for kind in every_widget()
        for binding in kind.__dict__.get("BINDINGS", ())
        if (names := {*binding.key.split(",")}) & KEPT_BY_BROWSERS and names <= KEPT_BY_BROWSERS
    ]

    assert kept == []


def test_no_page_has_its_keys_from_elsewhere_than_its_table() -> None:
    by_hand = [
        kind.__name__
        for kind in every_widget()
        if any(name.startswith("key_") for name in kind.__dict__)
        or any(not isinstance(one, Binding) or not one.id for one in kind.__dict__.get("BINDINGS", ()))
    ]

    assert by_hand == []


def test_a_letter_of_its_own_is_found() -> None:
    assert _strangers([("h", "tick"), ("t,f5", "app.thank"), ("plus", "own")]) == ["h: tick", "t: app.thank"]


def test_what_has_letters_for_itself_is_there() -> None:
    assert {*OWN} <= {kind.__name__ for kind in every_widget()}


def test_every_page_says_what_it_is_for() -> None:
    assert [page.__name__ for page in every_page() if not page.PURPOSE.endswith(".")] == []


def test_the_table_stands_in_the_page_on_working_on_rituals() -> None:
    assert printed() in (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
