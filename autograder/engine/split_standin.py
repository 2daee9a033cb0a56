"""What stands in the checking process for a thing that stayed in hers: a function, an object, a class.

Calls and readings go to her process and give values. Comparing one, or asking whether it is true, raises: it could lie.
Which kinds may have a stand-in at all is told by a run of the author's own solution; the others are `Unusable`.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable, Collection
from typing import Any, NoReturn

from autograder.engine.split_link import GRACE, Line
from autograder.engine.split_values import Encoder, NotAValue, class_named, decode

METHOD = "builtins.method"
CHANGES = "changes its arguments"
ANYTHING = "*"
"""Allows every stand-in: for the author's own solution, which shows what is needed."""
ENDS_A_LOOP = (StopIteration, StopAsyncIteration)
"""Errors that a loop over the tests would take for its own end."""
NEVER_EQUAL = ("builtins.function", METHOD, "builtins.builtin_function_or_method", "builtins.type")
"""Kinds that equal no value, whoever is believed: a test that wanted a value has failed."""
COMMON_MODULES = {
    "np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "mpl": "matplotlib", "sns": "seaborn", "dt": "datetime",
}
"""Modules that may be known by another name than their own."""


class Desk:
    """Where stand-ins are made and their questions put. `allowed` is None where no solution could be run."""

    def __init__(self, line: Line, seconds: float, allowed: Collection[str] | None) -> None:
        self._line, self._seconds, self._allowed = line, seconds, allowed
        self._encoder = Encoder(_refer)
        self.crossed: set[str] = set()
        """What came over as a stand-in: which name of hers or which reading gave it, its kind and its type."""
        self.unusable: set[str] = set()
        """What was refused one and then needed, since the last look."""

    def run(self, source: str, number: int) -> list[Any]:
        outputs = self._ask({"do": "run", "source": source, "number": number}).get("outputs")
        return outputs if isinstance(outputs, list) else []

    def names(self, wanted: list[str]) -> dict[str, Any]:
        """The values of these names of hers: those that there are, and that can be had."""
        told, values = self._ask({"do": "names", "names": wanted}).get("names"), {}
        for name in wanted:
            if isinstance(told, dict) and name in told:
                try:
                    values[name] = self._decode(told[name], name)
                except Exception:  # hostile data fails in any way
                    values[name] = Unusable(self, "?")
        return values

    def read(self, ask: dict[str, Any]) -> Any:
        """What a reading of something of hers gives."""
        return self._decode(self._answer(ask)["value"], f"{ask['do']} {ask.get('name', '')}".strip())

    def _answer(self, ask: dict[str, Any]) -> dict[str, Any]:
        answer = self._ask(ask)
        if "error" in answer:
            name, text = map(str, answer["error"])
            kind = getattr(builtins, name, None)
            if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, ENDS_A_LOOP):
                raise kind(text)
            raise RuntimeError(f"{name}: {text}")
        sys.stdout.write(str(answer.get("said", "")))
        sys.stderr.write(str(answer.get("warned", "")))
        return answer

    def call(self, handle: int, origin: str, arguments: tuple[Any, ...], named: dict[str, Any], type_: str) -> Any:
        if self._allowed is None and type_ == METHOD and (arguments or named):
            self.unusable.add(type_)  # `theirs.equals(expected)` would ask her whether she is right
            raise TypeError(f"{type_}: only the author's solution could tell that this may be called")
        given = [self.encode(each) for each in arguments]
        answer = self._answer({
            "do": "call", "handle": handle, "arguments": given,
            "named": {name: self.encode(each) for name, each in named.items()},
        })
        value = self._decode(answer["value"], "call")
        for argument, before, after in zip(arguments, given, answer.get("after") or given, strict=False):
            if after not in (None, before):
                self._bring_back(argument, after, f"{origin}: {CHANGES}")
        return value

    def encode(self, value: Any) -> Any:
        return self._encoder.encode(value)

    def _ask(self, ask: dict[str, Any]) -> dict[str, Any]:
        return self._line.ask(ask, self._seconds + GRACE)

    def _decode(self, data: Any, origin: str = "") -> Any:
        return decode(data, lambda told: self._stand_in(told, origin))

    def _stand_in(self, told: dict[str, Any], origin: str) -> Any:
        if told["t"] == "module":
            return _module(origin, str(told["v"]))
        handle, kind, type_ = int(told["v"]), str(told["kind"]), str(told["type"])
        what = f"{origin}: {kind} {type_}"
        self.crossed.add(what)
        if not self._may_cross(what, kind, type_):
            return Unusable(self, type_)
        return (StandIn if kind == "object" else CallableStandIn)(self, handle, type_, origin)

    def _may_cross(self, what: str, kind: str, type_: str) -> bool:
        if self._allowed is not None:
            return what in self._allowed or ANYTHING in self._allowed
        return type_.startswith("matplotlib.") or (kind == "function" and type_ in ("builtins.function", METHOD))

    def _bring_back(self, argument: Any, data: Any, what: str) -> None:
        """A function that works in place: our argument gets its new content, where the author's solution does so."""
        self.crossed.add(what)
        changed = self._decode(data)
        if not {what, ANYTHING} & set(self._allowed or ()) or type(changed) is not type(argument):
            return
        if isinstance(argument, list | bytearray):
            argument[:] = changed
        else:
            argument.clear()
            argument.update(changed)


