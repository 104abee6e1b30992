"""What --json prints about backups, the doctor's findings and this machine's part in the couple's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from rituals.cli.exchange.versions import versions
from rituals.cli.shared.documents import Document
from rituals.config import Places
from rituals.core.exchange.known_device import KnownDevice, PairedHere
from rituals.ports import Backup


class BackupEntry(Struct, frozen=True):
    """A backup in the couple's own folder."""

    name: str
    size: Annotated[int, Meta(description="In bytes.")]
    made_at: Annotated[
        str | None, Meta(description="In UTC; null where it can't be read.", extra_json_schema={"format": "date-time"})
    ]
    events: Annotated[int | None, Meta(description="Null where it can't be read.")]


class BackupsDocument(Document, frozen=True, kw_only=True):
    """The backups there are, the newest first."""

    folder: str
    backups: Sequence[BackupEntry]


class PlacesEntry(Struct, frozen=True):
    """Where everything lies."""

    data: str
    settings: str
    cache: str


class FindingEntry(Struct, frozen=True):
    """A problem and what to do about it."""

    what: str
    mend: Annotated[str, Meta(description="Empty where “what” says that already.")]


class DoctorDocument(Document, frozen=True, kw_only=True):
    """Whether all is well."""

    well: bool
    versions: Annotated[Mapping[str, str], Meta(description="What a report of a fault has to say of this machine.")]
    places: PlacesEntry
    mended: Annotated[Sequence[str], Meta(description="What --repair did.")]
    problems: Sequence[FindingEntry]


class PairStatusDocument(Document, frozen=True, kw_only=True):
    """Whether this machine is paired; what is not set is left out where it is not."""

    paired: bool
    place: Annotated[str, Meta(description="The couple's folder.")] | UnsetType = UNSET
    epoch: Annotated[int, Meta(description="Which of the couple's words it knows.")] | UnsetType = UNSET
    device: str | UnsetType = UNSET
    speaks_for: Sequence[str] | UnsetType = UNSET
    away_since: Annotated[date | None, Meta(description="Since when the folder is not there.")] | UnsetType = UNSET
    refusal: Annotated[str, Meta(description="What else is wrong with the folder, or empty.")] | UnsetType = UNSET
    others: Annotated[Sequence[str], Meta(description="The other machines.")]


class ImportEntry(Struct, frozen=True):
    """One ritual of another program's file, and what becomes of it."""

    name: Annotated[str, Meta(description="As the file has it.")]
    becomes: Annotated[str, Meta(description="Its name here.")]
    ritual: Annotated[str | None, Meta(description="The id of the ritual kept here that it goes on as.")]
    taken: Annotated[bool, Meta(description="Whether it is brought in.")]
    cadence: Annotated[str, Meta(description="In words, as --every takes them.")]
    who: str
    days: Annotated[int, Meta(description="Days with a tick, in the file.")]
    new_days: Annotated[int, Meta(description="Those of them that were not here.")]
    notes: int
    new_notes: int
    new_rests: int
    first: Annotated[date | None, Meta(description="Of its ticks and rests.")]
    last: date | None
    words: Annotated[Sequence[str], Meta(description="What is left out or read otherwise, and why.")]


class ImportDocument(Document, frozen=True, kw_only=True):
    """What would be brought in, or was."""

    of: Annotated[str, Meta(description="What the file is: a format's id, as rituals help formats has it.")]
    brought_in: Annotated[bool, Meta(description="False for a preview.")]
    new_records: Annotated[int, Meta(description="Records that were not here.")]
    rituals: Annotated[Sequence[ImportEntry], Meta(description="Empty for an export of this program.")]
    words: Annotated[Sequence[str], Meta(description="What else there is to say.")]


def backups_document(folder: Path, backups: Iterable[Backup]) -> BackupsDocument:
    """The backups of a folder."""
    return BackupsDocument(folder=str(folder), backups=[_backup(backup) for backup in backups])


def _backup(backup: Backup) -> BackupEntry:
    made_at = backup.made_at.isoformat() if backup.made_at else None
    return BackupEntry(backup.path.name, backup.size, made_at, backup.events)


def doctor_document(where: Places, mended: Sequence[str], problems: Iterable[tuple[str, str]]) -> DoctorDocument:
    """What the doctor has to say."""
    findings = [FindingEntry(*problem) for problem in problems]
    places = PlacesEntry(str(where.data), str(where.settings), str(where.cache))
    return DoctorDocument(well=not findings, versions=versions(), places=places, mended=mended, problems=findings)


def pair_status_document(here: PairedHere | None, others: Iterable[KnownDevice]) -> PairStatusDocument:
    """This machine's part in the couple's folder."""
    devices = [device.id for device in others]
    if here is None:
        return PairStatusDocument(paired=False, others=devices)
    return PairStatusDocument(paired=True, **here._asdict(), others=devices)
