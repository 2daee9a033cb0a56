"""Runs a notebook with its tests apart: her cells in one warm process's child, the author's cells in another's.

What comes back is what each cell showed. The reply is the checking side's, which holds data of hers: it is read
strictly all the same.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Protocol

from autograder.engine import runner
from autograder.engine.protocol import Limits, Malformed, Unconfinable, whole_lines
from autograder.engine.split_work import MARK
from autograder.engine.workers import Started, Workers

MAX_REPLY = 48 * 2**20


@dataclass(frozen=True)
class SplitCell:
    """A code cell. `check`: the author's test, run apart, after the author's own cells `before` it."""

    number: int
    source: str
    check: bool = False
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class SplitJob:
    """One notebook to run. `hers` are the names that the author's solution makes and `allowed` what it needs a
    stand-in for: None when there is no solution to tell. `together`: in one process, where tests cannot be apart.
    """

    cells: list[SplitCell]
    files: Mapping[str, bytes]
    """Pristine: the author's."""
    her_files: Mapping[str, bytes] = field(default_factory=dict)
    hers: Collection[str] | None = None
    allowed: Collection[str] | None = None
    cell_seconds: float = 30
    limits: Limits = field(default_factory=lambda: Limits(total_seconds=300))
    draw: bool = True
    together: bool = False


@dataclass
class SplitRun:
    """What the cells showed, by their numbers."""

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    crossed: list[str] = field(default_factory=list)
    unusable: dict[int, list[str]] = field(default_factory=dict)
    """Tests that met something of hers which cannot be looked at from outside, and its type."""
    ended_in: int | None = None
    """The cell in which her process ended, if it did."""
    complete: bool = False
    overdue: bool = False
    """Ended by us, for its time."""


class Elsewhere(Protocol):
    """Stands in for `Workers` where runs are done on another machine."""

    def run_split(self, job: SplitJob) -> tuple[bytes, bool]: ...


def run(job: SplitJob, workers: Workers | Elsewhere) -> SplitRun:
    """Raises `Unconfinable` where nothing of hers may be run, `Malformed` for a reply that cannot be ours.

    What ended early is run again once: the machine may have ended it, and not her code, which does it again.
    """
    done = _run_once(job, workers)
    whole = done.complete and done.ended_in is None
    return done if whole or done.overdue else _run_once(job, workers)


def _run_once(job: SplitJob, workers: Workers | Elsewhere) -> SplitRun:
    raw, overdue = run_raw(job, workers) if isinstance(workers, Workers) else workers.run_split(job)
    return replace(_read(raw, job), overdue=overdue)


def run_raw(job: SplitJob, workers: Workers) -> tuple[bytes, bool]:
    """What the checking side wrote, for somebody else to read, and whether it was ended for its time."""
    hers, ours = socket.socketpair()
    reply, write_end = os.pipe()
    with contextlib.ExitStack() as stack:
        stack.enter_context(os.fdopen(reply, "rb", buffering=0))
        sides = []
        try:
            if not job.together:  # her process first, from before anything of the tests is anywhere near
                sides.append(stack.enter_context(_start(workers, _learner_order(job), hers.fileno())))
            sides.append(stack.enter_context(_start(workers, _checker_order(job), write_end, ours.fileno())))
        finally:
            hers.close()
            ours.close()
            os.close(write_end)
        return _collect(sides, reply, job.limits)


def write_job(job: SplitJob) -> bytes:
    """A job for another machine."""
    told = {each.name: getattr(job, each.name) for each in fields(job)}
    return json.dumps(told | _common(job) | {
        "cells": [asdict(cell) for cell in job.cells],
        "files": _packed(job.files), "her_files": _packed(job.her_files),
        "hers": _sorted(job.hers), "allowed": _sorted(job.allowed),
    }).encode()


def read_job(raw: bytes) -> SplitJob:
    """What `write_job` wrote. Trusted: it comes from us."""
    told = json.loads(raw)
    told |= {name: {place: base64.b64decode(text) for place, text in told[name].items()}
             for name in ("files", "her_files")}
    cells = [SplitCell(**{**cell, "before": tuple(cell["before"])}) for cell in told["cells"]]
    del told["seconds"]
    return SplitJob(**{**told, "cells": cells, "limits": Limits(**told["limits"])})


def _learner_order(job: SplitJob) -> dict[str, Any]:
    return {"side": "learner", "files": _packed({**job.her_files, **job.files}), **_common(job)}


def _checker_order(job: SplitJob) -> dict[str, Any]:
    files = {**job.her_files, **job.files} if job.together else job.files
    return {
        "side": "checker", "files": _packed(files), "cells": [asdict(cell) for cell in job.cells],
        "hers": _sorted(job.hers), "together": job.together, "allowed": _sorted(job.allowed), **_common(job),
    }


def _common(job: SplitJob) -> dict[str, Any]:
    return {"seconds": job.cell_seconds, "limits": asdict(job.limits), "draw": job.draw}


def _sorted(names: Collection[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _packed(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


def _start(workers: Workers, order: dict[str, Any], *descriptors: int) -> Started:
    """One of the two sides, at work."""
    started = workers.hand_over(*descriptors)
    started.send(MARK + json.dumps(order).encode())
    return started


def _collect(sides: list[Started], reply: int, limits: Limits) -> tuple[bytes, bool]:
    """What the checking side writes until it closes, and whether it had no time left to.

    Within the bounds of memory and size: a side that holds too much is ended.
    """
    received = bytearray()
    deadline = time.monotonic() + limits.total_seconds + runner.GRACE
    look = time.monotonic() + runner.MEMORY_LOOK
    while (now := time.monotonic()) < deadline:
        if select.select([reply], [], [], runner.MEMORY_LOOK)[0]:
            chunk = os.read(reply, 1 << 16)
            if not chunk:
                return bytes(received), False
            received += chunk
            if len(received) > MAX_REPLY:
                raise Malformed("more came out than a notebook needs")
        if now >= look:
            look = now + runner.MEMORY_LOOK
            for side in sides:
                if side.memory() > limits.memory:
                    side.end()
    return bytes(received), True


def _read(raw: bytes, job: SplitJob) -> SplitRun:
    found, known = SplitRun(), {cell.number for cell in job.cells}
    for line in whole_lines(raw):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Malformed(str(error)[:100]) from None
        kind = event.get("event") if isinstance(event, dict) else None
        if kind == "unconfined" and not job.together:  # there, only we can have written it
            raise Unconfinable(str(event.get("why"))[:300])
        if kind == "done":
            found.complete = True
            found.crossed = [str(each) for each in event["crossed"]]
            found.unusable = {int(number): [str(each) for each in kinds] for number, kinds in event["unusable"].items()}
        elif kind == "ended" and event.get("number") in known:
            found.ended_in = event["number"]
        elif kind == "cell" and event.get("number") in known and isinstance(event.get("outputs"), list):
            found.outputs[event["number"]] = event["outputs"]
        else:
            raise Malformed("an unknown event")
    return found
