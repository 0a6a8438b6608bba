"""Makes the cues heard, and is silent without a device; which cue is due is training/cues.py's business."""
