"""What is wrong with a couple's files: one list, which both faces tell."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rituals.errors import Remedy, RitualsError
from rituals.files import is_folder
from rituals.ports import BACKUPS, still_in_backups_words

if TYPE_CHECKING:
    from pathlib import Path

    from rituals.core.model import PersonId
    from rituals.session import Session

ROOM = 1_000_000
"""Bytes free on the disk; with fewer, a commit may not fit."""

MOMENT = 10
"""Seconds that may pass until what was erased is out of the backups too."""


class Problem(NamedTuple):
    """Something that is wrong, and what to do about it: in words, or with what a face offers."""

    what: str
    mend: str = ""
    remedy: Remedy | None = None

    def help_words(self, remedies: Mapping[Remedy, str]) -> str:
        """What to do about it, with the sentence for the remedy from `remedies`."""
        return " ".join(filter(None, (remedies[self.remedy] if self.remedy else "", self.mend)))


def problems(session: Session) -> Iterator[Problem]:
    """What is wrong as far as it is known without reading more, so that every command can point to it."""
    data = session.places.data
    try:
        session.service.refresh()
    except RitualsError as error:
        yield Problem(str(error), remedy=error.remedy)
    else:
        if session.own_data is not None and not is_folder(data):
            problem = f"There is no folder {data}, and it could not be made."
            yield Problem(problem, "Or make it yourself.", Remedy.CHOOSE_FOLDER)
        if not session.service.has_begun:
            yield from gone(session)
    for name, log in (("shared", session.shared), ("local", session.local)):
        yield from (Problem(f"In the {name} log: {sentence}", remedy=Remedy.BRING_BACK) for sentence in log.problems())
    for sentence in session.service.logs.drafts.problems():
        yield Problem(f"Among what you began to write: {sentence}")
    for sentence in session.settings_problems():
        yield Problem(sentence, f"Edit {session.places.settings}.")
    session.clock.zone()  # reading the zone is what detects a wrong one
    if session.clock.problem:
        yield Problem(session.clock.problem)


def all_problems(session: Session) -> Sequence[Problem]:
    """The same, and what is wrong with private logs, the couple's own catalogue, the folder and the backups."""
    private = (_in_private_log(session, person.id) for person in session.service.couple)
    return [*problems(session), *chain.from_iterable(private), *_in_catalogue(session), *_on_disk(session)]


def folder_problems(data: Path) -> Iterator[Problem]:
    """What keeps a data folder from being used: it can't be entered or written, holds what is another's, or is full."""
    import shutil  # it imports the archive formats too, which a verb does without

    closed = next((folder for folder in data.parents if is_folder(folder) and not os.access(folder, os.X_OK)), None)
    if closed is not None:
        yield Problem(f"{closed} can't be entered by you.", _permission_hint(closed))
    if not is_folder(data):
        return
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield Problem(f"{data} can't be written by you.", _permission_hint(data))
    yield from _of_others(data)
    if shutil.disk_usage(data).free < ROOM:
        yield Problem(
            f"The disk that holds {data} is full.",
            "Make some room on it: until then nothing new is kept, and no nudge is sent.",
        )


def gone(session: Session) -> Iterator[Problem]:
    """That what was put down is gone, all or most of it, where a backup still holds it; not where it can't be read."""
    data = session.places.data
    if session.own_data is None or not is_folder(data / BACKUPS):
        return
    try:
        session.service.refresh()
        has_begun = session.service.has_begun
        backup = session.own_data().lost(has_nothing=not has_begun)
    except RitualsError:
        return
    if backup is not None:
        from rituals.core.exchange.backup_words import gone_words  # hardly ever

        now = session.service.now().astimezone(session.service.zone())
        yield Problem(
            gone_words(str(data), backup.made_at, backup.events, now, is_all=not has_begun),
            f"Where you began anew on purpose, move {backup.path} elsewhere.",
            Remedy.BRING_BACK,
        )


def _in_private_log(session: Session, person: PersonId) -> Iterator[Problem]:
    try:
        _ = session.service.private(person).now
    except RitualsError as error:
        yield Problem(f"In a private log: {error}", "Everything that you share goes on without it.", error.remedy)
        return
    yield from _unless(session.service.private(person).finish_erasing)
    for sentence in session.service.logs.private[person].problems():
        yield Problem(f"In a private log: {sentence}", remedy=Remedy.BRING_BACK)


def _unless(done: Callable[[], None]) -> Iterator[Problem]:
    """What keeps something from being done; nothing where it is done now."""
    try:
        done()
    except RitualsError as error:
        yield Problem(str(error), remedy=error.remedy)


def _in_catalogue(session: Session) -> Iterator[Problem]:
    for sentence in session.catalogue.problems:
        yield Problem(sentence, f"Edit {session.places.catalogue}.")


def _on_disk(session: Session) -> Iterator[Problem]:
    data = session.places.data
    if session.own_data is None or not is_folder(data):
        return
    yield from folder_problems(data)
    if session.service.has_begun:
        yield from gone(session)
    yield from _unless(session.service.finish_erasing)
    own_data = session.own_data()
    mark = session.erasing_mark()
    if mark is not None and abs(session.clock.now().timestamp() - mark / 1e9) > MOMENT:
        yield Problem(still_in_backups_words(own_data.folder), "That goes on by itself, as soon as it can.")
    try:
        wants_backup = own_data.wants_backup
    except RitualsError as error:
        yield Problem(str(error), remedy=error.remedy)
        return
    if wants_backup:
        yield Problem(f"The weekly backup in {own_data.folder} could not be made.", remedy=Remedy.BACK_UP)


def _of_others(data: Path) -> Iterator[Problem]:
    """What lies in the data folder and is another login's, or where a file should be and is none."""
    statuses = {path: status for path in sorted(data.rglob("*")) if (status := _status(path)) is not None}
    foreign = [path for path, status in statuses.items() if os.name == "posix" and status.st_uid != os.getuid()]
    if foreign:
        yield Problem(f"{foreign[0]} belongs to another login.", _permission_hint(foreign[0]))
    for path, status in statuses.items():
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            yield Problem(f"{path} is neither a file nor a folder.", "Nothing of yours is in it: move it away.")


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _permission_hint(folder: Path) -> str:
    if os.name == "posix" and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return "The disk that holds it is read-only: make it writable, or use another folder."
    if os.name == "posix" and folder.stat().st_uid != os.getuid():
        return "Use it as that login, let that login give it to you, or use another folder."
    return f"chmod u+rwx {folder} gives you back the right to."
