"""`python -m datasets.generateur`: write the course's datasets; `--cachee 7 --vers DOSSIER`: an unseen campaign."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.domain.french import typeset
from datasets.generateur.engageons_nous import CAMPAIGN as ENGAGEONS_NOUS
from datasets.generateur.hidden import draw
from datasets.generateur.package import describe, write_package
from datasets.generateur.paix_au_mali import CAMPAIGN as PAIX_AU_MALI
from datasets.generateur.plan import Campaign
from datasets.generateur.raw import raw_files, write_raw
from datasets.generateur.sheet import sheet, write_sheet
from datasets.generateur.tables import tables_of, write_clean

CAMPAIGNS = (ENGAGEONS_NOUS, PAIX_AU_MALI)
HERE = Path(__file__).resolve().parents[1]


def write(campaign: Campaign, folder: Path, *, published: bool = True) -> Path:
    """Write one dataset below `folder`. An unseen campaign has no data sheet: nothing in it is published."""
    target = folder / campaign.slug
    tables = tables_of(campaign)
    raw = raw_files(campaign, tables)
    write_clean(tables, target / "propre")
    write_raw(raw, target / "brut")
    write_package(describe(campaign, tables, raw), target)
    if published:
        write_sheet(sheet(campaign, tables, raw), target)
    return target


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m datasets.generateur", description="Écrit les jeux de données du cours.", add_help=False)
    parser.add_argument("-h", "--aide", "--help", action="help", help="montre cette aide")
    parser.add_argument("--cachee", type=int, metavar="GRAINE", help="tire une campagne inédite, pour noter sans fuite")
    parser.add_argument("--vers", type=Path, default=HERE, metavar="DOSSIER", help="où écrire (datasets/ par défaut)")
    options = parser.parse_args(arguments)
    if options.cachee is not None and options.vers == HERE:
        print(typeset("Une campagne inédite ne se range pas dans datasets/ : ajoutez --vers DOSSIER."), file=sys.stderr)
        return 2
    chosen = CAMPAIGNS if options.cachee is None else (draw(options.cachee),)
    for campaign in chosen:
        print(write(campaign, options.vers, published=options.cachee is None))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