def _refer(value: object) -> dict[str, Any]:
    if isinstance(value, StandIn):
        return {"t": "mine", "v": object.__getattribute__(value, "_handle")}
    raise NotAValue(f"{type(value).__qualname__} cannot be given to the learner's code")


def _module(name: str, told: str) -> Any:
    """A module by the name that everybody gives it; hers to choose would be any module for any name."""
    if told.split(".")[-1] != name and COMMON_MODULES.get(name) != told:
        raise ValueError(f"{name} is not {told}")
    if told not in sys.modules and told.split(".")[0] not in sys.stdlib_module_names:
        raise ValueError(f"{told} is not loaded here")
    return importlib.import_module(told)


def _no_doubt(what: str) -> Callable[..., NoReturn]:
    def refuse(self: Any, *others: object) -> NoReturn:
        type_ = object.__getattribute__(self, "_type")
        raise TypeError(f"{type_}: {what} would be its word against ours; check a value that it gives")

    return refuse


class StandIn:
    """An object of hers."""

    def __init__(self, desk: Desk, handle: int, type_: str, origin: str) -> None:
        self.__dict__.update(_desk=desk, _handle=handle, _type=type_, _origin=origin)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return class_named(self.__dict__["_type"]) or type(self)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._read("attribute", name="__doc__")

    @property
    def __name__(self) -> Any:
        return self._read("attribute", name="__name__")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._read("attribute", name=name)

    def __getitem__(self, key: Any) -> Any:
        return self._read("item", key=self.__dict__["_desk"].encode(key))

    def __len__(self) -> int:
        return int(self._read("length"))

    def __iter__(self) -> Any:
        return iter(self._read("items"))

    def __repr__(self) -> str:
        return f"<{self.__dict__['_type']}>"

    def _read(self, do: str, **more: Any) -> Any:
        return self.__dict__["_desk"].read({"do": do, "handle": self.__dict__["_handle"], **more})

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _no_doubt("a comparison")
    __bool__ = __int__ = __float__ = __index__ = __contains__ = _no_doubt("its truth")
    __hash__ = object.__hash__


class CallableStandIn(StandIn):
    """A function of hers, or a class."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        own = self.__dict__
        return own["_desk"].call(own["_handle"], own["_origin"], arguments, named, own["_type"])


class Unusable:
    """Something of hers that the tests did not expect. Looking into it raises, and is remembered."""

    def __init__(self, desk: Desk, type_: str) -> None:
        self.__dict__.update(_desk=desk, _type=type_)

    def _refuse(self, *others: object, **named: object) -> NoReturn:
        desk, type_ = self.__dict__["_desk"], self.__dict__["_type"]
        if type_ not in NEVER_EQUAL:
            desk.unusable.add(type_)
        raise TypeError(f"{type_}: not the kind of value that is expected here")

    def __getattr__(self, name: str) -> NoReturn:
        self._refuse()

    def __repr__(self) -> str:
        return f"<{self.__dict__['_type']}>"

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __int__ = __float__ = _refuse
    __index__ = __contains__ = __len__ = __iter__ = __call__ = __getitem__ = __add__ = __radd__ = _refuse
    __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __array__ = _refuse
    __hash__ = object.__hash__
