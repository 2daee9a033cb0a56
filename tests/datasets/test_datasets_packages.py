"""Each dataset is a valid Frictionless package whose description and data sheet leave nothing out."""

import json
import re

import pytest
from frictionless import Package

from tests.places import ROOT

CAMPAIGNS = ["engageons-nous", "paix-au-mali"]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_package_is_valid_and_so_are_its_tables(campaign):
    report = Package(str(ROOT / "datasets" / campaign / "datapackage.json")).validate()

    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_file_is_described_and_every_column_has_a_french_title(campaign):
    folder = ROOT / "datasets" / campaign
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]} | {raw["path"] for raw in package["brut"]}

    present = {path.relative_to(folder).as_posix() for part in ("propre", "brut") for path in (folder / part).iterdir()}

    assert described == present
    assert all(field["title"] for resource in package["resources"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_data_sheet_marks_each_figure_and_says_what_not_to_conclude(campaign):
    text = (ROOT / "datasets" / campaign / "FICHE.md").read_text(encoding="utf-8")
    body = [line for line in text.split("\n## Les tables propres")[0].split("\n") if line.startswith("| *")]

    assert "simulées" in text.split("\n## ")[0]
    assert len(body) > 10 and all(re.match(r"\| \*(publié|simulé)\*", line) for line in body)
    assert "## Ce qu’il ne faut pas en conclure" in text


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_table_has_a_raw_state_or_comes_from_one(campaign):
    package = json.loads((ROOT / "datasets" / campaign / "datapackage.json").read_text(encoding="utf-8"))
    raw = " ".join(entry["path"] for entry in package["brut"])

    for trace in ("facebook_", "instagram_", "x_", "youtube_", "meta_nouveaux_abonnes", "trafic_site",
                  "calendrier_prevu", "commentaires", "usages_hashtag", "repertoire_influenceurs", "chronogramme",
                  "budget"):
        assert trace in raw
