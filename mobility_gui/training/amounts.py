"""How much, in words: counts, doses, minutes and seconds."""

from typing import assert_never

from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, dose_parts


def counted(count: int, thing: str) -> str:
    """Return "1 test" or "2 tests"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def clock_words(seconds: int) -> str:
    """Return minutes and seconds, as in "6:36"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def duration_words(seconds: int) -> str:
    """Return a length of time, as in "6 min 36 s"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def dose_words(dose: Dose) -> str:
    """Return one side's dose, as in "30 s" or "3 tries a side"."""
    words = amount_words(dose, dose_parts(dose).amount)
    return f"{words} a side" if isinstance(dose, Measure) else words


def amount_words(dose: Dose, units: int) -> str:
    """Return what was done of a dose, as in "30 s", "5 reps" or "1 breath"."""
    match dose:
        case Hold():
            return f"{units} s"
        case Reps():
            return counted(units, "rep")
        case Breaths():
            return counted(units, "breath")
        case Measure():
            return "1 try" if units == 1 else f"{units} tries"
        case _:
            assert_never(dose)
