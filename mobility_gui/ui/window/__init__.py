"""The main window: the rail, its places and notices, and the moment of its first paint."""
