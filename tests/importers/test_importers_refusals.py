"""Anything else gets one clear sentence: never a traceback, never a guess, never the machine's last memory."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import importers
from autograder.domain.errors import InvalidData

HEADER = b"Post ID,Publish time,Permalink,Reach,Reactions\n"


def refusal(tmp_path: Path, content: bytes, name: str = "export.csv") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidData) as refused:
        importers.read([path])
    sentence = refused.value.sentence
    assert sentence.endswith(".") and "\n" not in sentence and "Error" not in sentence
    return sentence


@pytest.mark.parametrize(("content", "words"), [
    (b"", "vide"), (b"\xef\xbb\xbf\n\n", "vide"), (b"%PDF-1.7 ...", "PDF"), (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff\xe0", "photo"), (b"<!DOCTYPE html><html>", "page web"), (b'{"data": []}', "JSON"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "ancien classeur"), (b"\x1f\x8b\x08", "gzip"), (b"PK\x03\x04 abime", "archive"),
    (b"a;b;c\n1;2;3\n", "reconnu"), (b"texte sans colonnes", "reconnu"), (b"abc\x00\x01\x02\x07def\x00", "tableau"),
    (b"Commentaire,Date\nbonjour,2021-01-01\n", "reconnu"),
])
def test_what_is_no_export(tmp_path, content, words):
    assert words in refusal(tmp_path, content)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(InvalidData, match="n'existe pas"):
        importers.read([tmp_path / "absent.csv"])
    with pytest.raises(InvalidData, match="dossier"):
        importers.read([tmp_path])


def test_a_cell_that_never_closes(tmp_path):
    rows = b"".join(b"%d,03/25/2021 10:05,l,9,1\n" % number for number in range(20_000))

    assert "guillemet" in refusal(tmp_path, HEADER + b'1,03/25/2021 10:05,"l,9,1\n' + rows)


def test_one_endless_line(tmp_path):
    assert "ligne de plus de" in refusal(tmp_path, HEADER + b"x" * 3_000_000)


def test_far_too_many_columns(tmp_path):
    assert "colonnes" in refusal(tmp_path, b"," * 5_000 + b"\n")


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as written:
        for name, text in members.items():
            written.writestr(name, text)
    return content.getvalue()


def test_a_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = archive({"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": b"0" * 60_000_000})

    tracemalloc.start()
    try:
        sentence = refusal(tmp_path, bomb, "calendrier.xlsx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "prudence" in sentence and peak < 5_000_000


def test_archives_without_tables_or_with_too_many_files(tmp_path):
    assert "aucun fichier .csv" in refusal(tmp_path, archive({"lisez-moi.md": b"x"}), "a.zip")
    assert "fichiers" in refusal(tmp_path, archive({f"{n}.csv": b"" for n in range(1_001)}), "b.zip")


def test_a_workbook_that_is_not_one(tmp_path):
    assert "abîmé" in refusal(tmp_path, archive({"xl/workbook.xml": b"<pas fini"}), "c.xlsx")


def test_xml_entities_are_not_expanded(tmp_path):
    text = (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
            b"<Data>&b;</Data></Cell></Row></Table></Worksheet></Workbook>")

    assert "abîmé" in refusal(tmp_path, text, "insights.xls")


def test_broken_xml(tmp_path):
    text = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'

    assert "abîmé" in refusal(tmp_path, text, "insights.xls")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.binary(max_size=400),
    st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6).map(
        lambda rows: HEADER + "\n".join(",".join(row) for row in rows).encode("utf-8", errors="replace")),
    st.binary(max_size=80).map(lambda tail: HEADER + b"1,03/25/2021 10:05,l,9,1\n" + tail),
))
def test_whatever_the_bytes_it_reads_or_refuses_in_french(tmp_path, content):
    path = tmp_path / "export.csv"
    path.write_bytes(content)

    try:
        importers.read([path])
    except InvalidData as refused:
        assert refused.sentence.endswith(".")
