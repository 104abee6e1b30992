"""The composition root: the one module that chooses the adapters and puts them together."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rituals.adapters.clock import SystemClock
from rituals.adapters.half_done import finish_what_began
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.logs import open_logs
from rituals.adapters.together.mirrors import is_paired
from rituals.config import InboxSettings, Places, Settings, load_settings, places, rename_residents
from rituals.core.nudges.settings import BELL, COMMAND, DESKTOP
from rituals.core.phrases import stands_for_people
from rituals.core.text import is_control
from rituals.errors import StorageError
from rituals.files import homed, is_folder, is_there
from rituals.ports import ERASING_MARK, Clock, ImportFormat, Logs
from rituals.service.couple import CoupleService
from rituals.session import Session, nudge_words_of

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from rituals.adapters.feed.upkeep import CalendarUpkeep
    from rituals.adapters.inbox.inbox import FolderInbox
    from rituals.adapters.inbox.taking import WishTaker
    from rituals.adapters.notifications.login_bus import LoginBus
    from rituals.adapters.notifications.sender_lock import BackgroundPlace
    from rituals.adapters.pairing.pairing import Pairing
    from rituals.core.exchange.calendar import CalendarSeries
    from rituals.core.exchange.foreign import ForeignFile
    from rituals.core.exchange.imported import Export
    from rituals.core.inbox.file_lines import ArrivedFile
    from rituals.core.jar.booklet import Booklet
    from rituals.core.model import Person
    from rituals.core.nudges.settings import NudgeSettings
    from rituals.ports import Autostart, Backups, CouplesFolder, Notifier, Repair, Restored, SenderLock
    from rituals.service.background import BackgroundThread
    from rituals.service.exchange.outgoing import ExportFormat
    from rituals.service.nudges.scheduler import Background, Scheduler, UndeliveredHandler
    from rituals.service.own_data import OwnData
    from rituals.service.pairing import PairingService

INBOX_SECONDS = 5.0
"""How often what goes on beside a person looks whether a phone wrote anything."""
FEED_SECONDS = 5.0
"""How often what goes on beside a person looks at the calendar file, so that many changes in a row are one."""


def open_session(home: str | None = None, *, tolerate_errors: bool = False) -> Session:
    """Open the couple's data and settings; where there are none yet, an empty session.

    Data that cannot be read raises `StorageError`; with `tolerate_errors`, the next refresh raises it instead.
    """
    os.umask(0o077)
    where = places(home)
    finish_what_began(where, partial(rename_residents, where.settings))
    logs, clock = _logs_on(where), SystemClock()
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
        notifier=partial(notifier, where),
        autostart=partial(autostart, home),
        sender_lock=partial(sender_lock, where.data),
        own_data=lambda: own_data(where, lambda: open_session(home).service),
        couples_folder=lambda: couples_folder(where),
        pairing=lambda: pairing(where, lambda: open_session(home).service),
        write_calendar=write_calendar,
        calendar_file=lambda: calendar_upkeep(where, clock),
        inbox=partial(inbox_of, where),
    )


def _logs_on(where: Places) -> Logs:
    here = device_here(where.data)
    return open_logs(where.data, here.id, others=here.others, cache=where.cache)


@contextmanager
def demo_session(outside: Clock | None = None) -> Iterator[Session]:
    """A session on a made-up year of two people, up to the present day `outside`, in a temporary folder that is removed
    afterwards."""
    from tempfile import TemporaryDirectory  # all of these only for a demo

    from rituals.adapters.backup.stray_words import DEMO_LOCK
    from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
    from rituals.demo.clock import StoryClock
    from rituals.demo.making import telling_of_the_making
    from rituals.demo.year import DEVICE, LOGIN, live_a_year, story_ids

    os.umask(0o077)
    clock = StoryClock(outside or SystemClock())
    with (
        TemporaryDirectory(prefix="rituals-demo-", ignore_cleanup_errors=True) as folder,
        FileLock(Path(folder) / DEMO_LOCK),  # as long as it is held, the doctor leaves the folder alone
    ):
        where = places(folder)
        logs = open_logs(where.data, DEVICE, UnsyncedDisk())
        service = CoupleService(logs, clock, story_ids(), LOGIN)
        with telling_of_the_making(), logs.shared.exclusive():  # held for the whole year rather than for each evening
            live_a_year(service, clock, clock.today_outside())
        clock.run_on()
        yield Session(
            service,
            Settings(),
            where,
            logs.shared,
            logs.local,
            clock,
            notifier=partial(notifier, where),
            sender_lock=partial(sender_lock, where.data),
            own_data=lambda: own_data(
                where, lambda: CoupleService(open_logs(where.data, DEVICE), clock, new_id, LOGIN)
            ),
            write_calendar=write_calendar,
        )


def new_id() -> str:
    """A random id of 64 bits, as 16 hexadecimal digits."""
    return os.urandom(8).hex()


def login_name() -> str:
    """The name of the user who is logged in, or "You" if there is none that a person may go by."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    login = "".join(c for c in name if not is_control(c))[:40].strip()
    return "You" if not login or stands_for_people(login) else login


