"""Whatever JSON arrives, an object of the domain is read or refused in French: nothing else ever comes out."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain.audience import Audiences
from autograder.domain.budget import Budget
from autograder.domain.campaign_type import CampaignType
from autograder.domain.cause_tree import CauseTree
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.errors import InvalidData
from autograder.domain.kit import Kit
from autograder.domain.known_dates import KnownDate
from autograder.domain.launch_checklist import Campaign, checklist
from autograder.domain.message import Message
from autograder.domain.objective import Objectives
from autograder.domain.objectives_tree import ObjectivesTree
from autograder.domain.strategy import Strategy
from autograder.domain.timeline import Timeline
from autograder.domain.triangular_framework import TriangularFramework

MESSAGE = {"text": "Osons la parole. #Paix", "channel": "facebook", "time": "secondes", "audience": "f", "source": "s"}
WHOLE = {
    "objectives": {"objectives": [{"text": "o", "who": "femmes", "where": "Kayes", "indicator": "i", "unit": "u",
                                   "baseline": 0, "target": 2000, "deadline": "2021-04-30"}]},
    "audiences": {"audiences": [
        {"id": "f", "name": "Femmes", "role": "directe", "size": 10, "online_share": 0.2, "habits": "h",
         "interests": "i", "channels": ["radio"], "languages": ["soninke"], "influences": []}]},
    "messages": [MESSAGE],
    "budget": {"lines": [{"post": "internet", "label": "Forfait", "quantity": 1.5, "unit_price": 1000, "unit": "mois"}],
               "envelope": 5000},
    "timeline": {
        "activities": [
            {"id": "a", "name": "Étude", "phase": "elaboration", "start": "2021-01-01", "end": "2021-01-09",
             "owner": "Awa", "after": [], "contents": 2},
            {"id": "b", "name": "Vidéo", "phase": "preparation", "start": "2021-01-05", "end": "2021-01-20",
             "owner": "", "after": ["a"], "contents": 4}],
        "milestones": [{"name": "Bilan", "day": "2021-01-15", "needs": ["b"]}],
        "launch": "2021-02-01", "shared_with": ["Awa"]},
    "calendar": {"slots": [{"day": "2021-02-01", "hour": "18:30", "channel": "x", "format": "texte", "message": "m",
                            "language": "bambara", "audience": "f", "hashtags": ["#Paix"], "owner": "Awa",
                            "state": "pret"}] * 2, "launch": "2021-02-01"},
    "kit": {"what": "w", "who": "w", "when": "w", "why": "w", "accounts": [{"channel": "x", "handle": "@a"}],
            "hashtags": ["#Paix"], "messages": [MESSAGE], "people": [], "contents": [{"title": "t", "where": "w"}]},
}

READERS = [
    Audiences, Budget, Calendar, Campaign, CampaignType, Kit, KnownDate, Message, Objectives, Strategy, Timeline,
    TriangularFramework,
]
KEYS = st.sampled_from(
    ["id", "name", "role", "size", "channels", "influences", "audiences", "lines", "post", "label", "quantity", "slots",
     "day", "channel", "format", "hashtags", "kind", "change", "aim", "accounts", "messages", "handle", "start", "end",
     "text", "time", "objectives", "target", "moves", "approach", "activities", "phase", "after", "milestones", "gaps",
     "dimension", "options", "answers", "wordings", "title"]
)
WORDS = st.sampled_from([
    "", " ", "a", "facebook", "texte", "minute", "internet", "directe", "animation", "2021-03-14", "2021-02-31",
    "18:30", "plaidoyer", "decision", "public", "contenu", "recherche", "#Paix", "=1+1", "\ud800", "é" * 600,
    "9999-12-31",
])
NUMBERS = st.sampled_from([0, 1, -1, 0.5, 10**400, 1e308, float("nan"), float("inf"), -0.0, True, None])
DATA = st.recursive(
    WORDS | NUMBERS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=30,
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(data=DATA)
def test_any_json_is_read_or_refused_in_french(reader, data):
    try:
        read = reader.from_json(data)
    except InvalidData as refusal:
        assert refusal.sentence.endswith(".")
    else:
        assert reader.from_json(read.to_json()) == read
        json.dumps(read.to_json())


@given(data=DATA)
def test_any_json_makes_an_objectives_tree_or_a_refusal(data):
    tree = CauseTree.from_json({"statements": [{"id": "a", "level": "probleme"}]}, {"a": "un problème"})
    try:
        assert len(ObjectivesTree.from_json(data, tree).aims) == 1
    except InvalidData as refusal:
        assert refusal.sentence.endswith(".")


def places(data, path=()):
    """The path of every value of a document, containers included."""
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def replaced(data, path, value):
    copy = json.loads(json.dumps(data))
    *way, last = path
    spot = copy
    for key in way:
        spot = spot[key]
    spot[last] = value
    return copy


@settings(max_examples=600)
@given(path=st.sampled_from([path for path in places(WHOLE) if path]), value=WORDS | NUMBERS | DATA)
def test_a_whole_campaign_with_one_wrong_value_is_read_or_refused_and_its_checklist_answers(path, value):
    try:
        campaign = Campaign.from_json(replaced(WHOLE, path, value))
    except InvalidData as refusal:
        assert refusal.sentence.endswith(".")
        return

    assert len(checklist(campaign)) == 7
    assert Campaign.from_json(campaign.to_json()) == campaign


def test_the_whole_campaign_of_these_tests_can_be_read():
    assert len(checklist(Campaign.from_json(WHOLE))) == 7
