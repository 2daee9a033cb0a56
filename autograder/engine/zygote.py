"""A warm process: it has loaded what notebooks use, and forks for each run. Started by `autograder.engine.workers`.

It never reads a job itself: each comes over a socket of its own, to the supervisor forked for it. So nothing of one
learner's is in the memory that the next one's process is a copy of.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated mode forgets where the project lies

from autograder.engine import child, split_shell, split_work
from autograder.engine.protocol import Limits, read_order

if TYPE_CHECKING:
    from autograder.engine.confine import Room

LOADED = ("pandas", "matplotlib.pyplot", "autograder.widgets")
"""What cells import, by name: the engine itself uses none of it."""
MOST_DESCRIPTORS = 3
"""Given with one job: its line, and up to two more."""
HALF = 1 << 22
"""As many numbers as there can be process ids: the other half tells apart the runs that have none of ours."""
REHEARSAL = """
import io, pandas, matplotlib.pyplot as plt
table = pandas.read_csv(io.StringIO("jour,lieu,n\\n2021-03-14,Kayes,1\\n2021-03-15,Nioro,2\\n"), parse_dates=["jour"])
table = pandas.read_json(io.StringIO(table.to_json(orient="records")))
table["mois"] = pandas.to_datetime(table["jour"], unit="ms").dt.strftime("%Y-%m")
for kind in ("bar", "line"):
    table.groupby("lieu")["n"].sum().sort_values().plot(kind=kind, title="é")
    plt.savefig(io.BytesIO()), plt.close("all")
table.describe().to_html(), table.merge(table, on="lieu").to_string(), table.dtypes, table["n"].median()
table.describe()
"""
"""Touches what is loaded late: fonts, Agg, the CSV parser, groups, tables."""


def main() -> None:
    channel = socket.socket(fileno=int(sys.argv[1]))
    sandbox = sys.argv[2] == "sandbox"
    child.silence()
    warm_up()
    try:
        room = child.open_room() if sandbox else None
    except Exception as error:
        channel.sendall(f"{type(error).__name__}: {error}".encode())
        return
    channel.sendall(b"ready")
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors that end are nobody's to wait for
    numbers = itertools.count(os.getpid() * 8191)
    while descriptors := socket.recv_fds(channel, 1, MOST_DESCRIPTORS)[1]:
        number = HALF + next(numbers) % HALF
        if room is not None and room.as_root:
            if (worker := room.fork_apart()) == 0:
                _be(partial(_take_directly, room, number, *descriptors), channel)
            with contextlib.suppress(OSError):  # the master has gone: so will this one
                os.write(descriptors[0], f"worker {worker}\n".encode())
        elif os.fork() == 0:
            _be(partial(_take, room, *descriptors), channel)
        for descriptor in descriptors:
            os.close(descriptor)


def _be(task: Callable[[], None], channel: socket.socket) -> NoReturn:
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        channel.close()
        task()
    finally:
        os._exit(0)


def warm_up() -> None:
    for name in LOADED:
        importlib.import_module(name)
    shell = child.make_shell()
    shell.run_cell(REHEARSAL, store_history=False)
    split_shell.rehearse(shell)
    shell.run_cell("1 / 0", store_history=False)
    shell.reset(new_session=True)


def _take(room: Room | None, line: int, *others: int) -> None:
    """As the supervisor of one run: say who we are, hear the order, see it through. The line closes with us."""
    with socket.socket(fileno=line) as master:
        master.sendall(f"supervisor {os.getpid()}\n".encode())
        limits, work = _heard(_order(master), others, shut_in=room is not None)
        if room is not None:
            child.shut_in(room, limits, others, work, lifeline=line)
            return
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            os.chdir(folder)
            child.limited(limits, others, work, lifeline=line)
            os.chdir("..")


def _take_directly(room: Room, number: int, line: int, *others: int) -> None:
    """The same with one process less: hear the order as the one that will run it. The master sees when it ends."""
    with socket.socket(fileno=line) as master:
        limits, work = _heard(_order(master), others, shut_in=True)
    child.go_in(room, limits, others, number, work, parent=room.home)


def _order(master: socket.socket) -> bytes:
    order = bytearray()
    while piece := master.recv(1 << 20):
        order += piece
    return bytes(order)


def _heard(order: bytes, others: tuple[int, ...], *, shut_in: bool) -> tuple[Limits, Callable[[], None]]:
    """What is to be done, and within which limits."""
    if order.startswith(split_work.MARK):
        return split_work.heard(order.removeprefix(split_work.MARK), others, shut_in=shut_in)
    job, files = read_order(order)
    run = child.settle_and_work if shut_in else child.lay_out_and_work
    return job.limits, lambda: run(job, files, *others)


if __name__ == "__main__":
    main()
