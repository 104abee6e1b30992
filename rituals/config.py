"""Settings and places: what a person may choose, and where their files lie."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rituals.core.nudges.settings import NudgeSettings
from rituals.errors import StorageError, UsageError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

SettingValue: TypeAlias = bool | int | str | time
_NOTHING_CHANGED = "nothing was changed there"
_LONGEST_QUOTE = 60


class Look(Struct, frozen=True):
    """How the app looks: a theme's name, signs in `unicode` or `ascii`, animations on or off."""

    theme: str = "rituals-dark"
    signs: str = "unicode"
    animations: bool = True


class Settings(Struct, frozen=True):
    """What was chosen, and a sentence for each choice that could not be read and was left at its default."""

    nudges: NudgeSettings = NudgeSettings()
    look: Look = Look()
    problems: tuple[str, ...] = ()


class Places(NamedTuple):
    """The folders that everything lies in."""

    settings: Path
    data: Path
    cache: Path

    @property
    def catalogue(self) -> Path:
        """Where a couple may write down rituals of their own to pick from: beside the settings."""
        return self.settings.with_name("catalogue.toml")


def places(home: str | None = None) -> Places:
    """One folder for all where `home` or RITUALS_HOME says so, else the system's own places."""
    chosen = home or os.environ.get("RITUALS_HOME")
    if chosen:
        try:
            folder = Path(chosen).expanduser().absolute()
        except RuntimeError:
            raise UsageError(f"{chosen} names a login that isn't on this machine. Give the folder in full.") from None
        if not _can_be(folder):
            raise UsageError("That folder's name is longer than any can be. Give a shorter one.")
        return Places(folder / "settings.toml", folder / "data", folder / "cache")
    from platformdirs import PlatformDirs  # only without a home of its own: it costs more than reading the settings

    dirs = PlatformDirs("rituals", appauthor=False)
    return Places(dirs.user_config_path / "settings.toml", dirs.user_data_path, dirs.user_cache_path)


def _can_be(folder: Path) -> bool:
    """Whether there can be files in a folder of that name at all."""
    try:
        (folder / "settings.toml").stat()
    except OSError as refusal:
        return refusal.errno != errno.ENAMETOOLONG
    return True


def load_settings(path: Path) -> Settings:
    """The settings in a file; what is missing or cannot be read stays at its default, and the latter is told."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        return Settings(problems=(f"{path.name} could not be read ({reason}); the defaults hold until it can.",))
    import tomllib  # only where there are settings to read

    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib lets through what int() and deep nesting raise
        return Settings(problems=(f"{path.name} is not TOML: {error}. Mend that line; the defaults hold until then.",))
    return _settings(tables, path.name)


def save(path: Path, table: str, key: str, value: SettingValue) -> Settings:
    """Write one choice into the file, whole or not at all, and leave every other line as it is; what holds from now on.

    `UsageError` for a value the key cannot have; `StorageError` where the file can't be read or written.
    """
    read, wanted = _READERS[table][key]
    try:
        read(value)
    except (ValueError, TypeError):
        raise UsageError(f"“{value}” is not {wanted}. Give another.") from None
    file = path.resolve()  # a link into a folder of dotfiles stays one
    document = _document(file)
    if not isinstance(document.setdefault(table, {}), Mapping):
        raise StorageError(f"{file}: {table} is not a table, so {_NOTHING_CHANGED}. Write [{table}] on its own line.")
    document[table][key] = f"{value:%H:%M}" if isinstance(value, time) else value
    try:
        _write(file, document.as_string())
    except OSError as refusal:
        reason = refusal.strerror or str(refusal)
        raise StorageError(
            f"{file} could not be written ({reason}); {_NOTHING_CHANGED}. Check who may write there and try again."
        ) from refusal
    return load_settings(path)


def _document(file: Path) -> TOMLDocument:
    """The file with its comments and its order, or an empty one."""
    import tomllib  # only to save, and the next costs more than reading the settings

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = file.read_bytes().decode()
        tomllib.loads(text)  # it is the one that reads it, and bears less
        return tomlkit.parse(text)
    except FileNotFoundError:
        return tomlkit.document()
    except (ValueError, TOMLKitError, RecursionError) as error:  # tomlkit too lets through what int() raises
        reason = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"not TOML ({error})"
        raise StorageError(f"{file} is {reason}, so {_NOTHING_CHANGED}. Mend it, or move it away.") from None
    except OSError as refusal:
        raise StorageError(f"{file} could not be read ({refusal.strerror}). Check who owns it.") from refusal


def _write(file: Path, text: str) -> None:
    """Put a text in the place of a file in one step, for its owner only, and wait until it is on the disk."""
    import tempfile  # only to save

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # 0600 from the start
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def _settings(tables: Mapping[str, Any], file: str) -> Settings:
    settings, problems = Settings(), []
    for table, entries in tables.items():
        readers = _READERS.get(table)
        if readers is None or not isinstance(entries, Mapping):
            problems.append(
                f"{file}: there is no table [{table}]; the tables are {', '.join(f'[{t}]' for t in _READERS)}."
            )
            continue
        chosen: dict[str, Any] = {}
        for key, value in entries.items():
            if key not in readers:
                problems.append(f"{file}: [{table}] has no key {key}; its keys are {', '.join(readers)}.")
                continue
            read, wanted = readers[key]
            try:
                chosen[key] = read(value)
            except (ValueError, TypeError):
                problems.append(f"{file}: [{table}] {key} = {_written(value)} is not {wanted}; the default holds.")
        settings = replace(settings, **{table: replace(getattr(settings, table), **chosen)})
    return replace(settings, problems=tuple(problems))


def _written(value: object) -> str:
    """A value short enough to say back; a number of thousands of digits has no text at all."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        text = "…"
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
        raise ValueError
    return value


def _wall_time(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if not isinstance(value, str):
        raise TypeError
    read = time.fromisoformat(value if len(value) > 4 else f"0{value}")
    if read.tzinfo is not None:
        raise ValueError
    return read.replace(second=0, microsecond=0)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _one_of(*words: str) -> tuple[Callable[[object], str], str]:
    def read(value: object) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return read, "one of " + ", ".join(words)


_TIME = (_wall_time, 'a time such as "18:00"')
_YES = (_yes_or_no, "true or false")
_COUNT = (_number, "a whole number")

_READERS: dict[str, dict[str, tuple[Callable[[object], Any], str]]] = {
    "nudges": {
        "on": _YES,
        "quiet_from": _TIME,
        "quiet_until": _TIME,
        "at_most": _COUNT,
        "digest_at": _TIME,
        "grace_minutes": _COUNT,
        "discreet": _one_of("always", "intimate", "never"),
    },
    "look": {
        "theme": (_text, "a theme's name"),
        "signs": _one_of("unicode", "ascii"),
        "animations": _YES,
    },
}
