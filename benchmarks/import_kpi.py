"""Rows per second of import and of the indicators on 1 000, 100 000 and 1 000 000 posts.

`python benchmarks/import_kpi.py`, or with sizes of one's own: `python benchmarks/import_kpi.py 1000 5000`. The last
column compares the time of a row with that of the smallest file: about 1, the cost grows like the rows.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from autograder.importers.campaign import load  # noqa: E402
from autograder.importers.import_command import import_files  # noqa: E402
from autograder.importers.kpi_command import indicators  # noqa: E402

SIZES = (1_000, 100_000, 1_000_000)
HEADER = ('"Post ID","Page ID","Page name",Title,Description,"Duration (sec)","Publish time","Caption type",Permalink,'
          '"Is crosspost","Is share","Post type",Languages,"Custom labels","Funded content status","Data comment",Date,'
          'IMPRESSION:UNIQUE_USERS,Reach,Impressions,"Reactions, Comments and Shares",Reactions,Comments,Shares,'
          '"Total clicks"\n')
START = date(2021, 2, 1)


def export(path: Path, rows: int) -> None:
    """A Facebook export of 2024, the widest the course uses, over three months."""
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(HEADER)
        for number in range(rows):
            day = START + timedelta(days=number % 89)
            reach, likes = 100 + number % 4_000, number % 90
            file.write(f'{10**16 + number * 7},61,SaheLink,"Publication {number}, du jour",,0,"{day:%m/%d/%Y} '
                       f'{number % 24:02d}:{number % 60:02d}",,https://exemple/{number},0,0,Photo,,,,,Lifetime,'
                       f'"{reach:,}","{reach:,}","{reach + 50:,}",{likes + 3},{likes},2,1,{number % 30}\n')


def measure(rows: int, folder: Path) -> tuple[float, float]:
    """Seconds for the import to disk, and for reading the table back and computing every indicator."""
    source, out = folder / f"{rows}.csv", folder / f"tables-{rows}"
    export(source, rows)
    started = time.perf_counter()
    if import_files([source], out, lambda line: None) != 0:
        raise SystemExit("l'import a échoué")
    imported = time.perf_counter()
    list(indicators(load(out)))
    return imported - started, time.perf_counter() - imported


def main(sizes: tuple[int, ...]) -> None:
    print(f"{'lignes':>10} {'import (s)':>11} {'lignes/s':>10} {'KPI (s)':>9} {'lignes/s':>10} {'coût par ligne':>16}")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        measure(min(sizes), Path(folder))  # imports of modules and caches are not what we measure
        for rows in sizes:
            reading, computing = measure(rows, Path(folder))
            cost = (reading + computing) / rows
            first = first or cost
            print(f"{rows:>10} {reading:>11.2f} {rows / reading:>10.0f} {computing:>9.2f} {rows / computing:>10.0f} "
                  f"{cost / first:>15.2f}×")


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
