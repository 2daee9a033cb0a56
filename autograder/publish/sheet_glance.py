"""An answer key at a glance: each place of the sheet with the numbers that it accepts, to correct a pile of copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from autograder.publish.typography import french

TITLE = "D'un coup d'œil"
ELSEWHERE = "Entre parenthèses : ce numéro est accepté ailleurs aussi."


def at_a_glance(
    where: str, places: Mapping[str, str], accepted: Sequence[Sequence[str]], together: frozenset[int] = frozenset()
) -> str:
    """`accepted` names, for each number from 1 on, the places (ids of `places`) where it may stand.

    The numbers of `together` belong in all of their places at once; any other with several may stand in either.
    """
    rows = "".join(
        f"<tr><td>{_text(title)}</td><td>{_numbers(place, accepted, together)}</td></tr>"
        for place, title in places.items()
    )
    several = any(len(there) > 1 and number not in together for number, there in enumerate(accepted, start=1))
    note = f"<p>{_text(ELSEWHERE)}</p>" if several else ""
    head = f"<thead><tr><th>{_text(where)}</th><th>Numéros</th></tr></thead>"
    return f'<h2>{_text(TITLE)}</h2><table class="apercu">{head}<tbody>{rows}</tbody></table>{note}'


def _numbers(place: str, accepted: Sequence[Sequence[str]], together: frozenset[int]) -> str:
    shown = (
        f"({number})" if len(there) > 1 and number not in together else str(number)
        for number, there in enumerate(accepted, start=1) if place in there
    )
    return ", ".join(shown) or "–"


def _text(text: str) -> str:
    return escape(french(text), quote=False)
