"""Takes in what other devices published, into mirrors beside this machine's own journal of the shared log."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Raw

from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.together.admission import Arrival, admit, outweighs
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.condemning import Condemning
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.mirrors import mirror_of, mirror_stems, taken_folder
from rituals.adapters.together.names import DEVICE, MOST_DEVICES, MOST_SEGMENTS, SEGMENT, state_name
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import DOCUMENTS_A_LINE, Segment, open_segment
from rituals.adapters.together.sealed.state_file import read_announcement
from rituals.adapters.together.shared_records import SharedRecords
from rituals.adapters.together.speaking_for import APART, published_ids, speak_for_lacking
from rituals.adapters.together.taken import SEGMENT_FORMAT, FolderSeen, Taken, TakenFile, Trouble, forgotten_devices
from rituals.core.events.erasure import Erasure
from rituals.core.model import DeviceId, EventId
from rituals.errors import StorageError

Progress = Callable[[int, int], None]
"""Told how many files of how many were looked through."""


class _LookedThrough(NamedTuple):
    """What is remembered of a file, and the records in it that may come in."""

    taken: TakenFile
    arrivals: Sequence[Arrival]


class Intake:
    """Takes in from every other device; only while the lock under `data/together/` is held.

    `others` is that of `adapters.journal.device.Device`.
    """

    def __init__(
        self,
        data: Path,
        device: DeviceId,
        carrier: Carrier,
        key: CoupleKey,
        *,
        others: Collection[DeviceId] = (),
        now: Callable[[], float] = time.time,
        disk: Disk | None = None,
    ) -> None:
        self._data = data
        self._device = device
        self._carrier = carrier
        self._key = key
        self._others = others
        self._now = now
        self._records = SharedRecords(data / "shared", disk or Disk())
        self._condemning = Condemning(data, now)
        self._compared_at = 0.0

    def take_in(self, marks: Mapping[str, str], progress: Progress = lambda *_: None) -> int:
        """Take in what is new by the carrier's marks, and return how many records that were."""
        files: dict[DeviceId, dict[str, str]] = {}
        for name, mark in sorted(marks.items()):
            if (match := SEGMENT.fullmatch(name)) and match[1] != self._device:
                files.setdefault(match[1], {})[name] = mark
        self._note_folder(files, marks)
        for peer in (stem.removesuffix("-mirror") for stem in mirror_stems(self._data)):
            files.setdefault(peer, {})  # also a device of which nothing lies there any more
        return sum(
            self._take_in_of(peer, dict(islice(segments.items(), MOST_SEGMENTS)), marks.get(state_name(peer)), progress)
            for peer, segments in islice(files.items(), MOST_DEVICES)
        )

    def speak_for_lacking(self, names: Iterable[str]) -> None:
        """Make this machine's to publish what others wrote and is in no file there any more."""
        now = self._now()
        if abs(now - self._compared_at) >= APART:
            published_now = partial(published_ids, self._carrier, self._key, names)
            self._compared_at = speak_for_lacking(self._data, self._device, self._records, published_now, now)

    def _take_in_of(self, peer: DeviceId, marks: Mapping[str, str], state: str | None, progress: Progress) -> int:
        stem = mirror_of(peer, self._others)
        known = self._taken(stem)
        taken = self._with_state(peer, known, state) if state and state != known.state else known
        files = {name: file for name, file in taken.files.items() if name in marks}
        taken = msgspec.structs.replace(taken, files=files)
        new = [name for name, mark in marks.items() if name not in files or not self._is_known(files[name], mark)]
        if new or taken != known:  # first of all, as a journal of which nothing is known here is this machine's own
            self._keep(stem, taken)
        if not new:
            return 0
        files, arrivals = {**files}, list[Arrival]()
        if self._records.repaired(stem):  # what its damaged lines held comes again
            files, new = {}, list(marks)
        for done, name in enumerate(new):
            progress(done, len(new))
            earlier = files.pop(name, None)
            if file := self._look_through(peer, name, marks[name], earlier, {peer, *taken.speaks_for}):
                files[name] = file.taken
                arrivals += file.arrivals
        count = self._add(stem, peer, arrivals, partial(progress, len(new), len(new)))
        self._keep(stem, msgspec.structs.replace(taken, files=files, mirror=self._records.signature(stem)))
        return count

    def _look_through(
        self, peer: DeviceId, name: str, mark: str, earlier: TakenFile | None, devices: Collection[DeviceId]
    ) -> _LookedThrough | None:
        """Look through a file; None where it is removed, as it is one of a forgotten device."""
        content = self._content(name)
        segment = self._open(name, content or b"")
        if segment.trouble is Trouble.EARLIER_WORDS and peer in forgotten_devices(self._data):
            self._carrier.remove(name)
            self._carrier.remove(state_name(peer))
            return None
        coming = admit(segment, devices)
        mark = mark if content is not None else ""
        since = earlier.since if earlier and earlier.mark == mark else self._now()
        about = (segment.trouble, coming.is_refused, coming.passed_over, coming.later_kinds)
        return _LookedThrough(TakenFile(mark, self._key.epoch, since, *about), coming.arrivals)

    def _taken(self, stem: str) -> Taken:
        """What was taken in for a mirror; nothing, if the mirror is not as it was left."""
        taken = kept(taken_folder(self._data) / f"{stem}.json", Taken) or Taken()
        return taken if taken.mirror == self._records.signature(stem) else Taken()

    def _keep(self, stem: str, taken: Taken) -> None:
        keep(taken_folder(self._data) / f"{stem}.json", taken)

    def _with_state(self, peer: DeviceId, taken: Taken, mark: str) -> Taken:
        """What was taken in, with what the device says of itself now: what was refused may be right by it."""
        content = self._content(state_name(peer))
        announcement = read_announcement(self._key, peer, content or b"")
        if content is None or announcement.speaks_for == taken.speaks_for:
            return msgspec.structs.replace(taken, state=taken.state if content is None else mark)
        files = {name: file for name, file in taken.files.items() if not file.is_refused}
        return Taken(taken.mirror, mark, announcement.speaks_for, files)

    def _is_known(self, file: TakenFile, mark: str) -> bool:
        return (file.mark, file.epoch, file.reads) == (mark, self._key.epoch, SEGMENT_FORMAT)

    def _note_folder(self, files: Mapping[DeviceId, Mapping[str, str]], marks: Mapping[str, str]) -> None:
        """Keep what else is there, for whoever tells it."""
        path = self._data / "together" / "seen.json"
        earlier = kept(path, FolderSeen) or FolderSeen()
        states = (name.removeprefix("state/") for name in marks if name.startswith("state/"))
        seen = FolderSeen(
            devices=tuple(sorted(device for device in states if DEVICE.fullmatch(device) and device != self._device)),
            is_beyond=len(files) > MOST_DEVICES or any(len(segments) > MOST_SEGMENTS for segments in files.values()),
            waiting_since=(earlier.waiting_since or self._now()) if any(map(_is_awaited, marks)) else 0,
        )
        if seen != earlier:
            keep(path, seen)

    def _content(self, name: str) -> bytes | None:
        """The content of a file; None where it can't be read now, as an engine may show it before it brings it."""
        with suppress(StorageError):
            return self._carrier.read(name)
        return None

    def _open(self, name: str, content: bytes) -> Segment:
        match = SEGMENT.fullmatch(name)
        assert match
        return open_segment(self._key, match[1], int(match[2]), content)

    def _add(self, stem: str, peer: DeviceId, arrivals: Sequence[Arrival], told: Callable[[], None]) -> int:
        """Add to a mirror what is not on the disk yet, commit by commit, so that nobody waits long for the lock; each
        is `told`."""
        held_back = self._held_back(stem, arrivals)
        arrivals = [arrival for arrival in arrivals if arrival.record.id not in held_back]
        erasure = Erasure.in_events(arrival.record.event for arrival in arrivals)
        count = 0
        for start in range(0, len(arrivals), DOCUMENTS_A_LINE):
            with self._records.exclusive():
                documents = self._new(peer, arrivals[start : start + DOCUMENTS_A_LINE], erasure)
                if documents:
                    self._records.append(stem, documents)
            count += len(documents)
            told()
        return count

    def _held_back(self, stem: str, arrivals: Sequence[Arrival]) -> Collection[EventId]:
        with self._records.exclusive():
            news = [arrival.record for arrival in arrivals if arrival.record.id not in self._records.places]
            return self._condemning.held_back(stem, news, self._written_here)

    def _written_here(self) -> Mapping[EventId, Raw]:
        mirrors = mirror_stems(self._data)
        places = self._records.places
        return {name: place.document for name, place in places.items() if place.journal not in mirrors}

    def _new(self, peer: DeviceId, arrivals: Sequence[Arrival], arriving: Erasure) -> Mapping[EventId, Raw]:
        """What of these is to be written into a mirror; of what is there otherwise already, one copy is chosen."""
        known = self._records.erasure
        erasure = Erasure(things=known.things | arriving.things, wordless=known.wordless | arriving.wordless)
        new: dict[EventId, Raw] = {}
        replaced: set[EventId] = set()
        for document, record in arrivals:
            place = self._records.places.get(record.id)
            if place and place.document == document:
                continue
            if record.id in erasure.wordless or (erasure.things and erasure.removes(record.event)):
                left = erasure.applied(from_raw(document))
                if left is None:
                    continue
                document = to_raw(left)
            if place and not outweighs((peer, document), (place.journal, place.document), record.device, erasure):
                continue
            if place:
                replaced.add(record.id)
            if record.id not in new or outweighs((peer, document), (peer, new[record.id]), record.device, erasure):
                new[record.id] = document
        self._records.drop(replaced)
        return new


def _is_awaited(name: str) -> bool:
    """Whether a file stands for one that its engine has not brought yet."""
    return name.endswith(".icloud")
