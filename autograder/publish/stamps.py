"""Says whether what was built still fits what it was built from, so that a second start takes seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path


class Stamp:
    """A small file that keeps the digest of some sources, written once everything made from them is in place."""

    def __init__(self, file: Path, *sources: Path) -> None:
        self._file = file
        self._digest = _digest(sources)

    def holds(self, *products: Path) -> bool:
        """Whether the products exist and were made from these very sources."""
        kept = self._file.read_text(encoding="ascii") if self._file.is_file() else ""
        return kept == self._digest and all(product.exists() for product in products)

    def set(self) -> None:
        self._file.write_text(self._digest, encoding="ascii")


def _digest(sources: tuple[Path, ...]) -> str:
    total = hashlib.sha256()
    for source in sources:
        for path in _files(source):
            total.update(f"{source.name}/{path.relative_to(source).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source).parts
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in inside):
            yield path
