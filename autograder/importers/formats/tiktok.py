"""TikTok Studio, content export: several versions of the same few columns. Hours are UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.importers.formats.base import Context, Layout
from autograder.importers.formats.posts import SLOT, PostFormat
from autograder.importers.tables import Value


@dataclass(frozen=True)
class TikTokVideos(PostFormat):
    """TikTok gives no id column: the id is in the link."""

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        super().finish(values, row, layout, context)
        values[SLOT["type"]] = "vidéo"


TIKTOK = TikTokVideos(
    name="vidéos TikTok (TikTok Studio)",
    network="TikTok",
    labels={
        "video id": "id", "video title": "titre", "titre de la video": "titre", "caption": "titre",
        "video link": "lien", "lien de la video": "lien", "link": "lien",
        "post time": "publie_le", "heure de publication": "publie_le", "date de publication": "publie_le",
        "video publish time": "publie_le",
        "total views": "vues", "video views": "vues", "views": "vues", "nombre total de vues": "vues",
        "vues de la video": "vues", "vues": "vues",
        "total likes": "reactions", "likes": "reactions", "nombre total de j'aime": "reactions",
        "j'aime": "reactions", "mentions j'aime": "reactions",
        "total comments": "commentaires", "comments": "commentaires", "nombre total de commentaires": "commentaires",
        "commentaires": "commentaires",
        "total shares": "partages", "shares": "partages", "nombre total de partages": "partages",
        "partages": "partages",
        "add to favorites": "enregistrements", "total favorites": "enregistrements", "favorites": "enregistrements",
        "ajouts aux favoris": "enregistrements", "saves": "enregistrements",
        "reach": "portee", "reached audience": "portee", "new followers": "abonnes_gagnes",
    },
    needs=(frozenset({"video link", "lien de la video", "video id"}),
           frozenset({"post time", "heure de publication", "date de publication", "video publish time"}),
           frozenset({"total views", "video views", "views", "total likes", "likes", "vues", "nombre total de vues"})),
    bars=frozenset({"content", "contenu", "page id"}),
    account=re.compile(r"tiktok\.com/@([\w.]+)"),
    id_in_link=re.compile(r"/(?:video|photo)/(\d+)"),
    said=("TikTok compte les jours en temps universel (UTC), qui est l'heure du Mali",),
)
