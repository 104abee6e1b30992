"""Keeps a calendar file up to date: a few `stat` calls tell whether anything is to be done, and a file is written only
where it would say anything else."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from rituals.adapters.journal.disk import make_folder
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.kept import keep, kept
from rituals.core.text import printable
from rituals.errors import RitualsError, StorageError
from rituals.ports import Clock, FeedReport, PlannedCalendar

if TYPE_CHECKING:
    from subprocess import Popen

TRY_AGAIN = 60.0
"""Seconds after which a file is tried again that could not be written."""
PATIENCE = 3.0
"""Seconds for which whoever asks after it waits for another try."""
_PROCESS = "rituals.cli.exchange.feed_process"


class _Record(msgspec.Struct, frozen=True):
    """What is remembered of the last time; without it the next time takes longer."""

    report: FeedReport
    seen: str
    """What the files were like that a calendar is made from."""
    tried_at: float
    plan: str = ""
    """A digest of what was planned then."""
    content: str = ""
    """A digest of what was written."""


class CalendarUpkeep:
    """The upkeep of this machine's calendar file; several processes may be at it."""

    def __init__(
        self,
        data: Path,
        cache: Path,
        settings: Collection[Path],
        clock: Clock,
        environment: Mapping[str, str],
    ) -> None:
        """`settings` are the files beside the journals that a calendar is made from; by `environment` another process
        has the same places."""
        self._data = data
        self._settings = settings
        self._clock = clock
        self._environment = environment
        self._own = (data, cache, *settings)
        self._kept_in = cache / "calendar-feed.json"
        self._lock = FileLock(cache / "calendar-feed.lock")
        self._waits_for = ""

    @property
    def report(self) -> FeedReport | None:
        """What became of the file, as far as it is known; None before the first time."""
        record = self._record
        return record.report if record else None

    @property
    def is_due(self) -> bool:
        """Whether something was written or set since the last time, or another day began, or a refusal is long ago."""
        record = self._record
        if record is None or record.seen != self._look():
            return True
        return bool(record.report.problem) and abs(self._seconds - record.tried_at) > TRY_AGAIN

    def start(self) -> Popen[bytes] | None:
        """Have a process of its own do what is due; None where nothing is, or somebody is at it already."""
        if self.is_due and self._is_free():
            from rituals.adapters.detached import start_detached  # most looks start nobody

            with suppress(OSError):
                return start_detached(_PROCESS, **self._environment)
        return None

    def try_again(self) -> None:
        """Give what is due a moment to be done, and what was refused another try."""
        from subprocess import TimeoutExpired  # only for those who ask after it

        record = self._record
        if record and record.report.problem:
            self._remember(replace(record, seen=""))
        if process := self.start():
            with suppress(TimeoutExpired):
                process.wait(PATIENCE)

    def place(self, text: str) -> str:
        """The file that somebody named, in full; `UsageError` where none can be kept there."""
        from rituals.adapters.feed.calendar_file import calendar_path  # only for who names one

        return str(calendar_path(text, self._own))

    def keep_now(self, file: str, planned: PlannedCalendar) -> None:
        """Write the file at once; `RitualsError` says what keeps it from being written."""
        make_folder(self._kept_in.parent)
        with self._lock:
            self._keep(file, planned, self._look())

    def keep_while_due(self, plan: Callable[[], tuple[str, PlannedCalendar] | None]) -> None:
        """Do what is due, also what others write meanwhile; nothing where somebody else is at it. What keeps the file
        from being written is in the report."""
        make_folder(self._kept_in.parent)
        seen, last_seen = self._look(), ""
        while self.is_due and seen != last_seen and self._lock.try_acquire():
            try:
                planned = plan()
                if planned is None:
                    return
                with suppress(RitualsError):
                    self._keep(*planned, seen)
            finally:
                self._lock.release()
            seen, last_seen = self._look(), seen

    def tell_if_it_hangs(self) -> None:
        """Say so in the report if the file keeps another thread waiting."""
        if file := self._waits_for:
            hangs = f"{printable(file)} does not answer. Look at what it lies on, or choose another place."
            self._remember(_Record(self._refused(file, hangs), self._look(), self._seconds))

    def _keep(self, file: str, planned: PlannedCalendar, seen: str) -> None:
        self._waits_for = file
        try:
            record = self._kept(file, planned)
        except RitualsError as refusal:
            self._remember(_Record(self._refused(file, str(refusal)), seen, self._seconds))
            raise
        finally:
            self._waits_for = ""
        self._remember(replace(record, seen=seen))

    def _kept(self, file: str, planned: PlannedCalendar) -> _Record:
        """What is to be remembered of a file that says by now what the calendar does."""
        from importlib.metadata import version  # both only for who writes; another version may do so otherwise

        from rituals.adapters.feed.calendar_file import replace_calendar, written_calendar

        last, path = self._record, Path(file)
        plan = _digest(msgspec.json.encode((version("rituals-tui"), file, *planned.basis)))
        if last and last.plan == plan and last.content == _digest(written_calendar(path)):
            return replace(last, report=replace(last.report, problem=""))
        text = planned.text()
        is_new = replace_calendar(path, text)
        written_at = self._clock.now() if is_new else datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return _Record(FeedReport(file, written_at), "", self._seconds, plan, _digest(text.encode()))

    def _refused(self, file: str, why: str) -> FeedReport:
        last = self.report
        return FeedReport(file, last.written_at if last and last.file == file else None, why)

    def _remember(self, record: _Record) -> None:
        with suppress(StorageError):
            keep(self._kept_in, record)

    def _look(self) -> str:
        """What is another text once a calendar may say something else."""
        now = self._clock.now().astimezone(self._clock.zone())
        return "\n".join(
            [f"{now.date()} {now.tzinfo}", *map(_mark, [*_files_in(self._data / "shared"), *self._settings])]
        )

    def _is_free(self) -> bool:
        """Whether nobody is at it; whoever is does what is due by now as well."""
        try:
            return self._lock.is_free()
        except OSError:
            return True

    @property
    def _record(self) -> _Record | None:
        return kept(self._kept_in, _Record)

    @property
    def _seconds(self) -> float:
        return self._clock.now().timestamp()


def _files_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - names alone are cheaper
            yield folder / name


def _mark(path: Path) -> str:
    """What is another once a file was written, replaced or removed."""
    try:
        status = path.stat()
    except OSError:
        return path.name
    return f"{path.name} {status.st_size} {status.st_mtime_ns}"


def _digest(content: bytes | None) -> str:
    from hashlib import blake2b  # it loads OpenSSL, and a look does without

    return blake2b(content, digest_size=16).hexdigest() if content is not None else ""
