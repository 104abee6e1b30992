"""What each letter means: one thing on every page of the app, whichever row or page takes it."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """What a key means, in words, and the actions that are this, with their parameters or whatever these are."""

    words: str
    actions: frozenset[str]


def _meaning(words: str, *actions: str) -> Meaning:
    return Meaning(words, frozenset(actions))


MEANINGS: dict[str, Meaning] = {
    **{str(digit): _meaning("the rooms", "app.room") for digit in range(1, 7)},
    "a": _meaning("thank", "app.thank"),
    "u": _meaning("undo", "app.undo"),
    "/": _meaning("find on this list", "find"),
    "i": _meaning("why", "why"),
    ",": _meaning("settings", "app.page('settings')"),
    "?": _meaning("every key", "app.help"),
    "p": _meaning("the other one sits here now", "app.person"),
    "q": _meaning("quit; in a dialog, a talk or a check-in as esc", "app.close", "app.back", "leave", "dismiss"),
    "e": _meaning("edit", "edit", "rename"),
    "+": _meaning("new here", "own", "add", "start", "keep_opening"),
    "c": _meaning("catalogue", "catalogue"),
    "t": _meaning("the tiny version", "tiny"),
    "r": _meaning("rest", "rest"),
    "n": _meaning("note", "note", "reply"),
    "b": _meaning("both of us", "both"),
    "z": _meaning("snooze", "snooze"),
    "m": _meaning("move", "move"),
    "<": _meaning("a day earlier", "shift"),
    ">": _meaning("to tomorrow; in the week a day later", "shift", "put_off"),
    "x": _meaning("put away, remove, not again", "put_away", "part", "erase", "let_go", "silence", "not_again"),
    "X": _meaning("the words off the disk", "app.erase_words", "erase_words"),
    "f": _meaning("favourite", "favour"),
    "F": _meaning("only favourites", "favourites"),
    "s": _meaning("pause", "pause"),
    "S": _meaning("pause all", "pause_all"),
    "o": _meaning("open together, show to both", "open_jar", "share", "app.page('question')"),
    "w": _meaning("the week ahead", "app.page('week')", "from_today"),
    "v": _meaning("the next view of this page", "view", "whose"),
    "d": _meaning("draw one", "draw", "again"),
    "l": _meaning("lock private pages", "set_lock", "app.page('private-pages')"),
    "j": _meaning("down", "cursor", "step", "scroll"),
    "k": _meaning("up", "cursor", "step", "scroll"),
    "g": _meaning("to the first", "cursor_to", "step"),
    "G": _meaning("to the last", "cursor_to", "step"),
}
"""The meanings, by the character as people see it. A page that takes an answer owns the keys that it needs."""

NAMED = {"slash": "/", "comma": ",", "question_mark": "?", "plus": "+", "less_than_sign": "<", "greater_than_sign": ">"}
"""Textual's names of characters that are no letter."""


def printed() -> str:
    """The table as Markdown, as the page on working on rituals has it."""
    rows: dict[str, list[str]] = {}
    for character, meaning in MEANINGS.items():
        rows.setdefault(meaning.words, []).append(f"`{character}`")
    return "\n".join(
        ["| key | meaning |", "|---|---|", *(f"| {' '.join(keys)} | {words} |" for words, keys in rows.items())]
    )
