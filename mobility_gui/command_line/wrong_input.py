"""The error for input that cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager


class WrongInputError(Exception):
    """The input is wrong; the message is one clear sentence that says what to do."""


@contextmanager
def said_in_one_sentence() -> Iterator[None]:
    """Take what the record or a file refuses for wrong input."""
    from mobility_gui.exchange.whole_record import ExchangeError
    from mobility_gui.store.database import StoreError

    try:
        yield
    except (ExchangeError, StoreError) as error:
        raise WrongInputError(str(error)) from error
