"""Where the front end repeats a rule of the domain, both give the same on the same cases."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from autograder.domain.budget import Line, Post
from autograder.domain.typed import read_number
from tests.front.test_front_units import _node
from tests.places import ROOT

FRONT = ROOT / "autograder" / "widgets" / "front"
TYPED = [
    "7,5", "7.5", "1 250 000", "1\u202f250\u00a0000", "1.250.000", "1,250,000", "1.250", "500 000 F CFA",
    "500000f", "12 %", "-3", "0", "007", "2e3", "", " ", "deux", "F CFA", "1,2,3", "1.250,5", "12 sacs", "1'000", "٣",
    "9" * 16, "9" * 15,
]
LINES = [(1, 0), (2.5, 15_000), (0.5, 1), (1.5, 1), (2.675, 100), (0.333, 1000), (0.1, 5), (12, 10_000), (1e-7, 10**9)]


def in_node(folder: Path, script: str) -> list[object]:
    file = folder / "same.mjs"
    file.write_text(script, encoding="utf-8")
    run = subprocess.run([_node(), str(file)], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stderr
    found: list[object] = json.loads(run.stdout)
    return found


def test_numbers_typed_in_a_form_are_read_alike(tmp_path: Path) -> None:
    module = (FRONT / "form_values.js").as_uri()
    cases = json.dumps(TYPED)

    found = in_node(tmp_path, (
        f'import {{ readNumber }} from "{module}"; const read = (typed) => readNumber(typed) ?? null;'
        f"console.log(JSON.stringify({cases}.map(read)));"
    ))

    assert found == [read_number(typed) for typed in TYPED]


def test_amounts_of_a_budget_are_rounded_alike(tmp_path: Path) -> None:
    module = (FRONT / "budget.js").as_uri()

    found = in_node(tmp_path, (
        f'import {{ amountOf }} from "{module}";'
        f"console.log(JSON.stringify({json.dumps(LINES)}.map((line) => amountOf(...line))));"
    ))

    assert found == [Line(Post.INTERNET, "x", quantity, price).amount for quantity, price in LINES]
