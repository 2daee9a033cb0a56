"""The directive `{quiz}`: the questions of this page, from `book/quiz/<name of the page>.json`.

They need no server and no script: a chosen answer shows its explanation. `theme/static/questions.js` lets one choose
first and check afterwards; it scores nothing itself, every verdict is written in the page by `checks.quiz`.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from autograder.checks.quiz import Question, Quiz
from autograder.domain.errors import InvalidData
from autograder.domain.french import typeset
from autograder.publish.guide_builder import PREFIX

FOLDER = "quiz"
VERDICTS = {True: "Oui.", False: "Non."}
SEVERAL = "Plusieurs réponses sont bonnes."
ANSWERS_TITLE = "Réponses aux questions"
ANSWERS_PAGE = "reponses"


class quiz_question(nodes.General, nodes.Element):
    """A question: a `quiz_prompt`, then its options. `number` in the page, `question`, `several`, `verdicts` (JSON)."""


class quiz_prompt(nodes.General, nodes.TextElement):
    """What is asked."""


class quiz_option(nodes.General, nodes.Element):
    """One option: a `quiz_option_title`, then its explanation. `right` tells whether it is a good answer."""


class quiz_option_title(nodes.General, nodes.TextElement):
    """The words of an option."""


def read_quiz(book: Path, page: str) -> Quiz:
    """The questions of a page such as `3-organiser/3.1-budget`. Raises `OSError`, `InvalidData`."""
    try:
        return Quiz.from_json(json.loads(quiz_file(book, page).read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        raise InvalidData(f"Le fichier n'est pas du JSON : {error}.") from error


def quiz_file(book: Path, page: str) -> Path:
    return book / FOLDER / f"{page.rpartition('/')[2]}.json"


class QuizOfPage(SphinxDirective):
    has_content = False

    def run(self) -> list[nodes.Node]:
        book = Path(self.env.srcdir)
        file = quiz_file(book, self.env.docname)
        self.env.note_dependency(str(file))
        try:
            quiz = read_quiz(book, self.env.docname)
        except OSError as error:
            raise self.error(f"{{quiz}}: {error}") from error
        except InvalidData as error:
            raise self.error(f"{{quiz}}: {file.name}: {error.sentence}") from error
        return [self._question(question, number) for number, question in enumerate(quiz.questions, start=1)]

    def _question(self, question: Question, number: int) -> quiz_question:
        said = {"-".join(map(str, choice)): question.judge(choice) for choice in question.choices()}
        verdicts = {choice: [verdict.outcome, typeset(verdict.message)] for choice, verdict in said.items()}
        heading = nodes.strong("", f"Question {number}.")
        several = [nodes.Text(" "), nodes.inline("", SEVERAL, classes=["combien"])] if question.several else []
        result = quiz_question(
            "", quiz_prompt("", "", heading, nodes.Text(" "), *self._inline(question.statement), *several),
            number=number, question=question.id, several=question.several,
            verdicts=json.dumps(verdicts, ensure_ascii=False, separators=(",", ":")),
        )
        for place, answer in enumerate(question.answers):
            title = quiz_option_title("", "", *self._inline(answer.text))
            why = nodes.paragraph("", "", *self._inline(answer.why))
            result += quiz_option("", title, why, right=answer.right, place=place)
        return result

    def _inline(self, text: str) -> list[nodes.Node]:
        found, messages = self.state.inline_text(text, self.lineno)
        return [*found, *messages]


class PrintedQuestions(SphinxPostTransform):
    """On paper: options as a lettered list, and all the answers at the end of the guide, page of the book by page."""

    default_priority = 60
    builders = ("guide",)

    def run(self, **kwargs: Any) -> None:
        answers = nodes.section("", nodes.title("", ANSWERS_TITLE), ids=[ANSWERS_PAGE], classes=["reponses"])
        for page in list(self.document.findall(addnodes.start_of_file)):
            items = list(page.findall(quiz_question))
            if not items:
                continue
            heading = next(page.findall(nodes.title)).astext()
            answers += nodes.paragraph("", "", nodes.strong("", heading), classes=["reponses-de"])
            for item in items:
                printed, explained = on_paper(item)
                item.parent.replace(item, printed)
                answers += explained
            printed.parent.insert(printed.parent.index(printed) + 1, _way_to_answers())
        if len(answers.children) > 1:
            end = addnodes.start_of_file(docname=ANSWERS_PAGE)
            end += answers
            self.document += end


def _way_to_answers() -> nodes.paragraph:
    way = nodes.reference("", "à la fin du guide", refuri=f"{PREFIX}{ANSWERS_PAGE}", internal=True)
    return nodes.paragraph("", "", nodes.Text("Les réponses expliquées sont "), way, nodes.Text("."))


def on_paper(item: quiz_question) -> tuple[nodes.container, nodes.paragraph]:
    """The question with its lettered options, and, apart, what there is to say of each."""
    prompt, *options = item.children
    listed = nodes.enumerated_list(enumtype="loweralpha", suffix=")", prefix="")
    explained = nodes.paragraph("", "", nodes.strong("", f"Question {item['number']}."))
    for letter, choice in zip("abcdefgh", options, strict=False):
        title, *explanation = choice.children
        listed += nodes.list_item("", nodes.paragraph("", "", *title.children))
        explained += [nodes.Text(" "), nodes.strong("", f"{letter}) {VERDICTS[choice['right']]}"), nodes.Text(" ")]
        for paragraph in explanation:
            explained += paragraph.children
    asked = nodes.paragraph("", "", *prompt.children)
    return nodes.container("", asked, listed, classes=["question"]), explained


def _visit_question(translator: Any, node: nodes.Element) -> None:
    data = f'data-question="{node["question"]}" data-verdicts="{escape(node["verdicts"])}"'
    translator.body.append(f'<fieldset class="question" {data}>\n')


def _depart_question(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</fieldset>\n")


def _visit_prompt(translator: Any, node: nodes.Element) -> None:
    translator.body.append("<legend>")


def _depart_prompt(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</legend>\n")


def _visit_option(translator: Any, node: nodes.Element) -> None:
    question = node.parent["question"]
    kind = "checkbox" if node.parent["several"] else "radio"
    choice = f"{question}-{node['place']}"
    # A browser that restores what was chosen would show explanations before anything is chosen again.
    translator.body.append(
        f'<div class="choix"><input type="{kind}" name="{question}" id="{choice}" value="{node["place"]}"'
        f' autocomplete="off"><label for="{choice}">'
    )


def _depart_option(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div></div>\n")


def _visit_title(translator: Any, node: nodes.Element) -> None:
    """The label was opened with the option."""


def _depart_title(translator: Any, node: nodes.Element) -> None:
    right = node.parent["right"]
    kind = "juste" if right else "faux"
    translator.body.append(f'</label>\n<div class="explication {kind}"><p class="verdict">{VERDICTS[right]}</p>\n')


def setup(app: Sphinx) -> None:
    app.add_directive("quiz", QuizOfPage)
    app.add_post_transform(PrintedQuestions)
    app.add_node(quiz_question, html=(_visit_question, _depart_question))
    app.add_node(quiz_prompt, html=(_visit_prompt, _depart_prompt))
    app.add_node(quiz_option, html=(_visit_option, _depart_option))
    app.add_node(quiz_option_title, html=(_visit_title, _depart_title))
