"""The trusted side of a run: starts the process, bounds it, reads what comes out, and leaves nothing running."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from autograder.engine import protocol
from autograder.engine.protocol import Job, Malformed, Run

CHILD = Path(__file__).with_name("child.py")
GRACE = 3.0
"""Seconds beyond the job's own limit: starting Python and IPython, encoding the values."""
KEPT_VARIABLES = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")
"""What an interpreter may need to start at all; everything else of our environment stays here."""

CAN_LIMIT = hasattr(os, "fork")
WITHOUT_LIMITS = (
    "Sur ce système, seul le temps d'un carnet est limité : pour des carnets d'inconnus, préférez Linux ou macOS."
)


def run(job: Job, scratch: Path, files: Mapping[str, bytes] | None = None) -> Run:
    """Run a job in a process of its own, in a fresh folder below `scratch` that holds copies of `files`.

    Raises `Malformed` when what came out cannot be what the child writes. A run that was killed is returned with
    `complete` false, and `unfinished` naming the cell.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="essai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for sub in ("accueil", "carnet", "vide"):
            (folder / sub).mkdir()
        for file_name, content in (files or {}).items():
            (folder / "carnet" / Path(file_name).name).write_bytes(content)
        raw = _run_process(job, folder)
    return protocol.read_events(raw, job)


def _run_process(job: Job, folder: Path) -> bytes:
    process = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(CHILD)], cwd=folder / "carnet", env=_environment(folder),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=CAN_LIMIT,
    )
    reader = _Reader(process)
    reader.start()
    try:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(job.to_json().encode())
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(job.limits.total_seconds + GRACE)
    finally:
        _end(process)
        reader.join(GRACE)
    if reader.overflowed:
        raise Malformed("more came out than one answer needs")
    return bytes(reader.received)


def _environment(folder: Path) -> dict[str, str]:
    """A clean environment: no secret of ours, no path to the exercises and their keys, one thread a library."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    home = str(folder / "accueil")
    return kept | {
        "PATH": os.defpath, "HOME": home, "USERPROFILE": home, "TMPDIR": home, "TEMP": home, "TMP": home,
        "IPYTHONDIR": home, "MPLCONFIGDIR": home, "MPLBACKEND": "agg", "LANG": "C.UTF-8", "PYTHONUTF8": "1",
        "COURS_EXERCICES": str(folder / "vide"),
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    }


class _Reader(threading.Thread):
    """Drains the reply as it comes, and stops taking it in past the limit. Daemon: a pipe held open never holds us."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.received = bytearray()
        self.overflowed = False

    def run(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self.process.stdout.fileno(), 65536):
                if len(self.received) + len(chunk) > protocol.MAX_REPLY:
                    self.overflowed = True
                    _end(self.process)
                    return
                self.received += chunk


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group. The supervisor goes last, so that it can still end what detached itself."""
    if CAN_LIMIT:
        _end_worker(process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _end_worker(supervisor: int) -> None:
    """Kill the supervisor's children: it then ends whatever they left, and itself."""
    with contextlib.suppress(OSError):
        for pid in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(int(pid), signal.SIGKILL)
