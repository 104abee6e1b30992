"""Gives each test of a reader its inputs: some hundred, or with `--full` its share of a million."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from random import Random
from time import process_time
from typing import Protocol, TypeVar

import pytest

from tests.fuzzing.fuzz import FEW, SHARES, SMALL_SHARE, SOME, Trial, fuzz_many, fuzz_some

Input = TypeVar("Input")


class Fuzz(Protocol):
    """Hands a reader what `make` makes; `ordinary` is an input by which the others' cost is measured."""

    def __call__(
        self, reader: str, make: Callable[[Random], Input], read: Callable[[Input], object], *, ordinary: Input
    ) -> None: ...


@pytest.fixture(scope="session")
def seed() -> int:
    """What the long form's inputs come from; RITUALS_FUZZ_SEED brings those of an earlier run back."""
    return int(os.environ.get("RITUALS_FUZZ_SEED") or secrets.randbits(32))


@pytest.fixture
def fuzz(full: bool, seed: int, figure: Callable[[str], None]) -> Fuzz:
    """Some hundred inputs for a reader, or its share of a million."""

    def try_all(
        reader: str, make: Callable[[Random], Input], read: Callable[[Input], object], *, ordinary: Input
    ) -> None:
        begun, trial, count = process_time(), Trial(read, ordinary), SHARES[reader]
        if full:
            fuzz_many(make, trial, seed=seed, count=count)
        else:
            fuzz_some(make, trial, count=FEW if count <= SMALL_SHARE else SOME)
        figure(f"fuzzing, {reader}: {trial}, {process_time() - begun:.0f} s{f', seed {seed}' if full else ''}")

    return try_all
