"""Exports as Meta gives them: content of Facebook and Instagram, old Insights, series of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from datasets.generateur.posts import Record
from datasets.generateur.tables import csv_text

PACIFIC = ZoneInfo("America/Los_Angeles")
PAGE = "100064500000017"
ERROR = "An error occurred while computing metadata for this post. Please try again later."
BOM = b"\xef\xbb\xbf"

TYPES_2024 = {"photo": "Photo", "vidéo": "Video", "lien": "Link", "texte": "Text", "direct": "Live"}
TYPES_FR = {"photo": "Photos", "vidéo": "Vidéos", "lien": "Liens", "texte": "Texte", "direct": "Live"}

HEADER_2024 = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type",
    "Permalink", "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status",
    "Data comment", "Date", "IMPRESSION:UNIQUE_USERS", "Reach", "Impressions", "Reactions, Comments and Shares",
    "Reactions", "Comments", "Shares", "Total clicks",
    "Matched Audience Targeting Consumption (Photo Click)", "Other Clicks", "Link Clicks",
    "Negative feedback from users: Hide all",
)
HEADER_FR = (
    "Identifiant de la publication", "ID de la Page", "Nom de la page", "Titre", "Description", "Durée (s)",
    "Heure de publication", "Permalien", "Est un crosspostage", "Est un partage", "Type de publication", "Langues",
    "Étiquettes personnalisées", "Commentaire sur les données", "Date", "Vues", "Couverture",
    "Réactions, commentaires et partages", "Réactions", "Commentaires", "Partages", "Total des clics",
    "Autres clics", "Clics sur un lien", "Vues de Publications organiques", "Couverture de Publications organiques",
)
HEADER_INSTAGRAM = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments",
    "Saves",
)
HEADER_INSTAGRAM_FR = (
    "Identifiant de la publication", "ID du compte", "Nom de profil du compte", "Nom du compte", "Description",
    "Durée (s)", "Heure de publication", "Permalien", "Type de publication", "Commentaire sur les données", "Date",
    "Vues", "Couverture", "Mentions J’aime", "Partages", "Followers en plus", "Commentaires", "Enregistrements",
)


def _local(post: Record) -> datetime:
    """The hour of the Pacific coast, which Meta writes whatever the page's country."""
    return datetime.fromisoformat(f"{post['date']} {post['heure']}").replace(tzinfo=UTC).astimezone(PACIFIC)


def english(value: object) -> str:
    return "" if value is None else f"{value:,}"


def french(value: object) -> str:
    """Thousands parted by a narrow no-break space, as the French interface does."""
    return english(value).replace(",", "\u202f")


def facebook_2024(posts: list[Record], *, spoilt: bool = False) -> str:
    """The 29 columns of 2024. `spoilt`: a spreadsheet made a date of one cell, on the way."""
    broken: list[object] = [*[""] * 15, ERROR, "Lifetime", *[""] * 12]
    rows: list[list[object]] = []
    for number, post in enumerate(posts):
        shares: object = post["partages"]
        if spoilt and number == 4:
            shares = "3.apr"
        total = int(str(post["reactions"])) + int(str(post["commentaires"])) + int(str(post["partages"]))
        rows.append([
            post["id"], PAGE, "SaheLink", post["texte"], "", post["duree_s"] or 0, f"{_local(post):%m/%d/%Y %H:%M}", "",
            post["lien"], 0, 0, TYPES_2024[str(post["type"])], "", "", "", "", "Lifetime", english(post["portee"]),
            english(post["portee"]), english(post["impressions"]), total, post["reactions"], post["commentaires"],
            shares, english(post["clics"]), "", int(str(post["clics"])) - int(str(post["clics_lien"])),
            post["clics_lien"], "",
        ])
    for place in (3, len(rows) - 2):
        rows.insert(place, broken)
    return csv_text(HEADER_2024, rows, end="\r\n")


def facebook_fr(posts: list[Record]) -> str:
    """The French interface of 2026: `Vues` took the place of the impressions, « Global » that of "Lifetime"."""
    rows: list[list[object]] = []
    for post in posts:
        total = int(str(post["reactions"])) + int(str(post["commentaires"])) + int(str(post["partages"]))
        rows.append([
            post["id"], PAGE, "SaheLink", post["texte"], "", post["duree_s"] or 0, f"{_local(post):%m/%d/%Y %H:%M}",
            post["lien"], 0, 0, TYPES_FR[str(post["type"])], "", "", "", "Global", french(post["impressions"]),
            french(post["portee"]), total, post["reactions"], post["commentaires"], post["partages"],
            french(post["clics"]), int(str(post["clics"])) - int(str(post["clics_lien"])), post["clics_lien"],
            french(post["impressions"]), french(post["portee"]),
        ])
    return csv_text(HEADER_FR, rows, end="\r\n")


