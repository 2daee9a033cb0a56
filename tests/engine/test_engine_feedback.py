"""The page given back: every mark and comment, nothing that runs, nothing asked of a network."""

from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook as Nbgrader

from autograder.engine.feedback import write_feedback
from autograder.engine.feedback_page import Mark, Marks, page
from autograder.engine.gradebook import Gradebook

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def code(source="x = 1", *outputs, grade_id="note"):
    return {
        "cell_type": "code", "source": source, "outputs": list(outputs),
        "metadata": {"nbgrader": {"grade_id": grade_id}},
    }


def shown(*cells, marks=None):
    return page("Carnet", {"cells": list(cells)}, marks or Marks())


def test_marks_comments_and_what_waits_are_said():
    marks = Marks({"note": Mark(1.5, 2), "texte": Mark(None, 4)}, {"note": "Presque <b>là</b>"}, penalty=0.5)

    made = shown(code(), {"cell_type": "markdown", "source": "Mon *texte*", "metadata": {"nbgrader": {
        "grade_id": "texte"}}}, marks=marks)

    assert "1,5 sur 2" in made and "Presque &lt;b&gt;là&lt;/b&gt;" in made
    assert "1 sur 2, retard compté" in made and "attend encore une lecture, sur 4 points" in made
    assert "Mon <em>texte</em>" in made


@pytest.mark.parametrize("attack", [
    code("</code></pre><script>alert(1)</script>"),
    {"cell_type": "markdown", "source": "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=a(1)>"},
    code("x", {"output_type": "display_data", "data": {"text/html": "<b onclick=alert(1)>a</b><script>1</script>"}}),
    code("x", {"output_type": "stream", "text": "<script>alert(1)</script>"}),
    code("x", {"output_type": "error", "traceback": ["\x1b[31m<script>alert(1)</script>\x1b[0m"]}),
    code("x", {"output_type": "display_data", "data": {"image/png": '"><script>alert(1)</script>'}}),
    code("x", {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=alert(1)>"}}),
], ids=["code", "markdown", "html", "stream", "error", "picture", "svg"])
def test_nothing_of_a_learner_runs_in_the_page(attack):
    made = shown(attack)

    assert "<script" not in made and "<svg" not in made
    assert not any(f" {name}=" in tag for tag in made.split("<")[1:] for name in ("onclick", "onerror", "onload")
                   if ">" in tag and f" {name}=" in tag.split(">")[0])
    assert 'href="javascript' not in made
    assert "default-src 'none'" in made


def test_tables_figures_and_errors_are_shown():
    table = {"text/html": "<table><tr><td>3</td></tr></table>"}

    made = shown(code("df", {"output_type": "execute_result", "data": table},
                      {"output_type": "display_data", "data": {"image/png": PIXEL}},
                      {"output_type": "error", "traceback": ["\x1b[31mNameError\x1b[0m: y"]}))

    assert "<td>3</td>" in made and f"data:image/png;base64,{PIXEL}" in made and "NameError: y" in made


def test_a_page_is_written_for_each_copy_and_again_only_when_it_changes(tmp_path, exercise):
    book = Gradebook(tmp_path, [exercise])
    answer = exercise.mistakes()["mots-a-soi"]["answer"]
    book.record("awa", "Awa Diallo", exercise, answer, exercise.score(answer), NOON)
    said = []

    assert write_feedback(tmp_path, said.append) == 0
    assert write_feedback(tmp_path, said.append) == 0
    with Nbgrader(f"sqlite:///{tmp_path / 'gradebook.db'}") as api:
        copy = api.find_submission_notebook(exercise.slug, exercise.assignment, "awa")
        copy.comments[0].manual_comment = "Très bien vu."
        api.db.commit()
    assert write_feedback(tmp_path, said.append) == 0

    book.close()
    made = (tmp_path / "feedback" / "awa" / exercise.assignment / f"{exercise.slug}.html").read_text(encoding="utf-8")
    assert "Awa Diallo" in made and "Très bien vu." in made
    assert ["dont 1" in said[0], "dont 0" in said[1], "dont 1" in said[2]] == [True, True, True]


def test_without_a_gradebook_there_is_nothing_to_give_back(tmp_path):
    said = []

    assert write_feedback(tmp_path, said.append) == 0
    assert "aucune copie" in said[0]
