"""Child processes: an environment of our own for them, their output kept, never one left behind."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# What pip may need to reach the network as this computer does; every other PIP_ setting could divert the installation.
PIP_NETWORK = {
    "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_TRUSTED_HOST", "PIP_PROXY", "PIP_CERT",
    "PIP_CLIENT_CERT", "PIP_DEFAULT_TIMEOUT", "PIP_RETRIES", "PIP_CONFIG_FILE", "PIP_CACHE_DIR",
}  # fmt: skip
FOREIGN = {"VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "__PYVENV_LAUNCHER__"}
TAIL_LINES = 400


def clean_environment(outer: Mapping[str, str], venv: Path) -> dict[str, str]:
    """The environment of our children: the user's, without what belongs to other Pythons, with ours in front."""
    kept = {
        name: value
        for name, value in outer.items()
        if name not in FOREIGN
        and not name.startswith("PYTHON")
        and (not name.startswith("PIP_") or name in PIP_NETWORK)
    }
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    kept["PATH"] = os.pathsep.join([str(scripts), outer.get("PATH", os.defpath)])
    kept["VIRTUAL_ENV"] = str(venv)
    kept["PYTHONUTF8"] = "1"
    # A user's pip.conf may say otherwise; in an environment of our own these have only one right value.
    kept["PIP_USER"] = kept["PIP_REQUIRE_VIRTUALENV"] = "0"
    kept["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return kept


class Outcome:
    """How a child ended: its code and the end of what it wrote."""

    def __init__(self, code: int, text: str) -> None:
        self.code = code
        self.text = text


def watch(
    command: Sequence[str],
    environment: Mapping[str, str],
    journal: Path,
    progress: Callable[[str], None],
    held: int | None = None,
) -> Outcome:
    """Run `command`; call `progress` with each line it writes, and with "" twice a second meanwhile.

    `held` is a file descriptor that the child keeps open, so that a lock outlives us if we are killed before it.
    """
    journal.parent.mkdir(parents=True, exist_ok=True)
    lines: queue.Queue[str | None] = queue.Queue()
    child = subprocess.Popen(
        list(command),
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if held is None or os.name == "nt" else (held,),
        start_new_session=True,  # so that its own children can be ended with it
    )
    reader = threading.Thread(target=_forward, args=(child, lines), daemon=True)
    reader.start()
    tail: list[str] = []
    try:
        with journal.open("a", encoding="utf-8") as kept:
            while True:
                try:
                    line = lines.get(timeout=0.5)
                except queue.Empty:
                    progress("")
                    continue
                if line is None:
                    break
                kept.write(line)
                tail = [*tail[-TAIL_LINES:], line]
                progress(line)
        return Outcome(child.wait(), "".join(tail))
    finally:
        stop_group(child)


def _forward(child: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        lines.put(line)
    lines.put(None)


def stop(child: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """End a child that we no longer wait for."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def stop_group(child: subprocess.Popen[str]) -> None:
    """End a child that leads a session of its own, and whatever it started."""
    if sys.platform != "win32" and child.poll() is None:
        os.killpg(child.pid, signal.SIGTERM)
    stop(child)


def attend(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> int:
    """Run `command` in the foreground, its output on our own terminal; Ctrl-C reaches it directly."""
    sys.stdout.flush()
    child = subprocess.Popen(list(command), env=dict(environment), cwd=folder)
    try:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child got it too and is closing
    finally:
        stop(child)


def become(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> int:
    """Run `command` in our place, so that stopping this process, even abruptly, stops the command."""
    if os.name == "nt":  # there exec starts a second process and returns to the prompt
        return attend(command, environment, folder)
    sys.stdout.flush()
    os.chdir(folder)
    os.execve(command[0], list(command), dict(environment))
