"""Runs many jobs where a process cannot be forked (Windows, macOS): each in a process that was started ahead for it.

Slower than `workers`, whose warm process is made once: here each run pays for its own, while the run before it goes on.
A process serves one run and no other, so that nothing of one learner's is met by the next.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.engine import protocol, runner
from autograder.engine.protocol import Job, Run
from autograder.engine.scratch import folder_of_a_run

CHILD = Path(__file__).with_name("spawned_child.py")
AHEAD = 2
"""Processes that are made warm before anybody asks for them: each takes about 130 MB."""
WARM_UP_SECONDS = 60


@dataclass(frozen=True)
class _Ready:
    """A process that waits for its order, or is on the way there; `place` holds its folder."""

    process: subprocess.Popen[bytes]
    place: contextlib.ExitStack
    since: float

    @property
    def grace(self) -> float:
        """Seconds that it may still need before it begins."""
        return max(runner.GRACE, WARM_UP_SECONDS - (time.monotonic() - self.since))

    def end(self) -> None:
        """When it has run something."""
        runner.end(self.process)
        self.place.close()

    def dismiss(self) -> None:
        """When it has not."""
        self.process.kill()
        self.process.communicate()
        self.place.close()


class SpawnedWorkers:
    """Stands in for `Workers`. Started at the first run, ended by `close`; may be used from several threads."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._lock = threading.Lock()
        self._stock: deque[_Ready] = deque()
        self._closed = False

    def run(self, job: Job, files: Mapping[str, bytes] | None = None) -> Run:
        """Run a job. Raises what `runner.run` raises."""
        ready = self._take()
        try:
            raw = runner.see_through(ready.process, job, files or {}, ready.grace)
        finally:
            ready.end()
        return protocol.read_events(raw, job)

    def close(self) -> None:
        """End the processes that wait, for good."""
        with self._lock:
            self._closed = True
            while self._stock:
                self._stock.popleft().dismiss()

    def _take(self) -> _Ready:
        """The one that has waited longest, and others in its place."""
        with self._lock:
            if self._closed:
                raise ConnectionError("the workers are closed")
            while len(self._stock) <= AHEAD:
                self._stock.append(self._start())
            return self._stock.popleft()

    def _start(self) -> _Ready:
        with contextlib.ExitStack() as place:
            folder = place.enter_context(folder_of_a_run(self._scratch, "essai-"))
            runner.furnish(folder)
            return _Ready(runner.start(CHILD, folder), place.pop_all(), time.monotonic())
        raise AssertionError("unreachable")
