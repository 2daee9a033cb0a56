"""One installation at a time: two starts in the same folder must not write the same environment."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold the lock at `path`; while another holds it, call `waiting` twice a second.

    The descriptor given is for our children to keep open (not on Windows): if we are killed while one still
    installs, the next start waits for it rather than working beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        while True:
            try:
                _take(descriptor)
                break
            except OSError:
                waiting()
                time.sleep(0.5)
        yield descriptor
    finally:
        os.close(descriptor)
