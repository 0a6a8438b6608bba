"""The page where a routine is chosen."""
