"""Mobility for Runners: a guided warm-up, a guided stretch, and an honest record of ankle mobility."""

__version__ = "0.1.0"

TITLE = "Mobility for Runners"
