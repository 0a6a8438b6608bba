"""The screen shown during a session: the view, measuring, and the end."""
