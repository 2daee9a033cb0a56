"""Notebooks and answers as nobody has handed them in yet: what a file can hold that is JSON, or that is none at all.

Each takes the bytes of a good notebook, or the parsed document to be changed in place.
"""

import gzip
import io
import json
import zipfile


def answer_cell(data):
    return next(cell for cell in data["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "reponse")


def answering(source):
    def change(data):
        answer_cell(data)["source"] = source

    return change


def everywhere(key, value):
    """The same odd value in every cell."""
    def change(data):
        for cell in data["cells"]:
            cell[key] = value

    return change


def marked(value):
    """As nbgrader's marks of every cell."""
    def change(data):
        for cell in data["cells"]:
            cell["metadata"]["nbgrader"] = value

    return change


def ours(**values):
    def change(data):
        data["metadata"]["citoyennete"].update(values)

    return change


def top(**values):
    return lambda data: data.update(values)


def office(raw):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", raw)
    return packed.getvalue()


def bomb(raw):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("carnet.ipynb", bytes(50_000_000))
    return packed.getvalue()


AS_BYTES = {
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "saved in UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "saved in the Windows code page": lambda raw: json.dumps(json.loads(raw), ensure_ascii=False).encode(
        "cp1252", "replace"),
    "compressed": gzip.compress,
    "in an archive": office,
    "an archive that swells": bomb,
    "the page of a server that asks to sign in": lambda raw: b"<!DOCTYPE html><html><title>Jupyter</title></html>",
    "a PDF under this name": lambda raw: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + raw[:500],
    "nothing but blanks": lambda raw: b" \n\t \r\n",
    "a single word of JSON": lambda raw: b"null",
    "a list": lambda raw: b"[" + raw + b"]",
    "a text that holds a notebook": lambda raw: json.dumps(raw.decode()).encode(),
    "two notebooks one after the other": lambda raw: raw + raw,
    "marks of a merge": lambda raw: b"<<<<<<< HEAD\n" + raw + b"\n=======\n" + raw + b"\n>>>>>>> autre\n",
    "marks of a merge inside": lambda raw: raw.replace(b'"cells"', b'\n<<<<<<< HEAD\n"cells"', 1),
    "the end lost and zeros in its place": lambda raw: raw[:-300] + bytes(300),
    "typographic quotes everywhere": lambda raw: raw.replace(b'"', "”".encode()),
}
AS_DOCUMENT = {
    "cells by name": lambda data: data.update(cells={str(n): cell for n, cell in enumerate(data["cells"])}),
    "cells that are texts": lambda data: data.update(cells=[cell["source"] for cell in data["cells"]]),
    "cells of cells": lambda data: data.update(cells=[data["cells"]]),
    "cells that are a number": top(cells=12),
    "pages of the old format without cells": lambda data: (data.pop("cells"), data.update(
        nbformat=3, worksheets=[{"cells": 5}, None, {"cells": None}])),
    "a format from the future": top(nbformat=5, nbformat_minor=99),
    "a format in words": top(nbformat="quatre"),
    "no metadata": top(metadata=None),
    "metadata of the wrong kind": top(metadata=["citoyennete"]),
    "sources by number": everywhere("source", [1, None, {"a": 1}]),
    "sources by name": everywhere("source", {"0": "reponse = 1"}),
    "kinds of cells with capitals": lambda data: [cell.update(cell_type=cell["cell_type"].title())
                                                  for cell in data["cells"]],
    "outputs of every odd kind": everywhere(
        "outputs", [None, 3, {"data": [1]}, {"data": {"a": {"b": []}}}, {"text": {}}]),
    "attachments of every odd kind": everywhere("attachments", {"a.png": {"image/png": [1]}, "b": 3}),
    "one id for all cells": everywhere("id", "a"),
    "ids that are numbers": everywhere("id", 7),
    "a number of executions beyond all numbers": everywhere("execution_count", 10**300),
    "marks that are a word": marked("reponse"),
    "marks whose name is a list": marked({"grade_id": ["reponse"], "solution": "oui"}),
    "every cell marked as the answer": marked({"grade_id": "reponse", "solution": True, "grade": False}),
    "every cell marked as one test": marked({"grade_id": "problem_is_a_problem", "grade": True, "points": 1e308}),
    "an exercise that is a path": ours(exercise="../../../etc/passwd"),
    "an exercise in another case": ours(exercise="3-ORGANISER/Arbre-A-Problemes"),
    "an exercise that is a list": ours(exercise=["3-organiser/arbre-a-problemes"]),
    "a version that is true": ours(version=True),
    "a version beyond all numbers": ours(version=10**30),
    "a name that is a page": ours(nom="<svg onload=alert(1)><math><mtext></p><style>*{display:none}"),
    "forty thousand cells": lambda data: data["cells"].extend(
        [{"cell_type": "code", "source": "x = 1", "metadata": {}}] * 40_000),
    "ten megabytes of pictures": lambda data: data["cells"][0].update(
        outputs=[{"output_type": "display_data", "data": {"image/png": "A" * 10**7}}]),
}
ANSWERS = {
    "an answer in curly quotes": "reponse = enregistrer({“statements”: [], “links”: []})",
    "an answer cut in the middle": "reponse = enregistrer({'statements': [{'id': 'e01', 'lev",
    "an answer with a null character": "reponse = enregistrer({'statements': [], 'links': []})\0",
    "an answer with invisible marks": "\ufeffreponse\u200b = enregistrer({'statements': [], 'links': []})",
    "an answer with no-break spaces": "reponse\u00a0=\u00a0enregistrer({'statements': [],\u00a0'links': []})",
    "an answer with lines of an old Macintosh": "# ma réponse\rreponse = enregistrer({'statements': [],\r'links': []})",
    "an answer in look-alike letters": "r\u0435ponse = enregistrer({'statements': [], 'links': []})",
    "an answer in a comment": "# reponse = enregistrer({'statements': [], 'links': []})",
    "an answer of a hundred thousand brackets": "reponse = enregistrer(" + "[" * 10**5 + "]" * 10**5 + ")",
    "an answer of a hundred thousand signs": "reponse = " + "-" * 10**5 + "1",
    "an answer that is a long sum": "reponse = " + "1+" * 10**5 + "1",
    "an answer with a number of a million digits": f"reponse = enregistrer({{'statements': {'9' * 10**6}}})",
    "an answer that is a set": "reponse = enregistrer({'statements', 'links'})",
    "an answer with keys that are lists": "reponse = enregistrer({('a', 1): 2, None: 3})",
    "an answer of bytes": "reponse = enregistrer(b'{}')",
    "an answer with lone surrogates": "reponse = enregistrer({'statements': [{'id': '\\ud800', 'level': 'directe'}]})",
    "an answer with infinity": "reponse = enregistrer({'statements': 1e999, 'links': -1e999})",
    "an answer in another language of cells": "%%bash\necho 'reponse = 1'",
    "an answer that asks a question": "reponse = input('Votre réponse ?')",
    "an answer awaited": "reponse = await None",
    "an answer by statements": "for reponse in [{'statements': [], 'links': []}]: pass",
    "an answer that deletes itself": "reponse = {}\ndel reponse",
    "answers that differ on one line": "reponse = enregistrer({'links': []}); reponse = enregistrer({'placed': []})",
}
AS_DOCUMENT |= {name: answering(source) for name, source in ANSWERS.items()}
_E = {"id": "e01", "level": "probleme"}
INNER = {
    "nothing": None, "true": True, "a number": -0.0, "a text": "statements", "a list": [_E],
    "statements by name": {"statements": {"e01": "probleme"}, "links": {}},
    "truths for names": {"statements": [{"id": True, "level": 1}], "links": [[True, False], [1, 0]]},
    "the same statement a thousand times": {"statements": [_E] * 1000, "links": [["e01", "e01"]] * 1000},
    "links in a ring": {"statements": [{"id": f"e0{n}", "level": "directe"} for n in range(1, 8)],
                        "links": [[f"e0{n}", f"e0{n % 7 + 1}"] for n in range(1, 8)]},
    "a link of three ends": {"statements": [_E], "links": [["e01", "e02", "e03"], ["e01"], [], None]},
    "levels nobody has": {"statements": [{"id": "e01", "level": "PROBLEME"}, {"id": "e02", "level": ["directe"]}]},
    "ids with blanks and look-alikes": {
        "statements": [{"id": " e01", "level": "probleme"}, {"id": "\u043501", "level": "directe"}]},
    "texts for statements of ours": {"statements": [_E | {"text": "<b>autre</b>"}], "links": []},
    "texts that are none": {"statements": [{"id": "x1", "level": "directe", "text": {"a": []}}], "links": []},
    "texts of accents piled up": {"statements": [{"id": "x1", "level": "directe", "text": "e" + "\u0301" * 3000}]},
    "texts that turn the page around": {
        "statements": [{"id": "x1", "level": "directe", "text": "\u202e\u2066\x1b[2J\x07"}]},
    "numbers beyond all numbers": {"statements": [{"id": 10**300, "level": 1e308}], "links": [[10**300, -(10**300)]]},
    "names of Python": {"statements": [{"__class__": "x", "id": "__proto__", "level": "constructor"}], "__proto__": {}},
    "another builder's answer": {
        "placed": [["c01", "b"]], "parts": {"a": []}, "formulas": {"x": {"tokens": ["("] * 5000}}},
    "a subject nobody has": {"sujet": "../b", "statements": [], "links": []},
    "a subject that is a list": {"sujet": ["b"], "statements": [], "links": []},
    "code results nobody asked for": {"code": {"montre": [], "cache": {"x": {"ok": {"columns": 3}}}}},
    "parts that are texts": {"parts": {"objectif": "oui", "lignes": {"0": {}}}},
    "rows that are rows of rows": {"parts": {"lignes": [[[]], None, {"id": {}}, {"id": "r1", "poste": ["internet"]}]}},
    "formulas that divide by themselves": {
        "formulas": {"taux_campagne": {"tokens": ["/", ")", "(", None, 3], "par": [], "zero": {}}}},
    "cards placed as objects": {"placed": [{"c01": "b"}, [[], {}], ["c01", "c01", "c01"], "c01"]},
}
