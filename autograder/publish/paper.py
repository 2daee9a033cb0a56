"""From HTML to PDF with WeasyPrint, and one French sentence when the machine lacks what it needs."""

from __future__ import annotations

import importlib.util
import logging
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.domain.errors import CourseError
from autograder.publish.stamps import Stamp

Say = Callable[[str], None]
STYLES = Path(__file__).parent / "print"
FONTS = {  # family: (file, weight, style), as matplotlib ships them
    "DejaVu Serif": [("DejaVuSerif", 400, "normal"), ("DejaVuSerif-Bold", 700, "normal"),
                     ("DejaVuSerif-Italic", 400, "italic"), ("DejaVuSerif-BoldItalic", 700, "italic")],
    "DejaVu Sans": [("DejaVuSans", 400, "normal"), ("DejaVuSans-Bold", 700, "normal"),
                    ("DejaVuSans-Oblique", 400, "italic"), ("DejaVuSans-BoldOblique", 700, "italic")],
}  # fmt: skip
WORKERS = 2


class PrintUnavailable(CourseError):
    """This machine cannot lay out a page. The text is a French sentence for the trainer; all the rest goes on."""


@dataclass(frozen=True)
class Job:
    """One document to lay out: `html` in these stylesheets, relative images looked for below `base`.

    It is laid out once and written to each target; the number beside a target is its scale, 1 as the stylesheet says.
    """

    name: str
    html: str
    styles: tuple[str, ...]
    base: Path
    targets: tuple[tuple[Path, float], ...]


def document(title: str, body: str) -> str:
    """A whole HTML document around `body`."""
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}</body></html>'


def run_jobs(jobs: Sequence[Job], kept: Path, say: Say) -> list[str]:
    """Lay out the documents that have changed since `kept` was written, two at a time; their names are returned.

    Each file appears whole or not at all. Raises `PrintUnavailable`.
    """
    stamps = {job.name: _stamp(job, kept) for job in jobs}
    due = [job for job in jobs if not stamps[job.name].holds(*(target for target, _ in job.targets))]
    if not due:
        return []
    _weasyprint()
    say(f"Sur papier : mise en page de {', '.join(job.name for job in due)}…")
    if len(due) == 1 or os.cpu_count() == 1:
        for job in due:
            _run(job)
    else:
        with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(_run, due))
    for job in due:
        stamps[job.name].set()
    return [job.name for job in due]


def _run(job: Job) -> None:
    weasyprint = _weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = [weasyprint.CSS(string=_font_faces(), font_config=fonts)]
    sheets += [weasyprint.CSS(filename=str(STYLES / name), font_config=fonts) for name in job.styles]
    pages = weasyprint.HTML(string=job.html, base_url=str(job.base)).render(stylesheets=sheets, font_config=fonts)
    for target, scale in job.targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".part")
        pages.write_pdf(str(unfinished), zoom=scale)
        unfinished.replace(target)


def _stamp(job: Job, kept: Path) -> Stamp:
    """What the document is made from: its HTML (kept, to be looked at), its stylesheets, and the images beside it."""
    kept.mkdir(parents=True, exist_ok=True)
    source = kept / f"{job.name}.html"
    source.write_text(job.html, encoding="utf-8", newline="\n")
    styles = [STYLES / name for name in job.styles]
    return Stamp(kept / f"{job.name}.txt", source, *styles, Path(__file__), job.base / "_images")


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PrintUnavailable(
            "Le guide imprimé attendra : cette machine n'a pas la bibliothèque Pango, qui met le texte en page "
            "(sous Debian : apt install libpango-1.0-0 libpangoft2-1.0-0). Le reste du cours fonctionne."
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


def _font_faces() -> str:
    """DejaVu has the letters of Bambara, Soninke and Pulaar; matplotlib brings it to machines without any font."""
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        return ""
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f' src: url("{(folder / name).with_suffix(".ttf").as_uri()}"); }}'
        for family, faces in FONTS.items() for name, weight, style in faces
        if (folder / name).with_suffix(".ttf").is_file()
    )
