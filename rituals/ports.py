"""The ports of the service, which adapters implement; `rituals.bootstrap` chooses them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from rituals.core.events.recorded import Recorded
    from rituals.core.exchange.calendar import CalendarSeries
    from rituals.core.exchange.foreign import ForeignFile, ImportSource
    from rituals.core.exchange.imported import Export
    from rituals.core.exchange.known_device import KnownDevice, PairedHere
    from rituals.core.inbox.report import InboxReport, UnreadWish
    from rituals.core.jar.unfinished import UnfinishedNote
    from rituals.core.model import DeviceId, EventId, Person, PersonId, RitualId
    from rituals.core.nudges.answers import Answerable
    from rituals.core.nudges.delivery import Delivery
    from rituals.core.phrases import Elsewhere
    from rituals.core.rhythm.closed import ClosedHistories
    from rituals.core.state.jar_archive import Shelf
    from rituals.errors import Problem


BACKUPS = "backups"
"""The folder of the backups, in the data folder."""

ERASING_MARK = Path(BACKUPS, "erasing")
"""In the data folder: there while something that was erased is still to be taken out of the backups."""


def still_in_backups_words(folder: Path) -> str:
    """That what was erased is still to be taken out of the backups in a folder."""
    return f"What was erased is not off the disk yet: the backups in {folder} still hold it."


class Clock(Protocol):
    """The present time and zone."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def zone(self) -> tzinfo:
        """The zone this machine is in now."""

    @property
    def problem(self) -> str | None:
        """A sentence for people if the zone that was asked for is invalid, else None."""


class Fresh(Struct, frozen=True):
    """Records appended since the last call, and whether earlier ones were rewritten."""

    records: list[Recorded]
    rewritten: bool
    """True when earlier records may be gone: start over from `records`, which then holds everything."""
    shelf: Shelf | None = None
    """Ticks and notes from the snapshot that are not among `records`, loaded when they are read."""


class EventLog(Protocol):
    """A log of events: the records of this device, and those that came from others."""

    @property
    def device(self) -> DeviceId: ...

    @property
    def devices(self) -> Collection[DeviceId]:
        """This device, and those whose machines wrote in this copy of the folder and won't erase from it themselves."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the log's lock, across processes; it is reentrant."""

    def fresh(self) -> Fresh:
        """The records of all devices that were not returned before; cheap if there are none."""

    def newest_first(self) -> Iterator[Recorded]:
        """The records of this device, the latest first."""

    def append(self, records: Sequence[Recorded]) -> None:
        """Write records as one commit, all or none; `StorageError` if the disk refuses."""

    def documents(self) -> Iterator[bytes]:
        """Every record of every device in the JSON it was written in, including fields that only a later version
        knows."""

    def take_in(self, documents: Sequence[Mapping[str, object]]) -> None:
        """Write records from elsewhere unchanged; those that this device wrote before come before all that it wrote
        since. `StorageError` if the disk refuses."""

    def erase(self, ids: Collection[EventId]) -> None:
        """Remove records for good from the journals of `devices`, and from every copy."""

    def erase_words(self, ids: Collection[EventId]) -> None:
        """Take the words out of these records for good, in the journals of `devices` and in every copy."""

    def tidy(self) -> None:
        """Prepare a fast next start, if enough was written to be worth it; the log must not be used afterwards."""

    def problems(self) -> list[str]:
        """A sentence for each problem found in what was read."""


class EditorFolder(Protocol):
    """Words that an editor has open, in a folder of their own; nobody else gets it as long as it is held."""

    @property
    def note(self) -> UnfinishedNote | None:
        """What is known of the words beside them; None where that can't be read."""

    @property
    def path(self) -> Path:
        """The file for the editor to open."""

    @property
    def lock_handle(self) -> int:
        """The open file that holds the folder, also in an editor that inherits it."""

    def written_at(self) -> datetime:
        """When its words were written last, in UTC."""

    def content(self) -> bytes:
        """What is in the file; nothing where the editor removed it."""

    def holds_words(self) -> bool:
        """Whether there is anything that the editor did not begin with, in the file or in a copy beside it."""

    def recover(self) -> None:
        """Take over what an editor saved beside the file as it was stopped, where no editor does that by itself."""

    def release(self) -> None:
        """Leave the words for the next time."""

    def remove(self) -> None:
        """Remove the words with all that lies beside them."""


