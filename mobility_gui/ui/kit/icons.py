"""The program's own icons, coloured and rendered for the screen they are on."""

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from mobility_gui.paths import resources
from mobility_gui.ui.kit.tokens import Tokens

TRANSPARENT = QColor(0, 0, 0, 0)


class Icons:
    """The icons by name, which is that of a file in resources/icons. Each file is read once and each picture kept."""

    def __init__(self) -> None:
        self._folder = resources() / "icons"
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    def pixmap(self, name: str, color: QColor | str, size_px: float, ratio: float | None = None) -> QPixmap:
        """Return an icon in one colour; `ratio` is the device pixel ratio (the sharpest screen's if not given).

        Raises `FileNotFoundError` for a name without a file.
        """
        return self._drawn(name, {"currentColor": QColor(color).name()}, size_px, ratio)

    def icon(self, name: str, color: QColor | str, size_px: int, gap_px: int = 0) -> QIcon:
        """Return a `QIcon` with an empty gap on its right. Disabled it looks the same: its word shows the state."""
        pixmap = self.pixmap(name, color, size_px)
        if gap_px:
            pixmap = _with_gap(pixmap, gap_px)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Disabled)
        return icon

    def paint(self, painter: QPainter, name: str, color: QColor | str, rect: QRectF) -> None:
        """Draw an icon centred in `rect`, as large as its shorter side."""
        size = min(rect.width(), rect.height())
        target = QRectF(0, 0, size, size)
        target.moveCenter(rect.center())
        pixmap = self.pixmap(name, color, size, painter.device().devicePixelRatio())
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

    def logo(self, tokens: Tokens, size_px: float) -> QPixmap:
        """Return the program's logo."""
        colors = {
            '"primary"': f'"{tokens.primary}"',
            '"on_primary"': f'"{tokens.on_primary}"',
            '"accent"': f'"{tokens.figure.accent}"',
        }
        return self._drawn("logo", colors, size_px, None)

    def _drawn(self, name: str, colors: dict[str, str], size_px: float, ratio: float | None) -> QPixmap:
        ratio = ratio or QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]  # a pixmap needs one
        key = (name, "".join(colors.values()), size_px, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(self._source(name), colors, size_px, ratio)
        return self._pixmaps[key]

    def _source(self, name: str) -> str:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return self._sources[name]


def _with_gap(pixmap: QPixmap, gap_px: int) -> QPixmap:
    """Widen a picture, as the style leaves little room between a button's icon and its word."""
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap_px * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(TRANSPARENT)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide


def _render(source: str, colors: dict[str, str], size_px: float, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    for placeholder, color in colors.items():
        source = source.replace(placeholder, color)
    side = max(1, round(size_px * ratio))
    pixmap = QPixmap(side, side)
    pixmap.fill(TRANSPARENT)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
