"""When a test that hangs is ended."""

GIVE_UP_SECONDS = 120
"""Tests wait for events, not for time: on a busy machine one may take many seconds, but not this many."""
