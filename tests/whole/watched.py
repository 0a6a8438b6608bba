"""The real program on the screen, to be pressed and clicked by others: `python -m tests.whole.watched DATA`.

For each line on standard input it writes one on standard output: a JSON object that says what can be seen and where
the buttons are. Nothing is ever pressed from in here.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from mobility_gui.app import App
from mobility_gui.paths import Folders
from mobility_gui.training.event import Event, SessionPaused, SpanEnded


class Watched(QObject):
    """Eyes without hands."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._told: Counter[str] = Counter()
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._stdin.activated.connect(self._answer)
        app.ready.connect(self._begin)

    def _begin(self) -> None:
        self._app.settings.changed.connect(self._settings_changed)
        assert self._app._conductor is not None
        self._app._conductor._driver.happened.connect(self._happened)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    def _settings_changed(self) -> None:
        self._told["settings"] += 1

    def _happened(self, event: Event) -> None:
        self._told[type(event).__name__] += 1
        if isinstance(event, SpanEnded):
            self._told[str(event.outcome)] += 1
        if isinstance(event, SessionPaused):
            self._told[f"paused by {event.why}"] += 1

    def _answer(self) -> None:
        sys.stdin.readline()
        sys.stdout.write(json.dumps(self._seen()) + "\n")
        sys.stdout.flush()

    def _seen(self) -> dict[str, object]:
        app, window, stage = self._app, self._app.window, self._app._stage
        assert stage is not None
        assert app._conductor is not None
        session = app._conductor._driver.session
        on_stage = stage.isVisible()
        dialog = QApplication.activeModalWidget()
        shown = dialog or window
        rows = [row for column in stage.measuring._columns.values() for row in column.rows]
        return {
            "place": window.place,
            "page": stage.shown.name if on_stage else window._stage.metaObject().className() if window._stage else "",
            "full_screen": window.isFullScreen(),
            "dialog": dialog.windowTitle() if dialog else "",
            "settled": window._presses is None or window._presses._fresh.hasExpired(),
            "phase": type(session.phase).__name__ if session else "",
            "at": [session.index, session.span.kind, session.span.duration_ms] if session else [],
            "told": dict(self._told),
            "muted": app.settings.current.muted,
            "voice": app.settings.current.voice_level,
            "typed": [row.field.text() for row in rows],
            "faults": [row.trial.fault if row.trial else None for row in rows],
            "focus": type(QApplication.focusWidget()).__name__,
            "said": stage.measuring._verdict.text(),
            "asked": stage.measuring._asked_to_skip,
            "mat": app._mat_check_page._shown.name if window._stage not in {None, stage} else "",  # type: ignore[union-attr]
            "buttons": _buttons(shown),
        }


def _buttons(within: QWidget) -> dict[str, list[int]]:
    """Return where the middle of each visible button is on the screen, by its word or its name."""
    found = {}
    for button in within.findChildren(QAbstractButton):
        if button.isEnabled() and not button.visibleRegion().isEmpty():
            middle = button.mapToGlobal(button.visibleRegion().boundingRect().center())
            found[button.text() or button.accessibleName()] = [middle.x(), middle.y()]
    return found


def live(data: Path) -> None:
    """Be looked at."""
    qt = QApplication([])
    app = App(qt, Folders(data))
    qt.aboutToQuit.connect(app.shut_down)
    watched = Watched(app)
    app.window.show()
    qt.exec()
    del watched


if __name__ == "__main__":
    live(Path(sys.argv[1]))
