"""Criteria of « Messages et hashtag » (booklet 3.1, box 7): one idea for four reading times, and a hashtag."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import read_form
from autograder.domain.call_to_action import calls, slogans
from autograder.domain.channel import Channel
from autograder.domain.form import Form
from autograder.domain.hashtag import MOST_HASHTAGS, Hashtag
from autograder.domain.message import MOST_SECONDS, Message, ReaderTime

BLANK: dict = {"parts": {}}
CHANNELS = {
    ReaderTime.SECONDS: Channel.X, ReaderTime.MINUTE: Channel.FACEBOOK, ReaderTime.MINUTES: Channel.BLOG,
    ReaderTime.MORE: Channel.FACEBOOK,
}
NAMES = {
    ReaderTime.SECONDS: "de quelques secondes", ReaderTime.MINUTE: "d'une minute", ReaderTime.MINUTES: "de quelques minutes",
    ReaderTime.MORE: "pour en savoir plus",
}
ASKING = (ReaderTime.SECONDS, ReaderTime.MINUTE)
"""The messages that must say when or where; the two others may leave it to the page behind."""
TAGGED = (ReaderTime.SECONDS, ReaderTime.MINUTE, ReaderTime.MORE)


@dataclass(frozen=True)
class Work:
    """Her four messages (those not begun are empty), the fact and the gesture she chose, her hashtag."""

    form: Form
    messages: Mapping[ReaderTime, Message]
    fact: str
    gesture: str
    hashtag: Hashtag | None

    @property
    def written(self) -> dict[ReaderTime, Message]:
        return {time: message for time, message in self.messages.items() if message.text}

    @classmethod
    def of(cls, form: Form) -> "Work":
        idea, texts = form.record("idee"), form.record("textes")
        messages = {time: Message(texts.prose(str(time)), channel, time, idea.choice("cible")) for time, channel in CHANNELS.items()}
        typed = form.record("diese").text("hashtag")
        return cls(form, messages, idea.choice("fait"), idea.choice("geste"), Hashtag(typed) if typed else None)


def read(answer: object, data: dict, key: dict) -> dict:
    taken = [Hashtag(row["mot"]) for row in data["recherche"]["rows"]]
    found = {row["mot"]: row["trouve"] for row in data["recherche"]["rows"]}
    return {"work": Work.of(read_form(answer, data)), "taken": taken, "found": found, "key": key}


def takeaway(work: Work, **_: object) -> dict:
    """Her sheet, her messages with the fact that they stand on, her hashtag and the reader she chose, by name."""
    idea = work.form.record("idee")
    told = tuple(replace(message, source=idea.said("fait")) for message in work.written.values())
    return {"form": work.form, "messages": told, "hashtag": work.hashtag, "reader": idea.said("cible")}


def excerpts(work: Work, taken: list, found: dict, key: dict) -> dict:
    reader = work.form.record("idee").said("cible")
    told = [f"Message {NAMES[time]} : {message.text}" for time, message in work.written.items()]
    return {"ton": ([f"Pour : {reader}"] if reader else []) + told if told else []}


def describe(work: Work, taken: list, found: dict, key: dict) -> str:
    return work.form.describe()


@check("Quatre messages, chacun à la taille de son temps", points=4)
def each_fits_its_time(work: Work, key: dict) -> Verdict:
    amiss = {time: said for time, message in work.messages.items() if (said := _size(message, key["words"].get(str(time), 0)))}
    return share(
        4 - len(amiss), of=4, hit="Vos quatre textes ont la taille du temps que l'on vous donne.", miss=lambda: next(iter(amiss.values())),
        hint="Lisez ce texte à voix haute, montre en main. Trop long : gardez une idée. Trop court : ajoutez un visage, ou ce que cela change.",
    )


def _written(count: int) -> str:
    return f"Sur quatre messages, vous en avez écrit {count}." if count else "Aucun message n'est encore écrit."


@check("Chaque message tient sur son canal", points=2)
def each_fits_its_channel(work: Work) -> Verdict:
    good = [message for message in work.messages.values() if message.fits_channel()]

    def miss() -> str:
        over = next((message for message in work.written.values() if message.length.over), None)
        if over is None:
            return _written(len(good))
        return f"Le message {NAMES[over.time]} dépasse de {over.length.over} signes ce que permet {over.channel.french}."

    return share(len(good), of=4, hit="Aucun message ne sera coupé par sa plateforme.", miss=miss,
                 hint="Coupez d'abord les mots qui n'apprennent rien ; sur X, un lien vaut 23 signes, un emoji 2.")


@check("Chaque message se comprend seul", points=2)
def each_stands_alone(work: Work) -> Verdict:
    alone = [message for message in work.messages.values() if message.stands_alone()]
    leaning = next((message for message in work.written.values() if not message.stands_alone()), None)

    def miss() -> str:
        if leaning is None:
            return _written(len(alone))
        if words := leaning.leans_on():
            return f"Le message {NAMES[leaning.time]} renvoie ailleurs : « {words[0].strip()} »."
        return f"Le message {NAMES[leaning.time]} n'a presque pas de mots à lui, à côté des liens et des mots-dièse."

    return share(len(alone), of=4, hit="On peut lire chacun de vos messages sans avoir lu les autres.", miss=miss,
                 hint="Imaginez que la personne vous lit pour la première et la dernière fois : redites le fait en une phrase.")


@check("Chaque message demande un geste", points=3)
def each_asks(work: Work) -> Verdict:
    silent = [message for message in work.written.values() if not calls(message.text)]

    def miss() -> str:
        if not silent:
            return _written(len(work.written))
        if slogan := slogans(silent[0].text):
            return f"« {slogan[0]} » est un slogan : personne ne sait par quel pied commencer."
        return f"Le message {NAMES[silent[0].time]} ne demande rien à la personne qui le lit."

    return share(len(work.written) - len(silent), of=4, hit="À la fin de chaque message, on sait quoi faire.", miss=miss,
                 hint="Ajoutez une phrase avec un verbe adressé à la personne : venez, posez, racontez, lisez…")


@check("On sait quand et où faire ce geste", points=2)
def gesture_is_placed(work: Work, key: dict) -> Verdict:
    if not work.gesture:
        return missed("Le geste demandé n'est pas encore choisi.", "Choisissez un seul geste, faisable cette semaine.")
    placed = [time for time in ASKING if sum(_says(work.messages[time], mark) for mark in key["gestures"][work.gesture]) >= 2]
    absent = next((time for time in ASKING if time not in placed), ReaderTime.SECONDS)
    return share(len(placed), of=len(ASKING), hit="Le jour, l'heure ou le lieu se lisent d'un coup d'œil.",
                 miss=lambda: f"Le message {NAMES[absent]} ne dit pas assez où et quand.",
                 hint="Donnez au moins deux repères du geste choisi : le jour, l'heure, le lieu.")


@check("Le fait est là, juste, et avec sa source", points=2)
def fact_is_told(work: Work, key: dict) -> Verdict:
    if not work.fact:
        return missed("Le fait raconté n'est pas encore choisi.", "Choisissez un fait, le plus parlant pour votre cible.")
    fact = key["facts"][work.fact]
    told = [message for message in work.written.values() if _says(message, fact["figure"])]
    sourced = bool(told) and any(_says(message, fact["source"]) for message in work.written.values())

    def miss() -> str:
        if not told:
            return "Le chiffre que vous avez choisi ne se lit dans aucun message."
        return "Un seul message donne le chiffre." if len(told) == 1 else "Le chiffre est là, mais aucun message ne dit d'où il vient."

    return share((len(told) >= 2) + sourced, of=2, hit="Le fait revient avec sa source : il ne passera pas pour une rumeur.", miss=miss,
                 hint="Écrivez le chiffre exact dans deux messages au moins, et nommez la source dans le plus long.")


@check("Le billet donne des prises à qui est pressé", points=1)
def blog_has_bold_words(work: Work) -> Verdict:
    post = work.messages[ReaderTime.MINUTES]
    hint = "Dans chaque paragraphe, mettez quelques mots entre **deux étoiles** : ceux qu'il faut retenir."
    if not post.text:
        return missed("Le billet n'est pas encore commencé.", hint)
    if bare := post.paragraphs_without_bold():
        return missed(f"Ce paragraphe n'a aucun mot en gras : « {' '.join(bare[0].split()[:6])}… »", hint)
    return reached("On peut traverser votre billet de mot gras en mot gras.")


@check("Le mot-dièse est court, lisible et libre", points=2)
def hashtag_is_good(work: Work, taken: list, found: dict) -> Verdict:
    if work.hashtag is None:
        return missed("Il n'y a pas encore de mot-dièse.", "Cherchez deux mots qui disent la campagne, et collez-les : une majuscule à chacun.")
    if faults := work.hashtag.faults():
        return missed(f"{work.hashtag.text} a un défaut : {faults[0].french}.", "Deux ou trois mots collés, une majuscule à chacun, ni accent, ni espace, ni tiret.")
    if same := next((other for other in taken if work.hashtag.same_as(other)), None):
        return missed(f"{work.hashtag.text} est déjà pris : {found[same.text][0].lower()}{found[same.text][1:]}",
                      "Ajoutez un mot qui n'est qu'à vous : un lieu, un verbe, l'objet de la campagne.")
    return reached(f"{work.hashtag.text} se lit d'un coup d'œil, et personne ne l'emploie déjà.")


@check("Trois mots-dièse au plus, dont le vôtre", points=2)
def hashtag_is_used(work: Work) -> Verdict:
    texts = {time: work.messages[time] for time in TAGGED}
    crowded = next((message for message in work.messages.values() if message.too_many_hashtags()), None)
    hint = "Votre mot-dièse, écrit de la même façon, dans les textes de X et de Facebook ; il va souvent mieux seul."
    if crowded is not None:
        return missed(f"Le message {NAMES[crowded.time]} porte {len(crowded.hashtags())} mots-dièse : {MOST_HASHTAGS} au plus.", hint)
    if work.hashtag is None:
        return missed("Sans mot-dièse à vous, personne ne pourra retrouver ni compter la campagne.", hint)
    carrying = [time for time, message in texts.items() if any(work.hashtag.same_as(found) for found in message.hashtags())]
    other = [found.text for message in texts.values() for found in message.hashtags() if work.hashtag.same_as(found) and found.text != work.hashtag.text]
    if other:
        return missed(f"{work.hashtag.text} est aussi écrit {other[0]} : une campagne, une orthographe.", hint)
    absent = next((time for time in TAGGED if time not in carrying), ReaderTime.SECONDS)
    return share(len(carrying), of=len(TAGGED), hit="Votre mot-dièse est partout où il compte, et ne se noie pas.",
                 miss=lambda: f"Le message {NAMES[absent]} ne porte pas {work.hashtag.text if work.hashtag else ''}.", hint=hint)


def _size(message: Message, fewest: int) -> str:
    """What is amiss with a message's size, empty when it fits its reader's time."""
    name = NAMES[message.time]
    words = len(message.text.split())
    if not message.text:
        return f"Le message {name} n'est pas encore écrit."
    if words < fewest:
        return f"Le message {name} n'a que {words} mot{'s' * (words > 1)} : il en faut {fewest} au moins."
    if message.fits_time():
        return ""
    if message.time is ReaderTime.MORE:
        return f"Le message {name} n'ouvre aucune porte : il y manque le lien."
    return f"Le message {name} demande {round(message.seconds)} secondes de lecture : {MOST_SECONDS[message.time]} au plus."


def _says(message: Message, pattern: str) -> bool:
    text = re.sub(r"[\s\u00a0\u202f]+", " ", message.text.replace("*", ""))
    return re.search(pattern, text, re.IGNORECASE) is not None
