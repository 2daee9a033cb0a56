"""The trusted side of a run: starts the process, bounds it, reads what comes out, and leaves nothing running."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from autograder.engine import protocol
from autograder.engine.protocol import Job, Malformed, Run
from autograder.engine.scratch import folder_of_a_run

CHILD = Path(__file__).with_name("child.py")
GRACE = 3.0
"""Seconds beyond the job's own limit: starting Python and IPython, encoding the values."""
KEPT_VARIABLES = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")
"""What an interpreter may need to start at all; everything else of our environment stays here."""

MEMORY_LOOK = 0.2
"""Seconds between two looks at the memory of a run."""

CAN_LIMIT = hasattr(os, "fork")


def run(job: Job, scratch: Path, files: Mapping[str, bytes] | None = None) -> Run:
    """Run a job in a process of its own, in a fresh folder below `scratch` that holds copies of `files`.

    Raises `Unconfinable` when the job asks for a sandbox that this system cannot make: nothing of hers was run then.
    Raises `Malformed` when what came out cannot be what the child writes. A run that was killed is returned with
    `complete` false, and `unfinished` naming the cell.
    """
    with folder_of_a_run(scratch, "essai-") as folder:
        furnish(folder)
        raw = see_through(start(CHILD, folder), job, files or {})
    return protocol.read_events(raw, job)


def furnish(folder: Path) -> None:
    """What a process that runs cells needs of its folder: a home, a place to work, one for its root, an empty one."""
    for sub in ("accueil", "carnet", "piece", "vide"):
        (folder / sub).mkdir()


def start(program: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that waits for an order, in a folder that was furnished for it."""
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(program)], cwd=folder / "carnet", env=environment(folder),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=CAN_LIMIT,
    )


def see_through(
    process: subprocess.Popen[bytes], job: Job, files: Mapping[str, bytes], grace: float = GRACE,
) -> bytes:
    """Give a process its order and have what it replies, within the job's limits. Nothing of it runs on."""
    reader = _Reader(process)
    reader.start()
    try:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(protocol.write_order(job, files))
            process.stdin.close()
        _wait(process, job, grace)
    finally:
        end(process)
        reader.join(GRACE)
    if reader.overflowed:
        raise Malformed("more came out than one answer needs")
    return bytes(reader.received)


def _wait(process: subprocess.Popen[bytes], job: Job, grace: float) -> None:
    """Until it ends, or has had its time, or all its processes together hold more memory than one may."""
    deadline = time.monotonic() + job.limits.total_seconds + grace
    while time.monotonic() < deadline and memory_below(process.pid) <= job.limits.memory:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(MEMORY_LOOK)
            return


def memory_below(pid: int) -> int:
    """Bytes that the descendants of a process hold for themselves, on Linux: limits of the kernel's bound only one."""
    return sum(memory_of(child) + memory_below(child) for child in _children(pid))


def memory_of(pid: int) -> int:
    """Bytes that one process holds for itself."""
    with contextlib.suppress(OSError, ValueError):  # it ended meanwhile
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
    return 0


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it ended, or this system has no such file
        return []


def environment(folder: Path) -> dict[str, str]:
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
                    end(self.process)
                    return
                self.received += chunk


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group. The supervisor goes last, so that it can still end what detached itself."""
    if CAN_LIMIT:
        end_children(process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def end_children(supervisor: int) -> None:
    """Kill the supervisor's children: it then ends whatever they left, and itself."""
    for pid in _children(supervisor):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
