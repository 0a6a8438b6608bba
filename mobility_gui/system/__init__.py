"""What every room may use of the operating system: the time of day, and files that survive a power cut."""
