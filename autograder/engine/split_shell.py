"""IPython as a notebook has it, with what each cell shows kept as nbformat's outputs.

The shell is made once in a warm process (`child.make_shell`); here it is given its own streams and displays, in the
process that runs one notebook.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell

Output = dict[str, Any]
MAX_OUTPUT = 2 * 2**20
"""Characters that one cell may show; nbgrader keeps a thousand lines."""
CUT = "\n… sortie coupée\n"
INLINE = "module://matplotlib_inline.backend_inline"
REHEARSAL = """
import matplotlib.pyplot as plt, pandas
plt.bar(["a", "b"], [1, 2]), plt.title("é"), plt.legend(["a"])
plt.show()
pandas.DataFrame({"a": [1.5], "b": ["c"]})
"""


class Outputs:
    """What the running cell has shown so far."""

    def __init__(self) -> None:
        self._kept: list[Output] = []
        self._shown: dict[str, list[Output]] = {}
        self._size = 0
        self._clear_next = False

    def stream(self, name: str, text: str) -> None:
        text = self._room_for(text)
        last = self._kept[-1] if self._kept and not self._clear_next else {}
        if text and last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(text)
        elif text:
            self._add({"output_type": "stream", "name": name, "parts": [text]})

    def display(self, output: Output, display_id: str | None = None) -> None:
        if self._room_for("".join(map(str, output["data"].values()))).endswith(CUT):
            output = {**output, "data": {"text/plain": CUT}}
        self._add(output)
        if display_id:
            self._shown.setdefault(display_id, []).append(output)

    def update(self, display_id: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        for output in self._shown.get(display_id, []):
            output["data"], output["metadata"] = data, metadata

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        traceback = [self._room_for(line) for line in traceback]
        self._add({"output_type": "error", "ename": name, "evalue": value[:10_000], "traceback": traceback})

    def clear(self, *, wait: bool) -> None:
        self._clear_next = wait
        if not wait:
            self._kept.clear()

    def take(self) -> list[Output]:
        """All of it, as nbformat has it, and start afresh."""
        kept, self._kept, self._size, self._clear_next = self._kept, [], 0, False
        for output in kept:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        return kept

    def _add(self, output: Output) -> None:
        if self._clear_next:
            self.clear(wait=False)
        self._kept.append(output)

    def _room_for(self, text: str) -> str:
        room = MAX_OUTPUT - self._size
        self._size += len(text)
        return text if len(text) <= room else text[:max(room, 0)] + CUT if room > 0 else ""


class _Stream(io.TextIOBase):
    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.outputs.display({
            "output_type": "execute_result", "execution_count": getattr(self.shell, "execution_count", None),
            "data": _as_text(format_dict), "metadata": md_dict or {},
        })

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(
        self, data: dict[str, Any], metadata: dict[str, Any] | None = None, source: object = None, *,
        transient: dict[str, Any] | None = None, update: bool = False, **kwargs: object,
    ) -> None:
        display_id, shown = (transient or {}).get("display_id"), _as_text(data)
        if update:
            self.outputs.update(str(display_id), shown, metadata or {})
            return
        self.outputs.display({"output_type": "display_data", "data": shown, "metadata": metadata or {}}, display_id)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait=wait)


def _as_text(data: dict[str, Any]) -> dict[str, Any]:
    return {
        kind: base64.encodebytes(content).decode("ascii") if isinstance(content, bytes) else content
        for kind, content in data.items()
    }


def equip(shell: InteractiveShell, *, draw: bool) -> Outputs:
    """Have the shell keep what cells show. Figures are named, and drawn only where someone will look at them."""
    outputs = Outputs()
    shell.displayhook = _Hook(shell=shell, parent=shell)
    shell.display_pub = _Publisher(parent=shell)
    shell.displayhook.outputs = shell.display_pub.outputs = outputs
    shell.display_trap.hook = shell.displayhook
    shell.InteractiveTB.set_mode("Plain")
    instance: Any = shell
    instance._showtraceback = lambda kind, value, lines: outputs.error(kind.__name__, str(value), list(lines))
    instance.ask_exit = lambda: None
    sys.stdout, sys.stderr = _Stream("stdout", outputs), _Stream("stderr", outputs)
    sys.stdin, builtins.input = io.StringIO(), _no_input
    _set_inline_figures(shell, draw)
    return outputs


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _set_inline_figures(shell: InteractiveShell, draw: bool) -> None:
    """As a kernel does: each figure is shown under the cell that made it."""
    with contextlib.suppress(ImportError):
        from matplotlib.figure import Figure

        _set_backend(shell, INLINE)
        if shell.display_formatter is None:
            return
        pictures = shell.display_formatter.formatters["image/png"]
        if draw:
            pictures.for_type(Figure, picture)
        else:
            pictures.pop(Figure, None)


def _set_backend(shell: InteractiveShell, backend: str) -> None:
    from matplotlib import pyplot
    from matplotlib_inline.backend_inline import configure_inline_support

    pyplot.switch_backend(backend)
    configure_inline_support(shell, backend)


def picture(figure: Any) -> Any:
    """The PNG that a notebook shows, as IPython makes it, which draws twice: once to learn how far the labels reach. A
    figure without a layout engine tells that undrawn; a fifth of the time less, the same bytes."""
    import matplotlib
    from IPython.core.pylabtools import print_figure

    bounds: Any = "tight"
    margin = matplotlib.rcParams["savefig.pad_inches"]
    if figure.axes and figure.get_layout_engine() is None and isinstance(margin, float):
        bounds = figure.get_tightbbox().padded(margin)
    return print_figure(figure, "png", bbox_inches=bounds, base64=True)


def rehearse(shell: InteractiveShell) -> None:
    """In a warm process: load what shown figures and tables load late, and leave the shell as it was."""
    with contextlib.suppress(ImportError):
        _set_backend(shell, INLINE)
        shell.run_cell(REHEARSAL, store_history=False)
        _set_backend(shell, "agg")


def run_cell(shell: InteractiveShell, source: str, number: int, seconds: float, outputs: Outputs) -> list[Output]:
    """Run one cell for at most `seconds`; what it showed."""
    shell.execution_count = number
    try:
        with clock(seconds):
            shell.run_cell(source, store_history=False)
    except BaseException as error:  # the clock may ring a moment late, or a cell may end IPython itself
        outputs.error(type(error).__name__, str(error), [f"{type(error).__name__}: {error}"])
    return outputs.take()


@contextlib.contextmanager
def clock(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer, again and again until it ends."""
    def ring(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt("cell timeout")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
