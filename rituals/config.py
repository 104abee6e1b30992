"""The settings, and the folders where data, settings and cache lie."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rituals.core.countries import COUNTRIES
from rituals.core.nudges.settings import NudgeSettings, TogetherSettings
from rituals.core.setting import A_FILE, A_FOLDER, THEME_NAME, YES_OR_NO, SettingChoice, SettingRow, one_of, rows_of
from rituals.core.text import SAVE_AS_UTF_8, capital, casefolded
from rituals.errors import StorageError, UsageError
from rituals.files import LARGEST_SETTINGS, TooLargeError, toml_tables, toml_text, write_over

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

SettingValue: TypeAlias = bool | int | str | time | date | tuple[str, ...] | None
_NOTHING_CHANGED = "nothing was changed there"
_LONGEST_QUOTE = 60
COUNTRY = one_of(
    SettingChoice("", "by this machine's language"),
    *(SettingChoice(code, capital(name)) for code, name in COUNTRIES.items()),
)
SIGN_SET = one_of(SettingChoice("unicode"), SettingChoice("ascii"))


class Look(Struct, frozen=True):
    """How the app looks."""

    theme: Annotated[
        str, SettingRow(THEME_NAME, "Theme", "Ours come first; each shows itself while you move through them.")
    ] = "rituals-dark"
    signs: Annotated[str, SettingRow(SIGN_SET, "Signs", "Plain letters, where a terminal has no better ones.")] = (
        "unicode"
    )
    animations: Annotated[bool, SettingRow(YES_OR_NO, "Animations", "Without them everything stands still.")] = True


class HelpSettings(Struct, frozen=True):
    """Where help is looked for."""

    country: Annotated[str, SettingRow(COUNTRY, "Helplines", "Whose come first where help is listed.")] = ""


class CalendarSettings(Struct, frozen=True):
    """The calendar file that is kept up to date, empty for none, and how times and quotas stand in it."""

    feed: Annotated[str, SettingRow(A_FILE)] = ""
    floating: Annotated[bool, SettingRow(YES_OR_NO)] = False
    quotas: Annotated[bool, SettingRow(YES_OR_NO)] = False


class InboxSettings(Struct, frozen=True):
    """Whether a phone's wishes are taken in, and the folder for them; empty for the one in the couple's folder."""

    on: Annotated[bool, SettingRow(YES_OR_NO)] = False
    folder: Annotated[str, SettingRow(A_FOLDER)] = ""


class Settings(Struct, frozen=True):
    """The settings, and a sentence for each value in the file that is invalid and was left at its default."""

    nudges: NudgeSettings = NudgeSettings()
    look: Look = Look()
    together: TogetherSettings = TogetherSettings()
    help: HelpSettings = HelpSettings()
    calendar: CalendarSettings = CalendarSettings()
    inbox: InboxSettings = InboxSettings()
    problems: tuple[str, ...] = ()


@cache
def schema() -> Mapping[str, Mapping[str, SettingRow]]:
    """Every setting, by its table and key in the file."""
    groups: Mapping[str, type[Struct]] = {
        "nudges": NudgeSettings,
        "look": Look,
        "together": TogetherSettings,
        "help": HelpSettings,
        "calendar": CalendarSettings,
        "inbox": InboxSettings,
    }
    return {name: rows_of(group) for name, group in groups.items()}


class Places(Struct, frozen=True):
    """The settings file and the folders of data and cache."""

    settings: Path
    data: Path
    cache: Path

    @property
    def catalogue(self) -> Path:
        """The couple's own catalogue of rituals and questions, beside the settings."""
        return self.settings.with_name("catalogue.toml")


def places(home: str | None = None) -> Places:
    """One folder for everything if `home` or RITUALS_HOME names it, else the system's standard folders."""
    chosen = home or os.environ.get("RITUALS_HOME")
    if chosen:
        try:
            folder = Path(chosen).expanduser().absolute()
        except RuntimeError:
            raise UsageError(f"{chosen} names a login that isn't on this machine. Give the folder in full.") from None
        except FileNotFoundError:
            raise UsageError(f"{chosen} begins in a folder that is gone. Give it in full, from {os.sep} on.") from None
        if not _can_be(folder):
            raise UsageError("That folder's name is longer than any can be. Give a shorter one.")
        return Places(folder / "settings.toml", folder / "data", folder / "cache")
    from platformdirs import PlatformDirs  # only without a home of its own: it costs more than reading the settings

    dirs = PlatformDirs("rituals", appauthor=False)
    return Places(dirs.user_config_path / "settings.toml", dirs.user_data_path, dirs.user_cache_path)


def _can_be(folder: Path) -> bool:
    """Whether the system allows a path of that length."""
    try:
        (folder / "settings.toml").stat()
    except OSError as refusal:
        return refusal.errno != errno.ENAMETOOLONG
    return True


