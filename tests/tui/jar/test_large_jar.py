"""A large jar: a key reads and draws what is in sight, however much lies below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from rituals.core.state.jar_archive import NOTHING_ARCHIVED, NoteArchive, NoteMonth, RecordPlace, ShelvedNote
from rituals.core.state.ticks import month_number
from tests.kit.app import make_app, text_of, until
from tests.kit.jars import a_couple, ana_of
from tui.jar import present

_NEWEST = date(2026, 11, 22)


class CountedArchive:
    """Notes that lie in an archive, and how many of their words were read, in how many goes."""

    def __init__(self, notes: int, by: str) -> None:
        self._notes, self._by = notes, by
        self.words_read = self.goes = 0

    def archive(self) -> NoteArchive:
        by_month = groupby(self._entries(), key=lambda entry: month_number(entry.day))
        entries = {month: list(of_month) for month, of_month in by_month}
        months = {month: NoteMonth(partial(entries.__getitem__, month), dict, dict) for month in entries}
        return replace(NOTHING_ARCHIVED, months=months, texts=self._texts)

    def _entries(self) -> Iterator[ShelvedNote]:
        for place in range(self._notes):
            day = _NEWEST - timedelta(days=(self._notes - place) // 5)
            yield ShelvedNote(f"n{place}", self._by, day, "", None, False, (0, place, 1))

    def _texts(self, places: Sequence[RecordPlace]) -> Iterator[str]:
        self.goes += 1
        for _, place, _ in places:
            self.words_read += 1
            yield f"An otter {place}"


async def _work(notes: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """What each key costs in such a jar: words read, goes to read them in, lines drawn."""
    session = a_couple()
    counted = CountedArchive(notes, ana_of(session.service))
    session.service.state.jar.attach_archive(counted.archive())
    lines_drawn = 0
    draw = present.note_line

    def drawn(*args: object, **options: object) -> object:
        nonlocal lines_drawn
        lines_drawn += 1
        return draw(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(present, "note_line", drawn)
    costs = []
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        for key in ("4", "j", "k", "pagedown", "j", "pageup", "G", "k", "g", "F", "F"):
            before = counted.words_read, counted.goes, lines_drawn
            await _press(pilot, key)
            after = counted.words_read, counted.goes, lines_drawn
            costs.append((after[0] - before[0], after[1] - before[1], after[2] - before[2]))
    monkeypatch.undo()
    return costs


async def _press(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()


async def test_a_key_reads_and_draws_as_much_in_a_large_jar_as_in_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = await _work(200, monkeypatch), await _work(2_000, monkeypatch)

    assert large == small
    assert 0 < large[0][0] <= 24  # as many as there are rows in sight


async def test_a_search_reads_every_note_once() -> None:
    session = a_couple()
    counted = CountedArchive(2_000, ana_of(session.service))
    session.service.state.jar.attach_archive(counted.archive())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "slash", *"otter 19")
        await until(pilot, lambda: "An otter 1999" in text_of(app) and "An otter 200" not in text_of(app))
        await pilot.press("9", "9")
        await until(pilot, lambda: "An otter 1998" not in text_of(app))

        assert "An otter 1999" in text_of(app)
    assert counted.words_read == 2_000
