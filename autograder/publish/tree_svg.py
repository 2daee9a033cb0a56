"""The drawing of a tree moved to `outputs`; kept here until its callers have followed."""

from autograder.outputs.tree_svg import LABELS, draw

__all__ = ["LABELS", "draw"]
