"""The commands: build the course, open a session, grade, print. Words in French; each command is a few lines here."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from autograder.catalogue import find_exercises
from autograder.domain.errors import CourseError
from autograder.domain.french import typeset

ROOT = Path(__file__).resolve().parents[1]
ON_PAPER = {
    "guide.pdf": "le cours, sur A4", "guide-a5.pdf": "le cours, en petit format",
    "guide-livret-a-plier.pdf": "le cours, à plier : recto verso, bord court",
    "guide.epub": "le cours, pour une liseuse",
    "fiches.pdf": "les fiches à remplir", "formateur/guide-formateur.pdf": "votre guide, avec les corrigés",
    "formateur/diapositives.html": "les diapositives à projeter",
}


class FrenchParser(argparse.ArgumentParser):
    """argparse, with French help and one French sentence instead of an English usage error."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False})
        self._positionals.title, self._optionals.title = "arguments", "options"
        self.add_argument("-h", "--aide", "--help", action="help", help="montre cette aide")

    def error(self, message: str) -> NoReturn:
        typed = " ".join(sys.argv[1:]) or "rien"
        self.exit(2, typeset(f"Commande incomprise (« {typed} ») : ajoutez --aide pour voir ce qui est possible.\n"))


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 1 done in part, 2 refused."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # matplotlib's list of fonts, made by `build`: whoever opens the course never waits for it, nor needs a home folder
    os.environ.setdefault("MPLCONFIGDIR", str(ROOT / "build" / "matplotlib"))
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        _say("Arrêté. Rien n'est perdu : relancez la même commande.")
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CourseError as error:
        print(typeset(str(error)), file=sys.stderr, flush=True)
        return 2


def build(options: argparse.Namespace) -> int:
    from autograder.publish.notebooks import build_notebooks
    from autograder.publish.site import build_site

    target = ROOT / "build"
    build_site(ROOT, target, _say)
    build_notebooks(ROOT, target, _say)
    import_module("matplotlib.font_manager")  # makes the list of fonts, which the first drawing would wait for
    _print_if_possible(target)
    return 0


def serve(options: argparse.Namespace) -> int:
    from autograder.classroom.run import serve as open_session
    from autograder.outputs.tree_svg import draw

    drawings = {"cause-tree": partial(draw, title="Arbre à problèmes", width=720)}
    exercises = find_exercises(ROOT / "exercises")
    return open_session(_data(), ROOT / "build" / "site", exercises, port=options.port, drawings=drawings)


def static(options: argparse.Namespace) -> int:
    from autograder.publish.site import build_site
    from autograder.publish.static import build_static

    target = ROOT / "build"
    build_site(ROOT, target, _say)
    _say(f"Version sans serveur : {build_static(ROOT, target, _say)}")
    return 0


def guide(options: argparse.Namespace) -> int:
    if not _print_if_possible(ROOT / "build"):
        return 2
    _say(f"À imprimer ou à lire, dans {ROOT / 'build' / 'print'} :")
    for name, what in ON_PAPER.items():
        _say(f"  {name:<34} {what}")
    return 0


def grade(options: argparse.Namespace) -> int:
    if options.course:
        from autograder.engine.foreign_command import grade_course

        return grade_course(
            Path(options.course), _data() / "essais", _say, sandbox=not options.sans_bac_a_sable, force=options.force,
            on=options.on)
    from autograder.engine.grade_command import grade as grade_files

    paths = [Path(path) for path in options.chemins]
    return grade_files(paths, ROOT, _data(), _say, sandbox=not options.sans_bac_a_sable, force=options.force,
                       on=options.on)


def feedback(options: argparse.Namespace) -> int:
    from autograder.engine.feedback import write_feedback

    return write_feedback(Path(options.course) if options.course else _data() / "nbgrader", _say)


def bench(options: argparse.Namespace) -> int:
    from autograder.engine.bench import bench as measure

    return measure(ROOT, _say, sizes=options.copies)


def report(options: argparse.Namespace) -> int:
    from autograder.classroom.report_command import report_session, report_simulated

    exercises = find_exercises(ROOT / "exercises")
    if options.simulee:
        return report_simulated(exercises, options.simulee, options.graine, _say)
    return report_session(_data(), exercises, _say)


def import_exports(options: argparse.Namespace) -> int:
    from autograder.importers.dates import DateOrder
    from autograder.importers.import_command import import_files

    order = DateOrder(options.dates) if options.dates else None
    return import_files([Path(path) for path in options.chemins], Path(options.vers), _say, date_order=order)


