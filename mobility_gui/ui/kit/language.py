"""The program's one language: English words, dates, digits and decimal points, whatever the system speaks."""

import locale

from PySide6.QtCore import QLocale

from mobility_gui.ui.kit import days

_KEEPS = "LC_CTYPE"
"""The only part of the system's language that stays, as keyboards and file names depend on it."""


def speak_english() -> None:
    """Set the language for everything made from now on; only the clock has 12 or 24 hours as the system's has.

    Call it once the application exists, as making it switches the C library to the system's language, in which the
    library then names days and explains errors.
    """
    hours = QLocale.system().timeFormat()  # the long one: naming the short one loads enums before the first paint
    days.use_clock(twelve_hours="AP" in hours.upper())
    QLocale.setDefault(QLocale("en_GB"))  # weeks begin on Monday
    for name in dir(locale):
        if name.startswith("LC_") and name not in {_KEEPS, "LC_ALL"}:
            locale.setlocale(getattr(locale, name), "C")
