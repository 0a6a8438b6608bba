"""Writes a file whole or not at all, and for its owner's eyes only; reads one that is not absurdly large."""

import os
import tempfile
from pathlib import Path

from mobility_gui.exchange.whole_record import ExchangeError

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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be written: {error.strerror or error}.") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows cannot open a folder, and does not need it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
