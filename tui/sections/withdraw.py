"""The dialog that asks before a yes is taken back."""

from __future__ import annotations

from tui.sections.keys import WITHDRAWING
from tui.shared.confirm import ConfirmScreen


class WithdrawScreen(ConfirmScreen):
    """Dismissed with True to take it back."""

    KEYS = WITHDRAWING