def kpi(options: argparse.Namespace) -> int:
    from autograder.importers.dates import DateOrder
    from autograder.importers.kpi_command import kpi as tell_kpi
    from autograder.outputs.kpi_sheet import draw

    order = DateOrder(options.dates) if options.dates else None
    return tell_kpi(Path(options.dossier), Path(options.vers), _say, draw=draw, date_order=order)


def _print_if_possible(target: Path) -> bool:
    """The printed guide needs a system library that not every machine has: then one line says so, and we go on."""
    from autograder.publish.guide import PrintUnavailable, build_print

    try:
        build_print(target, _say)
    except PrintUnavailable as reason:
        _say(str(reason))
        return False
    return True


def _parser() -> FrenchParser:
    parser = FrenchParser(
        prog="python -m autograder", usage="python -m autograder COMMANDE [options]",
        description="Citoyenneté numérique : un cours qui se corrige lui-même.",
    )
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", prog="python -m autograder", required=True)

    def command(name: str, run: object, text: str) -> FrenchParser:
        sub: FrenchParser = commands.add_parser(name, help=typeset(text), description=typeset(text))
        sub.set_defaults(run=run)
        return sub

    command("build", build, "prépare le cours : livre, pages, carnets et guide imprimé")
    command("serve", serve, "ouvre la séance sur cette machine").add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port du serveur (8000 par défaut)")
    command("static", static, "prépare la version sans serveur, à poser sur un hébergement statique")
    command("guide", guide, "imprime le cours, les fiches et, à part, le guide de la formatrice ou du formateur")
    marking = command("grade", grade, "note les carnets et les réponses d'un dossier")
    marking.add_argument("chemins", nargs="*", metavar="FICHIER",
                         help="fichiers .ipynb ou .json, ou dossiers (seance/depot par défaut)")
    marking.add_argument("--course", "--cours", metavar="DOSSIER",
                         help="note un cours nbgrader tel qu'il est, dans son propre carnet de notes")
    marking.add_argument("--sans-bac-a-sable", action="store_true",
                         help="lance le code des carnets sans l'enfermer : seulement pour des copies sûres")
    marking.add_argument("--force", action="store_true", help="note aussi ce qui l'est déjà")
    marking.add_argument("--on", metavar="ADRESSE", help="fait tourner le code sur une grappe Dask (tcp://…)")
    command("feedback", feedback, "écrit les pages de retour à donner aux personnes").add_argument(
        "--course", metavar="DOSSIER", help="un cours nbgrader (celui de la séance par défaut)")
    measuring = command("bench", bench, "mesure le moteur de notation, et nbgrader sur les mêmes copies")
    measuring.add_argument("--copies", type=int, nargs="+", default=[40, 400], metavar="N",
                           help="nombres de copies (40 et 400 par défaut)")
    telling = command("report", report, "dit comment la classe s'en sort, exercice par exercice")
    telling.add_argument("--simulee", type=_positive, metavar="N", help="une classe simulée de N personnes")
    telling.add_argument("--graine", type=int, default=2021, metavar="N", help="la même graine, la même classe (2021)")
    reading = command("import", import_exports, "lit les exports des réseaux sociaux et en fait des tableaux propres")
    reading.add_argument("chemins", nargs="+", metavar="FICHIER", help="exports .csv, .xlsx, .xls ou .zip")
    figures = command("kpi", kpi, "calcule et dessine les indicateurs d'une campagne")
    figures.add_argument("dossier", metavar="DOSSIER", help="un jeu de données, des tableaux importés ou des exports")
    for each, folder in ((reading, "import"), (figures, "indicateurs")):
        each.add_argument("--vers", default=folder, metavar="DOSSIER", help=f"où écrire (« {folder} » par défaut)")
        each.add_argument("--dates", choices=("jour-mois", "mois-jour"), help="comment lire 04/05/2021")
    return parser


def _port(text: str) -> int:
    if not 1 <= int(text) <= 65535:
        raise ValueError(f"{text} is no port")
    return int(text)


def _positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError(f"{text} is not a number of people")
    return int(text)


def _data() -> Path:
    """The folder of the trainer's data; COURS_SEANCE puts it elsewhere."""
    return Path(os.environ.get("COURS_SEANCE") or ROOT / "seance")


def _say(text: str) -> None:
    print(typeset(text), flush=True)
