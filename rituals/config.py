"""Settings and places: what a person may choose, and where their files lie."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import time
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rituals.core.nudge_settings import NudgeSettings
from rituals.errors import WrongCall


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


def places(home: str | None = None) -> Places:
    """One folder for all where `home` or RITUALS_HOME says so, else the system's own places."""
    chosen = home or os.environ.get("RITUALS_HOME")
    if chosen:
        try:
            folder = Path(chosen).expanduser().absolute()
        except RuntimeError:
            raise WrongCall(f"{chosen} names a login that isn't on this machine. Give the folder in full.") from None
        return Places(folder / "settings.toml", folder / "data", folder / "cache")
    from platformdirs import PlatformDirs  # only without a home of its own: it costs more than reading the settings

    dirs = PlatformDirs("rituals", appauthor=False)
    return Places(dirs.user_config_path / "settings.toml", dirs.user_data_path, dirs.user_cache_path)


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
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{path.name} is not TOML: {error}. Mend that line; the defaults hold until then.",))
    return _settings(tables, path.name)


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
                problems.append(f"{file}: [{table}] {key} = {value!r} is not {wanted}; the default holds.")
        settings = replace(settings, **{table: replace(getattr(settings, table), **chosen)})
    return replace(settings, problems=tuple(problems))


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