class EditorFolders(Protocol):
    """The folders in which editors have words open."""

    def begin(self, note: UnfinishedNote, text: str) -> EditorFolder:
        """A new one with this text in it, held; `StorageError` if the disk refuses."""

    def stopped(self) -> Iterator[EditorFolder]:
        """Those whose process and editor have ended, the latest first; each is held until it is released."""


class Opener(Protocol):
    """What opens a log that is locked."""

    @property
    def told(self) -> str:
        """What its person has to know, in a sentence; empty if all is well."""


class LockToSet(Protocol):
    """A lock that is not set yet."""

    @property
    def words(self) -> str:
        """The twelve words that open it as well, with blanks between them."""


class PrivateLock(Protocol):
    """The lock of one person's private log. What takes a while may be called on any thread; all raise `RitualsError`.

    `opener` and `lock` below are what the same lock returned.
    """

    @property
    def is_set(self) -> bool:
        """Whether the log is locked by its person, open here or not; fast."""

    @property
    def is_open(self) -> bool:
        """Whether a log that is locked can be read in this process now; fast."""

    def hold(self, opener: Any) -> None:
        """Read the log with what opens it, until it is closed; fast."""

    def close(self) -> None:
        """Forget what opens it; fast."""

    def close_everywhere(self) -> None:
        """Have every process forget what opens it; fast."""

    def opener(self, typed: str) -> Opener | None:
        """What opens the log, by its passphrase or its twelve words; None for others."""

    def prepare(self, passphrase: str) -> LockToSet:
        """A lock with this passphrase that can be set."""

    def set(self, lock: Any) -> None:
        """Lock the log, and seal or drop every copy of what is in it."""

    def change(self, opener: Any, passphrase: str) -> None:
        """Let another passphrase open it, in place of the one that did; afterwards it is closed in every process."""

    def take_off(self, opener: Any) -> None:
        """Let the log be as before it was locked, here and in the backups."""


class Logs(Struct, frozen=True):
    """The logs of a couple. Only the shared one may leave this machine. Drafts are local too, but have a log of their
    own, because they are erased as soon as they are done with."""

    shared: EventLog
    local: EventLog
    drafts: EventLog
    private: Mapping[PersonId, EventLog]
    editors: Callable[[], EditorFolders] | None = None
    """Where editors have words open; None where there is no disk, and so no editor."""
    is_paired: Callable[[], bool] = lambda: False
    """Whether this machine is in a couple that shares a folder; fast."""
    lock_of: Callable[[PersonId], PrivateLock | None] = lambda _: None
    """The lock of a person's private log; None where there is no disk, and so no lock."""
    closed: ClosedHistories | None = None
    """What is closed of the rituals' histories; None where nothing keeps it."""

    def opened(self, people: Iterable[Person]) -> frozenset[PersonId]:
        """Whose private logs are locked by them, and open here; fast."""
        locks = ((person.id, self.lock_of(person.id)) for person in people)
        return frozenset(person for person, lock in locks if lock is not None and lock.is_open)


class ImportFormat(Struct, frozen=True):
    """A kind of file that can be imported: by what it is chosen, its name for people, whether a file is of that kind,
    and its reader.

    `read` raises `RitualsError` for a file of this kind that cannot be imported.
    """

    id: str
    name: str
    can_read: Callable[[ImportSource], bool]
    read: Callable[[ImportSource], Export | ForeignFile]
    beside: tuple[str, ...] = ()
    """The names of the files that it looks at too if they lie beside a file, “*” standing for the file's own name."""
    largest: int = 64 * 2**20
    """Bytes that such a file may have."""


class CalendarWriter(Protocol):
    """Makes the text of a calendar."""

    def __call__(self, series: Sequence[CalendarSeries], home: str, zone: tzinfo | None) -> str:
        """The text; `home` tells this home's events from those of any other, and without a zone times float."""


class PlannedCalendar(Struct, frozen=True):
    """What is to be in a calendar: all that decides over its text, as values for a digest, and what makes the text."""

    basis: tuple[object, ...]
    text: Callable[[], str]


