"""The trainer's own exports: given in her pages, read apart, taken away as tables, charts and a page."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from autograder.classroom.readings import job
from autograder.classroom.readings.folder import KEPT, Reading, Readings, write
from autograder.classroom.trainer import indicators
from autograder.classroom.trainer.receive import file_name
from tests.places import ROOT

RAW = ROOT / "datasets" / "engageons-nous" / "brut"
META = "Post ID,Publish time,Permalink,Description,Reach,Reactions,Comments,Shares\n"
AMBIGUOUS = (META + "1,03/04/2021 10:05,l,t,90,9,1,0\n").encode()
HOME = "/formateur/indicateurs/"


def give(trainer, *files: tuple[str, bytes], title: str = ""):
    """Send a form as a browser does; returns the answer."""
    return trainer.client.post(
        f"{HOME}deposer", data={"titre": title}, files=[("fichiers", file) for file in files],
        headers={"Origin": "http://seance"}, follow_redirects=False)


def asked(tmp_path: Path, *files: tuple[str, bytes]) -> Reading:
    """A reading as the server leaves it to the reading process."""
    reading = Readings(tmp_path / "exports").new()
    listed = []
    for place, (name, content) in enumerate(files):
        path = reading.folder / "recus" / str(place) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        listed.append({"chemin": f"recus/{place}/{name}", "octets": len(content), "ordre": ""})
    reading.ask({"le": "2026-11-23T09:00:00+00:00", "titre": "", "fichiers": listed, "refus": []})
    return reading


def test_exports_given_in_the_page_come_back_as_tables_charts_and_a_page(classroom):
    trainer = classroom.trainer()
    files = [(name, (RAW / name).read_bytes()) for name in ("facebook_contenu_fevrier_fr.csv", "x_activite_2021.csv")]

    sent = give(trainer, *files, ("photo.jpg", b"\xff\xd8\xff rien"), title="Ma campagne")
    one = sent.headers["location"]
    classroom.wait_for(lambda: "Vos indicateurs" in trainer.get(one))

    page = trainer.get(one).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Ma campagne" in page and "1 fichier refusé" in page and "photo.jpg" in page
    assert "heure du Pacifique" in page and "Taux d’engagement sur la portée" in page
    for link in set(re.findall(r'(?:href|src)="([^"]*(?:fichiers/|tout\.zip)[^"]*)"', page)):
        assert trainer.client.get(link).status_code == 200, link
    assert trainer.client.get(f"{one}fichiers/indicateurs.pdf").content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(trainer.client.get(f"{one}tout.zip").content)) as archive:
        assert {"publications.csv", "rapport.txt", "indicateurs.pdf", "tableaux.xlsx"} <= set(archive.namelist())
    received = list((classroom.room.folder / "exports").glob("*/recus"))
    assert received == [], "the exports themselves are not kept once they are read"


def test_dates_that_can_be_read_both_ways_are_asked_about_and_read_again(classroom):
    trainer = classroom.trainer()

    one = give(trainer, ("export.csv", AMBIGUOUS)).headers["location"]
    classroom.wait_for(lambda: "Il nous manque une réponse" in trainer.get(one))

    question = trainer.get(one).replace("\u00a0", " ")
    assert "3 avril 2021" in question and "4 mars 2021" in question and "03/04/2021 10:05" in question
    trainer.post(f"{one}relire", {"ordre-0": "mois-jour"})
    classroom.wait_for(lambda: "Vos indicateurs" in trainer.get(one))
    assert ",2021-03-04," in trainer.client.get(f"{one}fichiers/publications.csv").text


def test_a_file_too_heavy_is_named_and_the_others_are_read(classroom, monkeypatch):
    monkeypatch.setattr(indicators, "ONE_BYTES", 5_000)
    trainer = classroom.trainer()

    good = AMBIGUOUS.replace(b"03/04", b"03/24")
    one = give(trainer, ("lourd.csv", b"a" * 6_000), ("bon.csv", good)).headers["location"]

    classroom.wait_for(lambda: "Vos indicateurs" in trainer.get(one))
    assert "lourd.csv" in trainer.get(one)


@pytest.mark.parametrize(("files", "status"), [([], 400), ([("a.csv", b"a")] * 31, 413)], ids=["none", "too many"])
def test_what_cannot_be_taken_is_one_sentence_and_leaves_nothing(classroom, files, status):
    answer = give(classroom.trainer(), *files)

    assert answer.status_code == status and 'role="alert"' in answer.text
    assert list((classroom.room.folder / "exports").iterdir()) == []


def test_only_the_trainer_gives_and_reads_exports(classroom):
    stranger = classroom.client.post(f"{HOME}deposer", files=[("fichiers", ("a.csv", b"a"))],
                                     headers={"Origin": "http://seance"}, follow_redirects=False)
    elsewhere = classroom.trainer().client.post(f"{HOME}deposer", files=[("fichiers", ("a.csv", b"a"))],
                                                headers={"Origin": "http://ailleurs"})

    assert stranger.status_code == 303 and elsewhere.status_code == 403
    assert not (classroom.room.folder / "exports").exists()


def test_a_reading_can_be_erased_and_its_files_asked_for_by_name_only(classroom):
    trainer = classroom.trainer()
    write(Readings(classroom.room.folder / "exports").new().folder / "demande.json",
          {"le": "2026-11-23T09:00:00+00:00", "titre": "", "fichiers": [], "refus": []})
    reading = classroom.room.readings.get(1)
    write(reading.folder / "resultat.json", {"panne": "Une panne."})

    assert trainer.client.get(f"{HOME}1/fichiers/..%2Fdemande.json").status_code == 404
    assert trainer.client.get(f"{HOME}1/fichiers/demande.json").status_code == 404
    assert "Une panne" in trainer.get(f"{HOME}1/")
    trainer.post(f"{HOME}1/effacer", {})
    assert not reading.folder.exists()


# -- the reading process


def test_a_calendar_alone_gives_tables_and_no_indicator(tmp_path):
    reading = asked(tmp_path, ("cal.csv", b"Date,Canal,Message\n2021-04-05,X,=1+1\n"))

    job.read(reading)

    assert reading.result["tableaux"] == [["calendrier", 1]] and not reading.result["indicateurs"]
    assert (reading.folder / "tableaux" / "calendrier.csv").read_text(encoding="utf-8").endswith("'=1+1,,,,,,\n")


def test_nothing_readable_is_said_file_by_file(tmp_path):
    reading = asked(tmp_path, ("vide.csv", b""), ("page.xls", b"<html><table></table></html>"))

    job.read(reading)

    assert [(one["nom"], one["exemple"]) for one in reading.result["refus"]] == [("vide.csv", ""), ("page.xls", "")]
    assert reading.result["tableaux"] == [] and not (reading.folder / "recus").exists()


def test_only_the_last_readings_are_kept_and_none_that_waits(tmp_path):
    readings = Readings(tmp_path / "exports")
    for _ in range(KEPT + 3):
        reading = asked(tmp_path)
        write(reading.folder / "resultat.json", {"lus": []})
    waiting = asked(tmp_path)

    readings.tidy()

    assert [reading.number for reading in readings.every()] == [waiting.number, 8, 7, 6, 5, 4]
    assert readings.waiting() == waiting


@pytest.mark.parametrize(("sent", "kept"), [
    ("C:\\Users\\Awa\\mes chiffres.csv", "mes chiffres.csv"), ("../../etc/passwd", "passwd"), ("..", "sans nom"),
    ("a\x00b:c?.csv", "a_b_c_.csv"), ("é" * 300 + ".csv", "é" * 116 + ".csv"), ("", "sans nom")])
def test_file_names_are_made_harmless(sent, kept):
    assert file_name(sent) == kept
