"""A standing runner with the joints that a routine works."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from mobility_gui.training.exercise import Joint
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.kit.wording import joint_words

_SIZE = QSize(236, 316)
_LABEL_LEFT = 126
_LEGEND_TOP = 290
_FLOOR = 268

_PLACES: dict[Joint, tuple[QPointF, float]] = {
    Joint.SHOULDER_BLADE: (QPointF(48, 69), 53),
    Joint.UPPER_BACK: (QPointF(53, 90), 84),
    Joint.LOWER_BACK: (QPointF(55, 112), 110),
    Joint.HIP: (QPointF(58, 133), 136),
    Joint.KNEE: (QPointF(59, 194), 194),
    Joint.ANKLE: (QPointF(56, 249), 243),
    Joint.FOOT: (QPointF(79, 259), 266),
}
"""Where each joint is, and how far down its word is, in pixels of the map."""


class BodyMap(QLabel):
    """The map. Mobile joints are round, stable ones square; a worked joint is filled, larger, and its word semibold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._worked: frozenset[Joint] = frozenset()
        self.setFixedSize(_SIZE)
        self.setAccessibleName("Joints worked")
        theme.changed.connect(self.update)

    def show_joints(self, worked: Collection[Joint]) -> None:
        """Mark these joints as worked."""
        self._worked = frozenset(worked)
        words = [joint_words(joint) for joint in Joint if joint in self._worked]
        self.setAccessibleName(f"Joints worked: {', '.join(words) or 'none'}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mix(tokens.line, tokens.edge, 0.4)), 3, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(11.5, _FLOOR), QPointF(118, _FLOOR))
        self._paint_runner(painter)
        for joint, (spot, height) in _PLACES.items():
            self._paint_joint(painter, joint, spot, height)
        self._paint_legend(painter)
        painter.end()

    def _paint_runner(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        body = QColor(mix(tokens.line, tokens.edge, 0.15 if not self._theme.dark else 0.38))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(body)
        painter.drawPath(_trunk_and_leg())
        painter.setPen(QPen(QColor(tokens.surface), 1.4))
        painter.drawPath(_arm())

    def _paint_joint(self, painter: QPainter, joint: Joint, spot: QPointF, height: float) -> None:
        theme, tokens = self._theme, self._theme.tokens
        worked = joint in self._worked
        painter.setPen(QPen(QColor(mix(tokens.surface, tokens.ink3, 0.75)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = spot + QPointF(11 if worked else 9, 0)
        painter.drawPolyline([start, QPointF(_LABEL_LEFT - 18, height), QPointF(_LABEL_LEFT - 8, height)])
        _paint_sign(painter, theme, spot, mobile=joint.mobile, filled=worked, large=worked)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if worked else QFont.Weight.Normal))
        painter.setPen(theme.color("ink" if worked else "ink3"))
        words = QRectF(_LABEL_LEFT, height - 10, self.width() - _LABEL_LEFT, 20)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, joint_words(joint))

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        middle = _LEGEND_TOP + 10.0
        for left, word, mobile, filled in (
            (6.0, "mobile", True, False),
            (76.0, "stable", False, False),
            (142.0, "worked", True, True),
        ):
            _paint_sign(painter, theme, QPointF(left, middle), mobile=mobile, filled=filled, large=False)
            painter.setFont(theme.text(Text.SMALLEST))
            painter.setPen(theme.color("ink3"))
            words = QRectF(left + 12, middle - 10, 60, 20)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


def _paint_sign(painter: QPainter, theme: Theme, spot: QPointF, *, mobile: bool, filled: bool, large: bool) -> None:
    tokens = theme.tokens
    radius = 7.5 if large else 5.0
    if filled:
        painter.setPen(QPen(QColor(tokens.surface), 2) if large else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary))
        radius += 0 if large else 0.8
    else:
        painter.setPen(QPen(QColor(tokens.ink3), 1.75))
        painter.setBrush(QColor(tokens.surface))
    square = QRectF(spot.x() - radius, spot.y() - radius, 2 * radius, 2 * radius)
    if mobile:
        painter.drawEllipse(square)
    else:
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 1.8, 1.8)


def _trunk_and_leg() -> QPainterPath:
    """Return the outline of head, trunk, leg and foot, facing right."""
    body = QPainterPath(QPointF(50, 36))
    body.cubicTo(39, 31, 39, 12, 53, 10.5)  # back of the head
    body.cubicTo(66, 9.5, 71, 18, 69.5, 27)  # forehead
    body.cubicTo(70, 33, 68, 38, 62.5, 38.5)  # chin
    body.cubicTo(62, 42, 62.5, 45, 65, 48)  # throat
    body.cubicTo(71, 54, 75, 66, 74, 78)  # chest
    body.cubicTo(73, 92, 71.5, 100, 71, 110)
    body.cubicTo(70.5, 122, 73, 138, 72.5, 152)  # belly, front of the hip
    body.cubicTo(72, 168, 70, 180, 68.5, 192)  # thigh
    body.cubicTo(69.5, 204, 67, 225, 63.5, 245)  # knee, shin
    body.cubicTo(65, 252, 70, 255, 78, 257.5)  # instep
    body.cubicTo(86, 259.5, 88, 262, 87, 266.5)  # toes
    body.lineTo(49, 266.5)
    body.cubicTo(46, 262, 47.5, 255, 50.5, 250)  # heel
    body.cubicTo(51.5, 240, 50, 232, 48, 222)
    body.cubicTo(45.5, 210, 48, 202, 48.5, 194)  # calf, back of the knee
    body.cubicTo(46, 180, 45, 165, 43.5, 152)
    body.cubicTo(40, 140, 41, 130, 45, 121)  # seat
    body.cubicTo(47, 112, 46.5, 106, 44.5, 98)  # small of the back
    body.cubicTo(40.5, 84, 41, 64, 47, 53)  # upper back
    body.cubicTo(50, 48, 51, 42, 50, 36)  # nape
    body.closeSubpath()
    return body


def _arm() -> QPainterPath:
    """Return the outline of the near arm, hanging."""
    arm = QPainterPath(QPointF(48.5, 66))
    arm.cubicTo(49, 54, 65, 53, 66.5, 66)
    arm.cubicTo(67.5, 82, 65, 98, 64.5, 112)
    arm.cubicTo(65, 126, 63.5, 138, 63, 150)
    arm.cubicTo(64, 160, 63, 168, 59, 169)
    arm.cubicTo(55, 169, 54, 160, 54, 150)
    arm.cubicTo(52, 138, 50.5, 126, 51.5, 112)
    arm.cubicTo(50, 98, 47.5, 82, 48.5, 66)
    arm.closeSubpath()
    return arm
