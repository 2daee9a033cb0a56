"""Bounds on what strangers may send: how much at once, and how many wrong guesses."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

from starlette.requests import Request

from autograder.catalogue.answers import MAX_BYTES
from autograder.classroom.refusals import Refused

BODY_BYTES = MAX_BYTES + 2_000  # an answer and the few words around it
DRAINED_BYTES = 20_000_000  # read and thrown away, so that a page gets its sentence rather than a cut connection
LOOPBACK = frozenset({"127.0.0.1", "::1"})


async def read_body(request: Request, limit: int = BODY_BYTES) -> bytes:
    """The request's body; raises `Refused` 413 as soon as it is too long, without keeping it."""
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > DRAINED_BYTES:
            break
        if size <= limit:
            body += chunk
    if size > limit:
        raise Refused(413, f"Cet envoi est trop lourd : {limit // 1000} ko au plus. Allégez vos textes et renvoyez.")
    return bytes(body)


class Guesses:
    """Counts wrong codes over a sliding window: per address, and overall.

    Thirty phones often share one address, so the bound per address is generous; codes are long enough for it. This
    machine itself is not counted overall, so that nobody can lock the trainer out from afar.
    """

    def __init__(
        self, per_address: int, overall: int, seconds: float = 60, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_address, self.overall, self.seconds, self.clock = per_address, overall, seconds, clock
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raise `Refused` 429 when too many wrong codes came."""
        with self._lock:
            self._forget()
            everyone = sum(len(times) for other, times in self._wrong.items() if other not in LOOPBACK)
            here = len(self._wrong.get(address, ()))
        if here >= self.per_address or (everyone >= self.overall and address not in LOOPBACK):
            raise Refused(429, "Trop de codes faux viennent d'être essayés : attendez une minute, puis réessayez.")

    def wrong(self, address: str) -> None:
        with self._lock:
            self._wrong[address].append(self.clock())

    def _forget(self) -> None:
        since = self.clock() - self.seconds
        for address, times in list(self._wrong.items()):
            while times and times[0] < since:
                times.popleft()
            if not times:
                del self._wrong[address]
