"""Settings of somebody's `nbgrader_config.py` that would change what `nbgrader autograde` gives, and that we do not
follow: to be told, never passed over."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbconvert.writers import FilesWriter
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

STEPS = (
    Autograde, Execute, ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
    SaveAutoGrades, ClearMetadataPreprocessor, NotebookExporter, FilesWriter,
)
HEEDED = {
    Autograde: {"exclude_overwriting", "create_student", "permissions", "pre_convert_hook", "post_convert_hook",
                "force"},
    Execute: {"timeout", "startup_timeout", "iopub_timeout", "shutdown_kernel", "kernel_name", "execute_retries"},
}
"""What we follow, and what means nothing where there is no kernel."""


def not_heeded(config: Any) -> list[str]:
    """Such settings as the configuration names them, `Execute.extra_arguments`."""
    found: dict[str, None] = {}
    for step in STEPS:
        known = set(step.class_trait_names(config=True)) - HEEDED.get(step, set())
        for section in step.section_names():
            found |= dict.fromkeys(f"{section}.{name}" for name in sorted(set(config.get(section, ())) & known))
    return list(found)