class FeedReport(Struct, frozen=True):
    """What became of the calendar file: when it was written last, and what keeps it from being written now, if
    anything."""

    file: str
    written_at: datetime | None = None
    problem: str = ""

    def words(self, now: datetime) -> str:
        """Where it goes and when it last changed, or what is in the way; `now` is aware, in this machine's zone."""
        from rituals.core.phrases import clock_words, on_day_words  # both only for who asks
        from rituals.core.text import printable

        if self.problem:
            return f"The calendar file is not up to date: {self.problem}"
        if self.written_at is None:
            return f"Your calendar goes to {printable(self.file)}, and was not written yet."
        at = self.written_at.astimezone(now.tzinfo)
        when = f"{on_day_words(at.date(), now.date())} at {clock_words(at.time())}"
        return f"Your calendar is kept up to date in {printable(self.file)}. It last changed {when}."


class CalendarFile(Protocol):
    """The calendar file that this machine keeps up to date; nothing of it waits for a folder that hangs, but `keep_now`
    does."""

    @property
    def report(self) -> FeedReport | None:
        """What became of it, as far as it is known."""

    def try_again(self) -> None:
        """Give what is due a moment to be done, and what was refused another try."""

    def place(self, text: str) -> str:
        """The file that somebody named, in full; `UsageError` where none can be kept there."""

    def keep_now(self, file: str, planned: PlannedCalendar) -> None:
        """Write the file at once; `RitualsError` says what keeps it from being written."""


class Inbox(Protocol):
    """Where a phone's wishes come in on this machine; only `open` looks into the folder, and may wait for it."""

    @property
    def report(self) -> InboxReport:
        """The folder, what was not understood, and what keeps it from being looked into, as far as that is known."""

    def try_again(self) -> None:
        """Give what lies in the folder a moment to be looked at."""

    def open(self, folder: str) -> str:
        """Have wishes come in by a folder that somebody named, in full afterwards, or by the couple's own for an empty
        one, which is made there; `RitualsError` where none can."""

    def erase(self, wishes: Collection[UnreadWish]) -> None:
        """Take what was not understood off the disk; `StorageError` if the disk refuses."""


class CouplesFolder(Protocol):
    """What is kept on this machine of the folder that the couple's machines share; nothing looks there."""

    @property
    def machines(self) -> int:
        """How many other machines are in the couple, as last seen."""

    @property
    def earlier(self) -> Sequence[DeviceId]:
        """The devices that this machine wrote as before it was rolled back or copied."""

    @property
    def here(self) -> PairedHere | None:
        """This machine's part in it; None where it is paired no more."""

    @property
    def arriving(self) -> tuple[int, int] | None:
        """While others' files are taken in for the first time: how many were, and of how many."""

    @property
    def comes_again(self) -> Collection[str]:
        """Others' journals, by their files' names, that are not as they were left, where this machine's own is there:
        the next look mends them."""

    def problems(self, today: date, elsewhere: Elsewhere) -> Sequence[Problem]:
        """What is wrong with it, the most pressing first."""

    def questions(self, elsewhere: Elsewhere) -> Sequence[Repair]:
        """What another machine asks to erase of what was written here; each answer is kept."""


class Notifier(Protocol):
    """Hands notifications to the desktop, or in another way to whoever is to read them."""

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        """Hand it over, with what it offers if that can be shown, and return what happened, within a few seconds; never
        raises because of what it hands them to."""

    def check(self) -> Delivery:
        """Whether a notification would be taken now, without handing over one."""


class SenderLock(Protocol):
    """Held by the one process that sends nudges; it is released when the process ends."""

    @property
    def is_held(self) -> bool:
        """Whether this process holds it."""

    def try_acquire(self) -> bool:
        """Take it unless another process has it; `OSError` if the folder does not allow a lock."""

    def release(self) -> None:
        """Release it for other processes."""

    def holder(self) -> str | None:
        """The name of the process that sends the nudges, None if none does; `OSError` if that can't be seen."""


class Autostart(Protocol):
    """An autostart entry that sends nudges after every login, without the app."""

    @property
    def is_installed(self) -> bool: ...

    @property
    def is_outdated(self) -> bool:
        """Whether the installed entry starts another Python, or uses another data folder."""

    @property
    def lacks_line(self) -> bool:
        """Whether it is installed, and the desktop needs a line in its own file that isn't there."""

    def state(self) -> str:
        """A sentence on whether and how it is installed, without advice, which differs by face; a line that the desktop
        lacks is the last line of it."""

    def install(self) -> str:
        """Install and start it, and say so in a sentence; repeatable. `RitualsError` if it can't be installed."""

    def uninstall(self) -> str:
        """Stop and remove it completely, and say so in a sentence."""


