"""YouTube Studio, "Table data.csv" of the content report, in English and French."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.importers.formats.base import Context, Layout
from autograder.importers.formats.posts import SLOT, PostFormat, seconds_or_none
from autograder.importers.tables import Value


@dataclass(frozen=True)
class YouTubeVideos(PostFormat):
    """One row a video. The first row, the total, may differ from the sum by a few: it is dropped either way."""

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        super().finish(values, row, layout, context)
        values[SLOT["type"]] = "vidéo"
        values[SLOT["lien"]] = f"https://www.youtube.com/watch?v={values[SLOT['id']]}"
        if "_duree" in layout.columns:
            values[SLOT["duree_s"]] = seconds_or_none(row[layout.columns["_duree"]], context)


YOUTUBE = YouTubeVideos(
    name="vidéos YouTube (YouTube Studio)",
    network="YouTube",
    labels={
        "content": "id", "contenu": "id", "video": "id", "videos": "id",
        "video title": "titre", "titre de la video": "titre",
        "video publish time": "publie_le", "heure de publication de la video": "publie_le",
        "date de publication de la video": "publie_le", "date de mise en ligne de la video": "publie_le",
        "views": "vues", "vues": "vues",
        "impressions": "impressions", "thumbnail impressions": "impressions",
        "impressions de la miniature": "impressions", "impressions des miniatures": "impressions",
        "likes": "reactions", "mentions j'aime": "reactions", "j'aime": "reactions",
        "comments added": "commentaires", "comments": "commentaires", "commentaires ajoutes": "commentaires",
        "commentaires": "commentaires",
        "shares": "partages", "partages": "partages",
        "subscribers": "abonnes_gagnes", "abonnes": "abonnes_gagnes",
        "duration": "_duree", "duree": "_duree", "duree de la video": "_duree",
    },
    needs=(frozenset({"content", "contenu", "video", "videos"}),
           frozenset({"video title", "titre de la video", "watch time (hours)", "duree de visionnage (heures)",
                      "impressions click-through rate (%)", "taux de clics par impression (%)"}),
           frozenset({"views", "vues", "impressions", "thumbnail impressions"})),
    bars=frozenset({"date"}),  # "Chart data.csv": the same videos, day by day
    said=("les impressions de YouTube comptent les miniatures montrées ; YouTube ne donne pas la portée",
          "YouTube donne le jour de publication, pas l'heure"),
)
