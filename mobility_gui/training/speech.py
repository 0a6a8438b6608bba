"""What the voice says during a session and when, planned ahead so that nothing overlaps."""

from mobility_gui.training.phrases import DONE, PAUSED, vocabulary

__all__ = ["DONE", "PAUSED", "vocabulary"]
