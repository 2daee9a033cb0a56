"""What a message asks its reader to do: the verbs addressed to her, and slogans that ask nothing one can do.

A rule of thumb, in French only: a form in -ez (venez, inscrivez-vous, rendez-vous samedi), « dites » or « faites », or
a familiar imperative at the start of a sentence (viens, raconte), and not a statement or a question about « vous »
(vous venez, savez-vous).
"""

from __future__ import annotations

import re

from autograder.domain.message_length import LINK

_NO_VERB = frozenset({"chez", "assez", "nez", "rez", "avez", "savez", "pouvez", "voulez", "devez", "aurez", "serez"})
_FAMILIAR = (
    "viens|venons|dis|raconte|pose|demande|appelle|envoie|écris|lis|écoute|partage|propose|inscris-toi|amène|rejoins|"
    "clique|regarde|passe|apporte|note"
)
_ADDRESSED = re.compile(r"\b([^\W\d_]+ez|dites|faites)\b(?!-vous\b)", re.IGNORECASE)
_FAMILIAR_CALL = re.compile(rf"(?:^|[.!?:\n]\s*|\bet )({_FAMILIAR})\b(?! des\b)", re.IGNORECASE)
_REFLEXIVE = re.compile(r"\b([^\W\d_]+ez)-vous\b[^.!?\n,;:]*(.?)", re.IGNORECASE)
_ASKING = frozenset({"connaissez", "croyez", "pensez", "attendez", "êtes"}) | _NO_VERB
_SUBJECT = re.compile(r"\bvous\s+(?:(?:ne|n'|en|y|le|la|les|l'|me|m'|nous|lui|leur|vous)\s*)*$", re.IGNORECASE)
_SLOGAN = re.compile(r"\b[^\W\d_]+ons(?:-nous\b|\s+(?:tous|toutes|ensemble)\b)", re.IGNORECASE)


def calls(text: str) -> tuple[str, ...]:
    """The verbs that ask something of the reader, in order."""
    text = _words(text)
    asked = [
        (found.start(1), found[1]) for found in _ADDRESSED.finditer(text)
        if found[1].casefold() not in _NO_VERB and not _SUBJECT.search(text[:found.start()])
    ]
    asked += [(found.start(1), found[1]) for found in _FAMILIAR_CALL.finditer(text)]
    asked += [
        (found.start(1), found[1]) for found in _REFLEXIVE.finditer(text)
        if found[2] != "?" and found[1].casefold() not in _ASKING
    ]
    return tuple(verb for _, verb in sorted(asked))


def slogans(text: str) -> tuple[str, ...]:
    """« Mobilisons-nous », « Agissons ensemble » : nobody knows which foot to start with."""
    return tuple(found.group() for found in _SLOGAN.finditer(_words(text)))


def _words(text: str) -> str:
    """Without addresses and hashtags, which ask nothing (#EngageonsNous)."""
    return re.sub(r"[#@]\w+", " ", LINK.sub(" ", text)).replace("’", "'")
