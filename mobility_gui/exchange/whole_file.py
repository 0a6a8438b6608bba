"""Files that the runner exports and imports: what fails becomes one sentence."""

from pathlib import Path

from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.system import disk

LARGEST_BYTES = 100_000_000
"""Several times what decades of training fill."""


def read_whole(path: Path) -> bytes:
    """Give what is in a file, without the mark that says it is UTF-8. Raises `ExchangeError`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ExchangeError(f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB; no record of ours is.")
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from error


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, if any. Raises `ExchangeError` and leaves what was there."""
    try:
        disk.write_whole(path, content)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be written: {error.strerror or error}.") from error
