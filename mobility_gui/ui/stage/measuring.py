"""The knee-to-wall test as a page of the stage: three trials a side, with the keyboard alone if wanted."""

from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import assert_never

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mobility_gui.ankle.error import TARGET_MM
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Occasion
from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, Segmented, label
from mobility_gui.ui.kit.keys import COMMAND, key_of
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.stage.measure_style import measure_style
from mobility_gui.ui.stage.protocol import KneeToWallPainter, ProtocolPanel
from mobility_gui.ui.stage.state_pill import StatePill
from mobility_gui.ui.stage.trial_column import TrialColumn
from mobility_gui.ui.stage.trial_row import SKIP_KEY
from mobility_gui.ui.stage.verdict_strip import STRIP_INSET_PX, VerdictStrip, verdict_sentences

COMPACT_BELOW = QSize(1100, 720)
SMALLEST = QSize(850, 556)
"""In a smaller window, as on a small screen at 200 %, the page scrolls."""
WIDEST_PX, WIDEST_PROTOCOL_PX = 1440, 560
TWO_LINES_PX = 40
"""Height for a verdict on both sides in a small window, so that nothing moves when it appears."""

HINT = "Type a number, then press Enter. H, F or P marks a try that doesn’t count."
ASK_TO_SKIP = "What you typed isn’t saved. Press N again to skip, or Save to keep it."
KEEP_IT = "If it’s right, press Save again."
NOTHING_YET = "Enter at least one try that counts, or skip."


