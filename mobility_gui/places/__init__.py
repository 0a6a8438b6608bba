"""Fills each page of the window from library and record, and answers what the page asks for. Draws nothing."""
