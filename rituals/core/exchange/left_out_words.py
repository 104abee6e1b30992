"""Why something of a file is not brought in, or not as it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rituals.core.text import NAME_LIMIT, how_many, joined, printable, titled

NO_NAME = "It has no name. Give it one."
GONE = "What it was to go on as isn't there any more. Choose another one, or let it be a new one."
TWICE = "Another one of the file goes on as that already. Choose another one, or let it be a new one."


def another_name_words(name: str, owner: str) -> str:
    """Why a new ritual can't be called so: another one is, which may be for its owner alone."""
    other = f"{titled(name)} is for {printable(owner)} alone" if owner else f"Another one is called {titled(name)}"
    return f"{other}. Give this one another name."


def shortened_words(name: str, original: str) -> Iterable[str]:
    """That a name is longer than one can be here."""
    if len(original) > NAME_LIMIT and name:
        yield f"Its name is cut to {NAME_LIMIT} characters."


def same_days_words(name: str) -> str:
    """Why it is taken for a ritual of another name."""
    return f"It has every day that was brought in as {titled(name)} before, so it goes on as that."


def stays_put_away_words(*, is_put_away: bool) -> Iterable[str]:
    """That a ritual isn't brought back by days that come into it."""
    if is_put_away:
        yield "It is put away here, and stays so."


def ahead_words(count: int) -> Iterable[str]:
    """That days ahead are left out."""
    if count:
        yield f"{how_many(count, 'day')} still ahead {_is(count)} left out."


def rests_left_out_words(count: int, *, is_quota: bool) -> Iterable[str]:
    """That rests are left out, and why."""
    if count and is_quota:
        yield f"{how_many(count, 'rest')} {_is(count)} left out: on any day one would rest the whole week or month."
    elif count:
        yield f"{how_many(count, 'rest')} {_is(count)} left out, on days for which nothing was planned."


def strangers_words(strangers: Mapping[str, int]) -> Iterable[str]:
    """That the file names people whom nobody knows here."""
    if strangers:
        names = joined(f"“{printable(name)}”" for name in sorted(strangers))
        days, are = sum(strangers.values()), "is nobody" if len(strangers) == 1 else "are nobody"
        count = f"{how_many(days, 'day')} of theirs {'counts' if days == 1 else 'count'}"
        yield f"{names} {are} here: {count} as those of which the file says nothing."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
