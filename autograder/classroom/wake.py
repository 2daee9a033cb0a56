"""A background thread that works when woken, and now and then by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

RETRY_SECONDS = 20.0


class Wake:
    """Rung whenever there may be something to do; several rings before the worker looks count as one."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)
        self._event.clear()


class Worker:
    """Calls `work` when `wake` rings, and every `RETRY_SECONDS` for what failed before. A failure never ends it."""

    def __init__(self, name: str, work: Callable[[], None], wake: Wake) -> None:
        self._work, self._wake = work, wake
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._wake.ring()  # whatever an earlier run of the server left undone
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        self._stopping.set()
        self._wake.ring()
        if self._thread.is_alive():
            self._thread.join(seconds)

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def _run(self) -> None:
        while not self.stopping:
            self._wake.wait(RETRY_SECONDS)
            if self.stopping:
                return
            try:
                self._work()
            except Exception:
                log.exception("background work « %s » failed; it will be tried again", self._thread.name)
