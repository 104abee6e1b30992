"""The check-in's questions, and the scores of one person's answers; nothing here is a test or a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from rituals.core.calendar import month_name
from rituals.core.events import CheckinTaken
from rituals.core.model import EntryId

OutsideHelp: TypeAlias = Literal["no", "mentioned", "first"]
"""Whether outside help is mentioned beside something small, or is what comes first."""

CheckinAnswers: TypeAlias = Mapping[str, int]
"""Answers by item id; skipped items are absent."""

SMALL_IS_PLENTY = (
    "Some stretches are like this. Something small is plenty for now: a warm word, or ten minutes with nothing else to "
    "do."
)
FOR_A_WHILE = "It has been like this for a while now."
_LAST_FEW = 3
"""How many earlier check-ins a trend is told of."""
_A_WHILE = 21  # days from which a month is named
_NEARLY_A_YEAR = 300  # days


class CheckinItem(Struct, frozen=True):
    """One line of the check-in: the warning sign it is about, its text, and what may help if it is low.

    `short` stands for the text beside an answer; like it, it names what is there, not what is missing.
    """

    id: str
    sign: str
    text: str
    short: str
    suggest_ritual: str
    suggest_also: tuple[str, ...] = ()
    """Rituals that may help as well, once the first is kept."""
    suggest_flow: str = ""
    source: str = ""


class CheckinBand(Struct, frozen=True, rename={"least": "from", "most": "to"}):
    """The message for totals from `least` to `most`, both included."""

    least: int
    most: int
    label: str
    message: str
    message_uneven: str = ""
    """In place of `message` where some item is low, if that needs other words."""
    outside_help: OutsideHelp = "no"


class Checkin(Struct, frozen=True):
    """The texts and thresholds of the check-in, from the catalogue."""

    title: str
    period: str
    """What the lines are about, as it is called on the day itself; `period_then` is what it is called later."""
    period_then: str
    intro: str
    disclaimer: str
    source: str
    scale_min: int
    scale_max: int
    scale_labels: tuple[str, ...]
    low_item_at_or_below: int
    steady_change: int
    offer_help_at_or_below: int
    offer_help_after_consecutive: int
    help_flow: str

    def label(self, value: int) -> str:
        """The label of a value of the scale."""
        return self.scale_labels[value - self.scale_min]


class Form(NamedTuple):
    """The whole check-in: its texts, its items and its bands."""

    checkin: Checkin
    items: Sequence[CheckinItem]
    bands: Sequence[CheckinBand]


class Total(NamedTuple):
    """The sum of the answers, and the highest sum that the answered items allow."""

    value: int
    most: int

    def on_scale_of(self, most: int) -> int:
        """The sum scaled to another maximum, so that skipped items neither raise nor lower it."""
        return round(self.value * most / self.most) if self.most else 0


class Needs(NamedTuple):
    """The items that may want something, the one to begin with first, and whether outside help may help as well."""

    low: Sequence[CheckinItem] = ()
    outside_help: OutsideHelp = "no"


class Result(NamedTuple):
    """The scores of one check-in; `message` and `trend` are empty if too few items were answered for them."""

    values: tuple[int | None, ...]
    total: Total
    message: str
    trend: str
    needs: Needs


class Trend(NamedTuple):
    """How it goes beside the last few check-ins; no words say that it goes down."""

    words: str = ""
    goes_down: bool = False


class Point(NamedTuple):
    """A check-in in the small chart of the past; `height` is from 0 to 1."""

    on: date
    total: Total
    height: float


# results


def checkin_result(form: Form, checkins: Sequence[CheckinTaken], entry: EntryId) -> Result:
    """The result of one check-in, compared with the same person's earlier ones; `checkins` in the order they were
    taken."""
    current = next(checkin for checkin in checkins if checkin.entry == entry)
    earlier = [
        checkin for checkin in latest_of_each_day(checkins[: checkins.index(current)]) if checkin.on < current.on
    ]
    is_for_a_while = _is_low_for_a_while(form, [*earlier, current])
    trend = trend_beside(form, earlier, current)
    return Result(
        values=tuple(current.answers.get(item.id) for item in form.items),
        total=total_of(form, current.answers),
        message=_message(form, current.answers, trend, is_for_a_while=is_for_a_while),
        trend=trend.words,
        needs=needs(form, [current.answers], is_for_a_while=is_for_a_while),
    )


def needs(form: Form, answers: Sequence[CheckinAnswers], *, is_for_a_while: bool = False) -> Needs:
    """What one person's answers want, or those of both; outside help comes first for both where it does for one, or
    where it has been low for a while."""
    bands = [band for person_answers in answers if (band := _band(form, person_answers))]
    lowest_band = min(bands, key=_least, default=None)
    outside_help = lowest_band.outside_help if lowest_band else "no"
    return Needs(low_items(form, answers), "first" if is_for_a_while else outside_help)


def _message(form: Form, answers: CheckinAnswers, trend: Trend, *, is_for_a_while: bool) -> str:
    """The band's words, unless it has been low for a while, or it is a band in the middle and goes down."""
    if is_for_a_while:
        return FOR_A_WHILE
    band = _band(form, answers)
    ends = (min(form.bands, key=_least), max(form.bands, key=_least))  # which have more to say than how it goes
    if trend.goes_down and band not in ends:
        return SMALL_IS_PLENTY
    if band is None:
        return ""
    is_uneven = min(answers.values()) <= form.checkin.low_item_at_or_below
    return (is_uneven and band.message_uneven) or band.message


