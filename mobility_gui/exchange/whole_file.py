"""Reads and writes the runner's exported files; a failure becomes one sentence."""

import codecs
from io import StringIO
from pathlib import Path

from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.system import disk

LARGEST_BYTES = 100_000_000
"""Largest file that is read; several times what decades of training need."""

ENDS_EARLY = "the file ends too early, so part of it is missing. Copy or export it again."
"""Said after file and line about a file that was cut off."""


def read_whole(path: Path) -> bytes:
    """Return the content of a file without its byte order mark, UTF-16 as UTF-8. Raises `ExchangeError`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ExchangeError(
                f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB, more than any record needs. Choose another."
            )
        content = path.read_bytes()
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from error
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def write_whole(path: Path, content: bytes) -> None:
    """Write the file, replacing any that exists. Raises `ExchangeError`; the old file then stays."""
    try:
        disk.write_whole(path, content)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be written: {error.strerror or error}.") from error


def decode(path: Path, content: bytes, advice: str) -> str:
    """Return the text of a file. Raises `ExchangeError` if part of it is not text, and then gives the advice."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(errors="replace")
        line = sum(1 for _ in StringIO(f"{before}x", newline=""))
        cut = error.reason == "unexpected end of data"
        if line == 1 and not cut and not content.startswith(b"{"):  # our column names are plain letters
            raise not_ours(path) from error
        reason = ENDS_EARLY if cut else f"this line is not UTF-8 text. {advice}"
        raise ExchangeError(f"{path}, line {line}: {reason}") from error


def not_ours(path: Path) -> ExchangeError:
    """Return the error about a file of another kind, to be raised."""
    return ExchangeError(
        f"{path} is not a record or a table of measurements. Choose a file that this program exported."
    )
