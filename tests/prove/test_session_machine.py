"""No order of commands breaks a session: 5,000 runs of 50 steps, other ones each time."""

import pytest
from hypothesis import HealthCheck, settings

from tests.training.session_machine import SessionMachine

RUNS = 5000
STEPS = 50


class AnyOrderOfCommandsForLong(SessionMachine):
    """A fresh class, as the settings hang on its test."""


TestAnyOrderOfCommandsForLong = pytest.mark.prove(AnyOrderOfCommandsForLong.TestCase)
TestAnyOrderOfCommandsForLong.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    derandomize=False,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
