"""What a person should know of the couple's folder, from what is kept on this machine of the last look into it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.file import JournalFile, Signature
from rituals.adapters.together.kept import kept
from rituals.adapters.together.mirrors import is_joining, is_paired, taken_folder
from rituals.adapters.together.names import OTHER_WORDS
from rituals.adapters.together.report import Report, last_report
from rituals.adapters.together.taken import DAMAGED_AFTER, FolderSeen, Taken, TakenFile, Trouble
from rituals.core.events.any_event import KINDS
from rituals.core.exchange.known_device import PairedHere
from rituals.core.exchange.pairing_words import KEEPS_IT, LETS_IT
from rituals.core.model import DeviceId
from rituals.core.phrases import Elsewhere, day_words
from rituals.core.text import printable
from rituals.errors import Problem, Remedy, Telling
from rituals.files import is_folder
from rituals.ports import Repair

YES_AND_NO = f"Yes: {LETS_IT} No: {KEEPS_IT}"
TOO_MANY = "There is more in the couple's folder than a couple's machines write, and the rest of it is not read."
JOINING = "The joining that began here is not finished."
WAITING = "iCloud has not brought everything of the couple's folder yet."


class _Key(msgspec.Struct, frozen=True):
    epoch: int


class _Published(msgspec.Struct, frozen=True):
    devices: tuple[DeviceId, ...] = ()


class _Index(msgspec.Struct, frozen=True):
    """As much of what is known of published files as is quickly read."""

    files: Mapping[str, _Published] = {}


NOBODY_KNOWN = Elsewhere()


class PairedPlace(msgspec.Struct, frozen=True):
    """Through which folder this machine is paired."""

    place: str


class KeptOfFolder:
    """The `CouplesFolder` of a data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data

    @property
    def machines(self) -> int:
        """How many other machines are in the couple, as last seen; one that began a new device counts once."""
        mirrors = [kept(path, Taken) or Taken() for path in taken_folder(self._data).glob("*.json")]
        spoken_for = {device for taken in mirrors for device in taken.speaks_for}
        return len({*_seen(self._data).devices} - spoken_for - {*device_here(self._data).earlier})

    @property
    def earlier(self) -> Sequence[DeviceId]:
        """The devices that this machine wrote as before it was rolled back or copied."""
        return device_here(self._data).earlier

    @property
    def here(self) -> PairedHere | None:
        """This machine's part in it; None where it is paired no more."""
        together = self._data / "together"
        paired, key = kept(together / "paired.json", PairedPlace), kept(together / "key", _Key)
        if paired is None or key is None:
            return None
        device = device_here(self._data).id
        speaks_for = self._published(device) - {device}
        report = last_report(self._data)
        away_since = _day(report.away_since)
        return PairedHere(paired.place, key.epoch, device, sorted(speaks_for), away_since, report.refusal)

    def _published(self, device: DeviceId) -> Set[DeviceId]:
        """Whose records were published as this device."""
        index = kept(self._data / "together" / "published" / device / "index.json", _Index) or _Index()
        return {name for file in index.files.values() for name in file.devices}

    @property
    def comes_again(self) -> Collection[str]:
        """Others' journals that are not as they were left, where this machine's own is there; by their files' names."""
        device = device_here(self._data).id
        own = self._signature(f"{device}.jsonl")
        if not is_paired(self._data) or (device in self._published(device) and not (own and own.size)):
            return ()
        left = {f"{path.stem}.jsonl": kept(path, Taken) or Taken() for path in taken_folder(self._data).glob("*.json")}
        return [name for name, taken in left.items() if taken.mirror != self._signature(name)]

    def _signature(self, name: str) -> Signature | None:
        return JournalFile(self._data / "shared" / name, Disk()).signature()

    @property
    def arriving(self) -> tuple[int, int] | None:
        """While others' files are taken in for the first time: how many were, and of how many."""
        return last_report(self._data).arriving

    def problems(self, today: date, elsewhere: Elsewhere) -> Sequence[Problem]:
        """What is wrong with it, the most pressing first."""
        return problems_between(self._data, today, elsewhere)

    def questions(self, elsewhere: Elsewhere) -> Sequence[Repair]:
        """What another machine asks to erase of what was written here; each answer is kept."""
        return questions_from(self._data, elsewhere)


def problems_between(
    data: Path, today: date, elsewhere: Elsewhere = NOBODY_KNOWN, now: Callable[[], float] = time.time
) -> Sequence[Problem]:
    """What is known to be wrong, the most pressing first; nothing where this machine is not paired."""
    if not (is_joining(data) or is_paired(data)):
        return []
    files, report = _Files.of(data), last_report(data)
    return [
        *(
            Problem(question.what, remedy=Remedy.ANSWER, telling=Telling.QUIETLY)
            for question in questions_from(data, elsewhere)
        ),
        *_of_words(files, report, elsewhere),
        *_of_last_look(data, report, today, is_joining=is_joining(data)),
        *_of_newer(files, elsewhere),
        *_of_what_is_missing(data, files, now()),
    ]


