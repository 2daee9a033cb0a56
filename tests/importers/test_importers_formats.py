"""Each oddity of a real export, in a small file written for the test."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from autograder import importers
from autograder.domain.errors import InvalidData
from autograder.importers import DateOrder, DateOrderUnknown, Kind

META = "Post ID,Page name,Description,Publish time,Permalink,Post type,Date,Reach,Views,Reactions,Comments,Shares\n"


def read(tmp_path: Path, text: str | bytes, name: str = "export.csv", **options):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return importers.read([path], **options)


def posts(imported) -> list[dict]:
    return list(imported.tables["publications"].records())


def said(imported, kind: Kind) -> str:
    return "\n".join(note.sentence for note in imported.report.notes(kind))


# -- the order of days and months


def test_an_ambiguous_file_asks_and_shows_the_date(tmp_path):
    with pytest.raises(DateOrderUnknown) as refused:
        read(tmp_path, META + "1,P,t,03/04/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n")

    assert refused.value.example == "03/04/2021 10:05"
    assert "ordre_dates" in refused.value.sentence and "jour-mois" in refused.value.sentence


@pytest.mark.parametrize(("order", "day"), [(DateOrder.DAY_FIRST, "2021-04-03"), (DateOrder.MONTH_FIRST, "2021-03-04")])
def test_the_answer_to_the_question_is_followed_and_reported(tmp_path, order, day):
    found = read(tmp_path, META + "1,P,t,03/04/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n", date_order=order)

    assert posts(found)[0]["date"] == day
    assert "comme demandé" in said(found, Kind.CONVERTED)


def test_values_win_over_a_wrong_answer_and_it_is_said(tmp_path):
    text = META + "".join(f"{day},P,t,03/{day}/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n" for day in ("04", "25"))

    found = read(tmp_path, text, date_order=DateOrder.DAY_FIRST)

    assert [row["date"] for row in posts(found)] == ["2021-03-04", "2021-03-25"]
    assert "disent le contraire" in said(found, Kind.NOTICED)


def test_a_file_that_mixes_both_orders_is_refused(tmp_path):
    rows = "".join(f"{day},P,t,03/{day}/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n" for day in range(13, 29))

    with pytest.raises(InvalidData, match="mélange"):
        read(tmp_path, META + rows + "9,P,t,25/03/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n")


def test_a_mix_far_down_the_file_is_refused_too(tmp_path):
    rows = "".join(f"{n},P,t,03/{13 + n % 16}/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n" for n in range(900))

    with pytest.raises(InvalidData, match="mélange"):
        read(tmp_path, META + rows + "x,P,t,25/03/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n")


def test_french_semicolons_and_day_first(tmp_path):
    text = ("Titre;Heure de publication;Couverture;Réactions, commentaires et partages;Réactions\n"
            "A;13/06/2026 19:00;1 520;55;50\n")

    found = read(tmp_path, text)

    assert posts(found)[0] | {"texte": "A", "portee": 1520, "engagements": 55, "reactions": 50} == posts(found)[0]
    assert posts(found)[0]["date"] == "2026-06-14"  # 19:00 in California is the next day in Mali


# -- rows and cells


def test_error_total_repeated_and_blank_rows_are_dropped_and_counted(tmp_path):
    text = (META + "1,P,t,03/25/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n"
            ",,,,,,An error occurred while computing metadata,,,,,\n" + META + ",,,,,,,,,,,\n"
            "Total,,,,,,,9,9,1,0,0\n")

    found = read(tmp_path, text)

    assert len(posts(found)) == 1
    for words in ("1 ligne d’erreur", "1 ligne d’en-têtes répétée", "1 ligne de total"):
        assert words in said(found, Kind.DROPPED)


def test_ids_that_a_spreadsheet_rounded_are_not_trusted(tmp_path):
    text = META + "1.2345E+17,P,t,03/25/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n" * 1 + (
        "1.2345E+17,P,u,03/26/2021 10:05,l,Photos,Lifetime,8,9,1,0,0\n")

    found = read(tmp_path, text)

    assert [row["id"] for row in posts(found)] == [None, None]
    assert "perdu" in said(found, Kind.UNKNOWN)


def test_ids_ending_in_zeros_after_fifteen_digits_are_not_trusted(tmp_path):
    rows = "".join(f"1234567890{n:05d}00,P,t,03/2{n}/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n" for n in range(4))

    assert {row["id"] for row in posts(read(tmp_path, META + rows))} == {None}


def test_an_x_id_lost_by_a_spreadsheet_is_found_again_in_the_link(tmp_path):
    text = ("Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Reposts,Replies\n"
            '1.38E+18,"Sat, May 1, 2021",a &amp; b,https://x.com/moi/status/1388604142007205630,10,1,3,0,0\n')

    found = posts(read(tmp_path, text))[0]

    assert (found["id"], found["compte"], found["texte"]) == ("1388604142007205630", "moi", "a & b")


def test_a_total_that_is_not_the_sum_of_its_parts_is_pointed_out(tmp_path):
    text = ('Post ID,Publish time,Permalink,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares\n'
            "1,03/25/2021 10:05,l,100,60,50,6,9\n")

    assert "n’est pas la somme" in said(read(tmp_path, text), Kind.NOTICED)


def test_a_reel_said_to_be_a_video_is_known_by_its_link(tmp_path):
    text = META + "1,P,t,03/25/2021 10:05,https://www.facebook.com/reel/1/,Vidéos,Global,9,9,1,0,0\n"

    assert posts(read(tmp_path, text))[0]["type"] == "reel"


def test_an_export_made_day_by_day_is_refused(tmp_path):
    with pytest.raises(InvalidData, match="jour par jour"):
        read(tmp_path, META + "1,P,t,03/25/2021 10:05,l,Photos,03/26/2021,9,9,1,0,0\n")


def test_viewers_stand_for_the_reach_and_it_is_said(tmp_path):
    text = META.replace("Reach", "Viewers") + "1,P,t,03/25/2021 10:05,l,Photos,Lifetime,40,90,1,0,0\n"

    found = read(tmp_path, text)

    assert posts(found)[0]["portee"] == 40
    assert "spectateurs" in said(found, Kind.NOTICED)


def test_ids_wrapped_for_a_spreadsheet_and_a_mark_before_quoted_headers(tmp_path):
    text = '\ufeff\ufeff"Post ID","Publish time","Permalink","Reach"\n"=""12345678901234567""",03/25/2021 10:05,l,9\n'

    assert posts(read(tmp_path, text))[0]["id"] == "12345678901234567"


