"""All exercises and routines, the program's and the runner's, and the mistakes in their files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mobility_gui.library.collection import NamedCollection
from mobility_gui.library.exercise_table import read_exercise
from mobility_gui.library.problem import Problem
from mobility_gui.library.routine_table import read_routine
from mobility_gui.library.toml_file import Enough, TomlFile, near, read_toml_file, shown
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.routine import Group, Routine


@dataclass(frozen=True, slots=True)
class Library:
    """Exercises and routines by id; routines are ordered by group, then as in their files.

    `exercise_files` and `routine_files` hold, by id, the file of each.
    """

    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    routines: Mapping[str, Routine] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    exercise_files: Mapping[str, Path] = field(default_factory=dict)
    routine_files: Mapping[str, Path] = field(default_factory=dict)


def load_library(shipped: Iterable[Path], own: Iterable[Path] = ()) -> Library:
    """Read every `*.toml` in these folders; a missing folder counts as empty.

    Never raises: mistakes are listed in `problems`, and everything correct is kept. If two files use the same id, the
    shipped one wins, then the first by file name.
    """
    problems: list[Problem] = []
    toml_files = [read_toml_file(path, own=False) for folder in shipped for path in _files(folder, problems)]
    toml_files += [read_toml_file(path) for folder in own for path in _files(folder, problems)]
    exercises, routines = NamedCollection[Exercise](), NamedCollection[Routine]()
    _read_all(toml_files, exercises, routines)
    order = list(Group)
    return Library(
        exercises=exercises.things,
        routines=dict(sorted(routines.things.items(), key=lambda item: order.index(item[1].group))),
        problems=(*problems, *(problem for toml_file in toml_files for problem in _by_line(toml_file))),
        exercise_files=exercises.files,
        routine_files=routines.files,
    )


def check_file(path: Path, library: Library) -> list[Problem]:
    """Return the mistakes in one of the runner's files, checked together with `library`, which may already hold it."""
    toml_file = read_toml_file(path)
    exercises = NamedCollection(dict(library.exercises), dict(library.exercise_files))
    routines = NamedCollection(dict(library.routines), dict(library.routine_files))
    exercises.forget(path)
    routines.forget(path)
    _read_all([toml_file], exercises, routines)
    return _by_line(toml_file)


def _by_line(toml_file: TomlFile) -> list[Problem]:
    return sorted(toml_file.problems, key=lambda problem: problem.line)


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the TOML files of a folder by name, without the hidden ones that editors and systems leave behind."""
    try:
        return [path for path in sorted(folder.iterdir()) if _is_toml(path)]
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = f"This folder cannot be read ({error.strerror}). Check that it is a folder you are allowed to open."
        problems.append(Problem(folder, 1, reason))
        return []


def _is_toml(path: Path) -> bool:
    return path.suffix == ".toml" and not path.name.startswith(".") and path.is_file()


def _read_all(
    toml_files: Sequence[TomlFile], exercises: NamedCollection[Exercise], routines: NamedCollection[Routine]
) -> None:
    """Add all tables of `toml_files` to their collections; exercises first, as routines refer to them."""
    read_one_routine = partial(read_routine, exercises=exercises.things, broken=exercises.broken)
    _each(toml_files, _check_names)
    _each(toml_files, lambda toml_file: exercises.add(toml_file, "exercise", read_exercise))
    _each(toml_files, lambda toml_file: routines.add(toml_file, "routine", read_one_routine))


def _each(toml_files: Sequence[TomlFile], work: Callable[[TomlFile], None]) -> None:
    for toml_file in toml_files:
        with suppress(Enough):
            work(toml_file)


def _check_names(toml_file: TomlFile) -> None:
    """Refuse anything but `[exercise.ID]` and `[routine.ID]` at the top level; only the first is reported."""
    if not any(toml_file.tables.values()) and not toml_file.problems:
        toml_file.refuse("This file has nothing in it. Start it with [routine.NAME] or [exercise.NAME].")
        return
    for name, value in toml_file.tables.items():
        if name in {"exercise", "routine"}:
            continue
        meant = near(name, ["exercise", "routine"])
        if meant:
            reason = f'{shown(name)} is unknown here. Did you mean "{meant}"?'
        elif isinstance(value, dict):
            reason = f"[{name}] does not say what it is. Write [routine.{name}] or [exercise.{name}]."
        else:
            reason = f"{shown(name)} is outside any table. Put [routine.NAME] or [exercise.NAME] above it."
        toml_file.refuse(reason, (name,))
        return
