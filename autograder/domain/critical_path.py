"""Graphs of tasks: circles of dependencies, and the critical path, the chain that sets the shortest total duration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def circles(after: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of tasks that wait for each other, in the order given. `after[task]` lists what the task waits for."""
    groups: list[tuple[str, ...]] = []
    seen: set[str] = set()
    reach = {task: _upstream(task, after) for task in after}
    for task in after:
        if task in reach[task] and task not in seen:
            together = {other for other in reach[task] if task in reach.get(other, set())} | {task}
            seen |= together
            groups.append(tuple(other for other in after if other in together))
    return tuple(groups)


def longest_chain(days: Mapping[str, int], after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The critical path, first task first: the chain of dependent tasks with the most days.

    Empty when tasks wait for each other in a circle. Ties go to the tasks listed first.
    """
    if circles(after) or not days:
        return ()
    finish = earliest_finish(days, after)
    task = max(days, key=lambda name: finish[name])
    chain = [task]
    while before := [name for name in after.get(task, ()) if name in days]:
        task = max(before, key=lambda name: finish[name])
        chain.append(task)
    return tuple(reversed(chain))


def earliest_finish(days: Mapping[str, int], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each task, the days from the very start to its end when all begin as early as they can. No circles."""
    finish: dict[str, int] = {}
    waiting = list(days)
    while waiting:
        ready = [task for task in waiting if all(name in finish or name not in days for name in after.get(task, ()))]
        if not ready:
            raise ValueError("tasks wait for each other in a circle")
        for task in ready:
            before = [finish[name] for name in after.get(task, ()) if name in finish]
            finish[task] = days[task] + max(before, default=0)
        waiting = [task for task in waiting if task not in finish]
    return finish


def _upstream(task: str, after: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    frontier = [task]
    while frontier:
        for name in after.get(frontier.pop(), ()):
            if name not in found:
                found.add(name)
                frontier.append(name)
    return found
