"""The application's only style sheet, made from the colours and fonts of a theme.

Widgets say what they are with properties: `line` and `tone` for a label, `card` for a frame, `kind` for a button.
"""

from collections.abc import Mapping
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from mobility_gui.ui.kit.tokens import Tokens

TONES = ("ink", "ink2", "ink3", "primary", "on_primary", "warn", "danger", "left", "right")
"""Colours a label may have."""


def style_sheet(tokens: Tokens, fonts: Mapping[str, QFont]) -> str:
    """Return the whole sheet; `fonts` holds the font of each kind of label by name."""
    return "\n".join((_labels(tokens, fonts), _surfaces(tokens), _buttons(tokens, fonts), _fields(tokens, fonts)))


def _font(font: QFont) -> str:
    families = ", ".join(f'"{family}"' for family in font.families())
    rule = f"font-family: {families}; font-size: {font.pixelSize()}px; font-weight: {int(font.weight())};"
    if font.letterSpacing():
        rule += f" letter-spacing: {font.letterSpacing():.2f}px;"
    return rule


def _labels(tokens: Tokens, fonts: Mapping[str, QFont]) -> str:
    sizes = (f'QLabel[line="{kind}"] {{ {_font(font)}{_room_on_the_left(font)} }}' for kind, font in fonts.items())
    tones = (f'QLabel[tone="{tone}"] {{ color: {getattr(tokens, tone)}; }}' for tone in TONES)
    return "\n".join((*sizes, *tones, 'QLabel[light="true"] { font-weight: 500; }'))


def _room_on_the_left(font: QFont) -> str:
    """Return the padding without which a label cuts the hook of a J, which some fonts draw left of its place.

    One pixel of it may go: that is smoothing.
    """
    overhang = ceil(-QFontMetricsF(font).leftBearing("J")) - 1
    return f" padding-left: {overhang}px;" if overhang > 0 else ""


def _surfaces(t: Tokens) -> str:
    return f"""
QHeaderView {{ background: {t.bg}; }}
QHeaderView::section {{ background: {t.bg}; color: {t.ink2}; border: none; padding: 4px 8px; }}
QCalendarWidget QWidget {{ background: {t.surface}; alternate-background-color: {t.surface}; }}
QCalendarWidget QAbstractItemView {{ background: {t.surface}; color: {t.ink};
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; outline: none; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.edge}; }}
QCalendarWidget QToolButton {{ background: transparent; color: {t.ink}; border: none; padding: 6px; }}
QCalendarWidget QToolButton:hover {{ background: {t.primary_soft}; }}
QToolTip {{ background: {t.ink}; color: {t.bg}; border: none; padding: 4px 8px; }}
QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 16px; }}
QFrame[hairline="true"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[notice="true"] {{ background: {t.zone}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[divided="right"] {{ border: none; border-right: 1px solid {t.line}; }}
QWidget[ground="sunken"] {{ background: {t.sunken}; }}
QWidget[ground="bg"] {{ background: {t.bg}; }}
QWidget[ground="surface"] {{ background: {t.surface}; }}
QFrame[ground="bottom"] {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
QScrollArea, QAbstractItemView {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[scrolled="true"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border: none; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; margin: 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; margin: 3px 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _buttons(t: Tokens, fonts: Mapping[str, QFont]) -> str:
    return f"""
QPushButton {{ outline: none; }}
QPushButton[kind] {{ min-height: 36px; border-radius: 10px; padding: 0 15px; {_font(fonts["strong"])} }}
QPushButton[kind="plain"] {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; }}
QPushButton[kind="plain"]:hover {{ background: {t.primary_soft}; }}
QPushButton[kind="plain"]:pressed {{ background: {t.sunken}; }}
QPushButton[kind="plain"]:disabled {{ color: {t.ink3}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.primary}; color: {t.on_primary};
    border: 1px solid {t.primary}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ border: 1px solid {t.ink}; }}
QPushButton[kind="primary"]:pressed {{ border: 2px solid {t.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.ink3}; border-color: {t.line}; }}
QPushButton[kind="start"] {{ background: {t.primary}; color: {t.on_primary}; border: 1px solid {t.primary};
    border-radius: 16px; min-height: 58px; padding: 0 38px 0 32px; {_font(fonts["start"])} }}
QPushButton[kind="start"][narrow="true"] {{ padding: 0 20px 0 14px; }}
QPushButton[kind="start"]:hover {{ border: 1px solid {t.ink}; }}
QPushButton[kind="start"]:pressed {{ border: 2px solid {t.ink}; }}
QPushButton[kind="start"]:disabled {{ background: {t.sunken}; color: {t.ink3}; border-color: {t.line}; }}
QPushButton[kind="measure"] {{ background: {t.measure.strong}; color: {t.measure.field};
    border: 1px solid {t.measure.strong}; font-weight: 600; }}
