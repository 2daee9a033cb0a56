"""Hashtags: what the platforms accept, what a person reads at a glance, what nobody else already means.

Sources: twitter-text (https://github.com/twitter/twitter-text, `validHashtag`): letters, marks, digits, underscore, at
least one letter, nothing glued before the sign; Facebook's help: one word, digits allowed, no space, no punctuation.
The booklet: explicit with as few characters as possible, three at most in a publication.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder.domain.spoken import Spoken

MOST_HASHTAGS = 3
LONG = 20       # our reading of « le moins de caractères possible »: twice the length of #PaixauMali
ONE_WORD = 10   # beyond, a tag without capitals is most likely several words run together

_FOUND = re.compile(r"(?<![\w&#/])[#＃](\w+)")
_WORD = re.compile(r"[^\W\d_]+")


class Fault(Spoken):
    NO_SIGN = "sans_diese", "il ne commence pas par #"
    REFUSED_CHARACTER = "signe_refuse", "il porte un signe que les plateformes refusent, et le mot-dièse s'arrête là"
    DIGITS_ONLY = "chiffres", "il n'a pas de lettre, et aucune plateforme n'en fait un lien"
    ACCENTS = "accents", "il porte des accents, et sur certaines plateformes cela fait deux mots-dièse différents"
    UNREADABLE = "illisible", "il a plusieurs mots sans majuscules, et on ne voit pas où ils se séparent"
    SHOUTED = "capitales", "il est tout en capitales, et ses mots ne se séparent plus"
    LONG = "long", f"il a plus de {LONG} caractères, et personne ne le tapera sans faute"


@dataclass(frozen=True)
class Hashtag:
    """A hashtag as someone wrote it, sign included: `#EngageonsNous`."""

    text: str

    @property
    def name(self) -> str:
        return self.text.lstrip("#＃")

    @property
    def key(self) -> str:
        """Under which platforms file it: capitals make no difference; accents we fold too, for people do."""
        bare = unicodedata.normalize("NFD", self.name.casefold())
        return "".join(sign for sign in bare if not unicodedata.combining(sign))

    @property
    def words(self) -> tuple[str, ...]:
        """The words its capitals, digits and underscores set apart: `#JeVeuxSavoir2020` → Je, Veux, Savoir, 2020."""
        return tuple(re.findall(r"[^\W\d_]?[^\W\d_A-ZÀ-ÖØ-Þ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zà-öø-ÿ])|\d+", self.name))

    def faults(self) -> tuple[Fault, ...]:
        """Everything amiss, the worst first."""
        letters = "".join(_WORD.findall(self.name))
        checks = {
            Fault.NO_SIGN: not self.text.startswith(("#", "＃")),
            Fault.REFUSED_CHARACTER: re.fullmatch(r"\w+", self.name) is None,
            Fault.DIGITS_ONLY: not letters,
            Fault.UNREADABLE: len(letters) > ONE_WORD and letters.islower() and "_" not in self.name,
            Fault.SHOUTED: len(letters) > ONE_WORD and letters.isupper() and "_" not in self.name,
            Fault.ACCENTS: self.key != self.name.casefold(),
            Fault.LONG: len(self.name) > LONG,
        }
        return tuple(fault for fault, found in checks.items() if found)

    def usable(self) -> bool:
        """True when the platforms make a link of it whole, readable or not."""
        return not {Fault.NO_SIGN, Fault.REFUSED_CHARACTER, Fault.DIGITS_ONLY} & set(self.faults())

    def same_as(self, other: Hashtag) -> bool:
        return self.key == other.key

    def readings(self, lexicon: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """Every way to cut the lower-cased tag into words of the lexicon: more than one means an ambiguous tag."""
        return tuple(_cut(self.key, frozenset(Hashtag(word).key for word in lexicon)))

    def ambiguous(self, lexicon: Collection[str]) -> bool:
        return len(self.readings(lexicon)) > 1


def find(text: str) -> tuple[Hashtag, ...]:
    """The hashtags that the platforms would link in a text, in order, repeats included."""
    # Composed form: an accent typed as a mark of its own would cut the word.
    found = (Hashtag(f"#{name}") for name in _FOUND.findall(unicodedata.normalize("NFC", text)))
    return tuple(hashtag for hashtag in found if hashtag.usable())


def count_uses(texts: Iterable[str], hashtag: Hashtag) -> int:
    """How many texts use the hashtag; capitals and accents make no difference, one text counts once."""
    return sum(any(hashtag.same_as(found) for found in find(text)) for text in texts)


def doubles(hashtags: Iterable[Hashtag]) -> tuple[Hashtag, ...]:
    """Hashtags that are the same as an earlier one but for capitals or accents."""
    seen: set[str] = set()
    again = []
    for hashtag in hashtags:
        if hashtag.key in seen:
            again.append(hashtag)
        seen.add(hashtag.key)
    return tuple(again)


def _cut(text: str, words: frozenset[str]) -> list[tuple[str, ...]]:
    """All segmentations, built from the end so that a long tag stays cheap; at most 50 are kept per position."""
    ways: dict[int, list[tuple[str, ...]]] = {len(text): [()]}
    for start in range(len(text) - 1, -1, -1):
        found = [
            (text[start:end], *rest) for end in range(start + 1, len(text) + 1)
            if text[start:end] in words for rest in ways.get(end, [])
        ]
        ways[start] = found[:50]
    return ways[0]
