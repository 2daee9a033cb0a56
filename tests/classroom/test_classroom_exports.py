"""Grades taken away in a spreadsheet: complete, French, and harmless."""

import csv
import io

import pytest

from autograder.classroom.trainer.exports import cell


def read(classroom):
    answer = classroom.trainer().client.get("/formateur/seances/1/notes.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_table_has_a_line_for_everybody_with_french_numbers(classroom, mistakes):
    classroom.join("Awa Diallo").hand_in(mistakes["cercle"])
    classroom.join("Binta Sy")

    awa, binta = read(classroom)

    assert (awa["Nom"], awa["Note calculée"], awa["Note"], awa["Sur"]) == ("Awa Diallo", "18,5", "18,5", "20")
    assert (binta["Nom"], binta["Note"], binta["État"]) == ("Binta Sy", "", "pas commencé")


def test_the_last_submission_counts_and_the_best_is_told(classroom, exercise, mistakes):
    learner = classroom.join("Awa")
    learner.hand_in(exercise.solution)
    learner.hand_in(mistakes["cercle"])

    [row] = read(classroom)

    assert (row["Note"], row["Meilleure note calculée"]) == ("18,5", "20")


def test_a_name_never_becomes_a_formula(classroom):
    classroom.join("=cmd|' /C calc'!A0")

    assert read(classroom)[0]["Nom"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["=A1", "+33", "-1+1", "@SUM(A1)", " =A1", "\t=A1", "\u00a0=A1"])
def test_every_start_of_a_formula_is_neutralised(text):
    assert cell(text).startswith("'")


def test_plain_words_and_numbers_stay_as_they_are():
    assert [cell(value) for value in ("Awa", 18.5, 20.0, None, 0)] == ["Awa", "18,5", "20", "", "0"]
