"""The exercise « Bilan et recommandations » quotes the simulated campaign: its facts are those of the dataset."""

import csv
import json
from fractions import Fraction

import pytest

from autograder.domain.french import number, percent
from tests.places import EXERCISES, ROOT

CLEAN = ROOT / "datasets" / "engageons-nous" / "propre"
BANK = EXERCISES / "4-retenir" / "bilan-et-recommandations" / "data" / "bank.json"


def table(name: str) -> list[dict[str, str]]:
    with (CLEAN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CONTENTS, POSTS, USES = table("contenus"), table("publications"), table("usages_hashtag")


def rate(posts: list[dict[str, str]]) -> str:
    measured = [post for post in posts if post["portee"]]
    engaged, reached = (sum(int(post[name] or 0) for post in measured) for name in ("engagements", "portee"))
    return percent(round(float(Fraction(engaged, reached)), 3))


def reach(phase: str) -> str:
    return number(sum(int(post["portee"] or 0) for post in POSTS if post["phase"] == phase))


def uses(rows: list[dict[str, str]]) -> int:
    return sum(int(row["usages"]) for row in rows)


TESTIMONIES = {row["id"] for row in CONTENTS if row["genre"] == "vidéo-témoignage"}
DIRECTORY = {row["compte"] for row in table("repertoire_influenceurs")}
LOCAL = ("bambara", "soninké", "pulaar")
COMMENTS = [row["texte"] for row in table("commentaires")]
EXPECTED = {
    "f01": [
        rate([post for post in POSTS if post["contenu_id"] in TESTIMONIES]),
        rate([post for post in POSTS if post["contenu_id"] not in TESTIMONIES]),
    ],
    "f02": [str(len({row["compte"] for row in USES}))],
    "f04": [f"{sum(row['pret_le'] < '2021-02-01' for row in CONTENTS)} contenus sur {len(CONTENTS)}"],
    "f05": [f"{sum(row['langue'] in LOCAL for row in CONTENTS)} contenus sur {len(CONTENTS)}"],
    "f07": [str(len(DIRECTORY)), f"{uses([row for row in USES if row['compte'] in DIRECTORY])} des {uses(USES)}"],
    "f10": [reach("informer"), reach("interpeller")],
    "f11": [f"{uses([row for row in USES if row['date'] <= '2021-02-07'])} des {uses(USES)}"],
}


def facts() -> dict[str, str]:
    rows = json.loads(BANK.read_text(encoding="utf-8"))["statements"]
    return {row["id"]: row["text"].replace(" %", "\u202f%") for row in rows}


@pytest.mark.parametrize(("fact", "parts"), EXPECTED.items(), ids=list(EXPECTED))
def test_a_fact_of_the_review_is_in_the_dataset(fact: str, parts: list[str]) -> None:
    for part in parts:
        assert part.replace("\u202f", " ") in facts()[fact].replace("\u202f", " ")


@pytest.mark.parametrize("fact", ["f03", "f06"])
def test_a_comment_quoted_in_the_review_was_written(fact: str) -> None:
    quoted = facts()[fact].split("« ")[1].split(" »")[0]

    assert quoted in [text.replace("'", "’") for text in COMMENTS]


def test_the_programmes_of_the_review_were_all_in_february() -> None:
    dates = [row["date"] for row in table("calendrier_realise") if row["canal"].startswith("radio")]

    assert len(dates) == 3 and all(date.startswith("2021-02") for date in dates)
