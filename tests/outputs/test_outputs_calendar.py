"""The editorial calendar out to .xlsx, .csv and .ics, and back in."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import icalendar
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.errors import InvalidData
from autograder.domain.safe_cells import DANGEROUS, disarm, rearm
from autograder.domain.slot import Format, Slot, State
from autograder.outputs.calendar_csv import read_csv, write_csv
from autograder.outputs.calendar_ics import write_ics
from autograder.outputs.calendar_xlsx import read_xlsx, write_xlsx

STAMP = datetime(2021, 1, 15, 8, tzinfo=UTC)
LAUNCH = date(2021, 2, 1)
FIRST = Slot(date(2021, 3, 14), Channel.FACEBOOK, Format.TESTIMONY, time(18, 30), "Fanta raconte\nson mandat",
             Language.SONINKE, "femmes des OSC", ("#EngageonsNous", "#Kayes"), "Awa", State.READY)
PLAN = Calendar((FIRST, Slot(date(2021, 3, 16), Channel.RADIO, Format.AUDIO)), LAUNCH)
ATTACKS = ["=1+1", "=HYPERLINK(\"http://exemple.ml\")", "+223 70 00 00 00", "-5", "@SUM(A1)", "\t=1", "'=1", "''-2",
           "＝1+1", "#N/A", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_that_looks_like_a_formula_stays_a_text_in_both_formats(attack):
    plan = Calendar((Slot(LAUNCH, Channel.X, Format.TEXT, message=attack, owner=attack.strip()),))

    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(plan)))["Calendrier"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["E2"].value == attack
    line = write_csv(plan).decode("utf-8-sig").splitlines()[1]
    assert not any(cell.strip('"').startswith(DANGEROUS) for cell in line.split(";"))
    assert read_csv(write_csv(plan)).slots == read_xlsx(write_xlsx(plan)).slots == plan.slots


@given(st.text(alphabet="'=+-@a1\t\r\n ＝", max_size=8))
def test_a_disarmed_text_is_harmless_and_comes_back_as_it_was(text):
    assert not disarm(text).startswith(DANGEROUS)
    assert rearm(disarm(text)) == text


signs = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" \n")
lines = st.text(signs, max_size=30)
words = lines.map(lambda text: " ".join(text.split()))
tags = st.lists(st.from_regex(r"#[A-Za-zé0-9_]{1,8}", fullmatch=True), max_size=3).map(tuple)
slots = st.builds(
    Slot, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(Channel), st.sampled_from(Format),
    st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)), lines, st.none() | st.sampled_from(Language),
    words, tags, words, st.sampled_from(State),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(slots, max_size=4).map(tuple))
def test_a_calendar_sent_to_a_spreadsheet_and_back_is_the_same(rows):
    plan = Calendar(Calendar(rows).in_order(), LAUNCH)

    assert read_xlsx(write_xlsx(plan)) == plan
    assert read_csv(write_csv(plan), LAUNCH) == plan


def test_dates_and_hours_are_real_ones_in_the_workbook():
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(PLAN)))["Calendrier"]

    assert [cell.value for cell in sheet[1]] == [
        "Date", "Heure", "Canal", "Format", "Message", "Langue", "Cible", "Hashtags", "Responsable", "État"]
    assert sheet["A2"].value == datetime(2021, 3, 14) and sheet["B2"].value == time(18, 30)
    assert sheet["C2"].value == "Facebook" and sheet.freeze_panes == "A2"


@pytest.mark.parametrize("encode", [
    lambda text: text.encode("utf-8"), lambda text: text.encode("utf-8-sig"),
    lambda text: text.encode("cp1252"), lambda text: text.encode("utf-16"),
])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_calendar_typed_by_someone_else_is_read(encode, mark):
    text = mark.join(["Jour", "Réseau", "Type", "Horaire", "Qui", "Notes"]) + "\n" + \
        mark.join(["14/03/2021", "Twitter", "Affiche", "18h", "Awa", "à revoir"]) + "\n\n"

    (slot,) = read_csv(encode(text)).slots

    assert slot == Slot(date(2021, 3, 14), Channel.X, Format.IMAGE, time(18), owner="Awa")


@pytest.mark.parametrize(("text", "word"), [
    ("", "vide"), ("Date;Canal\n", "« Format »".replace(" ", "\u00a0")), ("bonjour", "« Date »".replace(" ", "\u00a0")),
    ("Date;Canal;Format\n31/02/2021;x;texte", "Ligne 2"),
    ("Date;Canal;Format\n14/03/0202;x;texte", "n’est pas une date"), ("Date;Canal;Format\n;x;texte", "la date manque"),
    ("Date;Canal;Format\n1/3/2021;minitel;texte", "minitel"), ("Date;Canal;Format\n1/3/2021;;texte", "le canal manque"),
    ("Date;Canal;Format;Heure\n\n1/3/2021;x;texte;25h", "Ligne 3"),
    ("Date;Canal;Format\n" + "1/3/2021;x;texte\n" * 501, "500 lignes"),
])
def test_a_csv_that_is_no_calendar_gets_one_french_sentence(text, word):
    with pytest.raises(InvalidData) as refusal:
        read_csv(text.encode())

    assert word in refusal.value.sentence


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return out.getvalue()


def broken() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_xlsx(PLAN))) as good, zipfile.ZipFile(raw, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content[: len(content) // 2] if "sheet" in name else content)
    return raw.getvalue()


@pytest.mark.parametrize(("raw", "word"), [
    (b"", "lisible"), (b"PK\x03\x04rien", "lisible"), (b"%PDF-1.4", "lisible"), (b"a" * 5_000_001, "trop gros"),
    (bomb(), "trop gros"), (broken(), "lisible"),
], ids=["empty", "truncated", "pdf", "heavy", "bomb", "broken"])
def test_a_file_that_is_no_workbook_gets_one_french_sentence(raw, word):
    with pytest.raises(InvalidData) as refusal:
        read_xlsx(raw)

    assert word in refusal.value.sentence


def test_excel_s_line_that_names_the_separator_is_no_header():
    assert len(read_csv(b"sep=,\r\nDate,Canal,Format\r\n14/03/2021,radio,podcast\r\n").slots) == 1


def test_a_csv_too_heavy_for_a_calendar_is_refused():
    with pytest.raises(InvalidData):
        read_csv(b"a" * 5_000_001)


# -- diary

def events(plan):
    return icalendar.Calendar.from_ical(write_ics(plan, name="#EngageonsNous", stamp=STAMP)).walk("VEVENT")


def test_each_slot_becomes_an_event_of_the_diary():
    talk, show, launch = events(PLAN)

    assert talk.decoded("dtstart") == datetime(2021, 3, 14, 18, 30, tzinfo=UTC)
    assert str(talk["summary"]) == "Facebook · Fanta raconte son mandat"
    assert "Responsable\u00a0: Awa" in str(talk["description"])
    assert show.decoded("dtstart") == date(2021, 3, 16)
    assert launch.decoded("dtstart") == LAUNCH


def test_a_slot_that_moves_keeps_its_identity_and_twins_have_their_own():
    moved = Slot(date(2021, 3, 20), FIRST.channel, FIRST.format, time(9), FIRST.message)

    assert events(Calendar((FIRST,)))[0]["uid"] == events(Calendar((moved,)))[0]["uid"]
    assert len({event["uid"] for event in events(Calendar((FIRST, moved)))}) == 2


def test_lines_of_the_diary_keep_to_75_bytes():
    raw = write_ics(Calendar((Slot(LAUNCH, Channel.X, Format.TEXT, message="é" * 300),)), name="n", stamp=STAMP)

    assert max(map(len, raw.split(b"\r\n"))) <= 75
