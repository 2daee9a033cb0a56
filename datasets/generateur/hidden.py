"""A campaign nobody has seen, drawn from a seed: hidden data for grading. Never stored in `datasets/`."""

from __future__ import annotations

from datetime import date, timedelta

from datasets.generateur.chance import Chance
from datasets.generateur.engageons_nous import BUDGET, INFLUENCERS
from datasets.generateur.engageons_nous_comments import COMMENTS
from datasets.generateur.plan import (
    ARTICLE,
    BAMBARA,
    FRENCH,
    INTERVIEW,
    LESSON,
    POST,
    POSTER,
    PULAAR,
    SONINKE,
    TESTIMONY,
    Animation,
    Campaign,
    Comment,
    Content,
    Influencer,
    Period,
)

CAUSES = (
    ("#NotreEauNotreVoix", "la gestion des points d'eau"), ("#AuConseilAvecElles", "la place des femmes au conseil"),
    ("#JeunesEtCommune", "le budget ouvert aux jeunes"), ("#ParlonsEcole", "le maintien des filles à l'école"),
    ("#MaCommuneMEcoute", "les comptes rendus publics"), ("#UnActeUnDroit", "l'état civil pour chaque enfant"),
)
TYPES = (TESTIMONY, TESTIMONY, TESTIMONY, INTERVIEW, POSTER, POSTER, ARTICLE, ARTICLE, POST, LESSON, LESSON)
KINDS = ("question", "jeu-concours", "photo", "annonce", "question", "rappel radio")
LANGUAGES = (FRENCH, FRENCH, FRENCH, BAMBARA, BAMBARA, SONINKE, PULAAR)


def draw(seed: int) -> Campaign:
    """Another cause, other dates and figures, the same tables. The same seed gives the same campaign."""
    chance = Chance(seed, "campagne cachée")
    hashtag, cause = chance.pick(CAUSES)
    start = date(2022, chance.whole(1, 10), chance.whole(1, 28))
    end = start + timedelta(days=chance.whole(35, 60))
    half = start + (end - start) // 2
    contents = _contents(cause, start, end, chance)
    animations = _animations(cause, start, end, chance)
    return Campaign(
        slug=f"campagne-{seed}", hashtag=hashtag, title=f"Campagne {hashtag} (simulée)", seed=seed, start=start, end=end,
        phases=(("informer", start, half), ("interpeller", half + timedelta(days=1), end)), contents=contents,
        animations=animations, comments=_comments([animation.id for animation in animations], contents, chance),
        influencers=_influencers(chance),
        periods=(Period("lancement", start, start + timedelta(days=4), chance.between(1.4, 2.1)),),
        followers=tuple(
            (network, chance.whole(low, high), chance.between(0.8, 7)) for network, low, high in (
                ("Facebook", 2_500, 7_500), ("X", 600, 2_200), ("Instagram", 250, 1_100), ("YouTube", 90, 420))),
        activities=_activities(start, end),
        budget=tuple((kind, line, max(1, round(quantity * chance.between(0.4, 1.5))), unit, price)
                     for kind, line, quantity, unit, price in BUDGET),
        target=chance.whole(8, 40) * 100,
    )


def _contents(cause: str, start: date, end: date, chance: Chance) -> tuple[Content, ...]:
    length = (end - start).days
    found = []
    for number, kind in enumerate(chance.shuffled(TYPES), 1):
        day = start + timedelta(days=1 + number * (length - 6) // (len(TYPES) + 1))
        found.append(Content(f"c{number:02d}", kind, f"{kind.capitalize()} {number} : {cause}",
                             f"Contenu numéro {number} de la campagne sur {cause}.", day,
                             day - timedelta(days=chance.whole(2, 40)), chance.pick(LANGUAGES)))
    return tuple(found)


def _animations(cause: str, start: date, end: date, chance: Chance) -> tuple[Animation, ...]:
    length = (end - start).days
    days = [start, *(start + timedelta(days=chance.whole(2, length - 1)) for _ in KINDS)]
    kinds = ("annonce", *KINDS)
    return tuple(
        Animation(f"a{number:02d}", kind, day, f"{kind.capitalize()} : {cause}.", ("Facebook", "X"))
        for number, (kind, day) in enumerate(zip(kinds, days, strict=True), 1)
    )


def _comments(animations: list[str], contents: tuple[Content, ...], chance: Chance) -> tuple[Comment, ...]:
    """Comments that fit any campaign, taken from the course's own."""
    posts = animations + [content.id for content in contents]
    fitting = [comment for comment in COMMENTS if comment.kind in ("hors sujet", "question", "hostile")]
    return tuple(
        Comment(chance.pick(posts), comment.hours, comment.kind, comment.tone, comment.answer, comment.woman,
                comment.text, comment.language)
        for comment in chance.shuffled(fitting)[: chance.whole(12, 25)]
    )


def _influencers(chance: Chance) -> tuple[Influencer, ...]:
    chosen = chance.shuffled(INFLUENCERS)[: chance.whole(6, 11)]
    return tuple(
        Influencer(person.account, person.network, person.kind, round(person.followers * chance.between(0.5, 1.9)),
                   person.place, person.language, chance.happens(0.7))
        for person in chosen
    )


def _activities(start: date, end: date) -> tuple[tuple[str, str, str, str, str, str, str, str], ...]:
    def on(day: date, wait: int) -> str:
        return (day + timedelta(days=wait)).isoformat()

    return (
        ("t01", "Objectifs, cibles et messages", "élaboration", "cheffe de projet", on(start, -40), on(start, -36), "", "oui"),
        ("t02", "Calendrier éditorial et kit", "préparation", "community manager", on(start, -34), on(start, -22), "t01",
         "non"),
        ("t03", "Production des contenus", "préparation", "vidéaste", on(start, -30), on(end, -8), "t01", "non"),
        ("t04", "Lancement", "animation", "community manager", on(start, 0), on(start, 0), "t02", "oui"),
        ("t05", "Animation des réseaux", "animation", "community manager", on(start, 0), on(end, 0), "t04", "non"),
        ("t06", "Bilan", "évaluation", "cheffe de projet", on(end, 7), on(end, 8), "t05", "oui"),
    )
