"""The small tables of the exercises of section 3.3: a published campaign to work on, an unseen one to be graded on.

`python -m datasets.generateur.extracts` writes them into the exercise folders; a test compares. Those of the first
subject come from #EngageonsNous, the others from campaigns drawn from seeds; a hidden one is shown nowhere.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from datasets.generateur.engageons_nous import CAMPAIGN
from datasets.generateur.hidden import draw
from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record
from datasets.generateur.raw_meta import ERROR, facebook_2024
from datasets.generateur.tables import Tables, csv_text, tables_of
from datasets.generateur.un_acte_un_droit import told

EXERCISES = Path(__file__).resolve().parents[2] / "exercises" / "3-organiser"
MEASURED = ("Facebook", "Instagram")  # those that tell the reach
PER_FORMAT = 4
OFTEN = 4
GESTURES = ("reactions", "commentaires", "partages", "enregistrements")
ALL_WEEKS = range(60)
NEWCOMER = "TikTok"
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
Days = tuple[date, date]


@dataclass(frozen=True)
class Subject:
    """One subject of the exercises: the campaign that learners see, and those that nobody sees.

    The days of the raw exports go through a change of hour in California. `newcomer` is what the network that starts
    from zero gains, shown and hidden; `told` names the shown campaign.
    """

    folder: str
    shown: Campaign
    hidden: Campaign
    hidden_raw: Campaign
    days: Days
    hidden_days: Days
    newcomer: tuple[int, int]
    told: str


SUBJECTS = (
    Subject(".", CAMPAIGN, draw(1407), draw(14), (date(2021, 3, 8), date(2021, 3, 30)),
            (date(2022, 2, 26), date(2022, 4, 20)), (34, 58), "#EngageonsNous, février à avril 2021"),
    Subject("sujets/b", told(), draw(2440), draw(2440), (date(2022, 10, 28), date(2022, 12, 1)),
            (date(2022, 10, 6), date(2022, 11, 14)), (21, 45), "#UnActeUnDroit, octobre et novembre 2022"),
)


def kpi_tables(tables: Tables, gained: int) -> Extract:
    """Publications whose reach is known, networks, and visits of the site, week by week."""
    return {
        "publications": (PUBLICATIONS, _publications(tables)),
        "reseaux": (NETWORKS, _networks(tables, gained)),
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


def _networks(tables: Tables, gained: int) -> list[Record]:
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
    return [*rows, dict.fromkeys(NETWORKS, 0) | {"reseau": NEWCOMER, "abonnes_fin": gained}]


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


def _week(row: Record) -> date:
    return date.fromisoformat(str(row["semaine"]))


def as_csv(columns: tuple[str, ...], rows: list[Record]) -> bytes:
    return csv_text(columns, [[row[name] for name in columns] for row in rows]).encode()


def files(exercises: Path) -> dict[Path, bytes]:
    """Every file that is made here, by its path below `exercises`."""
    return {path: content for subject in SUBJECTS for path, content in _of_subject(subject, exercises).items()}


def _of_subject(subject: Subject, exercises: Path) -> dict[Path, bytes]:
    shown, hidden, raw = tables_of(subject.shown), tables_of(subject.hidden), tables_of(subject.hidden_raw)
    kpi, cleaning, reading = (
        exercises / slug / subject.folder for slug in ("calculer-les-kpi", "nettoyer-les-donnees", "lire-et-raconter"))
    export = raw_export(shown, *subject.days)
    kpis, figures = kpi_tables(shown, subject.newcomer[0]), reading_tables(shown)
    tables = (
        (kpi / "carnet", kpis), (kpi / "hidden", kpi_tables(hidden, subject.newcomer[1])),
        (reading / "carnet", figures), (reading / "hidden", reading_tables(raw)),
    )
    return {folder / f"{name}.csv": as_csv(*extract) for folder, some in tables for name, extract in some.items()} | {
        kpi / "data" / "lignes.json": _rows(kpis),
        cleaning / "carnet" / "export_facebook.csv": export,
        cleaning / "data" / "export.json": shown_export(export),
        cleaning / "hidden" / "export_facebook.csv": raw_export(raw, *subject.hidden_days),
        reading / "data" / "lignes.json": _rows(figures),
        reading / "data" / "chiffres.json": shown_figures(figures, subject.told),
    }


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


def shown_figures(extract: Extract, told: str) -> bytes:
    """The same as lines to read, rates worked out."""
    rows = [
        {"quoi": f"Semaine du {_week(row):%d/%m}", "valeur": f"{row['interactions']} interactions"}
        for row in extract["semaines"][1]
    ]
    for row in extract["formats"][1]:
        name, gestures, reach = str(row["format"]), int(str(row["interactions"])), int(str(row["portee"]))
        rate = str(round(100 * gestures / reach, 2)).replace(".", ",")
        rows.append({
            "quoi": name[0].upper() + name[1:],
            "valeur": f"{gestures} interactions, portée {reach}, {row['publications']} publications, taux {rate} %",
        })
    return _json({
        "columns": [{"id": "quoi", "title": "Quoi"}, {"id": "valeur", "title": "Chiffres"}], "rows": rows,
        "note": f"Données simulées de {told}. Portée connue sur Facebook et Instagram ; "
                "formats publiés au moins quatre fois.",
    })


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
    return _json({"columns": columns, "rows": rows, "note": note})


def _rows(extract: Extract) -> bytes:
    return _json({name: rows for name, (_, rows) in extract.items()})


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> int:
    for path, content in files(EXERCISES).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
