"""A verdict holds until the next verdict day, in many more histories than the short test tries."""

import pytest
from hypothesis import given, settings

from tests.ankle.test_verdict import HISTORY, holds


@pytest.mark.prove
@settings(max_examples=2000)
@given(*HISTORY)
def test_no_verdict_changes_in_2000_histories(steps: list[tuple[float, float]], today: int, known: int) -> None:
    holds(steps, today, known)
