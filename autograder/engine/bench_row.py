"""One measure of the bench, in a process of its own: `python -m autograder.engine.bench_row KIND …`, JSON out.

`engine` is the whole command `grade`, gradebook included; `split` is `grade --course`, with the tests apart; `dask` is
`grade --on`. `bare` is the least that could do the same work: warm
processes that fork, run cells and assertions together, and hand back scores; no sandbox, no split, no database.
`page` scores answers given as data.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import psutil

from autograder.engine.bench_course import RESULTS, SLUG

PAGE_SECONDS = 2.0


class Lines:
    """When each submission was told of, and how much memory this process held then."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.at: list[float] = []
        self.memory: list[int] = []
        self._process = psutil.Process()

    def say(self, text: str) -> None:
        if text.startswith("["):
            self.add()

    def add(self) -> None:
        self.at.append(time.perf_counter())
        self.memory.append(self._process.memory_info().rss)


def engine(root: Path, folder: Path, data: Path, workers: int, sandbox: bool) -> dict[str, object]:
    from autograder.engine.grade_command import grade

    lines = Lines()
    grade([folder], root, data, lines.say, sandbox=sandbox, at_a_time=workers)
    return _measure(lines)


def split(course: Path, scratch: Path) -> dict[str, object]:
    """The plain nbgrader course, its assert cells in a process of their own: as many workers as there are cores."""
    from autograder.engine.foreign_command import grade_course

    lines = Lines()
    grade_course(course, scratch, lines.say)
    return _measure(lines)


def cluster(root: Path, folder: Path, data: Path, workers: int) -> dict[str, object]:
    """The same on a Dask cluster of this machine: a scheduler, and workers of one thread."""
    from distributed import LocalCluster

    from autograder.engine.grade_command import grade

    lines = Lines()
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as made:
        grade([folder], root, data, lines.say, on=made.scheduler_address)
    return _measure(lines)


def bare(course: Path, workers: int, count: int) -> dict[str, object]:
    from autograder.engine import child, zygote

    lines = Lines()
    paths = sorted((course / "submitted").rglob(f"{SLUG}.ipynb"))[:count]
    scores: dict[str, list[int]] = {}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    out = os.dup(1)
    os.dup2(nowhere, 1)
    os.environ["MPLBACKEND"] = "agg"
    zygote.warm_up()
    gc.collect()
    gc.freeze()
    waiting: dict[int, tuple[str, int]] = {}
    for path in paths:
        if len(waiting) == workers:
            _gather(waiting, scores, lines)
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                child.silence()
                os.chdir(course / "source" / path.parent.name)
                os.write(write_end, bytes(_run_all(json.loads(path.read_bytes()))))
            finally:
                os._exit(0)
        os.close(write_end)
        waiting[pid] = (path.parent.parent.name, read_end)
    while waiting:
        _gather(waiting, scores, lines)
    os.dup2(out, 1)
    return _measure(lines) | {"scores": scores}


def _gather(waiting: dict[int, tuple[str, int]], scores: dict[str, list[int]], lines: Lines) -> None:
    pid, _ = os.wait()
    who, read_end = waiting.pop(pid)
    scores[who] = list(os.read(read_end, 100))
    os.close(read_end)
    lines.add()


def _run_all(notebook: dict[str, list[dict[str, object]]]) -> Iterator[int]:
    from autograder.engine.child import make_shell

    shell = make_shell()
    run_cell: Callable[..., object] = shell.run_cell
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        success = getattr(run_cell("".join(_lines(cell["source"]))), "success", False)
        metadata = cell["metadata"]
        grade_id = metadata["nbgrader"]["grade_id"] if isinstance(metadata, dict) else ""
        if grade_id in RESULTS:
            yield RESULTS[grade_id] if success else 0


def _lines(source: object) -> Iterable[str]:
    return source if isinstance(source, list | str) else ()


def page(root: Path) -> dict[str, object]:
    """Answers scored in a second: the real exercise « Arbre à problèmes », from the bytes received to the report."""
    from autograder.catalogue import find_exercises
    from autograder.engine.grade import grade_bytes

    exercises = {exercise.id: exercise for exercise in find_exercises(root / "exercises")}
    tree = exercises["3-organiser/arbre-a-problemes"]
    answers = [tree.solution, *(mistake["answer"] for mistake in tree.mistakes().values())]
    raws = [
        json.dumps({"format": 1, "exercise": tree.id, "version": tree.version, "answer": answer}).encode()
        for answer in answers
    ]
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < PAGE_SECONDS:
        for raw in raws:
            grade_bytes("x.json", raw, exercises, root)
        count += len(raws)
    return {"a_second": round(count / (time.perf_counter() - start))}


def _measure(lines: Lines) -> dict[str, object]:
    """Seconds in all; milliseconds for each one after the first to be told (start-up included where all are told
    together); the largest this process has been; and both again for each quarter of the run, which shows whether the
    price of a submission grows with their number."""
    at = lines.at
    seconds = time.perf_counter() - lines.start
    first = sum(line - at[0] < 0.02 for line in at)  # told together
    each = ((at[-1] - at[0]) / (len(at) - first) if len(at) > first else seconds / len(at)) * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ends = [quarter * (len(at) - 1) // 4 for quarter in range(5)]
    return {
        "seconds": round(seconds, 2), "each_ms": round(each, 1), "memory_mb": round(memory),
        "quarters_ms": [
            round((at[end] - at[start]) / (end - start) * 1000, 1) for start, end in pairwise(ends) if end > start],
        "quarters_mb": [round(lines.memory[end] / 2**20) for end in ends[1:]],
    }


def main(kind: str, *arguments: str) -> None:
    paths = [Path(argument) for argument in arguments]
    if kind == "engine":
        told = engine(paths[0], paths[1], paths[2], int(arguments[3]), arguments[4] == "sandbox")
    elif kind == "split":
        told = split(paths[0], paths[1])
    elif kind == "dask":
        told = cluster(paths[0], paths[1], paths[2], int(arguments[3]))
    elif kind == "bare":
        told = bare(paths[0], int(arguments[1]), int(arguments[2]))
    else:
        told = page(paths[0])
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
