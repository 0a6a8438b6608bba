"""What can be printed: the floor tape and the report."""
