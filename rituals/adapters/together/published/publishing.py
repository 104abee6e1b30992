"""Publishes what was written in this copy of the shared folder, below this device's own names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Raw

from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.journal.erasing import Eraser
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.journal_reach import LogNews, news_of
from rituals.adapters.together.mirrors import mirror_stems
from rituals.adapters.together.names import (
    LARGEST_FILE,
    SEGMENT,
    segment_name,
    state_name,
)
from rituals.adapters.together.published.index import PublishedFiles, refuse_other_words
from rituals.adapters.together.published.own_files import ChangedError, OwnFiles, number_in
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import (
    LONGEST_HEADER,
    line_size,
    stamp_of,
    without_hour,
)
from rituals.adapters.together.taken import Trouble
from rituals.core.events.erasure import Erasure
from rituals.core.model import DeviceId, EventId


class Publication(NamedTuple):
    """How many records were published, and how many in all are too long for that; or that this machine was rolled back
    or cloned, so that nothing was, and it writes as a new device from its next start on."""

    records: int = 0
    too_long: int = 0
    is_new_device: bool = False


class _Look(NamedTuple):
    """What was found: the marks of our files, the contents of those that are not as they were left, whether none is,
    and what the journals got since, with all that this erases."""

    marks: Mapping[str, str]
    unknown: Mapping[str, bytes]
    is_as_left: bool
    news: LogNews
    erasure: Erasure
    eraser: Eraser


class Publisher:
    """Publishes the records of one device; only while the lock under `data/together/` is held.

    What was published is known by record and segment. As long as all lies in the folder as it was left, only what the
    journals got since is looked at; else they are read whole, and compared with what lies there.
    """

    def __init__(
        self,
        data: Path,
        device: DeviceId,
        carrier: Carrier,
        key: CoupleKey,
        *,
        begin_new_device: Callable[[], None],
        version: str = "",
        disk: Disk | None = None,
    ) -> None:
        self._data = data
        self._journals = data / "shared"
        self._device = device
        self._carrier = carrier
        self._key = key
        self._begin_new_device = begin_new_device
        self._disk = disk or Disk()
        self._published = PublishedFiles(data / "together" / "published" / device, key.digest)
        self._files = OwnFiles(device, carrier, key, self._published, version)

    def refuse_other_words(self, marks: Mapping[str, str]) -> None:
        """Raise `RuleError` unless the couple still goes by the words that are known here."""
        self._published.load()
        refuse_other_words(self._key, self._carrier, self._published, marks)

    def publish(self, marks: Mapping[str, str]) -> Publication:
        """Publish what is new, and take out of what was published what is erased; `marks` are those of the carrier."""
        look = self._look(marks)
        if not self._take_over(look):
            return self._as_new_device()
        if self._key.couple_file not in marks:  # somebody emptied the folder
            self._carrier.write(self._key.couple_file, self._key.couple_file_content())
        try:
            self._erase(look)
            there = self._files.all_ids() if look.news.is_whole else set()
            if not there <= look.news.ids:  # lines of a journal were damaged, or it was put back as it once was
                return self._as_new_device()
            documents, too_long = self._unpublished(look, there)
            if documents or not look.is_as_left or self._published.announced is None:  # also who has written nothing
                self._files.add(documents, is_as_left=look.is_as_left)
        except ChangedError:
            return Publication(too_long=self._published.too_long)
        self._published.save(look.news.reaches, too_long + (0 if look.news.is_whole else self._published.too_long))
        return Publication(len(documents), self._published.too_long)

    @property
    def too_long(self) -> int:
        """How many records were too long to travel when this device last published."""
        self._published.load()
        return self._published.too_long

    def _as_new_device(self) -> Publication:
        self._begin_new_device()
        return Publication(is_new_device=True)

    def tend(self, marks: Mapping[str, str]) -> None:
        """Only take what is erased out of what was published: nothing new is written as this device any more."""
        look = self._look(marks)
        with suppress(ChangedError):
            for name, content in look.unknown.items():
                if self._files.open(name, content).trouble is Trouble.EARLIER_WORDS:
                    self._carrier.remove(name)  # as all of it is published under the present ones
                else:
                    self._files.rewrite(name, content, look.eraser, look.marks[name])
            self._erase(look)
            self._published.save(look.news.reaches, 0)

    def _look(self, everything: Mapping[str, str]) -> _Look:
        """Look at what lies under our names, and at what the journals got since it was left like that."""
        self._published.load()
        marks = self._own(everything)
        contents = {name: self._published.unless_known(name, mark, self._carrier) for name, mark in marks.items()}
        unknown = {name: content for name, content in contents.items() if content is not None}
        gone = self._published.files.keys() - marks.keys()
        for name in gone:
            self._published.forget(name)
        unknown.pop(self._key.couple_file, None)
        is_as_left = not (unknown or gone)
        news = news_of(self._journals, self._published.reaches if is_as_left else {}, self._disk)
        if news.rewritten:
            news = news_of(self._journals, {}, self._disk)
        unknown.pop(state_name(self._device), None)
        return _Look(marks, unknown, is_as_left, news, news.erasure, Eraser(news.erasure))

    def _own(self, marks: Mapping[str, str]) -> Mapping[str, str]:
        state, log = state_name(self._device), f"log/{self._device}/"
        return {
            name: mark
            for name, mark in marks.items()
            if name in (state, self._key.couple_file) or (name.startswith(log) and SEGMENT.fullmatch(name))
        }

    def _take_over(self, look: _Look) -> bool:
        """Understand what lies under our names as it was not left there, and put it in order; False if it holds
        records of ours that this machine lacks."""
        segments = {name: self._files.open(name, content) for name, content in look.unknown.items()}
        on_disk = look.news.ids if segments else ()
        for segment in segments.values():
            for document in (document for documents in segment.documents for document in documents or ()):
                stamp = stamp_of(document)
                if stamp and stamp.id not in on_disk and look.eraser.document(document) is not None:
                    return False
        for name, segment in segments.items():
            if name == segment_name(self._device, number_in(name)) and segment.trouble is not Trouble.EARLIER_WORDS:
                self._files.rewrite(name, look.unknown[name], look.eraser, look.marks[name])
            else:
                self._carrier.remove(name)  # a conflict's copy without what we lack, or under earlier words
        return True

    def _erase(self, look: _Look) -> None:
        """Take what is erased out of what is published."""
        things, wordless = look.erasure.things, look.erasure.wordless
        for name in list(self._published.files) if look.erasure else ():
            if SEGMENT.fullmatch(name) and (things or not wordless.isdisjoint(self._files.ids_in(name))):
                self._files.rewrite(name, self._files.as_left(name), look.eraser, look.marks[name])

    def _unpublished(self, look: _Look, published: Collection[EventId]) -> tuple[Sequence[Raw], int]:
        """The records to publish as they are published, and how many are too long for that."""
        mirrors = mirror_stems(self._data)
        chosen: dict[EventId, tuple[bool, bytes]] = {}
        for stem, documents in look.news.documents.items():
            for document in documents if stem not in mirrors else ():
                stamp = stamp_of(document)
                left = look.eraser.document(document)
                if stamp is None or left is None or stamp.id in published:
                    continue
                copy = (stamp.device != stem, bytes(to_raw(without_hour(from_raw(left)))))
                chosen[stamp.id] = min(chosen.get(stamp.id, copy), copy)
        copies = [Raw(content) for _, content in chosen.values()]
        short = [document for document in copies if LONGEST_HEADER + line_size([document]) <= LARGEST_FILE]
        return short, len(copies) - len(short)
