"""This device's own files in the couple's folder: segments, which grow, and the state, which says how far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Raw

from rituals.adapters.journal.erasing import Eraser
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.names import LARGEST_SEGMENT, OTHER_WORDS, SEGMENT, segment_name, state_name
from rituals.adapters.together.published.index import PublishedFiles, digest_of
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import (
    Segment,
    SegmentDraft,
    divided_into_lines,
    line_size,
    open_segment,
    segment_content,
    segment_line,
    stamp_of,
)
from rituals.adapters.together.sealed.state_file import Announcement
from rituals.adapters.together.taken import Trouble
from rituals.core.model import DeviceId, EventId
from rituals.errors import NewerFormatError, RuleError


class ChangedError(Exception):
    """A file is not as it was a moment ago; the next look finds it so."""


class OwnFiles:
    """Reads and writes the files of one device; what lies in each is known, and read only where it has to be."""

    def __init__(
        self, device: DeviceId, carrier: Carrier, key: CoupleKey, published: PublishedFiles, version: str
    ) -> None:
        self._device = device
        self._carrier = carrier
        self._key = key
        self._published = published
        self._version = version

    def open(self, name: str, content: bytes) -> Segment:
        """What is in a segment; `RitualsError` where it is of other words or a newer format."""
        segment = open_segment(self._key, self._device, number_in(name), content)
        if segment.trouble is Trouble.NEWER:
            raise NewerFormatError(f"{name} was published by a later version of rituals. Update rituals here to go on.")
        if segment.trouble is Trouble.OTHER_WORDS:
            raise RuleError(OTHER_WORDS)
        return segment

    def as_left(self, name: str) -> bytes:
        """The content of a file as it was left; `ChangedError` if it is another now."""
        content = self._carrier.read(name)
        if digest_of(content) != self._published.files[name].digest:
            raise ChangedError
        return content

    def ids_in(self, name: str) -> Sequence[EventId]:
        """The ids of the records in a segment, which is opened if they aren't known."""
        ids = self._published.ids(name)
        if ids is None:
            documents = self.open(name, self.as_left(name)).documents
            ids = tuple(stamp.id for line in documents for stamp in map(stamp_of, line or ()) if stamp)
        return ids

    def all_ids(self) -> set[EventId]:
        """The ids of all records in the segments as they were left."""
        return {name for segment in filter(SEGMENT.fullmatch, self._published.files) for name in self.ids_in(segment)}

    def rewrite(self, name: str, content: bytes, eraser: Eraser, mark: str) -> None:
        """Write a segment without what is erased or damaged, if anything is; its other lines stay byte for byte."""
        segment, draft = self.open(name, content), SegmentDraft(number_in(name))
        for at, (line, documents) in enumerate(zip(segment.lines, segment.documents, strict=True)):
            left = [document for document in map(eraser.document, documents or ()) if document is not None]
            is_whole = documents is not None and left == list(documents)
            draft.add(line if is_whole else segment_line(self._key, self._device, draft.number, at, left), left)
        clean = segment_content(self._key, draft.lines)
        if clean != content:
            self._carrier.write(name, clean)
            mark = ""
        self._published.remember(name, clean, mark, draft)
        self._published.remember_ids(name, draft.ids)

    def add(self, documents: Sequence[Raw], *, is_as_left: bool) -> None:
        """Write the state, if it is another or these files are not as they were left, then the segments of records."""
        drafts = [self._newest()] if documents else []
        for line in divided_into_lines(documents):
            if drafts[-1].lines and drafts[-1].size + line_size(line) > LARGEST_SEGMENT:
                drafts.append(SegmentDraft(drafts[-1].number + 1))
            draft = drafts[-1]
            draft.add(segment_line(self._key, self._device, draft.number, len(draft.lines), line), line)
        full = drafts[:-1]
        if full and full[0].number == self._newest_number:
            full[0].ids[:0] = self.ids_in(segment_name(self._device, full[0].number))
        self._announce(full, {device for draft in drafts for device in draft.devices}, is_as_left=is_as_left)
        for draft in drafts:
            name, content = segment_name(self._device, draft.number), segment_content(self._key, draft.lines)
            self._carrier.write(name, content)
            self._published.remember(name, content, draft=draft)
        for draft in full:
            self._published.remember_ids(segment_name(self._device, draft.number), draft.ids)

    def _announce(self, full: Sequence[SegmentDraft], devices: Collection[DeviceId], *, is_as_left: bool) -> None:
        files, announced = self._published.files, self._published.announced
        if is_as_left and announced and not full and announced.covers(self._version, {*devices} - {self._device}):
            return
        newest = max(filter(SEGMENT.fullmatch, files), default="")
        lines = {name: file.lines for name, file in files.items() if file.lines and name < newest}
        lines |= {segment_name(self._device, draft.number): len(draft.lines) for draft in full}
        speaks_for = {device for file in files.values() for device in file.devices}.union(devices) - {self._device}
        announcement = Announcement(version=self._version, lines=lines, speaks_for=tuple(sorted(speaks_for)))
        content = announcement.content(self._key, self._device)
        self._carrier.write(state_name(self._device), content)
        self._published.remember(state_name(self._device), content)
        self._published.announce(announcement)

    @property
    def _newest_number(self) -> int | None:
        return max(map(number_in, filter(SEGMENT.fullmatch, self._published.files)), default=None)

    def _newest(self) -> SegmentDraft:
        """The newest segment, as it lies there, to go on in; the first, where there is none."""
        number = self._newest_number
        if number is None:
            return SegmentDraft(0)
        name = segment_name(self._device, number)
        draft = SegmentDraft(number, before=self.as_left(name).splitlines()[1:])
        draft.devices |= {*self._published.files[name].devices}
        return draft


def number_in(name: str) -> int:
    """The number of a segment, by its name."""
    match = SEGMENT.fullmatch(name)
    assert match
    return int(match[2])
