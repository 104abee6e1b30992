"""The one place where real parts are chosen and put together."""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rituals.adapters.clock import SystemClock
from rituals.adapters.event_log import JournalLog
from rituals.adapters.lock import FileLock
from rituals.config import Places, Settings, load_settings, places
from rituals.core.model import DeviceId, PersonId
from rituals.core.text import is_control
from rituals.errors import StorageProblem
from rituals.ports import Clock, EventLog, Logs
from rituals.service import Rituals

if TYPE_CHECKING:
    from rituals.adapters.journal_disk import Disk
    from rituals.adapters.scheduler import Background, Scheduler, Undelivered
    from rituals.content.catalogue import Catalogue, Entry
    from rituals.core.booklet import Booklet
    from rituals.core.nudge_words import NudgeWords
    from rituals.core.past import Pasts
    from rituals.core.reminders import Circumstances
    from rituals.ports import Autostart, Notifier


@dataclass
class House:
    """Everything a command or the app works with; settings may be changed while it is open."""

    rituals: Rituals
    settings: Settings
    places: Places
    shared: EventLog
    local: EventLog
    clock: Clock
    notifier: Callable[[], Notifier] | None = None
    autostart: Callable[[], Autostart] | None = None
    """What shows and starts nudges on this machine; a house that is none of the machine's own goes without."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """What can be picked, the couple's own included; read when it is first asked for."""
        return catalogue_of(self.places)

    def offered(self) -> Sequence[Entry]:
        """What can be taken up from the catalogue now; what needs both only once both want to see it."""
        return self.catalogue.offered(self.rituals.consent.agreed(self.catalogue.ritual))

    @cached_property
    def pasts(self) -> Pasts:
        """How each ritual went so far, built when it is first asked for and shared by every screen that looks back."""
        from rituals.core.past import Pasts  # Today's first paint does without

        return Pasts()


class PrivateLogs(Mapping[PersonId, EventLog]):
    """One private log per person, opened when first asked for."""

    def __init__(self, folder: Path, device: DeviceId) -> None:
        self._folder = folder
        self._device = device
        self._open: dict[PersonId, EventLog] = {}

    def __getitem__(self, person: PersonId) -> EventLog:
        if person not in self._open:
            self._open[person] = JournalLog(self._folder / person, self._device)
        return self._open[person]

    def __iter__(self) -> Iterator[PersonId]:
        return iter([folder.name for folder in self._folder.iterdir()] if self._folder.is_dir() else [])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def open_house(home: str | None = None, *, whatever_happens: bool = False) -> House:
    """Open the couple's data and settings, or an empty house where there are none yet.

    What cannot be read raises `StorageProblem`, or with `whatever_happens` is left for the next refresh to tell.
    """
    os.umask(0o077)
    where = places(home)
    device = device_id(where.data)
    logs = open_logs(where.data, device)
    clock = SystemClock()
    rituals = Rituals(logs, clock, new_id, login_name())
    with suppress(*[StorageProblem] if whatever_happens else []):
        rituals.refresh()
    return House(
        rituals,
        load_settings(where.settings),
        where,
        logs.shared,
        logs.local,
        clock,
        notifier=notifier,
        autostart=partial(autostart, home),
    )


def open_logs(data: Path, device: DeviceId, disk: Disk | None = None) -> Logs:
    """The logs in a folder, each read when first asked."""
    shared, local, drafts = (JournalLog(data / name, device, disk=disk) for name in ("shared", "local", "drafts"))
    return Logs(shared, local, drafts, PrivateLogs(data / "private", device))


@contextmanager
def demo_house(outside: Clock | None = None) -> Iterator[House]:
    """A lived-in year for two, up to the day it is `outside`, in a folder of its own that goes away afterwards."""
    from tempfile import TemporaryDirectory  # all of these only for a demo

    from rituals.adapters.unsynced_disk import UnsyncedDisk
    from rituals.demo.clock import StoryClock
    from rituals.demo.year import DEVICE, LOGIN, live_a_year, story_ids

    os.umask(0o077)
    clock = StoryClock(outside or SystemClock())
    with TemporaryDirectory(prefix="rituals-demo-", ignore_cleanup_errors=True) as folder:
        where = places(folder)
        logs = open_logs(where.data, DEVICE, UnsyncedDisk())
        rituals = Rituals(logs, clock, story_ids(), LOGIN)
        with logs.shared.exclusive():  # held for the whole year rather than for each evening
            live_a_year(rituals, clock, clock.today_outside())
        clock.run_on()
        yield House(rituals, Settings(), where, logs.shared, logs.local, clock, notifier=notifier)


