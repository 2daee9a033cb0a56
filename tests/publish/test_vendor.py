"""The front end's libraries and bundles; what needs the libraries uses build/vendor, which start.py fills."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.publish import vendor
from tests.places import ROOT

MODULES = ROOT / "build" / "vendor" / "node_modules"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder whose path has a space and an accent."""
    folder = tmp_path / "bâti ici"
    folder.mkdir()
    return folder


@pytest.fixture
def stocked(build: Path) -> Path:
    """The same with the libraries in place."""
    if not MODULES.is_dir():
        pytest.skip("build/vendor est vide : lancez « python3 start.py test », qui le remplit")
    (build / "vendor").mkdir()
    shutil.copytree(MODULES, build / "vendor" / "node_modules")
    return build


@pytest.fixture
def front(tmp_path: Path) -> Path:
    """A tiny front end that uses the libraries as the real one does."""
    folder = tmp_path / "front"
    folder.mkdir()
    (folder / "label.js").write_text("export const label = (n) => n?.text ?? `Vérifier`;\n", encoding="utf-8")
    (folder / "page.js").write_text(
        'import { html } from "htm/preact";\nimport { render } from "preact";\nimport { label } from "./label.js";\n'
        "render(html`<p>${label()}</p>`, document.body);\n",
        encoding="utf-8",
    )
    (folder / "widget.js").write_text(
        'import { h } from "preact";\nimport { label } from "./label.js";\n'
        "export default { render: () => h(label()) };\n",
        encoding="utf-8",
    )
    (folder / "base.css").write_text("/* colours */\n.a { color: red; }\n", encoding="utf-8")
    (folder / "page.css").write_text('@import "./base.css";\n.b { margin: 0; }\n', encoding="utf-8")
    return folder


def fake_npm(monkeypatch: pytest.MonkeyPatch, output: str, code: int) -> list[list[str]]:
    """npm replaced by these words; the commands it was given."""
    given: list[list[str]] = []

    def watched(command: list[str], folder: Path, *rest: object) -> tuple[int, str]:
        given.append(command)
        if not code:
            (folder / "node_modules").mkdir(exist_ok=True)
        return code, output

    monkeypatch.setattr(vendor, "_npm", lambda: ["npm"])
    monkeypatch.setattr(vendor, "_watched", watched)
    return given


def test_libraries_are_installed_once_for_a_lock(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = fake_npm(monkeypatch, "added 8 packages", 0)

    vendor.install(build, print)
    modules = vendor.install(build, print)

    assert modules == build / "vendor" / "node_modules"
    assert [command[1] for command in commands] == ["ci"]
    for name in vendor.MANIFESTS:
        assert (build / "vendor" / name).read_bytes() == (ROOT / name).read_bytes()


def test_an_installation_that_failed_is_tried_again(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_npm(monkeypatch, "npm error code ENOTFOUND", 1)
    with pytest.raises(vendor.VendorError):
        vendor.install(build, print)

    commands = fake_npm(monkeypatch, "added 8 packages", 0)
    vendor.install(build, print)

    assert len(commands) == 1


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("npm error code EAI_AGAIN", "Le réseau manque"),
        ("npm error code EINTEGRITY", "par prudence"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "la date et l'heure"),
        ("npm error code CERT_NOT_YET_VALID", "la date et l'heure"),
        ("npm error code ENOSPC", "Le disque est plein"),
        ("npm error something else", "something else"),
    ],
)
def test_each_failure_of_npm_has_its_french_sentence(
    build: Path, monkeypatch: pytest.MonkeyPatch, output: str, told: str
) -> None:
    fake_npm(monkeypatch, output, 1)

    with pytest.raises(vendor.VendorError, match=told):
        vendor.install(build, print)


def test_an_old_npm_gives_way_to_the_one_pinned_with_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor, "_npm_major", lambda npm: 6)

    node, npm = vendor._npm()

    assert subprocess.run([node, npm, "--version"], capture_output=True).returncode == 0


def test_each_entry_becomes_one_self_contained_file(stocked: Path, front: Path) -> None:
    target = vendor.bundle(stocked, print, front)

    assert sorted(path.name for path in target.iterdir()) == ["page.css", "page.js", "widget.js"]
    for name in ("page.js", "widget.js"):
        text = (target / name).read_text(encoding="utf-8")
        assert "Vérifier" in text
        assert "import" not in text
        assert "?." not in text  # phones of 2018 cannot read it
    assert (target / "widget.js").read_text(encoding="utf-8").rstrip().endswith("as default};")
    assert (target / "page.css").read_text(encoding="utf-8") == ".a{color:red}.b{margin:0}\n"


def test_an_unchanged_front_end_is_not_bundled_again(stocked: Path, front: Path) -> None:
    said: list[str] = []

    vendor.bundle(stocked, said.append, front)
    vendor.bundle(stocked, said.append, front)
    assert len(said) == 1

    (front / "label.js").write_text("export const label = () => `Remettre`;\n", encoding="utf-8")
    target = vendor.bundle(stocked, said.append, front)

    assert len(said) == 2
    assert "Remettre" in (target / "page.js").read_text(encoding="utf-8")


def test_a_mistake_in_a_source_names_its_place_and_keeps_the_last_bundle(stocked: Path, front: Path) -> None:
    target = vendor.bundle(stocked, print, front)
    (front / "label.js").write_text("export const = ;\n", encoding="utf-8")

    with pytest.raises(vendor.VendorError, match=r"(?s)n'a pas pu être assemblée.*label\.js:1"):
        vendor.bundle(stocked, print, front)

    assert (target / "page.js").is_file()


def test_a_front_end_without_entries_is_refused(build: Path, tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match="introuvable"):
        vendor.bundle(build, print, tmp_path)


def test_pyodide_comes_whole_or_not_at_all(stocked: Path) -> None:
    files = vendor.pyodide_files(stocked)
    assert {path.suffix for path in files} == {".mjs", ".wasm", ".zip", ".json"}

    files[2].unlink()

    with pytest.raises(vendor.VendorError, match=r"pyodide\.asm\.wasm"):
        vendor.pyodide_files(stocked)
