"""What a learner's notebook uses: open the builder, keep the answer, verify, count the points.

Everything here is for her eyes. A mark is decided elsewhere, from the answer that stands in the notebook.
"""

from autograder.widgets.steps import commencer, enregistrer, fichier, indices, noter, ouvrir, repondre, verifier

__all__ = ["commencer", "enregistrer", "fichier", "indices", "noter", "ouvrir", "repondre", "verifier"]
