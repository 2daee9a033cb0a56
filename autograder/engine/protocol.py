"""What passes between the trusted side and the process that runs a learner's code: JSON, and plain data only.

The job goes in as one JSON document. Events come out, one JSON object a line: `start` and `end` of each cell, then
`values` once. Nothing here trusts a line: whoever runs in that process can write any line it likes, so a line can
only ever carry an answer, never a mark.

Values are encoded as JSON scalars and lists; everything else is `{"t": kind, "v": …}`, dictionaries included, so that
no dictionary of a learner's can pass for something else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.engine import scalars

MAX_REPLY = 2_000_000
"""Bytes that may come out of one run."""
MAX_DEPTH = 60
MAX_INT = 2**63
MAX_ERROR_TEXT = 300


class Malformed(ValueError):
    """A reply that is not what this protocol allows. For developers; people read a sentence of the caller's."""


class Unconfinable(RuntimeError):
    """This system cannot shut a process in, so nothing of hers was run. The text says which step failed."""


@dataclass(frozen=True)
class Cell:
    """A code cell, by its number among all the cells of the notebook (from 1)."""

    number: int
    source: str


@dataclass(frozen=True)
class Call:
    """A function of hers, by name, to be called on inputs that we choose (plain JSON data).

    `table` names a .csv file beside her, given as a pandas table instead. A name that is no function gives its value.
    With `plain` the result is told as JSON may carry it (`checks.code.plain`: tables, charts).
    """

    function: str
    args: list[object] = field(default_factory=list)
    table: str | None = None
    plain: bool = False


@dataclass(frozen=True)
class Limits:
    """Bounds of one run: seconds for a cell and for all; bytes of memory, of one file, of all her files; open files;
    processes."""

    cell_seconds: float = 10
    total_seconds: float = 45
    memory: int = 2 * 2**30
    file_size: int = 20 * 2**20
    disk: int = 64 * 2**20
    open_files: int = 128
    processes: int = 32


@dataclass(frozen=True)
class Job:
    """What one run does: execute `cells` in order, then hand out the values of `names` and of `calls`.

    `sandbox`: shut in (see `confine`), or not run at all.
    """

    cells: list[Cell]
    names: list[str]
    calls: list[Call] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    sandbox: bool = True

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Job:
        return cls(
            [Cell(**cell) for cell in data["cells"]], data["names"], [Call(**call) for call in data["calls"]],
            Limits(**data["limits"]), data["sandbox"],
        )


def write_order(job: Job, files: Mapping[str, bytes]) -> bytes:
    """A job and the files that lie beside it, by their bare names, for the process that runs it."""
    laid = {Path(name).name: base64.b64encode(content).decode() for name, content in files.items()}
    return json.dumps({"job": asdict(job), "files": laid}).encode()


def read_order(raw: bytes) -> tuple[Job, dict[str, bytes]]:
    """What `write_order` wrote. Trusted: it comes from us."""
    order = json.loads(raw)
    return Job.from_dict(order["job"]), {name: base64.b64decode(text) for name, text in order["files"].items()}


# -- values, on the learner's side


def encode(value: Any, depth: int = MAX_DEPTH) -> object:
    """Plain data as JSON. Raises `TypeError` for anything that is not data, `ValueError` when nested too deep."""
    kind = type(value)
    if kind in scalars.KINDS:
        return scalars.encode(value)
    if depth <= 0:
        raise ValueError("nested too deep")
    if kind is list:
        return [encode(item, depth - 1) for item in value]
    if kind in (tuple, set, frozenset):
        return {"t": kind.__name__, "v": [encode(item, depth - 1) for item in value]}
    if kind is dict:
        return {"t": "dict", "v": [[encode(key, depth - 1), encode(item, depth - 1)] for key, item in value.items()]}
    return _encode_table(value, kind, depth - 1)


def _encode_table(value: Any, kind: type, depth: int) -> object:
    """numpy and pandas by value. Told by their module's name: neither library is imported for it."""
    library = kind.__module__.split(".")[0]
    if library == "numpy" and hasattr(value, "tolist"):
        return encode(value.tolist(), depth)
    if library == "pandas" and kind.__name__ == "Series":
        return {"t": "series", "v": [encode(value.index.tolist(), depth), encode(value.tolist(), depth)]}
    if library == "pandas" and kind.__name__ == "DataFrame":
        columns = [[encode(name, depth), encode(value[name].tolist(), depth)] for name in value.columns]
        return {"t": "frame", "v": [encode(value.index.tolist(), depth), columns]}
    raise TypeError(f"{kind.__module__}.{kind.__qualname__} is not plain data")


# -- values, on the trusted side


@dataclass(frozen=True)
class Series:
    """A pandas Series, by value."""

    index: list[Any]
    values: list[Any]


@dataclass(frozen=True)
class Frame:
    """A pandas DataFrame, by value; columns in order (their names may repeat)."""

    index: list[Any]
    columns: list[tuple[Any, list[Any]]]


