"""A long round of grading: several pieces of work at a time, told of in their order, marks written in batches."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K")

AT_A_TIME = min(os.cpu_count() or 1, 8)
BATCH = 64
BATCH_BYTES = 32 * 2**20
BATCH_SECONDS = 1.0
"""Marks wait for others no longer than that before they are written together."""


def in_order(
    work: Iterable[T], do: Callable[[T], R], at_a_time: int,
) -> Generator[tuple[T, Future[R]], None, None]:
    """Each piece with its result. To be closed: what has not begun by then is never done."""
    pool = ThreadPoolExecutor(at_a_time)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for piece in work:
            waiting.append((piece, pool.submit(do, piece)))
            if len(waiting) > 2 * at_a_time:  # some ahead, never all
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.shutdown(cancel_futures=True)


class Batches(Generic[T, R, K]):
    """Results on their way into the gradebook.

    `keep` writes several, all of them or none, and may raise `OSError`; then each is tried on its own, so that one
    holds up no other. In order, `tell` hears of each with what `keep` gave for it, `refuse` why it has none, in French.
    """

    def __init__(
        self, keep: Callable[[Sequence[tuple[T, R]]], Sequence[K]], tell: Callable[[T, R, K], None],
        refuse: Callable[[T, str], None],
    ) -> None:
        self._keep, self._tell, self._refuse = keep, tell, refuse
        self._waiting: list[tuple[T, R | None, str]] = []
        self._bytes = 0
        self._written_at = time.monotonic()

    @property
    def waiting(self) -> list[T]:
        return [piece for piece, _, _ in self._waiting]

    @property
    def is_due(self) -> bool:
        late = time.monotonic() - self._written_at > BATCH_SECONDS
        return late or len(self._waiting) >= BATCH or self._bytes >= BATCH_BYTES

    def add(self, piece: T, result: R, size: int) -> None:
        self._waiting.append((piece, result, ""))
        self._bytes += size

    def add_refused(self, piece: T, sentence: str) -> None:
        self._waiting.append((piece, None, sentence))

    def write(self) -> None:
        """Have all that waits written and told of. Nothing is lost where this is cut short."""
        batch = [(piece, result) for piece, result, _ in self._waiting if result is not None]
        outcomes = iter(self._kept(batch))
        told, self._waiting, self._bytes = self._waiting, [], 0
        for piece, result, sentence in told:
            outcome = sentence if result is None else next(outcomes)
            if isinstance(outcome, str):
                self._refuse(piece, outcome)
            elif result is not None:
                self._tell(piece, result, outcome)
        self._written_at = time.monotonic()

    def _kept(self, batch: Sequence[tuple[T, R]]) -> Sequence[K | str]:
        try:
            return self._keep(batch) if batch else []
        except OSError as error:  # one of them may be the cause: each on its own
            if len(batch) > 1:
                return [self._kept([each])[0] for each in batch]
            return [f"noté, mais pas inscrit ({error.strerror or 'erreur d’écriture'}) : relancez la commande."]
