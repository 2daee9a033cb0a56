"""The editorial calendar as planned on the eve, and as it happened; the timeline and the budget as tables."""

from __future__ import annotations

from datetime import date, timedelta

from datasets.generateur.chance import Chance
from datasets.generateur.plan import ARTICLE, FILM, INTERVIEW, LESSON, POST, POSTER, TESTIMONY, Campaign
from datasets.generateur.posts import Record

# As the course's editorial calendar words them (autograder.domain.channel, autograder.domain.slot).
CHANNELS = {"Facebook": "Facebook", "X": "X (Twitter)", "Instagram": "Instagram", "YouTube": "YouTube"}
FORMATS = {
    TESTIMONY: "vidéo-témoignage", INTERVIEW: "interview vidéo", FILM: "court-métrage", POST: "billet de blog",
    ARTICLE: "article", LESSON: "MOOC", POSTER: "visuel ou affiche", "dessin": "visuel ou affiche",
    "photo": "visuel ou affiche", "jeu-concours": "jeu-concours", "question": "sondage ou question",
    "podcast": "audio, podcast ou émission", "direct": "autre vidéo",
}
AUDIENCES = {"question": "jeunes et femmes", TESTIMONY: "femmes", INTERVIEW: "élues et élus", "jeu-concours": "jeunes",
             LESSON: "membres d'associations", ARTICLE: "membres d'associations", 
             "rappel radio": "auditrices et auditeurs"}
REASONS = ("contenu terminé en retard", "coupure de réseau", "sous-titres à reprendre", "personne indisponible")


def calendars(campaign: Campaign, posts: list[Record]) -> tuple[list[Record], list[Record]]:
    """(planned, happened). `creneau` joins the two; a reminder was not planned, a dropped slot did not happen."""
    chance = Chance(campaign.seed, "calendrier")
    ready = {content.id: content.ready for content in campaign.contents}
    planned: list[Record] = []
    happened: list[Record] = []
    for post in posts:
        day = date.fromisoformat(str(post["date"]))
        row = _line(campaign, post, chance)
        slot = None
        late, reason = 0, None
        if not post["rappel"]:
            slot = f"s{len(planned) + 1:03d}"
            late, reason = _delay(campaign, day, chance)
            made = ready.get(str(post["cle"]))
            if made is None:
                state = "prêt" if chance.happens(0.3) else "idée"
            else:
                state = "prêt" if made < campaign.start else "en cours"
            early = (day - timedelta(days=late)).isoformat()
            planned.append({"creneau": slot, **row, "date": early, "etat": state})
        happened.append({"creneau": slot, **row, "etat": "publié", "publication_id": post["id"], "ecart_jours": late,
                         "motif": reason})
    for wait in (9, 16, 23):
        radio = _radio(f"s{len(planned) + 1:03d}", campaign.start + timedelta(days=wait))
        planned.append(radio)
        happened.append(radio | {"etat": "publié", "publication_id": None, "ecart_jours": 0, "motif": None})
    for place in chance.shuffled(range(len(planned) - 3))[:4]:  # planned, and never done
        ghost = dict(planned[place])
        ghost["creneau"] = f"s{len(planned) + 1:03d}"
        ghost["message"] = f"{ghost['message']} (version WhatsApp)"
        ghost["canal"], ghost["etat"] = "WhatsApp", "idée"
        planned.append(ghost)
    return _in_order(planned), _in_order(happened)


def _in_order(rows: list[Record]) -> list[Record]:
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["heure"]), str(row["canal"]), str(row["message"])))


def _line(campaign: Campaign, post: Record, chance: Chance) -> Record:
    kind = str(post["contenu"])
    text = str(post["texte"]).removesuffix(campaign.hashtag).strip()
    short = text if len(text) <= 90 else text[:text.rfind(" ", 0, 90)] + "…"
    owner = "" if chance.happens(0.07) else "relais" if kind in ("photo", "rappel radio") else "community manager"
    return {
        "date": post["date"], "heure": post["heure"], "canal": CHANNELS[str(post["reseau"])],
        "format": FORMATS.get(kind, "texte"), "message": short,
        "langue": post["langue"], "audience": AUDIENCES.get(kind, "tout public"), "hashtags": campaign.hashtag,
        "responsable": owner or None, "etat": "", "lien": None,
    }


def _radio(slot: str, day: date) -> Record:
    return {"creneau": slot, "date": day.isoformat(), "heure": "20:00", "canal": "radio locale",
            "format": "audio, podcast ou émission", "message": "Émission en direct : les questions des auditrices",
            "langue": "soninké", "audience": "femmes en milieu rural", "hashtags": None, "responsable": "relais",
            "etat": "prêt", "lien": None}


def _delay(campaign: Campaign, day: date, chance: Chance) -> tuple[int, str | None]:
    upheaval = any(period.reach < 0.5 and period.covers(day) for period in campaign.periods)
    if upheaval:
        return chance.whole(1, 3), "actualité : publication décalée"
    if (day - campaign.start).days > 6 and chance.happens(0.24):
        return chance.whole(1, 5), chance.pick(REASONS)
    return 0, None


def timeline(campaign: Campaign) -> list[Record]:
    columns = ("id", "activite", "etape", "responsable", "debut", "fin", "depend_de", "jalon")
    return [dict(zip(columns, [text or None for text in row], strict=True)) for row in campaign.activities]


def budget(campaign: Campaign) -> list[Record]:
    return [
        {"poste": f"b{number:02d}", "categorie": category, "libelle": line, "quantite": quantity, "unite": unit,
         "prix_unitaire_fcfa": price, "montant_fcfa": quantity * price}
        for number, (category, line, quantity, unit, price) in enumerate(campaign.budget, 1)
    ]


def contents(campaign: Campaign) -> list[Record]:
    return [
        {"id": content.id, "type": content.counted, "genre": content.type, "titre": content.title,
         "langue": content.language, "realisation": content.author, "pret_le": content.ready.isoformat(),
         "phase": campaign.phase_of(content.day)}
        for content in campaign.contents
    ]


def influencers(campaign: Campaign) -> list[Record]:
    return [
        {"compte": person.account, "reseau": person.network, "profil": person.kind, "abonnes": person.followers,
         "lieu": person.place, "langue": person.language, "a_participe": "oui" if person.active else "non"}
        for person in campaign.influencers
    ]
