"""Tables at any width: nothing is cut, nothing is wider than the terminal, and the columns stay in line."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import _NARROW, Shade, Shaded, aligned, fitted_lines, padded, table, width_of
from rituals.core.text import is_control, printable
from tests.kit.runs import Runs

_GRAPHEMES = (
    "a",
    "-",
    "ä",
    "散",
    "👨‍👩‍👧",
    "❤️",
    "🇩🇪",
    "👍🏽",
    "1️⃣",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "so\xadft",
    "ก\u0e33",
    "●",
    "ש",
)
_WORDS = st.lists(st.sampled_from(_GRAPHEMES), min_size=1, max_size=24).map("".join)
_CELLS = st.lists(_WORDS, max_size=5).map(" ".join)
_ROWS = st.integers(1, 6).flatmap(lambda count: st.lists(st.tuples(*[_CELLS] * count), min_size=1, max_size=4))


@given(st.data(), _ROWS, st.integers(40, 130))
@settings(max_examples=80)
def test_a_table_fits_keeps_every_word_and_stays_in_line(
    data: st.DataObject, rows: Sequence[tuple[str, ...]], room: int
) -> None:
    name = data.draw(st.integers(0, len(rows[0]) - 1))

    printed = table(rows, room=room, name=name, indent=2)

    for row, text in zip(rows, printed, strict=True):
        assert max(map(wcswidth, text.split("\n"))) <= room
        assert sorted(re.sub(r"\s", "", text)) == sorted("".join(row).replace(" ", ""))
    if max(map(wcswidth, (row[name] for row in rows))) <= 20:
        assert all(row[name] in text for row, text in zip(rows, printed, strict=True))


@given(_ROWS, st.integers(0, 4), st.sets(st.integers(0, 5)), st.sampled_from([0, 1, 40]))
@settings(max_examples=80)
def test_a_table_with_room_enough_is_its_cells_padded(
    rows: Sequence[tuple[str, ...]], indent: int, right: set[int], spare: int
) -> None:
    shaded = [tuple(Shaded(cell, Shade.QUIET) if len(cell) % 2 else cell for cell in row) for row in rows]
    places = [place for place, column in enumerate(zip(*rows, strict=True)) if any(column)]
    widths = {place: max(width_of(row[place]) for row in rows) for place in places}
    room = indent + sum(widths.values()) + 2 * max(len(places) - 1, 0) + spare

    printed = table(shaded, room=room, right=right, indent=indent)

    aligned = [[padded(row[place], width, right=place in right) for place, width in widths.items()] for row in shaded]
    assert printed == [(" " * indent + "  ".join(cells)).rstrip() for cells in aligned]
    assert printed == table(shaded, right=right, indent=indent)


@given(_ROWS, st.sets(st.integers(0, 5)), st.sampled_from([None, 40, 70]))
@settings(max_examples=80)
def test_a_quiet_column_is_one_whose_cells_are_all_quiet(
    rows: Sequence[tuple[str, ...]], quiet: set[int], room: int | None
) -> None:
    shaded = [[Shaded(cell, Shade.QUIET) if place in quiet else cell for place, cell in enumerate(row)] for row in rows]

    assert aligned([*zip(*rows, strict=True)], quiet=quiet, room=room) == table(shaded, room=room)


@given(_CELLS, st.integers(12, 30))
@settings(max_examples=80)
def test_a_cell_wraps_between_words_or_else_between_graphemes(cell: str, width: int) -> None:
    cell_lines = fitted_lines(cell, width, hangs=2)

    assert max(map(wcswidth, cell_lines)) <= width
    assert [g for line in cell_lines for g in iter_graphemes(line) if g != " "] == [
        g for g in iter_graphemes(cell) if g != " "
    ]


def test_what_is_taken_for_narrow_is_one_column_wide() -> None:
    narrow = [letter for letter in map(chr, range(sys.maxunicode)) if _NARROW.fullmatch(letter)]

    assert {letter for letter in narrow if wcswidth(letter) != 1 and not is_control(letter)} == set()
    assert printable("".join(narrow)) == "".join(narrow)


def test_the_widest_columns_give_way_first_and_their_cells_wrap() -> None:
    rows = [("o", "A walk", "every month on the 2nd sun at 14:00", "1 h"), ("o", "Tea", "daily", "10 min")]

    assert table(rows, room=40, name=1, right=(3,)) == [
        "o  A walk  every month on the        1 h\n             2nd sun at 14:00",
        "o  Tea     daily                  10 min",
    ]


def test_the_name_keeps_twenty_columns_and_what_has_no_room_beside_it_stands_below() -> None:
    rows = [
        ("o", "A very long name, all of it", "every month on the 2nd sun", "a-very-long-name"),
        ("o", "Tea", "", ""),
    ]

    assert table(rows, room=44, name=1) == [
        "o  A very long name,     every month on the\n     all of it             2nd sun\n     a-very-long-name",
        "o  Tea",
    ]


def test_an_empty_column_takes_no_room() -> None:
    assert table([("Tea", "", "10 min"), ("Walk", "", "")]) == ["Tea   10 min", "Walk"]


@pytest.fixture
def lived_in(shell: Runs) -> Runs:
    """A home whose names are long, wide, and joined from many signs."""
    shell.done(
        *("add", "散歩をして、それから二人でゆっくりお茶を飲みましょう", "--every", "every 2 weeks on sat at 19:30"),
        *("--cue", "夕食の片付けが終わって、子どもたちが寝てから、そして台所の明かりを消してから"),
    )
    shell.done("add", "👨‍👩‍👧 A whole afternoon with the little one at the lake 🇩🇪", "--every", "every sun at 14:00")
    shell.done("tick", "散歩", "--on", "2026-11-21")
    shell.done("tick", "afternoon")
    shell.done("jar", "add", "You kept the porch light on, although I had said that I would be late.")
    shell.done("backup")
    return shell


@pytest.mark.parametrize("room", [40, 80, 200])
def test_every_verb_that_prints_a_table_fits_the_terminal(
    lived_in: Runs, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(CliContext, "room", room)
    calls = [
        "today",
        "week",
        "list",
        "list --catalogue",
        "streaks",
        "history",
        "jar list",
        "backup list",
        "talk",
        "show 散歩",
    ]
    sentences = re.compile("rituals |散歩|There is|Kept|/|[A-Z].*·|.* to .*")  # what stands around a table

    for words in calls:
        for line in lived_in.done(*words.split()).splitlines():
            assert wcswidth(line) <= room or sentences.match(line), (words, line)
        if words in {"today", "week", "list", "streaks"}:
            assert "👨‍👩‍👧 A whole" in lived_in.done(words)
