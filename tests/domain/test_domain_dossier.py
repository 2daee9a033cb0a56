"""What a campaign puts on the table: facts for each point, nothing where there is nothing, never the judgement."""

from datetime import date

from autograder.domain.budget import Budget, Line, Post
from autograder.domain.channel import Channel
from autograder.domain.dossier import on_the_table
from autograder.domain.launch_checklist import Campaign
from autograder.domain.message import Message, ReaderTime
from autograder.domain.objective import Objective, Objectives
from autograder.domain.timeline import Activity, Phase, Timeline


def test_an_empty_campaign_puts_nothing_on_the_table() -> None:
    assert on_the_table(Campaign()) == ("",) * 6


def test_each_point_is_told_in_figures_that_she_can_count_again() -> None:
    day = date(2021, 2, 1)
    campaign = Campaign(
        objectives=Objectives((Objective("Quatre femmes de plus parlent", baseline=4, target=8),)),
        messages=(Message("Venez samedi à 9 h", Channel.X, ReaderTime.SECONDS, source="registre"),),
        budget=Budget((Line(Post.INTERNET, "forfaits", 2, 10_000),), 15_000),
        timeline=Timeline((Activity("a", "Filmer", Phase.PREPARATION, day, day),)),
    )

    aims, messages, budget, timeline, calendar, ready = (text.replace("\u00a0", " ") for text in on_the_table(campaign))

    assert aims == "« Quatre femmes de plus parlent » (départ : 4, visée : 8, sans date)."
    assert messages.startswith("1 message : quelques secondes, X (Twitter) : 18 signes. Le fait : registre.")
    assert "20\u202f000 F CFA" in budget and "15\u202f000 F CFA" in budget and "dépasse" not in budget
    assert "1 activité, du 1er février 2021 au 1er février 2021" in timeline.lower() and "0 avec un nom" in timeline
    assert calendar == ready == ""
