"""The keys of the nudges to come."""

from __future__ import annotations

from tui.rituals.keys import SNOOZE
from tui.shared.keys import BACK, Key

NUDGES = (
    SNOOZE._replace(hint=True),
    Key("rest", "r", "rest", "rest", "Let it rest this time; nothing is said of it then."),
    Key("silence", "x", "silence", "silence", "Hear no more about this ritual; once more brings its nudges back."),
    BACK,
    Key("try", "", "try", "try one", "Send a nudge now, to see how it looks."),
)
