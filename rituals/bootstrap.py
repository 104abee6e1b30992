"""The one place where real parts are chosen and put together."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rituals.adapters.clock import SystemClock
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.lock import FileLock
from rituals.config import Places, Settings, load_settings, places
from rituals.core.model import DeviceId, PersonId
from rituals.core.text import is_control
from rituals.errors import RitualsError, StorageError
from rituals.ports import Clock, EventLog, ImportFormat, Logs, NotifierRow
from rituals.service.couple import CoupleService
from rituals.session import Session

if TYPE_CHECKING:
    from datetime import datetime

    from rituals.adapters.journal.disk import Disk
    from rituals.core.jar.booklet import Booklet
    from rituals.ports import Autostart, Backups, Notifier, Repair, Restored, SenderLock
    from rituals.service.nudging import Background, Scheduler, UndeliveredHandler


class PrivateLogs(Mapping[PersonId, EventLog]):
    """One private log per person, opened when first asked for."""

    def __init__(self, folder: Path, open_log: Callable[[Path], EventLog]) -> None:
        self._folder = folder
        self._open_log = open_log
        self._open: dict[PersonId, EventLog] = {}

    def __getitem__(self, person: PersonId) -> EventLog:
        if person not in self._open:
            self._open[person] = self._open_log(self._folder / person)
        return self._open[person]

    def __iter__(self) -> Iterator[PersonId]:
        return iter([folder.name for folder in self._folder.iterdir()] if self._folder.is_dir() else [])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def open_session(home: str | None = None, *, tolerate_errors: bool = False) -> Session:
    """Open the couple's data and settings, or an empty session where there are none yet.

    What cannot be read raises `StorageError`, or with `tolerate_errors` is left for the next refresh to tell.
    """
    os.umask(0o077)
    where = places(home)
    _finish_restoring(where)
    device = device_here(where.data)
    logs = open_logs(where.data, device.id, others=device.others, cache=where.cache)
    clock = SystemClock()
    service = CoupleService(logs, clock, new_id, login_name())
    with suppress(*[StorageError] if tolerate_errors else []):
        service.refresh()
    return Session(
        service,
        load_settings(where.settings),
        where,
        logs.shared,
        logs.local,
        clock,
        notifier=notifier,
        autostart=partial(autostart, home),
        sender_lock=partial(sender_lock, where.data),
    )


def open_logs(
    data: Path,
    device: DeviceId,
    disk: Disk | None = None,
    *,
    others: Collection[DeviceId] = (),
    cache: Path | None = None,
) -> Logs:
    """The logs in a folder, each read when first asked; `others` as `adapters.device.Device` has them. In a `cache`
    folder lies what makes the shared one quick to read."""
    home = data if data.is_dir() else None
    open_log = partial(JournalLog, device=device, disk=disk, others=others, home=home)
    backed_up = partial(open_log, on_erase=partial(_drop_copies, data))
    snapshot = cache / "shared.snapshot" if cache else None
    shared = backed_up(data / "shared", snapshot=snapshot)
    local, drafts = open_log(data / "local"), open_log(data / "drafts", others=None)
    return Logs(shared, local, drafts, PrivateLogs(data / "private", partial(backed_up, others=None)))


@contextmanager
def demo_session(outside: Clock | None = None) -> Iterator[Session]:
    """A lived-in year for two, up to the day it is `outside`, in a folder of its own that goes away afterwards."""
    from tempfile import TemporaryDirectory  # all of these only for a demo

    from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
    from rituals.demo.clock import StoryClock
    from rituals.demo.year import DEVICE, LOGIN, live_a_year, story_ids

    os.umask(0o077)
    clock = StoryClock(outside or SystemClock())
    with TemporaryDirectory(prefix="rituals-demo-", ignore_cleanup_errors=True) as folder:
        where = places(folder)
        logs = open_logs(where.data, DEVICE, UnsyncedDisk())
        service = CoupleService(logs, clock, story_ids(), LOGIN)
        with logs.shared.exclusive():  # held for the whole year rather than for each evening
            live_a_year(service, clock, clock.today_outside())
        clock.run_on()
        yield Session(
            service,
            Settings(),
            where,
            logs.shared,
            logs.local,
            clock,
            notifier=notifier,
            sender_lock=partial(sender_lock, where.data),
        )


def new_id() -> str:
    """A random id of 64 bits, as 16 hexadecimal digits."""
    return os.urandom(8).hex()


def login_name() -> str:
    """The name someone logged in with, or a friendly stand-in."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return "".join(c for c in name if not is_control(c))[:40].strip() or "You"


