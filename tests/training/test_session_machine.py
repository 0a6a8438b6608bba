from hypothesis import settings

from tests.training.session_machine import SessionMachine


class AnyOrderOfCommands(SessionMachine):
    """A fresh class, as the settings hang on its test."""


TestAnyOrderOfCommands = AnyOrderOfCommands.TestCase
TestAnyOrderOfCommands.settings = settings(max_examples=100, stateful_step_count=50)
