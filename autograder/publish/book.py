"""Builds the book: Jupyter Book's configuration, Sphinx's engine, warnings as errors, only what changed."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from autograder.domain.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class BookError(CourseError):
    """The book cannot be built. `sentence` is French; the text goes on with what Sphinx said, for the author."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(f"{sentence}\n{detail}".strip())
        self.sentence = sentence


def build_book(out: Path, say: Say, *, root: Path = ROOT) -> Path:
    """Build the book's pages below `out` and return their folder. Unchanged pages are kept from the last build."""
    run_sphinx(out, "html", say, root=root)
    return out / "html"


def run_sphinx(
    out: Path, builder: str, say: Say, *, root: Path = ROOT, theme: str | None = None, folder: str = "book",
    extensions: Sequence[str] = (),
) -> Sphinx:
    """Run one Sphinx builder on `folder` into `out/<builder>`; builders share what was read in `out/doctrees`."""
    source = root / folder
    _forget_other_engines(out)
    overrides: dict[str, Any] = {"latex_individualpages": False} | ({"html_theme": theme} if theme else {})
    config, _ = get_final_config(user_yaml=root / "_config.yml", cli_config=overrides, sourcedir=source)
    config |= {"extensions": [*config["extensions"], *extensions]}
    target = out / builder
    target.mkdir(parents=True, exist_ok=True)
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        try:
            app = Sphinx(
                srcdir=source, confdir=None, outdir=target, doctreedir=out / "doctrees", buildername=builder,
                confoverrides=config, status=_Progress(say), warning=warnings, warningiserror=True, keep_going=True,
            )
            app.build()
        except (SphinxError, OSError, ValueError) as error:
            shutil.rmtree(out / "doctrees", ignore_errors=True)  # the next build reads everything afresh
            raise BookError("Le livre n'a pas pu être construit.", _readable(warnings, error)) from error
    if app.statuscode:
        shutil.rmtree(out / "doctrees", ignore_errors=True)
        raise BookError("Le livre n'a pas pu être construit : une page est à corriger.", _readable(warnings))
    return app


def _forget_other_engines(out: Path) -> None:
    """Throw away what another version of this code has built: its pickled pages may not be readable any more."""
    sources = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".html", ".toml"})
    engine = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
    mark = out / "engine"
    if not mark.is_file() or mark.read_text(encoding="ascii") != engine:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        mark.write_text(engine, encoding="ascii")


PAUSE = 3.0
"""Seconds between two lines of progress."""
VERBS = {"reading sources": "lecture de", "writing output": "mise en page de"}


class _Progress(io.StringIO):
    """Turns Sphinx's "reading sources... [ 50%] page" lines into short French ones.

    The first page of a step is said, then one every few seconds.
    """

    PAGE = re.compile(r"(reading sources|writing output)\.\.\. \[ *\d+%\] (\S+)")

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._line = ""
        self._told = ("", 0.0)

    def write(self, text: str) -> int:
        """Sphinx writes the percentage and the name of the page apart."""
        self._line = (self._line + ANSI.sub("", text)).rpartition("\n")[2]
        found = self.PAGE.search(self._line)
        if found:
            self._line = ""
            step, now = found[1], time.monotonic()
            if step != self._told[0] or now - self._told[1] >= PAUSE:
                self._told = step, now
                self._say(f"Livre : {VERBS[step]} {found[2]}")
        return len(text)


def _readable(warnings: io.StringIO, error: Exception | None = None) -> str:
    lines = [ANSI.sub("", line) for line in warnings.getvalue().splitlines() if line.strip()]
    return "\n".join([*lines, *([str(error)] if error else [])])
