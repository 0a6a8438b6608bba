"""Services of the operating system: a display, a screen that stays on, one window per data folder, others' music."""
