"""Every number that is held, each a row beside its yardstick, and some beside them that have no bound."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rituals.adapters.notifications.desktop import DesktopNotifier
from rituals.adapters.notifications.notifier import PlyerNotifier
from tests.benchmarks.calendar_sides import calendar_made, calendar_serialised
from tests.benchmarks.data_sides import (
    append,
    bare_append,
    bring_in,
    bytes_each,
    bytes_packed,
    bytes_plain,
    from_journals,
    opening,
    plain_insert,
    plain_load,
    tick,
    undo_import,
)
from tests.benchmarks.homes import FEW_NOTES, NO_NOTES, brought_in, empty, jar, large, lived_in, lived_in_anew, nudged
from tests.benchmarks.lock_sides import UNLOCKED, bare_argon2id, locked, open_lock
from tests.benchmarks.process_sides import (
    RESTED,
    TICKED,
    UNDONE,
    UNTICKED,
    bare_imports,
    completion,
    handed_over,
    imports_of_today,
    nudge_lateness,
    nudge_memory,
    nudge_memory_with_buttons,
    nudge_wakes,
    verb,
    verb_on_a_cold_cache,
)
from tests.benchmarks.screen_sides import (
    APP,
    DOWN,
    EMPTY_APP,
    JAR,
    RHYTHM_STANDS,
    TICK,
    TURN,
    answers,
    first_answer,
    first_paint,
    idle_above,
    memory,
)
from tests.benchmarks.table import (
    A_MINUTE,
    BYTES,
    FEW,
    FEW_AND_SLOW,
    MANY,
    MEGABYTES,
    ONCE,
    ONCE_AND_SLOW,
    PER_CENT,
    SOME_AND_SLOW,
    Row,
    in_sibling,
    p95,
    steadied,
)
from tests.benchmarks.together_sides import beyond_stat, first_take_in, in_paired, publish, temp_and_rename

PROVED_ELSEWHERE = (
    "killed with -9: tests/system/test_journal_kills.py --full",
    "machines converge, killed with -9 as well: tests/adapters/together --full",
    "a nudge within 20 s of resume: tests/service/nudges/test_scheduler.py",
)


def rows() -> Iterator[Row]:
    """The table, top to bottom."""
    yield from _of_data()
    yield from _of_verbs()
    yield from _of_the_app()
    yield from _of_nudges()
    yield _of_rhythm()
    yield from _of_the_jar()
    yield from _of_a_couples_folder()
    yield from _of_a_lock()
    yield _of_the_calendar()


def _of_data() -> tuple[Row, ...]:
    return (
        Row("a durable tick / bare append + fdatasync", large, append, bare_append, 2, rounds=MANY),
        Row("a durable tick / plain TinyDB's insert", large, steadied(append), plain_insert, 1 / 500, rounds=FEW),
        Row("  decided, written and folded / bare append", large, tick, bare_append, rounds=MANY),
        Row("opening from the journals / plain TinyDB's load", large, from_journals, plain_load, 0.55),
        Row("  as on any evening / plain TinyDB's load", large, opening, plain_load),
        Row("as many days from a file / the same, opened", lived_in, bring_in, from_journals, 2, rounds=FEW),
        Row("  taken back / the same, opened", lived_in, undo_import, from_journals, rounds=FEW),
        Row("an event on the disk / in TinyDB's file", empty, bytes_each, bytes_plain, unit=BYTES, rounds=ONCE),
        Row("  packed / in TinyDB's file", empty, bytes_packed, bytes_plain, unit=BYTES, rounds=ONCE),
    )


def _of_verbs() -> Iterator[Row]:
    for what, side, at_most in (
        ("rituals today", verb("today"), 1.8),
        ("  the very first (no cache)", verb_on_a_cold_cache("today"), 5),
        ("rituals tick", TICKED, 2),
        ("rituals untick", UNTICKED, 2),
        ("rituals rest", RESTED, 2),
        ("rituals undo", UNDONE, 2.2),
        ("rituals streaks", verb("streaks"), 2.5),
        ("rituals history, four weeks", verb("history"), 2.5),
        ("rituals week", verb("week"), 2.5),
        ("rituals nudge status", verb("nudge", "status"), 3),
        ("rituals doctor", verb("doctor", exits=1), 5),  # no desktop is here, which it says
        ("Tab after rituals tick", completion("tick", "lo"), 1.9),
    ):
        yield Row(f"{what} / its imports", lived_in, side, bare_imports, at_most)
    yield Row("  all that today imports, alone / the same", empty, imports_of_today, bare_imports)
    today = verb("today")
    yield Row("rituals today, notes brought in / without", brought_in, today, in_sibling(today, NO_NOTES), 1.5)


def _of_the_app() -> tuple[Row, ...]:
    app, empty_app = first_paint(APP), first_paint(EMPTY_APP)
    tick, turn = answers(APP, TICK), answers(EMPTY_APP, TURN)
    return (
        Row("first paint of Today / an empty app", lived_in, app, empty_app, 1.3),
        Row(
            "  the very first (no cache) / an empty app",
            lived_in,
            first_paint(APP, cold=True),
            empty_app,
            rounds=SOME_AND_SLOW,
        ),
        Row("key to changed row, p95 / a key in an empty app", lived_in, tick, turn, 4, rounds=MANY, figure=p95),
        Row(
            "memory on Today / an empty app", lived_in, memory(APP), memory(EMPTY_APP), 1.7, unit=MEGABYTES, rounds=FEW
        ),
        Row(
            "idle for a minute, of a core above an empty app",
            lived_in,
            idle_above(APP, EMPTY_APP),
            at_most=0.002,
            unit=PER_CENT,
            rounds=ONCE_AND_SLOW,
        ),
    )


def _of_nudges() -> tuple[Row, ...]:
    return (
        Row("nudge run, idle: resident", lived_in, nudge_memory, at_most=40e6, unit=MEGABYTES, rounds=ONCE),
        Row(
            "  while a nudge stands: resident",
            partial(lived_in_anew, name="answerable"),
            nudge_memory_with_buttons,
            at_most=40e6,
            unit=MEGABYTES,
            rounds=ONCE,
        ),
        Row("  wakes (every 20 s)", lived_in, nudge_wakes, at_most=4, unit=A_MINUTE, rounds=ONCE_AND_SLOW),
        Row(
            "  a nudge while awake, the latest of three",
            nudged,
            nudge_lateness,
            at_most=1,
            rounds=FEW_AND_SLOW,
            figure=max,
        ),
        Row(
            "a nudge with buttons at the desktop / by plyer",
            empty,
            handed_over(DesktopNotifier),
            handed_over(PlyerNotifier),
            0.25,
        ),
    )


def _of_rhythm() -> Row:
    return Row("Rhythm from its key: stands", lived_in, first_answer(APP, RHYTHM_STANDS), rounds=FEW)


def _of_the_jar() -> Iterator[Row]:
    for what, words, at_most in (
        ("add", ("add", "You came."), 2.2),
        ("list", ("list",), 3),
        ("search", ("search", "otter"), 3),
        ("draw", ("draw",), 2.2),
    ):
        yield Row(f"jar {what} / its imports", jar, verb("jar", *words), bare_imports, at_most)
    yield Row("the jar from its key: stands", jar, first_answer(APP, JAR), rounds=FEW_AND_SLOW)
    down = answers(APP, DOWN, before=(JAR,))
    few = in_sibling(down, FEW_NOTES)
    yield Row("  a row down, p95 / with few notes", jar, down, few, 1.3, rounds=MANY, figure=p95)


def _of_a_couples_folder() -> tuple[Row, ...]:
    today = verb("today")
    return (
        Row("a look with nothing new, beyond a bare stat", lived_in, beyond_stat, at_most=0.001, rounds=MANY),
        Row("a tick published / temp + rename of 128 KiB", lived_in, publish, temp_and_rename, 4, 0.005, rounds=MANY),
        Row("a first take-in / opening from the journals", lived_in, first_take_in, from_journals, 3),
        Row("rituals today, paired / unpaired", lived_in, in_paired(today), today, 1.1),
    )


def _of_a_lock() -> tuple[Row, ...]:
    today, app, resident = verb("today"), first_paint(APP), memory(APP)
    return (
        Row("opening locked pages / a bare argon2id", locked, open_lock, bare_argon2id, 1.3),
        Row("rituals today, pages locked / not", locked, today, in_sibling(today, UNLOCKED), 1.1),
        Row("  first paint of Today", locked, app, in_sibling(app, UNLOCKED), 1.1),
        Row("  memory on Today", locked, resident, in_sibling(resident, UNLOCKED), 1.2, unit=MEGABYTES, rounds=FEW),
    )


def _of_the_calendar() -> Row:
    what = "a calendar of ten years / icalendar alone"
    return Row(what, empty, calendar_made, calendar_serialised, 3, rounds=FEW)
