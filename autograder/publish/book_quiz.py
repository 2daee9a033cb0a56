"""The directive `{question}`: a quiz question that needs no server and no script, and prints with its answers apart.

    :::{question} Laquelle de ces phrases dit un problème ?
    - [ ] Une mauvaise réponse.

      Pourquoi elle ne va pas.
    - [x] La bonne réponse.

      Pourquoi elle va.
    :::
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

MARKS = {"[x] ": True, "[ ] ": False}
VERDICTS = {True: "Oui.", False: "Non."}


class quiz_question(nodes.General, nodes.Element):
    """A question and its options."""


class quiz_option(nodes.General, nodes.Element):
    """One option: a `quiz_option_title`, then its explanation. `right` tells whether it is a good answer."""


class quiz_option_title(nodes.General, nodes.TextElement):
    """The words of an option."""


class Question(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        number = self.env.temp_data.get("questions", 0) + 1
        self.env.temp_data["questions"] = number
        prompt, messages = self.state.inline_text(self.arguments[0], self.lineno)
        heading = nodes.strong("", f"Question {number}.")
        result = quiz_question("", nodes.paragraph("", "", heading, nodes.Text(" "), *prompt), number=number)
        for item in holder.findall(nodes.list_item):
            result += self._option(item, number)
        if len(result) < 3 or not any(child.get("right") for child in result[1:]):
            raise self.error("{question}: two options at least, one of them marked [x]")
        return [result, *messages]

    def _option(self, item: nodes.list_item, number: int) -> quiz_option:
        first, *explanation = item.children
        text = first.next_node(nodes.Text)
        mark = next((mark for mark in MARKS if text is not None and text.startswith(mark)), None)
        if text is None or mark is None or not explanation:
            raise self.error("{question}: an option begins with [x] or [ ] and has its explanation in a paragraph")
        text.parent.replace(text, nodes.Text(text.removeprefix(mark)))
        title = quiz_option_title("", "", *first.children)
        return quiz_option("", title, *explanation, right=MARKS[mark], number=number)


class PrintedQuestions(SphinxPostTransform):
    """On paper: options as a lettered list, and the answers together after the last question of the section."""

    default_priority = 60
    builders = ("guide",)

    def run(self, **kwargs: Any) -> None:
        parents: dict[int, nodes.Element] = {}
        answers: dict[int, list[nodes.Node]] = {}
        for item in list(self.document.findall(quiz_question)):
            parent = item.parent
            parents[id(parent)] = parent
            printed, explained = _on_paper(item)
            parent.replace(item, printed)
            answers.setdefault(id(parent), []).append(explained)
        for key, parent in parents.items():
            heading = nodes.paragraph("", "", nodes.strong("", "Réponses"))
            parent += nodes.container("", heading, *answers[key], classes=["reponses"])


def _on_paper(item: quiz_question) -> tuple[nodes.container, nodes.paragraph]:
    prompt, *options = item.children
    listed = nodes.enumerated_list(enumtype="loweralpha", suffix=")", prefix="")
    explained = nodes.paragraph("", "", nodes.strong("", f"Question {item['number']}."))
    for letter, choice in zip("abcdefgh", options, strict=False):
        title, *explanation = choice.children
        listed += nodes.list_item("", nodes.paragraph("", "", *title.children))
        explained += [nodes.Text(" "), nodes.strong("", f"{letter}) {VERDICTS[choice['right']]}"), nodes.Text(" ")]
        for paragraph in explanation:
            explained += paragraph.children
    return nodes.container("", prompt, listed, classes=["question"]), explained


def _visit_question(translator: Any, node: nodes.Element) -> None:
    translator.body.append('<div class="question">\n')


def _depart_question(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _visit_option(translator: Any, node: nodes.Element) -> None:
    # The shared name makes browsers keep one option open at a time.
    translator.body.append(f'<details name="question-{node["number"]}">')


def _depart_option(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div></details>\n")


def _visit_title(translator: Any, node: nodes.Element) -> None:
    translator.body.append("<summary>")


def _depart_title(translator: Any, node: nodes.Element) -> None:
    right = node.parent["right"]
    kind = "juste" if right else "faux"
    translator.body.append(f'</summary>\n<div class="explication {kind}"><p class="verdict">{VERDICTS[right]}</p>\n')


def setup(app: Sphinx) -> None:
    app.add_directive("question", Question)
    app.add_post_transform(PrintedQuestions)
    app.add_node(quiz_question, html=(_visit_question, _depart_question))
    app.add_node(quiz_option, html=(_visit_option, _depart_option))
    app.add_node(quiz_option_title, html=(_visit_title, _depart_title))
