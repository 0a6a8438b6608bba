"""The details of one routine: what it is for, its steps, the joints it works and the kit it needs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from mobility_gui.training.exercise import Exercise, Kit, Side
from mobility_gui.training.plan import Plan
from mobility_gui.ui.drawing.figure_tile import DrawFigure
from mobility_gui.ui.kit.controls import SCROLL_BAR_PX, Card, Toggle, hairline, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.settings_card import OpeningRow
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.wording import kit_words
from mobility_gui.ui.routines.body_map import BodyMap
from mobility_gui.ui.routines.step_list import ROW_PX, StepList, step_entries

NARROW_PX, TIGHT_PX = 1016, 790
"""Widths of the page (without the rail) below which the body map goes under the steps, and the kit under the map."""

_WIDE_PX = 3000
"""Width of the page from which the kit goes beside the body map."""

_COLUMN_PX = 268
_STEPS_PX = 2400
"""Maximum width of the steps: beyond it the eye loses the line between a name and its dose."""


class RoutineDetail(QWidget):
    """A plan as it would run, with its notes."""

    exercise_requested = Signal(Exercise)
    tighter_first_changed = Signal(bool)
    mat_check_requested = Signal()

    def __init__(self, theme: Theme, draw_figure: DrawFigure) -> None:
        super().__init__()
        self._theme = theme
        self._title = label("", Text.PAGE_TITLE, wrap=True)
        self._purpose = label("", Text.PURPOSE, "ink2", wrap=True)
        self._fit = label("", Text.STRONG, wrap=True)
        self._steps = StepList(theme, draw_figure)
        self._map = BodyMap(theme)
        self._tighter = _TighterNote(theme)
        self._notes = QVBoxLayout()
        self._kit = QGridLayout()
        self._kit_card = Card(padding=14)
        self._kit_title = label("You’ll need", Text.STRONG_TITLE)
        self._kit_rule = hairline()
        self._kit_shown: tuple[Kit, ...] | None = None
        self._mat_check = OpeningRow(theme, "Mat check", "Can you see and hear it?")
        self._build()
        self._steps.exercise_requested.connect(self.exercise_requested)
        self._steps.row_focused.connect(self._keep_in_sight)
        self._tighter.toggle.clicked.connect(self.tighter_first_changed)
        self._mat_check.clicked.connect(self.mat_check_requested)

    def show_plan(self, plan: Plan, notes: Sequence[str], first: Side | None = None) -> None:
        """Show a plan made with the tighter side `first`; `notes` are sentences to read before starting it."""
        self._title.setText(plan.routine.name)
        self._purpose.setText(plan.routine.purpose)
        self._steps.show_entries(step_entries(plan, first))
        self._map.show_joints(plan.joints)
        self._show_kit(plan.kit)
        _clear(self._notes)
        for note in notes:
            self._notes.addWidget(_Note(self._theme, "warn", "warn", note))

    def repaint_figures(self) -> None:
        """Redraw the exercises, as the picture of one has changed."""
        self._steps.viewport().update()

    def show_fit(self, words: str) -> None:
        """Say how the plan differs from the routine, above the steps where it is seen at once."""
        self._fit.setText(words)
        self._fit.setVisible(bool(words))

    def show_tighter(self, side: Side | None, *, first: bool) -> None:
        """Say which side was tighter and if it goes first; say nothing if neither was."""
        self._tighter.setVisible(side is not None)
        if side is not None:
            self._tighter.show_side(side, first=first)

    def scroll_to_top(self) -> None:
        """Scroll back to the first step."""
        self._scroll.verticalScrollBar().setValue(0)

    def set_room(self, page_px: int) -> None:
        """Put the body map and the kit below the steps if the page is narrow, else beside them."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow, wide = page_px < NARROW_PX, page_px >= _WIDE_PX
        self._body.setDirection(below if narrow else beside)
        self._column.setDirection(beside if wide or (narrow and page_px >= TIGHT_PX) else below)
        self._column_widget.setMinimumWidth(0 if narrow else 2 * _COLUMN_PX + 14 if wide else _COLUMN_PX)
        self._column_widget.setMaximumWidth(16777215 if narrow else self._column_widget.minimumWidth())
        side = 24 if narrow else 32
        self._head.setContentsMargins(side, 20 if narrow else 27, side, 0)
        self._side = side
        self._leave_room()

    def _build(self) -> None:
        self._head = down(gap=8)
        self._head.addWidget(self._title)
        self._head.addWidget(self._purpose)
        self._head.addWidget(self._fit)
        main = QWidget()
        main.setMaximumWidth(_STEPS_PX)
        left = down(main, gap=12)
        left.addWidget(self._steps)
        left.addWidget(self._tighter)
        left.addLayout(self._notes)
        left.addStretch(1)
        map_card = Card(padding=14)
        map_card.column.addWidget(label("Joints worked", Text.STRONG_TITLE))
        map_card.column.addWidget(self._map)
        map_card.column.addStretch(1)
        self._kit_card.column.addWidget(self._kit_title)
        self._kit_card.column.addLayout(self._kit)
        self._kit_card.column.addWidget(self._kit_rule)
        self._kit_card.column.addWidget(self._mat_check)
        self._kit_card.column.addStretch(1)
        self._kit.setColumnStretch(0, 1)
        self._kit.setColumnStretch(1, 1)
        self._kit.setVerticalSpacing(9)
        self._column_widget = QWidget()
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._column_widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(map_card)
        self._column.addWidget(self._kit_card)
        content = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._body.setSpacing(20)
        self._body.addWidget(main, 1)
        self._body.addWidget(self._column_widget, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addStretch(0)
        self._scroll = Scroll(content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._leave_room)
        page = down(self, gap=20)
        page.addLayout(self._head)
        page.addWidget(self._scroll, 1)
        self.set_room(NARROW_PX)

    def _show_kit(self, kit: Sequence[Kit]) -> None:
        if tuple(kit) == self._kit_shown:
            return  # new widgets in the same places would flicker
        self._kit_shown = tuple(kit)
        _clear(self._kit)
        self._kit_title.setVisible(bool(kit))
        self._kit_rule.setVisible(bool(kit))
        for position, thing in enumerate(kit):
            self._kit.addWidget(_KitItem(self._theme, thing), position // 2, position % 2)

    def _leave_room(self) -> None:
        """Keep the cards' width the same with the scroll bar and without it."""
        bar = self._scroll.verticalScrollBar()
        room = SCROLL_BAR_PX if bar.maximum() > bar.minimum() else 0
        self._body.setContentsMargins(self._side, 0, self._side - room, 24)

    def _keep_in_sight(self, row: int) -> None:
        place = self._steps.visualItemRect(self._steps.item(row))
        self._scroll.ensureVisible(0, self._steps.y() + place.center().y(), 0, ROW_PX // 2 + 8)


class _KitItem(QWidget):
    """One piece of kit: its icon and its name."""

    def __init__(self, theme: Theme, kit: Kit) -> None:
        super().__init__()
        self._theme = theme
        self._kit = kit
        self._sign = QLabel()
        row = across(self, gap=10, margins=(1, 0, 0, 0))
        row.addWidget(self._sign)
        row.addWidget(label(kit_words(kit), Text.STRONG), 1)
        self._color()
        theme.changed.connect(self._color)

    def _color(self) -> None:
        self._sign.setPixmap(self._theme.icons.pixmap(self._kit.value, self._theme.tokens.ink, 20))


class _Note(QWidget):
    """A sentence with an icon."""

    def __init__(self, theme: Theme, icon: str, tone: str, text: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._tone = tone
        self._sign = QLabel()
        self.words = label(text, Text.BODY, "ink2", wrap=True)
        self.row = across(self, gap=10, margins=(6, 0, 6, 0))
        self.row.addWidget(self._sign)
        self.row.addWidget(self.words, 1)
        self._color()
        theme.changed.connect(self._color)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self._color()

    def _color(self) -> None:
        self._sign.setPixmap(self._theme.icons.pixmap(self._icon, self._theme.color(self._tone), 18))


class _TighterNote(_Note):
    """A note that says which side goes first and why, with the switch."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "left", "ink2")
        self.toggle = Toggle(theme, "Tighter side first, with an extra set")
        self.row.addWidget(self.toggle)
        self.hide()

    def show_side(self, side: Side, *, first: bool) -> None:
        word = side.value.capitalize()
        what = "goes first and gets an extra set" if first else "could go first and get an extra set"
        self.words.setText(
            f"{word} {what}: it was at least 1.5 cm tighter in your last two cold tests. That may not close the gap."
        )
        self.show_icon(side.value)
        self.toggle.setChecked(first)


def _clear(layout: QBoxLayout | QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
