"""Reads and checks the TOML files of exercises and routines, so that a wrong file never hides the right ones."""
