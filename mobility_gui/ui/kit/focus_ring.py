"""The ring two pixels outside the widget that has the keyboard focus.

It is shown only if the keyboard moved the focus, as a click needs no ring. A widget that shows its focus itself, such
as a list with rows, sets the property `own_focus`. One whose corners differ from a button's sets `radius`, and one that
paints only part of its area sets `painted` to that rectangle.
"""

from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from mobility_gui.ui.kit.theme import Theme

_GAP_PX = 2
_WIDTH_PX = 2
_OUTSIDE_PX = _GAP_PX + _WIDTH_PX
_BUTTON_RADIUS_PX = 10


class FocusRing(QObject):
    """A ring that follows the focus within one window.

    It keeps no reference to the window or to the ringed widget. A child that did would leave them to the garbage
    collector, which destroys them while Qt is still painting them.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._ring: _Ring | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        window = self.parent()
        if now is None or now.window() is not window or now.property("own_focus"):
            return
        if not now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        parent = now.parentWidget()
        # The segments of a choice lie edge to edge, so the ring surrounds all of them.
        ringed = parent if parent is not None and parent.property("segmented") else now
        if ringed.parentWidget() is None:
            return
        self._ring = _Ring(self._theme, ringed)
        for widget in self._ring.carriers():
            widget.installEventFilter(self)

    def _leave(self) -> None:
        if self._ring is not None and isValid(self._ring):
            for widget in self._ring.carriers():
                widget.removeEventFilter(self)
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and self._ring is not None and isValid(self._ring):
            self._ring.surround()
        return False


class _Ring(QWidget):
    def __init__(self, theme: Theme, ringed: QWidget) -> None:
        super().__init__(_ground(ringed))
        self._theme = theme
        self._ringed = ref(ringed)
        self._radius = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.surround()
        self.raise_()
        self.show()

    @property
    def ringed(self) -> QWidget | None:
        return self._ringed()

    def carriers(self) -> list[QWidget]:
        """Return the ringed widget and all that carry it up to the ring's own parent: where they move, it moves."""
        found: list[QWidget] = []
        widget = self.ringed
        while widget is not None and isValid(widget) and widget is not self.parentWidget():
            found.append(widget)
            widget = widget.parentWidget()
        return found

    def surround(self) -> None:
        ringed = self.ringed
        if ringed is None:
            return
        self._radius = float(ringed.property("radius") or _BUTTON_RADIUS_PX) + _GAP_PX + _WIDTH_PX / 2
        out = _OUTSIDE_PX
        painted = ringed.property("painted")
        shape = painted if isinstance(painted, QRect) else ringed.rect()
        ground = self.parentWidget()
        if ground is None:
            return
        corner = ringed.mapTo(ground, shape.topLeft())
        self.setGeometry(QRect(corner, shape.size()).adjusted(-out, -out, out, out))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), _WIDTH_PX))
        inset = _WIDTH_PX / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self._radius, self._radius)
        painter.end()


def _ground(ringed: QWidget) -> QWidget | None:
    """Return the nearest widget around it with room for the ring, but never one that does not scroll along with it."""
    out = _OUTSIDE_PX
    ground = ringed.parentWidget()
    above = ground.parentWidget() if ground is not None else None
    while ground is not None and above is not None and not ground.isWindow():
        place = QRect(ringed.mapTo(ground, QPoint()), ringed.size())
        if ground.rect().contains(place.adjusted(-out, -out, out, out)) or isinstance(
            above.parentWidget(), QAbstractScrollArea
        ):
            break
        ground, above = above, above.parentWidget()
    return ground
