"""The course's own files: checked again by ETag each time, kept for good when their address carries a version."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOR_GOOD = "public, max-age=31536000, immutable"
CHECK_AGAIN = "no-cache"


class CourseFiles(StaticFiles):
    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Any, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = FOR_GOOD if versioned else CHECK_AGAIN
        return response


def security_headers(path: str) -> Mapping[str, str]:
    """Only our own scripts and styles run. Course pages may show pictures held in their address (`data:`)."""
    return {
        "Content-Security-Policy": (
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    } | ({"Cache-Control": "no-store"} if path.startswith("/formateur") and "/static/" not in path else {})
