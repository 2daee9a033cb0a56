"""The generator gives the same bytes each time, another campaign with another seed, and never stores that one."""

import json
from pathlib import Path

import pytest

from autograder import importers
from datasets.generateur.__main__ import CAMPAIGNS, main, write
from datasets.generateur.hidden import draw
from tests.places import ROOT


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign.slug)
def test_running_it_again_gives_the_same_bytes(campaign, tmp_path):
    write(campaign, tmp_path)

    assert files_of(tmp_path / campaign.slug) == files_of(ROOT / "datasets" / campaign.slug)


def test_an_unseen_campaign_differs_with_its_seed_and_repeats_with_it(tmp_path):
    seven = files_of(write(draw(7), tmp_path / "a", published=False))
    again = files_of(write(draw(7), tmp_path / "b", published=False))
    eight = files_of(write(draw(8), tmp_path / "c", published=False))

    assert seven == again
    assert seven["propre/publications.csv"] != eight["propre/publications.csv"]


@pytest.mark.parametrize("seed", range(12))
def test_an_unseen_campaign_can_be_read_like_the_others(seed, tmp_path):
    folder = write(draw(seed), tmp_path, published=False)

    found = importers.read([folder / "propre" / "publications.csv"])
    raw = importers.read(sorted((folder / "brut").glob("[fixy]*_*.*")))

    wanted = {row["id"] for row in found.tables["publications"].records()}
    assert {row["id"] for row in raw.tables["publications"].records()} == wanted


def test_an_unseen_campaign_is_never_stored_with_the_course(capsys):
    assert main(["--cachee", "7"]) == 2
    assert "--vers" in capsys.readouterr().err
    stored = {path.parent.name for path in (ROOT / "datasets").glob("*/datapackage.json")}
    assert stored == {"engageons-nous", "paix-au-mali"}


def test_the_seed_is_written_in_the_package():
    for campaign in CAMPAIGNS:
        package = json.loads((ROOT / "datasets" / campaign.slug / "datapackage.json").read_text(encoding="utf-8"))

        assert package["graine"] == campaign.seed
