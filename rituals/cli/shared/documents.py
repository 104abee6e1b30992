"""What --json prints: documents that stay the same, so that other programs can rely on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, json, to_builtins

from rituals.cli.shared.context import WrittenKind, WrittenThing
from rituals.cli.shared.output import Output, encoding
from rituals.core.model import Person
from rituals.core.text import is_control


class Document(Struct, frozen=True, kw_only=True, tag_field="format", tag=1):
    """One document; within a format keys are only ever added. Days are ISO dates, local times "HH:MM"; what is not so
    is null or an empty list."""

    def output(self, exit_code: int = 0) -> Output:
        """JSON to print: letters that stdout can carry stay as they are, control characters are escaped."""
        try:
            text = json.format(json.encode(self), indent=2).decode()
        except UnicodeEncodeError:  # half a character, as in the name of a folder that is no text
            from json import dumps

            text = dumps(to_builtins(self), ensure_ascii=False, indent=2)
        return Output(escaped(text, encoding()), exit_code)


class NameAndId(Struct, frozen=True):
    """A person or a ritual."""

    id: str
    name: str


class StreakNumbers(Struct, frozen=True):
    """How many in a row: since the last quiet one, and ever."""

    current: int
    best: int


class Written(Struct, frozen=True):
    """Something that was written, changed, put away or erased, or that was so already."""

    kind: WrittenKind
    id: Annotated[str, Meta(description="Its id, as other documents and commands have it.")]
    day: Annotated[date | None, Meta(description="The day it was written for, where it is about one.")]


class WrittenDocument(Document, frozen=True, kw_only=True):
    """What a command that writes has written."""

    written: Annotated[Sequence[Written], Meta(description="Empty where nothing was, or where it goes by no id.")]
    words: Annotated[Sequence[str], Meta(description="The sentences that it prints without --json.")]


def written_output(output: Output, written: Iterable[WrittenThing]) -> Output:
    """The output of a command that writes, as a document."""
    things = [Written(*thing) for thing in dict.fromkeys(written)]
    return WrittenDocument(written=things, words=output.text.splitlines()).output(output.exit_code)


class Member(Struct, frozen=True):
    """Somebody who is in the couple."""

    id: str
    name: str
    joined: date
    here: Annotated[bool, Meta(description="Who is at the keyboard of this machine.")]
    lives_here: Annotated[bool, Meta(description="Whom nudges on this machine speak to.")]


class PastMember(Struct, frozen=True):
    """Somebody who left."""

    id: str
    name: str
    left: date | None


class PeopleDocument(Document, frozen=True, kw_only=True):
    """Who is in the couple, and who was."""

    people: Sequence[Member]
    left: Sequence[PastMember]


def people_document(
    people: Iterable[Person], who_left: Iterable[Person], seated: Person, residents: Collection[Person]
) -> PeopleDocument:
    """Who is in the couple, and who was."""
    members = [
        Member(person.id, person.name, person.joined, here=person.id == seated.id, lives_here=person in residents)
        for person in people
    ]
    return PeopleDocument(people=members, left=[PastMember(person.id, person.name, person.left) for person in who_left])


def escaped(document: str, charset: str) -> str:
    """An equal JSON text with control characters, and letters that the character set lacks, escaped."""
    try:
        document.encode(charset)
        letters = True
    except UnicodeEncodeError:
        letters = False
    plain = str.isprintable if letters else lambda line: line.isascii() and line.isprintable()
    if plain(document.replace("\n", "")):
        return document
    return "\n".join(line if plain(line) else _escaped_line(line, letters=letters) for line in document.split("\n"))


def _escaped_line(line: str, *, letters: bool) -> str:
    return "".join(c if (letters or c.isascii()) and not is_control(c) else _escape(c) for c in line)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))
