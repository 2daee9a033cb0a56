"""French typography of published text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.publish.typography import french, markdown_to_html

TEXTS = st.text(st.sampled_from("aéL12 '’«»;:!?%.,\u00a0\u202f\n-"), max_size=60)


@pytest.mark.parametrize(("typed", "printed"), [
    ("Pourquoi ?", "Pourquoi\u202f?"),
    ("l'eau", "l’eau"),
    ("« Oui »", "«\u00a0Oui\u00a0»"),
    ("«Oui»", "«\u00a0Oui\u00a0»"),
    ("7,5 %", "7,5\u202f%"),
    ("Le problème : un fait", "Le problème\u00a0: un fait"),
    ("à 14:30", "à 14:30"),
    ("https://www.grdr.org?a=b", "https://www.grdr.org?a=b"),
    ("À Kayes, Éléonore", "À Kayes, Éléonore"),
])
def test_spaces_and_apostrophes_are_french(typed: str, printed: str) -> None:
    assert french(typed) == printed


@given(TEXTS)
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)


@given(TEXTS)
def test_no_letter_is_lost(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(value.replace("’", "'").split())

    assert letters(french(text)) == letters(text)


def test_markdown_is_typeset_but_its_code_is_not() -> None:
    html = markdown_to_html("**Vrai** ? `a ? b`")

    assert html == "<p><strong>Vrai</strong>\u202f? <code>a ? b</code></p>\n"


def test_raw_html_in_a_statement_is_shown_not_obeyed() -> None:
    assert "<script>" not in markdown_to_html("<script>alert(1)</script>")
