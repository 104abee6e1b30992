"""A helper program: `python -m tests.kit.hung_mount FOLDER WORDS...` runs a program for which a folder hangs.

At the folder a file system is mounted, in a namespace of its own, that nobody ever answers for, as behind a server that
is gone. It is let go of when the program ends.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys


def mount(folder: str, device: int) -> None:
    """Mount a FUSE file system whose requests come through an open device (fuse(4))."""
    options = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"nobody", folder.encode(), b"fuse", 0, options.encode()):
        raise OSError(ctypes.get_errno(), "mount")


if __name__ == "__main__":
    mount(sys.argv[1], os.open("/dev/fuse", os.O_RDWR))
    sys.exit(subprocess.run(sys.argv[2:], check=False).returncode if sys.argv[2:] else 0)