def wrapped(text: str) -> str:
    """Each line becomes one quoted cell: what some programs do on the way."""
    return "".join('"' + line.replace('"', '""') + '"\r\n' for line in text.splitlines())


def instagram(posts: list[Record], *, in_french: bool = False) -> str:
    rows: list[list[object]] = [
        [
            post["id"], "17841400000000017", post["compte"], "SaheLink", post["texte"], post["duree_s"] or 0,
            f"{_local(post):%m/%d/%Y %H:%M}", post["lien"], "IG reel" if post["type"] == "vidéo" else "IG image", "",
            "Global" if in_french else "Lifetime", post["impressions"], post["portee"], post["reactions"],
            post["partages"], post["abonnes_gagnes"], post["commentaires"], post["enregistrements"],
        ]
        for post in posts
    ]
    return csv_text(HEADER_INSTAGRAM_FR if in_french else HEADER_INSTAGRAM, rows, quote_all=True, end="\r\n")


# -- Insights, until 2021

_STORIES = "Lifetime Post Stories by action type"
_BY_ACTION = "Lifetime: The number of stories created about your post, by action type. (Total Count)"
_EXPLAINED = (
    ("Post ID", ""), ("Permalink", ""), ("Post Message", ""), ("Type", ""), ("Countries", ""), ("Languages", ""),
    ("Posted", ""), ("Audience Targeting", ""),
    ("Lifetime Post Total Reach", "Lifetime: The total number of people who saw your Page post. (Unique Users)"),
    ("Lifetime Post organic reach", "Lifetime: People who saw your post in their feed. (Unique Users)"),
    ("Lifetime Post Paid Reach", "Lifetime: People who saw your post as an ad. (Unique Users)"),
    ("Lifetime Post Total Impressions", "Lifetime: The number of impressions of your Page post. (Total Count)"),
    ("Lifetime Engaged Users", "Lifetime: People who clicked anywhere in your post. (Unique Users)"),
    ("Lifetime Organic Video Views", "Lifetime: Times your video was viewed for three seconds. (Unique Users)"),
    ("Lifetime Organic Video Views", "Lifetime: Times your video was viewed for three seconds. (Total Count)"),
    (f"{_STORIES} - like", _BY_ACTION),
    (f"{_STORIES} - comment", _BY_ACTION),
    (f"{_STORIES} - share", _BY_ACTION),
    ("Lifetime Post Consumptions by type - link clicks", "Lifetime: Clicks in your post, by type. (Total Count)"),
)
_TYPES_OLD = {"photo": "Photo", "vidéo": "Video", "lien": "Link", "texte": "Status", "direct": "Video"}


def _insights_rows(posts: list[Record]) -> list[list[object]]:
    rows: list[list[object]] = [[explanation for _, explanation in _EXPLAINED]]
    for post in posts:
        reach, views = int(str(post["portee"])), post["vues"]
        rows.append([
            f"{PAGE}_{post['id']}", post["lien"], post["texte"], _TYPES_OLD[str(post["type"])], "", "",
            f"{_local(post):%m/%d/%Y %I:%M:%S %p}", "", reach, reach, 0, post["impressions"],
            int(str(post["engagements"])) + int(str(post["clics"])), views, views, post["reactions"],
            post["commentaires"] or "", post["partages"] or "", post["clics_lien"] or "",
        ])
    return rows


def insights_csv(posts: list[Record]) -> str:
    return csv_text([label for label, _ in _EXPLAINED], _insights_rows(posts), end="\r\n")


def insights_xls(posts: list[Record]) -> str:
    """The .xls that Facebook gave: SpreadsheetML, which is text."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<?mso-application progid="Excel.Sheet"?>',
             '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
             'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">', '<Worksheet ss:Name="Key Metrics"><Table>']
    header: list[object] = [label for label, _ in _EXPLAINED]
    lines += [f"<Row>{''.join(_xml_cell(value) for value in row)}</Row>" for row in [header, *_insights_rows(posts)]]
    return "\n".join([*lines, "</Table></Worksheet></Workbook>", ""])


def _xml_cell(value: object) -> str:
    if value in (None, ""):
        return "<Cell/>"
    kind = "Number" if isinstance(value, int) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


# -- series of a page


def page_series(followers: list[Record], networks: tuple[str, ...]) -> bytes:
    """New followers a day: UTF-16, a block a network, days with zero left out."""
    blocks = []
    for network in networks:
        lines = [f'"{network} follows"', '"Date","Primary"']
        lines += [f'"{date.fromisoformat(str(row["date"])).isoformat()}T00:00:00","{row["nouveaux"]}"'
                  for row in followers if row["reseau"] == network and row["nouveaux"]]
        blocks.append("\n".join(lines))
    return b"\xff\xfe" + ("sep=,\n" + "\n\n".join(blocks) + "\n").encode("utf-16-le")
