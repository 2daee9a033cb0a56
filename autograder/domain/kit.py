"""The mobilisation kit: all that someone needs to take part in the campaign, as the booklet lists it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.domain.channel import Channel
from autograder.domain.hashtag import Hashtag
from autograder.domain.message import Message
from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken


class Part(Spoken):
    WHAT = "quoi", "la campagne en une phrase (quoi)"
    WHO = "qui", "celles et ceux qui la mènent (qui)"
    WHEN = "quand", "ses dates (quand)"
    WHY = "pourquoi", "ses raisons (pourquoi)"
    ACCOUNTS = "comptes", "les comptes à suivre"
    HASHTAGS = "hashtags", "les hashtags"
    MESSAGES = "messages", "les messages types"
    PEOPLE = "personnes", "les comptes à identifier (décideurs, acteurs clés)"
    CONTENTS = "contenus", "les visuels et contenus à partager"


@dataclass(frozen=True)
class Account:
    """An account on a network: the campaign's own, or that of someone to name in a publication."""

    channel: Channel
    handle: str

    @classmethod
    def from_json(cls, data: object) -> Account:
        row = Row.of(data, "un compte")
        return cls(row.choice("channel", "le canal", Channel), row.text("handle", "le nom du compte", needed=True))

    def to_json(self) -> dict[str, object]:
        return {"channel": str(self.channel), "handle": self.handle}


@dataclass(frozen=True)
class Content:
    """Something to share: a picture, a video, an article; `where` is a link or a file's name."""

    title: str
    where: str = ""

    @classmethod
    def from_json(cls, data: object) -> Content:
        row = Row.of(data, "un contenu")
        return cls(row.text("title", "le titre", needed=True), row.text("where", "le lien ou le fichier"))

    def to_json(self) -> dict[str, object]:
        return {"title": self.title, "where": self.where}


@dataclass(frozen=True)
class Kit:
    what: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    accounts: tuple[Account, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    messages: tuple[Message, ...] = ()
    people: tuple[Account, ...] = ()
    contents: tuple[Content, ...] = ()

    def missing_parts(self) -> tuple[Part, ...]:
        held = {
            Part.WHAT: self.what, Part.WHO: self.who, Part.WHEN: self.when, Part.WHY: self.why,
            Part.ACCOUNTS: self.accounts, Part.HASHTAGS: self.hashtags, Part.MESSAGES: self.messages,
            Part.PEOPLE: self.people, Part.CONTENTS: self.contents,
        }
        return tuple(part for part, value in held.items() if not value)

    def channels_without_message(self) -> tuple[Channel, ...]:
        """Networks where the campaign has an account but no message ready to copy."""
        written = {message.channel for message in self.messages}
        return tuple(dict.fromkeys(a.channel for a in self.accounts if a.channel not in written))

    def too_long_messages(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if not message.fits_channel())

    def messages_without_hashtag(self) -> tuple[Message, ...]:
        """Messages for a network that carry none of the campaign's hashtags: their uses would not be counted."""
        keys = {hashtag.key for hashtag in self.hashtags}
        return tuple(
            message for message in self.messages
            if message.channel.online and not keys & {found.key for found in message.hashtags()}
        )

    def unusable_hashtags(self) -> tuple[Hashtag, ...]:
        return tuple(hashtag for hashtag in self.hashtags if not hashtag.usable())

    def contents_nowhere(self) -> tuple[Content, ...]:
        """Contents named without a link or a file: nobody can share them."""
        return tuple(content for content in self.contents if not content.where)

    @classmethod
    def from_json(cls, data: object) -> Kit:
        row = Row.of(data, "un kit de mobilisation")
        return cls(
            row.text("what", "« quoi »"), row.text("who", "« qui »"), row.text("when", "« quand »"),
            row.text("why", "« pourquoi »"), row.items("accounts", "les comptes", Account.from_json),
            tuple(Hashtag(text) for text in row.texts("hashtags", "les hashtags", limit=140)),
            row.items("messages", "les messages", Message.from_json),
            row.items("people", "les comptes à identifier", Account.from_json),
            row.items("contents", "les contenus", Content.from_json),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "what": self.what, "who": self.who, "when": self.when, "why": self.why,
            "accounts": [account.to_json() for account in self.accounts],
            "hashtags": [hashtag.text for hashtag in self.hashtags],
            "messages": [message.to_json() for message in self.messages],
            "people": [account.to_json() for account in self.people],
            "contents": [content.to_json() for content in self.contents],
        }
