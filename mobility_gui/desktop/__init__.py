"""Services of the operating system: displays, a screen that stays on, one window per folder, other programs' music."""
