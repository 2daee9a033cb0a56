"""nbformat's makers of notebooks, which carry no type hints, given some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode, v4

__all__ = ["NotebookNode", "new_code_cell", "new_markdown_cell", "new_notebook", "new_output", "to_text"]

new_notebook: Callable[..., NotebookNode] = v4.new_notebook
new_output: Callable[..., NotebookNode] = v4.new_output
new_code_cell: Callable[..., NotebookNode] = v4.new_code_cell
new_markdown_cell: Callable[..., NotebookNode] = v4.new_markdown_cell
_writes: Callable[..., Any] = v4.writes


def to_text(notebook: NotebookNode) -> str:
    """The notebook as a file holds it. Not validated each time, which takes longer than all the rest: tests do."""
    return f"{_writes(notebook)}\n"
