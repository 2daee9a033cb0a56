"""The course's data and what makes them. A package, so that `python -m datasets.generateur` runs from the root."""
