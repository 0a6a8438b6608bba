from hypothesis import settings

from tests.training.session_machine import SessionMachine


class AnyOrderOfCommands(SessionMachine):
    """A class of its own, as the settings are attached to its test."""


TestAnyOrderOfCommands = AnyOrderOfCommands.TestCase
TestAnyOrderOfCommands.settings = settings(max_examples=100, stateful_step_count=50)
