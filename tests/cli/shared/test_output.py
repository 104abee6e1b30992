"""Text on its way out: columns, encodings and control characters."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import Document, escaped
from rituals.cli.shared.output import cut, encodable, lines, padded, table, width_of
from rituals.cli.shared.signs import printed_signs
from tests.kit.runs import Runs


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        *(("hug", 3), ("散歩", 4), ("é", 1), ("e\u0301", 1), ("🫂", 2), ("", 0), ("חיבוק", 5)),
        *(("👨‍👩‍👧", 2), ("❤️", 2), ("🇩🇪", 2), ("👍🏽", 2), ("1️⃣", 2), ("soft\xadly", 7), ("\u1112\u1161\u11ab", 2)),
        *(("● kept · “tea” …", 16), ("двое", 4), ("\u200d", 0)),
    ],
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert width_of(text) == columns


def test_text_is_cut_by_columns_and_says_so() -> None:
    assert cut("Evening walk", 12) == "Evening walk"
    assert cut("Evening walk", 9) == "Evening…"
    assert cut("散歩散歩", 6) == "散歩…"
    assert cut("hug 👨‍👩‍👧 now", 7) == "hug 👨‍👩‍👧…"
    assert cut("hug 👨‍👩‍👧 now", 6) == "hug…"


def test_text_is_padded_by_columns_on_either_side() -> None:
    assert padded("散歩", 6) == "散歩  "
    assert padded("散歩", 6, right=True) == "  散歩"


def test_a_line_break_in_a_cell_stays_in_its_row() -> None:
    assert table([("a\nb", "\x1b[2J")]) == ["a b   [2J"]
    assert lines("one\x00", "two\r") == "one\ntwo"


def test_an_encoding_without_the_letters_gets_plainer_ones() -> None:
    assert encodable("“Tea” · now…", "ascii") == '"Tea" - now...'
    assert encodable("“Tea” · now…", "utf-8") == "“Tea” · now…"
    assert encodable("\udcff", "utf-8") == "?"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
@pytest.mark.parametrize("text", ["散歩 🫂", "\x9b31m\u202e\x7f", "\udcff", "two\nlines", '"\\'])
def test_a_document_says_the_same_in_any_encoding(encoding: str, text: str) -> None:
    document = json.dumps({"name": text}, ensure_ascii=False)

    out = escaped(document, encoding)

    assert json.loads(out.encode(encoding)) == {"name": text}
    assert not {"\x9b", "\u202e", "\x7f"} & set(out)


class NamesDocument(Document, frozen=True, kw_only=True):
    names: Sequence[str]


@given(st.lists(st.text()))
@example(["caf\udce9"])
@example([])
def test_a_document_holds_every_name_a_line_each(names: list[str]) -> None:
    out = NamesDocument(names=names).output().text

    assert json.loads(out) == {"format": 1, "names": names}
    assert len(out.split("\n")) == (len(names) + 5 if names else 4)


def test_signs_are_ascii_where_stdout_cannot_take_others(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    one_run = CliContext(shell.open_session)
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))

    assert "".join(printed_signs(one_run).values()).isascii()