def booklet_formats() -> Mapping[str, Callable[[Booklet], str]]:
    """The functions that write a booklet, by the suffix of the file they write."""
    from rituals.adapters.formats.booklet_html import booklet_html  # only for those who print one
    from rituals.adapters.formats.booklet_markdown import booklet_markdown

    return {".md": booklet_markdown, ".html": booklet_html}


def write_calendar(series: Sequence[CalendarSeries], home: str, zone: tzinfo | None) -> str:
    """The text of a calendar."""
    from rituals.adapters.formats.calendar_ics import calendar_ics  # only for those who write one

    return calendar_ics(series, home, zone)


def export_formats(
    where: Places, *, is_floating: bool = False, with_quotas: bool = False
) -> Mapping[str, ExportFormat]:
    """The kinds of files that somebody's data can be taken out in, by the suffix of their names; a calendar's times may
    be floating, and it may have days for quotas."""
    from importlib.metadata import version

    from rituals.adapters.formats.days_csv import days_csv  # all of these only for those who take something out
    from rituals.adapters.formats.year_markdown import year_markdown
    from rituals.service.exchange.outgoing import (
        ExportFormat,
        days_to_export,
        export,
        planned_calendar,
        year_to_export,
    )

    def calendar(service: CoupleService, person: Person, _: int) -> str:
        from rituals.content.loader import catalogue  # reading it takes longer than the other formats
        from rituals.content.own import with_own

        rules = nudge_words_of(with_own(catalogue(), where.catalogue)).rules
        return planned_calendar(
            service,
            [person],
            write_calendar,
            load_settings(where.settings).nudges.discreet,
            rules,
            is_floating=is_floating,
            with_quotas=with_quotas,
        ).text()

    return {
        ".json": ExportFormat(
            lambda service, person, _: export(service, person, by=f"rituals-tui {version('rituals-tui')}"),
            "Everything that {name} can see is in {to}, what {name} keeps in private included.",
            has_private=True,
        ),
        ".csv": ExportFormat(
            lambda service, person, _: days_csv(days_to_export(service, person)),
            "The days that {name} kept are in {to}, those that you share included.",
        ),
        ".md": ExportFormat(
            lambda service, person, year: year_markdown(year_to_export(service, person, year)),
            "What {name} kept in {year} is in {to}, what you share included.",
        ),
        ".ics": ExportFormat(calendar, "What is planned for {name} is in {to}, without notes or what was done."),
    }


def import_formats(where: Places) -> tuple[ImportFormat, ...]:
    """The readers of files to import, in the order in which they are asked whether they can read one."""
    from rituals.adapters.formats import rituals_json  # all of these only for those who bring something in
    from rituals.adapters.formats.readers import FOREIGN_FORMATS
    from rituals.adapters.pairing.joined import reading_as_joined

    own = reading_as_joined(where.data, rituals_json.read_export)
    return (
        ImportFormat(
            "rituals",
            "a JSON export of rituals",
            lambda source: rituals_json.can_read(source.content),
            lambda source: own(source.content),
            largest=256 * 2**20,
        ),
        *FOREIGN_FORMATS,
    )


