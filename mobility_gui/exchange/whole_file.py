"""Writes a file whole or not at all, and for its owner's eyes only."""

import os
import tempfile
from pathlib import Path

from mobility_gui.exchange.history import ExchangeError


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
