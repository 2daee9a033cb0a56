"""What went wrong while installing, told in French from what the tools wrote."""

from __future__ import annotations

import errno
import re
from pathlib import Path

AGAIN = "Relancez ensuite la même commande : elle reprendra où elle en était."
DISK_FULL = (
    "Le disque est plein : il faut environ 1,5 Go libres pour installer le cours. "
    f"Libérez de la place. {AGAIN}"
)
NO_NETWORK = (
    "Le réseau manque : la première installation télécharge environ 200 Mo. "
    f"Connectez cet ordinateur à Internet (ensuite, plus besoin). {AGAIN}"
)
CLOCK_OR_PROXY = (
    "La connexion sécurisée est refusée. Vérifiez d'abord la date et l'heure de cet ordinateur ; "
    f"si elles sont justes, voyez avec la personne qui gère le réseau. {AGAIN}"
)
ALTERED = (
    "Une bibliothèque téléchargée n'est pas celle attendue ; par prudence, rien n'a été installé. "
    f"Essayez depuis une autre connexion. {AGAIN}"
)
NOT_FOR_THIS_COMPUTER = (
    "Une bibliothèque du cours n'existe pas pour cet ordinateur ou cette version de Python : {name}. "
    "Essayez avec un Python de 3.11 à 3.14, 64 bits."
)
NO_PERMISSION = (
    "Ce dossier n'accepte pas d'écriture. Copiez le dossier du cours dans votre dossier personnel, "
    "puis relancez la commande."
)
OTHER = "L'installation s'est arrêtée sur une erreur inattendue. Le détail est dans {journal}. {again}"

# In order: what explains the rest comes first.
SIGNS: tuple[tuple[str, str], ...] = (
    (r"No space left on device|\[Errno 28\]|WinError 112|Disk quota exceeded", DISK_FULL),
    (r"CERTIFICATE_VERIFY_FAILED|certificate verify failed", CLOCK_OR_PROXY),
    (r"DO NOT MATCH THE HASHES", ALTERED),
    (
        r"NewConnectionError|NameResolutionError|name resolution|Failed to establish|ConnectTimeout"
        r"|ReadTimeout|Read timed out|ProxyError|Connection (?:reset|aborted|refused|broken)"
        r"|IncompleteRead|Network is unreachable|RemoteDisconnected",
        NO_NETWORK,
    ),
    (r"Permission denied|\[Errno 13\]|\[Errno 30\]|WinError 5\b", NO_PERMISSION),
)
MISSING = re.compile(r"No matching distribution found for ([\w.-]+)")


def explain(output: str, journal: Path) -> str:
    """The sentence for a failed installation, from the end of its tool's output."""
    for sign, sentence in SIGNS:
        if re.search(sign, output):
            return sentence
    if missing := MISSING.search(output):
        return NOT_FOR_THIS_COMPUTER.format(name=missing[1])
    return OTHER.format(journal=journal, again=AGAIN)


def explain_os_error(error: OSError) -> str:
    """The sentence for a failure of our own reading and writing."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NO_PERMISSION
    return f"Cet ordinateur a refusé une opération : {error.strerror} ({error.filename}). {AGAIN}"
