"""No order of commands breaks a session: 5,000 runs of 50 steps on average, other ones each time."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.training.session_machine import SessionMachine

RUNS = 5000
STEPS = 50

AT_MOST = settings(
    max_examples=RUNS,
    stateful_step_count=2 * STEPS,  # hypothesis ends many runs early
    derandomize=False,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.prove
def test_no_order_of_commands_breaks_a_session() -> None:
    steps_of_runs: list[int] = []

    class CountingMachine(SessionMachine):
        def __init__(self) -> None:
            super().__init__()
            self.steps = -1  # the preparation is none

        @invariant()
        def count(self) -> None:
            self.steps += 1

        def teardown(self) -> None:
            super().teardown()
            steps_of_runs.append(self.steps)

    run_state_machine_as_test(CountingMachine, settings=AT_MOST)

    print(f"{len(steps_of_runs)} runs, {sum(steps_of_runs)} steps, 0 broken")
    assert len(steps_of_runs) >= RUNS
    assert sum(steps_of_runs) >= RUNS * STEPS
