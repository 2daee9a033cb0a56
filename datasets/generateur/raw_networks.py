"""Exports as X, YouTube and Google Analytics give them."""

from __future__ import annotations

from datetime import date

from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record
from datasets.generateur.tables import csv_text

HEADER_X_OLD = (
    "Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets",
    "replies", "likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks",
    "app opens", "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements",
    *(f"promoted {name}" for name in (
        "impressions", "engagements", "engagement rate", "retweets", "replies", "likes", "user profile clicks",
        "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens", "app installs", "follows",
        "email tweet", "dial phone", "media views", "media engagements")),
)
HEADER_X_NEW = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares",
    "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks",
    "Permalink Clicks",
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOIS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def _day(post: Record) -> date:
    return date.fromisoformat(str(post["date"]))


def _clicks(post: Record) -> tuple[int, int, int, int, int]:
    """Clicks on the profile, a hashtag, the details, the permalink; gestures on the medium."""
    counts = post["_x"]
    assert isinstance(counts, tuple)
    return counts


def x_old(posts: list[Record]) -> str:
    """Until 2023: forty columns, counts with a decimal, texts with `&amp;`."""
    rows: list[list[object]] = []
    for post in posts:
        profile, hashtag, detail, permalink, media = _clicks(post)
        engagements, impressions = int(str(post["engagements"])), int(str(post["impressions"]))
        counts = [impressions, engagements, None, post["partages"], post["commentaires"], post["reactions"], profile,
                  post["clics_lien"], hashtag, detail, permalink, 0, 0, post["abonnes_gagnes"], 0, 0, 0, media]
        texts: list[object] = [f"{float(str(count)):.1f}" for count in counts if count is not None]
        texts.insert(2, engagements / impressions)
        rows.append([post["id"], post["lien"], str(post["texte"]).replace("&", "&amp;"),
                     f"{post['date']} {post['heure']} +0000", *texts, *["-"] * 18])
    return csv_text(HEADER_X_OLD, rows, quote_all=True)


def x_new(posts: list[Record]) -> str:
    """Since 2024: no hour, no rate."""
    rows: list[list[object]] = []
    for post in posts:
        profile, hashtag, detail, permalink, _ = _clicks(post)
        day = _day(post)
        rows.append([
            post["id"], f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}", post["texte"],
            post["lien"], post["impressions"], post["reactions"], post["engagements"], 0, 0, post["abonnes_gagnes"],
            post["commentaires"], post["partages"], profile, detail, post["clics_lien"], hashtag, permalink,
        ])
    return csv_text(HEADER_X_NEW, rows)


def youtube(posts: list[Record], *, in_french: bool) -> str:
    """"Table data.csv": the first row is the total, which is off by a few, as real ones are."""
    header = (
        ("Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Mentions J'aime", "Commentaires",
         "Partages", "Abonnés", "Vues", "Durée de visionnage (heures)", "Impressions",
         "Taux de clics par impression (%)")
        if in_french else
        ("Content", "Video title", "Video publish time", "Duration", "Likes", "Comments added", "Shares", "Subscribers",
         "Views", "Watch time (hours)", "Impressions", "Impressions click-through rate (%)")
    )

    def decimal(value: float) -> str:
        return f"{value:.2f}".replace(".", ",") if in_french else f"{value:.2f}"

    counted = ("reactions", "commentaires", "partages", "abonnes_gagnes", "vues")
    rows: list[list[object]] = []
    hours = 0.0
    for post in posts:
        day = _day(post)
        when = (f"{day.day} {_MOIS[day.month - 1]} {day.year}" if in_french
                else f"{_MONTHS[day.month - 1]} {day.day}, {day.year}")
        views, length, shown = (int(str(post[name])) for name in ("vues", "duree_s", "impressions"))
        watched = views * length * 0.45 / 3600
        hours += watched
        rows.append([post["id"], post["texte"], when, length, *(post[name] for name in counted), decimal(watched),
                     shown, decimal(100 * views * 0.4 / shown)])
    sums = [sum(int(str(post[name])) for post in posts) for name in counted]
    shown = sum(int(str(post["impressions"])) for post in posts)
    total: list[object] = ["Total", "", "", "", *sums[:-1], sums[-1] + 3, decimal(hours), shown, decimal(5.1)]
    return csv_text(header, [total, *rows])


def ga4_daily(campaign: Campaign, rows: list[Record]) -> str:
    """A report by day and source: comment lines, compact dates, the busiest rows first, a total."""
    ranked = sorted(rows, key=lambda row: (-int(str(row["sessions"])), str(row["date"]), str(row["source"])))
    body: list[list[object]] = [
        ["", "", "", *(sum(int(str(row[name])) for row in rows) for name in ("sessions", "utilisateurs", "vues")),
         "Grand total"]
    ]
    body += [[str(row["date"]).replace("-", ""), f"{row['source']} / {row['support']}", row["canal"], row["sessions"],
              row["utilisateurs"], row["vues"], ""] for row in ranked]
    header = ("Date", "Session source / medium", "Session default channel group", "Sessions", "Active users", "Views",
              "")
    return _comments(campaign, "Traffic acquisition", "Start date", "End date") + csv_text(header, body)


def ga4_totals(campaign: Campaign, rows: list[Record]) -> str:
    """A French report over the whole period: no days at all."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        line = sums.setdefault(f"{row['source']} / {row['support']}", [0, 0])
        line[0] += int(str(row["sessions"]))
        line[1] += int(str(row["utilisateurs"]))
    body: list[list[object]] = [[name, *line] for name, line in sorted(sums.items(), key=lambda item: -item[1][0])]
    header = ("Source/support de la session", "Sessions", "Utilisateurs actifs")
    return _comments(campaign, "Acquisition de trafic", "Date de début", "Date de fin") + csv_text(header, body)


def _comments(campaign: Campaign, title: str, start: str, end: str) -> str:
    rule = "# ----------------------------------------"
    lines = [rule, f"# {title}", "# Site : exemple (données simulées)", rule, "#", "# All Users",
             f"# {start}: {campaign.start:%Y%m%d}", f"# {end}: {campaign.end:%Y%m%d}", rule]
    return "\n".join(lines) + "\n"
