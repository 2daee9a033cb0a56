"""A message of the campaign: it fits its channel and the time its reader has, and stands alone (booklet, box 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.domain.channel import Channel, Language
from autograder.domain.hashtag import MOST_HASHTAGS, Fault, Hashtag, doubles, find
from autograder.domain.message_length import LINK, Length, measure
from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken

WORDS_A_MINUTE = 184
"""Reading aloud, mean of 17 languages: Trauzettel-Klosinski et al., IReST, 2012, doi:10.1167/iovs.11-8284. Someone who
reads a second language on a small screen is slower."""


class ReaderTime(Spoken):
    """The time that the reader has, as the booklet tells them apart."""

    SECONDS = "secondes", "quelques secondes"
    MINUTE = "minute", "une minute"
    MINUTES = "minutes", "quelques minutes"
    MORE = "plus", "envie d'en savoir plus"


MOST_SECONDS = {ReaderTime.SECONDS: 20, ReaderTime.MINUTE: 60, ReaderTime.MINUTES: 300}

# Openings and phrases that only someone who saw another publication can follow.
_LEANS = re.compile(
    r"\bcomme (?:dit|annoncé|promis|expliqué|vu) (?:hier|plus haut|précédemment|dans)\b"
    r"|\bsuite (?:de (?:notre|la|mon)|du) (?:série|post|message|article|publication|fil)\b"
    r"|\bvoir (?:ci-dessus|plus haut)\b|\bcf\.? (?:le|notre|mon) (?:post|article|message)\b"
    r"|\b(?:post|message|article|publication) (?:précédente?|d'hier|du dessus)\b"
    r"|\brappelez-vous\b|\bcomme je (?:le )?disais\b|\bpartie [2-9]\b|^\s*\(?[2-9]\s?/\s?[2-9]\b",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Message:
    """A text for one channel, one audience (its id) and one reader's time; `source` says what backs what it states."""

    text: str
    channel: Channel
    time: ReaderTime
    audience: str = ""
    language: Language = Language.FRENCH
    source: str = ""

    # -- its channel

    @property
    def length(self) -> Length:
        return measure(self.text, self.channel)

    def fits_channel(self) -> bool:
        return bool(self.text.strip()) and not self.length.over

    # -- its reader's time

    @property
    def seconds(self) -> float:
        """Time to read it, links left out."""
        return len(LINK.sub(" ", self.text).split()) * 60 / WORDS_A_MINUTE

    def fits_time(self) -> bool:
        """Short enough for the time it aims at; who wants more gets a link to more."""
        if self.time is ReaderTime.MORE:
            return bool(self.links())
        return self.seconds <= MOST_SECONDS[self.time]

    def paragraphs_without_bold(self) -> tuple[str, ...]:
        """Paragraphs where nothing is set in bold (`**words**`): a blog reader in a hurry has nothing to hold on to."""
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", self.text) if part.strip()]
        return tuple(part for part in paragraphs if not re.search(r"\*\*\S(?:.*?\S)?\*\*", part, re.DOTALL))

    # -- standing alone

    def leans_on(self) -> tuple[str, ...]:
        """Expressions that send the reader back to another publication; a rule of thumb, in French only."""
        return tuple(match.group() for match in _LEANS.finditer(self.text.replace("’", "'")))

    def stands_alone(self) -> bool:
        """A first and last reader understands: words of its own beside links and hashtags, none that lean elsewhere."""
        own = re.sub(r"[#@]\w+", " ", LINK.sub(" ", self.text)).split()
        return len(own) >= 3 and not self.leans_on()

    # -- hashtags and links

    def links(self) -> tuple[str, ...]:
        return tuple(LINK.findall(self.text))

    def hashtags(self) -> tuple[Hashtag, ...]:
        return find(self.text)

    def too_many_hashtags(self) -> bool:
        return len(self.hashtags()) > MOST_HASHTAGS

    def hashtag_faults(self) -> dict[Hashtag, tuple[Fault, ...]]:
        return {hashtag: faults for hashtag in self.hashtags() if (faults := hashtag.faults())}

    def repeated_hashtags(self) -> tuple[Hashtag, ...]:
        return doubles(self.hashtags())

    @classmethod
    def from_json(cls, data: object) -> Message:
        row = Row.of(data, "un message")
        return cls(
            row.prose("text", "le texte", needed=True), row.choice("channel", "le canal", Channel),
            row.choice("time", "le temps de lecture", ReaderTime), row.text("audience", "la cible", limit=40),
            row.optional_choice("language", "la langue", Language) or Language.FRENCH, row.text("source", "la source"),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "text": self.text, "channel": str(self.channel), "time": str(self.time), "audience": self.audience,
            "language": str(self.language), "source": self.source,
        }
