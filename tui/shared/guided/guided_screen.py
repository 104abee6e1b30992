"""A page of a talk or a check-in."""

from __future__ import annotations

from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.transient_screen import TransientScreen


class GuidedScreen(HeedsOnSight, TransientScreen):
    """A page that is answered once, in which nobody changes seats."""

    IS_GUIDED = True
    TAKES_AN_ANSWER = True
