"""Standard output that takes any name: a file's, whatever its bytes, and a routine's, whatever the terminal knows."""

import codecs
import io
import sys

_HANDLER = "mobility-gui"

_FIRST_BYTE, _LAST_BYTE = 0xDC80, 0xDCFF
"""Python's characters for bytes of a file name that are not text (PEP 383)."""


def print_anything() -> None:
    """Never fail at a character: bytes of file names pass through, and what the terminal cannot show becomes "?"."""
    codecs.register_error(_HANDLER, _encoded)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_HANDLER)


def _encoded(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = map(ord, error.object[error.start : error.end])
    return bytes(code & 0xFF if _FIRST_BYTE <= code <= _LAST_BYTE else ord("?") for code in letters), error.end