def read_import(
    where: Places, path: Path, service: CoupleService, chosen: str = ""
) -> tuple[ImportFormat, Export | ForeignFile]:
    """A file to import, or a folder that holds one, as the format reads it that was chosen by its id, else the first
    one that can; `UsageError` where none can."""
    from rituals.adapters.formats.source_file import read_source  # both only for those who bring something in
    from rituals.service.exchange.incoming import read_file

    formats = import_formats(where)
    return read_file(read_source(path, formats, service.today(), service.zone()), formats, chosen)


def notifiers(settings: Callable[[], NudgeSettings]) -> Mapping[str, Callable[[], Notifier]]:
    """What makes each notifier, by its name in the settings, in the order in which they are asked."""
    from rituals.adapters.notifications.bell import BellNotifier  # all of these only for those who nudge
    from rituals.adapters.notifications.command import CommandNotifier
    from rituals.adapters.notifications.desktop import DesktopNotifier

    return {
        DESKTOP: DesktopNotifier,
        COMMAND: lambda: CommandNotifier(lambda: settings().command),
        BELL: BellNotifier,
    }


def notifier(where: Places) -> Notifier:
    """The notifiers that the settings name at each moment, as one."""
    from rituals.adapters.notifications.several import SeveralNotifiers  # only for those who nudge

    def settings() -> NudgeSettings:
        return load_settings(where.settings).nudges

    return SeveralNotifiers(notifiers(settings), lambda: settings().ways)


def nudger(session: Session, *, who: str, on_undelivered: UndeliveredHandler | None = None) -> Scheduler:
    """The scheduler that sends the nudges of a session which nobody else uses; `who` names this process in `nudge
    status`."""
    from rituals.adapters.detached import await_aside, start_program_detached  # all of these only for those who nudge
    from rituals.service.nudges.scheduler import Scheduler

    def start(command: Sequence[str]) -> None:
        await_aside(start_program_detached(homed(command), **_environment_of(session.places)))

    return Scheduler(
        session.service,
        lambda: load_settings(session.places.settings).nudges,
        notifier(session.places),
        sender_lock(session.places.data, who),
        session.nudge_words(),
        on_undelivered,
        here=lambda: load_settings(session.places.settings).together.here,
        start=start,
    )


def autostart(home: str | None = None) -> Autostart:
    """The autostart entry that sends nudges after every login, without the app."""
    from rituals.adapters.autostart.autostart import autostart_here  # only for those who install

    where = places(home)
    has_own_folder = bool(home or os.environ.get("RITUALS_HOME"))
    return autostart_here(where.data.parent if has_own_folder else None, where.settings.parent, where.data)


def background_place(session: Session) -> tuple[BackgroundPlace, LoginBus]:
    """The lock of the one process that runs in the background, and the bus of the login with which it ends."""
    from rituals.adapters.notifications.login_bus import LoginBus  # only for those who nudge
    from rituals.adapters.notifications.sender_lock import BackgroundPlace

    return BackgroundPlace(session.places.data), LoginBus(os.environ.get("DBUS_SESSION_BUS_ADDRESS", ""))


def sender_lock(data: Path, who: str = "") -> SenderLock:
    """The lock of the process that sends the nudges of a data folder; `who` names this process in `nudge status`."""
    from rituals.adapters.notifications.sender_lock import FileSenderLock  # only for those who nudge

    return FileSenderLock(data, who)


def nudger_in_background(home: str | None = None, on_undelivered: UndeliveredHandler | None = None) -> Background:
    """The app's scheduler, on a thread with a session of its own; `on_undelivered` is called on that thread."""
    from rituals.service.nudges.scheduler import Background  # only for those who nudge

    return Background(lambda: nudger(open_session(home), who="the app", on_undelivered=on_undelivered))


