"""The command line: the only room that may open the window or leave it out."""
