"""What a campaign is before chance plays: contents, posts, comments, people, dates. By hand, or drawn (`hidden`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TESTIMONY = "vidéo-témoignage"
INTERVIEW = "interview vidéo"
FILM = "court-métrage"
POST = "billet de blog"
ARTICLE = "article"
POSTER = "affiche"
LESSON = "MOOC"
VIDEOS = (TESTIMONY, INTERVIEW, FILM, LESSON)
VISUALS = (*VIDEOS, POSTER, "dessin", "photo")

FRENCH, BAMBARA, SONINKE, PULAAR = "français", "bambara", "soninké", "pulaar"


@dataclass(frozen=True)
class Content:
    """Something the team made. `counted` is the type under which the booklet counts it."""

    id: str
    type: str
    title: str
    hook: str
    day: date
    ready: date
    language: str = FRENCH
    author: str = "l'équipe"

    @property
    def counted(self) -> str:
        return INTERVIEW if self.type == TESTIMONY else self.type


@dataclass(frozen=True)
class Animation:
    """A post that carries no content of its own: a question, a contest, a photo of a meeting."""

    id: str
    type: str
    day: date
    text: str
    networks: tuple[str, ...] = ("Facebook", "X")


@dataclass(frozen=True)
class Comment:
    """A comment under the Facebook post `post`, written for the course. `hours` after the post."""

    post: str
    hours: int
    kind: str
    tone: str
    answer: bool
    woman: bool
    text: str
    language: str = FRENCH


@dataclass(frozen=True)
class Period:
    """Days when people behave otherwise: `reach` multiplies the audience, `evening` moves posts after dusk."""

    name: str
    start: date
    end: date
    reach: float
    evening: bool = False

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Influencer:
    account: str
    network: str
    kind: str
    followers: int
    place: str
    language: str
    active: bool


@dataclass(frozen=True)
class Campaign:
    """Everything the generator needs."""

    slug: str
    hashtag: str
    title: str
    seed: int
    start: date
    end: date
    phases: tuple[tuple[str, date, date], ...]
    contents: tuple[Content, ...]
    animations: tuple[Animation, ...]
    comments: tuple[Comment, ...]
    influencers: tuple[Influencer, ...]
    periods: tuple[Period, ...]
    followers: tuple[tuple[str, int, float], ...]
    """(network, followers on the eve, new ones a day on average)"""
    activities: tuple[tuple[str, str, str, str, str, str, str, str], ...]
    """(id, activity, phase, person, start, end, ids it waits for, "oui" when a milestone)"""
    budget: tuple[tuple[str, str, int, str, int], ...]
    """(category, line, quantity, unit, unit price in F CFA)"""
    target: int = 2000
    survey: bool = False

    def phase_of(self, day: date) -> str:
        return next((name for name, start, end in self.phases if start <= day <= end), self.phases[-1][0])
