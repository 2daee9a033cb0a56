"""The small tables of the exercises of section 3.3: a published campaign to work on, an unseen one to be graded on.

`python -m datasets.generateur.extracts` writes them into the exercise folders; a test compares. Published ones come
from #EngageonsNous, hidden ones from a campaign drawn from a seed.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from datasets.generateur.engageons_nous import CAMPAIGN
from datasets.generateur.hidden import draw
from datasets.generateur.posts import Record
from datasets.generateur.raw_meta import ERROR, facebook_2024
from datasets.generateur.tables import Tables, csv_text, tables_of

EXERCISES = Path(__file__).resolve().parents[2] / "exercises" / "3-organiser"
HIDDEN_SEED = 1407
RAW_SEED = 14  # its campaign goes through the change of hour of March, as the published one does
MEASURED = ("Facebook", "Instagram")  # those that tell the reach
PER_FORMAT = 4
OFTEN = 4
GESTURES = ("reactions", "commentaires", "partages", "enregistrements")
ALL_WEEKS = range(60)
NEWCOMER = {"published": ("TikTok", 34), "hidden": ("TikTok", 58)}
"""An account opened during the campaign: invented for the exercise, so that one growth starts from zero."""

PUBLICATIONS = ("publication", "reseau", "format", "abonnes", "portee", "impressions", "reactions", "commentaires",
                "partages", "favoris", "clics")
NETWORKS = ("reseau", "abonnes_debut", "abonnes_fin", "hashtag_semaine_1", "hashtag_semaine_2", "hashtag_total",
            "hashtag_relais")
SITE = ("semaine", "visites", "visites_reseaux")

RAW_COLUMNS = {
    "id": "Post ID", "heure": "Publish time", "texte": "Title", "portee": "Reach",
    "total": "Reactions, Comments and Shares", "reactions": "Reactions", "commentaires": "Comments",
    "partages": "Shares", "message": "Data comment",
}

Extract = dict[str, tuple[tuple[str, ...], list[Record]]]


def kpi_tables(tables: Tables, which: str) -> Extract:
    """Publications whose reach is known, networks, and visits of the site, week by week."""
    return {
        "publications": (PUBLICATIONS, _publications(tables)),
        "reseaux": (NETWORKS, _networks(tables, *NEWCOMER[which])),
        "site": (SITE, _site(tables["trafic_site"])),
    }


def _publications(tables: Tables) -> list[Record]:
    followers = {(row["date"], row["reseau"]): row["abonnes"] for row in tables["abonnes"]}
    by_format: dict[str, list[Record]] = defaultdict(list)
    for post in tables["publications"]:
        if post["reseau"] in MEASURED and not post["rappel"]:
            by_format[str(post["contenu"])].append(post)
    formats = sorted(by_format, key=lambda name: (-len(by_format[name]), name))[:4]
    chosen = sorted((post for name in formats for post in by_format[name][:PER_FORMAT]),
                    key=lambda post: (str(post["date"]), str(post["heure"])))
    return [
        {
            "publication": f"p{place:02d}", "reseau": post["reseau"], "format": post["contenu"],
            "abonnes": followers[post["date"], post["reseau"]], "portee": post["portee"],
            "impressions": post["impressions"], "reactions": post["reactions"], "commentaires": post["commentaires"],
            "partages": post["partages"], "favoris": post["enregistrements"] or 0, "clics": post["clics"] or 0,
        }
        for place, post in enumerate(chosen, 1)
    ]


def _networks(tables: Tables, newcomer: str, gained: int) -> list[Record]:
    uses = tables["usages_hashtag"]
    first = min(_day(row) for row in uses)
    relays = {row["compte"] for row in tables["repertoire_influenceurs"]}

    def used(network: object, weeks: range, accounts: set[object] | None = None) -> int:
        return sum(int(str(row["usages"])) for row in uses
                   if row["reseau"] == network and (_day(row) - first).days // 7 in weeks
                   and (accounts is None or row["compte"] in accounts))

    followers: dict[str, list[int]] = defaultdict(list)
    for row in tables["abonnes"]:
        followers[str(row["reseau"])].append(int(str(row["abonnes"])))
    rows: list[Record] = [
        {"reseau": network, "abonnes_debut": counts[0], "abonnes_fin": counts[-1],
         "hashtag_semaine_1": used(network, range(1)), "hashtag_semaine_2": used(network, range(1, 2)),
         "hashtag_total": used(network, ALL_WEEKS), "hashtag_relais": used(network, ALL_WEEKS, relays)}
        for network, counts in followers.items()
    ]
    return [*rows, dict.fromkeys(NETWORKS, 0) | {"reseau": newcomer, "abonnes_fin": gained}]


def _site(traffic: list[Record]) -> list[Record]:
    weeks: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row in traffic:
        monday = _day(row) - timedelta(days=_day(row).weekday())
        sessions = int(str(row["sessions"]))
        weeks[monday][0] += sessions
        weeks[monday][1] += sessions if row["canal"] == "Organic Social" else 0
    return [{"semaine": monday.isoformat(), "visites": all_, "visites_reseaux": social}
            for monday, (all_, social) in sorted(weeks.items())]


def _day(row: Record) -> date:
    return date.fromisoformat(str(row["date"]))


def as_csv(columns: tuple[str, ...], rows: list[Record]) -> bytes:
    return csv_text(columns, [[row[name] for name in columns] for row in rows]).encode()


def files(exercises: Path) -> dict[Path, bytes]:
    """Every file that is made here, by its path below `exercises`."""
    published, hidden = tables_of(CAMPAIGN), tables_of(draw(HIDDEN_SEED))
    kpi = exercises / "calculer-les-kpi"
    found = {}
    for name, extract in kpi_tables(published, "published").items():
        found[kpi / "carnet" / f"{name}.csv"] = as_csv(*extract)
    for name, extract in kpi_tables(hidden, "hidden").items():
        found[kpi / "hidden" / f"{name}.csv"] = as_csv(*extract)
    found[kpi / "data" / "lignes.json"] = _rows(kpi_tables(published, "published"))
    cleaning = exercises / "nettoyer-les-donnees"
    raw = raw_export(published, date(2021, 3, 8), date(2021, 3, 30))
    found[cleaning / "carnet" / "export_facebook.csv"] = raw
    found[cleaning / "data" / "export.json"] = shown_export(raw)
    found[cleaning / "hidden" / "export_facebook.csv"] = raw_export(
        tables_of(draw(RAW_SEED)), date(2022, 2, 26), date(2022, 4, 20))
    reading = exercises / "lire-et-raconter"
    for folder, campaign in (("carnet", published), ("hidden", tables_of(draw(RAW_SEED)))):
        for name, extract in reading_tables(campaign).items():
            found[reading / folder / f"{name}.csv"] = as_csv(*extract)
    found[reading / "data" / "lignes.json"] = _rows(reading_tables(published))
    return found


def reading_tables(tables: Tables) -> Extract:
    """Interactions week by week, and the gestures and reach of each format published often enough."""
    weeks: dict[str, int] = defaultdict(int)
    formats: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for post in tables["publications"]:
        gestures = sum(int(str(post[name] or 0)) for name in GESTURES)
        monday = _day(post) - timedelta(days=_day(post).weekday())
        weeks[monday.isoformat()] += gestures
        if post["reseau"] in MEASURED:
            for place, count in enumerate((1, gestures, int(str(post["portee"])))):
                formats[str(post["contenu"])][place] += count
    often = {name: counts for name, counts in formats.items() if counts[0] >= OFTEN}
    return {
        "semaines": (("semaine", "interactions"),
                     [{"semaine": week, "interactions": weeks[week]} for week in sorted(weeks)]),
        "formats": (("format", "publications", "interactions", "portee"),
                    [{"format": name, "publications": counts[0], "interactions": counts[1], "portee": counts[2]}
                     for name, counts in sorted(often.items())]),
    }


def raw_export(tables: Tables, first: date, last: date) -> bytes:
    """Facebook's export of some days, spoilt as real ones are: error lines, posts exported twice, a cell turned into a
    date by a spreadsheet, thousands with a comma, a reach that is not told, hours of the Pacific."""
    posts = [post for post in tables["publications"] if post["reseau"] == "Facebook" and first <= _day(post) <= last]
    header, *rows = csv.reader(io.StringIO(facebook_2024(posts, spoilt=True)))
    reach = header.index("Reach")
    silent = [row for row in rows if row[0]][7]
    silent[reach] = silent[header.index("IMPRESSION:UNIQUE_USERS")] = ""
    twice = [row for row in rows if row[0]][1:3]
    body: list[list[object]] = [list(row) for row in [*rows, *twice]]
    return csv_text(header, body).encode()


def shown_export(raw: bytes) -> bytes:
    """The same lines with the columns that matter, for the page: every cell as it is written."""
    rows = [
        {"ligne": str(place), **{name: row[label] for name, label in RAW_COLUMNS.items()}}
        for place, row in enumerate(csv.DictReader(io.StringIO(raw.decode())), 1)
    ]
    labels = {"ligne": "Ligne", **RAW_COLUMNS}
    errors = ", ".join(row["ligne"] for row in rows if not row["id"])
    note = f"Les lignes {errors} ne contiennent qu'un message : « {labels.pop('message')} » = « {ERROR} »"
    columns = [{"id": name, "title": label} for name, label in labels.items()]
    for row in rows:
        row["texte"] = row["texte"][:60]
    return (json.dumps({"columns": columns, "rows": rows, "note": note}, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(extract: Extract) -> bytes:
    rows = {name: rows for name, (_, rows) in extract.items()}
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> int:
    for path, content in files(EXERCISES).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
