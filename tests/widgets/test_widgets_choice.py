"""Which of two versions of an answer is the newer one, and never losing the other."""

from hypothesis import given
from hypothesis import strategies as st

from autograder.widgets.choice import Choice, choose, fingerprint

BLANK = {"statements": []}
ONE, TWO, THREE = ({"statements": [n]} for n in (1, 2, 3))


def known(*answers):
    return {fingerprint(answer) for answer in answers}


def test_an_empty_cell_takes_what_the_builder_holds():
    assert choose(None, ONE, known=known(), changed=True, blank=BLANK) == Choice(ONE)


def test_a_fresh_builder_takes_what_the_cell_holds():
    assert choose(ONE, BLANK, known=known(), changed=False, blank=BLANK) == Choice(ONE)


def test_work_done_since_the_cell_was_written_is_newer():
    assert choose(ONE, TWO, known=known(ONE), changed=True, blank=BLANK) == Choice(TWO)


def test_a_notebook_not_saved_before_the_power_cut_is_older_than_the_draft():
    assert choose(ONE, TWO, known=known(ONE, TWO), changed=False, blank=BLANK) == Choice(TWO)


def test_going_back_to_an_earlier_tree_is_work_too():
    assert choose(TWO, ONE, known=known(ONE, TWO), changed=True, blank=BLANK) == Choice(ONE)


def test_emptying_the_builder_is_work_too():
    assert choose(ONE, BLANK, known=known(ONE), changed=True, blank=BLANK) == Choice(BLANK)


def test_a_cell_from_elsewhere_wins_over_an_old_draft_which_is_set_aside():
    assert choose(ONE, TWO, known=known(TWO), changed=False, blank=BLANK) == Choice(ONE, aside=TWO)


def test_a_cell_from_elsewhere_is_set_aside_when_she_worked_since():
    assert choose(ONE, TWO, known=known(), changed=True, blank=BLANK) == Choice(TWO, aside=ONE)


answers = st.sampled_from([BLANK, ONE, TWO, THREE])


@given(st.none() | answers, answers, st.sets(answers.map(fingerprint)), st.booleans())
def test_what_is_not_taken_is_set_aside_or_was_kept_before(written, built, remembered, changed):
    choice = choose(written, built, known=remembered, changed=changed, blank=BLANK)

    for answer in (written, built):
        lost = answer not in (None, BLANK, choice.answer, choice.aside)
        assert not lost or fingerprint(answer) in remembered