def looker_in_background(where: Places, wait: Callable[[float], bool] | None = None) -> BackgroundThread | None:
    """What looks into the couple's folder again and again, on a thread; None while this machine is not paired. A `wait`
    of one's own says when to look next, which is seldom."""
    if not is_paired(where.data):
        return None
    from rituals.service.background import BackgroundThread, StopSignal  # only where two machines are

    def look(stop: StopSignal) -> None:
        from rituals.adapters.together.looking import FolderLooks  # importing it takes longer than a key may

        FolderLooks(where.data, publishes=lambda: load_settings(where.settings).together.publish).run(
            wait or stop.wait, is_seldom=wait is not None
        )

    return BackgroundThread(look, "looks")


def go_on_beside(session: Session, *, has_written: bool) -> None:
    """Have processes of their own look into the couple's folder and the inbox, and keep the calendar file up to date,
    unless somebody does anyway; nothing where this machine has none of these."""
    if is_paired(session.places.data):
        from rituals.adapters.together.beside import start_look  # only where two machines are

        start_look(session.places.data, session.settings.together.publish, has_written=has_written)
    if session.settings.calendar.feed and (process := calendar_upkeep(session.places, session.clock).start()):
        from rituals.adapters.detached import go_by_itself  # only where anything is due

        go_by_itself(process)
    inbox = session.settings.inbox
    if inbox.on and (process := inbox_of(session.places, inbox).start_if_long_ago()):
        from rituals.adapters.detached import go_by_itself  # as above

        go_by_itself(process)


def calendar_upkeep(where: Places, clock: Clock | None = None) -> CalendarUpkeep:
    """What keeps this machine's calendar file up to date."""
    from rituals.adapters.feed.upkeep import CalendarUpkeep  # only where a calendar is kept

    return CalendarUpkeep(
        where.data, where.cache, (where.settings, where.catalogue), clock or SystemClock(), _environment_of(where)
    )


def _environment_of(where: Places) -> Mapping[str, str]:
    """What gives a process of its own the same places."""
    home = str(where.data.parent)
    return {"RITUALS_HOME": home} if places(home) == where else {}  # else they are the system's usual places


def inbox_of(where: Places, chosen: InboxSettings) -> FolderInbox:
    """What a phone's wishes come in by on this machine."""
    from rituals.adapters.inbox.inbox import FolderInbox  # only where it is on, or asked after

    own, environment = (where.cache, where.settings, where.catalogue), _environment_of(where)
    return FolderInbox(where.data, chosen.folder, is_on=chosen.on, own=own, environment=environment)


def inbox_watcher(where: Places, wait: Callable[[float], bool] | None = None) -> BackgroundThread:
    """What has a phone's wishes taken in by a process of its own, on a thread that looks again and again; a `wait` of
    one's own says when to look next."""
    from rituals.service.background import BackgroundThread, StopSignal  # only for what runs for long

    def look(stop: StopSignal) -> None:
        chosen, inbox = InboxSettings(), None
        while not (wait or stop.wait)(INBOX_SECONDS):
            earlier, chosen = chosen, load_settings(where.settings).inbox
            if chosen.on:
                inbox = inbox if inbox and chosen == earlier else inbox_of(where, chosen)
                if process := inbox.start_if_new():
                    process.wait()

    return BackgroundThread(look, "inbox")


