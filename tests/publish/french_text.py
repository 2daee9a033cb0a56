"""Gathers the French that people read, wherever it is written: built pages, Markdown, data, templates, sources."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FENCE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1\s*$")
MARKDOWN_CODE = re.compile(r"`+[^`\n]*`+")
LINK_TARGET = re.compile(r"\]\([^)]*\)|^\(\S+\)=$|^\[[^\]]+\]: \S+.*$", re.MULTILINE)
ROLE = re.compile(r"\{[\w:-]+\}")
FRONT_MATTER = re.compile(r"(?s)\A(\+\+\+|---)\n.*?\n\1\n")
TEMPLATE = re.compile(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}")
TAG = re.compile(r"(?s)<script\b.*?</script>|<style\b.*?</style>|<[^>]*>")
SCRIPT_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|>([^<>{}`$=;]+)(?=<|\$\{)')
SCRIPT_COMMENT = re.compile(r"(?s)/\*.*?\*/|(?m:^\s*//.*$)")
CODE = re.compile(r"\\|;\n|\bimport |\bdef |\{\n|=\"")
FRENCH_SIGN = re.compile(r"[éèêëàâîïôûùçÉÀœ«»’\u202f]|\b[ldjnmts]'|\bqu'")
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|with|by|need|needs|not|it|name|each|where|limit|doors|before|again|holds|[Cc]lear|assignment|cells"
    r"|list|title)\b"
)
LEAST_WORDS = 3
SAID_ALOUD = ("alt", "aria-label", "title", "placeholder")


class Reader(HTMLParser):
    """What is read of a page or a part of one: its text, element by element, and what is said of its pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in {"script", "style", "code", "pre"}
        self.parts += [value for name, value in attrs if name in SAID_ALOUD and value]
        if tag not in {"a", "em", "strong", "span", "b", "i", "abbr", "sup"}:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"script", "style", "code", "pre"}
        if tag not in {"a", "em", "strong", "span", "b", "i", "abbr", "sup"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def of_page(path: Path) -> str:
    return Reader(path.read_text(encoding="utf-8")).text


def of_markdown(path: Path) -> str:
    text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    for noise in (FENCE, LINK_TARGET, MARKDOWN_CODE, ROLE, TAG):
        text = noise.sub(" ", text)
    return text


def of_json(path: Path) -> str:
    """Sentences of a data file: values with a space in them, and no alternatives of a pattern."""
    return MARKDOWN_CODE.sub(" ", "\n".join(_sentences(json.loads(path.read_text(encoding="utf-8")))))


def _sentences(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _sentences(item)
    if isinstance(data, str) and " " in data and "|" not in data:
        yield data


def of_template(path: Path) -> str:
    return unescape(TAG.sub("\n", TEMPLATE.sub(" ", path.read_text(encoding="utf-8"))))


def of_python(path: Path) -> str:
    """Sentences in string constants, docstrings left out: those are for developers, in English."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value) for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body and isinstance(node.body[0], ast.Expr)
    }
    found = [node.value for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]
    said = (text for text in found if _is_french(text) and not CODE.search(text))
    return "\n".join(MARKDOWN_CODE.sub(" ", TAG.sub("\n", text)) for text in said)


def of_script(path: Path) -> str:
    source = SCRIPT_COMMENT.sub("", path.read_text(encoding="utf-8"))
    found = [quoted or shown for quoted, shown in SCRIPT_STRING.findall(source)]
    return "\n".join(text for text in found if _is_french(text))


def _is_french(text: str) -> bool:
    return bool(FRENCH_SIGN.search(text)) and len(text.split()) >= LEAST_WORDS and not ENGLISH.search(text)
