"""Proves in one go what the guide promises about the data, and how quick it is: `python -m tests.proof`.

First the long forms of the tests that kill, damage and fuzz, with their figures, then both tables of the benchmarks.
It ends with 0 only where every test passed and every bound held; nothing is left out because something before failed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

STEPS = (
    ("-m", "pytest", "-n", "0", "-m", "durability or fuzzing", "--full", "-q"),
    ("-m", "tests.benchmarks", "--check"),
)


def main(steps: Sequence[Sequence[str]] = STEPS) -> int:
    """Run every step; the exit code of the first that failed, or 0."""
    started, codes = time.monotonic(), []
    for step in steps:
        print("+ python", *step, flush=True)
        codes.append(subprocess.run([sys.executable, *step], check=False).returncode)
    print(f"That took {(time.monotonic() - started) / 60:.0f} minutes.")
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    sys.exit(main())
