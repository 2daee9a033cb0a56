"""`python3 start.py` and `python3 start.py test`, from an empty machine to the end."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from launcher import browser, failures, system
from launcher.console import Refusal, Step, Steps, say, use_utf8
from launcher.environment import RUN_LOCK, TEST_LOCK, TITLES, Places, look, plan
from launcher.installer import Installer
from launcher.lock import alone
from launcher.process import attend, become, clean_environment

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = 8000
MISUSED = 2
INTERRUPTED = 130  # what a shell expects of a program stopped by Ctrl-C
WAITING = "une autre installation est en cours dans ce dossier ; elle passe d'abord"
BUILDING = "construction du cours"
VENDORING = "bibliothèques de l'interface"
HELP = """\
Citoyenneté numérique : un cours qui se corrige lui-même.

  python3 start.py              installe ce qu'il faut, construit le cours et ouvre la séance
  python3 start.py --port 8080  la même chose, sur un autre port que 8000
  python3 start.py test         lance les tests du projet ; ce qui suit est pour pytest
  python3 start.py --aide       affiche cette aide

La première fois, il faut Internet et quelques minutes. Ensuite, quelques secondes, sans Internet.
Pour fermer la séance : Ctrl-C. Les remises sont gardées dans le dossier « seance »."""


def main(arguments: list[str]) -> int:
    use_utf8()
    signal.signal(signal.SIGTERM, _terminated)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, _terminated)  # a terminal window closed
    try:
        return _run(arguments)
    except Refusal as refusal:
        say(f"\n{refusal}")
        return refusal.code
    except OSError as error:
        say(f"\n{failures.explain_os_error(error)}")
        return 1
    except KeyboardInterrupt:
        say(f"\nInterrompu. {failures.AGAIN}")
        return INTERRUPTED


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Leave through every `finally`, so that no child is left behind."""
    sys.exit(128 + number)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["test"]:
        return test(Places(ROOT), arguments[1:])
    if arguments and arguments[0] in ("-h", "--help", "--aide"):
        say(HELP)
        return 0
    return start(Places(ROOT), read_port(arguments))


def read_port(arguments: list[str]) -> int:
    """The port asked for on the command line."""
    match arguments:
        case []:
            return DEFAULT_PORT
        case ["--port", value] if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
            return int(value)
        case ["--port", *_]:
            raise Refusal("Après --port, donnez un nombre entre 1 et 65535, par exemple --port 8080.", MISUSED)
        case _:
            typed = " ".join(arguments)
            raise Refusal(f"Commande incomprise (« {typed} »). Pour l'aide : python3 start.py --aide", MISUSED)


def start(places: Places, port: int) -> int:
    """Install what is missing, build the course, open the session."""
    course = [str(places.python), "-m", "autograder"]
    environment = clean_environment(os.environ, places.venv)
    steps = Steps()
    with alone(places.install_lock, lambda: steps.alive(WAITING)) as held:
        todo = [*installation(places, RUN_LOCK, steps, held), *system.print_step(places, steps)]
        build = Step(BUILDING, lambda: require_success(attend([*course, "build"], environment, places.root)))
        steps.take([*todo, build])
    return shell_code(become([*course, "serve", "--port", str(port)], environment, places.root))


def test(places: Places, pytest_arguments: list[str]) -> int:
    """Install what is missing and the tests' tools, then run every check; pytest has the last word."""
    environment = clean_environment(os.environ, places.venv)
    steps = Steps()
    with alone(places.install_lock, lambda: steps.alive(WAITING)) as held:
        todo = [
            *installation(places, TEST_LOCK, steps, held),
            *system.print_step(places, steps),
            *browser.steps(places, steps, environment),
        ]
        vendor = [str(places.python), "-m", "autograder.publish.vendor"]
        front = Step(VENDORING, lambda: require_success(attend(vendor, environment, places.root)))
        steps.take([*todo, front])
    environment.update(browser.variables(places, environment))
    codes = []
    for check in (["ruff", "check", "."], ["mypy"], ["pytest", *pytest_arguments]):
        say(f"\n{' '.join(check)}")
        codes.append(shell_code(attend([str(places.python), "-m", *check], environment, places.root)))
    return next((code for code in reversed(codes) if code), 0)


def installation(places: Places, lock: str, steps: Steps, held: int) -> list[Step]:
    """The steps that make the environment ready: none on a second start."""
    names = plan(look(places, lock))
    if names:
        places.journal.unlink(missing_ok=True)
    installer = Installer(places, lock, steps, held)
    return [Step(TITLES[name], partial(installer.take, name)) for name in names]


def require_success(code: int) -> None:
    """Stop here when a child failed: it has said why."""
    if code:
        raise SystemExit(shell_code(code))


def shell_code(code: int) -> int:
    """A child's return code as a shell tells it: a signal is 128 and its number."""
    return 128 - code if code < 0 else code
