"""Reads an answer that stands in a cell as a Python literal: as data, without running anything.

A literal that she saved is her answer whatever the rest of the notebook does: reading it takes milliseconds, cannot
be stopped by a loop, and cannot be changed by a redefined helper. Code is run only where there is no literal to read.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass

MAX_SOURCE = 400_000
JSON_WORDS = {"true": True, "false": False, "null": None}
"""As an answer copied from a page's file has them."""


HINTS = re.compile(r"\bindices\s*=\s*(\d)\s*,?\s*\)\s*\Z")


@dataclass(frozen=True)
class Literal:
    """The answer is there: `value`, plain Python data."""

    value: object


@dataclass(frozen=True)
class Blank:
    """The cell holds no answer: empty, comments only, or `enregistrer()`."""


@dataclass(frozen=True)
class Code:
    """The cell computes its answer."""


@dataclass(frozen=True)
class Unreadable:
    """The cell is not Python. `line` is where reading stopped, when that is known."""

    line: int | None


Reading = Literal | Blank | Code | Unreadable


def read_answer_cell(source: str) -> Reading:
    """What an answer cell holds. `reponse = enregistrer({…})`, `enregistrer({…})` and `reponse = {…}` are literals."""
    if len(source) > MAX_SOURCE:
        return Unreadable(None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except SyntaxError as error:
        return Unreadable(error.lineno)
    except (ValueError, RecursionError, MemoryError):
        return Unreadable(None)
    statements = [statement for statement in body if not _says_nothing(statement)]
    if not statements:
        return Blank()
    return _read_statement(statements[0]) if len(statements) == 1 else Code()


def hints_in_cell(source: str) -> int:
    """How many hints the cell says that she opened: `enregistrer(…, indices=2)`."""
    found = HINTS.search(source)
    return int(found[1]) if found else 0


def _says_nothing(statement: ast.stmt) -> bool:
    """Imports of ours, `pass`, a bare text, or `NotImplementedError`: none of them is an answer."""
    match statement:
        case ast.ImportFrom(module="autograder.widgets") | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _read_statement(statement: ast.stmt) -> Reading:
    match statement:
        case ast.Assign(targets=[ast.Name(id="reponse")], value=value) | ast.Expr(value=value):
            pass
        case ast.AnnAssign(target=ast.Name(id="reponse"), value=ast.expr() as value):
            pass
        case _:
            return Code()
    match value:
        case ast.Call(func=ast.Name(id="enregistrer"), args=[], keywords=[] | [ast.keyword(arg="indices")]):
            return Blank()
        case ast.Call(func=ast.Name(id="enregistrer"), args=[argument], keywords=[] | [ast.keyword(arg="indices")]):
            return _read_value(argument)
        case ast.Constant(value=None):
            return Blank()
    return _read_value(value) if isinstance(value, ast.Dict) else Code()


def _read_value(node: ast.expr) -> Reading:
    try:
        value = ast.literal_eval(_JsonWords().visit(node))
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return Code()
    return Blank() if value is None else Literal(value)


class _JsonWords(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(JSON_WORDS[node.id]) if node.id in JSON_WORDS else node
