"""What is wrong with a couple's files: one list, which both faces tell."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rituals.core.text import printable
from rituals.errors import Problem, Remedy, RitualsError, Telling, taking_off_disk
from rituals.files import homed, is_folder
from rituals.ports import BACKUPS, still_in_backups_words

if TYPE_CHECKING:
    from datetime import datetime

    from rituals.core.model import PersonId
    from rituals.ports import EventLog
    from rituals.session import Session

ROOM = 1_000_000
"""Bytes free on the disk; with fewer, a commit may not fit."""

COMES_AGAIN = "What came from another machine can't be read here now, or not all of it."
BY_ITSELF = "The next look into the couple's folder brings it in again."

MOMENT = 10
"""Seconds that may pass until what was erased is out of the backups too."""


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
        yield from (
            _of_what_comes_again(session, sentence)
            or Problem(f"In the {name} log: {sentence}", remedy=Remedy.BRING_BACK)
            for sentence in log.problems()
        )
    for sentence in session.service.logs.drafts.problems():
        yield Problem(f"Among what you began to write: {sentence}")
    for sentence in session.settings_problems():
        yield Problem(sentence, f"Edit {session.places.settings}.")
    session.clock.zone()  # reading the zone is what detects a wrong one
    if session.clock.problem:
        yield Problem(session.clock.problem)


def all_problems(session: Session) -> Sequence[Problem]:
    """The same, and what is wrong with private logs, the couple's own catalogue, the folder and the backups."""
    return put_together(session, DiskLook(session).begin()())


def put_together(session: Session, on_disk: Sequence[Problem]) -> Sequence[Problem]:
    """All that is wrong, each once; `on_disk` is what `DiskLook` saw."""
    named = (*opening_problems(session), *catalogue_problems(session), *couples_folder_problems(session))
    return [*dict.fromkeys([*problems(session), *on_disk, *named])]


def couples_folder_problems(session: Session) -> Sequence[Problem]:
    """What is known to be wrong with the folder that the couple's machines share, the most pressing first."""
    folder = session.couples_folder()
    return folder.problems(session.service.today(), session.elsewhere) if folder else ()


def arriving_words(session: Session) -> str:
    """How far it is with what another machine wrote, while that is taken in for the first time; else empty."""
    folder = session.paired_folder
    arriving = folder.arriving if folder else None
    return session.elsewhere.arriving_words(*arriving) if arriving else ""


def opening_problems(session: Session) -> Iterator[Problem]:
    """What is wrong with the command that a nudge opens."""
    from shutil import which  # only where somebody asks

    for program in filter(lambda program: which(program) is None, homed(session.settings.nudges.open[:1])):
        sentence = f"[nudges] open names “{printable(program)}”, and there is no such program here."
        yield Problem(f"{session.places.settings.name}: {sentence}", f"Edit {session.places.settings}.")


def catalogue_problems(session: Session) -> Iterator[Problem]:
    """What is wrong with the couple's own catalogue."""
    for sentence in session.catalogue.problems:
        yield Problem(sentence, f"Edit {session.places.catalogue}.")


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
    """That what was put down is gone, all or most of it, where a backup still holds it; not where it can't be read, and
    of what comes again only that."""
    comes_again = None if session.service.has_begun else _of_what_comes_again(session)
    if comes_again:
        yield comes_again
    elif session.own_data is not None:
        with suppress(RitualsError):
            session.service.refresh()
            now = session.service.now().astimezone(session.service.zone())
            has_no_record = not session.service.state.lamport  # a couple may begin with a setting or a favourite
            yield from _gone(session, now, is_all=has_no_record)


