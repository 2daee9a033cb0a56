"""The generator of the course's synthetic data: same seed, same bytes (`python -m datasets.generateur`)."""
