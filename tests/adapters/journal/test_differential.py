"""TinyDB on a journal does what TinyDB does in memory, whatever is asked of it and however often it is re-opened."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tinydb import TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage, Storage
from tinydb.table import Document, Table

from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk

Plain: TypeAlias = dict[str, Any]

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
fields = st.fixed_dictionaries({"n": st.integers(0, 3)}, optional={"v": values})
tables = st.sampled_from(["_default", "events", "ö"])
conditions = st.integers(0, 3).map(lambda n: where("n") == n)
some_ids = st.lists(st.integers(1, 8), max_size=3)


class Mood(Enum):
    CALM = "calm"


NO_JSON: tuple[object, ...] = (
    *({1}, frozenset(), b"x", bytearray(b"x"), date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC), time(19)),
    *(Mood.CALM, object()),
)
no_json = st.sampled_from(NO_JSON) | st.sampled_from(NO_JSON).map(lambda value: [{"in": value}])


class UnsyncedDisk(Disk):
    """Spares the disk: nothing here dies."""

    def sync(self, handle: int) -> None: ...

    def sync_folder(self, folder: Path) -> None: ...


def _plain(read: object) -> object:
    """What a storage read, in one order."""
    return sorted((name, _plain(value)) for name, value in read.items()) if isinstance(read, Mapping) else read


def grow(document: Any) -> None:
    """A change that is told as a function."""
    document["n"] = (document["n"] + 1) % 4


class SameAsInMemory(RuleBasedStateMachine):
    """Asks the same of both and compares what they answer and hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.far_ahead = 0
        self.memory: Storage = TinyDB(storage=MemoryStorage).storage
        self.open_again()

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule()
    def open_again(self) -> None:
        self.model = TinyDB(storage=lambda: self.memory)
        self.journal = Journal(Path(self.folder.name) / "journal.jsonl", disk=UnsyncedDisk())
        for table in self.model.tables():
            self.insert_with_an_id(table=table, document={"n": 0})

    def same(self, table: str, ask: Callable[[Table], Any]) -> None:
        assert ask(self.journal.table(table)) == ask(self.model.table(table))

    @rule(table=tables, document=fields)
    def insert(self, table: str, document: Plain) -> None:
        self.same(table, lambda t: t.insert(document))

    @rule(table=tables, documents=st.lists(fields, max_size=3))
    def insert_multiple(self, table: str, documents: list[Plain]) -> None:
        self.same(table, lambda t: t.insert_multiple(documents))

    @rule(table=tables, documents=st.lists(fields, min_size=1, max_size=3))
    def insert_multiple_from_what_inserts_itself(self, table: str, documents: list[Plain]) -> None:
        own, model, inner = self.journal.table(table), self.model.table(table), list[int]()

        def inserting() -> Iterator[Plain]:
            for document in documents:
                inner.append(own.insert(document))
                yield document

        outer = own.insert_multiple(inserting())

        # TinyDB would write over what was inserted meanwhile, and lose it.
        for ids in (inner, outer):
            model.insert_multiple(Document(document, doc_id) for document, doc_id in zip(documents, ids, strict=True))
        self.insert_with_an_id(table=table, document={"n": 0})

    @rule(table=tables, documents=st.lists(fields, max_size=2), value=no_json)
    def refuse_what_json_cannot_hold(self, table: str, documents: list[Plain], value: Any) -> None:
        with pytest.raises(TypeError) as refused:
            json.dumps(value)
        asked: list[Callable[[Table], object]] = [
            lambda t: t.insert_multiple([*documents, {"n": 0, "v": value}]),
            lambda t: t.update({"v": value}) if len(t) else t.insert({"n": 0, "v": value}),
        ]
        for ask in asked:
            with pytest.raises(TypeError, match=f"^{re.escape(str(refused.value))}"):
                ask(self.journal.table(table))
        self.insert_with_an_id(table=table, document={"n": 0})

    @rule(table=tables, document=fields)
    def insert_with_an_id(self, table: str, document: Plain) -> None:
        self.far_ahead += 1000
        doc_id = self.far_ahead
        self.same(table, lambda t: t.insert(Document(document, doc_id)))
        # TinyDB counts on from what is left in the table, a journal from what it ever saw: here they are one.
        self.same(table, lambda t: t.insert(document))

    @rule(table=tables, document=fields)
    def insert_with_an_id_that_is_taken(self, table: str, document: Plain) -> None:
        for taken in [d.doc_id for d in self.model.table(table)][:1]:
            for database in (self.model, self.journal):
                with pytest.raises(ValueError, match="already exists"):
                    database.table(table).insert(Document(document, taken))
            self.insert_with_an_id(table=table, document=document)

    @rule(table=tables, change=fields, condition=conditions)
    def update(self, table: str, change: Plain, condition: QueryInstance) -> None:
        self.same(table, lambda t: t.update(change, condition))

    @rule(table=tables, change=fields)
    def update_all(self, table: str, change: Plain) -> None:
        self.same(table, lambda t: t.update(change))

    @rule(table=tables, ids=some_ids)
    def update_by_id(self, table: str, ids: list[int]) -> None:
        self.same(table, lambda t: t.update(grow, doc_ids=[i for i in dict.fromkeys(ids) if t.contains(doc_id=i)]))

    @rule(table=tables, change=fields, condition=conditions)
    def update_multiple(self, table: str, change: Plain, condition: QueryInstance) -> None:
        self.same(table, lambda t: t.update_multiple([(change, condition), (grow, condition)]))

    @rule(table=tables, document=fields, condition=conditions)
    def upsert(self, table: str, document: Plain, condition: QueryInstance) -> None:
        self.same(table, lambda t: t.upsert(document, condition))

    @rule(table=tables, condition=conditions)
    def remove(self, table: str, condition: QueryInstance) -> None:
        self.same(table, lambda t: t.remove(condition))

    @rule(table=tables, ids=some_ids)
    def remove_by_id(self, table: str, ids: list[int]) -> None:
        self.same(table, lambda t: t.remove(doc_ids=[i for i in dict.fromkeys(ids) if t.contains(doc_id=i)]))

    @rule(table=tables)
    def truncate(self, table: str) -> None:
        self.same(table, lambda t: t.truncate())

    @rule(table=tables)
    def drop_table(self, table: str) -> None:
        self.model.drop_table(table)
        self.journal.drop_table(table)

    @rule()
    def drop_tables(self) -> None:
        self.model.drop_tables()
        self.journal.drop_tables()

    @rule()
    def pack(self) -> None:
        self.journal.storage.pack()

    @rule(table=tables, condition=conditions, doc_id=st.integers(0, 8))
    def ask(self, table: str, condition: QueryInstance, doc_id: int) -> None:
        self.same(table, lambda t: t.search(condition))
        self.same(table, lambda t: t.count(condition))
        self.same(table, lambda t: t.get(condition))
        self.same(table, lambda t: t.get(doc_id=doc_id))
        self.same(table, lambda t: t.get(doc_ids=[doc_id, 1]))
        self.same(table, lambda t: (t.contains(condition), t.contains(doc_id=doc_id)))

    @invariant()
    def hold_the_same(self) -> None:
        assert self.journal.tables() == self.model.tables()
        for table in self.model.tables():
            self.same(table, lambda t: [(d.doc_id, dict(d)) for d in t.all()])
            self.same(table, len)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), "\ud800", 2**70])
