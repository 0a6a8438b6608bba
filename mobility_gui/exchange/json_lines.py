"""Finds the line of a value in a JSON text, which the parser does not report."""

import re
from json import JSONDecoder

# Numbers stay text: Python refuses to read those of more than 4300 digits.
_DECODER = JSONDecoder(parse_int=str, strict=False)


def line_of(text: str, place: str) -> int:
    """Return the line, from 1, of the value at a place such as `$.sessions[0].started`.

    The text must be valid JSON up to there. A name in the place that the text lacks gives the line of what should
    have it.
    """
    at = _skip(text, 0)
    for name, position in re.findall(r"\.(\w+)|\[(\d+)\]", place):
        found = _member(text, at, name) if name else _element(text, at, int(position))
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _member(text: str, opening: int, name: str) -> int | None:
    """Return where the value of this name begins in the object that opens at `opening`."""
    at = _skip(text, opening + 1)
    while text[at] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if key == name:
            return at
        at = _next(text, at)
    return None


def _element(text: str, opening: int, position: int) -> int:
    """Return where an element begins in the list that opens at `opening`."""
    at = _skip(text, opening + 1)
    for _ in range(position):
        at = _next(text, at)
    return at


def _next(text: str, at: int) -> int:
    """Return where the value after this one begins, or the bracket that closes what holds both."""
    _, end = _DECODER.raw_decode(text, at)
    at = _skip(text, end)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    """Return the place of the next character that is not white space."""
    while text[at : at + 1].isspace():
        at += 1
    return at