QPushButton[kind="measure"]:hover {{ border: 1px solid {t.ink}; }}
QPushButton[kind="danger"] {{ background: {t.surface}; color: {t.danger}; border: 1px solid {t.danger}; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {t.ink2}; border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {t.primary_soft}; color: {t.ink}; }}
QPushButton[kind="quiet"]:pressed {{ background: {t.sunken}; }}
QLabel[mark="true"] {{ qproperty-alignment: AlignCenter; }}
QToolButton[rail="true"] {{ qproperty-toolButtonStyle: ToolButtonTextUnderIcon; qproperty-focusPolicy: TabFocus; }}
QToolButton[rail="true"] {{ background: transparent; color: {t.ink2}; border: none; border-radius: 16px;
    padding: 8px 0 6px 0; {_font(fonts["smallest"])} font-weight: 500; }}
QToolButton[rail="true"]:hover {{ background: {t.line}; }}
QToolButton[rail="true"]:checked {{ background: {t.primary_soft}; color: {t.primary}; font-weight: 600; }}
QFrame[segmented="true"] {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: 10px; }}
QPushButton[segment] {{ min-height: 36px; padding: 0 14px; border: none; border-right: 1px solid {t.line};
    background: transparent; color: {t.ink2}; {_font(fonts["body"])} }}
QPushButton[segment="first"] {{ border-top-left-radius: 9px; border-bottom-left-radius: 9px; }}
QPushButton[segment="last"] {{ border-top-right-radius: 9px; border-bottom-right-radius: 9px; border-right: none; }}
QPushButton[segment]:hover {{ background: {t.sunken}; }}
QPushButton[segment]:checked {{ background: {t.primary_soft}; color: {t.primary}; font-weight: 600; }}
"""


def _fields(t: Tokens, fonts: Mapping[str, QFont]) -> str:
    outline = f"background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; border-radius: 10px;"
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{ {outline} min-height: 36px; padding: 0 12px;
    selection-background-color: {t.primary}; selection-color: {t.on_primary}; {_font(fonts["body"])} }}
QPlainTextEdit, QTextEdit {{ padding: 8px 12px; }}
QTextBrowser {{ background: transparent; border: none; padding: 0; }}
QComboBox[choice="true"] {{ {outline} min-height: 36px; padding: 0 2px 0 12px; {_font(fonts["body"])}
    combobox-popup: 0; }}
QComboBox[choice="true"]::drop-down {{ border: none; width: 34px; }}
QComboBox[choice="true"]::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; padding: 4px;
    outline: none; selection-background-color: {t.primary_soft}; selection-color: {t.ink}; }}
QComboBox[choice="true"] QAbstractItemView::item {{ min-height: 34px; padding: 0 8px; border-radius: 6px; }}
QComboBox[choice="true"] QAbstractItemView::item:selected {{ background: {t.primary_soft}; color: {t.primary}; }}
QDialogButtonBox QPushButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge};
    border-radius: 10px; min-height: 36px; min-width: 56px; padding: 0 15px; {_font(fonts["strong"])} }}
QDialogButtonBox QPushButton:hover {{ background: {t.primary_soft}; }}
QDialogButtonBox QPushButton:default {{ background: {t.primary}; color: {t.on_primary}; border-color: {t.primary}; }}
QDialogButtonBox QPushButton:disabled {{ background: {t.surface}; color: {t.ink3}; border-color: {t.line}; }}
QAbstractSpinBox[stepper="true"] {{ {outline} min-height: 34px; padding: 0 36px; {_font(fonts["strong"])} }}
QAbstractSpinBox[stepper="true"] > QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0;
    {_font(fonts["strong"])} font-weight: 600; }}
QAbstractSpinBox[stepper="true"]::up-button {{ subcontrol-origin: border; subcontrol-position: center right;
    width: 36px; height: 36px; border: none; background: transparent; }}
QAbstractSpinBox[stepper="true"]::down-button {{ subcontrol-origin: border; subcontrol-position: center left;
    width: 36px; height: 36px; border: none; background: transparent; }}
QAbstractSpinBox[stepper="true"]::up-arrow, QAbstractSpinBox[stepper="true"]::down-arrow {{ image: none; width: 0; }}
QDateEdit {{ {outline} min-height: 36px; padding: 0 12px; {_font(fonts["body"])} }}
QSlider:horizontal {{ min-height: 36px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.primary}; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -7px 0; border: 2px solid {t.primary};
    border-radius: 9px; background: {t.surface}; }}
QCheckBox {{ color: {t.ink}; spacing: 8px; min-height: 36px; }}
QMenu {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; border-radius: 10px; padding: 6px; }}
QMenu::item {{ padding: 8px 14px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.primary_soft}; color: {t.primary}; }}
"""
