"""JSON bodies of the learners' API: any bytes at all either make a plain object or are refused."""

from __future__ import annotations

import json
import math

from autograder.catalogue.answers import MAX_DEPTH
from autograder.classroom.refusals import Refused

UNREADABLE = "Cet envoi est illisible, peut-être coupé en route : rechargez la page et réessayez."


def read_object(raw: bytes) -> dict[str, object]:
    """The JSON object in `raw`, made of finite numbers and storable text only. Raises `Refused` 400."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite)
        json.dumps(data, ensure_ascii=False).encode("utf-8")  # refuses lone surrogates, which no database keeps
    except (ValueError, RecursionError):
        raise Refused(400, UNREADABLE) from None
    if not isinstance(data, dict) or _is_deep(data):
        raise Refused(400, UNREADABLE)
    return data


def text(data: dict[str, object], name: str) -> str:
    """A text field; anything else counts as not filled in."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _is_deep(data: object) -> bool:
    layer = [data]
    for _ in range(MAX_DEPTH):
        layer = [
            child for node in layer if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
    return bool(layer)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{digits} is too large")
    return value
