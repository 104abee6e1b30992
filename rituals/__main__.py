"""`python -m rituals`: the same command line as `rituals`."""

from __future__ import annotations

import sys

from rituals.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
