"""Budget in .xlsx, timeline drawn and printed, KPI charts and sheet."""

import io
from datetime import date, timedelta
from xml.etree import ElementTree

import openpyxl
import pytest
from pypdf import PdfReader

from autograder.domain.budget import Budget, Line, Post
from autograder.domain.kpi_report import CampaignCounts, PostCounts
from autograder.domain.timeline import Activity, Milestone, Phase, Timeline
from autograder.outputs.budget_xlsx import write_xlsx
from autograder.outputs.kpi_sheet import draw, figures
from autograder.outputs.paper import print_svg
from autograder.outputs.timeline_svg import NARROW, WIDE
from autograder.outputs.timeline_svg import draw as draw_timeline

SVG = "{http://www.w3.org/2000/svg}"
START = date(2021, 2, 1)

# -- budget


def test_a_budget_s_workbook_says_lines_totals_shares_and_what_is_left():
    budget = Budget((Line(Post.VIDEOGRAPHER, "=1+1", 2.5, 100_000, "jour"),
                     Line(Post.INTERNET, "Forfaits", 12, 25_000)), 600_000)

    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(budget))).active
    table = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2)}

    assert table["Vidéaste"] == ["=1+1", 2.5, "jour", 100_000, 250_000, pytest.approx(250 / 550)]
    assert table["Coûts annexes"][-2:] == [300_000, pytest.approx(300 / 550)]
    assert (table["Total"][4], table["Reste"][4]) == (550_000, 50_000)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_budget_over_its_envelope_says_by_how_much():
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(Budget((Line(Post.TRAVEL, "Bus", 1, 500),), 100)))).active

    assert ["Dépassement", 400] in [[row[0].value, row[5].value] for row in sheet.iter_rows()]


# -- timeline

TIMELINE = Timeline(
    (Activity("a", "Étude & entretiens <terrain>", Phase.DESIGN, START, START + timedelta(9), "Awa"),
     Activity("b", "Production des vidéos-témoignages dans les trois espaces connectés", Phase.PREPARATION,
              START + timedelta(10), START + timedelta(40), "", ("a",)),
     Activity("c", "Affiches", Phase.PREPARATION, START, START + timedelta(3), "Moussa")),
    (Milestone("Validation", START + timedelta(12)),), START + timedelta(45),
)


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_a_timeline_is_drawn_within_its_frame(layout):
    root = ElementTree.fromstring(draw_timeline(TIMELINE, title="Chronogramme", layout=layout))
    groups = [group for group in root.iter(f"{SVG}g") if "activite" in group.get("class")]
    bars = [bar for group in groups for bar in group.iter(f"{SVG}rect")]

    assert len(bars) == 3
    for bar in bars:
        assert layout.left <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= layout.width
    assert [bar.get("stroke-width") for bar in bars].count("3") == 2  # the critical path: a then b


def test_a_drawn_timeline_says_who_does_what_and_what_nobody_does():
    said = "".join(ElementTree.fromstring(draw_timeline(TIMELINE, title="t")).itertext())

    assert "Étude & entretiens <terrain>" in said and "à confier" in said
    assert "Lancement\u00a0: 18\u00a0mars 2021" in said and "février 2021" in said


def test_a_timeline_of_one_day_or_none_is_still_a_drawing():
    alone = Timeline((Activity("a", "Lancement", Phase.LIVE, START, START),))

    assert "Lancement" in draw_timeline(alone, title="t")
    assert "Aucune activité" in draw_timeline(Timeline(), title="t")


@pytest.mark.parametrize("across", [True, False])
def test_a_drawing_prints_on_one_a4_page(across):
    raw = print_svg(draw_timeline(TIMELINE, title="t"), title="Chronogramme", note="Trait épais.", across=across)

    (page,) = PdfReader(io.BytesIO(raw)).pages
    assert sorted(map(round, page.mediabox[2:])) == [595, 842]
    assert (page.mediabox[2] > page.mediabox[3]) is across
    assert "Chronogramme" in page.extract_text()


def test_a_very_long_timeline_still_prints_on_one_page():
    days = [START + timedelta(i) for i in range(80)]
    rows = tuple(Activity(f"{day}", f"travail du {day}", Phase.LIVE, day, day) for day in days)

    raw = print_svg(draw_timeline(Timeline(rows), title="t"), title="Long")

    assert len(PdfReader(io.BytesIO(raw)).pages) == 1


# -- KPI

POSTS = [
    PostCounts(f"p{i}", "Facebook", START + timedelta(3 * i), 10 + i, 2, 3, 0, 5, 400, 500,
               format="Affiche" if i % 2 else "Vidéo")
    for i in range(12)
]
COUNTS = CampaignCounts(
    POSTS, {"Facebook": {START: 100, START + timedelta(60): 160}}, {START + timedelta(i): 5 for i in range(30)},
    {"awa": 3, "x": 1}, {"awa"}, 2000, {"facebook": 5, "google": 5}, {"facebook"},
)


def test_a_report_is_one_a4_page_and_its_charts(tmp_path):
    paths = draw(COUNTS, tmp_path, title="#EngageonsNous", note="Données simulées.")

    assert sorted(path.name for path in paths) == [
        "abonnes.png", "hashtag-par-semaine.png", "indicateurs.pdf", "interactions-par-semaine.png",
        "part-des-reseaux.png", "taux-par-format.png", "visites-par-source.png"]
    (page,) = PdfReader(tmp_path / "indicateurs.pdf").pages
    assert list(map(round, page.mediabox[2:])) == [595, 842]
    assert "Données simulées" in page.extract_text()


def test_a_report_names_its_denominator_and_its_readings():
    rows = dict(figures(COUNTS))

    readings = rows["Taux d’engagement sur la portée"]
    assert [part.split()[0] for part in readings.split(" · ")] == ["cumulé", "moyenne", "médiane"]


def test_networks_without_a_reach_have_their_own_row_and_denominator():
    mixed = CampaignCounts([*POSTS, PostCounts("t", "X", START, 4, 0, 0, impressions=200),
                            PostCounts("v", "YouTube", START, 5, 0, 0, impressions=900, views=50)])

    rows = dict(figures(mixed))
    assert rows["Taux d’engagement sur les impressions (X)"].startswith("cumulé 2\u202f%")
    assert rows["Taux d’engagement sur les vues (YouTube)"].startswith("cumulé 10\u202f%")


def test_a_week_cut_short_is_not_shown_as_a_fall():
    cut = CampaignCounts([*POSTS[:4], PostCounts("z", "x", START + timedelta(14), 1, 0, 0, reach=9)])

    # 48 interactions in the first week, 18 in the second; the third has one day only.
    assert dict(figures(cut))["Croissance des interactions, dernière semaine entière"] == "-62,5\u202f%"


def test_an_empty_campaign_still_gives_a_page_that_says_so(tmp_path):
    paths = draw(CampaignCounts(), tmp_path)

    assert [path.name for path in paths] == ["indicateurs.pdf"]
    assert "Aucune publication" in PdfReader(paths[0]).pages[0].extract_text()


def test_drawing_twice_gives_the_same_bytes(tmp_path):
    (tmp_path / "1").mkdir(), (tmp_path / "2").mkdir()

    first, second = (draw(COUNTS, tmp_path / name) for name in ("1", "2"))

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
