"""Texts that a spreadsheet would run as formulas: disarmed when written to .csv, given back as they were when read.

A cell that starts with one of these signs (OWASP, "CSV Injection") gets an apostrophe in front. So does a text that
looks disarmed already; one apostrophe less on reading then always gives the text back.
"""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def disarm(text: str) -> str:
    """`=1+1` becomes `'=1+1`, which a spreadsheet shows and does not run."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def rearm(text: str) -> str:
    """The text that `disarm` was given. A text never disarmed comes back as it is: read, it is only text."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text
