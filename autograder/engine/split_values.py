"""Values that pass between her process and the checking one: by value, as JSON and raw bytes, never as pickles.

`Encoder` runs on both sides (arguments of calls go one way, results the other); `decode` builds nothing but plain
objects of Python's own types, and hands tables to `split_tables`. What is no value becomes a handle: the other side
gets a stand-in for it, or nothing.
"""

from __future__ import annotations

import base64
import collections
import datetime
import decimal
import fractions
import itertools
import sys
import types
from collections.abc import Callable
from typing import Any

from autograder.engine import scalars
from autograder.engine import split_tables as tables

MAX_DEPTH = 40
MAX_ITEMS = 200_000
"""Items that a generator or another iterator may give out."""
PLAIN: dict[type, str] = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", collections.deque: "deque"}
MAPPINGS: dict[type, str] = {
    dict: "dict", collections.OrderedDict: "OrderedDict", collections.Counter: "Counter",
    collections.defaultdict: "defaultdict",
}
TEXTUAL: dict[type, str] = {decimal.Decimal: "Decimal", fractions.Fraction: "Fraction"}
DATES: dict[type, str] = {datetime.datetime: "datetime", datetime.date: "date", datetime.time: "time"}
ITERATORS: tuple[type, ...] = (
    types.GeneratorType, map, filter, zip, enumerate, reversed, type(iter([])), type(iter(())),
)
VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
BUILDERS: dict[str, Callable[[Any], Any]] = {
    **{name: kind for kind, name in (*PLAIN.items(), *MAPPINGS.items(), *TEXTUAL.items()) if name != "defaultdict"},
    "defaultdict": lambda pairs: collections.defaultdict(None, pairs), "iterator": iter,
    **{name: kind.fromisoformat for kind, name in DATES.items()},  # type: ignore[attr-defined]
}


class NotAValue(TypeError):
    """This cannot cross as a value."""


class Encoder:
    """Turns objects into JSON. `refer` names an object that is no value, or raises `NotAValue`."""

    def __init__(self, refer: Callable[[object], dict[str, Any]]) -> None:
        self._refer = refer

    def encode(self, value: Any, depth: int = MAX_DEPTH) -> Any:
        kind = type(value)
        if kind in scalars.KINDS:
            return scalars.encode(value)
        if depth <= 0:
            raise NotAValue("nested too deep")
        if kind in PLAIN:
            return {"t": PLAIN[kind], "v": [self.encode(item, depth - 1) for item in value]}
        if kind in MAPPINGS:
            pairs = [[self.encode(key, depth - 1), self.encode(item, depth - 1)] for key, item in value.items()]
            return {"t": MAPPINGS[kind], "v": pairs}
        return self._encode_other(value, kind, depth - 1)

    def _encode_other(self, value: Any, kind: Any, depth: int) -> Any:
        if kind in (bytes, bytearray):
            return {"t": kind.__name__, "v": base64.b64encode(value).decode()}
        if kind is complex:
            return {"t": "complex", "v": [repr(value.real), repr(value.imag)]}
        if value is ...:
            return {"t": "ellipsis", "v": None}
        if kind is range:
            return {"t": "range", "v": [value.start, value.stop, value.step]}
        if kind in TEXTUAL:
            return {"t": TEXTUAL[kind], "v": str(value)}
        if kind in DATES:
            return {"t": DATES[kind], "v": value.isoformat()}
        if kind is datetime.timedelta:
            return {"t": "timedelta", "v": [value.days, value.seconds, value.microseconds]}
        if kind in VIEWS:
            return {"t": "list", "v": [self.encode(item, depth) for item in value]}
        if isinstance(value, ITERATORS):
            iterator: Any = value
            items = list(itertools.islice(iterator, MAX_ITEMS + 1))
            if len(items) > MAX_ITEMS:
                raise NotAValue("an iterator without end")
            return {"t": "iterator", "v": [self.encode(item, depth) for item in items]}
        if kind.__bases__ == (tuple,) and hasattr(kind, "_fields"):
            cells = [self.encode(item, depth) for item in tuple(value)]
            return {"t": "namedtuple", "v": [kind.__name__, list(kind._fields), cells]}
        if isinstance(value, types.ModuleType):
            return {"t": "module", "v": value.__name__}
        table = tables.encode(value, lambda item: self.encode(item, depth))
        return self._refer(value) if table is None else table


def decode(data: Any, stand_in: Callable[[dict[str, Any]], Any], depth: int = 2 * MAX_DEPTH) -> Any:
    """From JSON of the other side's. Raises `ValueError` or `TypeError` for what `Encoder` does not write.

    `stand_in` makes what represents an object that stayed there, a module or whatever else is no value.
    """
    if not isinstance(data, dict):
        if isinstance(data, list):
            raise ValueError("a list without its kind")
        return data
    if depth <= 0:
        raise ValueError("nested too deep")
    kind: str = data["t"]
    inner: Any = data["v"]

    def again(item: Any) -> Any:
        return decode(item, stand_in, depth - 1)

    if kind == "float":
        return scalars.decode_float(inner)
    if kind in BUILDERS:
        return BUILDERS[kind](_content(kind, inner, again))
    if kind in ("bytes", "bytearray"):
        raw = base64.b64decode(inner, validate=True)
        return raw if kind == "bytes" else bytearray(raw)
    if kind == "complex":
        return complex(float(inner[0]), float(inner[1]))
    if kind == "ellipsis":
        return ...
    if kind == "range":
        return range(*map(int, inner))
    if kind == "timedelta":
        return datetime.timedelta(*map(int, inner))
    if kind == "namedtuple":
        name, fields, items = inner
        return collections.namedtuple(str(name), [str(field) for field in fields])(*map(again, items))
    if kind in ("handle", "module", "mine"):
        return stand_in(data)
    return tables.decode(kind, inner, again)


def _content(kind: str, inner: Any, again: Callable[[Any], Any]) -> Any:
    if kind in TEXTUAL.values() or kind in DATES.values():
        return str(inner)
    if kind in MAPPINGS.values():
        return {again(key): again(item) for key, item in inner}
    return [again(item) for item in inner]


def type_name(value: object) -> str:
    """Where its type comes from and how it is called: what a stand-in says of the thing that it stands for."""
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}"[:200]


def class_named(name: str) -> type | None:
    """A class of a library that is loaded here, by the name the other side gives; none for anything else."""
    module, _, last = name.rpartition(".")
    if name == "builtins.function":
        return types.FunctionType
    if module.split(".")[0] != "matplotlib" or module not in sys.modules:
        return None
    found = getattr(sys.modules[module], last, None)
    return found if isinstance(found, type) else None
