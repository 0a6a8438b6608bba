"""The mat check: whether screen, sound and keys reach the runner on the mat."""
