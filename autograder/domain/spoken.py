"""Words of a list that a person chooses from: a value for the JSON, a French wording for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Spoken(StrEnum):
    """An enumeration whose members are written `NAME = "value", "wording"`."""

    french: str

    def __new__(cls, value: str, french: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.french = french
        return member
