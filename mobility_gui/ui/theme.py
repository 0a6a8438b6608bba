"""Colours, fonts and sizes of every screen, for light and for dark."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from mobility_gui.settings import Look
from mobility_gui.ui.icons import Icons
from mobility_gui.ui.style_sheet import style_sheet

INTER_CAP_RATIO, DISPLAY_CAP_RATIO = 0.7273, 0.7188
"""Cap height of Inter and of Inter Display as parts of the font size; other fonts are scaled to give the same."""

DISPLAY_FROM_PX = 17
"""Size from which Inter Display is drawn instead of Inter."""

HALF_LIGHT = 128

_PROBE_PX = 1000


class Text(StrEnum):
    """A kind of line on every screen but the stage; `SIZES` says how large and how heavy."""

    EMPTY_TITLE = "empty_title"
    BIG_VALUE = "big_value"
    PAGE_TITLE = "page_title"
    START = "start"
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
    Text.START: (24, QFont.Weight.DemiBold, -1),
    Text.CARD_TITLE: (17, QFont.Weight.DemiBold, 0),
    Text.PURPOSE: (16, QFont.Weight.Normal, 0),
    Text.ROW_NAME: (15, QFont.Weight.DemiBold, 0),
    Text.BODY: (14, QFont.Weight.Normal, 0),
    Text.STRONG_TITLE: (14, QFont.Weight.DemiBold, 0),
    Text.STRONG: (14, QFont.Weight.Medium, 0),
    Text.SECOND: (13, QFont.Weight.Normal, 0),
    Text.SMALLEST: (12, QFont.Weight.Normal, 0),
}
"""Pixels at 100 %, weight, and tracking in percent of the size."""


def mix(under: str, over: str, part: float) -> str:
    """Lay `part` (0 to 1) of the colour `over` on `under`; both and the result are #RRGGBB."""
    below, above = QColor(under), QColor(over)
    pairs = zip((below.red(), below.green(), below.blue()), (above.red(), above.green(), above.blue()), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * part):02X}" for low, high in pairs)


@dataclass(frozen=True, slots=True)
class StateColors:
    """One state of the stage: `strong` is number, flag and ring, `field` the window, `dial` the disc."""

    strong: str
    field: str
    dial: str

    @property
    def ghost(self) -> str:
        """Ghost of the figure, and the part of the ribbon still to come."""
        return mix(self.dial, self.strong, 0.2)

    @property
    def idle(self) -> str:
        """The floor, and arcs at rest."""
        return mix(self.dial, self.strong, 0.4)


@dataclass(frozen=True, slots=True)
class FigureColors:
    """The runner and the things beside it."""

    near: str
    trunk: str
    far: str
    ghost: str
    accent: str
    prop: str
    prop_edge: str
    ball: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour, as #RRGGBB."""

    bg: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    primary: str
    on_primary: str
    primary_soft: str
    focus: str
    warn: str
    danger: str
    left: str
    right: str
    zone: str
    set_up: StateColors
    work: StateColors
    switch: StateColors
    measure: StateColors
    paused: StateColors
    done: StateColors
    figure: FigureColors


LIGHT = Tokens(
    bg="#F3F5F1",
    surface="#FFFFFF",
    sunken="#E9EDE7",
    line="#D7DED6",
    edge="#7F8C85",
    ink="#15231D",
    ink2="#49584F",
    ink3="#5F6D65",
    primary="#11693F",
    on_primary="#FFFFFF",
    primary_soft="#DDEFE3",
    focus="#1B5FA8",
    warn="#8A5200",
    danger="#A8322A",
    left="#1A5CA3",
    right="#B04A10",
    zone="#F8EDCF",
    set_up=StateColors("#804A00", "#FDEBC4", "#F8D48A"),
    work=StateColors("#11693F", "#E3F2E8", "#C9E5D3"),
    switch=StateColors("#1A5CA3", "#E2EDF9", "#C8DDF3"),
    measure=StateColors("#6A3DA8", "#EFE8F9", "#DDD0F1"),
    paused=StateColors("#515D57", "#EAEDEB", "#D6DBD8"),
    done=StateColors("#11693F", "#F3F5F1", "#DDEFE3"),
    figure=FigureColors("#1D3028", "#1E3129", "#63786E", "#DBE4DF", "#CB4D16", "#DEDBCF", "#BFB9A6", "#A49D86"),
)

