"""The record as files for other programs: exports and imports JSON and CSV."""
