"""The command line; loads Qt only for the commands that need it."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from mobility_gui import TITLE, __version__
from mobility_gui.command_line.output import print_anything
from mobility_gui.command_line.wrong_input import WrongInputError, said_in_one_sentence
from mobility_gui.paths import Folders

WRONG_INPUT = 1
"""Exit code for wrong input."""

STOPPED = 130
"""Exit code after Ctrl+C, as shells have it."""

_EPILOG = "Run mobility-gui COMMAND --help for the options of a command."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window if none is named; return the exit code (0 fine, 1 wrong input, 2 usage)."""
    print_anything()
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "demo" and options.data_dir is not None:
        parser.error("demo saves nothing, so it takes no --data-dir.")
    try:
        code = _run(options, _folders(options.data_dir))
        sys.stdout.flush()  # here, where a closed pipe can still be handled
    except WrongInputError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_INPUT
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whatever read our output has gone (`| head`), so there is nobody left to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except FileExistsError as error:
        sys.stderr.write(f"{error.filename} is a file, but a folder is needed there.\n")
        return WRONG_INPUT
    except ImportError as error:
        if (error.name or "").startswith("mobility_gui"):
            raise  # our own mistake
        sys.stderr.write(f"A library cannot be loaded: {error}. Run mobility-gui doctor to see what works.\n")
        return WRONG_INPUT
    except OSError as error:  # also a disk that fails while an export is written
        sys.stderr.write(f"{error.filename or 'The system'}: {error.strerror}.\n")
        return WRONG_INPUT
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "mobility-gui",
        description="A guided warm-up before your run, a guided stretch after it, and an honest record of your ankles.",
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mobility-gui {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep your data in DIR")
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="write one JSON line per event, cue and sound to FILE"
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")

    commands.add_parser("list", help="list all routines and exercises")

    plan = commands.add_parser("plan", help="print a routine line by line, with times")
    plan.add_argument("routine", metavar="ROUTINE")
    plan.add_argument("--json", action="store_true", help="print JSON")

    check = commands.add_parser("check", help="check exercise or routine files and report each mistake with its line")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)

    rehearse = commands.add_parser(
        "rehearse", help="play a routine without sound and print its events; nothing is saved"
    )
    rehearse.add_argument("routine", metavar="ROUTINE")
    rehearse.add_argument(
        "--speed", type=_speed, metavar="N", help="play N times faster than real time (default: without waiting)"
    )
    rehearse.add_argument("--exercises", action="store_true", help="print one line per exercise instead of per event")
    rehearse.add_argument("--pictures", type=Path, metavar="DIR", help="save pictures of the screen in DIR")

    progress = commands.add_parser("progress", help="print the numbers behind the Progress page")
    progress.add_argument("--json", action="store_true", help="print JSON")

    export = commands.add_parser("export", help="save everything as JSON and the measurements as CSV in DIR")
    export.add_argument("folder", metavar="DIR", type=Path)

    import_ = commands.add_parser("import", help="add whatever is new in an exported JSON or CSV file")
    import_.add_argument("file", metavar="FILE", type=Path)

    commands.add_parser("demo", help="try the program with 26 weeks of made-up data; nothing is saved")

    commands.add_parser("doctor", help="check what works on this computer")
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= 10_000:  # noqa: PLR2004  beyond it the clock of the machine is too coarse
        raise ValueError
    return speed


def _folders(data: Path | None) -> Folders:
    if data is None:
        try:
            return Folders.usual()
        except RuntimeError as error:
            raise WrongInputError(
                "There is no home folder to keep your data in. Name a folder with --data-dir."
            ) from error
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
    _need_display()
    from mobility_gui.app import run
    from mobility_gui.desktop.display import open_application

    return run(open_application(TITLE), folders, options.trace)


def _open_demo(options: Namespace) -> int:
    """Open the window on a temporary folder, filled before and removed after; after kill -9, the system removes it."""
    from tempfile import TemporaryDirectory

    _need_display()
    from mobility_gui.app import run
    from mobility_gui.desktop.display import open_application

    application = open_application(TITLE)  # before there is a folder to remove
    with TemporaryDirectory(prefix="mobility-gui-demo-", ignore_cleanup_errors=True) as name:
        folders = Folders(Path(name))
        folders.create()
        _invent_record(folders)
        return run(application, folders, options.trace, invented=True)


def _need_display() -> None:
    from mobility_gui.desktop.display import NO_WINDOW, display_named

    if not display_named():
        raise WrongInputError(f"{NO_WINDOW}there is no display (DISPLAY and WAYLAND_DISPLAY are not set).")


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
