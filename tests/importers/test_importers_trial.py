"""What a trial on exports written by fresh eyes turned up: nothing dropped, swapped or guessed in silence."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from autograder import importers
from autograder.domain.errors import InvalidData
from autograder.importers import Kind

META = "Post ID,Publish time,Permalink,Reach,Reactions,Comments,Shares\n"


def read(tmp_path: Path, text: str | bytes, name: str = "export.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return importers.read([path])


def posts(imported) -> list[dict]:
    return list(imported.tables["publications"].records())


def said(imported, kind: Kind) -> str:
    return "\n".join(note.sentence for note in imported.report.notes(kind))


def workbook(tmp_path: Path, rows: list[list]) -> Path:
    path = tmp_path / "export.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_columns_left_aside_are_counted_and_shown(tmp_path):
    header = META.replace("Shares", "Shares,Estimated earnings (USD)")

    found = read(tmp_path, header + "1,03/25/2025 10:00,l,9,1,0,0,3\n")

    assert "1 colonne que nous ne reprenons pas (par exemple « Estimated earnings (USD) »)" in said(
        found, Kind.NOTICED).replace("\u00a0", " ")


def test_a_column_named_twice_is_read_once_and_it_is_said(tmp_path):
    found = read(tmp_path, META.replace("Reach", "Reach,Reach") + "1,03/25/2025 10:00,l,100,90,1,0,0\n")

    assert posts(found)[0]["portee"] == 100
    assert "un nom déjà vu" in said(found, Kind.NOTICED)


def test_gestures_an_export_does_not_count_are_named(tmp_path):
    text = ("Contenu,Titre de la vidéo,Heure de publication de la vidéo,Vues,\"Mentions \"\"J'aime\"\"\"\n"
            "dQw4w9WgXcQ,Interview,28 sept. 2026,4000,7\n")

    found = read(tmp_path, text)

    assert posts(found)[0]["reactions"] == 7
    assert "ne compte pas les commentaires et les partages" in said(found, Kind.UNKNOWN)


@pytest.mark.parametrize("last", ["Source : Meta Business Suite", '12345,"Texte coupé net à Yélim'])
def test_a_footer_and_a_row_cut_short_are_no_posts(tmp_path, last):
    text = "Post ID,Description,Publish time,Permalink,Reach,Reactions,Comments,Shares\n"

    found = read(tmp_path, f"{text}1,t,03/25/2025 10:00,l,9,1,0,0\n{last}")

    assert [row["id"] for row in posts(found)] == ["1"]
    assert "sans date ni chiffre" in said(found, Kind.DROPPED)


def test_dates_half_turned_over_by_a_spreadsheet_are_refused(tmp_path):
    """Excel in French takes 03/04 for 3 April and leaves 03/25 as text: half of the dates would be wrong."""
    rows = [META.strip().split(","), ["1", datetime(2026, 4, 3, 10, 5), "l", 9, 1, 0, 0],
            ["2", "03/25/2026 10:05", "l", 9, 1, 0, 0]]

    with pytest.raises(InvalidData, match="intervertir"):
        importers.read([workbook(tmp_path, rows)])


def test_a_workbook_of_true_dates_is_read(tmp_path):
    rows = [["Export de mars"], [], META.strip().split(","), ["1", datetime(2026, 3, 25, 10, 5), "l", 9, 1, 0, 0]]

    assert posts(importers.read([workbook(tmp_path, rows)]))[0]["date"] == "2026-03-25"


def test_an_id_lost_by_a_spreadsheet_comes_back_from_the_link_when_its_digits_agree(tmp_path):
    link = "https://www.facebook.com/sahelink/posts/122100000000012345"
    lost = ("1,221E+17", "1,34E+17")
    rows = "".join(f'"{id_}",03/25/2025 10:0{n},{link}{n},9,1,0,0\n' for n, id_ in enumerate(lost))

    assert [row["id"] for row in posts(read(tmp_path, META + rows))] == ["1221000000000123450", None]


def test_an_offset_written_in_the_cell_is_followed_and_reported(tmp_path):
    text = META + "1,2025-03-25T10:00:00+0000,l,9,1,0,0\n2,2025-03-25T10:00:00+0200,l,9,1,0,0\n"

    found = read(tmp_path, text)

    assert [row["heure"] for row in posts(found)] == ["10:00", "08:00"]
    assert "1 heure passée à l’heure du Mali" in said(found, Kind.CONVERTED)
    assert "Pacifique" not in said(found, Kind.CONVERTED)


@pytest.mark.parametrize(
    ("said_so", "kind"), [("Image IG", "photo"), ("Carrousel IG", "carrousel"), ("Reel IG", "reel")])
def test_french_instagram_kinds_of_post(tmp_path, said_so, kind):
    text = META.replace("Shares", "Shares,Type de publication") + f"1,03/25/2025 10:00,l,9,1,0,0,{said_so}\n"

    assert posts(read(tmp_path, text))[0]["type"] == kind


def test_a_calendar_with_day_names_and_a_date_without_its_year(tmp_path):
    text = ("Semaine,Jour de publication,Heure,Canal de diffusion,Thème,Qui publie ?\n"
            "S1,lundi 5 avril 2021,8h,Facebook,Lancement,Awa\n,mercredi 7 avril,18h30,Radio,Émission,\n"
            ",Ven. 09/04/2021,20 h 00,WhatsApp,Rappel,\n")

    found = read(tmp_path, text)

    rows = [(row["date"], row["heure"], row["responsable"]) for row in found.tables["calendrier"].records()]
    assert rows == [("2021-04-05", "08:00", "Awa"), (None, "18:30", None), ("2021-04-09", "20:00", None)]
    assert "sans année" in said(found, Kind.UNKNOWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_old_mac_line_ends(tmp_path, encoding):
    found = read(tmp_path, "Date,Canal,Message\r2021-04-05,X,é\r2021-04-06,X,deux\r".encode(encoding))

    assert [row["message"] for row in found.tables["calendrier"].records()] == ["é", "deux"]


def test_the_good_part_of_an_archive_is_read_beside_a_bad_one(tmp_path):
    path = tmp_path / "exports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bon.csv", META + "1,03/25/2025 10:00,l,9,1,0,0\n")
        archive.writestr("page.csv", "<!doctype html><p>Connectez-vous</p>")

    found = importers.read([path])

    assert len(posts(found)) == 1 and "page web" in said(found, Kind.DROPPED)


def test_a_damaged_archive_is_one_sentence(tmp_path):
    path = tmp_path / "exports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bon.csv", META + "".join(f"{n},03/25/2025 10:00,l,{n},1,0,0\n" for n in range(20_000)))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2:len(raw) // 2 + 40] = bytes(40)
    path.write_bytes(raw)

    with pytest.raises(InvalidData, match="abîmé"):
        importers.read([path])


@pytest.mark.parametrize(("name", "content", "words"), [
    ("tableau.xls", b"<html><table></table></html>", "enregistrez-le en .xlsx"),
    ("classeur.ods", None, "autre tableur"), ("vide.csv", b"\n \n", "vide")])
def test_what_is_no_export_is_told_how_to_mend(tmp_path, name, content, words):
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", "<x/>")
    else:
        path.write_bytes(content)

    with pytest.raises(InvalidData, match=words):
        importers.read([path])
