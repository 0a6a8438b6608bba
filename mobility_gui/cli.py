"""The command line; loads Qt only for what needs it."""

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui import __version__
from mobility_gui.library.library import Library, check_file, load_library
from mobility_gui.listing import clock, plan_rows, progress_lines, told
from mobility_gui.paths import Folders, resources
from mobility_gui.settings import read_settings
from mobility_gui.training.plan import Plan, Timing, make_plan

if TYPE_CHECKING:
    from mobility_gui.stage_pictures import StagePictures
    from mobility_gui.store.sessions import Store

WRONG_INPUT = 1

_COMMANDS = "commands: list, plan, check, rehearse, progress, export, import, doctor; COMMAND --help tells more"


class WrongInputError(Exception):
    """The input is wrong; the message is one clear sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is named; gives the exit code (0 fine, 1 wrong input, 2 usage)."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options, _folders(options.data_dir))
        sys.stdout.flush()  # here, where a reader that is gone can still be met
    except WrongInputError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_INPUT
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # also a disk that fails while an export is written
        sys.stderr.write(f"{error.filename or 'The system'}: {error.strerror}.\n")
        return WRONG_INPUT
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "mobility-gui",
        description="Guided warm-ups before a run, stretches after it, and an honest record of ankle mobility.",
        epilog=_COMMANDS,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mobility-gui {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep everything in DIR")
    parser.add_argument("--trace", type=Path, metavar="FILE", help="write one JSON line per event and cue to FILE")
    parser.set_defaults(run=_open_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    commands.add_parser("list", help="routines and exercises").set_defaults(run=_list)

    plan = commands.add_parser("plan", help="the plan of a routine, line by line, with times")
    plan.add_argument("routine", metavar="ROUTINE")
    plan.add_argument("--json", action="store_true", help="as JSON")
    plan.set_defaults(run=_plan)

    check = commands.add_parser("check", help="is this file of exercises or routines right? file, line, reason")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)
    check.set_defaults(run=_check)

    rehearse = commands.add_parser("rehearse", help="play a routine fast, without sound or record; print the events")
    rehearse.add_argument("routine", metavar="ROUTINE")
    rehearse.add_argument("--speed", type=_speed, metavar="N", help="N times as fast as life (default: at once)")
    rehearse.add_argument("--pictures", type=Path, metavar="DIR", help="save pictures of the stage in DIR")
    rehearse.set_defaults(run=_rehearse)

    progress = commands.add_parser("progress", help="the figures behind the Progress page")
    progress.add_argument("--json", action="store_true", help="as JSON")
    progress.set_defaults(run=_progress)

    export = commands.add_parser("export", help="write the whole record to DIR as JSON, and the measurements as CSV")
    export.add_argument("folder", metavar="DIR", type=Path)
    export.set_defaults(run=_export)

    import_ = commands.add_parser("import", help="add what an exported JSON file holds and the record does not")
    import_.add_argument("file", metavar="FILE", type=Path)
    import_.set_defaults(run=_import)

    commands.add_parser("doctor", help="what works here and what does not").set_defaults(run=_doctor)
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= 10_000:  # noqa: PLR2004  beyond it the clock of the machine is too coarse
        raise ValueError
    return speed


def _folders(data: Path | None) -> Folders:
    if data is None:
        return Folders.usual()
    if data.exists() and not data.is_dir():
        raise WrongInputError(f"{data} is a file, so it cannot be the data folder.")
    return Folders(data.absolute())


def _read_library(folders: Folders) -> Library:
    shipped = resources()
    return load_library([shipped / "exercises", shipped / "routines"], [folders.exercises, folders.routines])


def _library(folders: Folders) -> Library:
    """Everything that can be played; what is wrong with the runner's own files is said on standard error."""
    library = _read_library(folders)
    for problem in library.problems:
        sys.stderr.write(f"{problem}\n")
    return library