class DiskLook:
    """Looks for what is wrong with the folder, the backups and the private logs, which may take a while.

    It opens what it needs for itself, and lets go of private words at once; they are read anew only once something was
    written since they were well.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._well: object = None
        """What the private logs looked like when nothing was wrong with them."""

    def begin(self) -> Callable[[], Sequence[Problem]]:
        """What looks, on any thread; what it must know of the session is asked for here, where the session is used."""
        service = self._session.service
        return partial(
            self._look,
            now=service.now().astimezone(service.zone()),
            couple=[person.id for person in service.couple],
            has_begun=service.has_begun,
            has_to_erase=service.has_to_erase,
        )

    def _look(
        self, *, now: datetime, couple: Sequence[PersonId], has_begun: bool, has_to_erase: bool
    ) -> Sequence[Problem]:
        data = self._session.places.data
        if self._session.own_data is None or not is_folder(data):
            return []
        own_data = self._session.own_data()
        return [
            *self._in_private_logs(own_data.private_logs, data / "private", couple),
            *folder_problems(data),
            *(_gone(self._session, now, is_all=False) if has_begun else ()),
            *(_unless(own_data.erase_from_journals) if has_to_erase else ()),
            *_in_backups(self._session, now),
            *(Problem(repair.what, repair.how) for repair in own_data.repairs_to_tell()),
            *_of_calendar(self._session, now),
            *_of_inbox(self._session),
        ]

    def _in_private_logs(
        self, open_logs: Callable[[], Mapping[PersonId, EventLog]], folder: Path, couple: Sequence[PersonId]
    ) -> Iterator[Problem]:
        seen = couple, [(path, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in _statuses(folder).items()]
        if seen != self._well:
            logs = open_logs()
            wrong = [problem for person in couple for problem in _in_private_log(logs, person)]
            self._well = None if wrong else seen
            yield from wrong


def _in_private_log(logs: Mapping[PersonId, EventLog], person: PersonId) -> Iterator[Problem]:
    from rituals.core.state.private_state import PrivateState  # not for those who only point to the doctor

    try:
        log = logs[person]
        ids_to_erase = PrivateState(log.fresh().records).ids_to_erase()
    except RitualsError as error:
        yield Problem(f"In a private log: {error}", "Everything that you share goes on without it.", error.remedy)
        return
    if ids_to_erase:
        yield from _unless(partial(log.erase, ids_to_erase))
    for sentence in log.problems():
        yield Problem(f"In a private log: {sentence}", remedy=Remedy.BRING_BACK)


def _unless(erased: Callable[[], None]) -> Iterator[Problem]:
    """What keeps something from being erased; nothing where it is done now."""
    try:
        with taking_off_disk():
            erased()
    except RitualsError as error:
        yield Problem(str(error), remedy=error.remedy)


def _gone(session: Session, now: datetime, *, is_all: bool) -> Iterator[Problem]:
    data = session.places.data
    if session.own_data is None or not is_folder(data / BACKUPS):
        return
    try:
        backup = session.own_data().lost(has_nothing=is_all)
    except RitualsError:
        return
    if backup is not None:
        from rituals.core.exchange.backup_words import gone_words  # hardly ever

        yield _of_what_comes_again(session) or Problem(
            gone_words(str(data), backup.made_at, backup.events, now, is_all=is_all),
            f"Where you began anew on purpose, move {backup.path} elsewhere.",
            Remedy.BRING_BACK,
        )


def _of_what_comes_again(session: Session, sentence: str = "") -> Problem | None:
    """What is said instead of that something is lost, or of a sentence on a journal, where the next look into the
    couple's folder brings it in again."""
    folder = session.couples_folder()
    names = folder.comes_again if folder else ()
    if folder is None or not (any(name in sentence for name in names) if sentence else names):
        return None
    is_away = folder.here is not None and folder.here.away_since
    return Problem(COMES_AGAIN, BY_ITSELF, Remedy.BRING_BACK if is_away else None)


def _in_backups(session: Session, now: datetime) -> Iterator[Problem]:
    """What is not right with the backups; what was to be taken out of them a while ago is taken out now."""
    if session.own_data is None:
        return
    own_data, mark = session.own_data(), session.erasing_mark()
    if mark is not None and abs(now.timestamp() - mark / 1e9) > MOMENT and any(_unless(own_data.erase_from_backups)):
        yield Problem(still_in_backups_words(own_data.folder), "That goes on by itself, as soon as it can.")
    try:
        wants_backup = own_data.wants_backup
    except RitualsError as error:
        yield Problem(str(error), remedy=error.remedy)
        return
    if wants_backup:
        yield Problem(f"The weekly backup in {own_data.folder} could not be made.", remedy=Remedy.BACK_UP)


def _of_calendar(session: Session, now: datetime) -> Iterator[Problem]:
    """What keeps the calendar file from being up to date."""
    report = session.calendar_report()
    if report and report.problem:
        yield Problem(report.words(now), telling=Telling.IF_ASKED)


def _of_inbox(session: Session) -> Iterator[Problem]:
    """What keeps a phone's wishes from coming in."""
    chosen = session.settings.inbox
    if session.inbox is not None and chosen.on:
        (inbox := session.inbox(chosen)).try_again()
        yield from (Problem(sentence, telling=Telling.IF_ASKED) for sentence in filter(None, [inbox.report.problem]))


def _of_others(data: Path) -> Iterator[Problem]:
    """What lies in the data folder and is another login's, or where a file should be and is none."""
    statuses = _statuses(data)
    foreign = [path for path, status in statuses.items() if os.name == "posix" and status.st_uid != os.getuid()]
    if foreign:
        yield Problem(f"{foreign[0]} belongs to another login.", _permission_hint(foreign[0]))
    for path, status in statuses.items():
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            yield Problem(f"{path} is neither a file nor a folder.", "Nothing of yours is in it: move it away.")


def _statuses(folder: Path) -> Mapping[Path, os.stat_result]:
    """What is said of all that lies in a folder; what goes meanwhile is left out."""
    paths = sorted(Path(place, name) for place, folders, files in os.walk(folder) for name in (*folders, *files))
    return {path: status for path in paths if (status := _status(path)) is not None}


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
