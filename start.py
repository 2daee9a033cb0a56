# -*- coding: utf-8 -*-
"""The course's two commands: `python3 start.py` opens it, `python3 start.py test` tests it.

This file keeps to what every Python can read, so that an old one is told in French which Python is needed;
everything else is in launcher/ (standard library only).
"""
# ruff: noqa: UP009, UP025
import sys

NEEDED = (3, 11)
TOO_OLD = u"""Ce cours demande Python %d.%d ou plus récent\u202f; celui-ci est Python %d.%d.
Installez un Python récent (https://www.python.org/downloads/), puis relancez\u00a0: python3 start.py
"""

if sys.version_info < NEEDED:
    message = (TOO_OLD % (NEEDED + tuple(sys.version_info[:2]))).encode("utf-8")
    getattr(sys.stderr, "buffer", sys.stderr).write(message)  # bytes: an old Python's console may refuse accents
    sys.exit(1)

if __name__ == "__main__":
    from launcher.main import main

    sys.exit(main(sys.argv[1:]))
