"""numpy and pandas by value: kinds of columns from a fixed list, contents as raw bytes or item by item.

Nothing here runs when neither library is loaded. Subclasses are no values: they may lie about what they hold.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from typing import Any

RAW = "biufcmM"
"""numpy's kinds whose bytes say everything: booleans, integers, floats, complex numbers, dates."""
NULLABLE = ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "boolean",
            "string", "str", "string[python]", "string[pyarrow]")
Item = Callable[[Any], Any]


def encode(value: Any, item: Item) -> dict[str, Any] | None:
    """The value as JSON, or None when it is none of numpy's or pandas' plain types."""
    library = type(value).__module__.split(".")[0]
    if library == "numpy" and "numpy" in sys.modules:
        return _encode_numpy(value, item)
    if library == "pandas" and "pandas" in sys.modules:
        return _encode_pandas(value, item)
    return None


def _encode_numpy(value: Any, item: Item) -> dict[str, Any] | None:
    import numpy

    if type(value) is numpy.ndarray:
        return _array(value, item)
    if isinstance(value, numpy.generic) and value.dtype.kind in RAW + "US":
        return {"t": "numpy", "v": _array(numpy.asarray(value), item)}
    if isinstance(value, numpy.dtype) and value.kind in RAW + "OUS":
        return {"t": "dtype", "v": value.str}
    return None


def _array(value: Any, item: Item) -> dict[str, Any]:
    import numpy

    if value.dtype.kind in RAW:
        raw = base64.b64encode(numpy.ascontiguousarray(value).tobytes()).decode()
        return {"t": "array", "v": [value.dtype.str, list(value.shape), raw]}
    if value.dtype.kind in "OUS":
        items = [item(each) for each in value.ravel().tolist()]
        return {"t": "objects", "v": [value.dtype.kind, list(value.shape), items]}
    raise TypeError(f"an array of {value.dtype}")


def _encode_pandas(value: Any, item: Item) -> dict[str, Any] | None:
    import pandas

    kind = type(value)
    if kind is pandas.DataFrame:
        columns = [_column(value.iloc[:, place].array, item) for place in range(value.shape[1])]
        return {"t": "frame", "v": [_index(value.columns, item), _index(value.index, item), columns]}
    if kind is pandas.Series:
        return {"t": "series", "v": [_index(value.index, item), item(value.name), _column(value.array, item)]}
    if isinstance(value, pandas.Index):
        return _index(value, item)
    if value is pandas.NaT or value is pandas.NA:
        return {"t": "missing", "v": "NaT" if value is pandas.NaT else "NA"}
    if kind is pandas.Timestamp:
        return {"t": "timestamp", "v": [value.asm8.astype("int64").item(), value.unit, _zone(value.tz)]}
    if kind is pandas.Timedelta:
        return {"t": "duration", "v": [value.asm8.astype("int64").item(), value.unit]}
    if kind is pandas.Period:
        return {"t": "period", "v": [value.ordinal, value.freqstr]}
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return {"t": "column", "v": _column(value, item)}
    if isinstance(value, pandas.api.extensions.ExtensionDtype) and str(value) in (*NULLABLE, "category"):
        return {"t": "dtype", "v": str(value)}
    return None


def _zone(zone: object) -> str | None:
    return None if zone is None else str(zone)


def _index(index: Any, item: Item) -> dict[str, Any]:
    import pandas

    if isinstance(index, pandas.MultiIndex):
        levels = [_index(index.get_level_values(level), item) for level in range(index.nlevels)]
        return {"t": "levels", "v": [levels, [item(name) for name in index.names]]}
    if type(index) is pandas.RangeIndex:
        return {"t": "steps", "v": [index.start, index.stop, index.step, item(index.name)]}
    frequency = index.freqstr if isinstance(index, (pandas.DatetimeIndex, pandas.TimedeltaIndex)) else None
    return {"t": "index", "v": [_column(index.array, item), item(index.name), frequency]}


def _column(column: Any, item: Item) -> dict[str, Any]:
    import pandas

    kind = column.dtype
    if isinstance(kind, pandas.CategoricalDtype):
        codes = _array(column.codes, item)
        return {"t": "categories", "v": [codes, _index(kind.categories, item), bool(kind.ordered)]}
    if isinstance(kind, pandas.PeriodDtype):
        return {"t": "periods", "v": [_array(column.asi8, item), str(kind)[len("period["):-1]]}
    if isinstance(kind, pandas.IntervalDtype):
        return {"t": "intervals", "v": [_index(column.left, item), _index(column.right, item), str(kind.closed)]}
    if isinstance(kind, pandas.DatetimeTZDtype):
        return {"t": "instants", "v": [_array(column.asi8, item), kind.unit, _zone(kind.tz)]}
    if hasattr(column, "asi8"):
        return {"t": "dates", "v": [_array(column.asi8, item), kind.str]}
    if str(kind) in NULLABLE:
        return {"t": "nullable", "v": [str(kind), [item(each) for each in column.tolist()]]}
    return _array(column.to_numpy(), item)


def decode(kind: str, inner: Any, again: Item) -> Any:
    """From JSON of the other side's. Raises `ValueError` for a kind that is none of ours."""
    builder = BUILDERS.get(kind)
    if builder is None:
        raise ValueError(f"unknown kind of value {str(kind)[:40]}")
    return builder(inner, again)


