"""What an import has to say: what was dropped, converted, or could not be known. In French, for the campaigner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from autograder.domain.errors import InvalidData
from autograder.domain.french import number, typeset

EXAMPLES = 2
EXAMPLE_LENGTH = 40


class Kind(StrEnum):
    """Why a note is there; the value is the French word put before it."""

    DROPPED = "écarté"
    CONVERTED = "converti"
    UNKNOWN = "inconnu"
    NOTICED = "à savoir"


@dataclass
class Note:
    """One thing to say, however often it happened. `text` may hold `{n}` for the count."""

    kind: Kind
    text: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        said = self.text.replace("{n}", number(self.count)).replace("(s)", "s" if self.count > 1 else "")
        shown = ", ".join(f"« {example} »" for example in self.examples)
        return typeset(f"{said} (par exemple {shown})." if shown else f"{said}.")


@dataclass
class FileReport:
    """What happened to one file (or one sheet, or one member of an archive)."""

    name: str
    format: str
    notes: dict[tuple[Kind, str], Note] = field(default_factory=dict)
    kept: Counter[str] = field(default_factory=Counter)

    def add(self, kind: Kind, text: str, example: object = None, count: int = 1) -> None:
        note = self.notes.get((kind, text))
        if note is None:
            note = self.notes[kind, text] = Note(kind, text)
        note.count += count
        if example is not None and len(note.examples) < EXAMPLES:
            shown = " ".join(str(example).split())
            shown = shown if len(shown) <= EXAMPLE_LENGTH else shown[: EXAMPLE_LENGTH - 1] + "…"
            if shown not in note.examples:
                note.examples.append(shown)

    def of(self, kind: Kind) -> list[Note]:
        return [note for note in self.notes.values() if note.kind is kind]

    def lines(self) -> Iterator[str]:
        rows = ", ".join(f"{number(count)} ligne{'s' if count > 1 else ''} dans {table}"
                         for table, count in self.kept.items())
        yield typeset(f"{self.name} : {self.format}. {rows or 'Aucune ligne gardée'}.")
        for kind in Kind:
            for note in self.of(kind):
                yield typeset(f"  {kind.value} : {note.sentence}")


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and the one sentence that says why; `error` is what the reader raised."""

    path: Path
    error: InvalidData

    @property
    def line(self) -> str:
        return typeset(f"{self.path.name} : refusé. {self.error.sentence}")


@dataclass
class Report:
    """The reports of every file of one import, and the files that were refused."""

    files: list[FileReport] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for file in self.files:
            yield from file.lines()
        for refusal in self.refused:
            yield refusal.line

    def notes(self, kind: Kind | None = None) -> list[Note]:
        return [note for file in self.files for note in file.notes.values() if kind in (None, note.kind)]

    def __str__(self) -> str:
        return "\n".join(self.lines())