class Backup(Struct, frozen=True):
    """A backup in the couple's own folder; `made_at` and `events` are from its manifest, None if that can't be read."""

    path: Path
    size: int
    made_at: datetime | None
    events: int | None
    shared: int = 0
    """How many bytes of the shared log it holds."""


class Restored(Struct, frozen=True):
    """The number of restored events, when the backup was made, and the backup of the data from before, if there was
    any."""

    events: int
    made_at: datetime
    before: Path | None


class Backups(Protocol):
    """The couple's backups."""

    @property
    def folder(self) -> Path:
        """The folder in which they lie."""

    def make(self, now: datetime, *, into: Path | None = None, passphrase: str | None = None) -> Path:
        """Make a backup, in the folder `into` or in their own, and return its path; sealed, if with a `passphrase`."""

    def listed(self) -> list[Backup]:
        """The backups in their folder, the oldest first."""

    def latest(self) -> Path | None:
        """The one that is furthest along by the records in it, except those made to set the data aside before a
        restore."""

    def lost(self, *, has_nothing: bool) -> Backup | None:
        """The fullest one, where less than half of the shared log that it holds is left; `has_nothing` is whether
        nothing of that can be read."""

    def is_erasing(self) -> bool:
        """Whether something was erased that is still to be taken out of the backups; fast."""

    def finish_erasing(self) -> None:
        """Take what was erased out of the backups, if that is still to be done; `StillOnDiskError` if the disk
        refuses."""

    def make_if_due(self, now: datetime) -> None:
        """Finish erasing, and make this week's backup if there is none yet; fast if there is nothing to do, and no
        error is raised."""

    def is_wanting(self) -> bool:
        """Whether the weekly backup could not be made."""


class Repair(Struct, frozen=True):
    """A problem, what its repair does, and the repair itself, which returns a sentence; `about` names the journal, if
    it is about one. Where words are lost by it, it must not be made before somebody said yes to `asks`."""

    what: str
    how: str
    mend: Callable[[], str]
    about: str = ""
    asks: str = ""
    refuse: Callable[[], str] | None = None
    """Where no is an answer that is kept, what it does; such a question waits until somebody answers."""


class CoupleWords(Protocol):
    """The key of a couple that shares a folder."""

    @property
    def words(self) -> str:
        """The twelve words, with blanks between them."""


class PairedMachine(Protocol):
    """This machine's part in a couple that shares a folder; each call may take a while."""

    @property
    def key(self) -> CoupleWords | None:
        """The key of the couple that this machine is paired in; None if it is in none."""

    @property
    def last_place(self) -> Path | None:
        """The folder through which it is paired, or was before it left; None if it never was."""

    def refuse_to_begin(self, place: Path) -> None:
        """Raise `RitualsError` if no new couple can begin in a folder."""

    def begin(self, place: Path) -> CoupleWords:
        """Begin a new couple in a folder, with all that is shared here."""

    def couple_in(self, place: Path) -> object:
        """The couple in a folder; `RitualsError` if this machine can't join it."""

    def finish(self) -> None:
        """Go on with a joining that could not be carried out; `StorageError` says why it still can't be."""

    def look(self) -> None:
        """Take in what came, and publish what is new, as far as that can be done now."""

    def surely_look(self) -> bool:
        """Take in what came, and publish what is new; `RitualsError` says what keeps it from being done. False while
        another process is at it."""

    @property
    def devices(self) -> Sequence[KnownDevice]:
        """The couple's other machines, as far as they are known here."""

    def written_on(self, device: DeviceId) -> Sequence[Recorded]:
        """The records here that a device wrote."""

    def forget(self, device: DeviceId) -> CoupleWords:
        """Forget another machine and begin with new words."""

    def leave(self, *, remove: bool) -> None:
        """Read and write nothing more in the couple's folder, and forget its key; with `remove`, first take away what
        this machine's devices published, if the folder is there; after leaving, that may be done later."""


class OpenedCouple(Protocol):
    """A couple in a folder, opened with its twelve words."""

    @property
    def records(self) -> Sequence[Recorded]:
        """All that its machines have published."""

    @property
    def is_joined_before(self) -> bool:
        """Whether what is here is that couple's already, so that nothing in it has to change."""

    @property
    def is_joined_now(self) -> bool:
        """Whether this machine is paired in it, under these words."""

    def join(self, *, on: date, people: Mapping[PersonId, PersonId], rituals: Mapping[RitualId, RitualId]) -> None:
        """Join it: what is here becomes the couple's own, once and for all."""
