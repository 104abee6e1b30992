"""The machine's clock: the present time and zone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from rituals.files import is_there

OVERRIDE = "RITUALS_TZ"
_RULE = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d"
"""How a zone without a name begins in TZ, tzset(3)."""

_Fingerprint: TypeAlias = tuple[object, ...]


class SystemClock:
    """The real time and zone; the zone is looked up again when the machine's settings change, for people who travel."""

    def __init__(self, environ: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> None:
        self._environ = environ
        self._localtime = etc / "localtime"
        self._timezone = etc / "timezone"
        self._seen: _Fingerprint | None = None
        self._named: ZoneInfo | None = None
        self.problem: str | None = None
        """A sentence for people if the zone set in the environment is none; known after `zone` was called."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The zone this machine is in now: by name if it has one, else its present offset from UTC."""
        settings = self._fingerprint()
        if settings != self._seen:
            chosen = zone_named(self._environ.get(OVERRIDE, ""))
            self._named = chosen or self._system()
            self.problem = self._problem(is_chosen=chosen is not None)
            self._seen = settings
        return self._named or _present_offset()

    def _problem(self, *, is_chosen: bool) -> str | None:
        variable, name = OVERRIDE, self._environ.get(OVERRIDE, "")
        if is_chosen or not name:
            variable, name = "TZ", self._environ.get("TZ", "")
            if is_chosen or self._named is not None or _is_understood(name.removeprefix(":")):
                return None
        counts = self._named or timezone(_present_offset().utcoffset(None) or timedelta())
        return (
            f"{variable} is set to {name!r}, which is no time zone; a name such as Europe/Berlin is. "
            f"Meanwhile {counts} counts."
        )

    def _system(self) -> ZoneInfo | None:
        """The zone that the C library uses: TZ comes first, even if it is a rule without a name."""
        name = self._environ.get("TZ", ":/etc/localtime").removeprefix(":")
        if name != "/etc/localtime":
            return zone_named(_name_in_path(name))
        return self._linked() or self._written()

    def _linked(self) -> ZoneInfo | None:
        """The zone whose file /etc/localtime links to. The first link's target has the usual name; the final one is
        tried if that is no zone."""
        try:
            first, last = os.readlink(self._localtime), os.path.realpath(self._localtime)  # noqa: PTH115 - as text
        except OSError:
            return None
        return zone_named(_name_in_path(first)) or zone_named(_name_in_path(last))

    def _written(self) -> ZoneInfo | None:
        try:
            return zone_named(self._timezone.read_text(encoding="ascii", errors="replace").strip())
        except OSError:
            return None

    def _fingerprint(self) -> _Fingerprint:
        """Everything the zone depends on; cheap enough (two `lstat` calls) for every wake."""
        return (
            self._environ.get(OVERRIDE),
            self._environ.get("TZ"),
            _mark(self._localtime),
            _mark(self._timezone),
        )


def _mark(path: Path) -> tuple[int, int, int] | None:
    """Identifies a link or file, so that its replacement is noticed."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def _name_in_path(path: str) -> str:
    """The zone's name in a path to its file, such as `Europe/Berlin`; a bare name is unchanged."""
    _, _, name = path.rpartition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/")


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of a name such as Europe/Berlin; None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a name at all; a folder such as Europe
        return None


def _is_understood(told: str) -> bool:
    """Whether the C library makes a zone of what TZ says and this module has no name for; else it takes UTC."""
    return not told or re.match(_RULE, told) is not None or (told.startswith("/") and is_there(Path(told)))


def _present_offset() -> tzinfo:
    """The offset from UTC that the C library knows; never cached, because it may change with the season."""
    return datetime.now(UTC).astimezone().tzinfo or UTC
