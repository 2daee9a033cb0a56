"""Big files from a form, straight to disk: neither memory nor the system's temporary folder has to hold them."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from autograder.classroom.refusals import Refused
from autograder.classroom.trainer.door import LONG_NUMBER

AT_ONCE = 1_000_000  # bytes handed to the parser in one go
FIELD_BYTES = 2_000
NAME_LENGTH = 120
SPARE_BYTES = 300_000_000  # what an upload must leave free: learners' work comes first
UNREADABLE = "Cet envoi est arrivé incomplet : choisissez de nouveau les fichiers et renvoyez-les."
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]')


@dataclass
class Received:
    """Files now below the folder, `(name, path)`; fields; and the files that were too heavy, by name."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, Path]] = field(default_factory=list)
    too_heavy: list[str] = field(default_factory=list)


async def receive(request: Request, folder: Path, *, one: int, all_: int, most: int) -> Received:
    """Write the form's files below `folder`, at most `most` files of `one` bytes. Raises `Refused`.

    The caller removes the folder when this raises: a sender that leaves half-way raises too.
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > LONG_NUMBER or int(length) > all_:
        raise Refused(413, f"Cet envoi est trop lourd : {all_ // 1_000_000} Mo au plus à la fois.")
    if shutil.disk_usage(folder).free < 2 * int(length) + SPARE_BYTES:
        raise Refused(507, "Le disque de cet ordinateur est presque plein : libérez de la place, puis renvoyez.")
    received = Received()
    parser = _parser(request, folder, received, one, most)
    waiting = bytearray()
    try:
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= AT_ONCE:
                await run_in_threadpool(parser.write, bytes(waiting))
                waiting.clear()
        await run_in_threadpool(parser.write, bytes(waiting))
        parser.finalize()
    except FormParserError:
        raise Refused(400, UNREADABLE) from None
    finally:
        parser.close()
    return received


def _parser(request: Request, folder: Path, received: Received, one: int, most: int) -> FormParser:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise Refused(400, UNREADABLE)

    def on_field(found: Field) -> None:
        value = found.value or b""
        if len(value) <= FIELD_BYTES and found.field_name:
            received.fields[found.field_name.decode("utf-8", "replace")] = value.decode("utf-8", "replace")

    def on_file(found: File) -> None:
        found.close()
        written = Path(os.fsdecode(found.actual_file_name)) if found.actual_file_name else None
        name = file_name((found.file_name or b"").decode("utf-8", "replace"))
        if not (found.file_name or found.size):  # the form was sent with no file chosen
            return
        if written and (found.size > one or len(received.files) >= most):
            written.unlink()
        if found.size > one:
            received.too_heavy.append(name)
            return
        if len(received.files) >= most:
            raise Refused(413, f"{most} fichiers au plus à la fois : envoyez le reste ensuite.")
        place = folder / str(len(received.files)) / name
        place.parent.mkdir()
        if written:
            written.replace(place)
        else:
            place.write_bytes(b"")
        received.files.append((name, place))

    return FormParser(
        "multipart/form-data", on_field, on_file, boundary=options[b"boundary"],
        config={"UPLOAD_DIR": os.fsencode(folder), "UPLOAD_DELETE_TMP": False, "MAX_MEMORY_FILE_SIZE": 0,
                "MAX_FIELD_SIZE": FIELD_BYTES},
    )


def file_name(sent: str) -> str:
    """The last part of the name that the browser gave, fit for any file system."""
    bare = PurePosixPath(sent.replace("\\", "/")).name
    clean = _FORBIDDEN.sub("_", bare).strip(" .")
    if len(clean) > NAME_LENGTH:  # its ending tells people what it is
        clean = f"{clean[:NAME_LENGTH - 12]}{clean[-12:]}"
    return clean or "sans nom"
