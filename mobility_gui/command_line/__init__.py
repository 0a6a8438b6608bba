"""The command line: the only room that decides whether to open the window."""
