"""A verdict holds until the next verdict day, in many more histories than the short test tries."""

import pytest
from hypothesis import settings

from tests.ankle.test_verdict import test_while_tests_are_only_added_no_verdict_of_a_past_day_changes as holds


@pytest.mark.prove
def test_no_verdict_changes_in_2000_histories() -> None:
    settings(max_examples=2000)(holds)()
