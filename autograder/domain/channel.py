"""The channels a campaign speaks through, networks and field alike, and the languages it speaks."""

from __future__ import annotations

from autograder.domain.spoken import Spoken


class Channel(Spoken):
    """Where a message appears."""

    FACEBOOK = "facebook", "Facebook"
    X = "x", "X (Twitter)"
    WHATSAPP = "whatsapp", "WhatsApp"
    INSTAGRAM = "instagram", "Instagram"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    LINKEDIN = "linkedin", "LinkedIn"
    SNAPCHAT = "snapchat", "Snapchat"
    BLOG = "blog", "blog ou site"
    APPLICATION = "application", "application citoyenne (MonElu, Xensa)"
    SMS = "sms", "SMS"
    RADIO = "radio", "radio locale"
    FIELD = "terrain", "rencontre sur le terrain"

    @property
    def online(self) -> bool:
        """True when one must be connected to be reached. An SMS, the radio, a meeting need no internet."""
        return self not in (Channel.SMS, Channel.RADIO, Channel.FIELD)


class Language(Spoken):
    FRENCH = "francais", "français"
    BAMBARA = "bambara", "bambara"
    SONINKE = "soninke", "soninké"
    PULAAR = "pulaar", "pulaar"
    OTHER = "autre", "autre langue"

    @property
    def local(self) -> bool:
        return self in (Language.BAMBARA, Language.SONINKE, Language.PULAAR)
