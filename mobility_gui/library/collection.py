"""The exercises or the routines that were read, by id."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from mobility_gui.library.table_reader import TableReader
from mobility_gui.library.toml_file import TomlFile, shown

Thing = TypeVar("Thing")

_ID = r"[a-z][a-z0-9_]{0,39}"


@dataclass
class NamedCollection(Generic[Thing]):
    """`things` holds the correct ones, `files` the file of each, and `broken` the ids of those with mistakes."""

    things: dict[str, Thing] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def add(self, toml_file: TomlFile, kind: str, read: Callable[[TableReader, str], Thing]) -> None:
        """Add every correct `[kind.ID]` of a file. Raises `Enough`."""
        tables = toml_file.tables.get(kind, {})
        if not isinstance(tables, dict):
            toml_file.refuse(f'"{kind}" must be a table. Write [{kind}.NAME], with a short name of your own.', (kind,))
            return
        for key, values in tables.items():
            where = (kind, key)
            if not isinstance(values, dict):
                toml_file.refuse(f"Put [{kind}.NAME] above this, with a short name of your own.", where)
                return
            if not re.fullmatch(_ID, key):
                rule = "Use only a-z, 0-9 and _, start with a letter, and use at most 40 characters."
                toml_file.refuse(f"{shown(key)} cannot be the short name of this {kind}. {rule}", where)
            elif key in self.files:
                reason = f'The {kind} "{key}" already exists, in {self.files[key].name}.'
                advice = f"Give this one another name, such as [{kind}.my_{key}]."
                toml_file.refuse(f"{reason} {advice}", where)
            else:
                self._read(TableReader(toml_file, where, values, kind), read)

    def forget(self, path: Path) -> None:
        """Remove what one file defines."""
        place = path.resolve()
        for key in [key for key, file in self.files.items() if file.resolve() == place]:
            del self.files[key], self.things[key]

    def _read(self, table: TableReader, read: Callable[[TableReader, str], Thing]) -> None:
        key = str(table.where[-1])
        mistakes = len(table.toml_file.problems)
        self.broken.add(key)
        thing = read(table, key)
        if len(table.toml_file.problems) == mistakes:
            self.broken.discard(key)
            self.things[key] = thing
            self.files[key] = table.toml_file.path
