"""Folders of one run below `scratch`: gone when it ends, and swept up by the next one where it was killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def folder_of_a_run(scratch: Path, prefix: str) -> Iterator[Path]:
    """A fresh folder below `scratch`, for this process only. Those that dead processes left are taken away first."""
    scratch.mkdir(parents=True, exist_ok=True)
    with _locked(scratch, wait=True):  # a folder that is made now is not swept before it is locked
        _sweep(scratch)
        made = Path(tempfile.mkdtemp(dir=scratch, prefix=prefix))
        held = contextlib.ExitStack()
        held.enter_context(_locked(made, wait=False))
    try:
        yield made
    finally:
        held.close()
        shutil.rmtree(made, ignore_errors=True)


def _sweep(scratch: Path) -> None:
    """A lock ends with the process that held it, however that ended."""
    for left in scratch.iterdir():
        if left.is_dir():
            with _locked(left, wait=False) as mine:
                if mine:
                    shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the folder's lock; yields whether we have it. Where there are no such locks (Windows) nobody has any."""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # swept up by another process meanwhile
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)
