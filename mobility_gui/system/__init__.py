"""The operating system as every room may use it: the time of day, and files that survive a power cut."""
