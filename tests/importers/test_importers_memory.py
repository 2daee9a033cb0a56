"""A big file streams: memory does not follow its size."""

import tracemalloc
from pathlib import Path

from autograder.importers.import_command import import_files
from autograder.importers.seen import Seen

HEADER = ("Post ID,Page name,Description,Publish time,Permalink,Post type,Date,Reach,Impressions,Reactions,Comments,"
          "Shares\n")
TEXT = "Une publication de la campagne, avec un texte assez long pour ressembler à une vraie. " * 6


def export(path: Path, rows: int) -> int:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            file.write(f'{10**16 + number * 7},SaheLink,"{TEXT}",03/{13 + number % 15}/2021 10:05,https://exemple/{number},'
                       f'Photos,Lifetime,"1,{number % 900:03d}",2000,50,6,4\n')
    return path.stat().st_size


def test_a_post_already_seen_is_known_however_many_came_before():
    seen = Seen()

    assert all(seen.add((str(number), "X")) for number in range(20_000))
    assert not any(seen.add((str(number), "X")) for number in range(0, 20_000, 7))
    assert seen.add(("1", "Facebook"))


def peak_of(path: Path, out: Path) -> int:
    tracemalloc.start()
    try:
        assert import_files([path], out, lambda line: None) == 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_far_below_the_size_of_the_file(tmp_path):
    size = export(tmp_path / "grand.csv", 12_000)

    peak = peak_of(tmp_path / "grand.csv", tmp_path / "tables")

    assert size > 7_000_000 and peak < size / 3


def test_nine_thousand_more_posts_take_a_few_bytes_each(tmp_path):
    export(tmp_path / "petit.csv", 3_000)
    export(tmp_path / "grand.csv", 12_000)
    peak_of(tmp_path / "petit.csv", tmp_path / "chauffe")  # imports and caches are counted once, here

    small = peak_of(tmp_path / "petit.csv", tmp_path / "a")
    large = peak_of(tmp_path / "grand.csv", tmp_path / "b")

    assert large - small < 9_000 * 64
