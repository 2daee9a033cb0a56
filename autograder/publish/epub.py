"""The course as an EPUB, for reading applications."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.publish.book import ROOT, run_sphinx

Say = Callable[[str], None]


def build_epub(build: Path, say: Say, *, root: Path = ROOT) -> Path:
    """Write `build/print/guide.epub`. Raises `BookError`."""
    app = run_sphinx(build / "book", "epub", say, root=root)
    target = build / "print" / "guide.epub"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(app.outdir) / "guide.epub", target)
    return target
