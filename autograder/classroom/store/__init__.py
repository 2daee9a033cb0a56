"""What the session server keeps: one SQLite file, read and written through small functions that take a connection."""

from autograder.classroom.store.database import Store

__all__ = ["Store"]
