"""`python -m autograder bench`: the engine, the bare forked run and `nbgrader autograde` on the same submissions.

Every measure is a process of its own, one after the other. The table and the figures are kept in `benchmarks/`.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.domain.errors import CourseError
from autograder.engine.bench_course import RESULTS, Course, make_course

SIZES = (40, 400)
LARGE = 1000
"""Above that many submissions only the two ways in which they would be graded are measured: all cores, shut in."""
WORTH_QUARTERS = 100
"""Submissions are told of in batches: fewer of them say nothing about a quarter."""
SAMPLE = 10
"""Submissions given to nbgrader, which takes seconds for each."""
TITLE = "| mesure | copies | ouvriers | bac à sable | temps (s) | ms par copie | fois nbgrader | mémoire (Mo) |"
OUTCOME = (
    "Le temps compte tout, mise en route comprise ; « ms par copie » est le prix d'une copie de plus. La mémoire est "
    "celle du processus maître. « Fourche nue » : processus prêts d'avance qui se divisent, lancent cellules et "
    "vérifications ensemble, sans bac à sable ni carnet de notes. Au-delà de 1000 copies, le banc ne mesure que les "
    "deux façons de noter une vraie classe : tous les cœurs, bac à sable fermé."
)
AS_IT_WENT = (
    "Au fil des plus longues mesures, quart après quart des copies : ce que coûte une copie de plus, et la mémoire du "
    "processus maître. L'un et l'autre restent plats quand le prix d'une copie ne dépend pas de leur nombre."
)
QUARTERS = (
    "| mesure | copies | 1er quart (ms) | 2e (ms) | 3e (ms) | 4e (ms) | 1er quart (Mo) | 2e (Mo) | 3e (Mo) | 4e (Mo) |"
)


class BenchFailed(CourseError):
    """A measure could not be taken: the last lines that the process wrote."""


@dataclass(frozen=True)
class Row:
    """One measure. `each_ms`: a further submission; `times`: how many times nbgrader's pace."""

    name: str
    copies: int
    workers: int
    sandbox: bool
    seconds: float
    each_ms: float
    memory_mb: int
    times: float = 1.0
    quarters_ms: Sequence[float] = ()
    quarters_mb: Sequence[int] = ()
    """`each_ms`, and the memory held at the end, for each quarter of the submissions."""

    def __str__(self) -> str:
        box = "oui" if self.sandbox else "non"
        seconds, each, times = map(_figure, (self.seconds, self.each_ms, self.times))
        return (
            f"| {self.name} | {self.copies} | {self.workers} | {box} | {seconds} | {each} | {times} | "
            f"{self.memory_mb} |"
        )

    @property
    def as_it_went(self) -> str:
        return " | ".join([
            f"| {self.name}", str(self.copies), *map(_figure, self.quarters_ms), *map(str, self.quarters_mb)]) + " |"


def _figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def bench(
    root: Path, say: Callable[[str], None], *, sizes: Sequence[int] = SIZES, sample: int = SAMPLE,
    workers: Sequence[int] = (1, 2),
) -> int:
    """Measure, tell each figure as it comes, keep the last run in `root/benchmarks`. Returns 1 if a score differs."""
    with tempfile.TemporaryDirectory(prefix="banc-") as name:
        course = make_course(Path(name))
        sizes = sorted(sizes)
        course.submit(sample)
        reference, marks = _nbgrader(course, sample)
        course.submit(sizes[-1])
        say(TITLE)
        say("|---" * TITLE.count(" |") + "|")
        say(str(reference))
        rows, differing = [reference], 0
        for row, scores in _measures(course, sizes, workers):
            rows.append(Row(**{**asdict(row), "times": reference.each_ms / row.each_ms}))
            say(str(rows[-1]))
            differing += sum(scores.get(who) != hers for who, hers in marks.items())
        pages = _run("page", str(root))["a_second"]
    say(f"Réponses de page (données seules) : {pages} par seconde sur un cœur.")
    same = "toutes les mêmes, critère par critère" if not differing else f"{differing} différentes"
    say(f"Notes comparées à celles de nbgrader sur {sample} copies, à chaque mesure : {same}.")
    _keep(root / "benchmarks", rows, pages, sample, differing)
    return 1 if differing else 0


