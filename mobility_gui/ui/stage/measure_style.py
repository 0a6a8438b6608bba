"""The part of the style sheet that only the measuring page needs."""

from PySide6.QtGui import QFont

from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.stage.trial_row import STEPPER_PX, VALUE_PX


def measure_style(theme: Theme) -> str:
    """Return the style of steppers, value fields and fault chips, and the violet of selected items."""
    t, violet = theme.tokens, theme.tokens.measure
    value = theme.font(VALUE_PX, QFont.Weight.DemiBold)
    families = ", ".join(f'"{family}"' for family in value.families())
    small = theme.text(Text.SMALLEST).pixelSize()
    focused = violet.dial if theme.dark else violet.field
    return f"""
QPushButton[step] {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: 15px; padding: 0; }}
QPushButton[step]:hover {{ background: {focused}; }}
QPushButton[step]:pressed {{ background: {violet.dial}; border-color: {violet.strong}; }}
QPushButton[chip] {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; border-radius: 7px;
    font-size: {small}px; min-height: 26px; max-height: 26px; margin: 4px 0; padding: 0 7px; }}
QPushButton[chip]:hover {{ background: {focused}; }}
QPushButton[chip]:disabled {{ color: {t.ink3}; border-color: {t.line}; }}
QPushButton[chip]:checked {{ background: {t.ink}; color: {t.surface}; border-color: {t.ink}; }}
QLineEdit[value] {{ background: transparent; border: 2px solid transparent; border-radius: 14px; padding: 0;
    min-height: 0; font-family: {families}; font-size: {value.pixelSize()}px; font-weight: 600;
    letter-spacing: -1px; color: {t.ink};
    selection-background-color: {violet.dial if not theme.dark else violet.strong};
    selection-color: {t.ink if not theme.dark else violet.field}; }}
QLineEdit[value]:hover {{ border-color: {t.line}; }}
QLineEdit[value]:focus {{ background: {focused}; border-color: {violet.strong}; }}
QLineEdit[value][struck="true"] {{ color: {t.ink2}; }}
QLineEdit[value][refused="true"] {{ border-color: {t.warn}; color: {t.warn}; }}
QPushButton[segment]:checked {{ background: {violet.dial}; color: {t.ink}; }}
QPushButton[kind="measure"], QPushButton[kind="plain"] {{ min-height: {STEPPER_PX - 2}px;
    border-radius: 12px; font-size: 17px; padding: 0 24px; }}
QPushButton[kind="plain"] {{ padding: 0 44px 0 16px; }}
QPushButton[kind="quiet"] {{ padding: 0 52px 0 12px; }}
"""
