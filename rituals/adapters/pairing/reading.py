"""Reads what a couple published, to be looked at before joining: beside what is here, and gone afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rituals.adapters.journal.disk import make_folder, saving
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.pairing.refusals import refuse_partly_carried
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.mirrors import reading_folder
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.taking_in import Intake
from rituals.core.events.recorded import Recorded
from rituals.core.model import DeviceId


def records_at(data: Path, place: Path, key: CoupleKey, *, but: Collection[DeviceId]) -> Sequence[Recorded]:
    """All that lies in a couple's folder, none of it taken in; `RuleError` if some of it has not been carried here yet,
    as far as that can be told, those devices of this machine aside."""
    with _reading(data) as folder:
        nobody = os.urandom(8).hex()
        carrier = FolderCarrier(place, nobody)
        refuse_partly_carried(carrier, key, but=but)
        Intake(folder, nobody, carrier, key).take_in(carrier.names())
        return JournalLog(folder / "shared", nobody).fresh().records


def drop_reading(data: Path) -> None:
    """Remove what was read there by a process that was killed."""
    lock = _lock(data)
    if lock.try_acquire():
        try:
            shutil.rmtree(reading_folder(data), ignore_errors=True)
        finally:
            lock.release()


@contextmanager
def _reading(data: Path) -> Iterator[Path]:
    """A folder to read in, for one process at a time."""
    folder = reading_folder(data)
    with saving(folder):
        make_folder(folder.parent)
        with _lock(data):
            shutil.rmtree(folder, ignore_errors=True)
            make_folder(folder)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)


def _lock(data: Path) -> FileLock:
    return FileLock(reading_folder(data).with_name("reading.lock"))
