"""What a session is: no Qt, no files, and no clock of its own."""
