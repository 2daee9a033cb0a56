"""What makes a site installable and readable offline after a first visit: icons, manifest, service worker.

Browsers allow a service worker over HTTPS and on localhost only. Over plain HTTP on a local network the same pages work
without one, and say nothing of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from resvg_py import svg_to_bytes

from autograder.publish.pages import COURSE

SHORT_NAME = "Campagne"  # what fits below an icon
INK, PAPER = "#2b3a67", "#fdf9f3"
MARK = Path(__file__).parent / "theme" / "static" / "favicon.svg"
ICONS = {"icone-192.png": 192, "icone-512.png": 512}
MASKABLE = "icone-pleine-512.png"
TOUCH = "icone-tactile-180.png"
REGISTER = "_static/hors-ligne.js"
REGISTRATION = """if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(new URL("../sw.js", document.currentScript.src)).catch(function () {});
}
"""
VERSION = "version.txt"
KEPT_OUT = {"sw.js", VERSION, ".buildinfo", "objects.inv"}


def make_installable(site: Path, worker: Path, *, later: str | None = None) -> None:
    """Complete the pages below `site`. `worker`: the service worker; what lies below `later` waits until asked."""
    static = site / "_static"
    static.mkdir(exist_ok=True)
    _write_icons(static)
    _write_manifest(site)
    (site / REGISTER).write_text(REGISTRATION, encoding="utf-8")
    for page in site.rglob("*.html"):
        if page.name != "404.html":  # shown at any address: it cannot tell where the rest lies
            _complete_head(page, site)
    _write_service_worker(site, worker, later)


def _write_icons(static: Path) -> None:
    mark = MARK.read_text(encoding="utf-8")
    for name, side in ICONS.items():
        (static / name).write_bytes(svg_to_bytes(svg_string=mark, width=side, skip_system_fonts=True))
    full = _full_bleed(mark)
    for name, side in ((MASKABLE, 512), (TOUCH, 180)):
        (static / name).write_bytes(svg_to_bytes(svg_string=full, width=side, skip_system_fonts=True))


def _full_bleed(mark: str) -> str:
    """The same mark without its rounded corners and with room around it: phones cut icons to shapes of their own."""
    wider = re.sub(r'viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"', mark)
    return re.sub(r'<rect width="32" height="32" rx="7"', '<rect x="-5" y="-5" width="42" height="42"', wider)


def _write_manifest(site: Path) -> None:
    icons = [{"src": f"_static/{name}", "sizes": f"{side}x{side}", "type": "image/png"} for name, side in ICONS.items()]
    icons.append({"src": f"_static/{MASKABLE}", "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    manifest = {
        "name": COURSE, "short_name": SHORT_NAME, "lang": "fr", "start_url": "index.html", "scope": "./",
        "display": "minimal-ui", "background_color": PAPER, "theme_color": INK, "icons": icons,
    }
    (site / "manifest.webmanifest").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def _complete_head(page: Path, site: Path) -> None:
    """Any page may be the first one visited: each starts the service worker and lets the course be installed.

    The static site is made from the session's pages, which are complete already.
    """
    root = "../" * (len(page.relative_to(site).parts) - 1)
    head = (
        f'<link rel="manifest" href="{root}manifest.webmanifest">\n'
        f'<link rel="apple-touch-icon" href="{root}_static/{TOUCH}">\n'
        f'<meta name="theme-color" content="{INK}">\n'
        f'<script src="{root}{REGISTER}" defer></script>\n</head>'
    )
    html = page.read_text(encoding="utf-8")
    if REGISTER not in html:
        page.write_text(html.replace("</head>", head, 1), encoding="utf-8", newline="\n")


def _write_service_worker(site: Path, source: Path, later: str | None) -> None:
    """The worker's code after the list of every file with its hash: one changed file makes a new worker.

    The build's own name stands beside it, for the worker to ask whether it is still the newest.
    """
    files: dict[str, str] = {}
    on_demand: dict[str, str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.name not in KEPT_OUT:
            (on_demand if later and name.startswith(f"{later}/") else files)[name] = _digest(path)
    build = hashlib.sha256(json.dumps([files, on_demand]).encode("utf-8")).hexdigest()[:16]
    listing = json.dumps({"build": build, "files": files, "later": on_demand}, ensure_ascii=False)
    (site / VERSION).write_text(build + "\n", encoding="ascii")
    (site / "sw.js").write_text(f"self.PRECACHE={listing};\n{source.read_text(encoding='utf-8')}", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
