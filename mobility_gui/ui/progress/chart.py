"""Knee-to-wall distances over time, on the screen."""

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.chart_content import EDGE_PX, ChartContent, Hit
from mobility_gui.ui.progress.chart_hover import ChartHover, Taken
from mobility_gui.ui.progress.chart_items import TimePlot, series_item, text_item
from mobility_gui.ui.progress.chart_painter import ZONE_WORDS_PX
from mobility_gui.ui.progress.chart_series import Layer, Look, Series, legend_of, range_mm, values_at
from mobility_gui.ui.progress.chart_words import Label, free_place, names_apart, point_words
from mobility_gui.ui.progress.points import ChartPoint

WORDS_EDGE_PX = 10
"""What pyqtgraph leaves free above and below the words of two labels."""


class Chart(QWidget):
    """Draws a `ChartContent` and lets the runner move it in time.

    Dragging moves it, Ctrl and the wheel zoom, and a click on the point of a single session asks to open it.
    """

    session_asked = Signal(int)
    legend_changed = Signal(object)  # as `legend_of` returns it

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = self._content = ChartContent({}, {}, {})
        self._sides = frozenset(ANKLES)
        self._days: int | None = None
        self._moved = False
        self._weeks = 0
        self._loaded = (0.0, 0.0)
        self._series: tuple[Series, ...] = ()
        self._items: list[Any] = []
        self._legend: dict[str, list[Look]] = {}
        self._heights_mm = (0.0, 0.0)
        self._labels: list[tuple[Label, Any]] = []
        self._names: dict[Side, Any] = {}
        self._plot = TimePlot(self)
        self._box = self._plot.box
        self._hovered: Hit | None = None
        self._hover_card = ChartHover(theme, self._plot.viewport())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._plot)
        self.setMinimumHeight(174)
        self.setAccessibleName("Chart of the knee-to-wall tests")
        self._plot.viewport().installEventFilter(self)
        self._plot.scene().sigMouseMoved.connect(self._hover)
        self._plot.scene().sigMouseClicked.connect(self._click)
        self._box.sigXRangeChanged.connect(self._follow)
        self._box.sigResized.connect(self._fit)  # its width is known only after the widget's
        self._box.sigRangeChangedManually.connect(self._note_moved)
        theme.changed.connect(self._draw)

    def show_content(self, content: ChartContent) -> None:
        """Show this record."""
        self._whole = content
        self._draw()

    def show_sides(self, sides: Iterable[Side]) -> None:
        """Show only these sides."""
        self._sides = frozenset(sides)
        self._draw()

    def show_days(self, days: int | None) -> None:
        """Show the last `days`, or everything if None."""
        self._days = days
        self._moved = False
        self._draw()

    # Drawn again when the tests, sides, range, theme or screen change

    def _draw(self) -> None:
        theme, content = self._theme, self._whole.only(self._sides)
        self._content = content
        self._plot.clear()
        self._items, self._loaded, self._heights_mm = [], (0.0, 0.0), (0.0, 0.0)
        self._plot.dress(theme, content.unit)
        self._labels = [(label, text_item(label, theme)) for label in content.labels(content.first_day(self._days))]
        self._names = {side: text_item(name, theme) for side, name in content.names().items()}
        for name in self._names.values():
            name.setAnchor((-0.2, 0.5))
        for item in (*(item for _, item in self._labels), *self._names.values()):
            self._plot.add(item, Layer.WORDS)
        self._fit()

    def _fit(self) -> None:
        if not self._moved:
            least, most = self._content.limits()
            names_px = max((1.2 * name.boundingRect().width() for name in self._names.values()), default=0.0) + EDGE_PX
            self._box.setLimits(minXRange=7, xMin=least, xMax=most)
            self._box.setXRange(*self._content.days_in_sight(self._days, self._box.width(), names_px), padding=0)
        self._follow()
        self._place_labels()

    def _place_labels(self) -> None:
        """Put each label at the left edge, above or below one of its heights, where it covers fewer points."""
        first, (day_px, mm_px) = self._box.viewRange()[0][0], self._box.viewPixelSize()
        for label, item in self._labels:
            width, height_mm = item.boundingRect().width() * day_px, item.boundingRect().height() * mm_px
            day, mm, above = free_place(label, self._series, [first], width, height_mm)
            item.setAnchor((0, 1 if above else 0))
            item.setPos(day, max(mm, self._heights_mm[0]))

    # Updated with every move in time

    def _follow(self) -> None:
        """Show the points in sight and fit the distance axis to them; names and labels keep their places."""
        self._show_hit(None)
        first, last = self._box.viewRange()[0]
        weeks = self._content.weeks_for(first, last)
        if weeks != self._weeks or not self._loaded[0] <= first <= last <= self._loaded[1]:
            self._weeks = weeks
            self._load(first, last)
        heights_mm = range_mm(self._series, first, last, self._content.unit)
        if heights_mm != self._heights_mm:
            self._heights_mm = heights_mm
            self._plot.show_heights(*heights_mm, self._theme)
        self._plot.show_verdict_days(
            self._content.marked_days(max(self._box.viewPixelSize()[0], 1e-9)),
            self._content.next_verdict,
            heights_mm[0],
            self._theme,
        )
        mm_px = max(self._box.viewPixelSize()[1], 1e-9)
        self._place_names(mm_px)
        for label, item in self._labels:
            item.setPos(first, item.pos().y())
            item.setVisible(label.room_mm / mm_px >= ZONE_WORDS_PX + WORDS_EDGE_PX)  # or the mark's name would cover it

    def _load(self, first: float, last: float) -> None:
        """Draw what is in sight, and as much again on each side."""
        run = last - first
        self._loaded = (first - run, last + run)
        self._series = self._content.series(*self._loaded, self._weeks)
        for item in self._items:
            self._plot.removeItem(item)
        self._items = []
        for one in self._series:
            self._items.append(series_item(one, self._theme, self.devicePixelRatioF()))
            self._plot.add(self._items[-1], one.look.layer)
        legend = legend_of(self._series)
        if legend != self._legend:
            self._legend = legend
            self.legend_changed.emit(legend)

    def _place_names(self, mm_px: float) -> None:
        """Put each side's name to the right of the last test, apart from the other."""
        content, (low, high) = self._content, self._heights_mm
        wanted = {side: (high - content.ends_mm[side]) / mm_px for side in self._names}
        apart = names_apart(wanted, (high - content.target_mm) / mm_px, 0, (high - low) / mm_px)
        for side, height_px in apart.items():
            self._names[side].setPos(content.last_test, high - height_px * mm_px)

    def _note_moved(self) -> None:
        self._moved = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say nothing about a point that the mouse has left with the chart."""
        if event.type() is QEvent.Type.Leave:
            self._show_hit(None)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    # The mouse

    def point_near(self, place: QPointF) -> Hit | None:
        """Return the value nearest to a place in the scene, None if none is near enough."""
        at = self._box.mapSceneToView(place)
        return self._content.point_near(at.x(), at.y(), self._box.viewPixelSize(), self._weeks)

    def words_of(self, point: ChartPoint) -> tuple[str, ...]:
        """Return the lines about this point, with the values of the sides shown, for its session or its weeks."""
        return point_words(point, values_at(self._series, point.day, self._weeks), self._content.unit)

    def _hover(self, place: QPointF) -> None:
        self._show_hit(self.point_near(place) if self._box.sceneBoundingRect().contains(place) else None)

    def _show_hit(self, hit: Hit | None) -> None:
        """Ring this value and say what it is; nothing if None."""
        if hit == self._hovered:
            return
        self._hovered = hit
        single = hit is not None and len(hit.point.lines) == 1
        self._plot.setCursor(Qt.CursorShape.PointingHandCursor if single else Qt.CursorShape.ArrowCursor)
        if hit is None:
            self._hover_card.hide()
        else:
            ((x, y),) = self._places_of([hit.point.day], [hit.mm])
            self._hover_card.say(self.words_of(hit.point), hit.side, QPointF(x, y), self._taken())

    def _taken(self) -> Taken:
        """Return what a card on the chart should not cover."""
        marks = [one for one in self._series if one.look.layer in {Layer.FILLED, Layer.HOLLOW}]
        lines = [one for one in self._series if one.look.layer is Layer.LINE]
        points, along = (
            sorted(place for one in series for place in self._places_of(one.days, one.mm)) for series in (marks, lines)
        )
        items = [*(item for _, item in self._labels), *self._names.values()]
        words = [item.mapRectToScene(item.boundingRect()) for item in items if item.isVisible()]
        return Taken(QRectF(self._box.sceneBoundingRect()), points, along, words)

    def _places_of(self, days: Iterable[float], mm: Iterable[float]) -> Iterator[tuple[float, float]]:
        """Yield where points are in the view, in pixels; the view shows its scene as it is."""
        (first, last), (low, high) = self._box.viewRange()
        begin, end = (self._box.mapViewToScene(QPointF(*corner)) for corner in ((first, low), (last, high)))
        day_px, mm_px = (end.x() - begin.x()) / (last - first), (end.y() - begin.y()) / (high - low)
        for day, value in zip(days, mm, strict=True):
            yield begin.x() + (day - first) * day_px, begin.y() + (value - low) * mm_px

    def _click(self, event: Any) -> None:
        hit = self.point_near(event.scenePos()) if event.button() == Qt.MouseButton.LeftButton else None
        if hit is not None and len(hit.point.lines) == 1:
            self._show_hit(None)
            self.session_asked.emit(hit.point.lines[0].id)
