"""The process that runs a learner's cells. Started by path, in isolated mode, by `autograder.engine.runner`.

Two processes share the work. The supervisor runs none of her code: it waits for the worker, and everything the worker
left behind ends with it. The worker is shut in (see `confine`), runs the cells, and writes events (see `protocol`) to
the reply pipe. For copies that the trainer trusts, a job says `sandbox: false`: the worker has limits only, and where
the system cannot fork (Windows) one process does both, without limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated mode forgets where the project lies

from autograder.engine.protocol import MAX_ERROR_TEXT, Call, Cell, Job, Limits, encode, read_order

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from autograder.engine.confine import Room

PROJECT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LAST_RESORT = 10
"""Seconds after which the process ends by itself what nobody else ended."""


class CellTimeout(BaseException):
    """Raised in the running cell by the clock. Not an `Exception`: a plain `except Exception` must not hold it."""


class Sink(io.TextIOBase):
    """Takes what she prints and keeps none of it: nothing printed is ever read by anyone."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def main() -> None:
    """One job, from standard input."""
    order = sys.stdin.buffer.read()
    obey(order, private_reply())


def obey(order: bytes, reply: int) -> None:
    """See one job through, here and now: `reply` is where it tells of it."""
    job, files = read_order(order)
    if not job.sandbox:
        run_with_limits(job, files, reply)
        return
    try:
        room = open_room()
    except Exception as error:  # whatever is missing: the system, a library, a right that the kernel does not give
        tell(reply, {"event": "unconfined", "why": _text_of(error)})
        return
    shut_in(room, job.limits, (reply,), lambda: settle_and_work(job, files, reply), lifeline=reply)


def open_room() -> Room:
    """Shut this process in, so that it may run cells. The runner made a folder for it, beside ours."""
    from autograder.engine.confine import Room

    return Room.build(Path.cwd().with_name("piece"), [PROJECT / "autograder"], hidden=PROJECT)


def settle_and_work(job: Job, files: dict[str, bytes], reply: int) -> None:
    settle(files)
    _work(job, reply)


def shut_in(room: Room, limits: Limits, kept: tuple[int, ...], work: Callable[[], None], *, lifeline: int) -> None:
    """Do `work` in a process of its own inside `room`, and wait until nothing of it is left.

    Only the descriptors `kept` stay open in it; the first one hears why, when it could not be shut in. It is ended
    when nobody holds the other end of `lifeline` any more.
    """
    room.apart()
    number, parent = os.getpid(), os.pidfd_open(os.getpid())
    worker = os.fork()
    if worker == 0:
        go_in(room, limits, kept, number, work, parent=parent)
    _close(kept, but=lifeline)
    _wait(worker, limits, lifeline)


def go_in(
    room: Room, limits: Limits, kept: tuple[int, ...], number: int, work: Callable[[], None], *, parent: int,
) -> NoReturn:
    """`shut_in` for this process itself, the first of its namespace: it does `work`, and ends.

    `parent` is a descriptor of the process it was forked from, which it does not outlive.
    """
    try:
        room.enter(limits, kept, number, parent)
    except BaseException as error:
        tell(kept[0], {"event": "unconfined", "why": _text_of(error)})
        os._exit(0)
    try:
        work()
    finally:
        os._exit(0)


def settle(files: dict[str, bytes]) -> None:
    """Her place inside: her public data beside her, and no environment but this."""
    lay_out(files)
    kept = {name: value for name, value in os.environ.items() if name.endswith("_NUM_THREADS")}
    os.environ.clear()
    os.environ.update(kept | {
        "PATH": "/usr/bin:/bin", "HOME": "/tmp", "TMPDIR": "/tmp", "IPYTHONDIR": "/tmp", "MPLCONFIGDIR": "/tmp",
        "MPLBACKEND": "agg", "LANG": "C.UTF-8", "PYTHONUTF8": "1", "COURS_EXERCICES": "/tmp/vide",
    })


def _close(descriptors: tuple[int, ...], *, but: int) -> None:
    for descriptor in descriptors:
        if descriptor != but:
            os.close(descriptor)


def _wait(worker: int, limits: Limits, lifeline: int) -> None:
    """Until it ends, has had more than its time, or nobody is left who waits for it: we may be the last to end it."""
    if hasattr(os, "pidfd_open"):
        ends = select.poll()
        ended = os.pidfd_open(worker)
        ends.register(ended, select.POLLIN)
        ends.register(lifeline, 0)  # tells of a hang-up only
        if ended not in dict(ends.poll(1000 * (limits.total_seconds + LAST_RESORT))):
            os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def lay_out(files: dict[str, bytes]) -> None:
    """Write files where we are; their names may hold folders, and stay below us."""
    for name, content in files.items():
        path = Path(*(part for part in Path(name).parts if part not in ("..", "/")))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run_with_limits(job: Job, files: dict[str, bytes], reply: int) -> None:
    """Without a sandbox, for copies one trusts: limits, and an end to whatever is left behind."""
    if not hasattr(os, "fork"):
        lay_out_and_work(job, files, reply)
        return
    limited(job.limits, (reply,), lambda: lay_out_and_work(job, files, reply), lifeline=reply)


