"""The course as an EPUB, for reading applications."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.publish.book import ROOT, run_sphinx

Say = Callable[[str], None]
AUTHORS = "Les autrices et auteurs du cours"
IDENTIFIER = "cours-citoyennete-numerique"
SETTINGS = {
    "epub_basename": "guide", "epub_title": "Citoyenneté numérique",
    "epub_description": "Organiser une campagne de mobilisation digitale",
    "epub_author": AUTHORS, "epub_contributor": AUTHORS, "epub_publisher": AUTHORS, "epub_copyright": AUTHORS,
    "epub_language": "fr", "epub_identifier": IDENTIFIER,
    "epub_theme": "liseuse", "epub_show_urls": "no", "epub_use_index": False,
    "epub_tocdup": False, "epub_tocdepth": 2, "epub_tocscope": "includehidden",
    # Sphinx's own papers and looks, which no page of ours asks for
    "epub_exclude_files": [
        f"_static/{name}" for name in ("basic.css", "pygments.css", "file.png", "minus.png", "plus.png")
    ],
}


def build_epub(build: Path, say: Say, *, root: Path = ROOT) -> Path:
    """Write `build/print/guide.epub`. Raises `BookError`."""
    app = run_sphinx(build / "book", "epub", say, root=root, settings=SETTINGS)
    target = build / "print" / "guide.epub"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(app.outdir) / "guide.epub", target)
    return target