def _measures(
    course: Course, sizes: Sequence[int], at_a_time: Sequence[int],
) -> Iterator[tuple[Row, dict[str, list[float]]]]:
    for size in sizes:
        folder = course.drop(size)
        large = size > LARGE
        for workers in at_a_time if not large else (max(at_a_time),):
            for sandbox in (True, False) if not large else (True,):
                data = course.root / f"seance-{size}-{workers}-{sandbox}"
                box = "sandbox" if sandbox else "limits"
                told = _run("engine", str(course.root), str(folder), str(data), str(workers), box)
                yield _row("moteur", size, workers, sandbox, told), _scores(data / "nbgrader" / "gradebook.db")
            if large:
                continue
            told = _run("bare", str(course.nbgrader), str(workers), str(size))
            scores = {who: list(map(float, hers)) for who, hers in told["scores"].items()}
            yield _row("fourche nue", size, workers, False, told), scores
        cores = min(os.cpu_count() or 1, 8)
        theirs = course.copy(size)
        told = _run("split", str(theirs), str(course.root / "essais"))
        yield _row("moteur, cours nbgrader, tests à part", size, cores, True, told), _scores(theirs / "gradebook.db")
        if find_spec("distributed") and not large:
            data = course.root / f"seance-{size}-dask"
            told = _run("dask", str(course.root), str(folder), str(data), "2")
            yield _row("moteur, grappe Dask", size, 2, True, told), _scores(data / "nbgrader" / "gradebook.db")


def _row(name: str, size: int, workers: int, sandbox: bool, told: Mapping[str, Any]) -> Row:
    return Row(
        name, size, workers, sandbox, told["seconds"], told["each_ms"], told["memory_mb"],
        quarters_ms=told["quarters_ms"], quarters_mb=told["quarters_mb"])


def _run(kind: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", "autograder.engine.bench_row", kind, *arguments]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True)
    if done.returncode:
        raise BenchFailed(f"Le banc d'essai s'est arrêté. {done.stderr[-1000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _nbgrader(course: Course, sample: int) -> tuple[Row, dict[str, list[float]]]:
    """Time from one submission to the next as its log tells them, and all its time."""
    program = Path(sys.executable).with_name("nbgrader")
    environment = os.environ | {"PATH": os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])}
    options: Any = {"cwd": course.nbgrader, "env": environment, "text": True, "stderr": subprocess.STDOUT}
    made = subprocess.run([program, "generate_assignment", "banc"], stdout=subprocess.PIPE, **options)
    if made.returncode:
        raise BenchFailed(f"nbgrader n'a pas pu préparer le devoir. {made.stdout[-1000:]}")
    shutil.copy(course.nbgrader / "gradebook.db", course.unmarked)
    start, began = time.perf_counter(), []
    with subprocess.Popen([program, "autograde", "banc"], stdout=subprocess.PIPE, **options) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if re.search(r"Overwriting files|Copying .*submitted/.*/banc -> ", line):
                began.append(time.perf_counter())
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    seconds = time.perf_counter() - start
    each = (time.perf_counter() - began[0]) / len(began) * 1000 if len(began) >= sample else seconds / sample * 1000
    row = Row("nbgrader autograde", sample, 1, False, seconds, each, round(usage.ru_maxrss / 1024))
    return row, _scores(course.nbgrader / "gradebook.db")


def _scores(database: Path) -> dict[str, list[float]]:
    """Each learner's points, result by result, from a gradebook of nbgrader's."""
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score
        FROM grade JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    """
    found: dict[str, dict[str, float]] = {}
    with closing(sqlite3.connect(database)) as connection:
        for who, name, points in connection.execute(query):
            found.setdefault(who, {})[name] = points
    return {who: [hers[name] for name in RESULTS] for who, hers in found.items()}


def _as_it_went(rows: list[Row]) -> list[str]:
    """The longest measures, quarter by quarter."""
    most = max(row.copies for row in rows)
    longest = [row for row in rows if row.copies == most and row.sandbox]
    if most < WORTH_QUARTERS:
        return []
    return [AS_IT_WENT, "", QUARTERS, "|---" * QUARTERS.count(" |") + "|", *(row.as_it_went for row in longest), ""]


def _keep(folder: Path, rows: list[Row], pages: int, sample: int, differing: int) -> None:
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    busy = f"{os.getloadavg()[1]:.1f}".replace(".", ",") if hasattr(os, "getloadavg") else "inconnue"
    machine = (
        f"{os.cpu_count()} cœurs, Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"charge moyenne {busy} (le banc seul : environ 2)"
    )
    folder.mkdir(exist_ok=True)
    (folder / "engine.json").write_text(json.dumps({
        "when": when, "machine": machine, "nbgrader_sample": sample, "scores_differing": differing,
        "page_answers_a_second": pages, "rows": [asdict(row) for row in rows],
    }, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = [
        "# Le moteur de notation, mesuré", "", f"`python -m autograder bench`, {when} ; {machine}.", "", OUTCOME,
        f"nbgrader est mesuré sur {sample} copies, les mêmes que les premières des autres mesures.", "",
        TITLE, "|---" * TITLE.count(" |") + "|", *map(str, rows), "",
        *_as_it_went(rows),
        f"Réponses de page (données seules) : {pages} par seconde sur un cœur. "
        f"Notes différentes de celles de nbgrader : {differing}.",
    ]
    (folder / "engine.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