def test_text_on_several_lines_stays_whole(tmp_path):
    text = META + '1,P,"une ligne\n\nune autre ; fin",03/25/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n'

    assert posts(read(tmp_path, text))[0]["texte"] == "une ligne\n\nune autre ; fin"


def test_boosted_and_organic_columns_are_not_taken_for_the_reach(tmp_path):
    text = ("Identifiant de la publication,Heure de publication,Permalien,Couverture de Publications organiques,"
            "Vues de Publications organiques,Vues,Couverture,Réactions\n1,03/25/2021 10:05,l,3,4,50,40,2\n")

    row = posts(read(tmp_path, text))[0]

    assert (row["portee"], row["vues"]) == (40, 50)


@pytest.mark.parametrize(("encoding", "noted"), [
    ("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("utf-16-le", False), ("cp1252", True)])
def test_accents_in_any_encoding(tmp_path, encoding, noted):
    text = META + "1,Page d'été,Réunion à Yélimané,03/25/2021 10:05,l,Photos,Lifetime,9,9,1,0,0\n"

    found = read(tmp_path, text.encode(encoding))

    assert posts(found)[0]["texte"] == "Réunion à Yélimané"
    assert ("ancien fichier Windows" in said(found, Kind.CONVERTED)) is noted


# -- networks


def test_tiktok_with_missing_values_and_dates_without_year(tmp_path):
    text = ("Video title,Video link,Post time,Total views,Total likes,Total comments,Total shares,Add to Favorites\n"
            "Un,https://www.tiktok.com/@moi/video/7672373276106181908,2025/10/31,1.2K,NAN,--,3,1\n"
            "Deux,https://www.tiktok.com/@moi/video/7672373276106181909,18 août,10,1,0,0,0\n")

    found = read(tmp_path, text)

    first, second = posts(found)
    assert (first["id"], first["compte"]) == ("7672373276106181908", "moi")
    assert (first["vues"], first["reactions"]) == (1200, None)
    assert second["date"] is None
    assert "sans année" in said(found, Kind.UNKNOWN) and "arrondi" in said(found, Kind.NOTICED)


def test_overviews_of_an_account_are_not_posts(tmp_path):
    x = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts\n"

    found = read(tmp_path, x + '"Tue, Jul 14, 2026",10,1,3,0,0,4,1,0,0\n')

    assert "publications" not in found.tables
    assert found.tables["abonnes"].rows == [("2026-07-14", "X", None, None, 4, 1)]


def test_a_youtube_archive_gives_its_table_and_names_what_it_leaves(tmp_path):
    path = tmp_path / "youtube.zip"
    table = 'Content,Video title,Video publish time,Duration,Views\nTotal,,,,12\nabc,T,"Dec 15, 2023",1:05,10\n'
    chart = 'Date,Content,Video title,Video publish time,Views\n2023-12-15,abc,T,"Dec 15, 2023",10\n'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Table data.csv", table)
        archive.writestr("Chart data.csv", chart)
        archive.writestr("__MACOSX/._Table data.csv", b"\x00\x05\x16\x07")

    found = importers.read([path])

    assert [(row["id"], row["vues"], row["duree_s"]) for row in posts(found)] == [("abc", 10, 65)]
    assert any(file.format == "non reconnu" and "Chart" in file.name for file in found.report.files)


def test_a_page_series_that_does_not_name_its_network_says_so(tmp_path):
    text = 'sep=,\n"Views"\n"Date","Primary"\n"2025-01-01T00:00:00","7"\n'

    found = read(tmp_path, b"\xff\xfe" + text.encode("utf-16-le"))

    assert found.tables["mesures_page"].rows == [("2025-01-01", None, None, "vues", 7)]
    assert "quel réseau" in said(found, Kind.UNKNOWN)


def test_a_page_series_parted_by_tabs(tmp_path):
    text = 'sep=\t\n"Facebook follows"\n"Date"\t"Primary"\n"2025-01-01T00:00:00"\t"7"\n'

    assert read(tmp_path, text).tables["abonnes"].rows == [("2025-01-01", "Facebook", None, None, 7, None)]


def test_a_french_analytics_report_with_decimal_commas(tmp_path):
    text = ("# Acquisition de trafic\n# Date de début : 20260701\n# Date de fin : 20260928\n\n"
            "Groupe de canaux par défaut de la session;Sessions;Utilisateurs actifs;Taux d'engagement\n"
            "Organic Social;1 200;950;62,5 %\nTotal;1 200;950;\n")

    found = read(tmp_path, text)

    assert found.tables["trafic_site"].rows == [(None, None, None, "Organic Social", None, 1200, 950, None)]
    assert "01/07/2026 au 28/09/2026" in said(found, Kind.UNKNOWN)


def test_old_insights_over_several_sheets_become_one_table(tmp_path):
    path = tmp_path / "insights.xlsx"
    workbook = openpyxl.Workbook()
    common = ["Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted", "Audience"]
    post = ["61_99", "l", "Bonjour", "Photo", "", "", "05/21/2021 11:33:01 PM", ""]
    for name, label, explained, value in (
        ("Key Metrics", ["Lifetime Post Total Reach", "Lifetime Post Total Impressions"], "Lifetime: All", [80, 120]),
        ("Lifetime Talking About This(Po", ["share", "like", "comment"], "Lifetime: People", [1, 4, 1]),
        ("Lifetime Post Stories by act...", ["share", "like", "comment"], "Lifetime: Stories", [2, 5, 3]),
    ):
        sheet = workbook.create_sheet(name)
        for row in ([*common, *label], [""] * 8 + [explained] * len(label), [*post, *value]):
            sheet.append(row)
    workbook.remove(workbook["Sheet"])
    workbook.save(path)

    row = posts(importers.read([path]))[0]

    assert row | {"id": "99", "portee": 80, "impressions": 120, "reactions": 5, "commentaires": 3, "partages": 2} == row
    assert (row["date"], row["heure"]) == ("2021-05-22", "06:33")


def test_insights_columns_of_equal_name_are_told_apart_by_the_second_header(tmp_path):
    text = ("Post ID,Posted,Lifetime Post Total Reach,Lifetime Post Total Impressions,Lifetime Post Total Impressions\n"
            ",,Lifetime: people (Unique Users),Lifetime: people (Unique Users),Lifetime: times (Total Count)\n"
            "1,05/21/2021 11:33:01 PM,80,79,120\n")

    found = read(tmp_path, text)

    assert posts(found)[0]["impressions"] == 120
    assert "1 ligne d’explications" in said(found, Kind.DROPPED)


def test_a_calendar_kept_in_a_workbook(tmp_path):
    from datetime import datetime, time

    path = tmp_path / "calendrier.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["Notre calendrier"], [], ["Jour", "Heure", "Réseau", "Contenu", "Qui ?"],
                [datetime(2021, 4, 5), time(18, 30), "Facebook", "Débat", "Awa"],
                [None, "19 h", "Radio", "Émission", None]):
        sheet.append(row)
    workbook.save(path)

    rows = [tuple(row.values()) for row in importers.read([path]).tables["calendrier"].records()]

    assert [(*row[:3], row[4]) for row in rows] == [
        ("2021-04-05", "18:30", "Facebook", "Débat"), ("2021-04-05", "19:00", "Radio", "Émission")]


def test_a_column_of_weekdays_is_not_taken_for_the_date(tmp_path):
    text = "Jour;Date;Plateforme;Titre;Message\nlundi;05/04/2021;X;Débat;Venez\nmardi;13/04/2021;X;Débat;Revenez\n"

    rows = list(read(tmp_path, text).tables["calendrier"].records())

    assert [(row["date"], row["message"]) for row in rows] == [("2021-04-05", "Venez"), ("2021-04-13", "Revenez")]


def test_a_french_youtube_table_without_titles_nor_dates(tmp_path):
    text = ("Contenu;Vues;Impressions;Taux de clics par impression (%)\n"
            "-Abc_def12X;1\u202f234;12\u202f345;6,58 %\nTotal;1\u202f234;12\u202f345;6,58 %\n")

    found = read(tmp_path, text)

    assert [(row["id"], row["vues"], row["date"]) for row in posts(found)] == [("-Abc_def12X", 1234, None)]
    assert "1 publication sans date sûre" in said(found, Kind.UNKNOWN)


def test_a_known_sheet_among_unknown_ones(tmp_path):
    path = tmp_path / "classeur.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["Notes", "de l'équipe"])
    sheet = workbook.create_sheet("Avril")
    sheet.append(["Date", "Canal", "Message"])
    sheet.append(["2021-04-05", "X", "Bonjour"])
    workbook.save(path)

    found = importers.read([path])

    assert len(found.tables["calendrier"]) == 1
    assert [file.format for file in found.report.files] == ["calendrier éditorial", "non reconnu"]
