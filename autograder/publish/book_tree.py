"""The directive `{arbre}`: a problem tree drawn at build time, followed by the same tree in words."""

from __future__ import annotations

from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.outputs.tree_svg import draw


class DrawnTree(SphinxDirective):
    """Body: a YAML list of `{id, niveau, texte, explique: [ids]}`; argument: the caption."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        try:
            tree = read_tree(yaml.safe_load("\n".join(self.content)))
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise self.error(f"{{arbre}}: {error}") from error
        caption = self.arguments[0]
        drawing = nodes.raw("", draw(tree, title=caption), format="html")
        figure = nodes.figure("", drawing, nodes.caption("", caption), classes=["dessin"])
        return [figure, words(tree)]


def read_tree(rows: list[dict[str, Any]]) -> CauseTree:
    statements = tuple(Statement(row["id"], row["texte"], Level(row["niveau"])) for row in rows)
    links = tuple(Link(row["id"], effect) for row in rows for effect in row.get("explique", []))
    return CauseTree(statements, links)


class unfolded(nodes.General, nodes.Element):
    """A passage folded away until it is asked for; open on paper."""


def words(tree: CauseTree) -> nodes.Element:
    """The tree as nested lists: what a screen reader reads, and what one reads aloud."""
    problem = tree.problem
    assert problem is not None, "a drawn tree has a problem"
    effects = nodes.bullet_list("", *(_item(effect.text) for effect in tree.explained_by(problem)))
    return unfolded(
        "",
        nodes.paragraph("", problem.text, classes=["tronc"]),
        nodes.paragraph("", "Pourquoi ?"),
        _causes(tree, problem),
        nodes.paragraph("", "Et alors ?"),
        effects,
    )


def _causes(tree: CauseTree, effect: Statement) -> nodes.bullet_list:
    return nodes.bullet_list("", *(_item(cause.text, tree, cause) for cause in tree.causes_of(effect)))


def _item(text: str, tree: CauseTree | None = None, statement: Statement | None = None) -> nodes.list_item:
    item = nodes.list_item("", nodes.paragraph("", text))
    if tree is not None and statement is not None and tree.causes_of(statement):
        item += nodes.paragraph("", "parce que :", classes=["parce-que"])
        item += _causes(tree, statement)
    return item


def _open(translator: Any, node: nodes.Element) -> None:
    translator.body.append('<details class="en-lettres"><summary>Lire l’arbre en toutes lettres</summary>\n')


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    app.add_directive("arbre", DrawnTree)
    app.add_node(unfolded, html=(_open, _close))
