"""A warm process: it has loaded what notebooks use, and forks for each run. Started by `autograder.engine.workers`.

It never reads a job itself: each comes over a socket of its own, to the supervisor forked for it. So nothing of one
learner's is in the memory that the next one's process is a copy of.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated mode forgets where the project lies

from autograder.engine import child, split_work
from autograder.engine.protocol import read_order

if TYPE_CHECKING:
    from autograder.engine.confine import Room

LOADED = ("pandas", "matplotlib.pyplot", "autograder.widgets")
"""What cells import, by name: the engine itself uses none of it."""
MOST_DESCRIPTORS = 3
"""Given with one job: its line, and up to two more."""
REHEARSAL = """
import io, pandas, matplotlib.pyplot as plt
table = pandas.read_csv(io.StringIO("jour,lieu,n\\n2021-03-14,Kayes,1\\n2021-03-15,Nioro,2\\n"), parse_dates=["jour"])
table.groupby("lieu")["n"].sum().sort_values().plot(title="é")
plt.savefig(io.BytesIO()), plt.close("all"), table.describe().to_html(), table.merge(table, on="lieu").to_string()
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
    while descriptors := socket.recv_fds(channel, 1, MOST_DESCRIPTORS)[1]:
        if os.fork() == 0:
            try:
                channel.close()
                _take(room, *descriptors)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def warm_up() -> None:
    for name in LOADED:
        importlib.import_module(name)
    shell = child.make_shell()
    shell.run_cell(REHEARSAL, store_history=False)
    shell.run_cell("1 / 0", store_history=False)
    shell.reset(new_session=True)


def _take(room: Room | None, line: int, *others: int) -> None:
    """As the supervisor of one run: say who we are, hear the order, see it through. The line closes with us."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=line) as master:
        master.sendall(f"{os.getpid()}\n".encode())
        order = bytearray()
        while piece := master.recv(1 << 20):
            order += piece
        if room is not None:
            _see_through(room, bytes(order), others)
            return
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            os.chdir(folder)
            _see_through(None, bytes(order), others)
            os.chdir("..")


def _see_through(room: Room | None, order: bytes, others: tuple[int, ...]) -> None:
    if order.startswith(split_work.MARK):
        split_work.take(room, order.removeprefix(split_work.MARK), others)
        return
    job, files = read_order(order)
    if room is not None:
        child.run_shut_in(room, job, files, *others)
    else:
        child.run_with_limits(job, files, *others)


if __name__ == "__main__":
    main()