def locale_here() -> str:
    """The locale of this process, by the environment (POSIX.1-2017, 8.2); empty if it says none."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def load_settings(path: Path) -> Settings:
    """The settings in a file; what is missing or invalid has its default, and invalid values are in `problems`."""
    try:
        text = toml_text(path, LARGEST_SETTINGS)
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        return Settings(problems=(f"{path.name} is not UTF-8 text. {SAVE_AS_UTF_8} The defaults hold until then.",))
    except (OSError, TooLargeError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"it is {error}"
        return Settings(problems=(f"{path.name} could not be read ({reason}); the defaults hold until it can.",))
    try:
        tables = toml_tables(text)
    except ValueError as error:
        return Settings(problems=(f"{path.name} is not TOML: {error}. Mend that line; the defaults hold until then.",))
    return _settings(tables, path.name)


def rename_residents(path: Path, ids: Mapping[str, str]) -> None:
    """Let who lives here be said by other ids, whether it is said by id or, whatever its case, by name."""
    here = load_settings(path).together.here
    renamed = tuple(ids.get(entry) or ids.get(casefolded(entry.strip()), entry) for entry in here)
    if renamed != here:
        save(path, "together", "here", renamed)


def save(path: Path, table: str, key: str, value: SettingValue) -> Settings:
    """Write one setting into the file atomically, changing no other line, and return the settings as they are now.

    `UsageError` for a value the key cannot have; `StorageError` if the file can't be read or written.
    """
    kind = schema()[table][key].kind
    try:
        kind.read(value)
    except (ValueError, TypeError):
        raise UsageError(f"“{value}” is not {kind.expected}. Give another.") from None
    file = Path(os.path.realpath(path))  # a link, into a folder of dotfiles perhaps, stays one
    document = _document(file)
    if not isinstance(document.setdefault(table, {}), Mapping):
        raise StorageError(f"{file}: {table} is not a table, so {_NOTHING_CHANGED}. Write [{table}] on its own line.")
    document[table][key] = plain(value)
    try:
        write_over(file, document.as_string())
    except OSError as refusal:
        reason = refusal.strerror or str(refusal)
        raise StorageError(
            f"{file} could not be written ({reason}); {_NOTHING_CHANGED}. Check who may write there and try again."
        ) from refusal
    return load_settings(path)


def save_all(path: Path, settings: Settings, table: str, chosen: Struct) -> Settings:
    """Write those settings of a table into the file that are others than before, and return all as they are now."""
    earlier = getattr(settings, table)
    for key in chosen.__struct_fields__:
        if getattr(chosen, key) != getattr(earlier, key):
            settings = save(path, table, key, getattr(chosen, key))
    return settings


def plain(value: SettingValue) -> bool | int | str | list[str]:
    """A value as files and documents hold it; a time is a text such as "18:00", and no day an empty one."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    return list(value) if isinstance(value, tuple) else value


def _document(file: Path) -> TOMLDocument:
    """The file as a document that keeps its comments and order; an empty one if there is no file."""
    import tomlkit  # only to save: it costs more than reading the settings
    from tomlkit.exceptions import TOMLKitError

    try:
        text = toml_text(file, LARGEST_SETTINGS)
        toml_tables(text)  # the settings are loaded with it, and it is stricter than tomlkit
        return tomlkit.parse(text)
    except FileNotFoundError:
        return tomlkit.document()
    except UnicodeDecodeError:
        raise StorageError(f"{file} is not UTF-8 text, so {_NOTHING_CHANGED}. {SAVE_AS_UTF_8}") from None
    except (ValueError, TOMLKitError, RecursionError) as error:  # tomlkit too lets through what int() raises
        reason = str(error) if isinstance(error, TooLargeError) else f"not TOML ({error})"
        raise StorageError(f"{file} is {reason}, so {_NOTHING_CHANGED}. Mend it, or move it away.") from None
    except OSError as refusal:
        raise StorageError(f"{file} could not be read ({refusal.strerror}). Check who owns it.") from refusal


def _settings(tables: Mapping[str, Any], file: str) -> Settings:
    settings, problems = Settings(), []
    for table, entries in tables.items():
        rows = schema().get(table)
        if rows is None or not isinstance(entries, Mapping):
            problems.append(
                f"{file}: there is no table [{table}]; the tables are {', '.join(f'[{t}]' for t in schema())}."
            )
            continue
        chosen: dict[str, Any] = {}
        for key, value in entries.items():
            if key not in rows:
                problems.append(f"{file}: [{table}] has no key {key}; its keys are {', '.join(rows)}.")
                continue
            kind = rows[key].kind
            try:
                chosen[key] = kind.read(value)
            except (ValueError, TypeError):
                problems.append(
                    f"{file}: [{table}] {key} = {_written(value)} is not {kind.expected}; the default holds."
                )
        settings = replace(settings, **{table: replace(getattr(settings, table), **chosen)})
    if settings.nudges.lacking:
        problems.append(f"{file}: {settings.nudges.lacking}")
    return replace(settings, problems=tuple(problems))


def _written(value: object) -> str:
    """A value as text short enough to quote; Python refuses to write out a number of thousands of digits."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        text = "…"
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