def questions_from(data: Path, elsewhere: Elsewhere = NOBODY_KNOWN) -> Sequence[Repair]:
    """What another machine asks to erase or take back of what was written here, which a person here answers."""
    if not (is_paired(data) and is_folder(data / "together" / "questions")):
        return []
    from rituals.adapters.together.condemning import Condemning  # hardly ever

    condemning = Condemning(data)

    def answer(stem: str, words: str, *, allow: bool) -> str:
        condemning.answer(stem, allow=allow)
        return words

    return [
        Repair(
            question_words(question.condemned, elsewhere, erases=question.erases),
            f"rituals doctor --repair asks you. {YES_AND_NO}",
            partial(answer, stem, LETS_IT, allow=True),
            asks=f"{question_words(question.condemned, elsewhere, erases=question.erases)}\n{YES_AND_NO}\nLet it?",
            refuse=partial(answer, stem, KEEPS_IT, allow=False),
        )
        for stem, question in condemning.questions().items()
    ]


def question_words(count: int, elsewhere: Elsewhere, *, erases: bool) -> str:
    """What another machine asks."""
    return f"{elsewhere.machine} asks to {'erase' if erases else 'take back'} {count:,} things written here."


class _Files(NamedTuple):
    """The files of others, by name, and how many there are with each trouble."""

    by_name: Mapping[str, TakenFile]
    troubles: Counter[Trouble | None]

    @classmethod
    def of(cls, data: Path) -> _Files:
        mirrors = [kept(path, Taken) or Taken() for path in sorted(taken_folder(data).glob("*.json"))]
        by_name = {name: file for mirror in mirrors for name, file in mirror.files.items()}
        return cls(by_name, Counter(file.trouble for file in by_name.values()))


def _of_words(files: _Files, report: Report, elsewhere: Elsewhere) -> Iterator[Problem]:
    if files.troubles[Trouble.OTHER_WORDS] or report.refusal == OTHER_WORDS:
        yield Problem(OTHER_WORDS, remedy=Remedy.TYPE_WORDS, telling=Telling.QUIETLY)
    if files.troubles[Trouble.EARLIER_WORDS]:
        what = f"{elsewhere.machine} goes by the couple's earlier words until the new ones are typed there."
        yield Problem(what, "What was written there since comes once they are.", telling=Telling.IF_ASKED)


def _of_last_look(data: Path, report: Report, today: date, *, is_joining: bool) -> Iterator[Problem]:
    away_since = _day(report.away_since)
    if away_since and away_since < today:
        paired = kept(data / "together" / "paired.json", PairedPlace)
        yield Problem(
            f"The couple's folder has been away since {day_words(away_since, today)}; what you do is kept here.",
            f"It travels once {printable(paired.place)} is back." if paired else "",
            telling=Telling.QUIETLY,
        )
    if is_joining:
        how = "It goes on by itself, as soon as it can."
        yield Problem(" ".join(filter(None, (JOINING, report.refusal))), how, telling=Telling.QUIETLY)
    elif report.refusal not in ("", OTHER_WORDS):
        yield Problem(report.refusal, "Until then, what you do does not travel.", telling=Telling.QUIETLY)
    if report.too_long:
        yield Problem(
            f"{_records(report.too_long, ' here')} too long to travel.",
            "What else you put down travels.",
            telling=Telling.IF_ASKED,
        )


def _of_newer(files: _Files, elsewhere: Elsewhere) -> Iterator[Problem]:
    kinds = {kind for file in files.by_name.values() for kind in file.later_kinds}
    if files.troubles[Trouble.NEWER] or kinds - KINDS:
        yield Problem(
            f"{elsewhere.of_whom} rituals is newer; some of it shows after an update here.",
            "Update rituals on this machine.",
            telling=Telling.QUIETLY,
        )


def _of_what_is_missing(data: Path, files: _Files, now: float) -> Iterator[Problem]:
    def is_long(since: float) -> bool:
        return abs(now - since) > DAMAGED_AFTER  # the clock may have been set back

    seen = _seen(data)
    if seen.waiting_since and is_long(seen.waiting_since):
        yield Problem(WAITING, "“Download Now”, in the Finder, brings it.", telling=Telling.QUIETLY)
    damaged = [
        name for name, file in files.by_name.items() if file.trouble is Trouble.NOT_WHOLE and is_long(file.since)
    ]
    if damaged:
        which = f"{damaged[0]} is" if len(damaged) == 1 else f"{len(damaged)} files are"
        how = "Who wrote it writes it anew at the next look."
        yield Problem(f"In the couple's folder, {which} damaged.", how, telling=Telling.IF_ASKED)
    if passed_over := sum(file.passed_over for file in files.by_name.values()):
        what = f"{_records(passed_over)} passed over in the couple's folder, as no device writes such."
        yield Problem(what, "All the rest is here.", telling=Telling.IF_ASKED)
    if seen.is_beyond:
        yield Problem(TOO_MANY, "Take out of it what is none of yours.", telling=Telling.IF_ASKED)


def _seen(data: Path) -> FolderSeen:
    return kept(data / "together" / "seen.json", FolderSeen) or FolderSeen()


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _records(count: int, where: str = "") -> str:
    return f"1 record{where} is" if count == 1 else f"{count:,} records{where} are"
