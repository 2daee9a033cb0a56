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
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from autograder.engine import protocol, runner
from autograder.engine.protocol import Job, Malformed, Run, Unconfinable
from autograder.engine.scratch import folder_of_a_run

ZYGOTE = Path(__file__).with_name("zygote.py")
WARM_UP_SECONDS = 120
ATTEMPTS = 4
"""Warm processes that one job may try: the machine may end any of them, at any moment."""
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
        self._place = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._closed = False

    def run(self, job: Job, files: Mapping[str, bytes] | None = None) -> Run:
        """Run a job. Raises what `runner.run` raises. A warm process that was killed is replaced."""
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
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._place.close()
        self._channel = self._process = None

    def hand_over(self, *descriptors: int) -> Started:
        """Have a process forked that gets these, and waits for its order."""
        for _ in range(ATTEMPTS - 1):
            with contextlib.suppress(OSError):
                return self._ask_for_one(descriptors)
        return self._ask_for_one(descriptors)

    def _ask_for_one(self, descriptors: tuple[int, ...]) -> Started:
        ours, theirs = socket.socketpair()
        channel = None
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
            with self._lock:
                if channel is not None and channel is self._channel:  # else another thread has replaced it already
                    self._drop()
            raise
        finally:
            theirs.close()

    def _start(self) -> socket.socket:
        if self._closed:
            raise ConnectionError("the workers are closed")
        self._drop()  # what is left of one that did not become warm
        folder = self._place.enter_context(folder_of_a_run(self._scratch, "atelier-"))
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
