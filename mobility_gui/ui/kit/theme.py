"""The look in use: colours, fonts and sizes of every screen."""

from enum import StrEnum
from math import ceil

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from mobility_gui.settings import Look
from mobility_gui.ui.kit.fonts import screen_font
from mobility_gui.ui.kit.icons import Icons
from mobility_gui.ui.kit.style_sheet import style_sheet
from mobility_gui.ui.kit.tokens import DARK, LIGHT, Tokens

CAP_RATIO = 0.7273
"""Cap height of Inter and Inter Display relative to the font size; other fonts are scaled to match it."""

DISPLAY_FROM_PX = 17
"""Size from which Inter Display is drawn instead of Inter."""

HALF_LIGHT = 128

_PROBE_PX = 1000


class Text(StrEnum):
    """A kind of text on every screen but the stage; `SIZES` has its size and weight."""

    EMPTY_TITLE = "empty_title"
    BIG_VALUE = "big_value"
    PAGE_TITLE = "page_title"
    VERDICT = "verdict"
    START = "start"
    LEVEL = "level"
    LEVEL_MARGIN = "level_margin"
    CARD_TITLE = "card_title"
    PURPOSE = "purpose"
    ROW_NAME = "row_name"
    BODY = "body"
    STRONG_TITLE = "strong_title"
    STRONG = "strong"
    SECOND = "second"
    SMALLEST = "smallest"


SIZES: dict[Text, tuple[int, QFont.Weight, float]] = {
    Text.EMPTY_TITLE: (44, QFont.Weight.DemiBold, -2.2),
    Text.BIG_VALUE: (34, QFont.Weight.DemiBold, -2.2),
    Text.PAGE_TITLE: (30, QFont.Weight.DemiBold, -2.2),
    Text.VERDICT: (38, QFont.Weight.DemiBold, -2.2),
    Text.START: (24, QFont.Weight.DemiBold, -1),
    Text.LEVEL: (20, QFont.Weight.DemiBold, -1),
    Text.LEVEL_MARGIN: (20, QFont.Weight.Medium, -1),
    Text.CARD_TITLE: (17, QFont.Weight.DemiBold, 0),
    Text.PURPOSE: (16, QFont.Weight.Normal, 0),
    Text.ROW_NAME: (15, QFont.Weight.DemiBold, 0),
    Text.BODY: (14, QFont.Weight.Normal, 0),
    Text.STRONG_TITLE: (14, QFont.Weight.DemiBold, 0),
    Text.STRONG: (14, QFont.Weight.Medium, 0),
    Text.SECOND: (13, QFont.Weight.Normal, 0),
    Text.SMALLEST: (12, QFont.Weight.Normal, 0),
}
"""Size in pixels at 100 %, weight, and tracking in percent of the size."""


class Theme(QObject):
    """The look in use; it follows the system until the runner chooses, and emits `changed`."""

    changed = Signal()

    def __init__(self, look: Look = Look.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icons = Icons()
        self._look = look
        self._app: QApplication | None = None
        self._cap_ratios: dict[tuple[bool, QFont.Weight], float] = {}
        self._hints = QApplication.styleHints()
        # Until it is styled, the application has the system's colours; asking the style hints would take 20 ms.
        system_dark = QApplication.palette().window().color().lightness() < HALF_LIGHT
        self._dark = system_dark if look is Look.SYSTEM else look is Look.DARK
        self._hints.colorSchemeChanged.connect(self._refresh)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self._dark else LIGHT

    @property
    def dark(self) -> bool:
        """True if the dark colours are in use."""
        return self._dark

    @property
    def look(self) -> Look:
        """The look that the runner chose."""
        return self._look

    def color(self, token: str) -> QColor:
        """Return a plain token (`"ink2"`, `"primary"`) as a colour. Raises `AttributeError` for an unknown name."""
        return QColor(getattr(self.tokens, token))

    def set_look(self, look: Look) -> None:
        """Follow the system, or keep one look."""
        self._look = look
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Set the application's style, palette, font and style sheet, now and after every change."""
        self._app = app
        if QApplication.style().objectName() != "fusion":
            app.setStyle("Fusion")
        self._dress(app)

    def font(self, size_px: float, weight: QFont.Weight = QFont.Weight.Normal, tracking_percent: float = 0) -> QFont:
        """Return the font that looks as large as Inter at `size_px`."""
        return self.font_with_cap_height(size_px * CAP_RATIO, weight, tracking_percent)

    def font_with_cap_height(
        self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, tracking_percent: float = 0
    ) -> QFont:
        """Return the font, of the smallest whole size, whose capitals are at least `pixels` high."""
        display = pixels >= DISPLAY_FROM_PX * CAP_RATIO
        # Slightly less before rounding up, so that 14 * ratio / ratio stays 14.
        size = max(1, ceil(pixels / self._cap_ratio(weight, display=display) - 0.02))
        font = self._base_font(display=display)
        font.setPixelSize(size)
        font.setWeight(weight)
        if tracking_percent:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, size * tracking_percent / 100)
        return font

    def text(self, kind: Text) -> QFont:
        """Return the font of a kind of text, for painting; labels get theirs from the style sheet."""
        return self.font(*SIZES[kind])

    def style_sheet(self) -> str:
        """Return the style sheet in the current colours, for the application or for a widget with a look of its own."""
        return style_sheet(self.tokens, {str(kind): self.text(kind) for kind in Text})

    def _base_font(self, *, display: bool) -> QFont:
        """Return the font for every size and weight; `display` asks for the one of large sizes."""
        return screen_font(display=display)

    def _cap_ratio(self, weight: QFont.Weight, *, display: bool) -> float:
        key = (display, weight)
        if key not in self._cap_ratios:
            probe = self._base_font(display=display)
            probe.setWeight(weight)
            probe.setPixelSize(_PROBE_PX)
            self._cap_ratios[key] = QFontMetricsF(probe).capHeight() / _PROBE_PX or CAP_RATIO
        return self._cap_ratios[key]

    def _wants_dark(self) -> bool:
        if self._look is Look.SYSTEM:
            from PySide6.QtCore import Qt  # imported here, as this name would delay the first paint by 15 ms

            return self._hints.colorScheme() is Qt.ColorScheme.Dark
        return self._look is Look.DARK

    def _refresh(self) -> None:
        dark = self._wants_dark()
        if dark == self._dark:
            return
        self._dark = dark
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        app.setPalette(_palette(self.tokens))
        app.setFont(self.font(14))
        app.setStyleSheet(self.style_sheet())


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, color in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.sunken),
        (role.Text, tokens.ink),
        (role.PlaceholderText, tokens.ink3),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.ink),
        (role.Highlight, tokens.primary),
        (role.HighlightedText, tokens.on_primary),
        (role.Accent, tokens.primary),
        (role.Link, tokens.focus),
        (role.LinkVisited, tokens.focus),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.bg),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.sunken),
        (role.Mid, tokens.line),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.edge),
    ):
        palette.setColor(target, QColor(color))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.ink3))
    return palette
