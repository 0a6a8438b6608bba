"""Reads and writes the runner's exported files; a failure becomes one sentence."""

from pathlib import Path

from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.system import disk

LARGEST_BYTES = 100_000_000
"""Largest file that is read; several times the size of decades of training."""


def read_whole(path: Path) -> bytes:
    """Return the content of a file, without a UTF-8 byte order mark. Raises `ExchangeError`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ExchangeError(f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB; no record of ours is.")
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file, replacing any that exists. Raises `ExchangeError`; the old file then stays."""
    try:
        disk.write_whole(path, content)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be written: {error.strerror or error}.") from error
