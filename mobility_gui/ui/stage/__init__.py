"""The screen shown while a session runs: the view, measuring, and the end."""
