"""A campaign's counts, read from a dataset, from imported tables, or straight from exports."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from autograder.domain.errors import InvalidData
from autograder.domain.figure import Number
from autograder.domain.kpi_report import CampaignCounts, PostCounts
from autograder.importers import numbers
from autograder.importers.dates import DateOrder
from autograder.importers.labels import plain
from autograder.importers.reading import read_into
from autograder.importers.report import Report
from autograder.importers.tables import COLUMNS, FOLLOWERS, PUBLICATIONS, TRAFFIC, Row, Value

# Networks that let people save a post and say how often; elsewhere the gesture does not exist and counts 0.
SAVES = frozenset({"Instagram", "TikTok", "X"})
SOCIAL = ("facebook", "instagram", "t.co", "twitter", "x.com", "youtube", "linkedin", "lnkd.in", "tiktok", "whatsapp",
          "wa.me", "telegram", "threads", "snapchat")
Key = TypeVar("Key", bound=Hashable)
DATA_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".zip")


@dataclass(frozen=True)
class Campaign:
    """What the indicators need. `note` says where the figures come from when they are not the campaigner's own."""

    name: str
    counts: CampaignCounts
    report: Report
    note: str = ""


class _Counts:
    """A shelf that makes each post's counts at once, which take less room than its row."""

    def __init__(self, contents: Mapping[str, str]) -> None:
        self.posts: list[PostCounts] = []
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self._contents = contents
        self._sizes: dict[str, int] = {}

    def keep(self, table: str, row: Row) -> None:
        if table != PUBLICATIONS:
            self.tables[table].append(row)
        elif row[3]:  # without its day a post belongs to no week; the import's report has named it
            self.posts.append(_post(row, self._contents))

    def settle(self) -> None:
        self._sizes = {PUBLICATIONS: len(self.posts)} | {name: len(rows) for name, rows in self.tables.items()}

    def undo(self) -> None:
        del self.posts[self._sizes.get(PUBLICATIONS, 0):]
        for name, rows in self.tables.items():
            del rows[self._sizes.get(name, 0):]


def load(path: Path, date_order: DateOrder | None = None) -> Campaign:
    """Read a dataset's folder, a folder of tables or exports, or one file. Raises `InvalidData`."""
    package = _package(path)
    folder = path / "propre" if package else path
    files = _files(folder)
    beside = [file for file in files if file.stem in ("usages_hashtag", "repertoire_influenceurs")]
    contents = {row["id"]: row["contenu"] for row in _table(folder / "publications.csv", "id", "contenu")}
    shelf = _Counts(contents)
    known = {f"{name}.csv" for name in COLUMNS}
    wanted = [file for file in files if (file.name in known if package else file not in beside)]
    report = read_into(shelf, wanted, date_order, pass_over_unknown=path.is_dir())
    posts, tables = shelf.posts, shelf.tables
    if not posts and not any(tables.values()):
        raise report.refused[0].error if report.refused else InvalidData(
            f"{path} ne contient aucun export connu : donnez des exports de réseaux sociaux.", path)
    uses = _hashtag_uses(folder / "usages_hashtag.csv")
    sessions, social = _traffic(tables[TRAFFIC])
    target = package.get("cible")
    counts = CampaignCounts(
        posts=posts,
        followers=_followers(tables[FOLLOWERS]),
        hashtag_uses=_sums((day, count) for day, _, count in uses),
        mentions=_sums((account, count) for _, account, count in uses),
        influencers={row["compte"] for row in _table(folder / "repertoire_influenceurs.csv", "compte")},
        target_audience=target if isinstance(target, int) else None,
        traffic=sessions, social_sources=social,
    )
    title, note = str(package.get("title", path.stem or path.name)), str(package.get("avertissement", ""))
    return Campaign(title, counts, report, note)


def _package(path: Path) -> dict[str, object]:
    try:
        found = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError):
        raise InvalidData(f"{path / 'datapackage.json'} est illisible : reprenez ce jeu de données.", path) from None
    return found if isinstance(found, dict) else {}


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InvalidData(f"{path} n'existe pas : vérifiez le nom du dossier ou du fichier.", path)
    if path.is_file():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in DATA_FILES and file.name != "rapport.txt")
    if not found:
        raise InvalidData(f"Le dossier {path} ne contient aucun export (.csv, .xlsx, .zip).", path)
    return found


def _table(path: Path, *columns: str) -> list[dict[str, str]]:
    """A small clean table beside the posts; empty when this folder has none with these columns."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader) if set(columns) <= set(reader.fieldnames or ()) else []


def _hashtag_uses(path: Path) -> list[tuple[date, str, int]]:
    try:
        return [(date.fromisoformat(row["date"]), row["compte"], numbers.count(row["usages"]))
                for row in _table(path, "date", "compte", "usages")]
    except (ValueError, TypeError):
        raise InvalidData(f"{path.name} contient une date ou un nombre illisible : écrivez les dates comme 2021-03-14 "
                          f"et les usages en chiffres.", path) from None


def _post(row: Row, contents: Mapping[str, str]) -> PostCounts:
    """`contents` tells by id what the team made (« vidéo-témoignage »), where the platform only says « vidéo »."""
    at = dict(zip(COLUMNS[PUBLICATIONS], row, strict=True))
    network = sys.intern(str(at["reseau"] or ""))
    saves = at["enregistrements"] if network in SAVES and at["enregistrements"] is not None else 0
    return PostCounts(
        id=str(at["id"] or ""), network=network, day=_day(str(at["date"])),
        reactions=_number(at["reactions"]), comments=_number(at["commentaires"]), shares=_number(at["partages"]),
        saves=_number(saves), clicks=_number(at["clics"]), reach=_number(at["portee"]),
        impressions=_number(at["impressions"]), views=_number(at["vues"]),
        format=sys.intern(contents.get(str(at["id"])) or str(at["type"] or "")),
    )


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _number(value: Value) -> Number | None:
    return None if isinstance(value, str) else value


def _followers(rows: list[Row]) -> dict[str, dict[date, Number]]:
    """Only the days that give a total: a series of new followers alone does not say how many there are."""
    found: dict[str, dict[date, Number]] = defaultdict(dict)
    for day, network, _, total, _, _ in rows:
        if day and network and isinstance(total, int):
            found[str(network)][date.fromisoformat(str(day))] = total
    return dict(found)


def _traffic(rows: list[Row]) -> tuple[dict[str, Number], set[str]]:
    """Visits by source, and which sources are social networks."""
    sessions: dict[str, Number] = defaultdict(int)
    social: set[str] = set()
    for row in rows:
        at = dict(zip(COLUMNS[TRAFFIC], row, strict=True))
        source, channel = str(at["source"] or at["canal"] or ""), str(at["canal"] or "")
        if source and isinstance(at["sessions"], int):
            sessions[source] += at["sessions"]
            if is_social(source) or "social" in channel.lower():
                social.add(source)
    return dict(sessions), social


def is_social(source: str) -> bool:
    """True for `facebook`, `m.facebook.com`, `t.co`… A site whose name merely holds one of them is not."""
    words = plain(source)
    parts = set(words.replace("-", ".").split("."))
    return words in SOCIAL or any(name in parts for name in SOCIAL if "." not in name) or words.endswith((".t.co",))


def _sums(pairs: Iterable[tuple[Key, int]]) -> dict[Key, Number]:
    sums: dict[Key, Number] = defaultdict(int)
    for key, count in pairs:
        sums[key] += count
    return dict(sums)
