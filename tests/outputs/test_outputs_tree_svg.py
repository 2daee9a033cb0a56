"""The drawn problem tree."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.outputs.tree_svg import draw

LEVELS = st.sampled_from([level for level in Level if level is not Level.PROBLEM])
ROWS = st.lists(st.tuples(LEVELS, st.text("aé <&'»", max_size=90)), max_size=12)


def small_tree() -> CauseTree:
    return CauseTree(
        (Statement("p", "Les villages sont coupés du marché", Level.PROBLEM),
         Statement("d", "La piste est noyée <trois mois>", Level.DIRECT),
         Statement("c", "Les légumes pourrissent", Level.EFFECT)),
        (Link("d", "p"), Link("p", "c")),
    )


def test_every_statement_and_every_link_is_drawn() -> None:
    svg = draw(small_tree(), title="Essai")

    assert svg.count('class="lien"') == 2
    assert svg.count("<g class=\"carte") == 3
    assert "&lt;trois" in svg


def test_the_levels_stand_one_below_the_other() -> None:
    svg = draw(small_tree(), title="Essai")

    tops = {level: float(y) for level, y in re.findall(r'<g class="carte (\w+)"><rect x="[\d.]+" y="([\d.]+)"', svg)}

    assert tops["consequence"] < tops["probleme"] < tops["directe"]


@given(ROWS)
def test_any_tree_gives_a_well_formed_drawing_inside_its_frame(rows: list[tuple[Level, str]]) -> None:
    statements = tuple(Statement(f"s{number}", text, level) for number, (level, text) in enumerate(rows))

    drawing = ElementTree.fromstring(draw(CauseTree(statements), title="Essai"))

    _, _, width, height = map(float, drawing.get("viewBox", "").split())
    for box in drawing.iter("{http://www.w3.org/2000/svg}rect"):
        x, y = float(box.get("x", "")), float(box.get("y", ""))
        assert x >= 0 and x + float(box.get("width", "")) <= width + 0.2
        assert y >= 0 and y + float(box.get("height", "")) <= height + 0.2


def test_the_drawing_names_itself_for_screen_readers() -> None:
    drawing = ElementTree.fromstring(draw(small_tree(), title="Un arbre"))

    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Un arbre")
