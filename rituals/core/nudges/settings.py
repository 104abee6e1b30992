"""What a person may choose about nudges."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from msgspec import Struct

from rituals.core.setting import (
    A_COMMAND,
    COUNT,
    PEOPLE,
    TIME_OF_DAY,
    YES_OR_NO,
    SettingChoice,
    SettingRow,
    one_of,
    some_of,
)

DISCRETION = one_of(
    SettingChoice("always", "always", "No nudge names a ritual; it only says that something of yours is due."),
    SettingChoice(
        "intimate",
        "for intimate things",
        "What is nobody else's business goes unnamed, the rest is named.",
    ),
    SettingChoice(
        "never", "never", "Every nudge names its ritual, whoever may be looking, unless you chose otherwise for it."
    ),
)

DESKTOP, COMMAND, BELL = "desktop", "command", "bell"
NOTIFIERS = some_of(
    SettingChoice(DESKTOP, "On your desktop", "As a notification, where those of other programs are."),
    SettingChoice(COMMAND, "By a command", "A program of your choice is handed the words; it may send them elsewhere."),
    SettingChoice(BELL, "By the bell", "While the app is open, it rings the terminal's bell."),
)
"""The ways in which a nudge may come, in the order in which they are tried."""

AT_ONCE, HOURLY, DAILY = "at once", "hourly", "daily"
PUBLISHING = one_of(
    SettingChoice(AT_ONCE, "at once", "The other machine has it soonest."),
    SettingChoice(HOURLY, "once an hour", "The minute of what you did stays here; what you erase goes at once."),
    SettingChoice(
        DAILY, "once a day", "The hour stays here, and all comes up to a day later; what you erase, at once."
    ),
)


class NudgeSettings(Struct, frozen=True):
    """When nudges may come (quiet hours are `[quiet_from, quiet_until)`), in which ways, how many a day, and how much
    they say.

    `command` and `open`, which a nudge offers to start, are a program and its arguments. `grace_minutes` is how late a
    nudge may still be sent.
    """

    on: Annotated[bool, SettingRow(YES_OR_NO, "Nudges come", "A quiet word when something is due.")] = True
    notifiers: Annotated[tuple[str, ...], SettingRow(NOTIFIERS, "How they come")] = (DESKTOP,)
    command: Annotated[
        tuple[str, ...],
        SettingRow(
            A_COMMAND,
            "The command",
            "It finds a nudge's words in RITUALS_TITLE and RITUALS_BODY. What it sends leaves this machine.",
        ),
    ] = ()
    quiet_from: Annotated[time, SettingRow(TIME_OF_DAY, "Quiet from", "No nudge comes from then on.")] = time(21, 30)
    quiet_until: Annotated[time, SettingRow(TIME_OF_DAY, "Quiet until", "What can wait until then is told then.")] = (
        time(8)
    )
    digest_at: Annotated[
        time, SettingRow(TIME_OF_DAY, "Evening nudge", "One nudge for everything that has no time of its own.")
    ] = time(18)
    at_most: Annotated[int, SettingRow(COUNT, "At most a day", "Whatever goes beyond shows in the app only.")] = 3
    discreet: Annotated[str, SettingRow(DISCRETION, "Discreet")] = "intimate"
    grace_minutes: Annotated[int, SettingRow(COUNT)] = 120
    open: Annotated[
        tuple[str, ...],
        SettingRow(A_COMMAND, "A nudge opens", "What “Open” on a nudge starts, such as a terminal with rituals in it."),
    ] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        """The notifiers that are chosen and can be used: a command has to be set."""
        return tuple(name for name in self.notifiers if name != COMMAND or self.command)

    @property
    def lacking(self) -> str:
        """What is still to be said for all of them to be used, in a sentence; empty where nothing is."""
        return "" if self.ways == self.notifiers else "Nudges are to come by a command, and no command is set yet."


class TogetherSettings(Struct, frozen=True):
    """What is this machine's own of what the couple has together.

    `here` is who lives where it stands, by id or by name; nobody named means everyone. `publish` is how often what was
    written here goes into the couple's folder.
    """

    here: Annotated[tuple[str, ...], SettingRow(PEOPLE)] = ()
    publish: Annotated[
        str,
        SettingRow(
            PUBLISHING, "Goes out", "When what is written here goes into the folder; whoever carries it sees when."
        ),
    ] = AT_ONCE
