"""A page of a talk or a check-in, which heeds no key and no click that came before it could be seen."""

from __future__ import annotations

from math import inf

from tui.shared.transient_screen import TransientScreen


class GuidedScreen(TransientScreen):
    """A page that is answered once: what is typed or clicked faster than it shows is not meant for it."""

    IS_GUIDED = True

    seen_since = inf

    def on_mount(self) -> None:
        self.come_in_sight()
