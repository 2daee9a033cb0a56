"""Messages are counted the same way on the page, while they are written, and by the checks that score them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from autograder.domain.channel import Channel, Language
from autograder.domain.hashtag import find
from autograder.domain.message import Message, ReaderTime
from tests.front.test_front_units import _node

FRONT = Path(__file__).resolve().parents[2] / "autograder" / "widgets" / "front" / "message_length.js"
CHANNELS = ("x", "facebook", "whatsapp", "sms", "blog")
TEXTS = [
    "",
    "Région de Kayes : 2 femmes sur 10. Mercredi 15 h, espace connecté. #EngageonsNous",
    "Lisez https://www.example.org/etude?x=1&y=été, puis dites-nous.",
    "Sur example.org/etude ou kayes.ml/a, pas a@example.org ni #example.org ni 3.org.x",
    "exemple.com exemple.net,(exemple.org) fin.com",
    "Bravo 👍🏽 à la famille 👨‍👩‍👧‍👦 et au drapeau 🇲🇱 1️⃣ ©️ ✊",
    "« Ma voix compte » — dit-elle… l’élue ; c'est ça !",
    "N'ko ߒߞߏ, ɛ et ɔ : I ni ce, aw ni baara",
    "e\u0301coutez les e\u0301lues #Écouter #e\u0301lues2021 #2021 #_a #a#b &#c /#d #Kayes_Propre",
    "ligne un\n\nligne deux\n[crochets] {accolades} 10 €",
    "a" * 279 + "é", "日本" * 75, "x" * 161,
    "#PaixAuMali #JeVeuxSavoir #MaVoix, #Ensemble!",
]


def counted_by_the_page() -> list[dict[str, object]]:
    script = (
        f"import {{ hashtagsIn, linksIn, measure, secondsToRead }} from {json.dumps(FRONT.as_uri())};"
        f"const texts = {json.dumps(TEXTS)}, channels = {json.dumps(CHANNELS)};"
        "console.log(JSON.stringify(texts.map((text) => ({"
        " lengths: channels.map((channel) => measure(text, channel)).map(({ count, limit = null }) => [count, limit]),"
        " seconds: secondsToRead(text), links: linksIn(text).length, hashtags: hashtagsIn(text) }))));"
    )
    command = [_node(), "--input-type=module", "--eval", script]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stderr
    counts: list[dict[str, object]] = json.loads(run.stdout)
    return counts


def counted_by_the_checks(text: str) -> dict[str, object]:
    messages = [Message(text, Channel(name), ReaderTime.MINUTE, "", Language.FRENCH) for name in CHANNELS]
    return {
        "lengths": [[message.length.count, message.length.limit] for message in messages],
        "seconds": pytest.approx(messages[0].seconds), "links": len(messages[0].links()),
        "hashtags": [hashtag.text for hashtag in find(text)],
    }


def test_the_page_counts_as_the_checks_do() -> None:
    counts = counted_by_the_page()

    for text, found in zip(TEXTS, counts, strict=True):
        assert found == counted_by_the_checks(text), text
