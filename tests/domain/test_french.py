"""French spacing and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.french import listing, number, typeset


@pytest.mark.parametrize(("typed", "printed"), [
    ("Prêts ?", "Prêts\u202f?"),
    ("20 % des femmes", "20\u202f% des femmes"),
    ("Voici : rien", "Voici\u00a0: rien"),
    ("« oui »", "«\u00a0oui\u00a0»"),
    ("«oui»", "«\u00a0oui\u00a0»"),
    ("1 250 000 F CFA", "1\u202f250\u202f000 F CFA"),
    ("L'arbre d'« Awa »", "L’arbre d’«\u00a0Awa\u00a0»"),
    ("à 14:30 sur http://exemple.ml", "à 14:30 sur http://exemple.ml"),
])
def test_spaces_are_bound_where_french_wants_them(typed, printed):
    assert typeset(typed) == printed


@given(st.text(alphabet="ab1 '«»:;!?%\u00a0\u202f\n"))
def test_typesetting_twice_changes_nothing_more(text):
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(("value", "text"), [
    (20.0, "20"), (17.25, "17,25"), (0.5, "0,5"), (100, "100"), (1_250_000, "1\u202f250\u202f000"),
])
def test_numbers_are_written_as_in_french(value, text):
    assert number(value) == text


def test_a_list_ends_with_et():
    assert [listing([*"abc"[:length]]) for length in range(4)] == ["", "a", "a et b", "a, b et c"]
