"""Which names a cell takes from before it, and which it makes: read from its source, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def parse(source: str) -> list[ast.stmt]:
    """The statements of a cell; none of one that is not Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def made(statements: Iterable[ast.AST]) -> set[str]:
    """Names that these statements give a value to, anywhere in them."""
    names: set[str] = set()
    for node in _walk(statements):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
    return names


def taken(statements: list[ast.stmt]) -> set[str]:
    """Names that must have a value before the cell starts, and those that its functions may look up later."""
    names: set[str] = set()
    ready: set[str] = set()
    for statement in statements:
        loaded, stored = _loaded([statement]), made([statement])
        if isinstance(statement, ast.AugAssign):
            loaded |= stored
        elif not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            loaded -= stored  # a loop's own variable, a function's own name
        names |= loaded - ready
        ready |= stored
    return names


def looked_up_later(statements: list[ast.stmt]) -> set[str]:
    """Names that the functions defined here look up when they are called."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return _loaded(node for node in _walk(statements) if isinstance(node, kinds))


def changed(statements: list[ast.stmt]) -> set[str]:
    """Names whose value these statements may change: given a value, changed in a part, or handed to a bare call."""
    names = made(statements)
    for node in _walk(statements):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            names.add(_root(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            names |= {_root(part) for part in (node.value.func, *node.value.args)}
        if isinstance(node, ast.keyword) and node.arg == "inplace":
            names |= _loaded(statements)
    return names - {""}


def imports(statements: list[ast.stmt]) -> str:
    """The import statements among these, anywhere in them, as a cell of their own."""
    found = [node for node in _walk(statements) if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(ast.unparse(node) for node in found)


def _loaded(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.id for node in _walk(nodes) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _walk(nodes: Iterable[ast.AST]) -> Iterable[ast.AST]:
    for node in nodes:
        yield from ast.walk(node)


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
