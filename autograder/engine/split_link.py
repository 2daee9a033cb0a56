"""The line between her process and the checking one: one JSON document a message, its length before it."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

MAX_MESSAGE = 32 * 2**20
GRACE = 3.0
"""Seconds beyond the time of a cell: her own clock must have had its chance to stop it."""


class Ended(Exception):
    """Nothing more will come from the other side."""


class Line:
    """One end. A line that failed once is closed for good."""

    def __init__(self, end: socket.socket) -> None:
        self._end: socket.socket | None = end
        self.why = ""

    def put(self, message: object) -> None:
        data = json.dumps(message).encode()
        if len(data) > MAX_MESSAGE:
            raise ValueError("more than one message may hold")
        self._open().sendall(struct.pack("!I", len(data)) + data)

    def get(self) -> dict[str, Any]:
        size = struct.unpack("!I", self._read(4))[0]
        if size > MAX_MESSAGE:
            raise ValueError("more than one message may hold")
        message = json.loads(self._read(size))
        if not isinstance(message, dict):
            raise ValueError("a message is an object")
        return message

    def ask(self, message: object, seconds: float) -> dict[str, Any]:
        """Put a question and have its answer. Raises `Ended` when there is none in time, or no sensible one."""
        end = self._open()
        try:
            end.settimeout(seconds)
            self.put(message)
            return self.get()
        except (OSError, ValueError, RecursionError, Ended, KeyboardInterrupt) as error:
            self.why = self.why or ("time" if isinstance(error, TimeoutError) else "ended")
            end.close()
            self._end = None
            raise Ended(self.why) from None

    def _open(self) -> socket.socket:
        if self._end is None:
            raise Ended(self.why)
        return self._end

    def _read(self, size: int) -> bytes:
        received = bytearray()
        while len(received) < size:
            piece = self._open().recv(min(size - len(received), 1 << 20))
            if not piece:
                raise Ended("ended")
            received += piece
        return bytes(received)
