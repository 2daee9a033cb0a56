"""What the book draws from the simulated survey of six hundred people, and from the three phases of #EngageonsNous."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder.domain.figure import shown
from autograder.domain.french import number, percent
from autograder.domain.kpi_report import CampaignCounts
from autograder.publish import book_charts
from autograder.publish.book_example import Drawing, Example, Rows

WOMEN, MEN = "femme", "homme"
YES = "oui"
NAMES = {WOMEN: "Femmes", MEN: "Hommes"}
PHASES = {2: "Informer (février)", 3: "Lever les freins (mars)", 4: "Interpeller (avril)"}


def share(example: Example, sex: str, question: str) -> float:
    """Of the women, or of the men, who were asked, those who say yes: a proportion, 0 to 1, to the hundredth."""
    asked = [row for row in example.survey if row["sexe"] == sex]
    return round(sum(row[question] == YES for row in asked) / len(asked), 2)


def figures(example: Example) -> dict[str, str]:
    """What the prose quotes, by name."""
    gap = [row for row in example.survey if row["acces_internet"] == YES and row["sait_utiliser_ordinateur"] != YES]
    return {
        "enquete": number(len(example.survey)), "enquete-acces-sans-ordinateur": number(len(gap)),
        **{f"enquete-reunion-{sex}s": percent(share(example, sex, "reunion_commune")) for sex in NAMES},
        **{f"enquete-whatsapp-{sex}s": percent(share(example, sex, "whatsapp")) for sex in NAMES},
    }


def access_and_skill(example: Example) -> Drawing:
    """Two questions that look alike, and whose answers do not."""
    asked = {"acces_internet": "Avoir accès à internet", "sait_utiliser_ordinateur": "Savoir utiliser un ordinateur"}
    return _by_sex(example, asked, "Ce que disent les personnes interrogées")


def meetings(example: Example) -> Drawing:
    """Who has come to a meeting of the commune."""
    return _by_sex(example, {"reunion_commune": "Avoir assisté à une réunion"}, "Venue aux réunions de la commune")


def phases(example: Example) -> Drawing:
    """What each phase of the campaign stirred up, a publication."""
    drawn: list[tuple[str, str, float, str]] = []
    rows = [["Temps", "Publications", "Interactions", "Par publication"]]
    for month, name in PHASES.items():
        posts = [post for post in example.counts.posts if post.day.month == month]
        total = CampaignCounts(posts).interactions()
        assert isinstance(total, (int, float)), "each month of the example has publications"
        each = total / len(posts)
        drawn.append((name, f"{number(len(posts))} publications", each, number(round(each))))
        rows.append([name, number(len(posts)), shown(total, number), number(round(each))])
    strongest = max(drawn, key=lambda row: row[2])[0]
    return Drawing(book_charts.ranked(drawn, strongest), _title("Interactions par publication", drawn), rows)


def _by_sex(example: Example, asked: dict[str, str], what: str) -> Drawing:
    drawn = [
        (NAMES[sex], words, 100 * share(example, sex, question), percent(share(example, sex, question)))
        for question, words in asked.items() for sex in NAMES
    ]
    rows: Rows = [["Question", *NAMES.values()]]
    rows += [[words, *(percent(share(example, sex, question)) for sex in NAMES)] for question, words in asked.items()]
    return Drawing(book_charts.ranked(drawn, NAMES[WOMEN]), _title(what, drawn), rows)


def _title(what: str, drawn: Sequence[tuple[str, str, float, str]]) -> str:
    """What a screen reader says of the bars."""
    return f"{what} : " + " ; ".join(f"{name}, {precision}, {written}" for name, precision, _, written in drawn)


CHARTS: dict[str, Callable[[Example], Drawing]] = {
    "acces-et-savoir": access_and_skill, "reunions": meetings, "temps": phases,
}
