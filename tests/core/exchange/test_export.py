"""The export: what is in it and what is not, that it reads back the same, and what is refused."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.adapters.formats.rituals_json import can_read, read_export
from rituals.core import events as e
from rituals.core.events import (
    AnyEvent,
    AskAboutAdded,
    CheckinShared,
    CheckinTaken,
    CheckinTakenBack,
    ConsentSaid,
    FlowKept,
    GatePassed,
    KeptAnswer,
    PrivateErased,
)
from rituals.core.events.recorded import Recorded, to_document
from rituals.core.exchange.event_schema import kind_of, legend
from rituals.core.exchange.export import ExportStamp, document, originals
from rituals.core.exchange.imported import missing_records
from rituals.core.model import Person, Seal
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.errors import RitualsError
from tests.kit.histories import A_MOMENT, ANA, BEGUN, BEN, DAILY, WALK, Couple, march, record
from tests.kit.visible import visible, visible_in_private
from tests.kit.worlds import FIRST, LENGTH, SHORTER, days, logs

MADE = ExportStamp(Person(ANA, "Ana", BEGUN), A_MOMENT, march(20), "rituals-tui 0.1.0")
SOME_DAYS = [FIRST + timedelta(days=n) for n in range(0, LENGTH + 20, 9)]
STAMP = {"id": "later-1", "device": "phone", "lamport": 90, "at": "2026-03-01T12:00:00Z"}

seals = st.sampled_from([None, Seal(), Seal(FIRST + timedelta(days=40))])
names = st.sampled_from(["n1", "n2", "n3"])
jar_events: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(e.AppreciationAdded, names, st.sampled_from([ANA, BEN]), days, st.text(max_size=9), seal=seals),
    st.builds(lambda name, text: e.AppreciationEdited(name, text=text), names, st.text(max_size=9)),
    st.builds(e.AppreciationFavoured, names, st.booleans()),
    st.builds(e.AppreciationAnswered, names, st.sampled_from([ANA, BEN]), st.text(max_size=9)),
    st.builds(e.AppreciationErased, st.sampled_from(["n3"])),
    st.builds(e.JarOpened, days, st.tuples(names)),
)


def in_json(records: Iterable[Recorded]) -> list[bytes]:
    """The records as a log has them."""
    return [msgspec.json.encode(to_document(one)) for one in records]


def export_of(shared: Sequence[Recorded], private: Sequence[Recorded] = (), *, state: State | None = None) -> str:
    return document(MADE, state or State(shared), originals(in_json(shared)), originals(in_json(private)))


def events_in(text: str, log: str = "shared") -> list[Any]:
    """What happened, as the document tells it."""
    return [one["event"] for one in json.loads(text)[log]]


def imported(text: str) -> tuple[State, PrivateState]:
    """What an empty home makes of an export."""
    export = read_export(text.encode())
    shared, private = missing_records(export.shared, []), missing_records(export.private, [])
    return State(one.record for one in shared), PrivateState(one.record for one in private)


def with_record(fields: dict[str, Any], log: str = "shared") -> bytes:
    """An export that holds one more record."""
    held = json.loads(export_of(Couple().records))
    held[log].append(fields)
    return json.dumps(held).encode()


# that it reads back the same


@SHORTER
@given(logs(), st.lists(jar_events, max_size=8))
def test_an_export_brings_back_all_that_could_be_seen(records: list[Recorded], jar: list[AnyEvent]) -> None:
    records = [*records, *(record(event, lamport=n, number=500 + n) for n, event in enumerate(jar))]
    before = State(one.record for one in originals(in_json(records)))

    after, _ = imported(export_of(records))

    assert visible(after, SOME_DAYS) == visible(before, SOME_DAYS)


def test_an_export_brings_back_what_one_keeps_for_oneself() -> None:
    kept: list[AnyEvent] = [
        FlowKept("f", "listening", march(3), (KeptAnswer("heard", "the stairs"),)),
        CheckinTaken("c", march(4), {"seen": 3}),
        AskAboutAdded("a", march(9), "the dentist"),
        ConsentSaid("touch", given=True),
        GatePassed(),
    ]
    private = [record(event, lamport=n, number=n) for n, event in enumerate(kept)]

    _, after = imported(export_of(Couple().records, private))

    assert visible_in_private(after) == visible_in_private(PrivateState(private))
    assert after.consents_to("touch")


def test_a_second_import_adds_nothing() -> None:
    couple = Couple()
    export = read_export(export_of(couple.records).encode())

    assert missing_records(export.shared, couple.records) == []


def test_what_a_later_version_wrote_comes_along_whole() -> None:
    new_kind = {**STAMP, "event": {"kind": "song_sung", "song": "the long one"}}
    new_shape = {**STAMP, "id": "later-2", "event": {"kind": "ritual_ticked", "ritual": WALK, "day": {"year": 2026}}}
    new_field = {**STAMP, "id": "later-3", "event": {"kind": "person_renamed", "person": ANA, "name": "A", "say": "ah"}}
    written = [new_kind, new_shape, new_field]
    couple = Couple()
    logs = [*in_json(couple.records), *(json.dumps(one).encode() for one in written)]

    export = read_export(document(MADE, couple.state, originals(logs), []).encode())

    assert [one.document for one in export.shared][-3:] == written
    assert export.of_a_later_version == 2


def test_what_was_taken_back_since_is_taken_back_where_an_older_export_went() -> None:
    couple = Couple()
    couple.keep(DAILY)
    ticked, noted = couple.tick(march(2))[0], couple.say(e.AppreciationAdded("n", ANA, march(2), "plumword"))
    elsewhere = [one.record for one in read_export(export_of(couple.records).encode()).shared]
    couple.untick(ticked)
    couple.undo(noted)

    newer = missing_records(read_export(export_of(couple.records).encode()).shared, elsewhere)

    after = State([*elsewhere, *(one.record for one in newer)])
    assert visible(after, [march(5)]) == visible(couple.state, [march(5)])


# what stays out of it


def test_words_that_were_erased_or_taken_back_are_not_in_it() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.say(e.AppreciationAdded("n", ANA, march(2), "plumword"))
    couple.say(e.AppreciationErased("n"))
    couple.undo(couple.say(e.AppreciationAdded("m", BEN, march(2), "pearword")))
    couple.untick(*couple.tick(march(3), note="figword"))
    couple.say(CheckinShared("c", BEN, march(4), {"seen": 0}))
    couple.say(CheckinTakenBack("c"))
    private: list[AnyEvent] = [AskAboutAdded("a", march(9), "quinceword"), PrivateErased("a")]

    text = export_of(couple.records, [record(event, lamport=n, number=n) for n, event in enumerate(private)])

    assert not [word for word in ("plum", "pear", "fig", "quince", '"seen"') if word in text]
    assert visible(imported(text)[0], [march(5)]) == visible(couple.state, [march(5)])


def test_what_another_machine_wrote_over_a_note_that_was_taken_back_is_not_in_it() -> None:
    couple = Couple()
    note = couple.say(e.AppreciationAdded("n", ANA, march(2), "plumword"))
    couple.device = "phone"
    couple.say(e.AppreciationEdited("n", text="pearword"))
    couple.undo(note)

    text = export_of(couple.records)

    assert not [word for word in ("plum", "pear") if word in text]
    assert visible(imported(text)[0], [march(5)]) == visible(couple.state, [march(5)])


def test_what_a_later_version_wrote_and_took_back_is_not_in_it() -> None:
    couple = Couple()
    couple.undo("later-1")
    later = json.dumps({**STAMP, "event": {"kind": "song_sung", "song": "plumword"}}).encode()

    text = document(MADE, couple.state, originals([*in_json(couple.records), later]), [])

    assert "plum" not in text


def test_a_ritual_that_is_hidden_now_is_not_in_it() -> None:
    couple = Couple()
    couple.keep(DAILY, name="close")
    couple.keep(DAILY)
    couple.say(e.RitualTicked("close", march(2)))
    couple.state.hide({"close"})
    later = json.dumps({**STAMP, "event": {"kind": "song_sung", "at": ["close"]}}).encode()

    text = document(MADE, couple.state, originals([*in_json(couple.records), later]), [])

    assert "close" not in text.replace("closed", "")
    assert WALK in text


def test_a_sealed_note_lies_behind_its_curtain() -> None:
    couple = Couple()
    sealed = e.AppreciationAdded("n", BEN, march(2), "plumword", ANA, Seal(march(25)))
    couple.say(sealed)

    text = export_of(couple.records)

    (curtain,) = (event["curtain"] for event in events_in(text) if event["kind"] == "sealed")
    assert "plumword" not in text
    assert "plumword" in b64decode(curtain).decode()
    assert imported(text)[0].jar["n"].text == "plumword"


def test_a_note_whose_day_has_come_can_be_read() -> None:
    couple = Couple()
    couple.say(e.AppreciationAdded("n", BEN, march(2), "plumword", ANA, Seal(march(20))))

    assert "plumword" in export_of(couple.records)


def test_words_that_were_erased_here_do_not_come_back() -> None:
    couple = Couple()
    couple.say(e.AppreciationAdded("n", ANA, march(2), "plumword"))
    export = read_export(export_of(couple.records).encode())
    couple.say(e.AppreciationErased("n"))
    here = [one for one in couple.records if not isinstance(one.event, e.AppreciationAdded)]

    assert missing_records(export.shared, here) == []


# that people can read it


def test_the_legend_has_every_kind_that_may_leave_the_machine() -> None:
    leaving = {kind_of(kind) for kind in get_args(AnyEvent) if not issubclass(kind, e.LocalEvent | e.Unknown)}

    told = legend()

    assert leaving <= told.keys()
    assert {"rule", "quota", "once", "seal"} <= told.keys()
    assert not {kind_of(kind) for kind in get_args(AnyEvent) if issubclass(kind, e.LocalEvent)} & told.keys()
    assert all(meaning["says"] and "fields" in meaning for meaning in told.values())


def test_the_legend_says_what_holds_where_a_field_is_left_out() -> None:
    assert legend()["ritual_ticked"] == {
        "says": "We did it on `day`; `by` is null when it serves everyone. `by_phone`: it came by the inbox.",
        "fields": ["ritual", "day", "by", "tiny", "note", "by_phone"],
        "left_out": {"by": None, "tiny": False, "note": "", "by_phone": False},
    }


def test_the_head_says_what_it_is_and_who_the_ids_are() -> None:
    couple = Couple()
    couple.keep(DAILY)

    held = json.loads(export_of(couple.records))

    assert (held["rituals"], held["format"], held["made_by"]) == ("export", 1, "rituals-tui 0.1.0")
    assert held["of"] == {"person": ANA, "name": "Ana"}
    assert held["names"] == {ANA: "Ana", BEN: "Ben", WALK: "Walk, every day"}


def test_each_record_has_a_line_of_its_own_in_the_order_it_was_put_down() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.tick(march(2), note="by the river\nand back")

    text = export_of(couple.records[::-1])

    lines = [line for line in text.splitlines() if '"lamport": ' in line]
    assert [json.loads(line.rstrip(","))["lamport"] for line in lines] == [1, 2, 3, 4]


# what is refused


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file can't be read: "),
        (b"walks and talks", "The file can't be read: JSON is malformed"),
        ("{“rituals”: “Café”}".encode("cp1252"), "Save it once more with the encoding UTF-8"),
        (b"[]", "Expected `object`, got `array`"),
        (b"{}", "something else than an export"),
        (b'{"rituals": "export"}', "missing required field `of`"),
        (b'{"rituals": "export", "format": 2}', "A later version of rituals wrote the file."),
        (b'{"rituals": "export", "shared": ' + b"[" * 1_000_000, "nested too deeply"),
        (b'{"a": ' * 1_000_000, "nested too deeply"),
        (export_of(Couple().records).encode()[:-20], "The file can't be read: Input data was truncated"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(RitualsError) as refused:
        read_export(content)

    assert reason in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("content", [export_of(Couple().records).encode(), b'\n{ "format": 1, "rituals" : "export"'])
def test_what_calls_itself_an_export_is_read_as_one_though_it_be_harmed(content: bytes) -> None:
    assert can_read(content)
    assert can_read(content[:40])


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\x00", b'{"note": "\\"rituals\\": \\"export\\""}'])
def test_what_does_not_is_left_to_other_formats(content: bytes) -> None:
    assert not can_read(content)


def stamped(event: object, **fields: object) -> dict[str, Any]:
    return {**STAMP, "event": event, **fields}


TICK = {"kind": "ritual_ticked", "ritual": WALK, "day": "2026-03-02"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (["a", "list"], "Expected `object`, got `array`"),
        ({}, "Record 3 of “shared” can't be read"),
        (stamped({**TICK, "day": "2026-02-31"}), "`$.event.day`"),
        (stamped({**TICK, "day": "9999-12-31"}), "a day that nobody lives in"),
        (stamped({**TICK, "ritual": None}), "`$.event.ritual`"),
        (stamped({"no": "kind"}), "`kind`"),
        (stamped(TICK, lamport=10**30), "`$.lamport`"),
        (stamped(TICK, lamport=2**40 + 1), "`$.lamport`"),
        (stamped(TICK, at="2026-03-01T12:00:00"), "`$.at`"),
        (stamped(TICK, id=""), "“id” is nothing that a device writes"),
        (stamped(TICK, id="laptop-0000"), "it has the id of another one"),
        (stamped({"kind": "sealed", "curtain": "?"}), "Record 3 of “shared” can't be read"),
        (stamped({"kind": "sealed", "curtain": "e30="}), "`kind`"),
        (stamped({"kind": "gate_passed"}), "“gate_passed” does not belong there"),
        (stamped({"kind": "person_seated", "person": ANA}), "“person_seated” does not belong there"),
        (
            stamped({"kind": "person_joined", "person": "../../x", "name": "X", "on": "2026-03-01"}),
            "“person” is nothing that a device writes",
        ),
    ],
)
def test_a_record_that_cannot_be_is_refused_with_its_place(fields: Any, reason: str) -> None:
    with pytest.raises(RitualsError) as refused:
        read_export(with_record(fields))

    assert reason in str(refused.value)


@pytest.mark.parametrize("person", ["", ".", "../ana", "a/b", "a" * 65, "ana\n"])
def test_nobody_has_an_id_that_leads_out_of_their_folder(person: str) -> None:
    held = json.loads(export_of(Couple().records))
    held["of"]["person"] = person

    with pytest.raises(RitualsError, match="an id that can't be one"):
        read_export(json.dumps(held).encode())


def test_what_is_shared_does_not_come_in_as_private() -> None:
    with pytest.raises(RitualsError, match=r"Record 1 of “private” .* does not belong there"):
        read_export(with_record(stamped(TICK), "private"))
