"""A code notebook as a learner lives it: functions tried on what she sees, one sentence at a time."""

import json

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.widgets import code_bench, commencer, enregistrer, fichier, noter, repondre, steps, verifier, workbench
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


@pytest.fixture
def second(page, kernel, monkeypatch):
    """A machine whose neighbour has the first subject."""
    monkeypatch.setattr(workbench, "subject_here", lambda exercise: exercise.subjects[1])
    commencer(ID)


def test_each_subject_has_tables_of_its_own(second, kernel, tmp_path):
    assert fichier("site.csv") == "site-b.csv"
    assert {path.name for path in tmp_path.iterdir()} == {"publications-b.csv", "reseaux-b.csv", "site-b.csv"}


def test_the_second_subject_is_verified_on_its_own_tables_and_named_in_the_cell(second, page, kernel):
    kernel["total_interactions"] = lambda table: gestures(table).sum()

    verifier()
    answer = enregistrer()

    assert "2 points sur 20" in plain_words(page)
    assert answer["sujet"] == "b"
    assert answer["code"]["montre"]["total_interactions"] == {"ok": 828}


def tap(parts, answer):
    """What the builder of these parts sends when she taps."""
    steps._bench._forms._builders[parts].answer = answer


def test_what_she_taps_goes_into_the_draft_and_into_the_cell(page, kernel, tmp_path):
    commencer(ID)
    repondre("previsions")
    tap(("previsions",), {"parts": {"previsions": {"taux": "portee"}}})

    draft = json.loads((tmp_path / "reponse-calculer-les-kpi.json").read_text(encoding="utf-8"))
    assert draft["answer"] == {"code": {}, "parts": {"previsions": {"taux": "portee"}}}
    enregistrer()
    assert "'previsions': {'taux': 'portee'}" in page.source


def test_what_the_cell_holds_comes_back_in_the_questions(page, kernel):
    commencer(ID)
    repondre("previsions")

    enregistrer({"code": {}, "parts": {"previsions": {"part": "tout"}}})

    assert steps._bench._forms._builders[("previsions",)].answer == {"parts": {"previsions": {"part": "tout"}}}


def test_two_sets_of_questions_do_not_erase_each_other(page, kernel):
    commencer("3-organiser/nettoyer-les-donnees")
    repondre("choix")
    repondre("compte", "journal")
    tap(("choix",), {"parts": {"choix": {"erreurs": "ecarter"}}})
    tap(("compte", "journal"), {"parts": {"compte": {"lignes": 22}}})

    parts = enregistrer()["parts"]

    assert (parts["choix"], parts["compte"]) == ({"erreurs": "ecarter"}, {"lignes": 22})


def test_outside_of_a_notebook_of_ours_a_file_keeps_its_name(page, kernel):
    assert fichier("site.csv") == "site.csv"
