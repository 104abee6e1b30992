"""The keys of the nudges to come, of putting one off, and of the settings."""

from __future__ import annotations

from tui.keys.everywhere import COMING
from tui.keys.key import Key

SNOOZE = Key(
    "snooze", "z", "snooze", "snooze", "Hear of it later: in 15 minutes, an hour, or this evening.", hint=False
)

SETTINGS = (
    Key("change", "space,enter", "change", "change", "Change what the cursor is on."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    COMING._replace(hint=True),
)

NUDGES = (
    SNOOZE._replace(hint=True),
    Key("rest", "r", "rest", "rest", "Not that time; nothing is said of it then."),
    Key("silence", "s", "silence", "silence", "No more nudges about this ritual; once more brings them back."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    Key("try", "y", "try", "try one", "Send a nudge now, to see how it looks."),
)

SNOOZING = (
    Key("for-a-quarter", "m", "snooze('15 min')", "15 min", "Quiet for a quarter of an hour."),
    Key("for-an-hour", "h", "snooze('1 h')", "an hour", "Quiet for an hour."),
    Key("until-evening", "e", "snooze('this evening')", "this evening", "Quiet until 20:00, or for an hour once past."),
    Key("leave", "escape", "leave", "let it be", "Leave its nudges as they are.", shown_as="esc"),
)