def new_id() -> str:
    """A random id of 64 bits, as 16 hexadecimal digits."""
    return secrets.token_hex(8)


def device_id(data: Path) -> DeviceId:
    """This machine's id in this folder, made on first use; where it can't be kept, one for this run only."""
    path = data / "device"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(data / "device.lock"):
            try:
                known = path.read_text(encoding="ascii").strip()
            except FileNotFoundError:
                known = ""
            if known.isalnum():
                return known
            made = new_id()
            draft = data / "device.new"
            draft.write_text(made + "\n", encoding="ascii")
            draft.replace(path)
            return made
    except (OSError, UnicodeDecodeError):
        return new_id()


def login_name() -> str:
    """The name someone logged in with, or a friendly stand-in."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return "".join(c for c in name if not is_control(c))[:40].strip() or "You"


def catalogue_of(where: Places) -> Catalogue:
    """The catalogue that ships and what the couple's own file adds; `problems` says what of that can't be read."""
    from rituals.content.catalogue import catalogue  # parsing it costs more than most verbs
    from rituals.content.own import with_own

    return with_own(catalogue(), where.catalogue)


def booklet_formats() -> Mapping[str, Callable[[Booklet], str]]:
    """What writes a booklet, by the suffix of the file it goes into."""
    from rituals.adapters.formats.booklet_html import booklet_html  # only for those who print one
    from rituals.adapters.formats.booklet_markdown import booklet_markdown

    return {".md": booklet_markdown, ".html": booklet_html}


def notifier() -> Notifier:
    """The desktop's notifications."""
    from rituals.adapters.notifier import PlyerNotifier  # only for those who nudge

    return PlyerNotifier()


def nudger(house: House, *, who: str, on_undelivered: Undelivered | None = None) -> Scheduler:
    """What sends the nudges of a house that nobody else uses; `who` is how `nudge status` calls this copy."""
    from rituals.adapters.nudge_post import NudgePost  # only for those who nudge
    from rituals.adapters.scheduler import Scheduler

    return Scheduler(
        house.rituals,
        lambda: load_settings(house.places.settings).nudges,
        notifier(),
        NudgePost(house.places.data, who),
        nudge_words(),
        on_undelivered,
    )


def circumstances(house: House) -> Circumstances:
    """All that a house's nudges depend on at this moment."""
    from rituals.core.reminders import Circumstances  # only for those who nudge

    own = house.rituals
    return Circumstances(own.state, own.machine, house.settings.nudges, own.now(), own.zone(), own.days_to_ask())


def nudge_words() -> NudgeWords:
    """The catalogue's texts for nudges."""
    from rituals.content.catalogue import catalogue  # only for those who nudge
    from rituals.core.nudge_words import NudgeWords

    texts = catalogue().nudge
    return NudgeWords(
        plain=tuple(words.text for words in texts if words.style == "plain"),
        discreet=tuple(words.text for words in texts if words.style == "discreet"),
    )


def autostart(home: str | None = None) -> Autostart:
    """What lets nudges come from every login on, without the app."""
    from rituals.adapters.autostart import autostart_here  # only for those who install

    where = places(home)
    has_own_folder = bool(home or os.environ.get("RITUALS_HOME"))
    return autostart_here(where.data.parent if has_own_folder else None, where.settings.parent)


def background_place(house: House) -> FileLock:
    """Held by the one copy that an autostart entry started, for as long as it runs."""
    return FileLock(house.places.data / "nudge.background.lock")


def nudge_holder(house: House) -> str | None:
    """Who sends a house's nudges now, if anybody does; `OSError` where that can't be seen."""
    from rituals.adapters.nudge_post import NudgePost  # only for those who nudge

    return NudgePost(house.places.data, "").holder()


def nudger_in_background(home: str | None = None, on_undelivered: Undelivered | None = None) -> Background:
    """The app's own sender of nudges, on a thread with a house of its own, where `on_undelivered` is called too."""
    from rituals.adapters.scheduler import Background  # only for those who nudge

    return Background(lambda: nudger(open_house(home), who="the app", on_undelivered=on_undelivered))
