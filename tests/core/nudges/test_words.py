"""What nudges say, and what they leave unsaid."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from rituals.content.loader import catalogue
from rituals.core.model import Ritual
from rituals.core.nudges.reminders import NudgeSubject
from rituals.core.nudges.words import NudgeText, NudgeWords, is_discreet, nudge_text
from rituals.session import Session

WORDS = NudgeWords(
    plain=("{name} today, {minutes} min.", "{name} soon?", "For {name}."),
    discreet=("A moment.", "An evening note."),
    plain_sections=frozenset({"quality-time"}),
)
NOW = datetime.fromisoformat("2026-11-22 19:00")


def subject(name: str = "Walk", local: datetime = NOW, *, section: str = "", minutes: int = 0) -> NudgeSubject:
    ritual = Ritual(name, name, date(2026, 1, 1), (), section=section, minutes=minutes)
    return NudgeSubject(ritual, local, is_timed=True)


def said(*subjects: NudgeSubject, key: str = "a", local: datetime = NOW, discreet: str = "intimate") -> NudgeText:
    return nudge_text(subjects, WORDS, key=key, local=local, discreet=discreet)


def every_saying(one: NudgeSubject, local: datetime = NOW) -> set[str]:
    """All the bodies that some key gets."""
    return {said(one, key=str(number), local=local).body for number in range(50)}


def test_a_plain_nudge_bears_the_rituals_name() -> None:
    nudge = said(subject(minutes=30))

    assert nudge.title == "Walk"
    assert nudge.body in {"Walk today, 30 min.", "Walk soon?", "For Walk."}


def test_the_same_key_gets_the_same_words_and_others_get_others() -> None:
    one = subject(minutes=30)

    assert said(one, key="b") == said(one, key="b")
    assert every_saying(one) == {"Walk today, 30 min.", "Walk soon?", "For Walk."}


def test_a_length_is_only_said_where_there_is_one() -> None:
    assert every_saying(subject()) == {"Walk soon?", "For Walk."}


def test_what_has_begun_is_not_soon_any_more() -> None:
    assert every_saying(subject(local=NOW - timedelta(hours=1))) == {"For Walk."}


def test_what_comes_another_day_is_said_to() -> None:
    assert every_saying(subject(local=NOW + timedelta(hours=14, minutes=30))) == {"Walk comes up tomorrow at 09:30."}


@pytest.mark.parametrize("section", ["", "quality-time"])
def test_a_ritual_of_a_plain_section_and_one_of_none_are_named_by_default(section: str) -> None:
    assert said(subject("Long walk", section=section)).title == "Long walk"


@pytest.mark.parametrize("section", ["affection", "a-newer-catalogues"])
def test_other_sections_are_told_discreetly_by_default(section: str) -> None:
    one = subject("Long hug", section=section)

    assert said(one).title == "rituals"
    assert every_saying(one) == {"A moment.", "An evening note."}
    assert said(one, discreet="never").title == "Long hug"
    assert said(subject(), discreet="always").title == "rituals"


def test_an_evening_note_comes_in_the_evening() -> None:
    morning = NOW - timedelta(hours=10)

    assert every_saying(subject(section="affection", local=morning), morning) == {"A moment."}


def test_several_are_named_without_a_count() -> None:
    names = ("A", "B", "C", "D", "E", "F")

    assert said(*map(subject, names[:3])) == NudgeText("rituals", "A, B and C, if you feel like it.")
    assert said(*map(subject, names)).body == "A, B, C, D and a little more, if you feel like it."


def test_discreet_ones_among_several_stay_unnamed() -> None:
    hug, kiss = subject("Hug", section="affection"), subject("Kiss", section="affection")

    assert said(subject(), hug, kiss).body == "Walk and something small for you, if you feel like it."
    assert said(hug, kiss).body in {"A moment.", "An evening note."}


def test_a_name_is_never_read_as_a_place_to_fill() -> None:
    assert "{minutes}" in said(subject("{minutes} of {name}", minutes=30)).body


def test_without_any_fitting_text_there_are_words_still() -> None:
    none = NudgeWords((), ())

    assert nudge_text([subject()], none, key="a", local=NOW, discreet="never").body == "Walk, if you feel like it."
    assert nudge_text([subject()], none, key="a", local=NOW, discreet="always").body.startswith("Something small")


def test_the_catalogues_words_fit_every_moment() -> None:
    words = Session.nudge_words()

    for hour in (9, 19):
        for minutes in (0, 90):
            for begins in (8, 20):
                one = subject(local=datetime.combine(NOW.date(), time(begins)), minutes=minutes)
                for discreet in ("always", "never"):
                    local = datetime.combine(NOW.date(), time(hour))
                    body = nudge_text([one], words, key="a", local=local, discreet=discreet).body
                    assert "{" not in body
                    assert "feel like it." not in body or "both" in body


def test_the_catalogues_intimate_sections_are_discreet_and_the_others_are_not() -> None:
    discreet = {section.id for section in catalogue().section if section.discreet}

    assert discreet == {"affection", "forgiveness", "warning-signs"}
    assert Session.nudge_words().plain_sections == {section.id for section in catalogue().section} - discreet


@pytest.mark.parametrize("discreet", ["always", "intimate", "never"])
def test_what_is_about_no_ritual_reads_like_a_discreet_one(discreet: str) -> None:
    assert said(discreet=discreet) == said(subject(), discreet="always")


def test_private_rituals_are_discreet() -> None:
    private = Ritual("p", "p", date(2026, 1, 1), (), private=True)

    assert is_discreet(private, "intimate", ())
    assert not is_discreet(private, "never", ())