def decode(data: object, depth: int = MAX_DEPTH) -> Any:
    """Plain Python data from hostile JSON. Raises `Malformed`; builds nothing but plain objects."""
    if depth < 0:
        raise Malformed("nested too deep")
    if isinstance(data, int) and not isinstance(data, bool) and abs(data) >= MAX_INT:
        raise Malformed("a whole number too large")
    if data is None or isinstance(data, (bool, int, float, str)):
        return data
    if isinstance(data, list):
        return [decode(item, depth - 1) for item in data]
    if not isinstance(data, dict) or set(data) != {"t", "v"}:
        raise Malformed("a value without its kind")
    return _decode_kind(data["t"], data["v"], depth - 1)


def _decode_kind(kind: object, inner: object, depth: int) -> Any:
    if kind == "float":
        try:
            return scalars.decode_float(inner)
        except ValueError as error:
            raise Malformed(str(error)) from None
    if not isinstance(inner, list):
        raise Malformed("a value without content")
    try:
        if kind in ("tuple", "set", "frozenset"):
            make = {"tuple": tuple, "set": set, "frozenset": frozenset}[str(kind)]
            return make(decode(item, depth) for item in inner)
        if kind == "dict":
            return {decode(key, depth): decode(item, depth) for key, item in inner}
        if kind == "series":
            index, values = inner
            return Series(decode(index, depth), decode(values, depth))
        if kind == "frame":
            index, columns = inner
            return Frame(
                decode(index, depth), [(decode(name, depth), decode(values, depth)) for name, values in columns]
            )
    except (TypeError, ValueError) as error:  # unhashable key, wrong number of parts
        raise Malformed(str(error)) from None
    raise Malformed(f"unknown kind of value {str(kind)[:40]}")


# -- events


@dataclass
class Run:
    """What one run brought back. `unfinished` is the cell that was running when the process ended, if it did."""

    values: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Names and calls without a value, and why (text of the learner's side: to be shown as text only)."""
    results: list[Any] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """For each call, why it has no result; empty when it has one."""
    errors: dict[int, str] = field(default_factory=dict)
    """Cell number → error text."""
    stopped: list[int] = field(default_factory=list)
    """Cells interrupted for taking too long."""
    unfinished: int | None = None
    complete: bool = False


def read_events(raw: bytes, job: Job) -> Run:
    """Read the lines of a run strictly. Raises `Malformed` at the first thing that the protocol does not allow.

    Raises `Unconfinable` when the process says that it could not be shut in. She can write that line too: then she
    keeps her own notebook from being graded, and nothing else.
    """
    run, known = Run(), {cell.number for cell in job.cells}
    for line in whole_lines(raw):
        if run.complete:
            raise Malformed("something after the values")
        event = _parse_line(line)
        if event.get("event") == "unconfined" and job.sandbox:
            raise Unconfinable(str(event.get("why"))[:MAX_ERROR_TEXT])
        if event.get("event") == "values":
            _read_values(event, job, run)
            run.complete = True
            continue
        number = event.get("cell")
        if type(number) is not int or number not in known:
            raise Malformed("an event for no cell of ours")
        if event.get("event") == "start":
            run.unfinished = number
        elif event.get("event") == "end":
            run.unfinished = None
            if event.get("status") == "stopped":
                run.stopped.append(number)
            elif event.get("status") == "error":
                run.errors[number] = str(event.get("error", ""))[:MAX_ERROR_TEXT]
        else:
            raise Malformed("an unknown event")
    return run


def whole_lines(raw: bytes) -> list[bytes]:
    """Without a last one that was cut short: its process ended while it wrote."""
    return raw.split(b"\n")[:-1]


def _parse_line(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line, parse_constant=_no_constant)
        json.dumps(event, ensure_ascii=False).encode()  # a lone surrogate is text that no file keeps
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)[:100]) from None
    if not isinstance(event, dict):
        raise Malformed("an event is an object")
    return event


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _read_values(event: dict[str, Any], job: Job, run: Run) -> None:
    names, calls = event.get("names"), event.get("calls")
    if not isinstance(names, dict) or not isinstance(calls, list) or len(calls) != len(job.calls):
        raise Malformed("values are missing")
    for name in job.names:
        outcome = names.get(name)
        if isinstance(outcome, dict) and "ok" in outcome:
            run.values[name] = decode(outcome["ok"])
        else:
            run.missing[name] = str(outcome.get("error") if isinstance(outcome, dict) else "")[:MAX_ERROR_TEXT]
    for call, outcome in zip(job.calls, calls, strict=True):
        if isinstance(outcome, dict) and "ok" in outcome:
            run.results.append(decode(outcome["ok"]))
            run.failures.append("")
        else:
            why = str(outcome.get("error") if isinstance(outcome, dict) else "")[:MAX_ERROR_TEXT]
            run.results.append(None)
            run.failures.append(why or "absent")
            run.missing[call.function] = why
