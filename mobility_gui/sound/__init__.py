"""Plays the cues, and is silent without a device; training/cues.py decides which cue is due."""
