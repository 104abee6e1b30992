"""The `config` command: the settings listed, read and chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import click
from msgspec import UNSET, Meta, Struct, UnsetType

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import Document
from rituals.cli.shared.options import complete_from, json_option
from rituals.cli.shared.output import Output, lines, table
from rituals.cli.shared.remedies import in_shell
from rituals.config import SettingValue, plain
from rituals.core.phrases import joined_names
from rituals.core.setting import A_COMMAND, A_DAY, A_FILE, A_FOLDER, PEOPLE, SettingKind
from rituals.core.text import casefolded, did_you_mean, printable, quoted
from rituals.core.typed_values import command_line
from rituals.errors import Problem, UsageError
from rituals.held_settings import EMPTY, HeldSetting, held_settings, nudge_doubts

_SHOWN = 3
_SAID_BY = {
    PEOPLE: "rituals people home NAME says who lives here.",
    A_FILE: "rituals calendar feed FILE says which one is kept up to date.",
    A_FOLDER: "rituals inbox on FOLDER says where wishes come in.",
}
"""The command that says it, by the kinds of settings that are not simply set."""
_HOW_TO = "rituals config KEY VALUE sets one. Those without a dot are shared, the rest is of this machine."


class SettingEntry(Struct, frozen=True):
    """A setting, of the couple or of this machine."""

    key: str
    value: bool | int | str | Sequence[str]
    choices: Annotated[Sequence[str] | None, Meta(description="Null where any of its kind will do.")]


class ConfigDocument(Document, frozen=True, kw_only=True):
    """Every setting, or the one that was named."""

    settings: Sequence[SettingEntry] | UnsetType = UNSET
    setting: SettingEntry | UnsetType = UNSET


def _keys(context: click.Context) -> Sequence[str]:
    return [setting.key for setting in held_settings(context.ensure_object(CliContext).session)]


def _values(context: click.Context) -> Sequence[str]:
    setting = _meant(context.ensure_object(CliContext), context.params["key"])
    return ("true", "false") if isinstance(setting.value, bool) else setting.choices


@verb("config", "The settings: a list of them, one of them, or a new value for one.")
@click.argument("key", metavar="[KEY]", required=False, shell_complete=complete_from(_keys))
@click.argument("value", metavar="[VALUE]...", nargs=-1, shell_complete=complete_from(_values))
@json_option("config:ConfigDocument")
@click.pass_obj
def config_verb(context: CliContext, key: str | None, value: tuple[str, ...], as_json: bool) -> Output:
    if key is None:
        settings = held_settings(context.session)
        if as_json:
            return ConfigDocument(settings=[_entry(setting) for setting in settings]).output()
        rows = [(setting.key, _words(context, setting), _takes(setting)) for setting in settings]
        return Output(lines(*table(rows, room=context.room), "", _HOW_TO))
    setting = _meant(context, key)
    doubts: Iterable[Problem] = ()
    if value:
        if setting.row.kind in _SAID_BY:
            raise UsageError(_SAID_BY[setting.row.kind])
        earlier = context.session.settings.nudges
        setting.keep(_read(setting, _typed(setting, value)))
        setting, doubts = _meant(context, setting.key), nudge_doubts(context.session, earlier)
    if as_json:
        return ConfigDocument(setting=_entry(setting)).output()
    words = _words(context, setting)
    return Output(lines(f"{setting.key} is {words} now." if value else words, *map(in_shell, doubts)))


def _typed(setting: HeldSetting, words: Sequence[str]) -> str:
    """What was typed, as one text: several words of a command are its arguments as the shell told them apart."""
    return command_line(words) if setting.row.kind is A_COMMAND and len(words) > 1 else " ".join(words)


def _meant(context: CliContext, key: str) -> HeldSetting:
    """The setting whose key this is, or ends with it, such as quiet-from; `UsageError` where none is."""
    settings, word = held_settings(context.session), casefolded(key.strip()).replace("_", "-")
    for setting in settings:
        if word in (setting.key, setting.key.rpartition(".")[2]):
            return setting
    hint = did_you_mean(word, [setting.key for setting in settings])
    raise UsageError(f"There is no setting {quoted(key)}.{hint} rituals config lists them.")


def _read(setting: HeldSetting, text: str) -> SettingValue:
    try:
        return setting.read(text)
    except UsageError as wrong:
        raise UsageError(f"{wrong}{did_you_mean(text, setting.choices)}") from None


def _words(context: CliContext, setting: HeldSetting) -> str:
    """A setting's value as it can be typed."""
    value = plain(setting.value)
    if isinstance(value, list):
        return _list_words(context, setting.row.kind, value)
    if setting.row.kind is A_DAY:
        return str(value) or "none"
    return str(value).lower() if isinstance(value, bool) else printable(str(value)) or EMPTY


def _list_words(context: CliContext, kind: SettingKind, value: Sequence[str]) -> str:
    if kind is PEOPLE:
        residents = context.session.residents()
        return joined_names(residents) if len(residents) < len(context.service.couple) else "everyone"
    return printable(command_line(value) if kind is A_COMMAND else ", ".join(value)) or "none"


def _takes(setting: HeldSetting) -> str:
    """What a setting may be, the first few where it is one of many."""
    if setting.row.kind in _SAID_BY:
        return _SAID_BY[setting.row.kind]
    if not setting.choices:
        return setting.row.kind.expected.replace('"', "")
    if setting.row.kind.takes_several:
        return f"any of {', '.join(setting.choices)}"
    *most, last = [value or EMPTY for value in setting.choices]
    if len(most) > _SHOWN:
        most, last = most[:_SHOWN], f"{len(most) + 1 - _SHOWN} more"
    return f"{', '.join(most)} or {last}"


def _entry(setting: HeldSetting) -> SettingEntry:
    return SettingEntry(setting.key, plain(setting.value), setting.choices or None)
