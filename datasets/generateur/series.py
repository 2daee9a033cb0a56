"""What is counted day by day: followers, uses of the hashtag, visits of the site; and the comments, dated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from datasets.generateur.chance import Chance
from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record

SOURCES = (
    # source, medium, channel, share of the visits, social
    ("m.facebook.com", "referral", "Organic Social", 0.36, True),
    ("(direct)", "(none)", "Direct", 0.19, False),
    ("google", "organic", "Organic Search", 0.17, False),
    ("facebook.com", "referral", "Organic Social", 0.1, True),
    ("whatsapp", "social", "Organic Social", 0.08, True),
    ("t.co", "referral", "Organic Social", 0.06, True),
    ("youtube.com", "referral", "Organic Social", 0.025, True),
    ("radio", "offline", "Unassigned", 0.015, False),
)


def days(campaign: Campaign) -> Iterator[date]:
    day = campaign.start
    while day <= campaign.end:
        yield day
        day += timedelta(days=1)


def mood(campaign: Campaign, day: date) -> float:
    level = 1.0
    for period in campaign.periods:
        level *= period.reach if period.covers(day) else 1.0
    return level


def followers(campaign: Campaign) -> list[Record]:
    """Totals at the end of each day, from the eve of the campaign on."""
    rows: list[Record] = []
    for network, start, pace in campaign.followers:
        chance = Chance(campaign.seed, f"abonnes {network}")
        total = start
        rows.append(_followers(campaign.start - timedelta(days=1), network, total, None, None))
        for day in days(campaign):
            won = round(chance.around(pace * mood(campaign, day), 0.5))
            lost = 1 if chance.happens(min(0.5, pace / 20)) else 0
            total += won - lost
            rows.append(_followers(day, network, total, won, lost))
    return rows


def _followers(day: date, network: str, total: int, won: int | None, lost: int | None) -> Record:
    return {"date": day.isoformat(), "reseau": network, "compte": "SaheLink", "abonnes": total, "nouveaux": won,
            "perdus": lost}


def hashtag_uses(campaign: Campaign, posts: list[Record]) -> list[Record]:
    """Uses a day and an account: the page's own posts, the active influencers, then people under a number."""
    chance = Chance(campaign.seed, "hashtag")
    uses: dict[tuple[str, str, str], int] = {}

    def use(day: str, network: str, account: str, times: int = 1) -> None:
        if times:
            uses[day, network, account] = uses.get((day, network, account), 0) + times

    for post in posts:
        if post["reseau"] != "YouTube":
            use(str(post["date"]), str(post["reseau"]), "sahelink")
    active = [person for person in campaign.influencers if person.active and person.network != "YouTube"]
    for place, day in enumerate(days(campaign)):
        level = mood(campaign, day) * (1.8 if place < 7 else 1.0)
        for person in active:
            if chance.happens(min(0.9, 0.13 * level)):
                use(day.isoformat(), person.network, person.account, chance.whole(1, 3))
        for _ in range(round(chance.around(3.1 * level, 0.45))):
            number = min(chance.whole(1, 60), chance.whole(1, 60))  # a few take part often, most once
            use(day.isoformat(), chance.pick(("Facebook", "Facebook", "X")), f"participant-{number:02d}")
    return [
        {"date": day, "hashtag": campaign.hashtag, "reseau": network, "compte": account, "usages": times}
        for (day, network, account), times in sorted(uses.items())
    ]


def traffic(campaign: Campaign, posts: list[Record]) -> list[Record]:
    """Visits of the site a day and a source; more on the days that publish an article, a post of the blog, a lesson."""
    chance = Chance(campaign.seed, "trafic")
    reading = {post["date"] for post in posts if post["contenu"] in ("article", "billet de blog", "MOOC", "podcast")}
    rows: list[Record] = []
    for day in days(campaign):
        level = 34 * mood(campaign, day) * (1.7 if day.isoformat() in reading else 1.0)
        for source, medium, channel, share, social in SOURCES:
            heavy = level if social else 26
            sessions = round(chance.around(heavy * share, 0.4))
            if sessions:
                users = max(1, round(sessions * chance.between(0.74, 0.95)))
                rows.append({
                    "date": day.isoformat(), "source": source, "support": medium, "canal": channel, "page": None,
                    "sessions": sessions, "utilisateurs": users, "vues": round(sessions * chance.between(1.2, 2.1)),
                })
    return rows


def comments(campaign: Campaign, posts: list[Record]) -> list[Record]:
    """The comments under the Facebook posts, their authors replaced by numbers."""
    first = {post["cle"]: post for post in posts if post["reseau"] == "Facebook" and not post["rappel"]}
    chance = Chance(campaign.seed, "commentaires")
    rows: list[Record] = []
    for comment in campaign.comments:
        post = first[comment.post]
        at = datetime.fromisoformat(f"{post['date']} {post['heure']}") + timedelta(
            hours=comment.hours, minutes=chance.whole(0, 50))
        rows.append({
            "publication_id": post["id"], "date": at.date().isoformat(), "heure": at.strftime("%H:%M"),
            "texte": comment.text, "langue": comment.language, "categorie": comment.kind, "ton": comment.tone,
            "a_repondre": "oui" if comment.answer else "non", "femme": comment.woman,
        })
    rows.sort(key=lambda row: (str(row["date"]), str(row["heure"])))
    for number, row in enumerate(rows, 1):
        person = chance.whole(1, 44)
        row["auteur"] = f"{'Participante' if row.pop('femme') else 'Participant'} {person:02d}"
        row["id"] = f"k{number:02d}"
    return rows
