"""What a browser needs to make a campaign file by itself: our own writers and the libraries they stand on, in one zip.

The libraries are those of this environment, as the lock pinned them; they are pure Python. The zip is loaded only when
somebody asks for her file.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LIBRARIES = ("openpyxl", "et-xmlfile", "icalendar", "python-dateutil", "tzdata", "typing-extensions")
WRITERS = (
    "__init__", "budget_xlsx", "calendar_ics", "calendar_table", "calendar_xlsx", "campaign_file", "campaign_html",
    "campaign_xlsx", "timeline_svg", "tree_svg", "workbook",
)
OUTPUTS = Path(__file__).resolve().parents[1] / "outputs"
UNNEEDED = {"__pycache__", "tests", "test", "fuzzing"}
NAME = "emporter.zip"
DATE = (2020, 1, 1, 0, 0, 0)


def build_takehome(folder: Path) -> Path:
    """Write the zip into `folder`. The same sources always give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NAME
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as zip_:
        for name, path in sorted(_files()):
            zip_.writestr(ZipInfo(name, DATE), path.read_bytes(), ZIP_DEFLATED)
    return target


def _files() -> Iterator[tuple[str, Path]]:
    for writer in WRITERS:
        yield f"autograder/outputs/{writer}.py", OUTPUTS / f"{writer}.py"
    for library in LIBRARIES:
        found = distribution(library)
        for file in found.files or []:
            path = Path(str(found.locate_file(file)))
            inside = not file.parts[0].startswith("..") and not UNNEEDED.intersection(file.parts)
            if inside and path.is_file() and file.suffix != ".pyc":
                yield file.as_posix(), path
