"""A code notebook as a learner lives it: functions tried on what she sees, one sentence at a time."""

import json

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.widgets import code_bench, commencer, enregistrer, noter, verifier
from autograder.widgets.say import Advice

ID = "3-organiser/calculer-les-kpi"


@pytest.fixture
def kernel(page, monkeypatch):
    """Her names, as the cells she ran have left them."""
    shell = InteractiveShell()
    monkeypatch.setattr(code_bench, "get_ipython", lambda: shell)
    return shell.user_ns


def gestures(table):
    return table["reactions"] + table["commentaires"] + table["partages"] + table["favoris"]


def plain_words(page):
    return page.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_tables_are_laid_beside_a_notebook_that_came_alone(page, kernel, tmp_path):
    commencer(ID)

    assert {path.name for path in tmp_path.iterdir()} == {"publications.csv", "reseaux.csv", "site.csv"}


def test_a_table_that_is_there_already_is_left_as_it_is(page, kernel, tmp_path):
    (tmp_path / "site.csv").write_text("à moi", encoding="utf-8")

    commencer(ID)

    assert (tmp_path / "site.csv").read_text(encoding="utf-8") == "à moi"


def test_verifying_tries_her_functions_and_says_that_another_campaign_will_come(page, kernel):
    commencer(ID)
    kernel["total_interactions"] = lambda table: gestures(table).sum()

    verifier()

    assert "2 points sur 20" in plain_words(page)
    assert "une autre campagne, que personne ne voit" in plain_words(page)


def test_gathering_writes_nothing_in_the_cell_so_that_the_grader_calls_her_functions(page, kernel):
    commencer(ID)
    kernel["total_interactions"] = lambda table: gestures(table).sum()
    kernel["taux_campagne"] = lambda table: table["nimporte"]

    answer = enregistrer()

    assert page.source is None
    assert answer["code"]["montre"]["total_interactions"] == {"ok": 539}
    assert "KeyError" in answer["code"]["montre"]["taux_campagne"]["error"]
    assert "cache" not in answer["code"]
    assert "Étapes faites : 1 sur 9" in plain_words(page)
    json.dumps(answer, allow_nan=False)


def test_the_points_of_a_criterion_follow_her_functions(page, kernel):
    commencer(ID)
    assert noter("interactions") == 0

    kernel["total_interactions"] = lambda table: gestures(table).sum()

    assert noter("interactions") == 2


def test_a_number_copied_from_the_shown_campaign_fails_where_the_hidden_one_is_known(page, kernel, monkeypatch):
    commencer(ID)
    kernel["total_interactions"] = lambda table: 539
    assert noter("interactions") == 2

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    assert noter("interactions") == 0


def test_validation_says_what_is_missing_in_french(page, kernel, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    commencer(ID)

    with pytest.raises(Advice) as advice:
        noter("interactions")

    assert "pas encore calculé" in advice.value.sentence


def test_an_exercise_without_code_says_so(page, kernel):
    with pytest.raises(Advice) as advice:
        commencer("3-organiser/arbre-a-problemes")

    assert "carnet d’origine" in advice.value.sentence
