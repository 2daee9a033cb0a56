"""Runs many jobs fast: one warm process that forks for each (see `zygote`). Results are those of `runner.run`.

May be used from several threads at once: as many jobs run at a time.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from autograder.engine import protocol, runner
from autograder.engine.protocol import Job, Malformed, Run, Unconfinable

ZYGOTE = Path(__file__).with_name("zygote.py")
WARM_UP_SECONDS = 120
HELLO_SECONDS = 20


class Started:
    """A process that was forked for one run: a worker that is shut in itself (`direct`), or a supervisor of one."""

    def __init__(self, line: socket.socket, pid: int, *, direct: bool) -> None:
        self._line, self._pid = line, pid
        self._ending = os.pidfd_open(pid) if direct else None

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *reason: object) -> None:
        self.end()
        if self._ending is not None:
            os.close(self._ending)
        self._line.close()

    @property
    def over(self) -> int:
        """A descriptor that can be read once all of the run has ended: nothing more is ever said on the line."""
        return self._line.fileno() if self._ending is None else self._ending

    def send(self, order: bytes) -> None:
        with contextlib.suppress(OSError):
            self._line.sendall(order)
            self._line.shutdown(socket.SHUT_WR)

    def memory(self) -> int:
        """Bytes that it and its processes hold for themselves."""
        return runner.memory_below(self._pid) + (0 if self._ending is None else runner.memory_of(self._pid))

    def end(self) -> None:
        """Kill whatever runs. The first process of a namespace takes all the others with it."""
        if self._ending is None:
            runner.end_children(self._pid)
        else:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._ending, signal.SIGKILL)


class Workers:
    """Started at the first run, ended by `close`. Jobs must agree with `sandbox`."""

    def __init__(self, scratch: Path, *, sandbox: bool = True) -> None:
        self._scratch = scratch
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._closed = False

    def run(self, job: Job, files: Mapping[str, bytes] | None = None) -> Run:
        """Run a job. Raises what `runner.run` raises. A warm process that was killed is replaced once."""
        return protocol.read_events(self.run_raw(job, files), job)

    def run_raw(self, job: Job, files: Mapping[str, bytes] | None = None) -> bytes:
        """`run`, for somebody else to read."""
        assert job.sandbox == self._sandbox
        reply, write_end = os.pipe()
        try:
            started = self.hand_over(write_end)
        except BaseException:
            os.close(reply)
            raise
        finally:
            os.close(write_end)
        with started, os.fdopen(reply, "rb", buffering=0):
            started.send(protocol.write_order(job, files or {}))
            return _collect(started, reply, job)

    def close(self) -> None:
        """End the warm process and what it runs, for good."""
        self._closed = True
        self._drop()

    def _drop(self) -> None:
        with self._lock:
            if self._channel is not None:
                self._channel.close()
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            if self._folder is not None:
                self._folder.cleanup()
            self._channel = self._process = self._folder = None

    def hand_over(self, *descriptors: int) -> Started:
        """Have a process forked that gets these, and waits for its order."""
        for attempt in (1, 2):
            try:
                return self._ask_for_one(descriptors)
            except OSError:
                if attempt == 2 or self._closed:
                    raise
                self._drop()
        raise AssertionError("unreachable")

    def _ask_for_one(self, descriptors: tuple[int, ...]) -> Started:
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                channel = self._channel or self._start()
                socket.send_fds(channel, [b"j"], [theirs.fileno(), *descriptors])
            theirs.close()
            ours.settimeout(HELLO_SECONDS)
            hello = ours.recv(32).split()
            if not hello:
                raise ConnectionError("the warm process has ended")
            return Started(ours, int(hello[1]), direct=hello[0] == b"worker")
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()

    def _start(self) -> socket.socket:
        if self._closed:
            raise ConnectionError("the workers are closed")
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(
            dir=self._scratch, prefix="atelier-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        runner.furnish(folder)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", str(ZYGOTE), str(theirs.fileno()),
                 "sandbox" if self._sandbox else "limits"],
                cwd=folder / "carnet", env=runner.environment(folder), pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )
        ours.settimeout(WARM_UP_SECONDS)
        said = ours.recv(1000)
        if said != b"ready":
            ours.close()
            raise Unconfinable(said.decode(errors="replace")) if said else ConnectionError("no warm process")
        self._channel = ours
        return ours


def _collect(started: Started, reply: int, job: Job) -> bytes:
    """What the run writes until it has ended, and all of hers with it. Ended early when out of bounds."""
    received, overflowed, ended = bytearray(), False, False
    deadline = time.monotonic() + job.limits.total_seconds + runner.GRACE
    look = time.monotonic() + runner.MEMORY_LOOK
    waiting = [started.over, reply]
    while started.over in waiting:
        ready = select.select(waiting, [], [], runner.MEMORY_LOOK)[0]
        if reply in ready:
            chunk = os.read(reply, 65536)
            if not chunk:
                waiting.remove(reply)
            overflowed = overflowed or len(received) + len(chunk) > protocol.MAX_REPLY
            received += b"" if overflowed else chunk
        elif started.over in ready:
            waiting.remove(started.over)
        now = time.monotonic()
        if now < look:
            continue
        look = now + runner.MEMORY_LOOK
        too_much = overflowed or now > deadline or started.memory() > job.limits.memory
        if too_much and not ended:
            started.end()
            ended = overflowed or now > deadline
    if overflowed:
        raise Malformed("more came out than one answer needs")
    return bytes(received)
