"""Reads one table of a file key by key; mistakes are noted, and reading continues."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from mobility_gui.library.toml_file import TomlFile, near, shown

if TYPE_CHECKING:
    from mobility_gui.library.line_numbers import KeyPath

Choice = TypeVar("Choice", bound=StrEnum)


class TableReader:
    """Returns values of the right type and range; for a wrong one it notes the mistake and returns a harmless value.

    `kind` names the table in sentences: an exercise, a routine, a step, a dose.
    """

    def __init__(self, toml_file: TomlFile, where: "KeyPath", values: Mapping[str, object], kind: str) -> None:
        self.toml_file = toml_file
        self.where = where
        self.kind = kind
        self._values = values
        self._known: list[str] = []
        self._ignored: list[str] = []
        self._missing: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def refuse(self, reason: str, *below: str | int) -> None:
        """Note a mistake in this table, or in the key or element `below` it."""
        self.toml_file.refuse(reason, (*self.where, *below))

    def ignore(self, key: str) -> None:
        """Accept a key that older files have and nothing reads any more, whatever its value."""
        self._ignored.append(key)

    def text(self, key: str, most: int, default: str | None = None) -> str:
        """Return a text of 1 to `most` characters; with a default it may be missing or empty."""
        value = self._value(key, default, '"..."')
        if key not in self._values or (value == "" and default is not None):
            return default or ""
        return self._checked_text(value, f'"{key}"', most, key)

    def texts(self, key: str, least: int, most: int, letters: int, *, missing: bool = False) -> tuple[str, ...]:
        """Return `least` to `most` texts of 1 to `letters` characters; optional if `missing` is set or `least` is 0."""
        missing = missing or least == 0
        values = self._list(key, '["...", "..."]', missing=missing)
        if values is None or (missing and key not in self):
            return ()
        if not least <= len(values) <= most:
            count = str(least) if least == most else f"{least} to {most}"
            self.refuse(f'"{key}" needs {count} lines, but has {len(values)}.', key)
            return ()
        return tuple(
            self._checked_text(value, f'Line {number} of "{key}"', letters, key, number - 1)
            for number, value in enumerate(values, 1)
        )

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._value(key, default, "true")
        if isinstance(value, bool):
            return value
        self.refuse(f'"{key}" must be true or false, not {shown(value)}.', key)
        return default

    def whole(self, key: str, least: int, most: int, unit: str, default: int = 0) -> int:
        """Return a whole number from `least` to `most`, or the default if missing; `unit` is a plural for sentences."""
        return self._checked_whole(self._value(key, default, str(least)), f'"{key}"', least, most, unit, key)

    def wholes(self, key: str, count: int, least: int, most: int, unit: str, example: str) -> tuple[int, ...]:
        """Return exactly `count` whole numbers, or none if the list is wrong."""
        values = self._list(key, example)
        if values is None:
            return ()
        if len(values) != count:
            self.refuse(f'"{key}" needs {count} numbers, such as {example}, but has {len(values)}.', key)
            return ()
        return tuple(
            self._checked_whole(value, f'Number {place} of "{key}"', least, most, unit, key)
            for place, value in enumerate(values, 1)
        )

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self._value(key, default, f'"{next(iter(choices))}"')
        if value is None:
            return next(iter(choices))
        return self._checked_choice(value, choices, key)

    def choices(self, key: str, choices: type[Choice], *, missing: bool = False) -> tuple[Choice, ...]:
        """Return the choices listed, without duplicates; the key is optional if `missing`."""
        values = self._list(key, f'["{next(iter(choices))}"]', missing=missing)
        found = [self._checked_choice(value, choices, key, place) for place, value in enumerate(values or ())]
        return tuple(dict.fromkeys(found))

    def table(self, key: str, kind: str, example: str) -> "TableReader | None":
        """Return the table under `key`, or None if it is wrong or missing."""
        value = self._value(key, None, example)
        if isinstance(value, dict):
            return TableReader(self.toml_file, (*self.where, key), value, kind)
        if value is not None:
            self.refuse(f'"{key}" must look like {example}, not {shown(value)}.', key)
        return None

    def tables(self, key: str, most: int, kind: str, example: str) -> list["TableReader"]:
        """Return the 1 to `most` tables listed under `key`."""
        values = self._list(key, f"[{example}]")
        if values is None:
            return []
        if not 1 <= len(values) <= most:
            self.refuse(f'"{key}" needs 1 to {most} {kind}s, such as {example}, but has {len(values)}.', key)
            return []
        found = []
        for position, value in enumerate(values):
            if isinstance(value, dict):
                found.append(TableReader(self.toml_file, (*self.where, key, position), value, kind))
            else:
                self.refuse(f"A {kind} must look like {example}, not {shown(value)}.", key, position)
        return found

    def finish(self, known: Iterable[str] = ()) -> bool:
        """Refuse missing keys, and keys neither read nor `known`; True if there are none of the latter.

        A misspelt key is reported once, not also as missing.
        """
        known = [*self._known, *known]
        unknown = [key for key in self._values if key not in (*known, *self._ignored)]
        for key in unknown:
            meant = near(key, known)
            hint = f'Did you mean "{meant}"?' if meant else self._instead(known)
            self.refuse(f"{shown(key)} is unknown in {_a(self.kind)}. {hint}", key)
            self._missing.pop(meant or "", None)
        for key, example in self._missing.items():
            self.refuse(f'This {self.kind} has no "{key}". Add it, for example {key} = {example}')
        return not unknown

    def _instead(self, known: Iterable[str]) -> str:
        unused = [key for key in known if key not in self._values]
        return f"Remove it, or use {_or(unused)}." if unused else "Remove it."

    def _value(self, key: str, default: object, example: str) -> object:
        self._known.append(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            self._missing[key] = example
        return default

    def _list(self, key: str, example: str, *, missing: bool = False) -> list[object] | None:
        value = self._value(key, [] if missing else None, example)
        if value is None or isinstance(value, list):
            return value
        self.refuse(f'"{key}" must be a list, such as {example}, not {shown(value)}.', key)
        return None

    def _checked_text(self, value: object, name: str, most: int, *below: str | int) -> str:
        if not isinstance(value, str):
            self.refuse(f'{name} must be text in "quotes", not {shown(value)}.', *below)
            return ""
        if not value.strip():
            self.refuse(f"{name} is empty. Write something there.", *below)
        elif len(value) > most:
            self.refuse(f"{name} has {len(value)} characters. Shorten it to {most} or fewer.", *below)
        elif not value.isprintable():
            odd = next(letter for letter in value if not letter.isprintable())
            self.refuse(f"{name} contains a character that cannot be shown (U+{ord(odd):04X}). Remove it.", *below)
        return value

    def _checked_whole(self, value: object, name: str, least: int, most: int, unit: str, *below: str | int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.refuse(f"{name} must be a whole number of {unit} from {least} to {most}, not {shown(value)}.", *below)
        return least

    def _checked_choice(self, value: object, choices: type[Choice], key: str, *below: str | int) -> Choice:
        if isinstance(value, str) and value in choices.__members__.values():
            return choices(value)
        self.refuse(f'"{key}" cannot be {shown(value)}. Use {_or(choices)}.', key, *below)
        return next(iter(choices))


def _or(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
