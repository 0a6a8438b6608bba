"""The error for input that cannot be used."""


class WrongInputError(Exception):
    """The input is wrong; the message is one clear sentence that says what to do."""