def test_what_only_python_calls_json_comes_back_as_from_tinydbs_own_file(tmp_path: Path, value: Any) -> None:
    def answer(opened: Callable[[], TinyDB]) -> str:
        with opened() as database:
            database.insert({"v": value, "deep": [{"v": value}]})
            database.insert({"v": 1})
        with opened() as database:
            database.update({"w": value}, where("v") == 1)
        with opened() as database:
            return repr(database.all())

    ours = answer(lambda: Journal(tmp_path / "journal.jsonl", disk=UnsyncedDisk()))

    assert ours == answer(lambda: TinyDB(tmp_path / "own.json"))
    assert Journal(tmp_path / "journal.jsonl").storage.damaged == 0


NO_TABLES: tuple[Any, ...] = (
    *([1], None, 5, "\ud800", float("inf"), {"t": [None]}, {"t": {"1": 5}}, {"t": 1}, {"t": {"one": {}}}),
    *(
        {"t": {1.5: {}}},
        {1: {"1": {}}},
        {"t": {"01": {}, "1": {}}},
        {"t": {"1": {}}, "u": float("nan")},
        {"n": 5, "t": {}},
    ),
)


@pytest.mark.parametrize("data", NO_TABLES, ids=repr)
def test_what_is_no_set_of_tables_is_stored_and_answered_as_by_tinydbs_own_file(tmp_path: Path, data: Any) -> None:
    def answers(opened: Callable[[], TinyDB]) -> Iterator[str]:
        asked: list[Callable[[Table], object]] = [
            *(len, lambda t: t.search(where("v") == 1), lambda t: t.insert({"v": 1}), lambda t: t.update({"v": 2})),
            lambda t: t.truncate(),
        ]
        for table in ("t", "other"):
            for ask in asked:
                with opened() as database:
                    database.insert({"v": 1})
                    database.storage.write(data)
                    yield repr(_plain(database.storage.read()))
                    with suppress(Exception):
                        yield repr(ask(database.table(table)))
                with opened() as database:
                    yield repr(_plain(database.storage.read()))
                    database.storage.write({})

    ours = list(answers(lambda: Journal(tmp_path / "journal.jsonl", disk=UnsyncedDisk())))

    assert ours == list(answers(lambda: TinyDB(tmp_path / "own.json")))


def test_what_was_stored_instead_of_tables_outlasts_packing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl", disk=UnsyncedDisk())
    journal.storage.write({"t": {"1": {"v": 1}}})
    tables: dict[str, Any] = {**journal.storage.read(), "n": 5}

    journal.storage.write(tables)
    journal.storage.pack()
    journal.storage.purge()

    assert Journal(tmp_path / "journal.jsonl").storage.read() == {"t": {"1": {"v": 1}}, "n": 5}


def test_a_set_is_refused_instead_of_tables_and_changes_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl", disk=UnsyncedDisk())
    journal.insert({"v": 1})
    data: Any = {"t": {1, 2}}

    with pytest.raises(TypeError, match="not JSON serializable"):
        journal.storage.write(data)

    assert journal.all() == [{"v": 1}]
    assert {path.suffix for path in tmp_path.iterdir()} == {".jsonl", ".lock"}


@pytest.mark.durability
def test_every_operation_does_what_it_does_in_memory(full: bool) -> None:
    run_state_machine_as_test(
        SameAsInMemory,
        settings=settings(
            max_examples=1000 if full else 40,
            stateful_step_count=50 if full else 25,
            derandomize=not full,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
