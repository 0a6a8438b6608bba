"""Reads an exercise: `[exercise.ID]` and its keys."""

from mobility_gui.library.dose_table import read_dose
from mobility_gui.library.table_reader import TableReader
from mobility_gui.training.exercise import (
    CUE_LETTERS,
    SIDE_WORDS,
    SIDE_WORDS_LETTERS,
    TEMPO_WORDS,
    WORD_LETTERS,
    Exercise,
    Joint,
    Kit,
    Muscle,
    Posture,
)
from mobility_gui.training.routine import Sides

NAME_LETTERS = 40
LINE_LETTERS = 120
NOTE_LETTERS = 400


def read_exercise(table: TableReader, exercise_id: str) -> Exercise:
    """Return the exercise; discard it if reading it added to the file's problems."""
    table.ignore("stage_name")
    words = table.texts("words", 3, 3, WORD_LETTERS, missing=True)
    exercise = Exercise(
        id=exercise_id,
        name=table.text("name", NAME_LETTERS),
        joints=table.choices("joints", Joint),
        muscles=table.choices("muscles", Muscle),
        posture=table.choice("posture", Posture),
        sees_screen=table.flag("sees_screen", default=True),
        kit=table.choices("kit", Kit, missing=True),
        dose=read_dose(table, exercise_id),
        sides=table.choice("sides", Sides),
        set_up=table.text("set_up", CUE_LETTERS),
        cue=table.text("cue", CUE_LETTERS),
        instructions=table.texts("instructions", 2, 5, LINE_LETTERS),
        faults=table.texts("faults", 0, 5, LINE_LETTERS),
        stop=table.texts("stop", 0, 5, LINE_LETTERS),
        easier=table.text("easier", LINE_LETTERS, ""),
        set_up_seconds=table.whole("set_up_seconds", 0, 60, "seconds", 10),
        figure=table.text("figure", NAME_LETTERS, "") or None,
        note=table.text("note", NOTE_LETTERS, ""),
        words=(words[0], words[1], words[2]) if words else TEMPO_WORDS,
        side_words=table.text("side_words", SIDE_WORDS_LETTERS, SIDE_WORDS),
        half_way_words=table.text("half_way_words", SIDE_WORDS_LETTERS, ""),
        way_out=table.text("way_out", CUE_LETTERS, ""),
    )
    table.finish()
    return exercise
