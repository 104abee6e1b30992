"""What came in by a phone on this machine, what is wrong with the folder, and who looks into it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rituals.adapters.inbox.copies import WishCopies
from rituals.adapters.inbox.folder import WishFolder, wish_folders
from rituals.adapters.journal.disk import make_folder, saving
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.named_path import named_path
from rituals.adapters.together.kept import keep, kept
from rituals.core.inbox.report import InboxReport, UnreadWish
from rituals.core.text import printable
from rituals.errors import StorageError, UsageError
from rituals.files import is_folder

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 3.0
"""Seconds for which whoever asks after the inbox waits for a look into it."""
LOOKS_AGAIN_AFTER = 30.0
"""Seconds after a look until a verb has somebody look again."""
NO_FOLDER = "This machine shares no folder with another one, so a folder for it has to be named."
_PROCESS = "rituals.cli.inbox.process"


class LookedInto(msgspec.Struct, frozen=True):
    """What a look found wrong with the folder, in a sentence; empty if nothing."""

    problem: str = ""


class FolderInbox:
    """The inbox in a folder that was chosen, else this machine's own in the couple's folder. By `environment` another
    process has the same places; `own` are folders and files of this program, in which nothing else lies."""

    def __init__(
        self,
        data: Path,
        chosen: str,
        *,
        is_on: bool = True,
        own: Collection[Path] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data
        self.copies = WishCopies(data)
        self._chosen = chosen
        self._is_on = is_on
        self._own = (data, *own)
        self._environment = environment or {}
        self._path = data / "inbox"
        self.looking = FileLock(self._path / "looking.lock")
        """Held by the one process that looks into the folder."""
        self._seen: Sequence[object] = ()

    @property
    def folders(self) -> Sequence[WishFolder]:
        """Where wishes come in; nothing where it is off, or where there is no folder to look into."""
        return wish_folders(self.data, self._chosen) if self._is_on else []

    @property
    def report(self) -> InboxReport:
        """The folder, what was not understood, and what keeps the folder from being looked into, as far as is known."""
        folders = self.folders
        problem = self._looked.problem if folders else NO_FOLDER if self._is_on else ""
        return InboxReport(
            folder=str(folders[0].path) if folders else "", unread=tuple(self.copies.unread()), problem=problem
        )

    @property
    def _looked(self) -> LookedInto:
        return kept(self._path / "looked.json", LookedInto) or LookedInto()

    def tell(self, looked: LookedInto) -> None:
        """Keep what a look found wrong."""
        with suppress(StorageError):
            keep(self._path / "looked.json", looked)

    def start(self) -> Popen[bytes] | None:
        """Have a process of its own look; None where it is off, or somebody is at it already."""
        if self.folders and self._is_free():
            from rituals.adapters.detached import start_detached  # most verbs start nobody

            with suppress(OSError):
                return start_detached(_PROCESS, **self._environment)
        return None

    def start_if_new(self) -> Popen[bytes] | None:
        """The same where anything lies in the folder, or is amiss with it, that was not so the last time."""
        seen, self._seen = self._seen, self._listing()
        is_worth_a_look = any(self._seen) or bool(self._looked.problem)
        return self.start() if is_worth_a_look and self._seen != seen else None

    def _listing(self) -> Sequence[object]:
        """What is another once something came, or a folder can't be looked into."""
        return [*map(_files_or_refusal, self.folders), self._waiting()]

    def _waiting(self) -> Sequence[str]:
        with suppress(StorageError):
            return [name for name, *_ in self.copies.waiting()]
        return ()

    def start_if_long_ago(self) -> Popen[bytes] | None:
        """The same where something waits here to be carried out, or nobody looked for a while, as a verb doesn't know
        whether anything came."""
        return self.start() if self._waiting() or self._is_long_ago() else None

    def _is_long_ago(self) -> bool:
        try:
            looked_at = (self._path / "looked.json").stat().st_mtime
        except OSError:
            return True
        return abs(time.time() - looked_at) > LOOKS_AGAIN_AFTER

    def try_again(self) -> None:
        """Give what lies in the folder a moment to be looked at."""
        from subprocess import TimeoutExpired  # only for those who ask after it

        if process := self.start():
            with suppress(TimeoutExpired):
                process.wait(PATIENCE)

    def open(self, folder: str) -> str:
        """Have wishes come in by a folder that somebody named, in full afterwards, or by the couple's own for an empty
        one, which is made there; `RitualsError` where none can."""
        place = self._place(folder) if folder else ""
        folders = wish_folders(self.data, place)
        if not folders:
            raise UsageError(NO_FOLDER)
        with saving(folders[0].path):
            folders[0].make()
            make_folder(self._path)
        if place and place != self._chosen:
            _refuse_what_is_no_wish(folders[0])
        self.tell(LookedInto())  # what was wrong with another one is so no more
        return place

    def erase(self, wishes: Collection[UnreadWish]) -> None:
        """Take what was not understood off the disk; `StorageError` if the disk refuses."""
        with saving(self._path), self.copies.lock:
            self.copies.erase(wishes)

    def _place(self, text: str) -> str:
        """The folder that somebody named, in full; `UsageError` where wishes can't come in there."""
        path = named_path(text, "A folder")
        name = printable(str(path))
        if not is_folder(path):
            raise UsageError(f"There is no folder {name}. Make it first, where your phone can write.")
        real = Path(os.path.realpath(path))
        own = [Path(os.path.realpath(place)) for place in self._own]
        if any(real.is_relative_to(place) or place.is_relative_to(real) for place in own):
            raise UsageError(f"{name} lies where rituals keeps its own files, or holds them. Choose another place.")
        return str(real)  # below which nothing may become a link

    def _is_free(self) -> bool:
        try:
            return self.looking.is_free()
        except FileNotFoundError:
            return True
        except OSError:
            return False


def _files_or_refusal(folder: WishFolder) -> object:
    try:
        return folder.files()
    except OSError as refusal:
        return str(refusal)


def _refuse_what_is_no_wish(folder: WishFolder) -> None:
    """`UsageError` where texts lie in a folder already: each of them would be taken out of it as a file of wishes."""
    with saving(folder.path):
        files = folder.files()
    if files:
        raise UsageError(
            f"There are texts in {printable(str(folder.path))} already, such as {printable(files[0].path.name)}, and "
            "all would be taken out of it. Choose a folder that is empty, or move them elsewhere."
        )
