"""Runs one session from Start to Close: brings clock, sound, stage and record together."""
