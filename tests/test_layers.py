"""Imports go down only, never sideways within a row; the core needs nothing but Python."""

import ast
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

ROWS = [
    ["cli"], ["publish", "classroom"], ["engine", "importers", "widgets", "outputs"],
    ["catalogue"], ["checks"], ["domain"],
]
HEIGHT = {layer: len(ROWS) - row for row, layers in enumerate(ROWS) for layer in layers}
CORE = {"domain", "checks", "catalogue"}
MODULES = sorted((ROOT / "autograder").rglob("*.py"))


def layer_of(path: Path) -> str:
    first = path.relative_to(ROOT / "autograder").parts[0].removesuffix(".py")
    return "cli" if first == "__main__" else first


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_only(path):
    layer = layer_of(path)
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("autograder.") and name.count(".")}
    others = {other for other in ours if other in HEIGHT} - {layer}

    assert not {other for other in others if HEIGHT[other] >= HEIGHT.get(layer, 0)} or layer == "__init__"


@pytest.mark.parametrize("path", [p for p in MODULES if layer_of(p) in CORE], ids=lambda path: path.stem)
def test_the_core_needs_the_standard_library_only(path):
    packages = {name.split(".")[0] for name in imports_of(path)} - {"autograder"}

    assert packages <= set(sys.stdlib_module_names)
