"""The Mat check: whether screen, sound and keys reach the mat."""
