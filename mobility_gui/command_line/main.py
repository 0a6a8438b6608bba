"""The command line; loads Qt only for the commands that need it."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from mobility_gui import __version__
from mobility_gui.command_line.wrong_input import WrongInputError, said_in_one_sentence
from mobility_gui.paths import Folders

WRONG_INPUT = 1
"""Exit code for wrong input."""

_COMMANDS = "commands: list, plan, check, rehearse, progress, export, import, demo, doctor; COMMAND --help tells more"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window if none is named; return the exit code (0 fine, 1 wrong input, 2 usage)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "demo" and options.data_dir is not None:
        parser.error("demo keeps nothing, so it takes no --data-dir.")
    try:
        code = _run(options, _folders(options.data_dir))
        sys.stdout.flush()  # here, where a closed pipe can still be handled
    except WrongInputError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_INPUT
    except BrokenPipeError:
        # Whatever read our output has gone (`| head`), so there is nobody left to write to.
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
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")

    commands.add_parser("list", help="routines and exercises")

    plan = commands.add_parser("plan", help="the plan of a routine, line by line, with times")
    plan.add_argument("routine", metavar="ROUTINE")
    plan.add_argument("--json", action="store_true", help="as JSON")

    check = commands.add_parser("check", help="is this file of exercises or routines right? file, line, reason")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)

    rehearse = commands.add_parser("rehearse", help="play a routine fast, without sound or record; print the events")
    rehearse.add_argument("routine", metavar="ROUTINE")
    rehearse.add_argument("--speed", type=_speed, metavar="N", help="N times as fast as life (default: at once)")
    rehearse.add_argument("--exercises", action="store_true", help="print a line per exercise, not per event")
    rehearse.add_argument("--pictures", type=Path, metavar="DIR", help="save pictures of the stage in DIR")

    progress = commands.add_parser("progress", help="the figures behind the Progress page")
    progress.add_argument("--json", action="store_true", help="as JSON")

    export = commands.add_parser("export", help="write the whole record to DIR as JSON, and the measurements as CSV")
    export.add_argument("folder", metavar="DIR", type=Path)

    import_ = commands.add_parser("import", help="add what an exported JSON or CSV file holds and the record does not")
    import_.add_argument("file", metavar="FILE", type=Path)

    commands.add_parser("demo", help="open the window on an invented runner's 26 weeks; nothing is kept")

    commands.add_parser("doctor", help="what works here and what does not")
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


def _run(options: Namespace, folders: Folders) -> int:
    if options.command is None:
        return _open_window(options, folders)
    if options.command == "demo":
        return _open_demo(options)
    from mobility_gui.command_line.commands import run_command

    return run_command(options.command, options, folders)


def _open_window(options: Namespace, folders: Folders) -> int:
    _see_display()
    from mobility_gui.app import run

    return run(folders, options.trace)


def _open_demo(options: Namespace) -> int:
    """Open the window on a temporary folder, filled before and removed after; after kill -9, the system removes it."""
    from tempfile import TemporaryDirectory

    _see_display()
    with TemporaryDirectory(prefix="mobility-gui-demo-", ignore_cleanup_errors=True) as name:
        folders = Folders(Path(name))
        folders.create()
        _invent_record(folders)
        from mobility_gui.app import run

        return run(folders, options.trace, invented=True)


def _see_display() -> None:
    from mobility_gui.desktop.display import display_named

    if not display_named():
        raise WrongInputError("There is no display to open the window on: DISPLAY and WAYLAND_DISPLAY are not set.")


def _invent_record(folders: Folders) -> None:
    from mobility_gui.command_line.invented_runner import invented_record
    from mobility_gui.library.library import load_library
    from mobility_gui.paths import resources
    from mobility_gui.store.sessions import Store
    from mobility_gui.system import wall_clock

    library = load_library([resources() / "exercises", resources() / "routines"])
    invented = invented_record(wall_clock.now(), library)
    with said_in_one_sentence(), Store(folders.database) as store:
        store.add_history(invented.sessions, invented.measurements)
