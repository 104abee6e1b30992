"""What the service asks of the world; `rituals.bootstrap` chooses who answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rituals.core.events.recorded import Recorded
from rituals.core.model import DeviceId, PersonId
from rituals.core.state.ticks import TickArchive

if TYPE_CHECKING:
    from rituals.core.exchange.imported import Export


class Clock(Protocol):
    """What time it is, and where."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def zone(self) -> tzinfo:
        """The zone this machine is in at this moment."""

    @property
    def problem(self) -> str | None:
        """What is wrong with the zone that was asked for, in a sentence for people."""


class Fresh(NamedTuple):
    """Records appended since the last call, and whether earlier ones were rewritten."""

    records: list[Recorded]
    rewritten: bool
    """True when earlier records may be gone: start over from `records`, which then holds everything."""
    shelf: TickArchive | None = None
    """Ticks that were not read, besides `records`."""


class EventLog(Protocol):
    """One log of events: what this device wrote, and what came from others."""

    @property
    def device(self) -> DeviceId: ...

    @property
    def devices(self) -> Collection[DeviceId]:
        """The device, and those of other machines that wrote in this copy of the folder and won't erase from it."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the log alone, across processes; it may be entered again from within."""

    def fresh(self) -> Fresh:
        """Records that were not handed out before, of every device; cheap when there are none."""

    def newest_first(self) -> Iterator[Recorded]:
        """What this device wrote, from the latest back."""

    def append(self, records: Sequence[Recorded]) -> None:
        """Put records on disk as one commit, whole or not at all; `StorageError` if the disk refuses."""

    def documents(self) -> Iterator[bytes]:
        """Every record of every device in the JSON it was written in, with what only a later version knows."""

    def take_in(self, documents: Sequence[Mapping[str, object]]) -> None:
        """Put records that other devices wrote on disk as they are, as one commit; `StorageError` as in `append`."""

    def erase(self, ids: Sequence[str]) -> None:
        """Remove records for good from what these devices wrote."""

    def tidy(self) -> None:
        """Do what makes the next start quick, if that is worth while; the log is not to be used any more then."""

    def problems(self) -> list[str]:
        """A sentence for each thing that is not as it should be in what was read."""


class Logs(NamedTuple):
    """The three logs; only the shared one may ever leave this machine. Of the local one, drafts lie by themselves, for
    they are erased as soon as they are done with."""

    shared: EventLog
    local: EventLog
    drafts: EventLog
    private: Mapping[PersonId, EventLog]


class ImportFormat(NamedTuple):
    """A kind of file that can be brought in: how people call it, whether a file's content is one, what it holds.

    `read` raises `RitualsError` for a file that is one and cannot be taken in.
    """

    name: str
    can_read: Callable[[bytes], bool]
    read: Callable[[bytes], Export]


class Delivery(NamedTuple):
    """What became of a notification, in words for people."""

    delivered: bool
    words: str


class Notifier(Protocol):
    """Shows a notification on the desktop."""

    def notify(self, title: str, body: str) -> Delivery:
        """Show it and say what happened; returns within a few seconds and never raises for a desktop's faults."""

    def check(self) -> Delivery:
        """Say whether something could be shown now, without showing anything."""


class NotifierRow(NamedTuple):
    """A way to show notifications: whether this machine has what it needs, and what makes it."""

    fits: Callable[[], bool]
    make: Callable[[], Notifier]


class SenderLock(Protocol):
    """Held by the one copy that sends nudges; it dies with its process."""

    @property
    def is_held(self) -> bool:
        """Whether this copy holds it."""

    def try_acquire(self) -> bool:
        """Take it unless another copy has it; `OSError` where the folder does not let anyone."""

    def release(self) -> None:
        """Let another copy take it."""

    def holder(self) -> str | None:
        """Who sends the nudges now, None if nobody does; `OSError` where that can't be seen."""


class Autostart(Protocol):
    """Lets nudges come from every login on, without the app."""

    @property
    def is_installed(self) -> bool: ...

    @property
    def is_outdated(self) -> bool:
        """Whether what is installed starts something else than this copy on this home."""

    def state(self) -> str:
        """Whether it is installed, and how, in a sentence; what to do about it is for a face to say."""

    def install(self) -> str:
        """Install and start it, once more is harmless, and say what was done; `RitualsError` where it can't be."""

    def uninstall(self) -> str:
        """Stop it, leave nothing behind, and say so."""


class Backup(NamedTuple):
    """A backup in the couple's own folder, and what it says of itself; None where it can't be read."""

    path: Path
    size: int
    made_at: datetime | None
    events: int | None


class Restored(NamedTuple):
    """How many events came back, when the backup was made, and where what was there before lies, if anything was."""

    events: int
    made_at: datetime
    before: Path | None


class Backups(Protocol):
    """The couple's backups."""

    @property
    def folder(self) -> Path:
        """Where they lie."""

    def make(self, now: datetime, *, into: Path | None = None) -> Path:
        """Make one, in somebody's own folder or here, and say where it lies."""

    def listed(self) -> list[Backup]:
        """Which there are here, from the oldest on."""

    def latest(self) -> Path | None:
        """The newest that was made for its own sake."""

    def make_if_due(self, now: datetime) -> None:
        """Make the one of this week if there is none yet; quick where there is, and quiet whatever is in the way."""

    def is_wanting(self) -> bool:
        """Whether the one that makes itself each week could not be made."""


class Repair(NamedTuple):
    """What is wrong, what mending it does, and the mending; `about` names the journal it is about, if it is one."""

    what: str
    how: str
    mend: Callable[[], str]
    about: str = ""
