"""The same numbers everywhere, in many more histories than the short test tries."""

import pytest
from hypothesis import given, settings

from tests.whole.test_same_numbers import DAYS_LATER, TESTS, TestedDay, agree


@pytest.mark.prove
@settings(max_examples=1000)
@given(TESTS, DAYS_LATER)
def test_all_numbers_agree_and_add_up_in_1000_histories(tests: list[TestedDay], days_later: int) -> None:
    agree(tests, days_later)
