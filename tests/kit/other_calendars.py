"""Real calendars that read what is written here: khal, and vdirsyncer by HTTP on loopback, in folders of their own."""

from __future__ import annotations

import os
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

from tests.kit.desktop import need_programs, program

Shown: TypeAlias = "Counter[tuple[str, str, str]]"
"""How often a calendar shows something on a day: the day as 2026-11-22, the time as 19:30 or nothing, and its name."""

_PATIENCE = 120.0
_KHAL = """[calendars]
[[us]]
path = {folder}
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {database}
"""
_VDIRSYNCER = """[general]
status_path = "{status}"
[pair us]
a = "web"
b = "folder"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{url}"
[storage folder]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
"""


class Khal:
    """A calendar of its own, empty at first."""

    def __init__(self, home: Path, zone: str) -> None:
        need_programs("khal")
        self.folder = home / "calendar"
        self.folder.mkdir(parents=True)
        self._home = home
        config = _KHAL.format(folder=self.folder, zone=zone, database=home / "khal.db")
        (home / "khal.conf").write_text(config, encoding="utf-8")

    def take_in(self, file: Path) -> None:
        """Take in a calendar file."""
        self._run("import", "--batch", "-a", "us", str(file))

    def shown(self, first: str, until: str) -> Shown:
        """What it shows from one day until before another; what only goes on past midnight counts on its first day."""
        shown: Shown = Counter()
        day = ""
        for line in self._run(
            *("list", "--day-format", "# {date}", "--format", "{start-long}\t{end-long}\t{title}", first, until)
        ).splitlines():
            if line.startswith("# "):
                day = line.removeprefix("# ")
            elif "\t" in line and day < until:
                start, end, title = line.split("\t")
                lasts_for_days = datetime.fromisoformat(end) - datetime.fromisoformat(start) >= timedelta(days=1)
                if start.startswith(day) or lasts_for_days:
                    shown[day, start.partition(" ")[2], title] += 1
        return shown

    def _run(self, *words: str) -> str:
        return _done(self._home, "khal", "-c", str(self._home / "khal.conf"), *words)


class Vdirsyncer:
    """Syncs what lies at an address into a folder."""

    def __init__(self, home: Path, url: str, folder: Path) -> None:
        need_programs("vdirsyncer")
        self._home = home
        config = _VDIRSYNCER.format(status=home / "status", url=url, folder=folder)
        (home / "vdirsyncer.conf").write_text(config, encoding="utf-8")
        self._run("discover")

    def sync(self) -> None:
        """Bring over what is new there, and take away what is gone."""
        self._run("sync", "--force-delete")

    def _run(self, *words: str) -> str:
        return _done(self._home, "vdirsyncer", "-c", str(self._home / "vdirsyncer.conf"), *words)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder lies in a web of our own, on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=[0.05])
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def _done(home: Path, name: str, *words: str) -> str:
    """What a program prints that goes well, in a home of its own."""
    path = program(name)
    assert path is not None, "it was needed"
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    ran = subprocess.run(
        [path, *words],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", **own},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "warning" not in ran.stderr.lower(), ran.stderr
    return ran.stdout