def lay_out_and_work(job: Job, files: dict[str, bytes], reply: int) -> None:
    lay_out(files)
    _work(job, reply)


def limited(limits: Limits, kept: tuple[int, ...], work: Callable[[], None], *, lifeline: int) -> None:
    """`shut_in` with limits only: do `work` in a process of its own, and end whatever it leaves behind."""
    from autograder.engine.confine import limit_resources

    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    worker = os.fork()
    if worker == 0:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        try:
            limit_resources(limits)
            _limit_processes(limits)
            work()
        finally:
            os._exit(0)
    _close(kept, but=lifeline)
    _wait(worker, limits, lifeline)
    _end_descendants()


def private_reply() -> int:
    """Move standard output to a descriptor of our own: prints of hers, even below Python, go nowhere."""
    reply = os.dup(1)
    silence()
    return reply


def silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), Sink(), Sink()


def _prctl(option: int, value: int) -> None:
    """Linux only; elsewhere the runner ends the process group, which is all there is."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _end_descendants() -> None:
    """Kill whatever the worker left: as their subreaper, we are the parent of the orphans, detached ones too."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    with contextlib.suppress(OSError):  # no /proc: the runner still ends the group
        while pids := children.read_text().split():
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(-1, 0)


def _limit_processes(limits: Limits) -> None:
    if sys.platform == "linux":
        import resource

        ceiling = _running_tasks() + limits.processes
        resource.setrlimit(resource.RLIMIT_NPROC, (ceiling, ceiling))


def _running_tasks() -> int:
    """Tasks on this machine: the limit counts those of her user, hers come on top of what runs already."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])


def tell(
    reply: int, event: dict[str, Any], dump: Callable[..., str] = json.dumps, write: Callable[..., int] = os.write,
) -> None:
    """Write a line of the protocol. `dump` and `write` are kept from before her cells, which may patch both."""
    data = memoryview(dump(event).encode() + b"\n")
    while data:
        data = data[write(reply, data):]


def _work(job: Job, reply: int) -> None:
    shell = make_shell()
    if shell.display_formatter is not None:
        shell.display_formatter.active_types = []  # nobody sees what a cell shows: no table, no figure is drawn
    with _clock() as allow:
        for cell in job.cells:
            tell(reply, {"event": "start", "cell": cell.number})
            allow(job.limits.cell_seconds)
            tell(reply, _run_cell(shell, cell))
        allow(job.limits.cell_seconds)
        names = {name: _value_of(shell, name) for name in job.names}
        calls = [_call(shell, call) for call in job.calls]
        allow(0)
    tell(reply, {"event": "values", "names": names, "calls": calls})


def make_shell() -> InteractiveShell:
    """IPython as her notebook has it; made once in a process."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    return InteractiveShell.instance(config=config)


@contextlib.contextmanager
def _clock() -> Iterator[Callable[[float], None]]:
    """Give a function that sets the time allowed from now on (0: no limit). Rings again and again once it is over."""
    if not hasattr(signal, "setitimer"):
        yield lambda seconds: None
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise CellTimeout

    set_timer, real, ignore = signal.setitimer, signal.ITIMER_REAL, signal.SIG_IGN

    def allow(seconds: float) -> None:
        if seconds:
            signal.signal(signal.SIGALRM, ring)
            set_timer(real, seconds, 0.2)
        else:
            signal.signal(signal.SIGALRM, ignore)
            set_timer(real, 0)

    yield allow


def _run_cell(shell: InteractiveShell, cell: Cell) -> dict[str, Any]:
    end: dict[str, Any] = {"event": "end", "cell": cell.number, "status": "ok"}
    try:
        run_cell: Callable[..., Any] = shell.run_cell
        result = run_cell(cell.source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:  # a cell may end IPython itself; the next one is still run
        error = raised
    if isinstance(error, CellTimeout):
        return end | {"status": "stopped"}
    if error is not None:
        return end | {"status": "error", "error": _text_of(error)}
    return end


def _value_of(shell: InteractiveShell, name: str) -> dict[str, Any]:
    if name not in shell.user_ns:
        return {"error": "absent"}
    return _outcome(lambda: shell.user_ns[name])


def _call(shell: InteractiveShell, call: Call) -> dict[str, Any]:
    if call.function not in shell.user_ns:
        return {"error": "absent"}
    return _outcome(lambda: _called(shell.user_ns[call.function], call))


def _called(named: Any, call: Call) -> object:
    args = call.args if call.table is None else [_table(call.table)]
    result = named(*args) if callable(named) else named
    if not call.plain:
        return result
    from autograder.checks.code import plain

    return plain(result)


def _table(name: str) -> object:
    import pandas

    return pandas.read_csv(name)


def _outcome(compute: Callable[[], object]) -> dict[str, Any]:
    try:
        return {"ok": encode(compute())}
    except BaseException as error:
        return {"error": _text_of(error)}


def _text_of(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"[:MAX_ERROR_TEXT]
    except BaseException:  # an error of hers may fail to say what it is
        return type(error).__name__


if __name__ == "__main__":
    main()
