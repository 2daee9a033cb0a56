"""Past one machine: the runs of notebooks' code, sent to a Dask scheduler (`--on tcp://…`).

Each Dask worker keeps a warm process of its own, as a subprocess: Dask workers have threads, and are never forked.
What travels is what passes between two processes of one machine, as bytes: an order there, the lines of a run back,
read here as strictly as ever. A run whose worker is lost is done again on another.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.domain.errors import CourseError
from autograder.engine import protocol
from autograder.engine.errors import GradeRefused
from autograder.engine.protocol import Job, Run
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

    def __init__(self, address: str) -> None:
        """Raises `CourseError` when nobody answers there."""
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
        from distributed import CancelledError, KilledWorker

        future = self._client.submit(run_order, protocol.write_order(job, files or {}), job.sandbox, pure=False)
        try:
            return protocol.read_events(future.result(timeout=job.limits.total_seconds + PATIENCE), job)
        except (KilledWorker, CancelledError, TimeoutError) as error:
            raise GradeRefused(LOST, str(error)) from None

    def close(self) -> None:
        self._client.close()


# -- on the cluster's side

_lock = threading.Lock()
_warm: dict[bool, Workers] = {}


def run_order(order: bytes, sandbox: bool) -> bytes:
    """In a Dask worker: run an order in its warm process, started at the first one."""
    with _lock:
        if sandbox not in _warm:
            folder = Path(tempfile.mkdtemp(prefix="ouvrier-"))
            _warm[sandbox] = Workers(folder, sandbox=sandbox)
            atexit.register(_warm[sandbox].close)
    job, files = protocol.read_order(order)
    return _warm[sandbox].run_raw(job, files)
