"""The sentences at the end of a session: what was done and saved, what hurt, and the farewell."""

from collections.abc import Mapping, Sequence

from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.record import Held

NOT_SAVED = "Not saved yet: writing to the disk failed. Trying again."


def farewell_words(farewell: str, held: Sequence[Held]) -> str:
    """Return the routine's own farewell, unless most of it was skipped or cut short, as praise would ring false."""
    sides = sum(len(row.amounts) for row in held)
    less = sum(len(row.cut | row.skipped | row.hurt) for row in held)
    return "You skipped most of it this time." if less * 2 > sides else farewell


def count_words(held: Sequence[Held]) -> str:
    """Return how many exercises there were, and how many of them hurt, were cut short or were skipped.

    Each exercise counts once, whatever its sides, doses and sets: as hurt, else as skipped if all of it was, else as
    cut short if any of it was less than planned.
    """
    rows: dict[str, list[Held]] = {}
    for one in held:
        rows.setdefault(one.exercise, []).append(one)
    endings = [_ending(ones) for ones in rows.values()]
    if not endings:
        return ""
    counts = ((endings.count(word), word) for word in (_HURT, _CUT, _SKIPPED))
    return ", ".join([counted(len(endings), "exercise"), *(f"{count} {word}" for count, word in counts if count)])


def saved_words(*, nothing: bool, measured: bool) -> str:
    """Return what is on disk; `nothing` if no exercise was done."""
    if not nothing:
        return "Saved on this computer."
    return "Only your measurement was saved." if measured else "Nothing was saved."


def advice_words(held: Sequence[Held], exercises: Mapping[str, Exercise]) -> str:
    """Return what to do about exercises that hurt; empty if none did."""
    hurt = [exercises[row.exercise] for row in held if row.hurt]
    if not hurt:
        return ""
    if len(hurt) > 1:
        return "Several exercises hurt. Go easier next time. If the pain lasts or comes back, have it checked."
    easier = f"try this: {hurt[0].easier}" if hurt[0].easier else "go easier, or skip it."
    return f"If {hurt[0].name.lower()} hurts again next time, {easier}"


_HURT, _CUT, _SKIPPED = "stopped because it hurt", "cut short", "skipped"


def _ending(rows: Sequence[Held]) -> str:
    """Return how one exercise ended; empty if it was done as planned."""
    if any(row.hurt for row in rows):
        return _HURT
    if all(row.skipped == set(row.amounts) for row in rows):
        return _SKIPPED
    return _CUT if any(row.cut or row.skipped for row in rows) else ""
