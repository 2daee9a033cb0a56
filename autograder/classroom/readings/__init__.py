"""The trainer's exports, read: files received on disk, read in a process of their own, results kept for a while."""
