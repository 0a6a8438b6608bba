"""The chart as a file: title, legend and chart in the light colours, whatever the window shows."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.settings import Look
from mobility_gui.training.history import Figures, History
from mobility_gui.ui.controls import label
from mobility_gui.ui.progress.chart import Chart
from mobility_gui.ui.progress.legend import Legend
from mobility_gui.ui.theme import Text, Theme

SHEET_PX = QSize(1100, 560)
PICTURE_RATIO = 2
"""A picture has twice as many pixels each way, for print and for sharp screens."""

SOURCE = "Points: means of three trials. Line: Theil-Sen through the cold tests, with the 95 % error of the method."


class ChartSheet(QWidget):
    """Never shown; written to a file, or painted on paper."""

    def __init__(self, history: History, figures: Figures, unit: Unit, size: QSize = SHEET_PX) -> None:
        super().__init__()
        theme = Theme(Look.LIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setStyleSheet(theme.style_sheet())
        self.setProperty("ground", "surface")
        chart, legend = Chart(theme, printed=True), Legend(theme)
        title = QHBoxLayout()
        title.addWidget(label("Knee to wall", Text.CARD_TITLE))
        title.addWidget(label("in cm" if unit is Unit.CM else "in inches", Text.CARD_TITLE, "ink2"))
        title.addStretch(1)
        title.addWidget(legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.addLayout(title)
        column.addWidget(chart, 1)
        column.addWidget(label(f"{SOURCE} {figures.today.isoformat()}", Text.SMALLEST, "ink2"))
        legend.show_signs(
            after=any(line.after_mm for line in history.lines),
            trend=any(level is not None and level.trend is not None for level in figures.levels.values()),
        )
        chart.weeks_changed.connect(legend.show_weeks)
        self.resize(size)
        self.show()
        chart.show_tests(history.lines, figures.levels, figures.goals.target_mm, unit, figures.today)
        QApplication.sendPostedEvents(self)  # laid out before it is painted
        chart.show_days(None)

    def paint_on(self, painter: QPainter) -> None:
        """Paint the sheet with its upper left corner at the origin; shapes stay shapes."""
        self.render(painter, QPoint())

    def write_png(self, path: Path) -> None:
        """Raise `ExchangeError` when the file cannot be written."""
        picture = QImage(self.size() * PICTURE_RATIO, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(PICTURE_RATIO)
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
