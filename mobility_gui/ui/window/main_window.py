"""The only window: a rail of places, the stage that covers them all, and notices at the top.

Its frame is painted before anything else is made, so this module avoids the name `Qt`, whose enums take 15 ms to load.
The style sheet sets how the rail's buttons look and take the focus instead.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from mobility_gui import TITLE
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Theme

if TYPE_CHECKING:
    from mobility_gui.ui.kit.keys import Presses
    from mobility_gui.ui.window.notice_bar import NoticeBar

INVENTED_TITLE = f"{TITLE} – demo"
INVENTED = "Demo data. Nothing here is saved."
ROUTINES, PROGRESS, SETTINGS = "Routines", "Progress", "Settings"
USUAL_SIZE = QSize(1280, 800)
LEAST_SIZE = QSize(900, 600)
RAIL_PX = 84
TITLE_BAR_PX = 36
"""Assumed height of the title bar that the desktop adds, so that the window fits a screen 800 px high."""


class Place(Protocol):
    """A place on the rail."""

    @property
    def page(self) -> QWidget:
        """The widget shown there."""

    def refresh(self) -> None:
        """Update the page to the present state."""


class MainWindow(QMainWindow):
    """A window that shows one place at a time, each made on its first visit, or a stage and nothing else."""

    notice_answered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._factories: dict[str, Callable[[], Place]] = {}
        self.invented = False
        self._made: dict[str, Place] = {}
        self._stage: QWidget | None = None
        self._may_close: Callable[[], bool] | None = None
        self._presses: Presses | None = None
        self._place = ""
        self._notices: list[NoticeBar] = []
        self.setWindowTitle(TITLE)
        self._rail = _Rail(theme)
        self._rail.place_requested.connect(self.show_place)
        self._places = QStackedWidget()
        self._build()
        self._color_mark()
        quit_keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self)
        quit_keys.activated.connect(self.close)
        theme.changed.connect(self._color_mark)
        self._take_size()

    @property
    def place(self) -> str:
        """Name of the place that is shown or covered by the stage; empty before the first."""
        return self._place

    @property
    def page(self) -> QWidget | None:
        """The page of that place, or None before the first."""
        return self._made[self._place].page if self._place else None

    def add_place(self, name: str, icon: str, factory: Callable[[], Place]) -> None:
        """Add a place to the rail; `factory` is called once, when the place is first shown."""
        self._factories[name] = factory
        self._rail.add_place(name, icon)

    def show_place(self, name: str) -> None:
        """Go to a place. Raises `KeyError` for a name that was not added."""
        if not self._made:
            # Nothing could be focused or pressed before.
            from mobility_gui.ui.kit.focus_ring import FocusRing
            from mobility_gui.ui.kit.keys import Presses

            FocusRing(self._theme, self)
            self._presses = Presses(self)
        if name not in self._made:
            self._made[name] = self._factories[name]()
            self._places.addWidget(self._made[name].page)
        page = self._made[name].page
        self._places.setCurrentWidget(page)
        self._place = name
        self._rail.show_place(name)
        page.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Update the page of the place shown to the present state."""
        if self._place:
            self._made[self._place].refresh()

    def show_stage(self, stage: QWidget, may_close: Callable[[], bool] | None = None) -> None:
        """Give the whole window to a session. Open notices are hidden until it is over.

        When the window is to be closed meanwhile, `may_close` is asked; it may refuse, and ask the runner first.
        """
        self.leave_stage()
        self._stage = stage
        self._may_close = may_close
        self._all.addWidget(stage)
        self._all.setCurrentWidget(stage)
        for bar in self._notices:
            bar.hide()
        stage.setFocus()
        self.settle()

    def leave_stage(self) -> None:
        """Return to the place shown before. The stage loses its parent but stays alive."""
        if self._stage is None:
            return
        self._all.setCurrentIndex(0)
        self._all.removeWidget(self._stage)
        self._stage.setParent(None)
        self._stage = self._may_close = None
        for bar in self._notices:
            bar.show()
        page = self._places.currentWidget()
        if page is not None:
            page.setFocus()
        self.settle()

    def settle(self) -> None:
        """Ignore keys and clicks for a moment, as they were meant for what was shown before."""
        if self._presses is not None:
            self._presses.settle()

    def close_now(self) -> None:
        """Close without asking."""
        self._may_close = None
        self.close()

    def show_notice(self, text: str, actions: Sequence[tuple[str, str]] = ()) -> None:
        """Show a sentence at the top; `actions` are (word on a button, id that `notice_answered` emits).

        The same sentence is never shown twice at once. A notice disappears when it is answered or closed.
        """
        from mobility_gui.ui.window.notice_bar import NoticeBar  # most starts show no notice

        for bar in [bar for bar in self._notices if bar.text == text]:
            self._drop(bar)
        bar = NoticeBar(self._theme, text, actions)
        bar.answered.connect(self._answer)
        bar.closed.connect(self._close_notice)
        self._notices.append(bar)
        self._top.insertWidget(self._top.count() - 1, bar)

    def hide_notices(self) -> None:
        """Remove all notices, unanswered."""
        for bar in list(self._notices):
            self._drop(bar)

    def mark_invented(self) -> None:
        """Say in the title, and in a bar at the top that stays, that the runner shown is invented."""
        from PySide6.QtCore import Qt

        from mobility_gui.ui.kit.controls import label
        from mobility_gui.ui.kit.theme import Text

        self.invented = True
        self.setWindowTitle(INVENTED_TITLE)
        sentence = label(INVENTED, Text.STRONG_TITLE, "warn", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QFrame()
        bar.setObjectName("invented")
        bar.setProperty("notice", "true")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(sentence)
        self._top.insertWidget(0, bar)

    def geometry_text(self) -> str:
        """Return the size and position of the window as text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_geometry_text(self, text: str) -> None:
        """Restore size and position from `geometry_text`. Any other text changes nothing."""
        if text and text.isascii():
            self.restoreGeometry(QByteArray.fromBase64(text.encode("ascii")))

    def _build(self) -> None:
        below = QWidget()
        row = across(below, gap=0)
        row.addWidget(self._rail)
        row.addWidget(self._places, 1)
        self._all = QStackedWidget()
        self._all.addWidget(below)
        middle = QWidget()
        self._top = down(middle, gap=0)
        self._top.addWidget(self._all, 1)
        self.setCentralWidget(middle)

    def _take_size(self) -> None:
        room = self.screen().availableSize() - QSize(0, TITLE_BAR_PX)
        self.setMinimumSize(LEAST_SIZE.boundedTo(room))
        self.resize(USUAL_SIZE.boundedTo(room))

    def _answer(self, answer: str) -> None:
        self._close_notice()
        self.notice_answered.emit(answer)

    def _close_notice(self) -> None:
        sender = self.sender()
        for bar in [bar for bar in self._notices if bar is sender]:
            self._drop(bar)

    def _drop(self, bar: "NoticeBar") -> None:
        self._notices.remove(bar)
        self._top.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    def _color_mark(self) -> None:
        self.setWindowIcon(QIcon(self._theme.icons.logo(self._theme.tokens, 64)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a place on Ctrl and its number, and close on Ctrl+Q where the shortcut does not know the letter."""
        from mobility_gui.ui.kit.keys import digit_with_ctrl, is_quit

        number = digit_with_ctrl(event)
        if self._stage is None and 1 <= number <= len(self._factories):
            self.show_place(list(self._factories)[number - 1])
        elif is_quit(event):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first in a session, unless the desktop is about to end and waits for no answer."""
        app = QGuiApplication.instance()
        ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        if self._may_close is None or ending or self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()


class _Rail(QFrame):
    place_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: dict[str, str] = {}
        self._buttons: dict[str, QToolButton] = {}
        self.setProperty("ground", "sunken")
        self.setFixedWidth(RAIL_PX)
        self.setAccessibleName("Pages")
        self._mark = QLabel()
        self._mark.setProperty("mark", "true")
        self._column = down(self, gap=6, margins=(8, 20, 8, 20))
        self._column.addWidget(self._mark)
        self._column.addSpacing(20)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self._color()
        theme.changed.connect(self._color)

    def add_place(self, name: str, icon: str) -> None:
        button = QToolButton()
        button.setProperty("rail", "true")
        button.setText(name)
        button.setFixedSize(RAIL_PX - 16, 60)
        button.setIconSize(QSize(22, 22))
        button.setCheckable(True)
        button.setToolTip(f"{name} (Ctrl+{len(self._buttons) + 1})")
        button.clicked.connect(self._ask)
        self._group.addButton(button)
        self._icons[name] = icon
        self._buttons[name] = button
        self._column.insertWidget(self._column.count() - 1, button)
        self._color_button(name)

    def show_place(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def _ask(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.place_requested.emit(button.text())

    def _color(self) -> None:
        self._mark.setPixmap(self._theme.icons.logo(self._theme.tokens, 40))
        for name in self._buttons:
            self._color_button(name)

    def _color_button(self, name: str) -> None:
        tokens, icons = self._theme.tokens, self._theme.icons
        icon = icons.icon(self._icons[name], tokens.ink2, 22)
        icon.addPixmap(icons.pixmap(self._icons[name], tokens.primary, 22), QIcon.Mode.Normal, QIcon.State.On)
        self._buttons[name].setIcon(icon)
