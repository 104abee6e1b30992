"""`python -m rituals`: the same as `rituals`, which the package of the screens decides; here nothing knows it."""

from __future__ import annotations

import runpy

if __name__ == "__main__":
    runpy.run_module("tui", run_name="__main__", alter_sys=True)
