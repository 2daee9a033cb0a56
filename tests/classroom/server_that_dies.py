"""A session server that can be killed at the worst moment: once a submission is kept, before its receipt leaves.

Run as `python server_that_dies.py <data folder> meurt|vit`; prints its port.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

sys.path.insert(0, str(Path(__file__).parents[2]))

from autograder.catalogue import find_exercises
from autograder.classroom.app import create_app
from tests.places import EXERCISES


class DiesBeforeTheReceipt:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def cut(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"] == "/api/remises":
                os.kill(os.getpid(), signal.SIGKILL)
            await send(message)

        await self.app(scope, receive, cut)


if __name__ == "__main__":
    data, dies = Path(sys.argv[1]), sys.argv[2] == "meurt"
    app: ASGIApp = create_app(data, data, find_exercises(EXERCISES))
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(DiesBeforeTheReceipt(app) if dies else app, log_level="error")
    uvicorn.Server(config).run(sockets=[listener])
