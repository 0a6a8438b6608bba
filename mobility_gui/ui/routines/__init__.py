"""The page where the runner chooses a routine."""
