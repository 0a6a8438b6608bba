"""One session from Start to Close: clock, sound, stage and record brought together."""
