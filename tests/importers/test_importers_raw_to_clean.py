"""The raw exports of both datasets, imported, give the clean tables back, but for what the platform does not say."""

import csv

import pytest

from autograder import importers
from autograder.importers import Kind
from tests.places import ROOT


def clean(campaign: str, name: str) -> list[dict[str, str]]:
    with (ROOT / "datasets" / campaign / "propre" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raw(campaign: str, *names: str):
    return importers.read([ROOT / "datasets" / campaign / "brut" / name for name in names])


def compare(found, expected: list[dict[str, str]], columns: list[str]) -> None:
    kept = {row["id"]: row for row in found.tables["publications"].records()}
    assert set(kept) == {row["id"] for row in expected}
    for row in expected:
        for column in columns:
            assert str(kept[row["id"]][column] if kept[row["id"]][column] is not None else "") == row[column], column


POSTS = ["reseau", "date", "texte", "lien", "reactions", "commentaires"]


@pytest.mark.parametrize(("file", "month", "columns"), [
    ("facebook_contenu_fevrier_fr.csv", "02", ["engagements"]),
    ("facebook_contenu_mars_en.csv", "03", ["impressions"]),
])
def test_facebook_content_in_french_and_in_english(file, month, columns):
    expected = [row for row in clean("engageons-nous", "publications")
                if row["reseau"] == "Facebook" and row["date"][5:7] == month]

    shared = [*POSTS, "portee", "partages", "clics", "clics_lien", "heure", "type", "compte"]
    compare(raw("engageons-nous", file), expected, shared + columns)


def test_posts_in_two_overlapping_exports_are_kept_once():
    names = [f"facebook_contenu_{part}.csv" for part in ("fevrier_fr", "mars_en", "avril_emballe")]

    found = raw("engageons-nous", *names)

    expected = [row for row in clean("engageons-nous", "publications") if row["reseau"] == "Facebook"]
    compare(found, expected, [*POSTS, "portee", "heure"])
    dropped = [note for note in found.report.notes(Kind.DROPPED) if "déjà lue" in note.text]
    assert [note.count for note in dropped] == [3]


def test_a_cell_that_a_spreadsheet_turned_into_a_date_is_left_empty_and_said():
    found = raw("engageons-nous", "facebook_contenu_avril_emballe.csv")

    notes = [note for note in found.report.notes(Kind.UNKNOWN) if "tableur" in note.text]
    assert len(notes) == 1 and notes[0].count == 1 and notes[0].examples == ["3.apr"]
    assert found.tables["publications"].column("partages").count(None) == 1
    assert any("déballées" in note.text for note in found.report.notes(Kind.CONVERTED))


@pytest.mark.parametrize(("campaign", "file", "network", "columns"), [
    ("engageons-nous", "instagram_contenu_en.csv", "Instagram",
     ["portee", "enregistrements", "partages", "heure", "compte"]),
    ("paix-au-mali", "instagram_contenu_fr.csv", "Instagram", ["portee", "enregistrements", "abonnes_gagnes", "heure"]),
    ("engageons-nous", "x_activite_2021.csv", "X",
     ["impressions", "partages", "clics", "clics_lien", "engagements", "heure", "compte", "abonnes_gagnes"]),
    ("paix-au-mali", "x_contenu_2024.csv", "X",
     ["impressions", "partages", "clics", "clics_lien", "engagements", "compte"]),
    ("engageons-nous", "youtube_tableau_fr.csv", "YouTube",
     ["vues", "impressions", "partages", "abonnes_gagnes", "duree_s"]),
    ("paix-au-mali", "youtube_table_en.csv", "YouTube",
     ["vues", "impressions", "partages", "abonnes_gagnes", "duree_s"]),
])
def test_other_networks(campaign, file, network, columns):
    expected = [row for row in clean(campaign, "publications") if row["reseau"] == network]

    compare(raw(campaign, file), expected, POSTS + columns)


def test_old_insights_as_text_and_as_xml():
    found = raw("paix-au-mali", "facebook_insights_debut_mai.csv", "facebook_insights_fin_mai.xls")

    expected = [row for row in clean("paix-au-mali", "publications") if row["reseau"] == "Facebook"]
    compare(found, expected, [*POSTS, "portee", "impressions", "partages", "heure", "type"])


def test_new_followers_of_two_networks_in_one_utf16_file():
    found = raw("engageons-nous", "meta_nouveaux_abonnes.csv")

    expected = {(row["date"], row["reseau"]): int(row["nouveaux"]) for row in clean("engageons-nous", "abonnes")
                if row["reseau"] in ("Facebook", "Instagram") and int(row["nouveaux"] or 0)}
    assert {(row["date"], row["reseau"]): row["nouveaux"] for row in found.tables["abonnes"].records()} == expected


def test_site_traffic_without_its_total_row():
    found = raw("engageons-nous", "trafic_site_ga4.csv")

    expected = sorted((row["date"], row["source"], row["support"], row["canal"], int(row["sessions"]), int(row["vues"]))
                      for row in clean("engageons-nous", "trafic_site"))
    columns = ("date", "source", "support", "canal", "sessions", "vues")
    assert sorted(tuple(row[name] for name in columns) for row in found.tables["trafic_site"].records()) == expected


@pytest.mark.parametrize("campaign", ["engageons-nous", "paix-au-mali"])
def test_the_teams_calendar_sheet(campaign):
    found = raw(campaign, "calendrier_prevu.csv")

    columns = ("date", "heure", "canal", "format", "langue", "audience", "responsable", "etat")
    expected = sorted(tuple(row[name] for name in columns) for row in clean(campaign, "calendrier_prevu"))
    rows = found.tables["calendrier"].records()
    assert sorted(tuple(row[name] or "" for name in columns) for row in rows) == expected


def test_a_clean_table_read_back_is_itself():
    path = ROOT / "datasets" / "engageons-nous" / "propre" / "publications.csv"

    found = importers.read([path])

    table = found.tables["publications"]
    for row, expected in zip(table.records(), clean("engageons-nous", "publications"), strict=True):
        assert {name: "" if value is None else str(value) for name, value in row.items()} == {
            name: expected[name] for name in table.columns}


def test_tables_become_pandas_frames_with_whole_numbers():
    frame = raw("engageons-nous", "x_activite_2021.csv").tables["publications"].frame()

    assert str(frame["impressions"].dtype) == "Int64" and frame["portee"].isna().all()
    assert frame["id"].str.len().min() >= 18
