"""Several notifiers as one: each gets its turn, whatever becomes of the others, and the settings say which."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.notifications.bell import BellNotifier
from rituals.adapters.notifications.several import SeveralNotifiers
from rituals.bootstrap import notifier, notifiers
from rituals.config import places
from rituals.core.nudges.answers import Answerable, NudgeAnswer
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.settings import NOTIFIERS, NudgeSettings
from rituals.ports import Notifier
from tests.kit.fakes import FakeNotifier

REFUSED = Delivery(False, "No service runs.")


class RaisingNotifier(FakeNotifier):
    """One with a bug."""

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        super().notify(title, body)
        raise RuntimeError(body)

    def check(self) -> Delivery:
        raise RuntimeError("what somebody wrote")


class AnswerableNotifier(FakeNotifier):
    """One that keeps what a notification offers."""

    offered: Answerable | None = None

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        self.offered = answers
        return super().notify(title, body)


def several(**row: Notifier) -> SeveralNotifiers:
    return SeveralNotifiers({name: lambda each=each: each for name, each in row.items()}, lambda: [*row])  # type: ignore[misc]


def test_each_way_that_the_settings_know_can_be_made_and_they_come_in_the_same_order() -> None:
    makers = notifiers(lambda: NudgeSettings(command=("true",)))

    assert [*makers] == [choice.value for choice in NOTIFIERS.choices]
    assert all(hasattr(make(), "notify") and hasattr(make(), "check") for make in makers.values())


def test_each_is_handed_the_nudge_and_all_that_took_it_say_so() -> None:
    first, second = FakeNotifier(Delivery(True, "Shown.")), FakeNotifier(Delivery(True, "Sent."))

    delivery = several(first=first, second=second).notify("Walk", "At seven.")

    assert delivery == Delivery(True, "Shown.\nSent.")
    assert first.shown == second.shown == [("Walk", "At seven.")]


def test_what_it_offers_is_handed_on() -> None:
    offered = Answerable((NudgeAnswer.DONE,), str)
    first = AnswerableNotifier()

    several(first=first).notify("Walk", "At seven.", offered)

    assert first.offered is offered


@pytest.mark.parametrize("broken", [FakeNotifier(REFUSED), RaisingNotifier()], ids=["refused", "raised"])
def test_one_that_fails_is_told_and_the_others_go_on(broken: FakeNotifier) -> None:
    before, after = FakeNotifier(), FakeNotifier()

    delivery = several(before=before, broken=broken, after=after).notify("Walk", "At seven.")

    assert len(before.shown) == len(after.shown) == 1
    assert delivery.delivered
    assert delivery.trouble
    assert "At seven" not in delivery.trouble


def test_where_all_fail_it_is_not_delivered_and_each_says_why() -> None:
    delivery = several(first=FakeNotifier(REFUSED), second=RaisingNotifier()).notify("Walk", "At seven.")

    assert delivery == Delivery(False, "No service runs.\nThe nudge could not be handed over (second: RuntimeError).")


def test_the_trouble_of_one_that_took_it_is_told_too() -> None:
    delivery = several(first=FakeNotifier(Delivery(True, "Shown.", "It can't be answered."))).notify("Walk", "Now.")

    assert delivery == Delivery(True, "Shown.", "It can't be answered.")


def test_all_are_checked_and_none_is_handed_anything() -> None:
    first, second = FakeNotifier(REFUSED), FakeNotifier()

    assert several(first=first, second=second, third=RaisingNotifier()).check() == Delivery(
        True, "Shown.", "No service runs.\nThe nudge could not be handed over (third: RuntimeError)."
    )
    assert first.shown == second.shown == []


def test_what_is_chosen_is_asked_anew_each_time_and_nothing_is_made_for_the_rest() -> None:
    made: list[str] = []
    chosen = ["first"]

    def make(name: str) -> Notifier:
        made.append(name)
        return FakeNotifier(Delivery(True, f"{name}."))

    both = SeveralNotifiers({name: lambda name=name: make(name) for name in ("first", "second")}, lambda: chosen)  # type: ignore[misc]

    words = [both.notify("Walk", "At seven.").words]
    chosen.append("second")
    words.append(both.notify("Walk", "At seven.").words)
    chosen.remove("first")
    words.append(both.notify("Walk", "At seven.").words)

    assert words == ["first.", "first.\nsecond.", "second."]
    assert made == ["first", "second"]


def test_a_bell_alone_takes_no_nudge_so_that_the_app_shows_it_and_nothing_is_wrong() -> None:
    bell = several(bell=BellNotifier())

    assert bell.notify("Walk", "At seven.") == Delivery(False, "")
    assert bell.check() == Delivery(True, "The app rings the terminal's bell while it is open.")


def test_a_bell_beside_a_desktop_that_refuses_leaves_it_to_the_app_with_the_reason() -> None:
    assert several(first=FakeNotifier(REFUSED), bell=BellNotifier()).notify("Walk", "At seven.") == REFUSED


def test_where_nothing_is_chosen_only_the_app_shows_it_and_nothing_is_wrong() -> None:
    assert several().notify("Walk", "At seven.") == Delivery(False, "")
    assert several().check() == Delivery(True, "No way is chosen for nudges to come, so only the app shows them.")


def test_the_settings_file_says_which_at_each_nudge(tmp_path: Path) -> None:
    home = places(str(tmp_path))
    by_settings = notifier(home)

    home.settings.write_text(f'[nudges]\nnotifiers = ["command"]\ncommand = ["touch", "{tmp_path}/one"]\n')
    first = by_settings.notify("Walk", "At seven.")
    home.settings.write_text(f'[nudges]\nnotifiers = ["command"]\ncommand = ["touch", "{tmp_path}/two"]\n')
    second = by_settings.notify("Walk", "At seven.")
    home.settings.write_text('[nudges]\nnotifiers = ["command"]\n')
    third = by_settings.notify("Walk", "At seven.")

    assert first == second == Delivery(True, "Handed to touch.")
    assert third == Delivery(False, "")
    assert {path.name for path in tmp_path.iterdir()} == {"settings.toml", "one", "two"}