def total_of(form: Form, answers: CheckinAnswers) -> Total:
    """The sum of the given answers."""
    values = [answers[item.id] for item in form.items if item.id in answers]
    return Total(sum(values), form.checkin.scale_max * len(values))


def lowest(form: Form, answers: Sequence[CheckinAnswers]) -> CheckinItem | None:
    """The item to begin with, in one person's answers or in those of both: the lowest on average, the first of several.

    None if all of them are high enough that there is nothing to suggest.
    """
    means = _means(form, answers)
    first = min((item for item in form.items if item.id in means), key=lambda item: means[item.id], default=None)
    if first is None:
        return None
    is_low = means[first.id] <= form.checkin.low_item_at_or_below
    highest = max(form.bands, key=lambda band: band.least)
    is_high = all(_band(form, person_answers) in (highest, None) for person_answers in answers) and means[
        first.id
    ] >= _middle(form)
    return first if is_low or not is_high else None


def low_items(form: Form, answers: Sequence[CheckinAnswers]) -> list[CheckinItem]:
    """The item to begin with, if any, and after it the others that are low, the lowest first."""
    first, means = lowest(form, answers), _means(form, answers)
    others = [
        item
        for item in sorted(form.items, key=lambda item: means.get(item.id, form.checkin.scale_max))
        if item != first and means.get(item.id, form.checkin.scale_max) <= form.checkin.low_item_at_or_below
    ]
    return [first, *others] if first else []


def trend_beside(form: Form, earlier: Sequence[CheckinTaken], current: CheckinTaken) -> Trend:
    """How it goes beside the last few check-ins, each over the items answered both times; no words if there are
    none."""
    changes = [(one.on, _change(form, one.answers, current.answers)) for one in earlier[-_LAST_FEW:]]
    told = [(on, change) for on, change in changes if change is not None]
    if not told:
        return Trend()
    (first_on, since_first), (_, since_last) = told[0], changes[-1]
    is_of_another_month = (first_on.year, first_on.month) != (current.on.year, current.on.month) and (
        current.on - first_on
    ).days > _A_WHILE
    that_month = [change for on, change in told if (on.year, on.month) == (first_on.year, first_on.month)]
    if min(that_month) > 0 and is_of_another_month:
        return Trend(f"Closer than in {_month_words(first_on, current.on)}.")
    if (since_last or 0) > 0:
        return Trend("Closer than last time.")
    if since_first < 0 or (since_last or 0) < 0:
        return Trend(goes_down=True)
    return Trend("Much as in the last ones." if len(told) > 1 else "Much as last time.")


def _is_low_for_a_while(form: Form, checkins: Sequence[CheckinTaken]) -> bool:
    """Whether the latest few check-ins, each of another day, were all so low that outside help should be mentioned."""
    latest = latest_of_each_day(checkins)[-form.checkin.offer_help_after_consecutive :]
    if len(latest) < form.checkin.offer_help_after_consecutive:
        return False
    sums = [_scaled(form, checkin.answers) for checkin in latest]
    return all(value is not None and value <= form.checkin.offer_help_at_or_below for value in sums)


def checkin_points(form: Form, checkins: Iterable[CheckinTaken]) -> list[Point]:
    """The chart of the past: a point for each day with a check-in."""
    totals = [(checkin.on, total_of(form, checkin.answers)) for checkin in latest_of_each_day(checkins)]
    return [Point(on, total, total.value / total.most) for on, total in totals if total.most]


def latest_of_each_day(checkins: Iterable[CheckinTaken]) -> list[CheckinTaken]:
    """The last check-in of each day; `checkins` in the order they were taken."""
    by_day = groupby(sorted(checkins, key=lambda checkin: checkin.on), key=lambda checkin: checkin.on)
    return [[*of_day][-1] for _, of_day in by_day]


def _change(form: Form, earlier: CheckinAnswers, current: CheckinAnswers) -> int | None:
    """1 where the items answered both times are higher now, -1 where they are lower, 0 where they are much the same;
    None where there are none."""
    both = [item.id for item in form.items if item.id in earlier and item.id in current]
    change = sum(current[item] - earlier[item] for item in both)
    is_steady = abs(change) * len(form.items) <= form.checkin.steady_change * len(both)
    return None if not both else 0 if is_steady else 1 if change > 0 else -1


def _month_words(on: date, today: date) -> str:
    """A month, with its year where another of that name lies nearer."""
    name = month_name(on.month)
    return f"{name} {on.year}" if (today - on).days > _NEARLY_A_YEAR else name


def _means(form: Form, answers: Sequence[CheckinAnswers]) -> dict[str, float]:
    """The average of each item that anybody answered, by its id."""
    return {
        item.id: sum(values) / len(values)
        for item in form.items
        if (values := [person_answers[item.id] for person_answers in answers if item.id in person_answers])
    }


def _least(band: CheckinBand) -> int:
    return band.least


def _band(form: Form, answers: CheckinAnswers) -> CheckinBand | None:
    value = _scaled(form, answers)
    return next((band for band in form.bands if value is not None and band.least <= value <= band.most), None)


def _scaled(form: Form, answers: CheckinAnswers) -> int | None:
    """The total scaled to all items; None if only half of them or fewer were answered, which says too little."""
    total = total_of(form, answers)
    most = form.checkin.scale_max * len(form.items)
    return total.on_scale_of(most) if 2 * total.most > most else None


def _middle(form: Form) -> float:
    return (form.checkin.scale_min + form.checkin.scale_max) / 2
