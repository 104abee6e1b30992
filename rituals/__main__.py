"""`python -m rituals` runs the verbs, as `rituals` does."""

from __future__ import annotations

import sys

from rituals.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
