"""Hints in a notebook: opened one by one, remembered, written beside the answer."""

import json

import pytest

from autograder.widgets import enregistrer, hints, indices, ouvrir

ID = "3-organiser/arbre-a-problemes"


@pytest.fixture
def shown(page, monkeypatch):
    """The box of hints and its line, as the page has them."""
    monkeypatch.setattr(hints, "display", page)
    return page


def open_next(shown):
    """Click on the button of the last box."""
    box = next(out for out in reversed(shown.outputs) if hasattr(out, "children"))
    box.children[-1].click()
    return box


def test_no_hint_is_open_at_first_and_each_click_opens_one(shown):
    ouvrir(ID)
    indices()
    box = open_next(shown)

    assert "Indice 1" in box.children[0].value.replace("\u00a0", " ")
    assert "l’indice 2" in box.children[1].description
    assert shown.outputs[-1][hints.HINTS_TYPE] == {"hints": 1}
    assert "Indices ouverts : 1 sur 3" in shown.text.replace("\u00a0", " ")


def test_after_the_last_hint_there_is_no_button(shown, exercise):
    ouvrir(ID)
    indices()
    for _ in exercise.hints:
        box = open_next(shown)

    assert len(box.children) == len(exercise.hints) == 3


def test_their_number_is_written_beside_the_answer_and_never_in_it(shown, exercise):
    ouvrir(ID)
    indices()
    open_next(shown)
    shown.build(exercise.solution)

    assert enregistrer() == exercise.solution
    assert shown.source.endswith("},\nindices=1\n)") or shown.source.endswith("],\nindices=1\n)")


def test_opened_yesterday_they_are_open_today(shown, tmp_path):
    ouvrir(ID)
    indices()
    open_next(shown)
    shown.restart()

    ouvrir(ID)
    indices()

    assert json.loads((tmp_path / "reponse-arbre-a-problemes.json").read_text(encoding="utf-8"))["hints"] == 1
    assert shown.outputs[-1][hints.HINTS_TYPE] == {"hints": 1}


def test_a_notebook_from_another_machine_brings_its_number(shown, exercise):
    ouvrir(ID)
    enregistrer(exercise.solution, indices=2)
    indices()

    assert shown.outputs[-1][hints.HINTS_TYPE] == {"hints": 2}


def test_where_nobody_looks_nothing_is_shown(shown, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    ouvrir(ID)

    indices()

    assert not shown.outputs
