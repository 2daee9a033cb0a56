"""The two commands: what they write, what they say, and that nothing is left half done."""

import csv
from pathlib import Path

import pytest

from autograder.importers import DateOrder, import_command
from autograder.importers.campaign import is_social, load
from autograder.importers.import_command import import_files
from autograder.importers.kpi_command import kpi
from tests.places import ROOT

DATASETS = ROOT / "datasets"
META = "Post ID,Publish time,Permalink,Description,Reach,Reactions,Comments,Shares\n"


@pytest.fixture
def heard() -> list[str]:
    return []


def test_import_writes_tables_and_a_report(tmp_path, heard):
    raw = DATASETS / "engageons-nous" / "brut"

    code = import_files([raw / "x_activite_2021.csv", raw / "trafic_site_ga4.csv"], tmp_path, heard.append)

    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["publications.csv", "rapport.txt", "trafic_site.csv"]
    report = (tmp_path / "rapport.txt").read_text(encoding="utf-8")
    assert "publications X (Twitter)" in report and report.strip() in "\n".join(heard)
    with (tmp_path / "publications.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 51


def test_what_an_import_wrote_can_be_imported_again(tmp_path, heard):
    raw = DATASETS / "paix-au-mali" / "brut"
    import_files([raw / "instagram_contenu_fr.csv"], tmp_path / "un", heard.append)

    import_files([tmp_path / "un" / "publications.csv"], tmp_path / "deux", heard.append)

    assert (tmp_path / "un" / "publications.csv").read_bytes() == (tmp_path / "deux" / "publications.csv").read_bytes()


def test_files_that_cannot_be_read_leave_nothing_behind_and_keep_what_was_there(tmp_path, heard):
    good, bad = tmp_path / "bon.csv", tmp_path / "mauvais.csv"
    good.write_text(META + "1,03/25/2021 10:05,l,t,9,1,0,0\n", encoding="utf-8")
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    out = tmp_path / "tables"
    assert import_files([good], out, heard.append) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    assert import_files([bad], out, heard.append) == 2

    assert heard[-1].startswith("mauvais.csv") and "refusé" in heard[-1]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(before) == ["publications.csv", "rapport.txt"]


def test_one_refused_file_does_not_refuse_the_others(tmp_path, heard):
    """The second is refused half-way, after rows of it were read; its posts may still come from the third."""
    first, broken, third = tmp_path / "un.csv", tmp_path / "deux.csv", tmp_path / "trois.csv"
    first.write_text(META + "1,03/25/2021 10:05,l,un,9,1,0,0\n", encoding="utf-8")
    rows = "".join(f"{n},03/{13 + n % 16}/2021 10:05,l,deux,9,1,0,0\n" for n in range(2, 900))
    broken.write_text(META + rows + "x,25/03/2021 10:05,l,deux,9,1,0,0\n", encoding="utf-8")
    third.write_text(META + "2,03/26/2021 10:05,l,trois,9,1,0,0\n", encoding="utf-8")

    assert import_files([first, broken, third, tmp_path / "absent.csv"], tmp_path / "out", heard.append) == 1

    with (tmp_path / "out" / "publications.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["id"], row["texte"]) for row in csv.DictReader(file)] == [("1", "un"), ("2", "trois")]
    report = (tmp_path / "out" / "rapport.txt").read_text(encoding="utf-8")
    refused = [line for line in report.splitlines() if "refusé" in line]
    assert [line.partition("\u00a0:")[0] for line in refused] == ["deux.csv", "absent.csv"]


def test_a_big_file_is_seen_to_go_on(tmp_path, heard, monkeypatch):
    monkeypatch.setattr(import_command, "TELL_EVERY", 0)
    path = tmp_path / "grand.csv"
    path.write_text(META + "".join(f"{n},03/25/2021 10:05,l,t,9,1,0,0\n" for n in range(1200)), encoding="utf-8")

    import_files([path], tmp_path / "out", heard.append)

    assert [line for line in heard if line.startswith("Lecture")] == [
        f"Lecture de grand.csv, fichier 1 sur 1 : {rows} lignes gardées" for rows in ("500", "1\u202f000")]


def test_kpi_of_a_folder_goes_on_past_a_refused_file(tmp_path, heard):
    (tmp_path / "un.csv").write_text(META + "1,03/25/2021 10:05,l,un,9,1,0,0\n", encoding="utf-8")
    (tmp_path / "deux.csv").write_bytes(b"%PDF-1.4 rien")

    assert kpi(tmp_path, tmp_path / "out", heard.append) == 1

    text = "\n".join(heard).replace("\u00a0", " ")
    assert "Publications : 1" in text and "deux.csv : refusé" in text


def test_the_order_of_dates_is_asked_then_followed(tmp_path, heard):
    path = tmp_path / "export.csv"
    path.write_text(META + "1,03/04/2021 10:05,l,t,9,1,0,0\n", encoding="utf-8")

    assert import_files([path], tmp_path / "out", heard.append) == 2
    assert "--dates jour-mois" in heard[-1]
    assert import_files([path], tmp_path / "out", heard.append, date_order=DateOrder.DAY_FIRST) == 0
    assert "2021-04-03" in (tmp_path / "out" / "publications.csv").read_text(encoding="utf-8")


def test_a_text_that_looks_like_a_formula_is_written_as_text(tmp_path, heard):
    path = tmp_path / "export.csv"
    path.write_text(META + '1,03/25/2021 10:05,l,"=HYPERLINK(""x"")",9,1,0,0\n', encoding="utf-8")

    import_files([path], tmp_path / "out", heard.append)

    with (tmp_path / "out" / "publications.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["texte"] == "'=HYPERLINK(\"x\")"


def test_a_folder_that_cannot_be_written_is_said(tmp_path, heard):
    (tmp_path / "out").write_text("", encoding="utf-8")

    raw = DATASETS / "engageons-nous" / "brut" / "x_activite_2021.csv"

    assert import_files([raw], tmp_path / "out", heard.append) == 2
    assert "Impossible d'écrire" in heard[-1]


# -- indicators


def test_kpi_of_a_dataset_names_denominators_and_readings(tmp_path, heard):
    drawn: list[tuple[Path, str]] = []

    def draw(counts, folder, *, title, note):
        drawn.append((folder, note))
        return [folder / "taux.png"]

    code = kpi(DATASETS / "engageons-nous", tmp_path / "graphiques", heard.append, draw=draw)

    text = "\n".join(heard)
    assert code == 0 and [folder for folder, _ in drawn] == [tmp_path / "graphiques"]
    assert "simulées" in drawn[0][1], "each drawing says that the figures are simulated"
    for words in ("Données simulées", "divisées par la portée", "divisées par les impressions", "divisées par les vues",
                  "moyenne des taux", "médiane des taux", "clics n'en sont pas", "vidéo-témoignage", "Graphique"):
        assert words in text


def test_kpi_counts_what_the_clean_table_holds():
    with (DATASETS / "engageons-nous" / "propre" / "publications.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("reactions", "commentaires", "partages", "enregistrements")

    counts = load(DATASETS / "engageons-nous").counts

    assert counts.interactions() == sum(int(row[name] or 0) for row in rows for name in names)
    assert counts.target_audience == 2000
    assert set(counts.followers) == {"Facebook", "Instagram", "X", "YouTube"}


def test_kpi_of_raw_exports_passes_over_other_sheets_and_says_so(tmp_path, heard):
    assert kpi(DATASETS / "paix-au-mali" / "brut", tmp_path, heard.append) == 0

    text = "\n".join(heard)
    assert "Publications : 66" in text.replace("\u00a0", " ")
    assert "budget.csv" in text and "n’est pas un export connu" in text


def test_impossible_figures_are_pointed_out_not_averaged(tmp_path, heard):
    path = tmp_path / "export.csv"
    path.write_text("Post ID,Publish time,Permalink,Reach,Impressions,Reactions,Comments,Shares\n"
                    "1,03/25/2021 10:05,l,90,50,9,0,0\n2,03/26/2021 10:05,l,100,150,10,0,0\n", encoding="utf-8")

    kpi(path, tmp_path, heard.append)

    text = "\n".join(heard).replace("\u202f", " ")
    assert "À vérifier, publication 1" in text and "calculé sur 1 publication\n" in text and "10 %" in text


def test_a_hashtag_table_filled_by_hand_is_refused_in_one_sentence(tmp_path, heard):
    (tmp_path / "export.csv").write_text(META + "1,03/25/2021 10:05,l,t,9,1,0,0\n", encoding="utf-8")
    (tmp_path / "usages_hashtag.csv").write_text("date,compte,usages\nlundi,moi,beaucoup\n", encoding="utf-8")

    assert kpi(tmp_path, tmp_path / "out", heard.append) == 2
    assert len(heard) == 1 and "usages_hashtag.csv" in heard[0]


@pytest.mark.parametrize("path", ["absent", "vide"])
def test_nothing_to_count_is_one_sentence(tmp_path, heard, path):
    (tmp_path / "vide").mkdir()

    assert kpi(tmp_path / path, tmp_path / "out", heard.append) == 2
    assert len(heard) == 1


@pytest.mark.parametrize(("source", "social"), [
    ("m.facebook.com", True), ("facebook", True), ("t.co", True), ("l.instagram.com", True), ("youtube.com", True),
    ("x.com", True), ("whatsapp", True), ("google", False), ("(direct)", False), ("telex.com", False),
    ("facebookless.org", False), ("pinterest.co", False)])
def test_which_sources_are_social_networks(source, social):
    assert is_social(source) is social
