"""The long form is what it says, and a limit is one."""

from __future__ import annotations

import gc
import sys
from time import process_time
from weakref import WeakSet

import pytest

from tests.fuzzing.fuzz import A_MILLION, SHARES, TookTooLong, at_most


def work(seconds: float) -> None:
    ends = process_time() + seconds
    while process_time() < ends:
        pass


def test_the_shares_make_a_million() -> None:
    assert sum(SHARES.values()) == A_MILLION


@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer of this kind")
def test_a_limit_that_is_reached_while_garbage_is_collected_holds_right_after_it() -> None:
    def gc_callback(_phase: str, _info: dict[str, int]) -> None:
        work(0.05)

    def collect_and_work() -> None:
        gc.collect()
        work(5)

    gc.callbacks.append(gc_callback)
    try:
        with pytest.raises(TookTooLong), at_most(0.02):
            collect_and_work()
    finally:
        gc.callbacks.remove(gc_callback)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer of this kind")
def test_a_limit_that_is_reached_while_a_weak_set_forgets_holds_right_after_it() -> None:
    class Thing:
        pass

    things = [Thing() for _ in range(300_000)]
    weakly_held = WeakSet(things)

    def forget_and_work() -> None:
        things.clear()
        work(5)

    with pytest.raises(TookTooLong), at_most(0.02):
        forget_and_work()

    assert not weakly_held
