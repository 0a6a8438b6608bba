"""A few exercises and routines, invented so that these tests do not depend on what is shipped."""

from dataclasses import replace

from mobility_gui.training.exercise import Exercise, Joint, Kit, Muscle, Posture
from mobility_gui.training.routine import (
    Breaths,
    Group,
    Hold,
    Measure,
    Phase,
    Reps,
    Routine,
    Sides,
    Step,
    Tempo,
)

_SQUAT = Exercise(
    id="low_squat",
    name="Low squat",
    joints=(Joint.ANKLE, Joint.HIP),
    muscles=(Muscle.CALF, Muscle.QUADRICEPS),
    posture=Posture.STANDING,
    sees_screen=True,
    kit=(),
    dose=Reps(10, Tempo(2, 0, 2)),
    sides=Sides.BOTH,
    set_up="Feet as wide as the hips.",
    cue="Heels stay down. Only as deep as they let you.",
    instructions=("Stand with your feet as wide as your hips.", "Sink as deep as your heels stay down.", "Rise."),
    faults=("The heels lift.", "The trunk tips forward."),
    stop=("Stop at sharp pain in the knee.",),
    easier="Hold on to a wall and sink less deep.",
    set_up_seconds=6,
    figure="low_squat",
    note="Heels on a thin book make it easier.",
)

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for exercise in (
        _SQUAT,
        replace(
            _SQUAT,
            id="knee_to_wall",
            name="Knee to wall",
            joints=(Joint.ANKLE,),
            kit=(Kit.WALL,),
            posture=Posture.HALF_KNEELING,
            figure="knee_to_wall",
        ),
        replace(
            _SQUAT,
            id="foot_ball_roll",
            name="Foot roll",
            joints=(Joint.FOOT, Joint.ANKLE),
            muscles=(Muscle.SOLE,),
            kit=(Kit.BALL,),
            figure="foot_ball_roll",
        ),
        replace(
            _SQUAT,
            id="calf_foam_roll",
            name="Calf roll",
            joints=(Joint.ANKLE,),
            muscles=(Muscle.CALF,),
            posture=Posture.SEATED,
            kit=(Kit.ROLLER,),
            figure="calf_foam_roll",
        ),
        replace(
            _SQUAT,
            id="heel_drop",
            name="Heel drop",
            joints=(Joint.ANKLE,),
            muscles=(Muscle.CALF,),
            kit=(Kit.STEP, Kit.WALL),
            figure="heel_drop",
        ),
        replace(
            _SQUAT,
            id="half_kneeling_lunge",
            name="Ankle lunge",
            joints=(Joint.ANKLE, Joint.HIP),
            muscles=(Muscle.CALF,),
            posture=Posture.HALF_KNEELING,
            figure="half_kneeling_lunge",
        ),
        replace(
            _SQUAT,
            id="open_book",
            name="Open book",
            joints=(Joint.UPPER_BACK, Joint.SHOULDER_BLADE),
            muscles=(Muscle.BACK,),
            posture=Posture.SUPINE,
            kit=(Kit.MAT, Kit.CUSHION),
            figure=None,
            note="",
        ),
    )
}

WARM_UP = Routine(
    "warm_up_ankles",
    "Warm-up, ankles",
    Phase.BEFORE_RUN,
    Group.BEFORE_RUN,
    "Loosens feet and ankles in moving steps, light enough to do right before you run.",
    (
        Step("foot_ball_roll", Hold(30), Sides.EACH),
        Step("calf_foam_roll", Hold(30), Sides.EACH),
        Step("heel_drop", Reps(5, Tempo(2, 3, 3)), Sides.EACH),
        Step("half_kneeling_lunge", Reps(12, Tempo(1, 1, 1)), Sides.EACH),
        Step("low_squat", Reps(10, Tempo(2, 0, 2)), Sides.BOTH),
    ),
)

AFTER = Routine(
    "after_run",
    "After the run",
    Phase.AFTER_RUN,
    Group.AFTER_RUN,
    "Slow holds for the legs while they are warm.",
    (
        Step("open_book", Breaths(6), Sides.EACH, sets=2),
        Step("heel_drop", Hold(60), Sides.EACH, sets=2),
        Step("low_squat", Breaths(5), Sides.BOTH),
    ),
)

TRY_THIS = Routine(
    "ankle_try_this",
    "Ankles, try this",
    Phase.ANY_TIME,
    Group.ANKLE_WORK,
    "Measures, loosens, and measures again: a short proof for your own ankles.",
    (
        Step("knee_to_wall", Measure(), Sides.EACH),
        Step("foot_ball_roll", Hold(30), Sides.EACH),
        Step("calf_foam_roll", Hold(30), Sides.EACH),
        Step("knee_to_wall", Measure(), Sides.EACH),
    ),
)

LONG_WARM_UP = replace(
    WARM_UP,
    id="warm_up_long",
    name="Warm-up with a very long name of its own",
    steps=tuple(replace(step, dose=Hold(75)) for step in WARM_UP.steps),
)

MINE = replace(AFTER, id="hotel_room", name="Hotel room", group=Group.MINE, phase=Phase.ANY_TIME)
YOGA = replace(AFTER, id="yoga_for_runners", name="Yoga for runners", group=Group.YOGA)

ROUTINES = (WARM_UP, LONG_WARM_UP, AFTER, TRY_THIS, YOGA, MINE)