def wish_taker(where: Places) -> WishTaker:
    """What takes a phone's wishes in and carries them out, in a process that does nothing else."""
    from functools import cache

    from rituals.adapters.inbox.taking import WishTaker
    from rituals.service.inbox.carrying_out import carry_out  # all of them only where anything came

    settings, service = load_settings(where.settings), cache(lambda: open_session().service)

    def carry(file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
        return carry_out(service(), file, settings.together.here, may_be_done=may_be_done)

    return WishTaker(inbox_of(where, settings.inbox), carry, SystemClock())


def feeder(where: Places, wait: Callable[[float], bool] | None = None) -> BackgroundThread:
    """What has the calendar file kept up to date by a process of its own, on a thread that looks again and again; a
    `wait` of one's own says when to look next."""
    from rituals.service.background import BackgroundThread, StopSignal  # only for what runs for long

    def look(stop: StopSignal) -> None:
        upkeep: CalendarUpkeep | None = None
        while not (wait or stop.wait)(FEED_SECONDS):
            if load_settings(where.settings).calendar.feed:
                upkeep = upkeep or calendar_upkeep(where)
                if process := upkeep.start():
                    process.wait()

    return BackgroundThread(look, "feed")


@contextmanager
def upkeep(where: Places) -> Iterator[None]:
    """Keep the calendar file up to date, and have a phone's wishes taken in, as long as the app is open."""
    with feeder(where), inbox_watcher(where):
        yield


def backups_of(where: Places) -> Backups:
    """The backups of the couple's data."""
    from rituals.adapters.backup.backups import FolderBackups  # only for those who make or seek one

    return FolderBackups(where)


def back_up_if_due(where: Places, now: datetime) -> None:
    """Make this week's backup if there is none yet, and take what was erased out of the others; no error is raised."""
    from rituals.adapters.backup.weekly import is_backup_due  # only for those who write

    if is_backup_due(where.data, now) or is_there(where.data / ERASING_MARK):
        backups_of(where).make_if_due(now)


def file_writer() -> Callable[..., None]:
    """What writes a file whole or not at all; with `force` over one that is there."""
    from rituals.adapters.whole_file import write_file  # only for those who take something out

    return write_file


def own_data(where: Places, open_service: Callable[[], CoupleService]) -> OwnData:
    """What backs up, brings back and writes out the data in a place; `open_service` opens a service on it."""
    from rituals.service.own_data import ImportReading, OwnData, Writing  # only for those who take out or bring in

    def writing() -> Writing:
        return Writing(file_writer(), booklet_formats(), export_formats(where))

    restore, to_tell = partial(restore_backup, where), partial(repairs_of, where, to_tell=True)
    reading = ImportReading(lambda: [form.name for form in import_formats(where)], partial(read_import, where))
    return OwnData(open_service, backups_of(where), restore, writing, reading, lambda: _logs_on(where).private, to_tell)


def restore_backup(where: Places, archive: Path, now: datetime, keys: Collection[object] = ()) -> Restored:
    """Restore a backup; open sessions see it at their next refresh. `keys` are what a `ClosedBackupError` was opened
    with."""
    from rituals.adapters.backup.restore import restore  # only for those who restore

    return restore(where, archive, now, keys=keys)


def pairing_of(where: Places) -> Pairing:
    """What pairs this machine with others."""
    from rituals.adapters.pairing.pairing import Pairing  # only for those who pair

    return Pairing(where.data, settle=partial(rename_residents, where.settings))


def couples_folder(where: Places) -> CouplesFolder | None:
    """What is kept here of the couple's folder; None where this machine never was in one."""
    if not is_folder(where.data / "together"):
        return None
    from rituals.adapters.together.problems import KeptOfFolder  # only where two machines are

    return KeptOfFolder(where.data)


def pairing(where: Places, open_service: Callable[[], CoupleService]) -> PairingService:
    """What pairs the data in a place with that of others; `open_service` opens a service on it."""
    from rituals.adapters.pairing.opened import CoupleInFolder  # all of these only for those who pair
    from rituals.adapters.together.report import last_report
    from rituals.service.pairing import PairingService

    machine = pairing_of(where)
    open_couple = partial(CoupleInFolder, machine)
    return PairingService(open_service, machine, open_couple, lambda: last_report(where.data).arriving)


def repairs_of(where: Places, *, to_tell: bool = False) -> Iterator[Repair]:
    """The repairs that the data needs, even if no session can open it, or only those `to_tell` without being asked."""
    from tempfile import gettempdir  # both only for those who look for what is wrong

    from rituals.adapters.backup import repair

    return (repair.repairs_to_tell if to_tell else repair.repairs)(where, Path(gettempdir()))
