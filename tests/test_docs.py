"""What the documents repeat from the code is true."""

import re

import pytest

from autograder.cli import _parser
from tests.places import ROOT
from tests.test_layers import ROWS

DOCS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
each = pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)


def commands() -> set[str]:
    return set(next(action.choices for action in _parser()._actions if action.choices))


@each
def test_links_and_pictures_lead_somewhere(doc):
    targets = re.findall(r"\]\(([^)#]+)\)", doc.read_text(encoding="utf-8"))

    assert not [t for t in targets if not t.startswith("http") and not (doc.parent / t).exists()]


@each
def test_every_command_named_exists(doc):
    named = re.findall(r"python -m autograder ([a-z]+)", doc.read_text(encoding="utf-8"))

    assert set(named) <= commands()


def test_readme_names_every_command():
    table = (ROOT / "README.md").read_text(encoding="utf-8")

    assert {name for name in commands() if f"| `{name}" in table} == commands()


def test_both_commands_stand_in_the_first_screen_of_the_readme():
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:20]

    assert sum("python3 start.py" in line for line in first_screen) == 2


def test_the_map_shows_the_layers_that_the_test_holds():
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```\n(.*?)```", drawn, re.DOTALL) if b.startswith("cli\n"))

    assert [line.split() for line in block.splitlines()] == ROWS


@each
def test_no_document_names_the_machine_it_was_written_on(doc):
    assert not re.search(r"/(work|tmp|root|home)/", doc.read_text(encoding="utf-8"))
