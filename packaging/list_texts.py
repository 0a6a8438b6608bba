"""Lists every text that a runner can read or hear: `list_texts.py [FILE]`, by default on standard output.

What is on the screen is read from the real program, led through all its pages, dialogs and stage states as for the
pictures. Then come the files it prints, the library, the voice, the command line, and last every sentence of the source
that was not met before, with "…" for what is filled in. Each text is listed once, where it is met first; one that
differs only in a number, a day, a side or a name counts as the same.
`list_texts.py --screens` prints only what pages, dialogs, stage, report and chart show, as JSON; with
`--some` after it, what a few of them show.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2 as pdfium
from make_pictures import (
    LIBRARY,
    Camera,
    take_counting,
    take_dialogs,
    take_mat_check,
    take_measuring,
    take_pages,
    take_stage,
)
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

import mobility_gui
from mobility_gui.ankle.unit import Unit
from mobility_gui.command_line.invented_runner import invented_record
from mobility_gui.figure.fault import FigureFault
from mobility_gui.paths import Folders
from mobility_gui.record.history import goals_of, history_of
from mobility_gui.settings import Look, Settings
from mobility_gui.system import wall_clock
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import statistics
from mobility_gui.training.phrases import vocabulary
from mobility_gui.ui.paper.floor_tape import write_floor_tape
from mobility_gui.ui.paper.report import write_report
from mobility_gui.ui.paper.sheet import Paper
from mobility_gui.ui.progress.chart_sheet import ChartSheet
from mobility_gui.ui.stage.stage_page import StagePage
from mobility_gui.ui.window.main_window import PROGRESS, ROUTINES, SETTINGS

WINDOW = (1280, 800)

COMMANDS = ("list", "plan", "check", "rehearse", "progress", "export", "import", "demo", "doctor")
SVG_TEXT = "{http://www.w3.org/2000/svg}text"
ITEM_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
NO_SENTENCES = ("style_sheet.py", "schema.py")
NO_WORDS = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|FROM|WHERE|CREATE)\b|[{};<>]|://|%%")
"""Found in strings for a database, a style sheet or a machine, not for a reader."""

FILLED_IN = "…"

_DAY = r"\b(Mon|Tues?|Wed|Wednes|Thurs?|Fri|Satur|Sat|Sun)(day)?\b|\b(Today|Yesterday)\b"
_MONTH = r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_NUMBER = r"\d+([.,:/–-]\d+)*"


class Reader(Camera):
    """The camera, reading the window instead of taking its picture."""

    read: dict[str, list[str]]

    def take(self, name: str) -> None:
        """Note what the window says, or the dialog over it if there is one, and close the dialog."""
        self.settle()
        for stage in self.window.findChildren(StagePage):
            stage.view.show_status(())  # what it says for a moment is over, however long the reading takes
        dialog = QApplication.activeModalWidget()
        self.read[name] = texts_of(dialog or self.window)
        if dialog is not None:
            dialog.close()


def texts_of(window: QWidget) -> list[str]:
    """Return what a window says: words of its visible widgets, their tool tips and names, and what else they paint."""
    found = [window.windowTitle()]
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QMenu):
            found += (action.text() for action in widget.actions())
        elif widget.isVisible():
            found += _own_texts(widget)
    whole = "\n".join(found)
    found += (line for line in painted(window) if line not in whole)
    return list(dict.fromkeys(filter(None, found)))


def _own_texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel():
            plain = widget.textFormat() is not Qt.TextFormat.RichText
            yield widget.text() if plain else unescape(re.sub("<[^>]+>", "\n", widget.text()))
        case QAbstractButton():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(position) for position in range(widget.count()))
        case QLineEdit():
            yield from (widget.placeholderText(), widget.displayText())
        case QPlainTextEdit():
            yield from (widget.placeholderText(), widget.toPlainText())
        case QAbstractSpinBox():
            yield widget.text()
        case QAbstractItemView() if widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount(widget.rootIndex())):
                index = model.index(row, 0, widget.rootIndex())
                yield from (str(index.data(role) or "") for role in ITEM_ROLES)
        case _:
            pass
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())


def painted(widget: QWidget) -> Iterator[str]:
    """Yield each line of words that a widget and its children paint."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    drawing = ET.fromstring(buffer.data().data())  # noqa: S314  we made it
    yield from ((line.text or "").strip() for line in drawing.iter(SVG_TEXT))


def _take_places(camera: Camera) -> None:
    """Take each page once, with half a year in the record."""
    invented = invented_record(camera.now, LIBRARY)
    camera.store(lambda store: store.add_history(invented.sessions, invented.measurements))
    for place in (ROUTINES, SETTINGS, PROGRESS):
        camera.window.show_place(place)
        camera.take(place)


EVERYTHING = (take_pages, take_dialogs, take_mat_check, take_stage, take_counting, take_measuring)
SOME = (_take_places, take_dialogs, take_measuring)


