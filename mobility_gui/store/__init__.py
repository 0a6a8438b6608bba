"""The runner's record on disk: one SQLite file that only this package reads and writes."""
