"""What each command does; `main` defines the commands and their options."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.command_line.listing import clock, exercise_line, plan_rows, progress_lines, told
from mobility_gui.command_line.wrong_input import WrongInputError, said_in_one_sentence
from mobility_gui.library.library import Library, check_file, load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.settings import Settings, read_settings
from mobility_gui.training.plan import Plan, Timing, make_plan

if TYPE_CHECKING:
    from mobility_gui.command_line.stage_pictures import StagePictures
    from mobility_gui.store.sessions import Store

DIFFERENT = 1
"""Exit code if a check found something wrong."""


def run_command(name: str, options: Namespace, folders: Folders) -> int:
    """Run one command and return its exit code. Raises `WrongInputError` and `OSError`."""
    return _COMMANDS[name](options, folders)


def _read_library(folders: Folders) -> Library:
    shipped = resources()
    return load_library([shipped / "exercises", shipped / "routines"], [folders.exercises, folders.routines])


def _library(folders: Folders) -> Library:
    """Return everything that can be played; report mistakes in the runner's own files on standard error."""
    library = _read_library(folders)
    for problem in library.problems:
        sys.stderr.write(f"{problem}\n")
    return library


def _list(_options: Namespace, folders: Folders) -> int:
    library = _library(folders)
    _say("Routines")
    for routine in library.routines.values():
        total = clock(make_plan(routine, library.exercises, Timing()).total_ms)
        _say(f"  {routine.id:<20} {routine.name:<28} {routine.phase.value.replace('_', ' '):<11} {total:>7}")
    _say("Exercises")
    for exercise in library.exercises.values():
        _say(f"  {exercise.id:<20} {exercise.name:<34} {exercise.posture.value.replace('_', ' ')}")
    return 0


def _plan(options: Namespace, folders: Folders) -> int:
    plan = _plan_of(options.routine, folders)
    rows = list(plan_rows(plan))
    if options.json:
        _say(json.dumps({"routine": plan.routine.id, "total_ms": plan.total_ms, "spans": rows}, indent=2))
        return 0
    for row in rows:
        _say(
            f"{clock(row['start_ms']):>8}  {clock(row['duration_ms']):>7}  {row['kind']:<8} {row['exercise']:<20}"
            f" {row['side'] or '':<6} {row['dose']}"
        )
    _say(f"{clock(plan.total_ms):>8}  total")
    return 0


def _check(options: Namespace, folders: Folders) -> int:
    library = _read_library(folders)
    wrong = False
    for path in options.files:
        problems = check_file(path, library)
        for problem in problems:
            sys.stderr.write(f"{problem}\n")
        wrong = wrong or bool(problems)
        if not problems:
            _say(f"{path}: OK")
    return DIFFERENT if wrong else 0


def _rehearse(options: Namespace, folders: Folders) -> int:
    from mobility_gui.training.event import SpanStarted
    from mobility_gui.training.rehearsal import rehearse

    plan = _plan_of(options.routine, folders)
    pictures = _pictures(options.pictures) if options.pictures else None
    begun = time.monotonic()
    done_ms = 0
    step = -1
    for session, event in rehearse(plan):
        if options.speed:
            time.sleep(max(0.0, event.at_ms / 1000 / options.speed - (time.monotonic() - begun)))
        done_ms += getattr(event, "done_ms", 0)
        if not options.exercises:
            _say(f"{clock(event.at_ms):>8}  {told(event)}")
        elif isinstance(event, SpanStarted) and event.span.step > step:
            step = event.span.step
            _say(f"{clock(event.at_ms):>8}  {exercise_line(event.span)}")
        if pictures is not None:
            pictures.take(session, event)
    if done_ms != plan.total_ms or not options.exercises:
        _say(f"planned {plan.total_ms} ms, played {done_ms} ms")
    if pictures is not None:
        _say(f"Saved {pictures.count} pictures in {options.pictures}")
    return 0 if done_ms == plan.total_ms else DIFFERENT


def _progress(options: Namespace, folders: Folders) -> int:
    from mobility_gui.record.history import goals_of, history_of
    from mobility_gui.system import wall_clock
    from mobility_gui.training.history import statistics

    settings = _settings(folders)
    with _record(folders) as store:
        history = history_of(store, _library(folders).exercises, goals_of(settings), wall_clock.now())
    found = statistics(history)
    if options.json:
        from mobility_gui.exchange.progress_document import progress_document

        _say(json.dumps(progress_document(found), indent=2))
        return 0
    for line in progress_lines(found):
        _say(line)
    if history.later:
        from mobility_gui.ui.progress.verdict_words import later_words

        _say(later_words(history.later, found.today))
    return 0


def _export(options: Namespace, folders: Folders) -> int:
    from mobility_gui.record.files import export_record

    with _record(folders) as store:
        written = export_record(store, options.folder)
    for path in written:
        _say(str(path))
    return 0


def _import(options: Namespace, folders: Folders) -> int:
    from mobility_gui.exchange.record_file import read_history
    from mobility_gui.record.files import addition_lines, later_words, moments_of
    from mobility_gui.system import wall_clock

    with said_in_one_sentence():
        history = read_history(options.file)
    folders.create()
    with _record(folders) as store:
        added = store.add_history(history.sessions, history.measurements)
    words = ", ".join(addition_lines(added)) or "Nothing new"
    there = f" ({added.known} already in the record)" if added.known else ""
    _say(f"{words}{there}.")
    if later := later_words(moments_of(history), wall_clock.now()):
        _say(later)
    return 0


def _doctor(_options: Namespace, folders: Folders) -> int:
    from mobility_gui.command_line.doctor import findings

    works = True
    for finding in findings(folders):
        _say(f"{'ok  ' if finding.works else 'no  '} {finding.about:<14} {finding.words}")
        works = works and (finding.works or not finding.needed)
    return 0 if works else DIFFERENT


@contextmanager
def _record(folders: Folders) -> Iterator["Store"]:
    from mobility_gui.store.sessions import Store

    with said_in_one_sentence(), Store(folders.database) as store:
        yield store


def _plan_of(name: str, folders: Folders) -> Plan:
    library = _library(folders)
    routine = library.routines.get(name)
    if routine is None:
        from difflib import get_close_matches

        near = get_close_matches(name, library.routines, 1)
        hint = f"Did you mean {near[0]}?" if near else "Run mobility-gui list to see them all."
        raise WrongInputError(f"There is no routine {name!r}. {hint}")
    return make_plan(routine, library.exercises, _settings(folders).timing)


def _settings(folders: Folders) -> Settings:
    """Return the settings; report what is wrong with their file on standard error."""
    read = read_settings(folders.settings_file)
    if read.problem:
        sys.stderr.write(f"{read.problem}\n")
    return read.settings


def _pictures(folder: Path) -> "StagePictures":
    # Pictures are painted off screen, even where there is a screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mobility_gui.command_line.stage_pictures import StagePictures

    return StagePictures(folder)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


_COMMANDS: Mapping[str, Callable[[Namespace, Folders], int]] = {
    "list": _list,
    "plan": _plan,
    "check": _check,
    "rehearse": _rehearse,
    "progress": _progress,
    "export": _export,
    "import": _import,
    "doctor": _doctor,
}
