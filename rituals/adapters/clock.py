"""The machine's clock: the present time and zone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

OVERRIDE = "RITUALS_TZ"

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
        """A sentence for people if the zone set in the environment is invalid; known after `zone` was called."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The zone this machine is in now: by name if it has one, else its present offset from UTC."""
        settings = self._fingerprint()
        if settings != self._seen:
            self._named = self._override() or self._system()
            self._seen = settings
        return self._named or _present_offset()

    def _override(self) -> ZoneInfo | None:
        self.problem = None
        name = self._environ.get(OVERRIDE)
        if not name:
            return None
        zone = _zone_named(name)
        if zone is None:
            self.problem = f"{OVERRIDE} is set to {name!r}, which is no time zone; a name such as Europe/Berlin is."
        return zone

    def _system(self) -> ZoneInfo | None:
        """The zone that the C library uses: TZ comes first, even if it is a rule without a name."""
        name = self._environ.get("TZ", ":/etc/localtime").removeprefix(":")
        if name != "/etc/localtime":
            return _zone_named(_name_in_path(name))
        return self._linked() or self._written()

    def _linked(self) -> ZoneInfo | None:
        """The zone whose file /etc/localtime links to. The first link's target has the usual name; the final one is
        tried if that is no zone."""
        try:
            first, last = os.readlink(self._localtime), os.path.realpath(self._localtime)  # noqa: PTH115 - as text
        except OSError:
            return None
        return _zone_named(_name_in_path(first)) or _zone_named(_name_in_path(last))

    def _written(self) -> ZoneInfo | None:
        try:
            return _zone_named(self._timezone.read_text(encoding="ascii", errors="replace").strip())
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


def _zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a name at all; a folder such as Europe
        return None


def _present_offset() -> tzinfo:
    """The offset from UTC that the C library knows; never cached, because it may change with the season."""
    return datetime.now(UTC).astimezone().tzinfo or UTC
