"""Looks into the couple's folder again and again, and keeps what came of it for whoever tells a person."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec.structs import replace

from rituals.adapters.clock import SystemClock
from rituals.adapters.journal.device import begin_new_device, device_here
from rituals.adapters.journal.disk import Disk, saving
from rituals.adapters.together.beside import looker_place
from rituals.adapters.together.carrier import KEPT_HERE, AwayError, Carrier
from rituals.adapters.together.carriers import carrier_to
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.mirrors import erased_mark
from rituals.adapters.together.post_office import PostOffice
from rituals.adapters.together.published.publishing import Publication, Publisher
from rituals.adapters.together.report import Report, last_report, save_report
from rituals.adapters.together.sealed.couple_key import CoupleKey, kept_key
from rituals.adapters.together.taking_in import Intake
from rituals.core.model import DeviceId
from rituals.core.nudges.settings import AT_ONCE, DAILY, HOURLY
from rituals.errors import BusyError, NewerFormatError, RitualsError, StorageError
from rituals.files import OWNER_ONLY, is_mounted
from rituals.ports import Clock

LOOK_SECONDS = 0.5
"""How often what looks again and again does, so that with the app's own look all is there within a second."""
LONGEST_WAIT = 600.0
"""How long it waits after a bug at most; each in a row makes it wait twice as long."""
TELLING_SECONDS = 0.5
"""How often a look that takes long says how far it is."""
LONGEST_ANSWER = 60.0
"""How long nothing may come of a look before it is told that the folder does not answer."""
TURN, BREATH = 0.0005, 0.01
"""Seconds after which whoever works in the same process gets their turn, and for which they have it alone after each
file or commit: much that comes in at once would hold back the keys else."""
LONGEST_LOOK = 120.0
"""How long a process waits for its one look."""

_LOOKING = "looking into the couple's folder"
_AS_FAR_AS_THE = {HOURLY: len("2026-11-22T19"), DAILY: len("2026-11-22")}


class Paired(msgspec.Struct, frozen=True):
    """Where the couple's folder is or was, which couple it is of, whether they began with what is here, and whether
    the folder is where a disk is mounted, which may be there without it."""

    place: str
    couple: str
    began: bool = False
    epoch: int = 1
    """That of the words when it left; the couple never goes back to earlier ones."""
    is_mount: bool = False


def paired_here(data: Path) -> Paired | None:
    """Where this machine is paired, or was before it left; None if it never was."""
    return kept(data / "together" / "paired.json", Paired)


def key_here(data: Path) -> CoupleKey | None:
    """The key of the couple that this machine is paired in; None if it is in none."""
    key, paired = kept_key(data / "together"), paired_here(data)
    return key if key and paired and key.couple == paired.couple else None


class _Slot(msgspec.Struct, frozen=True):
    last: str
    """The hour or day in which was published last, as the setting divides time; nothing where each look publishes."""
    erased_at: int = 0
    """When something was last erased here before that, in nanoseconds."""


