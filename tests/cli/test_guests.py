"""Words from elsewhere bring no escape sequence to what a verb prints, completes or notifies of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.shell_completion import ZshComplete

from rituals.cli.group import rituals
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.core.text import is_control
from tests.kit.every_verb import every_verb
from tests.kit.guests import SEEN, fill_with_guests
from tests.kit.runs import Runs

TAKES_AWAY = ("erase", "remove", "restore", "archive")
VERBS = [call for call in every_verb("walk by") if not set(TAKES_AWAY) & {*call}]
ALSO: Sequence[Sequence[str]] = (("undo",), ("history", "walk by"), ("week",), ("catalogue", "pancakes"), ("undo",))
COMPLETED: Sequence[Sequence[str]] = (("tick",), ("tick", "sea", "--by"), ("people", "here"), ("catalogue",))


@pytest.fixture
def guests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    home = tmp_path / "home"
    fill_with_guests(home)
    return Runs(home, capsys)


def test_no_verb_prints_a_sequence_from_elsewhere(guests: Runs) -> None:
    seen = 0
    for call in (*VERBS, *ALSO):
        ran = guests(*(word.format(home=guests.home) for word in call))
        printed = [sign for sign in (ran.out + ran.err) if is_control(sign) and sign not in "\n\t"]
        assert not printed, f"{call}: {ran}"
        seen += SEEN in ran.out + ran.err

    assert seen > 10


def test_no_completion_and_no_notification_has_a_sequence_from_elsewhere(guests: Runs) -> None:
    completer = ZshComplete(rituals, {"obj": guests.shell()}, "rituals", COMPLETE_VARIABLE)
    completed = [completer.get_completions(list(words), "") for words in COMPLETED]
    texts = [text for items in completed for item in items for text in (item.value, item.help or "")]
    guests("edit", "walk by", "--plain")
    guests("edit", "walk by", "--every", "every day at 20:00")
    told = [text for nudge in guests.coming_nudges(days=2) for text in (nudge.title, nudge.body)]

    assert any(SEEN in text for text in texts)
    assert any(SEEN in text for text in told)
    assert not any(map(is_control, "".join([*texts, *told])))
