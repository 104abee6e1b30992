"""What nudges say, and what they leave unsaid."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from rituals.content.loader import catalogue
from rituals.core.model import EACH, TOGETHER, PersonId, Ritual, Who
from rituals.core.nudges.discretion import DiscretionRules
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.words import NudgeText, NudgeWords, nudge_text
from rituals.core.state.device_state import DeviceState
from rituals.session import nudge_words_of
from tests.kit.histories import ANA, BEN, Couple

WORDS = NudgeWords(
    plain=("{name} today, {minutes} min.", "{name} soon?", "For {name}."),
    discreet=("A moment.", "An evening note."),
    rules=DiscretionRules(frozenset({"quality-time"})),
)
NOW = datetime.fromisoformat("2026-11-22 19:00")
HERE = "laptop"


def subject(
    name: str = "Walk",
    local: datetime = NOW,
    *,
    section: str = "",
    minutes: int = 0,
    who: Who = TOGETHER,
    catalogue: str = "",
) -> NudgeSubject:
    ritual = Ritual(
        name,
        name,
        date(2026, 1, 1),
        (),
        who=who,
        section=section,
        minutes=minutes,
        catalogue=catalogue,
        named_by=HERE,
    )
    return NudgeSubject(ritual, local, is_timed=True, day=local.date(), occurrence=local.date())


def said(
    *subjects: NudgeSubject,
    key: str = "a",
    local: datetime = NOW,
    discreet: str = "intimate",
    words: NudgeWords = WORDS,
    people: tuple[PersonId, ...] = (ANA, BEN),
) -> NudgeText:
    state, settings = Couple(*people).state, NudgeSettings(discreet=discreet)
    given = PlannerInput(state, DeviceState(devices=[HERE]), settings, local.replace(tzinfo=UTC), UTC)
    return nudge_text(given, subjects, words, key=key)


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

    assert said(subject(), words=none, discreet="never").body == "Walk, if you feel like it."
    assert said(subject(), words=none, discreet="always").body.startswith("Something small")


@pytest.mark.parametrize("people", [(ANA,), (ANA, BEN)])
@pytest.mark.parametrize("minutes", [0, 90])
@pytest.mark.parametrize("begins", [8, 20])
@pytest.mark.parametrize("hour", [9, 19])
def test_the_catalogues_words_fit_every_moment(
    people: tuple[PersonId, ...], minutes: int, begins: int, hour: int
) -> None:
    words = nudge_words_of(catalogue())
    one = subject(local=datetime.combine(NOW.date(), time(begins)), minutes=minutes)

    for discreet in ("always", "never"):
        local = datetime.combine(NOW.date(), time(hour))
        body = said(one, words=words, local=local, discreet=discreet, people=people).body
        assert "{" not in body
        assert body not in ("Walk, if you feel like it.", "Something small is on your list, if you feel like it.")


@pytest.mark.parametrize("discreet", ["always", "intimate", "never"])
def test_what_is_about_no_ritual_reads_like_a_discreet_one(discreet: str) -> None:
    assert said(discreet=discreet) == said(subject(), discreet="always")


@pytest.mark.parametrize("discreet", ["always", "never"])
def test_a_two_minute_version_is_spoken_of_only_where_there_is_one(discreet: str) -> None:
    texts = ("The two-minute version counts too.", "Two minutes for it?")
    words = NudgeWords(texts, texts, with_tiny=frozenset({"long-hug"}))

    own = said(subject(), words=words, discreet=discreet).body
    offered = said(subject(catalogue="long-hug"), words=words, discreet=discreet).body

    assert "wo minute" not in own.replace("-", " ")
    assert "wo minute" in offered.replace("-", " ")


@pytest.mark.parametrize(
    ("people", "who", "is_said"),
    [
        ((ANA, BEN), TOGETHER, True),
        ((ANA, BEN), EACH, True),
        ((ANA, BEN), ANA, False),
        ((ANA,), TOGETHER, False),
        ((ANA, BEN, "cy"), TOGETHER, False),
    ],
)
def test_only_two_are_told_both(people: tuple[PersonId, ...], who: Who, is_said: bool) -> None:
    words = NudgeWords(("{name}, if you both like.",), ())

    assert ("both" in said(subject(who=who), words=words, people=people).body) == is_said


@pytest.mark.parametrize("name", ["Would outside help help?", "Home, sweet home.", "Again!", "And then …", "Us:"])
def test_a_name_that_ends_as_a_sentence_does_ends_none(name: str) -> None:
    several = said(subject(name), subject("Walk")).body
    tomorrow = said(subject(name, local=NOW + timedelta(hours=14))).body

    assert said(subject(name)).title == name
    assert every_saying(subject(name)) == {f"“{name}” soon?", f"For “{name}”."}
    assert several == f"“{name}” and Walk, if you feel like it."
    assert tomorrow == f"“{name}” comes up tomorrow at 09:00."


def test_the_words_hang_on_the_time_and_not_on_the_ritual() -> None:
    keys = [f"{ritual}@2026-11-22T19:00-0" for ritual in ("walk-1a2b", "tea-3c4d", "run-5e6f", "nap-7a8b")]

    assert len({said(subject(), key=key).body for key in keys}) == 1
