"""Private logs in the files of a backup, sealed where they are locked by now, or opened again for good."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from rituals.adapters.backup.archive import Files
from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import journals
from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.journal.lines import KEY
from rituals.adapters.locking.key_file import KeyFile, LogKey, is_whole_key, key_file, read_key_file
from rituals.adapters.locking.rewriting import (
    Document,
    has_sealed_journals,
    is_plain,
    rewritten_journal,
    sealing,
    unsealing,
)
from rituals.adapters.pairing.joined import joinings, log_as_joined
from rituals.core.model import PersonId
from rituals.errors import ClosedBackupError, StorageError
from rituals.files import content_of, is_there

PRIVATE = "data/private/"


def sealed_files(data: Path, files: Files) -> Files:
    """A backup's files with every private log sealed that is locked here now, and with its present key file; one that
    was locked by another key, and so holds nothing plain, stays as it is."""
    changed = dict(files)
    earlier = joinings(data)
    for log in private_logs(files):
        folder = data / log_as_joined(earlier, log.removeprefix("data/"))
        now = key_file(folder) if is_whole_key(folder) else None
        then = backed_up_key(files, log)
        if now is None or (then is not None and then.log != now.log):
            continue
        changed[f"{log}/{KEY}"] = now.content()
        for name in journals_of(files, log):
            if is_format(files[name], lines.FORMAT) or any(map(is_plain, documents_in(files[name]))):
                changed[name] = rewritten_journal(files[name], sealing(now), lines.LOCKED_FORMAT)
    return changed


class LockedBackupError(ClosedBackupError):
    """Somebody's private pages in a backup are locked by another lock than here, if any."""

    def __init__(self, person: PersonId, file: KeyFile) -> None:
        super().__init__("Private pages in this backup are locked with another passphrase than those here.", person)
        self._file = file

    def opener(self, typed: str) -> LogKey | None:
        return self._file.key(typed)


def files_to_restore(data: Path, files: Files, keys: Collection[object]) -> Files:
    """A backup's files as they can be brought together with what is here: a private log that is locked by another lock
    than now is opened with one of these keys. `LockedBackupError` if none of them fits, `StorageError` if a key file
    here opens nothing, and there is none in the backup to take its place."""
    earlier = joinings(data)
    for log in private_logs(files):
        folder = data / log_as_joined(earlier, log.removeprefix("data/"))
        then = backed_up_key(files, log)
        if then is None:
            key_file(folder)
            files = {name: content for name, content in files.items() if name != f"{log}/{KEY}"}
        if then is None or not is_foreign(then, folder):
            continue
        key = next((key for key in keys if isinstance(key, LogKey) and key.log == then.log), None)
        if key is None:
            raise LockedBackupError(folder.name, then)
        files = opened_files(files, log.removeprefix("data/"), key)
    return files


def is_foreign(then: KeyFile, folder: Path) -> bool:
    """Whether a log's key file of former days opens nothing of what is in the log's folder now."""
    if is_there(folder / KEY):
        now = key_file(folder) if is_whole_key(folder) else then
        return now is not None and now.log != then.log
    if has_sealed_journals(folder):
        return False  # its key file is gone
    return any(any(documents_in(content_of(path))) for path in journals(folder))


def opened_files(files: Files, log: str, key: LogKey) -> Files:
    """A backup's files with the private log at a path in the data as it was before this key locked it."""
    then = backed_up_key(files, f"data/{log}")
    if then is None or then.log != key.log:
        return files
    changed = {name: content for name, content in files.items() if name != f"data/{log}/{KEY}"}
    for name in journals_of(files, f"data/{log}"):
        changed[name] = rewritten_journal(files[name], unsealing(key), lines.FORMAT)
    return changed


def private_logs(files: Files) -> list[str]:
    """The folders of private logs among a backup's files."""
    return sorted({str(PurePosixPath(name).parent) for name in files if name.startswith(PRIVATE)})


def journals_of(files: Files, log: str) -> list[str]:
    """The journals of a log among a backup's files."""
    return [name for name in files if name.startswith(f"{log}/") and name.endswith(".jsonl")]


def backed_up_key(files: Files, log: str) -> KeyFile | None:
    """The key file that lies beside a log in a backup; None if there is none that can be read."""
    with suppress(StorageError, KeyError):
        return read_key_file(files[f"{log}/{KEY}"], KEY)
    return None


def documents_in(journal: bytes) -> Iterator[Document]:
    """What a journal holds."""
    return (from_raw(row) for _, rows in lines.scan(journal).commits for row in rows.values())


def is_format(journal: bytes, format: int) -> bool:  # noqa: A002 - as its header calls it
    """Whether a journal says that it has this format."""
    header = lines.read_header(journal)
    return header is None or header.format == format
