"""The chart as a file or on paper: title, legend and chart in the light colours, whatever the window shows."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.settings import Look
from mobility_gui.training.history import Figures, History
from mobility_gui.ui.controls import label
from mobility_gui.ui.progress.chart import Chart
from mobility_gui.ui.progress.legend import Legend
from mobility_gui.ui.theme import Text, Theme

SHEET_PX = QSize(1100, 560)
FRAME_PX = 18
"""White on all sides."""

PICTURE_DOTS = 2
"""A picture has so many dots for each pixel, each way, for print and for sharp screens."""

SOURCE = "Points: means of three trials. Line: Theil-Sen through the cold tests, with the 95 % error of the method."


class ChartSheet(QWidget):
    """Never shown; written to a file, or painted on paper."""

    def __init__(
        self,
        history: History,
        figures: Figures,
        unit: Unit,
        size: QSize = SHEET_PX,
        *,
        bare: bool = False,
        dots: float = 1,
    ) -> None:
        """`bare`: without white around it and words below it, for a page that has its own. `dots` make a pixel."""
        super().__init__()
        self._dots = dots
        theme = _PaperTheme(Look.LIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setStyleSheet(theme.style_sheet())
        self.setProperty("ground", "surface")
        chart, legend = Chart(theme, printed_dots=dots), Legend(theme)
        title = QHBoxLayout()
        for words in (
            _line("Knee to wall", Text.CARD_TITLE, theme),
            _line("in cm" if unit is Unit.CM else "in inches", Text.SMALLEST, theme, "ink2"),
        ):
            title.addWidget(words, 0, Qt.AlignmentFlag.AlignBaseline)
        title.addStretch(1)
        title.addWidget(legend)
        column = QVBoxLayout(self)
        frame = 0 if bare else FRAME_PX
        column.setContentsMargins(frame, frame, frame, frame)
        column.addLayout(title)
        column.addWidget(chart, 1)
        if not bare:
            column.addWidget(_line(f"{SOURCE} {figures.today.isoformat()}", Text.SMALLEST, theme, "ink2"))
        legend.show_signs(
            cold=any(line.cold_mm for line in history.lines),
            after=any(line.after_mm for line in history.lines),
            trend=any(level is not None and level.trend is not None for level in figures.levels.values()),
        )
        chart.weeks_changed.connect(legend.show_weeks)
        for view in self.findChildren(QGraphicsView):
            view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)  # else its white ground is a picture
        self.resize(size)
        self.show()
        chart.show_tests(history.lines, figures.levels, figures.goals.target_mm, unit, figures.today)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # laid out before it is painted
        chart.show_days(None)
        self.hide()

    def paint_on(self, painter: QPainter) -> None:
        """Paint the sheet with its upper left corner at the origin; shapes stay shapes."""
        self.render(painter, QPoint())

    def write_png(self, path: Path) -> None:
        """Raise `ExchangeError` when the file cannot be written."""
        picture = QImage(self.size() * self._dots, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self._dots)
        painter = QPainter(picture)
        self.paint_on(painter)
        painter.end()
        buffer = QBuffer()
        QImageWriter(buffer, b"png").write(picture)
        write_whole(path, bytes(buffer.data().data()))

    def write_svg(self, path: Path) -> None:
        """Raise `ExchangeError` when the file cannot be written."""
        buffer = QBuffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self.size())
        generator.setViewBox(self.rect())
        generator.setResolution(self.logicalDpiX())
        generator.setTitle("Knee to wall")
        painter = QPainter(generator)
        self.paint_on(painter)
        painter.end()
        write_whole(path, bytes(buffer.data().data()))


def _line(words: str, kind: Text, theme: Theme, tone: str = "ink") -> QLabel:
    made = label(words, kind, tone)
    made.setFont(theme.text(kind))  # else it has the digits of the application's
    return made


class _PaperTheme(Theme):
    """Gives fonts that no screen's dots bend, with plain digits: those of one width cannot be found in a PDF."""

    def _font(self, pixels: float, weight: QFont.Weight, tracking_percent: float, *, display: bool) -> QFont:
        font = super()._font(pixels, weight, tracking_percent, display=display)
        font.setFeature(QFont.Tag("tnum"), 0)
        font.setFeature(QFont.Tag("calt"), 0)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
