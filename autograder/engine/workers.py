"""Runs many jobs fast: one warm process that forks for each (see `zygote`). Results are those of `runner.run`.

May be used from several threads at once: as many jobs run at a time.
"""

from __future__ import annotations

import contextlib
import os
import select
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
        assert job.sandbox == self._sandbox
        reply, write_end = os.pipe()
        try:
            line, supervisor = self.hand_over(write_end)
        except BaseException:
            os.close(reply)
            raise
        finally:
            os.close(write_end)
        with line, os.fdopen(reply, "rb", buffering=0):
            with contextlib.suppress(OSError):
                line.sendall(protocol.write_order(job, files or {}))
                line.shutdown(socket.SHUT_WR)
            raw = _collect(line, reply, supervisor, job)
        return protocol.read_events(raw, job)

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

    def hand_over(self, *descriptors: int) -> tuple[socket.socket, int]:
        """Have a supervisor forked that gets these; returns our end of its line, and its process id."""
        for attempt in (1, 2):
            try:
                return self._ask_for_one(descriptors)
            except OSError:
                if attempt == 2 or self._closed:
                    raise
                self._drop()
        raise AssertionError("unreachable")

    def _ask_for_one(self, descriptors: tuple[int, ...]) -> tuple[socket.socket, int]:
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                channel = self._channel or self._start()
                socket.send_fds(channel, [b"j"], [theirs.fileno(), *descriptors])
            theirs.close()
            ours.settimeout(HELLO_SECONDS)
            hello = ours.recv(32)
            if not hello:
                raise ConnectionError("the warm process has ended")
            return ours, int(hello)
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


def _collect(line: socket.socket, reply: int, supervisor: int, job: Job) -> bytes:
    """What the run writes until its supervisor has ended, and all of hers with it. Ended early when out of bounds."""
    received, overflowed, ended = bytearray(), False, False
    deadline = time.monotonic() + job.limits.total_seconds + runner.GRACE
    look = time.monotonic() + runner.MEMORY_LOOK
    waiting: list[socket.socket | int] = [line, reply]
    while line in waiting:
        ready = select.select(waiting, [], [], runner.MEMORY_LOOK)[0]
        if reply in ready:
            chunk = os.read(reply, 65536)
            if not chunk:
                waiting.remove(reply)
            overflowed = overflowed or len(received) + len(chunk) > protocol.MAX_REPLY
            received += b"" if overflowed else chunk
        elif line in ready:
            waiting.remove(line)  # nothing is ever said on it again: it closes
        now = time.monotonic()
        if now < look:
            continue
        look = now + runner.MEMORY_LOOK
        too_much = overflowed or now > deadline or runner.memory_below(supervisor) > job.limits.memory
        if too_much and not ended:
            runner.end_children(supervisor)
            ended = overflowed or now > deadline
    if overflowed:
        raise Malformed("more came out than one answer needs")
    return bytes(received)