class MeasuringPage(QWidget):
    """Collects the trials of both sides; `saved` carries a `dict[Side, tuple[Trial, ...]]` of the measured sides."""

    saved = Signal(object)
    skipped = Signal()
    keys_requested = Signal()
    unit_changed = Signal(Unit)

    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = Unit.CM
        self._target_mm: float = TARGET_MM
        self._compact: bool | None = None
        self._asked_to_skip = False
        self._asked_about: set[str] = set()
        self._answer = ""
        self._scroll = QScrollArea()
        self._title = QLabel("Knee to wall")
        self._pill = StatePill(theme)
        self._units = Segmented("Unit", [(Unit.CM.value, "cm"), (Unit.INCH.value, "inches")], Unit.CM.value)
        self._protocol = ProtocolPanel(theme, draw_figure)
        self._columns = {side: TrialColumn(theme, side) for side in (Side.LEFT, Side.RIGHT)}
        self._strip = VerdictStrip(theme)
        self._verdict = label("", Text.PURPOSE, wrap=True)
        self._verdict.setContentsMargins(STRIP_INSET_PX, 0, 0, 0)
        self._keys = _KeyButton(theme, "Keys", "F1", ButtonKind.QUIET)
        self._skip = _KeyButton(theme, "Skip", SKIP_KEY.name.removeprefix("Key_"), ButtonKind.PLAIN)
        self._save = Button(theme, "Save", ButtonKind.MEASURE)
        self._lay_out()
        self._connect()
        self._dress()

    def begin(
        self,
        unit: Unit,
        occasion: Occasion,
        target_mm: float,
        previous: Mapping[Side, float] | None = None,
        *,
        work_follows: bool = True,
    ) -> None:
        """Start empty; `previous` are the means in mm to compare with (last time, or cold if this is after).

        Without `work_follows`, a cold test is the whole session and saving starts nothing.
        """
        self._unit, self._target_mm = unit, target_mm
        self._asked_to_skip = False
        self._asked_about.clear()
        self._answer = ""
        self._units.select(unit.value)
        self._pill.set_words(_occasion_words(occasion))
        self._save.setText("Save and start" if occasion is Occasion.COLD and work_follows else "Save")
        before = "before" if occasion is Occasion.AFTER else "last time"
        for side, column in self._columns.items():
            column.begin(unit, (previous or {}).get(side), before)
        self._show_verdict()
        self._columns[Side.LEFT].rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answer(self, sentence: str) -> None:
        """Show what the key that led here has done, until there is a verdict."""
        self._answer = sentence
        self._show_verdict()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _connect(self) -> None:
        for column in self._columns.values():
            column.changed.connect(self._changed)
            column.entered.connect(self._trial_entered)
            column.refused.connect(self._refuse)
            column.skip_pressed.connect(self._try_to_skip)
        self._units.chosen.connect(self._change_unit)
        self._keys.clicked.connect(self.keys_requested)
        self._skip.clicked.connect(self._try_to_skip)
        self._save.clicked.connect(self._try_to_save)
        self._theme.changed.connect(self._dress)

    def _trial_entered(self) -> None:
        rows = [row for column in self._columns.values() for row in column.rows]
        position = next(n for n, row in enumerate(rows) if row.field is self.focusWidget())
        if not rows[position].commit():
            return
        after: QWidget = rows[position + 1].field if position + 1 < len(rows) else self._save
        after.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(after)

    def _changed(self) -> None:
        self._asked_to_skip = False
        self._show_verdict()

    def _try_to_skip(self) -> None:
        """Skip at once if nothing was typed; otherwise ask, and skip at the second request."""
        typed = any(row.field.text() for column in self._columns.values() for row in column.rows)
        if self._asked_to_skip or not typed:
            self.skipped.emit()
            return
        self._asked_to_skip = True
        self._refuse(ASK_TO_SKIP)

    def _try_to_save(self) -> None:
        for column in self._columns.values():
            row = column.unread()
            if row is not None:
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if all(column.mean_mm is None for column in self._columns.values()):
            self._columns[Side.LEFT].rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._refuse(NOTHING_YET)
            return
        if self._ask_about_one_far_off():
            return
        self.saved.emit({side: column.trials for side, column in self._columns.items() if column.trials})

    def _ask_about_one_far_off(self) -> bool:
        """Go to the first value far off the others; False once the runner was asked about each."""
        for column in self._columns.values():
            for row, sentence in column.far_off().items():
                if sentence not in self._asked_about:
                    self._asked_about.add(sentence)
                    row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                    self._refuse(f"{sentence} {KEEP_IT}")
                    return True
        return False

    def _change_unit(self, value: str) -> None:
        for column in self._columns.values():
            column.unread()
        self._unit = Unit(value)
        for column in self._columns.values():
            column.set_unit(self._unit)
        self.unit_changed.emit(self._unit)

    def _refuse(self, sentence: str) -> None:
        self._say(sentence, "warn")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_verdict(self) -> None:
        means = {side: column.mean_mm for side, column in self._columns.items()}
        values = {side: mean for side, mean in means.items() if mean is not None}
        self._strip.show_values(values, self._target_mm, self._unit)
        if any(row.field.refused for column in self._columns.values() for row in column.rows):
            return
        if not values:
            self._say(f"{self._answer} {HINT}".strip(), "ink2")
            return
        said = verdict_sentences(values, self._target_mm, self._unit)
        strong = '<span style="font-weight: 600">{}</span>{}'  # <b> means 700, but small text goes up to 600
        self._say(" ".join(strong.format(escape(first), escape(rest)) for first, rest in said), "ink", rich=True)

    def _say(self, words: str, tone: str, *, rich: bool = False) -> None:
        self._verdict.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self._verdict.setText(words)
        self._restyle_verdict("tone", tone)

    def _restyle_verdict(self, what: str, value: str) -> None:
        if self._verdict.property(what) != value:
            self._verdict.setProperty(what, value)
            self._verdict.style().unpolish(self._verdict)
            self._verdict.style().polish(self._verdict)

    def _dress(self) -> None:
        self.setStyleSheet(measure_style(self._theme))
        self.update()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(18)
        self._head.addWidget(self._title)
        self._head.addWidget(self._pill)
        self._head.addStretch(1)
        self._head.addWidget(self._keys)
        self._head.addWidget(self._units)
        self._body = QHBoxLayout()
        self._body.addWidget(self._protocol, 500)
        for column in self._columns.values():
            self._body.addWidget(column, 325)
        self._card = Card(padding=24)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._card.column.addLayout(self._grid)
        content = QWidget()
        content.setProperty("scrolled", "true")
        content.setMinimumSize(SMALLEST)
        self._page = QVBoxLayout(content)
        self._page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (content, self._scroll.viewport()):  # the page's own shows through
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._page.addLayout(self._head)
        self._page.addLayout(self._body, 1)
        self._page.addWidget(self._card)
        self._place_verdict(beside=False)
        fields = [row.field for column in self._columns.values() for row in column.rows]
        order: list[QWidget] = [*fields, self._save, self._skip, self._keys]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _arrange(self) -> None:
        """Fit the window; a small one gets narrower margins and the buttons beside the strip."""
        width = max(self.width(), SMALLEST.width())
        compact = width < COMPACT_BELOW.width() or self.height() < COMPACT_BELOW.height()
        side = max(20 if compact else 40, (width - WIDEST_PX) // 2)
        if compact is not self._compact:
            self._compact = compact
            self._title.setFont(self._theme.font(34 if compact else 56, QFont.Weight.DemiBold, -2.8))
            self._pill.set_compact(compact=compact)
            self._page.setSpacing(8 if compact else 22)
            self._body.setSpacing(8 if compact else 18)
            self._card.column.setContentsMargins(*((8, 6, 16, 6) if compact else (18, 14, 24, 14)))
            self._grid.setVerticalSpacing(0 if compact else 6)
            for column in self._columns.values():
                column.set_compact(compact=compact)
            self._place_verdict(beside=compact)
            self._restyle_verdict("line", Text.BODY if compact else Text.PURPOSE)
            self._verdict.setMinimumHeight(TWO_LINES_PX if compact else 0)
        narrow = width < COMPACT_BELOW.width()
        self._protocol.setFixedWidth(208 if narrow else min(WIDEST_PROTOCOL_PX, width * 500 // 1280))
        edge = 10 if compact else 30
        self._page.setContentsMargins(side, edge, side, edge - (0 if compact else 9))

    def _place_verdict(self, *, beside: bool) -> None:
        for widget in (self._strip, self._verdict, self._skip, self._save):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._strip, 0, 0, 1, 1 if beside else 3)
        self._grid.addWidget(self._verdict, 1, 0)
        rows = (0, 2) if beside else (1, 1)
        self._grid.addWidget(self._skip, rows[0], 1, rows[1], 1)
        self._grid.addWidget(self._save, rows[0], 2, rows[1], 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.isAutoRepeat():
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QPushButton):
            focused.click()
        elif key_of(event) == SKIP_KEY and not event.modifiers() & COMMAND:
            self._try_to_skip()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.measure.field))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self._columns[Side.LEFT].rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)


class _KeyButton(Button):
    """A button with its key drawn beside the word."""

    def __init__(self, theme: Theme, word: str, key: str, kind: ButtonKind) -> None:
        super().__init__(theme, word, kind)
        self._key = key
        self.setAccessibleDescription(f"Key {key}")

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(4, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 8 + 7 * len(self._key) + 7
        key = QRectF(self.width() - 18 - width, self.height() / 2 - 10.5, width, 21)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawRoundedRect(key, 5, 5)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(self._theme.text(Text.SMALLEST))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()


def _occasion_words(occasion: Occasion) -> str:
    match occasion:
        case Occasion.COLD:
            return "Before the session"
        case Occasion.AFTER:
            return "After the session"
        case Occasion.OTHER:
            return "Already warm"
        case _:
            assert_never(occasion)