def _open_window(options: Namespace, folders: Folders) -> int:
    from mobility_gui.desktop.display import display_named

    if not display_named():
        raise WrongInputError("There is no display to open the window on: DISPLAY and WAYLAND_DISPLAY are not set.")
    from mobility_gui.app import run

    return run(folders, options.trace)


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
    _say(f"{clock(plan.total_ms):>8}  in all")
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
            _say(f"{path}: fine")
    return WRONG_INPUT if wrong else 0


def _rehearse(options: Namespace, folders: Folders) -> int:
    from mobility_gui.training.rehearsal import rehearse

    plan = _plan_of(options.routine, folders)
    pictures = _pictures(options.pictures) if options.pictures else None
    begun = time.monotonic()
    done_ms = 0
    for session, event in rehearse(plan):
        if options.speed:
            time.sleep(max(0.0, event.at_ms / 1000 / options.speed - (time.monotonic() - begun)))
        done_ms += getattr(event, "done_ms", 0)
        _say(f"{clock(event.at_ms):>8}  {told(event)}")
        if pictures is not None:
            pictures.take(session, event)
    _say(f"planned {plan.total_ms} ms, played {done_ms} ms")
    if pictures is not None:
        _say(f"{pictures.count} pictures of the stage are in {options.pictures}")
    return 0 if done_ms == plan.total_ms else WRONG_INPUT


def _progress(options: Namespace, folders: Folders) -> int:
    from mobility_gui.history_reader import goals_of, history_of
    from mobility_gui.training.history import as_plain, figures

    settings = read_settings(folders.settings_file).settings
    with _record(folders) as store:
        found = figures(history_of(store, _library(folders).exercises, goals_of(settings)))
    if options.json:
        _say(json.dumps(as_plain(found), indent=2))
        return 0
    for line in progress_lines(found):
        _say(line)
    return 0


def _export(options: Namespace, folders: Folders) -> int:
    from mobility_gui.exchange.history import ExchangeError
    from mobility_gui.record_export import export_record

    try:
        with _record(folders) as store:
            written = export_record(store, options.folder)
    except ExchangeError as error:
        raise WrongInputError(str(error)) from error
    for path in written:
        _say(str(path))
    return 0


def _import(options: Namespace, folders: Folders) -> int:
    from mobility_gui.exchange.archive import read_archive
    from mobility_gui.exchange.history import ExchangeError

    try:
        history = read_archive(options.file)
    except ExchangeError as error:
        raise WrongInputError(str(error)) from error
    folders.create()
    with _record(folders) as store:
        new = store.add_history(history.sessions, history.measurements)
    _say(f"{new} new; what the record had already is left as it was.")
    return 0


def _doctor(_options: Namespace, folders: Folders) -> int:
    from mobility_gui.doctor import findings

    works = True
    for finding in findings(folders):
        _say(f"{'ok  ' if finding.works else 'no  '} {finding.about:<14} {finding.words}")
        works = works and (finding.works or not finding.needed)
    return 0 if works else WRONG_INPUT


@contextmanager
def _record(folders: Folders) -> Iterator["Store"]:
    from mobility_gui.store.database import StoreError
    from mobility_gui.store.sessions import Store

    try:
        with Store(folders.database) as store:
            yield store
    except StoreError as error:
        raise WrongInputError(str(error)) from error


def _plan_of(name: str, folders: Folders) -> Plan:
    library = _library(folders)
    routine = library.routines.get(name)
    if routine is None:
        from difflib import get_close_matches

        near = get_close_matches(name, library.routines, 1)
        hint = f"did you mean {near[0]}?" if near else "mobility-gui list shows them all."
        message = f"There is no routine {name!r}; {hint}"
        raise WrongInputError(message)
    return make_plan(routine, library.exercises, read_settings(folders.settings_file).settings.timing)


def _pictures(folder: Path) -> "StagePictures":
    # Pictures are painted without a screen, also where there is one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mobility_gui.stage_pictures import StagePictures

    return StagePictures(folder)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