def read_screens(tours: Iterable[Callable[[Camera], None]] = EVERYTHING) -> dict[str, list[str]]:
    """Lead the program through what it can show, and return what each page, dialog and printed file says."""
    qt = QApplication(["Mobility for Runners"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = Folders(folder / "data")
        folders.create()
        reader = Reader(qt, WINDOW, Look.LIGHT, folder, folders)
        reader.read = {}
        for tour in tours:
            tour(reader)
        reader.app.shut_down()
        return dict((*reader.read.items(), *_papers(folders, folder)))


def _papers(folders: Folders, folder: Path) -> Iterator[tuple[str, list[str]]]:
    from mobility_gui.store.sessions import Store

    with Store(folders.database) as store:
        history = history_of(store, LIBRARY.exercises, goals_of(Settings()), wall_clock.now())
    shown = (history, statistics(history), Unit.CM)
    report, tape, chart = folder / "report.pdf", folder / "tape.pdf", folder / "chart.svg"
    write_report(report, Paper.A4, *shown)
    write_floor_tape(tape, Paper.A4)
    ChartSheet(*shown).write_svg(chart)
    yield "file: report", list(_printed(report))
    yield "file: floor tape", list(_printed(tape))
    drawing = ET.fromstring(chart.read_bytes())  # noqa: S314  we made it
    yield "file: chart", [(line.text or "").strip() for line in drawing.iter(SVG_TEXT)]


def _printed(path: Path) -> Iterator[str]:
    with pdfium.PdfDocument(path) as document:
        for page in document:
            yield from page.get_textpage().get_text_range().splitlines()


def library_texts() -> Iterator[tuple[str, list[str]]]:
    """Yield what exercises, their drawn faults and routines say."""
    for exercise in LIBRARY.exercises.values():
        yield f"exercise: {exercise.id}", list(_exercise_texts(exercise))
    yield "drawn faults", [words for fault in FigureFault for words in (fault.words, fault.right_words)]
    for routine in LIBRARY.routines.values():
        yield f"routine: {routine.id}", [routine.name, routine.purpose]


def _exercise_texts(exercise: Exercise) -> Iterator[str]:
    yield from (exercise.name, exercise.set_up, exercise.cue, *exercise.instructions, *exercise.faults)
    yield from (*exercise.stop, exercise.easier, exercise.note, *exercise.words, exercise.side_words)
    yield from (exercise.half_way_words, exercise.way_out)


def command_texts() -> Iterator[tuple[str, list[str]]]:
    """Yield what each command says of itself, and what those say that only look."""
    with tempfile.TemporaryDirectory() as data:
        looking = (("--data-dir", data, command) for command in ("progress", "doctor"))
        for arguments in (("--help",), *((command, "--help") for command in COMMANDS), *looking):
            command = [sys.executable, "-m", "mobility_gui", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            said = (done.stdout + done.stderr).replace(data, FILLED_IN)
            yield f"command: {' '.join(arguments).replace(data, FILLED_IN)}", said.splitlines()


def source_sentences() -> Iterator[tuple[str, list[str]]]:
    """Yield the strings of each module that read as words, with `FILLED_IN` for each value put into them."""
    package = Path(mobility_gui.__file__).parent
    for path in sorted(package.rglob("*.py")):
        if path.name not in NO_SENTENCES:
            yield f"source: {path.relative_to(package)}", list(_strings(ast.parse(path.read_text(encoding="utf-8"))))


def _strings(tree: ast.AST) -> Iterator[str]:
    match tree:
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.JoinedStr(values=values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED_IN for part in values)
        case ast.Constant(value=str(text)):
            yield text
        case _:
            for child in ast.iter_child_nodes(tree):
                yield from _strings(child)


def _reads_as_words(text: str) -> bool:
    return bool(re.search(r"[a-z]{2,}[,.:;!?]? .*[a-z]|^[A-Z][a-z]+\W+[a-z]", text)) and not NO_WORDS.search(text)


class Listing:
    """Sections of texts, each text where it is met first."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.count = 0
        self._met = ""
        names = [exercise.name for exercise in LIBRARY.exercises.values()]
        names += [routine.name for routine in LIBRARY.routines.values()]
        self._names = re.compile(rf"({'|'.join(map(re.escape, names))})(?=[,.:]| hurt| ended|”)")

    def add(self, title: str, texts: Iterable[str]) -> None:
        """Add the texts of a section that are new; a part of a longer one is not."""
        pieces = {" ".join(piece.split()): None for text in texts for piece in text.splitlines()}
        new: set[str] = set()
        for piece in sorted(pieces, key=len, reverse=True):
            same = self._bare(piece)
            if re.search(r"[^\W\d_]{2}", piece) and not self._knows(same):
                new.add(piece)
                self._met += f"\n{same}"
        if new:
            self.lines += ["", f"## {title}", *(piece for piece in pieces if piece in new)]
            self.count += len(new)

    def _bare(self, piece: str) -> str:
        """Return a text without what may differ."""
        for pattern in (_DAY, _MONTH, _NUMBER, r"\b(left|right)\b"):
            piece = re.sub(pattern, "0", piece, flags=re.IGNORECASE)
        return self._names.sub("0", piece)

    def _knows(self, bare: str) -> bool:
        if FILLED_IN not in bare:
            return bare in self._met
        parts = bare.split(FILLED_IN)
        return re.search(".*".join(re.escape(part) for part in parts), self._met) is not None


def list_all() -> Listing:
    """Return the listing of everything."""
    found = Listing()
    for title, texts in read_screens().items():
        found.add(title, texts)
    for title, texts in library_texts():
        found.add(title, texts)
    found.add("voice", vocabulary(LIBRARY.exercises.values(), LIBRARY.routines.values()))
    for title, texts in command_texts():
        found.add(title, texts)
    for title, texts in source_sentences():
        found.add(title, filter(_reads_as_words, texts))
    return found


def main() -> int:
    """Write the listing, or with --screens what is on the screens."""
    if "--screens" in sys.argv:
        json.dump(read_screens(SOME if "--some" in sys.argv else EVERYTHING), sys.stdout)
        return 0
    found = list_all()
    text = "\n".join((f"{found.count} texts", *found.lines, ""))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