def _dtype(text: Any) -> Any:
    import numpy

    dtype = numpy.dtype(str(text))
    if dtype.hasobject or dtype.kind not in RAW or dtype.names:
        raise ValueError(f"dtype {str(text)[:40]}")
    return dtype


def _make_array(inner: Any, again: Item) -> Any:
    import numpy

    kind, shape, raw = inner
    data = base64.b64decode(raw, validate=True)
    return numpy.frombuffer(data, dtype=_dtype(kind)).reshape([int(size) for size in shape]).copy()


def _make_objects(inner: Any, again: Item) -> Any:
    import numpy

    kind, shape, items = inner
    made = numpy.empty(len(items), dtype=object)
    for place, each in enumerate(items):
        made[place] = again(each)
    made = made.reshape([int(size) for size in shape])
    return made.astype(kind) if kind in ("U", "S") else made


def _make_dtype(inner: Any, again: Item) -> Any:
    import pandas

    text = str(inner)
    return pandas.api.types.pandas_dtype(text) if text in (*NULLABLE, "category", "|O") else _dtype(text)


def _make_frame(inner: Any, again: Item) -> Any:
    import pandas

    columns, index, contents = inner
    rows = again(index)
    made = {place: pandas.Series(again(column), index=rows) for place, column in enumerate(contents)}
    frame = pandas.DataFrame(made, index=rows)
    frame.columns = again(columns)
    return frame


def _make_series(inner: Any, again: Item) -> Any:
    import pandas

    index, name, content = inner
    return pandas.Series(again(content), index=again(index), name=again(name))


def _make_levels(inner: Any, again: Item) -> Any:
    import pandas

    levels, names = inner
    return pandas.MultiIndex.from_arrays([again(level) for level in levels], names=[again(name) for name in names])


def _make_steps(inner: Any, again: Item) -> Any:
    import pandas

    start, stop, step, name = inner
    return pandas.RangeIndex(int(start), int(stop), int(step), name=again(name))


def _make_index(inner: Any, again: Item) -> Any:
    import pandas

    column, name, frequency = inner
    made = pandas.Index(again(column), name=again(name))
    if frequency is not None and isinstance(made, (pandas.DatetimeIndex, pandas.TimedeltaIndex)):
        made.freq = str(frequency)
    return made


def _make_categories(inner: Any, again: Item) -> Any:
    import pandas

    codes, categories, ordered = inner
    return pandas.Categorical.from_codes(again(codes), again(categories), ordered=bool(ordered))


def _make_periods(inner: Any, again: Item) -> Any:
    import pandas

    return pandas.PeriodIndex.from_ordinals(again(inner[0]), freq=str(inner[1])).array


def _make_intervals(inner: Any, again: Item) -> Any:
    import pandas

    left, right, closed = inner
    return pandas.arrays.IntervalArray.from_arrays(again(left), again(right), closed=str(closed))


def _make_instants(inner: Any, again: Item) -> Any:
    import pandas

    values, unit, zone = inner
    naive = pandas.DatetimeIndex(again(values).view(_dtype(f"M8[{unit}]")))
    return naive.tz_localize("UTC").tz_convert(str(zone)).array


def _make_dates(inner: Any, again: Item) -> Any:
    import pandas

    return pandas.Index(again(inner[0]).view(_dtype(inner[1]))).array


def _make_nullable(inner: Any, again: Item) -> Any:
    import pandas

    kind, items = inner
    if kind not in NULLABLE:
        raise ValueError(f"dtype {str(kind)[:40]}")
    return pandas.array([again(each) for each in items], dtype=kind)


def _make_timestamp(inner: Any, again: Item) -> Any:
    import numpy
    import pandas

    value, unit, zone = inner
    made = pandas.Timestamp(numpy.array(int(value), "int64").view(_dtype(f"M8[{unit}]"))[()])
    return made if zone is None else made.tz_localize("UTC").tz_convert(str(zone))


def _make_duration(inner: Any, again: Item) -> Any:
    import numpy
    import pandas

    value, unit = inner
    return pandas.Timedelta(numpy.array(int(value), "int64").view(_dtype(f"m8[{unit}]"))[()])


def _make_period(inner: Any, again: Item) -> Any:
    import pandas

    return pandas.Period(ordinal=int(inner[0]), freq=str(inner[1]))


def _make_missing(inner: Any, again: Item) -> Any:
    import pandas

    return pandas.NaT if inner == "NaT" else pandas.NA


BUILDERS: dict[str, Callable[[Any, Item], Any]] = {
    "array": _make_array, "objects": _make_objects, "dtype": _make_dtype, "frame": _make_frame,
    "series": _make_series, "levels": _make_levels, "steps": _make_steps, "index": _make_index,
    "categories": _make_categories, "periods": _make_periods, "intervals": _make_intervals,
    "instants": _make_instants, "dates": _make_dates, "nullable": _make_nullable, "timestamp": _make_timestamp,
    "duration": _make_duration, "period": _make_period, "missing": _make_missing,
    "numpy": lambda inner, again: again(inner)[()], "column": lambda inner, again: again(inner),
}
