"""Desktop notifications through plyer, in a helper process so that nothing it does can block or crash the app.

The text is sent to the helper's stdin and never appears in the process list.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from rituals.adapters.notifications.child import run_child
from rituals.adapters.notifications.helper import Notice
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery

HELPER = (sys.executable, "-m", "rituals.adapters.notifications.helper")
TITLE_ROOM = 63
BODY_ROOM = 255
"""UTF-16 units: the length of the text in Windows' NOTIFYICONDATA, which is enough for a nudge."""

_PACKAGE_ROOT = Path(__file__).parents[3]
"""Where the helper runs: `-m` looks for modules there first, and the user's working directory could be any."""


class PlyerNotifier:
    """Hands notifications over with plyer, within `deadline` seconds or not at all."""

    def __init__(self, deadline: float = 5.0, command: Sequence[str] = HELPER) -> None:
        self._deadline = deadline
        self._command = command

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        """Hand over plain text, cut to `TITLE_ROOM` and `BODY_ROOM`, and return what happened; never raises. It is only
        to be read."""
        return self._ask(clean_notice(title, body))

    def check(self) -> Delivery:
        """Whether the desktop would take one now, without handing it one."""
        return self._ask(None)

    def _ask(self, notice: Notice | None) -> Delivery:
        try:
            child = run_child(self._command, self._deadline, folder=_PACKAGE_ROOT, question=msgspec.json.encode(notice))
        except subprocess.TimeoutExpired:
            return Delivery(False, _TOO_SLOW.format(seconds=self._deadline))
        except OSError as problem:
            return Delivery(False, _NOT_STARTED.format(reason=problem.strerror or type(problem).__name__))
        return _read(child.output)


_TOO_SLOW = (
    "The desktop did not show the nudge within {seconds:g} seconds; its notification service seems stuck, "
    "so restart it, or log out and in again."
)
_NOT_STARTED = "The helper that shows nudges could not be started ({reason}); reinstalling rituals usually mends that."
_NO_ANSWER = "The helper that shows nudges stopped without an answer; reinstalling rituals usually mends that."


def clean_notice(title: str, body: str) -> Notice:
    """A notice without control characters and empty lines, and cut to length, so that every desktop can show it."""
    return Notice(
        title=_cut(on_one_line(title), TITLE_ROOM) or "rituals",
        body=_cut("\n".join(_clean_lines(body)), BODY_ROOM),
    )


def on_one_line(text: str) -> str:
    """The text without control characters and line breaks, as what another program says of itself may hold any."""
    return " ".join(_clean_lines(text))


def _clean_lines(text: str) -> list[str]:
    lines = ("".join(filter(_is_printable, line)).split() for line in text.splitlines())
    return [" ".join(words) for words in lines if words]


def _is_printable(sign: str) -> bool:
    """Whether a character is white space, or neither a control character nor half of a UTF-16 pair."""
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs")


def _cut(text: str, room: int) -> str:
    """The text, cut with an ellipsis to `room` UTF-16 units."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * room:
        return text
    return units[: 2 * (room - 1)].decode("utf-16-le", errors="ignore").rstrip() + "…"


def _read(answer: bytes) -> Delivery:
    """The helper's answer: the last line of its output; lines before it are ignored."""
    try:
        delivery = msgspec.json.decode(answer.splitlines()[-1], type=Delivery)
    except (IndexError, msgspec.DecodeError):
        return Delivery(False, _NO_ANSWER)
    return delivery._replace(words=on_one_line(delivery.words))
