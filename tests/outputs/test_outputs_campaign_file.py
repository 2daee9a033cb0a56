"""Her campaign file: what she built, gathered to print and to take home."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar as Diary
from openpyxl import load_workbook

from autograder.catalogue import find_exercises
from autograder.checks import InvalidData
from autograder.domain.editorial_calendar import Calendar
from autograder.outputs.campaign_file import gather, to_ics
from autograder.outputs.campaign_html import to_html, to_pdf
from autograder.outputs.campaign_xlsx import to_xlsx
from tests.places import EXERCISES

ALL = find_exercises(EXERCISES)
PARTS = [exercise for exercise in ALL if exercise.for_campaign_file]
TODAY = date(2026, 11, 23)


def solutions():
    return {exercise.id: exercise.solution for exercise in PARTS}


def whole(title="Nos voix comptent", answers=None):
    return gather(solutions() if answers is None else answers, ALL, title=title, author="Awa Diallo")


def test_every_part_she_built_stands_in_the_document_under_its_title():
    html = to_html(whole(), TODAY)

    for exercise in PARTS:
        assert f"<h2>{exercise.title}</h2>" in html
    assert "Nos voix comptent" in html and "Awa Diallo" in html and "23\u00a0novembre 2026" in html


@pytest.mark.parametrize("exercise", PARTS, ids=lambda exercise: exercise.id)
def test_each_part_says_something_of_her_answer_and_takes_any_recorded_one(exercise):
    answers = [exercise.solution, *(mistake["answer"] for mistake in exercise.mistakes().values())]

    for answer in answers:
        if answer != exercise.blank():
            html = to_html(gather({exercise.id: answer}, ALL, title="", author=""), TODAY)
            assert any(mark in html for mark in ("<svg", "<td", "<dd>", "<li>"))


def test_what_she_has_not_begun_is_left_out():
    answers = solutions() | {PARTS[0].id: PARTS[0].blank()}

    file = whole(answers=answers)

    assert PARTS[0].title not in [part.title for part in file.parts]


@pytest.mark.parametrize("answers", [{}, {"3-organiser/arbre-a-problemes": {"statements": 4}}, {"inconnu/rien": {}}])
def test_an_empty_file_is_refused_with_the_next_step(answers):
    with pytest.raises(InvalidData) as refusal:
        whole(answers=answers)

    assert "faites d’abord un exercice" in refusal.value.sentence


def test_what_she_writes_is_never_markup_nor_a_formula():
    tree = ALL[[exercise.slug for exercise in ALL].index("arbre-a-problemes")]
    own = {"id": "x1", "level": "directe", "text": "=1+1 <script>alert(1)</script>"}
    answer = {"statements": [*tree.solution["statements"], own], "links": tree.solution["links"]}

    file = gather({tree.id: answer}, ALL, title="=cmd <b>", author="<i>")

    html = to_html(file, TODAY)
    assert "<script" not in html and "<b>" not in html and "<i>" not in html
    cells = [cell for row in load_workbook(io.BytesIO(to_xlsx(file))).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_words_between_two_stars_are_bold_as_the_exercise_on_messages_says():
    messages = next(exercise for exercise in ALL if exercise.slug == "messages-et-hashtag")

    html = to_html(gather({messages.id: messages.solution}, ALL, title="", author=""), TODAY)

    assert re.search("<b>[^<*]+</b>", html) and "**" not in html


def test_the_document_is_laid_out_as_pages():
    assert to_pdf(whole(), TODAY).startswith(b"%PDF")


def test_the_workbook_has_a_sheet_for_each_table_she_made():
    file = whole()

    sheets = load_workbook(io.BytesIO(to_xlsx(file))).sheetnames

    assert sheets[0] == "Campagne"
    assert ("Calendrier" in sheets) == bool(file.all(Calendar))


def test_the_diary_holds_every_slot_or_says_what_is_missing():
    file, now = whole(), datetime(2026, 11, 23, tzinfo=UTC)

    if not file.all(Calendar):
        with pytest.raises(InvalidData, match="calendrier"):
            to_ics(file, now)
        return
    events = Diary.from_ical(to_ics(file, now)).walk("VEVENT")
    assert len(events) >= len(file.calendar().slots)


CAPSTONE = "4-retenir/ma-campagne"


def test_her_own_campaign_comes_before_the_cases_of_the_exercises():
    file = whole()

    own = gather({CAPSTONE: solutions()[CAPSTONE]}, ALL, title="", author="")
    assert to_ics(file, datetime(2026, 11, 23, tzinfo=UTC)).count(b"BEGIN:VEVENT") == len(own.calendar().slots) + 1
    budget = load_workbook(io.BytesIO(to_xlsx(file)))["Budget"]
    assert "quatre témoignages filmés" in [row[1].value for row in budget.iter_rows()]


def test_the_capstone_reads_in_the_order_of_a_campaign_each_table_under_its_name():
    html = to_html(gather({CAPSTONE: solutions()[CAPSTONE]}, ALL, title="", author=""), TODAY)

    heads = re.findall(r"<h3>([^<]+)</h3>", html)

    assert heads[-4:] == ["Le budget", "Le chronogramme", "Le calendrier", "Le suivi"]


def test_a_second_subject_that_she_only_opened_is_left_out():
    opened = {CAPSTONE: {"sujet": "b", "parts": {}}}

    with pytest.raises(InvalidData):
        whole(answers=opened)
