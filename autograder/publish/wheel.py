"""Our own wheel for the browser: the layers that need the standard library only, and the exercises with their keys."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipInfo

from wheel.wheelfile import WheelFile

from autograder.catalogue import Exercise

PACKAGE = Path(__file__).resolve().parents[1]
LAYERS = ("domain", "checks", "catalogue")
EXERCISES = "cours_exercices"
UNNEEDED = {"__pycache__", "mistakes", "hidden"}
DATE = (2020, 1, 1, 0, 0, 0)
BUILT = 1577836800  # the same day, in seconds


def build_wheel(exercises: Iterable[Exercise], folder: Path) -> Path:
    """Write the wheel into `folder`. The same sources always give the same bytes: its hash tells a new build."""
    version = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"autograder-{version}-py3-none-any.whl"
    target.unlink(missing_ok=True)
    info = f"autograder-{version}.dist-info"
    with _dated(BUILT), WheelFile(target, "w") as wheel:
        for name, content in _files(exercises):
            _add(wheel, name, content)
        _add(wheel, f"{info}/METADATA", f"Metadata-Version: 2.1\nName: autograder\nVersion: {version}\n".encode())
        tags = "Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        _add(wheel, f"{info}/WHEEL", tags.encode())
    return target


@contextmanager
def _dated(seconds: int) -> Iterator[None]:
    """`WheelFile` dates its list of files by the clock, unless SOURCE_DATE_EPOCH says otherwise."""
    former = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if former is not None:
            os.environ["SOURCE_DATE_EPOCH"] = former


def _files(exercises: Iterable[Exercise]) -> Iterator[tuple[str, bytes]]:
    yield "autograder/__init__.py", (PACKAGE / "__init__.py").read_bytes()
    for layer in LAYERS:
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            yield f"autograder/{path.relative_to(PACKAGE).as_posix()}", path.read_bytes()
    for exercise in exercises:
        for path in sorted(exercise.folder.rglob("*")):
            inner = path.relative_to(exercise.folder)
            if path.is_file() and not UNNEEDED.intersection(inner.parts):
                yield f"{EXERCISES}/{exercise.id}/{inner.as_posix()}", path.read_bytes()


def _add(wheel: WheelFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, DATE)
    entry.external_attr = 0o644 << 16
    wheel.writestr(entry, content, compress_type=ZIP_DEFLATED)