def booklet_formats() -> Mapping[str, Callable[[Booklet], str]]:
    """What writes a booklet, by the suffix of the file it goes into."""
    from rituals.adapters.formats.booklet_html import booklet_html  # only for those who print one
    from rituals.adapters.formats.booklet_markdown import booklet_markdown

    return {".md": booklet_markdown, ".html": booklet_html}


def import_formats() -> tuple[ImportFormat, ...]:
    """What reads a file that is brought in, in the order in which they are asked whether they can."""
    from rituals.adapters.formats import rituals_json  # only for those who bring something in

    return (ImportFormat("a JSON export of rituals", rituals_json.can_read, rituals_json.read_export),)


def notifiers() -> tuple[NotifierRow, ...]:
    """What shows notifications, in the order in which each is asked whether it fits this machine."""
    from rituals.adapters.notifications.notifier import PlyerNotifier  # only for those who nudge

    return (NotifierRow(fits=lambda: True, make=PlyerNotifier),)  # plyer has a way on every system, the helper picks it


def notifier() -> Notifier:
    """The first that fits this machine."""
    return next(row.make() for row in notifiers() if row.fits())


def nudger(session: Session, *, who: str, on_undelivered: UndeliveredHandler | None = None) -> Scheduler:
    """What sends the nudges of a session that nobody else uses; `who` is how `nudge status` calls this copy."""
    from rituals.service.nudging import Scheduler  # only for those who nudge

    return Scheduler(
        session.service,
        lambda: load_settings(session.places.settings).nudges,
        notifier(),
        sender_lock(session.places.data, who),
        session.nudge_words(),
        on_undelivered,
    )


def autostart(home: str | None = None) -> Autostart:
    """What lets nudges come from every login on, without the app."""
    from rituals.adapters.autostart.autostart import autostart_here  # only for those who install

    where = places(home)
    has_own_folder = bool(home or os.environ.get("RITUALS_HOME"))
    return autostart_here(where.data.parent if has_own_folder else None, where.settings.parent)


def background_place(session: Session) -> FileLock:
    """Held by the one copy that an autostart entry started, for as long as it runs."""
    return FileLock(session.places.data / "nudge.background.lock")


def sender_lock(data: Path, who: str = "") -> SenderLock:
    """The lock of whoever sends the nudges of a data folder; `who` is how `nudge status` calls this copy."""
    from rituals.adapters.notifications.sender_lock import FileSenderLock  # only for those who nudge

    return FileSenderLock(data, who)


def nudger_in_background(home: str | None = None, on_undelivered: UndeliveredHandler | None = None) -> Background:
    """The app's own sender of nudges, on a thread with a session of its own, where `on_undelivered` is called too."""
    from rituals.service.nudging import Background  # only for those who nudge

    return Background(lambda: nudger(open_session(home), who="the app", on_undelivered=on_undelivered))


def backups_of(where: Places) -> Backups:
    """The couple's backups."""
    from rituals.adapters.backup.backups import FolderBackups  # only for those who make or seek one

    return FolderBackups(where)


def restore_backup(where: Places, archive: Path, now: datetime) -> Restored:
    """Bring back what a backup holds; who has the session open sees it at the next refresh."""
    from rituals.adapters.backup.restore import restore  # only for those who restore

    return restore(where, archive, now)


def repairs_of(where: Places) -> Iterator[Repair]:
    """What there is to mend, whether the session can be opened or not."""
    from rituals.adapters.backup import repair  # only for the doctor

    return repair.repairs(where)


def _finish_restoring(where: Places) -> None:
    """Go on with a restore whose process ended; what keeps it from going on, doctor says."""
    if (where.data / "restoring").is_dir():
        from rituals.adapters.backup.restore import finish_restoring  # hardly ever

        with suppress(RitualsError):
            finish_restoring(where)


def _drop_copies(data: Path) -> None:
    """Leave no copy of erased words in a folder."""
    from rituals.adapters.backup.restore import drop_copies  # only to erase

    drop_copies(data)
