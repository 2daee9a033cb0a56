"""X (Twitter) post activity: the export known until 2023, and the one since 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.importers.formats.base import Context, Layout, cell
from autograder.importers.formats.posts import SLOT, PostFormat, unescape
from autograder.importers.tables import Value

_ACCOUNT = re.compile(r"(?:twitter|x)\.com/([A-Za-z0-9_]{1,15})/status", re.IGNORECASE)
_STATUS = re.compile(r"/status(?:es)?/(\d+)")
_CLICKS = ("_profil", "clics_lien", "_hashtag", "_detail", "_permalien")


@dataclass(frozen=True)
class XPosts(PostFormat):
    """X adds clicks to its "engagements"; here they stay apart, in `clics`, and its total in `engagements`."""

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        super().finish(values, row, layout, context)
        unescape(values)
        given = [name for name in _CLICKS if name in layout.columns]
        parts = [context.number(cell(row, layout.columns[name]), "clics") for name in given]
        known = [part for part in parts if part is not None]
        values[SLOT["clics"]] = sum(known) if known else None


X_OLD = XPosts(
    name="publications X (Twitter), export d'avant 2024",
    network="X",
    labels={
        "tweet id": "id", "tweet permalink": "lien", "tweet text": "texte", "time": "publie_le",
        "impressions": "impressions", "engagements": "engagements", "retweets": "partages",
        "replies": "commentaires", "likes": "reactions", "user profile clicks": "_profil", "url clicks": "clics_lien",
        "hashtag clicks": "_hashtag", "detail expands": "_detail", "permalink clicks": "_permalien",
        "follows": "abonnes_gagnes",
    },
    needs=(frozenset({"tweet id"}), frozenset({"tweet text", "tweet permalink"}), frozenset({"time"}),
           frozenset({"impressions", "likes", "retweets"})),
    account=_ACCOUNT,
    id_in_link=_STATUS,
    said=("les clics restent à part : X les compte dans ses « engagements », pas nous dans les interactions",
          "X ne donne pas la portée, seulement les impressions"),
)

X_NEW = XPosts(
    name="publications X (Twitter), export depuis 2024",
    network="X",
    labels={
        "post id": "id", "date": "publie_le", "post text": "texte", "post link": "lien", "impressions": "impressions",
        "likes": "reactions", "engagements": "engagements", "bookmarks": "enregistrements",
        "new follows": "abonnes_gagnes",
        "replies": "commentaires", "reposts": "partages", "profile visits": "_profil", "detail expands": "_detail",
        "url clicks": "clics_lien", "hashtag clicks": "_hashtag", "permalink clicks": "_permalien",
    },
    needs=(frozenset({"post id"}), frozenset({"post text", "post link"}), frozenset({"date"}),
           frozenset({"impressions", "likes", "reposts"})),
    account=_ACCOUNT,
    id_in_link=_STATUS,
    said=("les clics restent à part : X les compte dans ses « engagements », pas nous dans les interactions",
          "X ne donne ni la portée ni l'heure de publication",
          "les partages sont les « reposts » ; la colonne « Shares » de X (envois du lien) n'est pas reprise"),
)
