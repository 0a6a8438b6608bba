"""Reads a dose, such as `{ hold = 30 }` or `{ reps = 12, tempo = [2, 0, 2] }`."""

from mobility_gui.library.table_reader import TableReader
from mobility_gui.training.routine import Breaths, Dose, Tempo, dose_of

MEASURED_WITH = "knee_to_wall"
"""The only exercise that can be measured."""

EXAMPLE = "{ hold = 30 }"

_RANGES = {
    "hold": (5, 600, "seconds"),
    "reps": (1, 100, "repetitions"),
    "breaths": (1, 60, "breaths"),
    "measure": (1, 3, "trials"),
}
"""Smallest and largest amount of each kind, and its unit."""


def read_dose(owner: TableReader, exercise: str) -> Dose:
    """Return the dose of a step or an exercise; `exercise` is the exercise's id."""
    table = owner.table("dose", "dose", EXAMPLE)
    if table is None:
        return Breaths(1)
    match [kind for kind in _RANGES if kind in table]:
        case [kind]:
            amount = table.whole(kind, *_RANGES[kind])
            tempo = _tempo(table) if kind == "reps" else None
            if kind == "measure" and exercise != MEASURED_WITH:
                table.refuse(f"Only {MEASURED_WITH} can be measured. Use hold, reps or breaths here.", kind)
            table.finish(["tempo"] if kind == "reps" else [])
            return dose_of(kind, amount, tempo)
        case []:
            if table.finish((*_RANGES, "tempo")):
                table.refuse(f"This dose has no amount. Write, for example, {EXAMPLE}.")
        case several:
            table.refuse(f"This dose has {' and '.join(several)}. Keep only one of them.")
    return Breaths(1)


def _tempo(table: TableReader) -> Tempo | None:
    if "tempo" not in table:
        return None
    seconds = table.wholes("tempo", 3, 0, 30, "seconds", "[2, 0, 2]")
    if len(seconds) != 3:  # noqa: PLR2004 - down, hold, up
        return None
    if not any(seconds):
        table.refuse('"tempo" is all zeros. Give a repetition at least 1 second, or remove "tempo".', "tempo")
    return Tempo(*seconds)
