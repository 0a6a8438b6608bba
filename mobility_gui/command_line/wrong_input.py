"""The one way to say that what was given cannot be used."""


class WrongInputError(Exception):
    """The input is wrong; the message is one clear sentence that says what to do."""
