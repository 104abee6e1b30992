"""How likely each note is to be drawn from the jar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rituals.core.model import AppreciationId

ChooseWeighted = Callable[[Sequence[int]], int]
"""Picks an index by weights: at random in the app, fixed in tests."""


def draw_weights(notes: Sequence[AppreciationId], drawn: Iterable[AppreciationId]) -> list[int]:
    """A weight for each note: the square of how many of the other notes were drawn after it; one never drawn counts as
    before all of them. If all weights would be 0, each is 1."""
    places = {note: place for place, note in enumerate(notes)}
    order = [note for note in drawn if note in places]
    weights = [(len(order) or 1) ** 2] * len(notes)
    for note, after in zip(order, reversed(range(len(order))), strict=True):
        weights[places[note]] = after**2
    return weights if any(weights) else [1] * len(notes)
