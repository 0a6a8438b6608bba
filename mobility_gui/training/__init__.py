"""The logic of a session: no Qt, no files, and no clock of its own."""
