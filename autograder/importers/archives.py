"""Zip archives: workbooks, and the bundles of .csv files that YouTube and TikTok give. Bombs are refused."""

from __future__ import annotations

import zipfile

from autograder.domain.errors import InvalidData
from autograder.importers.limits import BIG, MAX_FILE, MAX_MEMBERS, MAX_RATIO, MAX_WORKBOOK


def is_workbook(archive: zipfile.ZipFile) -> bool:
    return "xl/workbook.xml" in archive.namelist()


def is_other_office(archive: zipfile.ZipFile) -> bool:
    """A sheet of LibreOffice (.ods) or of Apple's Numbers."""
    names = set(archive.namelist())
    return "content.xml" in names or "Index/Document.iwa" in names


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse, before unpacking anything, what would unpack to far more than an export can hold."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InvalidData(f"L'archive {name} contient plus de {MAX_MEMBERS} fichiers : ce n'est pas un export.", name)
    if any(member.flag_bits & 0x1 for member in members):
        raise InvalidData(f"{name} est protégé par un mot de passe : enregistrez-le sans mot de passe.", name)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    allowed = MAX_WORKBOOK if is_workbook(archive) else MAX_FILE
    if unpacked > allowed or (unpacked > BIG and unpacked > MAX_RATIO * max(packed, 1)):
        raise InvalidData(f"{name} occuperait {unpacked // 1_000_000} Mo une fois ouvert : refusé par prudence. "
                          f"Donnez plutôt l'export en .csv.", unpacked)


def text_members(archive: zipfile.ZipFile) -> list[str]:
    """The .csv and .tsv files inside, but not the shadow copies that macOS adds."""
    return [
        member.filename for member in archive.infolist()
        if member.filename.lower().endswith((".csv", ".tsv", ".txt"))
        and not member.filename.startswith("__MACOSX/") and not member.filename.rsplit("/", 1)[-1].startswith(".")
    ]
