"""Length of a message as its channel counts it.

Sources:
- X: twitter-text, config/v3.json (https://github.com/twitter/twitter-text/tree/master/config): 280 at most, text in
  composed form, code points 0-4351, 8192-8205, 8208-8223 and 8242-8247 count 1, all others 2, an emoji counts 2
  whatever its parts, a link 23 whatever its length;
- SMS: 3GPP TS 23.038 (GSM 7-bit alphabet; the signs of its extension table count 2): 160 in one SMS, 153 in each part
  of a longer one; any other sign turns the whole message to UCS-2: 70, then 67;
- others: limits in force (Instagram 2 200, LinkedIn 3 000, Facebook 63 206, YouTube description 5 000, TikTok 4 000,
  WhatsApp 65 536; https://lettercounter.org/blog/social-media-character-limits-comparison). The platforms do not say
  how they count; we count UTF-16 units: at worst a little too much, never too little.
A link typed without http:// is recognised by a short list of common endings, where X has the full list of domains.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.domain.channel import Channel

X_LIMIT = 280
X_LINK = 23
X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

LIMITS = {
    Channel.FACEBOOK: 63_206, Channel.INSTAGRAM: 2_200, Channel.LINKEDIN: 3_000, Channel.YOUTUBE: 5_000,
    Channel.TIKTOK: 4_000, Channel.WHATSAPP: 65_536,
}

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")

_GENERIC = "com|org|net|info|edu|gov|int|africa|news|blog|app"
LINK = re.compile(
    r"https?://[^\s<>«»]*[^\s<>«».,;:!?)'\"]"
    rf"|(?<![\w@#./-])(?:[a-z0-9-]+\.)+(?:{_GENERIC})(?![\w.-]*[\w@])(?:/[^\s<>«»]*[^\s<>«».,;:!?)'\"])?"
    r"|(?<![\w@#./-])(?:[a-z0-9-]+\.)+[a-z]{2}/(?:[^\s<>«»]*[^\s<>«».,;:!?)'\"])?",
    re.IGNORECASE,
)

_PICTURE = "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299]"
_DRESSED = f"(?:{_PICTURE}|[\u00a9\u00ae\u203c\u2049\u2122\u2139](?=\ufe0f))[\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}"
EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"                        # a flag
    "|[0-9#*]\ufe0f?\u20e3"                             # a keycap
    f"|{_DRESSED}[\U000e0020-\U000e007e]+\U000e007f"    # the flag of a region
    f"|{_DRESSED}(?:\u200d{_DRESSED})*"                 # joined pictures: a family, a trade
)


@dataclass(frozen=True)
class Length:
    """What a message weighs on its channel; `limit` is None where the channel sets none. `parts`: SMS to be paid."""

    count: int
    limit: int | None
    parts: int = 1

    @property
    def over(self) -> int:
        """How much must go: 0 when the message fits."""
        return max(0, self.count - self.limit) if self.limit is not None else 0


def measure(text: str, channel: Channel) -> Length:
    if channel is Channel.X:
        return Length(weight_on_x(text), X_LIMIT)
    if channel is Channel.SMS:
        return measure_sms(text)
    return Length(len(text.encode("utf-16-le", "surrogatepass")) // 2, LIMITS.get(channel))


def weight_on_x(text: str) -> int:
    """The weighted length of twitter-text."""
    text = unicodedata.normalize("NFC", text)
    links = len(LINK.findall(text))
    text = LINK.sub("", text)
    emojis = len(EMOJI.findall(text))
    text = EMOJI.sub("", text)
    return links * X_LINK + emojis * 2 + sum(1 if _light(ord(sign)) else 2 for sign in text)


def measure_sms(text: str) -> Length:
    """Length in the signs of the encoding that the text needs, and how many SMS it takes. One is the limit."""
    if gsm_only(text):
        sizes, single, several = [2 if sign in GSM_EXTENSION else 1 for sign in text], 160, 153
    else:
        sizes, single, several = [2 if ord(sign) > 0xFFFF else 1 for sign in text], 70, 67
    count = sum(sizes)
    return Length(count, single, 1 if count <= single else _packed(sizes, several))


def gsm_only(text: str) -> bool:
    """True when every sign is in the cheap alphabet: é and à are, ê, ç, a curly apostrophe or an emoji are not."""
    return all(sign in GSM_BASIC or sign in GSM_EXTENSION for sign in text)


def _packed(sizes: list[int], room: int) -> int:
    """Parts needed when a sign of two units is never split over two parts."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts


def _light(code: int) -> bool:
    return any(start <= code <= end for start, end in X_LIGHT)
