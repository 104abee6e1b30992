"""Every command that reads prints a document, every one that writes its ids, and each is as its schema says."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from rituals.cli.exchange.documents import pair_status_document
from rituals.cli.group import rituals
from rituals.cli.help import callable_commands, document_of
from rituals.cli.shared.documents import Document
from rituals.core.exchange.known_device import PairedHere
from rituals.core.model import DeviceId
from tests.kit.every_verb import every_verb
from tests.kit.importing import SAMPLES
from tests.kit.runs import Runs

WITHOUT = {
    "": "opens the app",
    "backup": "makes a file",
    "backup restore": "brings back many things at once",
    "checkin": "is for one pair of eyes, at a terminal",
    "completion": "prints a script",
    "export": "is a document, or makes a file",
    "help": "prints schemas",
    "jar export": "makes a file",
    "jar open": "is a ceremony",
    **dict.fromkeys(("lock change", "lock now", "lock off", "lock set"), "is for one pair of eyes, at a terminal"),
    **dict.fromkeys(("nudge install", "nudge run", "nudge test", "nudge uninstall"), "is about this machine"),
    **dict.fromkeys(("pair forget", "pair join", "pair leave", "pair new", "pair words"), "has secrets in it, or asks"),
}
"""The commands that print no document, and why."""


def test_each_command_prints_a_document_or_says_why_not() -> None:
    silent = {words for words, command in callable_commands(rituals) if document_of(command) is None}

    assert silent == set(WITHOUT)


def test_what_is_printed_is_as_its_schema_says(shell: Runs) -> None:
    documents = {words: document for words, command in callable_commands(rituals) if (document := document_of(command))}
    printed: set[type[Document]] = set()

    importing = ("import", str(SAMPLES / "loop.db"), "--dry-run")
    for call in (*every_verb("walk"), ("list", "--catalogue"), importing):
        document = documents.get(" ".join(call[:2])) or documents.get(" ".join(call[:1]))
        ran = shell(*call, "--json") if document else None
        if document and ran and ran.out:
            decoded = msgspec.json.decode(ran.out, type=document)
            assert msgspec.to_builtins(decoded) == ran.document, call
            printed.add(document)

    assert printed == set(documents.values())


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (("add", "Tea", "--every", "every day"), "ritual"),
        (("tick", "walk"), "ritual"),
        (("edit", "walk", "--name", "Stroll"), "ritual"),
        (("jar", "add", "thanks"), "note"),
        (("ask", "add", "Which river?"), "question"),
        (("ask", "about", "the dentist"), "ask-about"),
        (("people", "rename", "Sam", "Kim"), "person"),
    ],
)
def test_a_command_that_writes_gives_the_id_by_which_it_goes_on(shell: Runs, call: tuple[str, ...], kind: str) -> None:
    document = shell(*call, "--json").document

    (written,) = document["written"]
    assert (written["kind"], document["format"]) == (kind, 1)
    assert written["id"]
    assert document["words"]


def test_the_id_of_what_was_written_is_taken_by_the_next_command(shell: Runs) -> None:
    (note,) = shell("jar", "add", "for the soup", "--json").document["written"]
    (tick,) = shell("tick", "walk", "--on", "yesterday", "--json").document["written"]

    assert shell("jar", "show", note["id"], "--json").document["note"]["text"] == "for the soup"
    assert shell("show", tick["id"], "--json").document["ritual"]["name"] == "Evening walk"
    assert tick["day"] == "2026-11-21"


def test_a_schema_names_the_keys_and_says_what_is_required(empty: Runs) -> None:
    schema = json.loads(empty.done("help", "json", "jar", "show"))

    assert schema["$defs"]["NoteDocument"]["required"] == ["format", "note"]
    assert schema["$defs"]["NoteEntry"]["properties"]["text"]["description"] == "Null while it is sealed."


def test_what_is_only_asked_is_not_written(shell: Runs) -> None:
    assert shell("people", "home", "--json").document["written"] == []
    assert len(shell("people", "home", "all", "--json").document["written"]) == 2


def test_a_folder_that_is_away_is_told_with_its_day() -> None:
    here = PairedHere("/media/stick", 1, DeviceId("9b1f"), (), date(2026, 11, 20), "")

    assert '"away_since": "2026-11-20"' in pair_status_document(here, []).output().text


def test_a_command_that_refuses_prints_no_document(shell: Runs) -> None:
    assert "“nothing”" in shell.refused("tick", "nothing", "--json")
