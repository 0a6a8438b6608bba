"""How long tests wait."""

GIVE_UP_SECONDS = 120
"""Ends a test that hangs. Tests wait for events, and even a busy machine delivers them sooner than this."""
