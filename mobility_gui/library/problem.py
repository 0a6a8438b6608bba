"""A mistake in a file, worded so that its author can correct it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; `line` counts from 1, `reason` is one sentence that says what to do."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        """Return `FILE:LINE: reason`, the form that editors and terminals can jump to."""
        return f"{self.path}:{self.line}: {self.reason}"