class FolderLooks:
    """Takes in and publishes, as far as this machine is paired, and keeps in memory what the next look is quicker with.

    Another process may pair it, part it or change its key or its device meanwhile: each look asks by a few `stat`
    calls. `publishes` is the setting of how often what is new here is published. Only one thread may use it.
    """

    def __init__(
        self,
        data: Path,
        disk: Disk | None = None,
        machine: bytes | None = None,
        *,
        publishes: Callable[[], str] = lambda: AT_ONCE,
        clock: Clock | None = None,
        make_carrier: Callable[[str, DeviceId], Carrier | None] = carrier_to,
    ) -> None:
        self._data = data
        self._folder = data / "together"
        self._disk = disk or Disk()
        self._machine = machine
        self._publishes = publishes
        self._clock = clock or SystemClock()
        self._make_carrier = make_carrier
        self._office: PostOffice | None = None
        self._paired: Paired | None = None
        self._made_from: object = None
        self._told_at = 0.0
        self._moved_at: float | None = None
        """When a look that goes on last came any further."""
        self._breathe: Callable[[], object] = lambda: None

    def run(self, wait: Callable[[float], bool], *, is_seldom: bool = False) -> None:
        """Look again and again; `wait` waits so many seconds, and says whether to stop. Where it `is_seldom`, verbs
        have somebody look all the same."""
        place, seconds, ended = looker_place(self._data), LOOK_SECONDS, threading.Event()
        threading.Thread(target=self._watch, args=[ended], name="watches", daemon=True).start()
        turn, self._breathe = sys.getswitchinterval(), partial(time.sleep, BREATH)
        sys.setswitchinterval(TURN)
        try:
            while True:
                with suppress(OSError):
                    _ = is_seldom or place.held or place.try_acquire()
                seconds = LOOK_SECONDS if self.look_or_tell_bug() else min(2 * seconds, LONGEST_WAIT)
                if wait(seconds):
                    return
        finally:
            ended.set()
            sys.setswitchinterval(turn)
            if place.held:
                place.release()

    def _watch(self, ended: threading.Event) -> None:
        while not ended.wait(LONGEST_ANSWER / 2):
            self.tell_if_it_hangs()

    def tell_if_it_hangs(self) -> None:
        """Say so in the report if the folder keeps a look on another thread waiting for long."""
        moved_at = self._moved_at
        if moved_at is not None and self._paired and time.monotonic() - moved_at > LONGEST_ANSWER:
            hangs = f"The couple's folder {self._paired.place} does not answer. Look at what it lies on; {KEPT_HERE}"
            self._tell(Report(refusal=hangs, too_long=last_report(self._data).too_long))

    def look_or_tell_bug(self) -> bool:
        """Look; a bug goes into the report by its place alone, and to whoever hears of those on threads. Whether there
        was none."""
        try:
            self.look()
        except Exception as bug:
            words = f"{bug_words(bug, _LOOKING)}. It tries again; {KEPT_HERE}"
            self._tell(Report(refusal=words, too_long=last_report(self._data).too_long))
            thread = threading.current_thread()
            threading.excepthook(threading.ExceptHookArgs((type(bug), bug, bug.__traceback__, thread)))
            return False
        return True

    def look(self) -> None:
        """Take in what came, and publish what is new; what keeps either from being done is in the report afterwards."""
        last = last_report(self._data)
        try:
            publication = self.surely_look()
        except BusyError:
            return  # the next look is soon
        except AwayError:
            since = min(last.away_since or self._today, self._today)  # the clock may have been set back
            report = Report(away_since=since, too_long=last.too_long)
        except RitualsError as refusal:
            report = Report(refusal=str(refusal), too_long=last.too_long)
        else:
            if publication is None:
                return
            report = Report(too_long=publication.too_long)
        self._tell(report)

    def surely_look(self) -> Publication | None:
        """Look, and return what was published; None where nothing was looked at. `RitualsError` says what keeps it from
        being done."""
        self._told_at = self._moved_at = time.monotonic()
        try:
            with saving(self._folder):
                return self._look()
        finally:
            self._moved_at = None

    def _look(self) -> Publication | None:
        slot = self._slot
        publishes = not slot.last or slot != kept(self._folder / "slot.json", _Slot)
        publication: Publication | None = None
        for _ in range(2):  # once more as a new device, if need be
            office = self._office_now()
            publication = office.look(self._tell_progress, publishes=publishes) if office else None
            if publication is None or not publication.is_new_device:
                break
        if publication and publishes and slot.last:
            keep(self._folder / "slot.json", slot)
        return publication

    def _seconds(self) -> float:
        return self._clock.now().timestamp()

    @property
    def _slot(self) -> _Slot:
        """What is another where the next look publishes."""
        with suppress(OSError):
            return _Slot(self._local_slot, erased_mark(self._data).stat().st_mtime_ns)
        return _Slot(self._local_slot)

    @property
    def _local_slot(self) -> str:
        return self._local[: _AS_FAR_AS_THE.get(self._publishes(), 0)]

    @property
    def _today(self) -> str:
        return self._local[: _AS_FAR_AS_THE[DAILY]]

    @property
    def _local(self) -> str:
        return self._clock.now().astimezone(self._clock.zone()).isoformat()

    def _office_now(self) -> PostOffice | None:
        """What looks, made anew where it was made from what is otherwise now; None where this machine isn't paired."""
        files = (self._folder / "key", self._folder / "paired.json", self._data / "device")
        made_from = [_mark_of(path) for path in files]
        if made_from != self._made_from:
            key, self._paired = key_here(self._data), paired_here(self._data)
            self._office = self._made(key, self._paired.place) if key and self._paired else None
            self._made_from = made_from
        if self._office and self._paired and self._paired.is_mount and not is_mounted(Path(self._paired.place)):
            raise AwayError(f"The couple's folder {self._paired.place} is not mounted now. Mount it again; {KEPT_HERE}")
        return self._office

    def _made(self, key: CoupleKey, place: str) -> PostOffice:
        here, ours = device_here(self._data, self._machine), version("rituals-tui")
        carriers = {device: self._carrier(place, device) for device in (here.id, *here.earlier)}
        own, disk = carriers[here.id], self._disk
        intake = Intake(self._data, here.id, own, key, others=here.others, now=self._seconds, disk=disk)
        begin = partial(begin_new_device, self._data, here.id, self._machine)
        publisher, *earlier = [
            Publisher(self._data, device, carrier, key, begin_new_device=begin, version=ours, disk=self._disk)
            for device, carrier in carriers.items()
        ]
        return PostOffice(self._data, carriers[here.id], intake, publisher, earlier)

    def _carrier(self, place: str, device: DeviceId) -> Carrier:
        carrier = self._make_carrier(place, device)
        if carrier is None:
            raise NewerFormatError(f"This version of rituals knows no way to {place}. Update rituals here to go on.")
        return carrier

    def _tell_progress(self, done: int, files: int) -> None:
        self._breathe()
        now = self._moved_at = time.monotonic()
        if now - self._told_at >= TELLING_SECONDS:
            self._told_at = now
            self._tell(replace(last_report(self._data), arriving=(done, files)))

    def _tell(self, report: Report) -> None:
        with suppress(StorageError):  # a disk that refuses even this is told of where words are to be saved
            save_report(self._data, report)


