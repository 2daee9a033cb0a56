"""One process of a stock (see `spawned`): made warm, it waits for its one order. Started by path, in isolated mode."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated mode forgets where the project lies

from autograder.engine import child, zygote


def main() -> None:
    orders = os.dup(0)
    reply = child.private_reply()
    zygote.warm_up()
    with os.fdopen(orders, "rb") as stream:
        order = stream.read()
    if order:  # else nobody needs us any more
        child.obey(order, reply)


if __name__ == "__main__":
    main()
