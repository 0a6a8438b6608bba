"""Reads a dose, such as `{ hold = 30 }` or `{ reps = 12, tempo = [2, 0, 2] }`."""

from mobility_gui.library.table_reader import TableReader
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Tempo

MEASURED_WITH = "knee_to_wall"
"""The only exercise that can be measured."""

EXAMPLE = "{ hold = 30 }"

_KINDS = ("hold", "reps", "breaths", "measure")


def read_dose(owner: TableReader, exercise: str) -> Dose:
    """Return the dose of a step or an exercise; `exercise` is the exercise's id."""
    table = owner.table("dose", "dose", EXAMPLE)
    if table is None:
        return Breaths(1)
    match [kind for kind in _KINDS if kind in table]:
        case ["hold"]:
            dose: Dose = Hold(table.whole("hold", 5, 600, "seconds"))
        case ["reps"]:
            dose = Reps(table.whole("reps", 1, 100, "repetitions"), _tempo(table))
        case ["breaths"]:
            dose = Breaths(table.whole("breaths", 1, 60, "breaths"))
        case ["measure"]:
            dose = Measure(table.whole("measure", 1, 3, "trials"))
            if exercise != MEASURED_WITH:
                table.refuse(f"only {MEASURED_WITH} can be measured; choose hold, reps or breaths here.", "measure")
        case []:
            if table.finish((*_KINDS, "tempo")):
                table.refuse(f"this dose says not how much; write for example {EXAMPLE}")
            return Breaths(1)
        case several:
            table.refuse(f"a dose is only one of {' and '.join(several)}; keep the one you mean.")
            return Breaths(1)
    table.finish(("tempo",) if isinstance(dose, Reps) else ())
    return dose


def _tempo(table: TableReader) -> Tempo | None:
    if "tempo" not in table:
        return None
    seconds = table.wholes("tempo", 3, 0, 30, "seconds", "[2, 0, 2]")
    if len(seconds) != 3:  # noqa: PLR2004 - down, hold, up
        return None
    if not any(seconds):
        table.refuse('"tempo" is all 0; give a repetition at least 1 second, or leave "tempo" out.', "tempo")
    return Tempo(*seconds)
