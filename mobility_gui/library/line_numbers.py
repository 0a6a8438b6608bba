"""Finds the line of each key in a TOML text, which the standard parser does not report."""

import re
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""Keys and list positions that lead from the top of the file to one value."""

DEEPEST = 12
"""Most levels of nesting that are followed; our format needs seven."""

_TOKEN = re.compile(
    r"""
      (?P<quoted> \"{3}(?:[^"\\]|\\.|"(?!""))*(?:"{3,5}|\Z) | '{3}(?:[^']|'(?!''))*(?:'{3,5}|\Z)
                | "(?:[^"\\\n]|\\.)*" | '[^'\n]*+' )
    | (?P<comment> \#[^\n]*+ )
    | (?P<mark> [\[\]{}=,.\n] )
    | (?P<bare> [^\s\[\]{}=,.\#"']++ )
    """,
    re.VERBOSE | re.DOTALL,
)

_MARKS = frozenset("[]{}=,\n")
_OPENING = frozenset("[{")
_CLOSING = frozenset("]}")
_VALUE_ENDS = frozenset(",]}\n")


def line_numbers(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, where each key and list element first appears; `text` must be valid TOML."""
    return _Scan(text).lines


def long_key_line(text: str, most_parts: int) -> int | None:
    """Return the first line with a key of more than `most_parts` dotted parts; `text` may be anything."""
    parts = 1
    for word, line in _tokens(text):
        if word == ".":
            parts += 1
            if parts > most_parts:
                return line
        elif word in _MARKS:
            parts = 1
    return None


def deepest_line(text: str) -> int:
    """Return the line, from 1, where lists and tables are nested deepest; `text` may be anything."""
    depth = deepest = 0
    found = 1
    for word, line in _tokens(text):
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth > deepest:
            deepest, found = depth, line
    return found


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup != "comment":
            yield token, line
        line += token.count("\n")


class _Scan:
    """One pass over the tokens of a valid text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = [*_tokens(text), ("\n", 0)]
        self._at = 0
        self._list_tables: dict[KeyPath, int] = {}
        table: KeyPath = ()
        while self._at < len(self._tokens):
            match self._word:
                case "\n":
                    self._at += 1
                case "[":
                    table = self._header()
                case _:
                    self._pair(table)

    @property
    def _word(self) -> str:
        return self._tokens[self._at][0]

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self._tokens[self._at][1])

    def _header(self) -> KeyPath:
        """Read `[a.b]`, or `[[a.b]]`, which begins the next table of a list, and return its path."""
        path: KeyPath = ()
        brackets = 0
        while self._word != "\n":
            match self._word:
                case "[":
                    brackets += 1
                case "]" | ".":
                    pass
                case key:
                    if path in self._list_tables:
                        path = (*path, self._list_tables[path])
                    path = (*path, _bare(key))
                    self._note(path)
            self._at += 1
        if brackets > 1:
            self._list_tables[path] = self._list_tables.get(path, -1) + 1
        if path in self._list_tables:
            path = (*path, self._list_tables[path])
            self.lines.setdefault(path, self._tokens[self._at][1])
        return path

    def _pair(self, table: KeyPath) -> None:
        path = table
        while self._word != "=":
            if self._word != ".":
                path = (*path, _bare(self._word))
                self._note(path)
            self._at += 1
        self._at += 1
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        opening = self._word
        if len(path) > DEEPEST or opening not in _OPENING:
            self._skip_value()
            return
        self._at += 1
        position = 0
        while self._word not in _CLOSING:
            if self._word in {",", "\n"}:
                self._at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self._note((*path, position))
                self._value((*path, position))
                position += 1
        self._at += 1

    def _skip_value(self) -> None:
        depth = 0
        while depth or self._word not in _VALUE_ENDS:
            depth += (self._word in _OPENING) - (self._word in _CLOSING)
            self._at += 1


def _bare(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
