"""Every key there is, once: bindings, the line at the foot and the help page all come from the tables in here.

A table lies in the module of its group of screens, so that what one screen needs loads no other's.
"""

from __future__ import annotations

from tui.keys.key import Key, bindings, once_each

__all__ = ["Key", "bindings", "once_each"]
