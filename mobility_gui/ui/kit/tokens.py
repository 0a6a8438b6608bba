"""Every colour, for the light and for the dark look."""

from dataclasses import dataclass

from PySide6.QtGui import QColor


def mix(under: str, over: str, part: float) -> str:
    """Mix `part` (0 to 1) of the colour `over` into `under`; both and the result are #RRGGBB."""
    below, above = QColor(under), QColor(over)
    pairs = zip((below.red(), below.green(), below.blue()), (above.red(), above.green(), above.blue()), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * part):02X}" for low, high in pairs)


@dataclass(frozen=True, slots=True)
class StateColors:
    """The colours of one stage state: `strong` for number, flag and ring, `field` for window, `dial` for disc."""

    strong: str
    field: str
    dial: str

    @property
    def ghost(self) -> str:
        """Colour of the figure's ghost, and of the part of the ribbon still to come."""
        return mix(self.dial, self.strong, 0.2)

    @property
    def idle(self) -> str:
        """Colour of the floor, and of arcs at rest."""
        return mix(self.dial, self.strong, 0.4)


@dataclass(frozen=True, slots=True)
class FigureColors:
    """The colours of the drawn runner and the props."""

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
