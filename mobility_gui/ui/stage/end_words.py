"""The sentences at the end of a session: what was saved, what hurt, and the farewell."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.record import Held


def spent_words(time: timedelta) -> str:
    """Return how long it took, in minutes and seconds."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def farewell_words(farewell: str, held: Sequence[Held], *, complete: bool) -> str:
    """Return the routine's own farewell, unless most of it was skipped or cut short, as praise would ring false."""
    if not complete:
        return "Ended early; what you did is kept."
    parts = sum(len(row.amounts) for row in held)
    left_out = sum(len(row.cut | row.hurt) for row in held)
    return "Most of it was left out this time." if parts and left_out * 2 > parts else farewell


def saved_words(held: Sequence[Held]) -> str:
    """Return that it is on disk, and how many of the amounts in the table are less than planned."""
    if not held:
        return "Saved on this computer."
    hurt = sum(len(row.hurt) for row in held)
    cut = sum(len(row.cut) for row in held)
    parts = [counted(len(held), "exercise")]
    if hurt:
        parts.append(f"{hurt} stopped because it hurt")
    parts.append(f"{cut} cut short" if cut else "none cut short")
    return f"Saved on this computer. {', '.join(parts)}."


def advice_words(held: Sequence[Held], exercises: Mapping[str, Exercise]) -> str:
    """Return what to do about exercises that hurt; empty if none did."""
    hurt = [exercises[row.exercise] for row in held if row.hurt]
    if not hurt:
        return ""
    if len(hurt) > 1:
        return "Several exercises hurt. Go easier next time; if it lasts or comes back, have it looked at."
    easier = f" try it easier: {hurt[0].easier}" if hurt[0].easier else " go easier, or leave it out."
    return f"If {hurt[0].name.lower()} hurts again next time,{easier}"
