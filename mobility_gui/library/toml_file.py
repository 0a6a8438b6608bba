"""One TOML file, read within limits, and the mistakes found in it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.library.problem import Problem

if TYPE_CHECKING:
    from mobility_gui.library.line_numbers import KeyPath

MOST_BYTES = 64 * 1024
"""Largest file that is read; the longest shipped one has 8 KB."""

MOST_KEY_PARTS = 32
"""Most parts of a dotted key, as the time of the standard parser grows with their square."""

MOST_PROBLEMS = 20
"""Most mistakes reported for one file; a later check shows the rest."""

LONGEST_SHOWN = 40
"""Most characters of a wrong value that a message repeats, and of a name that is compared with the known ones."""

_PLACE = r"(.*) \(at (?:line (\d+), column \d+|end of document)\)"

_SYNTAX = {
    "Invalid value": 'This value cannot be read. Put text in straight "quotes"; write true and false in lower case.',
    "Unclosed array": "A comma or a closing bracket (]) is missing before this.",
    "Unclosed inline table": "A comma or a closing brace (}) is missing before this.",
    "Expected '='": "This name has no value. Write name = value, or [exercise.NAME] or [routine.NAME] for a table.",
    "Expected newline": "There is something extra at the end of this line. Remove it, or put it on a line of its own.",
    "Expected ']": "A closing bracket (]) is missing after the name of this table.",
    "Illegal character '\\n'": 'A closing quote (") is missing.',
    "Illegal character": "This text contains a character that is not allowed. Remove it.",
    "Found invalid character '\\n'": "A closing quote (') is missing.",
    "Found invalid character": "This line contains a character that is not allowed. Remove it.",
    'Expected "': "A closing quote (') is missing.",
    "Unterminated string": 'A closing quote (") is missing.',
    "Cannot overwrite": "This name already has a value. Keep only one of the two.",
    "Duplicate inline": "This name already has a value. Keep only one of the two.",
    "Cannot declare": "There is already a table with this name above. Give this one another name.",
    "Invalid statement": "This is neither a [table] nor name = value. Use only a-z, 0-9, _ and - in names.",
    "Invalid initial": "This name contains a character that is not allowed. Use only a-z, 0-9, _ and - in names.",
    "Unescaped": 'A backslash in a text must be doubled, as in "\\\\".',
}
"""What to say for each message of the standard parser, by how it begins; the first one that fits is used."""


class Enough(Exception):  # noqa: N818 - it ends the reading of a file and is not an error
    """Raised to stop reading a file that has too many mistakes to list."""


@dataclass
class TomlFile:
    """The tables of one file; `own` if it belongs to the runner, not to the program."""

    path: Path
    own: bool = True
    text: str = ""
    tables: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def _lines(self) -> dict["KeyPath", int]:
        from mobility_gui.library.line_numbers import line_numbers  # imported here, as only mistakes need it

        return line_numbers(self.text)

    def line(self, where: "KeyPath") -> int:
        """Return the line of a key, or of the nearest table or list around it, from 1."""
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def refuse(self, reason: str, where: "KeyPath" = ()) -> None:
        """Note one mistake. Raises `Enough` if there are `MOST_PROBLEMS` already."""
        if len(self.problems) >= MOST_PROBLEMS:
            raise Enough
        self.problems.append(Problem(self.path, self.line(where), reason))


def read_toml_file(path: Path, *, own: bool = True) -> TomlFile:
    """Read one file; if it cannot be read or parsed, the reason is in its `problems` and it has no tables."""
    toml_file = TomlFile(path, own)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        toml_file.refuse(
            f"This file cannot be read ({reason}). Check that it exists and that you are allowed to open it."
        )
        return toml_file
    if len(content) > MOST_BYTES:
        toml_file.refuse(f"This file is larger than {MOST_BYTES // 1024} KB. Split it into several files.")
        return toml_file
    try:
        toml_file.text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _stop(toml_file, line, "This line is not UTF-8 text. Save the file again with that encoding.")
        return toml_file
    _parse(toml_file)
    return toml_file


def shown(value: object) -> str:
    """Return a value from a file as one short line that a message can repeat."""
    match value:
        case bool():
            return str(value).lower()
        case int() if abs(value) >= 10**LONGEST_SHOWN:
            return "a far larger number"
        case int() | float():
            return str(value)
        case str():
            short = value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
            return '"' + "".join(letter if letter.isprintable() else "?" for letter in short) + '"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` may be a misspelling of."""
    from difflib import get_close_matches  # imported here, as only mistakes need it

    found = get_close_matches(word, known, n=1) if len(word) <= LONGEST_SHOWN else []
    return found[0] if found else None


def _parse(toml_file: TomlFile) -> None:
    if any(line.count(".") >= MOST_KEY_PARTS for line in toml_file.text.split("\n")):
        from mobility_gui.library.line_numbers import long_key_line

        long_line = long_key_line(toml_file.text, MOST_KEY_PARTS)
        if long_line is not None:
            reason = f"This name has more than {MOST_KEY_PARTS} parts. Remove the dots from it."
            _stop(toml_file, long_line, reason)
            return
    try:
        toml_file.tables = tomllib.loads(toml_file.text)
    except tomllib.TOMLDecodeError as error:
        _stop(toml_file, *_syntax(str(error), toml_file.text))
    except RecursionError:
        from mobility_gui.library.line_numbers import deepest_line

        _stop(
            toml_file,
            deepest_line(toml_file.text),
            "Lists or tables are nested too deeply here. Remove the inner ones.",
        )
    except ValueError:  # Python refuses numbers of more than 4300 digits
        before = re.split(r"[\d_]{1000}", toml_file.text, maxsplit=1)[0]
        _stop(toml_file, before.count("\n") + 1, "This number has too many digits. Write a shorter one.")


def _syntax(message: str, text: str) -> tuple[int, str]:
    """Return line and sentence for a message of the standard parser."""
    place = re.fullmatch(_PLACE, message, re.DOTALL)
    said, line = (place[1], place[2]) if place else (message, None)
    fallback = f"This is not valid TOML ({said}). Check this line and the one above it."
    reason = next((reason for beginning, reason in _SYNTAX.items() if said.startswith(beginning)), fallback)
    return int(line or text.rstrip().count("\n") + 1), reason


def _stop(toml_file: TomlFile, line: int, reason: str) -> None:
    toml_file.text = ""
    toml_file.problems.append(Problem(toml_file.path, line, reason))
