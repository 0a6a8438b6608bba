"""Fills each page of the window from library and record, and does what the page asks for; draws nothing itself."""
