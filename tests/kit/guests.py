"""Words that bring escape sequences with them, in everything that a home takes from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.config import places
from rituals.core import events as e
from rituals.core.events.private import AskAboutAdded
from rituals.core.model import Quota
from tests.kit.saving import TWO, places_in, session_in, settle_in
from tests.kit.zips import backup_of

GUEST = "\x1b]52;c;cm0gLXJmIH4=\x07\x9b2J\x1b[2J\x9d0;x\x9c\u202e"
"""Writes into the clipboard of a terminal, empties it, names its window, and turns text around."""
IN_TOML = json.dumps(GUEST).replace("\\u202e", "\\u202E")
CATALOGUE = f"""
[[ritual]]
name = "Pancakes {IN_TOML[1:-1]}"
every = "every sun at 10:00"
why = "Why {IN_TOML[1:-1]}"
tiny = "Tiny {IN_TOML[1:-1]}"

[[prompt]]
text = "Which street {IN_TOML[1:-1]}?"

[[prompt]]
text = "Other"
{IN_TOML} = {IN_TOML}
"""
SETTINGS = f"""
[look]
theme = {IN_TOML}
{IN_TOML} = 1

[{IN_TOML}]
"""
SEEN = "]52;c;cm0"
"""What is left of it to see."""


def fill_with_guests(home: Path) -> None:
    """Make a home in which each word brings escape sequences with it."""
    session = session_in(home)
    settle_in(session, TWO)
    service = session.service
    today = service.today()
    service.add(e.RitualAdded("sea", today, "Walk by the sea", Quota(3, "week"), cue="after dinner"))
    service.tick("sea", note="in the rain")
    service.rest("walk-and-talk", reason="tired")
    service.private(service.seated.id).keep(lambda _: [AskAboutAdded("n1", today, "the dentist")])
    for journal in home.rglob("*.jsonl"):
        poison(journal)
    (home / "data" / "shared" / f"{GUEST}.jsonl").write_bytes(b"damaged\n")
    (home / "data" / "private" / GUEST).mkdir()
    (home / "data" / "backups").mkdir()
    for name in (f"rituals-{GUEST}.zip", f"{GUEST}.new", "rituals-2026.zip"):
        (home / "data" / "backups" / name).write_bytes(backup_of({f"data/shared/{GUEST}.jsonl": b"x"}))
    for where in (places_in(home), places(str(home))):
        where.settings.parent.mkdir(exist_ok=True)
        where.settings.write_text(SETTINGS)
        where.catalogue.write_text(CATALOGUE)


def poison(journal: Path) -> None:
    """Let each word in a journal bring escape sequences with it."""
    content = b""
    for line in journal.read_bytes().splitlines():
        commits = lines.read_line(line)
        content += b"" if commits else line + b"\n"
        for table, rows in commits or ():
            worse = {
                number: Raw(json.dumps(_poisoned(json.loads(bytes(row)))).encode()) for number, row in rows.items()
            }
            content += lines.commit_line(table, worse)
    journal.write_bytes(content)


def _poisoned(document: dict[str, Any]) -> dict[str, Any]:
    kinds = {kind.__struct_config__.tag: kind for kind in get_args(e.AnyEvent)}
    event = document["event"]
    worse = {name: _worse(event[name]) for name in kinds[event["kind"]].text_fields if name in event}
    return {**document, "event": {**event, **worse}}


def _worse(value: object) -> object:
    if isinstance(value, list):
        return [_worse(inner) for inner in value]
    return f"{value}{GUEST}" if isinstance(value, str) and value else value
