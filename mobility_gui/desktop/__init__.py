"""What the operating system gives: a screen that stays on, one window a data folder."""
