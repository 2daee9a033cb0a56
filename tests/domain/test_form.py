"""A form that a learner fills in: what is read, what is kept as typed, what is refused with a sentence."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.budget import Post
from autograder.domain.errors import InvalidData
from autograder.domain.form import Form
from autograder.domain.form_rules import Rules
from autograder.domain.typed import read_date, read_number, read_time

DATA = {
    "bank": {"statements": [{"id": "i1", "text": "Personnes qui s'expriment"}, {"id": "i2", "text": "Abonnés"}]},
    "form": {"parts": [
        {"id": "objectif", "title": "L'objectif", "fields": [
            {"id": "enonce", "label": "Énoncé", "kind": "long", "max": 50},
            {"id": "indicateur", "label": "Indicateur", "kind": "choice", "options_from": "bank"},
            {"id": "cible", "label": "Valeur visée", "kind": "number", "unit": "personnes"},
            {"id": "date", "label": "Échéance", "kind": "date"},
            {"id": "heure", "label": "Heure", "kind": "time"},
        ]},
        {"id": "lignes", "title": "Les dépenses",
         "rows": {"one": "dépense", "add": "Ajouter", "max": 3, "label": ["poste", "quoi"]}, "fields": [
            {"id": "poste", "label": "Poste", "kind": "choice", "options": [
                {"id": "infographe", "title": "Infographe"}, {"id": "internet", "title": "Internet"}]},
            {"id": "quoi", "label": "Pour quoi", "kind": "text"},
            {"id": "quantite", "label": "Quantité", "kind": "number"},
            {"id": "apres", "label": "Après", "kind": "choices", "rows_from": "lignes"},
        ]},
    ]},
}
RULES = Rules.from_json(DATA)
FILLED = {"parts": {
    "objectif": {"enonce": "Parler\nenfin", "indicateur": "i1", "cible": 2000, "date": "2021-03-31", "heure": "18:30"},
    "lignes": [
        {"id": "r1", "poste": "infographe", "quoi": "trois affiches", "quantite": 2},
        {"id": "r2", "poste": "internet", "apres": ["r1"]},
        {"id": "r3"},
    ],
}}


def read(**parts):
    return Form.from_json({"parts": parts}, RULES)


def test_a_form_comes_back_as_it_was_written():
    assert Form.from_json(FILLED, RULES).to_json() == FILLED


def test_each_kind_of_field_is_asked_for_by_its_type():
    form = Form.from_json(FILLED, RULES)
    objective, line = form.record("objectif"), form.rows("lignes")[0]

    assert objective.prose("enonce") == "Parler\nenfin" and objective.text("enonce") == "Parler enfin"
    assert objective.choice("indicateur") == "i1" and objective.number("cible") == 2000
    assert objective.date("date") == date(2021, 3, 31) and objective.time("heure") == time(18, 30)
    assert line.one_of("poste", Post) is Post.DESIGNER and line.name == "Infographe, trois affiches"
    assert form.rows("lignes")[1].choices("apres") == ("r1",)


def test_a_blank_form_answers_with_nothing_and_is_not_begun():
    form = Form.from_json({"parts": {}}, RULES)
    objective = form.record("objectif")

    assert not form.begun() and not objective and form.rows("lignes") == () and form.describe() == ""
    assert objective.text("enonce") == objective.choice("indicateur") == ""
    assert objective.number("cible") is objective.date("date") is objective.time("heure") is None
    assert [field.id for field in objective.empty_fields()] == ["enonce", "indicateur", "cible", "date", "heure"]


def test_a_row_that_was_opened_and_left_is_no_row():
    form = read(lignes=[{"id": "r1"}, {"id": "r2", "quoi": "   "}])

    assert form.rows("lignes") == () and not form.begun()


def test_what_cannot_be_read_as_a_number_or_a_date_stays_as_typed_and_is_named():
    form = read(objectif={"cible": "beaucoup", "date": "bientôt", "heure": "18h"})

    assert form.record("objectif").number("cible") is None and form.record("objectif").date("date") is None
    assert [field.id for _, field in form.unreadable()] == ["cible", "date"]
    assert form.to_json()["parts"]["objectif"]["cible"] == "beaucoup"


def test_the_form_tells_itself_in_french():
    assert Form.from_json(FILLED, RULES).describe() == (
        "L'objectif :\nÉnoncé : Parler\nenfin\nIndicateur : Personnes qui s'expriment\n"
        "Valeur visée : 2\u202f000 personnes\nÉchéance : 31\u00a0mars 2021\nHeure : 18:30\nLes dépenses :\n"
        "– Poste : Infographe ; Pour quoi : trois affiches ; Quantité : 2\n"
        "– Poste : Internet ; Après : Infographe, trois affiches"
    )


@pytest.mark.parametrize(("parts", "said"), [
    ({}, "0 champ rempli sur 5, 0 dépense"),
    (FILLED["parts"], "5 champs remplis sur 5, 2 dépenses"),
    ({"objectif": {"cible": 1}, "lignes": [{"id": "a", "quoi": "x"}]}, "1 champ rempli sur 5, 1 dépense"),
])
def test_how_far_it_is_is_said_in_a_few_words(parts, said):
    assert Form.from_json({"parts": parts}, RULES).measure() == said


@pytest.mark.parametrize(("answer", "part"), [
    ([], "la forme d’une fiche"),
    ({"parts": []}, "la forme d’une fiche"),
    ({"parts": {"autre": {}}}, "une partie que l’exercice ne demande pas"),
    ({"parts": {"objectif": []}}, "des réponses à des questions"),
    ({"parts": {"objectif": {"couleur": "rouge"}}}, "aucune question"),
    ({"parts": {"objectif": {"indicateur": "i9"}}}, "que l’on peut donner"),
    ({"parts": {"objectif": {"indicateur": ["i1"]}}}, "que l’on peut donner"),
    ({"parts": {"objectif": {"cible": True}}}, "que l’on peut donner"),
    ({"parts": {"objectif": {"cible": float("inf")}}}, "que l’on peut donner"),
    ({"parts": {"objectif": {"enonce": "x" * 51}}}, "50 caractères au plus"),
    ({"parts": {"lignes": {}}}, "une liste de lignes"),
    ({"parts": {"lignes": ["r1"]}}, "identifiant"),
    ({"parts": {"lignes": [{"quoi": "x"}]}}, "identifiant"),
    ({"parts": {"lignes": [{"id": "r"}, {"id": "r"}]}}, "identifiant"),
    ({"parts": {"lignes": [{"id": f"r{n}"} for n in range(4)]}}, "3 au plus"),
    ({"parts": {"lignes": [{"id": "r", "apres": ["r9"]}]}}, "que l’on peut donner"),
    ({"parts": {"lignes": [{"id": "r", "apres": ["r", "r"]}]}}, "que l’on peut donner"),
])
def test_what_no_page_can_have_made_is_refused_with_a_sentence(answer, part):
    with pytest.raises(InvalidData) as refused:
        Form.from_json(answer, RULES)

    assert part in refused.value.sentence


@pytest.mark.parametrize(("change", "problem"), [
    ({"rows": {"one": "x", "add": "y", "label": ["absent"]}, "fields": []}, "named after"),
    ({"fields": [{"id": "f", "label": "F", "kind": "choice"}]}, "nothing to choose"),
    ({"fields": [{"id": "f", "label": "F", "kind": "choice", "rows_from": "p"}]}, "no rows"),
])
def test_an_author_s_slip_is_told_to_the_author(change, problem):
    with pytest.raises(ValueError, match=problem):
        Rules.from_json({"form": {"parts": [{"id": "p", "title": "P"} | change]}})


@pytest.mark.parametrize(("typed", "value"), [
    ("7,5", 7.5), ("7.5", 7.5), ("1 250 000", 1_250_000), ("1\u202f250\u00a0000", 1_250_000), ("1.250.000", 1_250_000),
    ("1,250,000", 1_250_000), ("500 000 F CFA", 500_000), ("12 %", 12), ("-3", -3), ("1,250", 1.25), ("2000", 2000),
    ("deux", None), ("", None), ("F", None), ("1e9", None), ("9" * 20, None), ("12 sacs", None),
])
def test_numbers_are_read_as_people_type_them(typed, value):
    assert read_number(typed) == value


def test_dates_and_times_are_read_from_fields_and_from_fingers():
    assert read_date("2021-03-14") == read_date(" 14/03/2021 ") == read_date("14.3.2021") == date(2021, 3, 14)
    assert [read_date(typed) for typed in ("31/02/2021", "0202-01-01", "demain", "")] == [None] * 4
    assert read_time("18:30") == read_time("18h30") == read_time("18 h 30") == time(18, 30)
    assert [read_time(typed) for typed in ("25:00", "midi", "18")] == [None] * 3


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["parts", "objectif", "lignes", "id", "cible", "date", "apres", "quoi"]), inner),
    max_leaves=15,
))
def test_any_data_is_read_or_refused_with_a_sentence(answer):
    try:
        form = Form.from_json(answer, RULES)
    except InvalidData as refusal:
        assert refusal.sentence
    else:
        assert Form.from_json(form.to_json(), RULES).to_json() == form.to_json()
        form.describe()
        form.measure()
