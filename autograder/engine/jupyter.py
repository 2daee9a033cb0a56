"""nbformat's makers of notebooks, which carry no type hints, given some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

__all__ = ["NotebookNode", "new_code_cell", "new_markdown_cell", "new_notebook", "new_output", "to_text"]

new_notebook: Callable[..., NotebookNode] = v4.new_notebook
new_code_cell: Callable[..., NotebookNode] = v4.new_code_cell
new_markdown_cell: Callable[..., NotebookNode] = v4.new_markdown_cell
new_output: Callable[..., NotebookNode] = v4.new_output
_writes: Callable[..., Any] = nbformat.writes


def to_text(notebook: NotebookNode) -> str:
    """The notebook as a file holds it."""
    return f"{_writes(notebook)}\n"
