"""Publications on each network and their figures. Magnitudes are those of a small association; see the data sheets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from datasets.generateur.chance import Chance
from datasets.generateur.plan import FILM, INTERVIEW, LESSON, POSTER, TESTIMONY, VIDEOS, VISUALS, Campaign, Content

Record = dict[str, object]

ACCOUNTS = {"Facebook": "SaheLink", "X": "sahelink_ex", "Instagram": "sahelink.exemple", "YouTube": None}

# Interactions over reach, by kind of post. Published: testimonies engage most (booklet 4.1). The rest is simulated.
ENGAGEMENT = {
    TESTIMONY: 0.105, FILM: 0.068, "question": 0.058, "jeu-concours": 0.072, INTERVIEW: 0.054, "direct": 0.05,
    "dessin": 0.052, POSTER: 0.041, "photo": 0.046, LESSON: 0.029, "podcast": 0.031, "annonce": 0.037,
    "billet de blog": 0.028, "article": 0.024, "rappel radio": 0.019,
}
AUDIENCE = {TESTIMONY: 1.35, FILM: 1.5, "jeu-concours": 1.3, "direct": 1.15, "rappel radio": 0.7, LESSON: 0.85,
            "article": 0.8, "billet de blog": 0.85}
LINK_TYPES = ("article", "billet de blog", LESSON, "podcast")
LENGTHS = {TESTIMONY: (95, 210), INTERVIEW: (180, 420), FILM: (118, 130), LESSON: (410, 560)}
ORDINARY_HOURS = (time(8, 30), time(12, 15), time(17, 45), time(18, 30), time(20, 5))
EVENING_HOURS = (time(20, 40), time(21, 15), time(22, 5))


@dataclass(frozen=True)
class Slot:
    """One publication to come: which content or animation, where, when, first time or reminder."""

    key: str
    network: str
    at: datetime
    kind: str
    text: str
    language: str
    content: Content | None
    reminder: bool = False


def publications(campaign: Campaign) -> list[Record]:
    """The table, in order of date; hours are those of Mali, which are UTC."""
    chance = Chance(campaign.seed, "publications")
    comments = Counter(comment.post for comment in campaign.comments)
    slots = sorted(_slots(campaign, Chance(campaign.seed, "dates")), key=lambda slot: (slot.at, slot.network, slot.key))
    facebook = [slot for slot in slots if slot.network == "Facebook" and not slot.reminder]
    sponsored = {slot.key for slot in facebook if slot.kind in (FILM, TESTIMONY, "jeu-concours")}
    sponsored = set(sorted(sponsored)[:5])
    rows = []
    for slot in slots:
        said = comments[slot.key] if slot.network == "Facebook" and not slot.reminder else 0
        rows.append(_record(campaign, slot, said, slot.key in sponsored and not slot.reminder, chance))
    return rows


def _slots(campaign: Campaign, chance: Chance) -> list[Slot]:
    slots: list[Slot] = []
    for place, content in enumerate(campaign.contents):
        text = f"{content.title}. {content.hook} {campaign.hashtag}"
        short = f"{content.title} {campaign.hashtag}"
        networks = ["Facebook", "X"] + (["Instagram"] if content.type in VISUALS else [])
        networks += ["YouTube"] if content.type in VIDEOS else []
        for network in networks:
            said = content.title if network == "YouTube" else short if network == "X" else text
            slots.append(Slot(content.id, network, _when(campaign, content.day, chance), content.type, said,
                              content.language, content))
        reminders = [("Facebook", 13)] if place % 9 not in (3, 5, 7, 8) else []
        reminders += [("X", 7)] if place % 3 == 0 else []
        for network, wait in reminders:
            again = content.day + timedelta(days=wait + chance.whole(0, 3))
            if again <= campaign.end:
                slots.append(Slot(content.id, network, _when(campaign, again, chance), content.type,
                                  f"À revoir : {short}", content.language, content, reminder=True))
    for animation in campaign.animations:
        slots += [
            Slot(animation.id, network, _when(campaign, animation.day, chance), animation.type,
                 animation.text if campaign.hashtag in animation.text else f"{animation.text} {campaign.hashtag}",
                 "français", None)
            for network in animation.networks
        ]
    return slots


def _when(campaign: Campaign, day: date, chance: Chance) -> datetime:
    evening = any(period.evening and period.covers(day) for period in campaign.periods)
    hour = chance.pick(EVENING_HOURS if evening else ORDINARY_HOURS)
    return datetime.combine(day, hour) + timedelta(minutes=chance.whole(0, 12))


def _record(campaign: Campaign, slot: Slot, comments: int, sponsored: bool, chance: Chance) -> Record:
    day = slot.at.date()
    start = next(count for network, count, _ in campaign.followers if network == slot.network)
    mood = 1.0
    for period in campaign.periods:
        mood *= period.reach if period.covers(day) else 1.0
    mood *= AUDIENCE.get(slot.kind, 1.0) * (0.55 if slot.reminder else 1.0)
    row: Record = {
        "id": _identifier(slot, chance), "reseau": slot.network, "compte": ACCOUNTS[slot.network],
        "date": day.isoformat(), "heure": slot.at.strftime("%H:%M"), "type": _platform_type(slot), "texte": slot.text,
        "langue": slot.language, "contenu": slot.kind, "contenu_id": slot.content.id if slot.content else None,
        "phase": campaign.phase_of(day), "cle": slot.key, "rappel": slot.reminder,
    }
    row["lien"] = _link(slot, str(row["id"]))
    if slot.network == "YouTube":
        return row | _youtube(slot, mood, chance)
    if slot.network == "X":
        return row | _x(slot, start, mood, chance)
    return row | _meta(slot, start, mood * (2.6 if sponsored else 1.0), comments, chance)


def _meta(slot: Slot, followers: int, mood: float, comments: int, chance: Chance) -> Record:
    share = 0.13 if slot.network == "Facebook" else 0.24
    reach = max(60, round(chance.around(followers * share * mood, 0.3)))
    impressions = round(reach * chance.between(1.08, 1.42))
    wanted = max(4, round(reach * ENGAGEMENT[slot.kind] * chance.around(1, 0.16)))
    if slot.network == "Instagram":
        comments = chance.whole(0, 3) if wanted > 8 else 0
    comments = min(comments, wanted - 3) if slot.network == "Instagram" else comments
    rest = max(3, wanted - comments)
    shares = round(rest * chance.between(0.06, 0.2))
    saves = round(rest * chance.between(0.02, 0.08)) if slot.network == "Instagram" else None
    reactions = rest - shares - (saves or 0)
    video = slot.kind in VIDEOS or slot.kind == "direct"
    link_clicks = round(reach * chance.between(0.012, 0.035)) if slot.kind in LINK_TYPES else chance.whole(0, 4)
    facebook = slot.network == "Facebook"
    return {
        "portee": reach, "impressions": impressions,
        "vues": round(reach * chance.between(0.32, 0.58)) if video else None,
        "reactions": reactions, "commentaires": comments, "partages": shares, "enregistrements": saves,
        "clics": link_clicks + round(reach * chance.between(0.01, 0.03)) if facebook else None,
        "clics_lien": link_clicks if facebook else None,
        "engagements": reactions + comments + shares if facebook else None,
        "abonnes_gagnes": None if facebook else chance.whole(0, 3),
        "duree_s": _length(slot, chance) if video else None,
    }


def _x(slot: Slot, followers: int, mood: float, chance: Chance) -> Record:
    impressions = max(70, round(chance.around(followers * 0.34 * mood, 0.32)))
    wanted = max(1, round(impressions * ENGAGEMENT[slot.kind] * 0.42 * chance.around(1, 0.25)))
    shares = round(wanted * chance.between(0.15, 0.35))
    replies = 1 if wanted > 6 and chance.happens(0.4) else 0
    url = round(impressions * chance.between(0.004, 0.012)) if slot.kind in LINK_TYPES else 0
    profile, detail = chance.whole(0, 3), round(impressions * chance.between(0.006, 0.018))
    hashtag, permalink = chance.whole(0, 2), chance.whole(0, 1)
    media = round(impressions * chance.between(0.004, 0.01)) if slot.kind in VISUALS else 0
    likes = max(0, wanted - shares - replies)
    clicks = url + profile + detail + hashtag + permalink
    return {
        "portee": None, "impressions": impressions, "vues": None, "reactions": likes, "commentaires": replies,
        "partages": shares, "enregistrements": None, "clics": clicks, "clics_lien": url,
        "engagements": likes + replies + shares + clicks + media, "abonnes_gagnes": 1 if chance.happens(0.12) else 0,
        "duree_s": None, "_x": (profile, hashtag, detail, permalink, media),
    }


def _youtube(slot: Slot, mood: float, chance: Chance) -> Record:
    views = max(35, round(chance.around(190 * mood, 0.35)))
    likes = max(1, round(views * ENGAGEMENT[slot.kind] * chance.between(0.6, 0.9)))
    return {
        "portee": None, "impressions": round(views * chance.between(5.5, 9)), "vues": views, "reactions": likes,
        "commentaires": chance.whole(0, 3), "partages": round(likes * chance.between(0.3, 0.7)),
        "enregistrements": None, "clics": None, "clics_lien": None, "engagements": None,
        "abonnes_gagnes": chance.whole(0, 6), "duree_s": _length(slot, chance),
    }


def _length(slot: Slot, chance: Chance) -> int:
    low, high = LENGTHS.get(slot.kind, (600, 1500))
    return chance.whole(low, high)


def _platform_type(slot: Slot) -> str:
    if slot.kind == "direct":
        return "direct" if slot.network == "Facebook" else "texte"
    if slot.kind in VIDEOS:
        return "vidéo"
    if slot.kind in (POSTER, "dessin", "photo", "jeu-concours"):
        return "photo"
    return "lien" if slot.kind in LINK_TYPES else "photo" if slot.network == "Instagram" else "texte"


def _identifier(slot: Slot, chance: Chance) -> str:
    if slot.network == "X":
        age = slot.at - datetime(2010, 11, 4, 1, 42, 54)
        return str((int(age.total_seconds()) * 1000 + chance.whole(0, 999)) << 22 | chance.whole(0, 4_000_000))
    if slot.network == "YouTube":
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
        return "EX" + "".join(chance.pick(letters) for _ in range(9))
    return ("10158" if slot.network == "Facebook" else "17901") + f"{chance.whole(0, 10**12 - 1):012d}"


def _link(slot: Slot, identifier: str) -> str:
    return {
        "Facebook": f"https://www.facebook.com/sahelink.exemple/posts/{identifier}",
        "X": f"https://twitter.com/sahelink_ex/status/{identifier}",
        "Instagram": f"https://www.instagram.com/p/EX{identifier[-9:]}/",
        "YouTube": f"https://www.youtube.com/watch?v={identifier}",
    }[slot.network]