DARK = Tokens(
    bg="#0E1512",
    surface="#17201C",
    sunken="#0A100E",
    line="#2B3731",
    edge="#73827A",
    ink="#EDF3EF",
    ink2="#B0BDB6",
    ink3="#94A29A",
    primary="#5AD099",
    on_primary="#06150E",
    primary_soft="#173528",
    focus="#82BBF8",
    warn="#F5BB50",
    danger="#FF9A8F",
    left="#7DB7F5",
    right="#F39B5C",
    zone="#2E2916",
    set_up=StateColors("#F5BB50", "#1D1604", "#3A2C0B"),
    work=StateColors("#67D9A3", "#0A1D15", "#153A2A"),
    switch=StateColors("#82BBF8", "#0A1826", "#15304C"),
    measure=StateColors("#C3A6F7", "#18112A", "#2F2150"),
    paused=StateColors("#B7C2BC", "#161B19", "#27302B"),
    done=StateColors("#67D9A3", "#0E1512", "#173528"),
    figure=FigureColors("#E9F1EC", "#E0EAE4", "#6F8379", "#24332C", "#DE5518", "#3A423C", "#59635B", "#7C867C"),
)


class Theme(QObject):
    """The look in use; it follows the system until the runner chooses, and tells with `changed`."""

    changed = Signal()

    def __init__(self, look: Look = Look.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icons = Icons()
        self._look = look
        self._app: QApplication | None = None
        self._cap_ratios: dict[tuple[bool, QFont.Weight], float] = {}
        self._system_family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        self._hints = QApplication.styleHints()
        # Before it is dressed, the application shows what the system wants, and asking the hints takes 20 ms.
        system_dark = QApplication.palette().window().color().lightness() < HALF_LIGHT
        self._dark = system_dark if look is Look.SYSTEM else look is Look.DARK
        self._hints.colorSchemeChanged.connect(self._refresh)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self._dark else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._dark

    @property
    def look(self) -> Look:
        """What the runner chose."""
        return self._look

    def color(self, token: str) -> QColor:
        """Give one plain token (`"ink2"`, `"primary"`) as a colour. Raises `AttributeError` for an unknown name."""
        return QColor(getattr(self.tokens, token))

    def set_look(self, look: Look) -> None:
        """Follow the system, or keep to one look."""
        self._look = look
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Give the application its style, palette, font and style sheet, now and after every change."""
        self._app = app
        if QApplication.style().objectName() != "fusion":
            app.setStyle("Fusion")
        self._dress(app)

    def font(self, size_px: float, weight: QFont.Weight = QFont.Weight.Normal, tracking_percent: float = 0) -> QFont:
        """Give the font that looks as large as Inter at `size_px`, with tabular digits."""
        display = size_px >= DISPLAY_FROM_PX
        cap_height = size_px * (DISPLAY_CAP_RATIO if display else INTER_CAP_RATIO)
        return self._font(cap_height, weight, tracking_percent, display=display)

    def font_with_cap_height(
        self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, tracking_percent: float = 0
    ) -> QFont:
        """Give the font whose capitals are at least `pixels` high (by less than one pixel of font size more)."""
        return self._font(pixels, weight, tracking_percent, display=pixels >= DISPLAY_FROM_PX * DISPLAY_CAP_RATIO)

    def text(self, kind: Text) -> QFont:
        """Give the font of one kind of line, for what is painted; labels get it by the style sheet."""
        return self.font(*SIZES[kind])

    def style_sheet(self) -> str:
        """Give the style sheet in the colours in use, for the application or for what keeps to a look of its own."""
        return style_sheet(self.tokens, {str(kind): self.text(kind) for kind in Text})

    def _font(self, pixels: float, weight: QFont.Weight, tracking_percent: float, *, display: bool) -> QFont:
        # A hair less before rounding up, so that 14 * ratio / ratio stays 14.
        size = max(1, ceil(pixels / self._cap_ratio(weight, display=display) - 0.02))
        font = _family(display=display, otherwise=self._system_family)
        font.setPixelSize(size)
        font.setWeight(weight)
        if tracking_percent:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, size * tracking_percent / 100)
        return font

    def _cap_ratio(self, weight: QFont.Weight, *, display: bool) -> float:
        key = (display, weight)
        if key not in self._cap_ratios:
            probe = _family(display=display, otherwise=self._system_family)
            probe.setWeight(weight)
            probe.setPixelSize(_PROBE_PX)
            self._cap_ratios[key] = QFontMetricsF(probe).capHeight() / _PROBE_PX or INTER_CAP_RATIO
        return self._cap_ratios[key]

    def _wants_dark(self) -> bool:
        if self._look is Look.SYSTEM:
            from PySide6.QtCore import Qt  # here, as this name takes 15 ms that the first picture does without

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


def _family(*, display: bool, otherwise: str) -> QFont:
    font = QFont((["Inter Display"] if display else []) + ["Inter", otherwise])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


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
