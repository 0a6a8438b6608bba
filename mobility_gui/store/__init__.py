"""The runner's record on disk: one SQLite file, read and written here and nowhere else."""
