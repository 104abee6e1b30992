"""The desktop is asked by another process, while the rest of what is printed is put together."""

from __future__ import annotations

from threading import Event

import pytest

from rituals.cli.shared.context import CliContext
from rituals.core.nudges.delivery import Delivery
from tests.kit.fakes import FakeNotifier
from tests.kit.runs import Runs

SECONDS = 30
REFUSED = Delivery(False, "There is no desktop.")


class SlowNotifier(FakeNotifier):
    """Answers once it is let, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__(REFUSED)
        self.may_answer = Event()
        self.times_asked = 0

    def check(self) -> Delivery:
        self.times_asked += 1
        assert self.may_answer.wait(SECONDS)
        return super().check()


def test_nobody_waits_for_the_desktop_before_its_answer_is_needed() -> None:
    notifier = SlowNotifier()

    answer = CliContext(notifier=lambda _: notifier).ask_desktop()
    notifier.may_answer.set()

    assert answer() == answer() == REFUSED
    assert notifier.times_asked == 1


@pytest.mark.parametrize("verb", [("doctor",), ("nudge", "status")])
def test_where_nudges_are_off_the_desktop_is_not_asked(shell: Runs, verb: tuple[str, ...]) -> None:
    shell.notifier = notifier = SlowNotifier()
    (shell.home / "settings.toml").write_text("[nudges]\non = false\n", encoding="utf-8")

    shell(*verb)

    assert notifier.times_asked == 0
