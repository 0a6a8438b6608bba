"""Exercises and routines as TOML files: read and checked, so that a wrong file never hides the right ones."""
