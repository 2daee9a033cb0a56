"""Past one machine: the runs of notebooks' code, sent to a Dask scheduler (`--on tcp://…`).

Each Dask worker keeps a warm process of its own, as a subprocess: Dask workers have threads, and are never forked.
What travels is what passes between two processes of one machine, as bytes: an order there, the lines of a run back,
read here as strictly as ever. A run whose worker is lost is done again on another.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.domain.errors import CourseError
from autograder.engine import protocol, split_run
from autograder.engine.errors import GradeRefused
from autograder.engine.protocol import Job, Limits, Run
from autograder.engine.split_run import SplitJob
from autograder.engine.workers import Workers

REACH_SECONDS = 20
PATIENCE = 600
"""Seconds beyond a run's own limit that it may wait for its turn on the cluster."""
AHEAD = 2
"""Runs sent for each place of the cluster, so that none waits for the network."""
NO_LIBRARY = (
    "« --on » demande la bibliothèque « distributed » : tapez « pip install -r requirements-grappe.txt » dans "
    "l'environnement du cours, puis relancez."
)
NOBODY = "La grappe ne répond pas à l'adresse {address} : vérifiez l'adresse et que le planificateur est lancé."
NO_WORKER = "La grappe {address} n'a aucun ouvrier : lancez-en (« dask worker {address} »), puis relancez."
LOST = (
    "Ce carnet a fait tomber plusieurs ouvriers de la grappe, ou personne n'y répond plus : notez-le sur une machine."
)


class Cluster:
    """Stands in for `Workers` where runs are done by a Dask cluster."""

    def __init__(self, address: str, *, sandbox: bool = True) -> None:
        """Raises `CourseError` when nobody answers there. `sandbox` is for split runs: a `Job` says it itself."""
        self._sandbox = sandbox
        try:
            from distributed import Client
        except ImportError:
            raise CourseError(NO_LIBRARY) from None
        try:
            self._client: Any = Client(address, timeout=REACH_SECONDS, set_as_default=False)
        except (OSError, ValueError):
            raise CourseError(NOBODY.format(address=address)) from None
        self.places = AHEAD * sum(self._client.nthreads().values())
        if not self.places:
            self._client.close()
            raise CourseError(NO_WORKER.format(address=address))

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, job: Job, files: Mapping[str, bytes] | None = None) -> Run:
        """Run a job somewhere. Raises what `Workers.run` raises, `GradeRefused` when the cluster gave it up."""
        raw = self._send(run_order, protocol.write_order(job, files or {}), job.sandbox, job.limits)
        return protocol.read_events(raw, job)

    def run_split(self, job: SplitJob) -> tuple[bytes, bool]:
        """The same for a notebook whose tests are apart: what `split_run.run_raw` gives."""
        raw, overdue = self._send(run_split_job, split_run.write_job(job), self._sandbox, job.limits)
        return raw, overdue

    def _send(self, do: Callable[[bytes, bool], Any], order: bytes, sandbox: bool, limits: Limits) -> Any:
        from distributed import CancelledError, KilledWorker

        future = self._client.submit(do, order, sandbox, pure=False)
        try:
            return future.result(timeout=limits.total_seconds + PATIENCE)
        except (KilledWorker, CancelledError, TimeoutError) as error:
            raise GradeRefused(LOST, str(error)) from None

    def close(self) -> None:
        self._client.close()


# -- on the cluster's side

_lock = threading.Lock()
_warm: dict[bool, Workers] = {}


def run_order(order: bytes, sandbox: bool) -> bytes:
    """In a Dask worker: run an order in its warm process, started at the first one."""
    job, files = protocol.read_order(order)
    return _warmed(sandbox).run_raw(job, files)


def run_split_job(order: bytes, sandbox: bool) -> tuple[bytes, bool]:
    return split_run.run_raw(split_run.read_job(order), _warmed(sandbox))


def _warmed(sandbox: bool) -> Workers:
    with _lock:
        if sandbox not in _warm:
            folder = Path(tempfile.mkdtemp(prefix="ouvrier-"))
            _warm[sandbox] = Workers(folder, sandbox=sandbox)
            atexit.register(_warm[sandbox].close)
        return _warm[sandbox]
