"""One line of the editorial calendar: what appears, when, where, for whom, by whom, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from autograder.domain.channel import Channel, Language
from autograder.domain.errors import InvalidData
from autograder.domain.rows import Row, iso
from autograder.domain.spoken import Spoken


class Format(Spoken):
    """The forms of content that the booklet names."""

    TEXT = "texte", "texte"
    IMAGE = "visuel", "visuel ou affiche"
    TESTIMONY = "temoignage", "vidéo-témoignage"
    INTERVIEW = "interview", "interview vidéo"
    VIDEO = "video", "autre vidéo"
    SHORT_FILM = "court_metrage", "court-métrage"
    LESSON = "mooc", "MOOC"
    BLOG_POST = "billet", "billet de blog"
    ARTICLE = "article", "article"
    AUDIO = "audio", "audio, podcast ou émission"
    QUIZ = "jeu_concours", "jeu-concours"
    POLL = "sondage", "sondage ou question"
    MEETING = "rencontre", "débat ou rencontre"


class State(Spoken):
    IDEA = "idee", "idée"
    IN_HAND = "en_cours", "en cours"
    READY = "pret", "prêt"
    PUBLISHED = "publie", "publié"

    @property
    def produced(self) -> bool:
        return self in (State.READY, State.PUBLISHED)


@dataclass(frozen=True)
class Slot:
    """What is not decided yet is empty or None; only the day, the channel and the format are needed."""

    day: date
    channel: Channel
    format: Format
    hour: time | None = None
    message: str = ""
    language: Language | None = None
    audience: str = ""
    hashtags: tuple[str, ...] = ()
    owner: str = ""
    state: State = State.IDEA

    @classmethod
    def from_json(cls, data: object) -> Slot:
        row = Row.of(data, "une ligne du calendrier")
        day = row.day("day", "la date")
        if day is None:
            raise InvalidData("Dans une ligne du calendrier, la date manque.", data)
        return cls(
            day, row.choice("channel", "le canal", Channel), row.choice("format", "le format", Format),
            row.hour("hour", "l'heure"), row.prose("message", "le message"),
            row.optional_choice("language", "la langue", Language), row.text("audience", "la cible"),
            row.texts("hashtags", "les hashtags", limit=140), row.text("owner", "la personne responsable"),
            row.optional_choice("state", "l'état", State) or State.IDEA,
        )

    def to_json(self) -> dict[str, object]:
        return {
            "day": iso(self.day), "hour": iso(self.hour), "channel": str(self.channel), "format": str(self.format),
            "message": self.message, "language": str(self.language) if self.language else None,
            "audience": self.audience, "hashtags": list(self.hashtags), "owner": self.owner, "state": str(self.state),
        }
