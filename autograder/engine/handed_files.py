"""Files as strangers hand them in: found without following links, read without waiting and without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walk(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, in order, at any depth; links too, as they are, for the caller to make out.

    No link is followed; pipes and devices are left out.
    """
    todo = [folder]
    while todo:
        here = todo.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:  # closed to us, or nested deeper than a path may be long
            continue
        yield from (Path(entry) for entry in entries if entry.is_symlink() or entry.is_file(follow_symlinks=False))
        todo += [Path(entry) for entry in reversed(entries) if entry.is_dir(follow_symlinks=False)]


def read_bounded(path: Path, most: int) -> bytes:
    """What a plain file holds, and one byte more than `most` at the most. Raises `OSError` for what is no file."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as stream:
        return stream.read(most + 1)