def _mark_of(path: Path) -> object:
    """What is another once a file was replaced, written or removed."""
    with suppress(OSError):
        status = path.stat()
        return status.st_ino, status.st_size, status.st_mtime_ns
    return None


def bug_words(bug: Exception, doing: str) -> str:
    """What a person is told of a bug: its type and its place, as its message may quote what somebody wrote."""
    import traceback  # only for bugs

    place = traceback.extract_tb(bug.__traceback__)[-1]
    where = f"{type(bug).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return f"A bug in rituals keeps it from {doing}: {where}"


def look_once(data: Path, publishes: str) -> None:
    """Look as a process of its own that nobody waits for; a folder that hangs is given up."""
    os.umask(0o077)
    os.chdir(os.sep)  # or the disk on which somebody ran a verb could not be taken out
    if sys.platform != "win32":
        os.nice(10)
    looks = FolderLooks(data, publishes=lambda: publishes)
    looking = threading.Thread(target=looks.look_or_tell_bug, daemon=True)
    looking.start()
    looking.join(LONGEST_LOOK)
    looks.tell_if_it_hangs()
    with suppress(OSError):
        (data / "together" / "looked").touch(OWNER_ONLY)


if __name__ == "__main__":
    look_once(Path(sys.argv[1]), sys.argv[2])
