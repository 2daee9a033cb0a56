"""The directive `{message} <channel> <reader's time>`: a message, and what its channel and its reader will count.

    :::{message} x secondes
    Deux femmes sur dix… #EngageonsNous
    :::
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.domain.channel import Channel
from autograder.domain.french import listing, number
from autograder.domain.message import Message, ReaderTime


class CountedMessage(SphinxDirective):
    """Paragraphs are parted by an empty line; `**` marks what is bold, and is not counted."""

    required_arguments = 2
    has_content = True

    def run(self) -> list[nodes.Node]:
        try:
            channel, time = Channel(self.arguments[0]), ReaderTime(self.arguments[1])
        except ValueError as error:
            raise self.error(f"{{message}}: {error}") from error
        paragraphs = "\n".join(self.content).replace("**", "").split("\n\n")
        message = Message("\n\n".join(" ".join(part.split()) for part in paragraphs), channel, time)
        quote = nodes.block_quote("")
        self.state.nested_parse(self.content, self.content_offset, quote)
        facts = nodes.paragraph("", counted(message), classes=["compte"])
        return [quote, facts]


def counted(message: Message) -> str:
    """What a reader may check: length, seconds, hashtags, and what is amiss."""
    length, seconds = message.length, round(message.seconds)
    room = f" sur {number(length.limit)}" if length.limit is not None else ""
    tags = len(message.hashtags())
    said = [
        f"{number(length.count)} signes{room}",
        f"environ {seconds} secondes de lecture à voix haute" if seconds < 120
        else f"environ {round(seconds / 60)} minutes de lecture à voix haute",
        f"{tags} hashtag{'s' * (tags > 1)}" if tags else "aucun hashtag",
    ]
    amiss = {
        "trop long pour ce canal": not message.fits_channel(),
        "sans lien vers la suite" if message.time is ReaderTime.MORE else "trop long pour ce temps de lecture":
            not message.fits_time(),
        "il ne se comprend pas seul": not message.stands_alone(),
        "trop de hashtags": message.too_many_hashtags(),
    }
    faults = [name for name, wrong in amiss.items() if wrong]
    verdict = f"À reprendre : {listing(faults)}." if faults else "Rien à reprendre pour la machine."
    return f"Compté pour {message.channel.french} : {listing(said)}. {verdict}"


def setup(app: Sphinx) -> None:
    app.add_directive("message", CountedMessage)
