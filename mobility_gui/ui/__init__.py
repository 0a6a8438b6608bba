"""What is seen: widgets that take plain values and tell wishes; they know no file, no session and no sound."""
