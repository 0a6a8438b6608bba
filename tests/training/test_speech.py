from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_gui.training.cues import CueKind, moments
from mobility_gui.training.exercise import Side
from mobility_gui.training.phrases import set_up_phrase, side_phrases, vocabulary
from mobility_gui.training.plan import Plan, SpanKind, Timing, make_plan, measuring_only
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Sides, Step, Tempo
from mobility_gui.training.spans import adjusted
from mobility_gui.training.speech import GAP_MS, Saying, length_ms, sayings, tones
from mobility_gui.training.voice_level import VoiceLevel
from tests.training.examples import both, each, measuring, plan, routine
from tests.training.speech_listener import (
    SHIPPED,
    Listener,
    Voice,
    planned,
    shipped_plans,
    shipped_voice,
    slow_voice,
    spoken,
    texts,
)

ALL, NAMES, TONES = VoiceLevel


@pytest.fixture(params=["slow", "shipped"])
def voice(request: pytest.FixtureRequest) -> Voice:
    """Return a slow voice for the tightest case, and the voice of the phrase bank."""
    return slow_voice if request.param == "slow" else shipped_voice()


def clips(said: Iterable[Saying], voice: Voice) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text) of each phrase as it sounds."""
    for saying in said:
        start_ms = saying.at_ms
        for phrase in saying.phrases:
            lasts_ms = voice(phrase)
            assert lasts_ms is not None, phrase
            yield start_ms, start_ms + lasts_ms, phrase
            start_ms += lasts_ms + GAP_MS


def counted_out(plan: Plan) -> dict[int, str]:
    """Return what must be counted at which time: lead-ins and holds of 5 s and more."""
    counts: dict[int, str] = {}
    end_ms = 0
    for span in plan.spans:
        end_ms += span.duration_ms
        if (span.is_lead_in or isinstance(span.dose, Hold)) and span.duration_ms >= 5000:
            counts |= {end_ms - 3000: "three", end_ms - 2000: "two", end_ms - 1000: "one"}
    return counts


def rows(said: tuple[Saying, ...]) -> list[tuple[int, tuple[str, ...]]]:
    return [(saying.at_ms, saying.phrases) for saying in said]


def test_no_two_phrases_overlap_in_any_shipped_routine_at_any_level(voice: Voice) -> None:
    for plan_ in shipped_plans():
        for level in VoiceLevel:
            heard = list(clips(spoken(plan_, level, voice), voice))
            for (_, end_ms, first), (start_ms, _, second) in pairwise(heard):
                assert end_ms < start_ms, (plan_.routine.id, level, first, second)
            assert all(end_ms < plan_.total_ms for _, end_ms, _ in heard)


def test_each_count_of_three_begins_at_its_second_and_none_is_missing(voice: Voice) -> None:
    for plan_ in shipped_plans():
        starts = {start_ms: text for start_ms, _, text in clips(spoken(plan_, ALL, voice), voice)}
        for at_ms, count in counted_out(plan_).items():
            assert starts.get(at_ms) == count, (plan_.routine.id, at_ms)


def test_every_phrase_of_the_shipped_routines_is_in_the_vocabulary(voice: Voice) -> None:
    known = set(vocabulary(SHIPPED.exercises.values(), SHIPPED.routines.values()))
    for plan_ in shipped_plans():
        for level in VoiceLevel:
            assert known.issuperset(texts(spoken(plan_, level, voice)))


def test_a_runner_who_only_hears_the_words_knows_exercise_side_and_dose_of_every_shipped_routine(voice: Voice) -> None:
    for plan_ in shipped_plans():
        listener = Listener()
        for text in texts(spoken(plan_, ALL, voice)):
            listener.hear(text)
        assert listener.did == planned(plan_), plan_.routine.id


def test_a_runner_who_only_hears_the_words_knows_what_the_measurement_alone_asks_for(voice: Voice) -> None:
    plan_ = make_plan(measuring_only(), SHIPPED.exercises, Timing())
    listener = Listener()
    for text in texts(spoken(plan_, ALL, voice)):
        listener.hear(text)
    assert listener.did == planned(plan_) == [("Knee to wall", Side.BOTH, Measure(3))]


def test_the_names_level_says_names_sides_and_measure_and_nothing_else(voice: Voice) -> None:
    listener = Listener()
    for plan_ in shipped_plans():
        said = [
            text if text in listener.names else str(listener.sides.get(text, text)).capitalize()
            for text in texts(spoken(plan_, NAMES, voice))
        ]
        expected: list[str] = []
        for lead in plan_.spans:
            if lead.kind is SpanKind.SET_UP:
                expected.append(lead.exercise.name)
            if lead.kind in {SpanKind.SET_UP, SpanKind.SWITCH} and lead.side is not Side.BOTH:
                expected.append(lead.side.capitalize())
            if lead.kind is SpanKind.MEASURE:
                expected.append("Measure")
        assert said == expected


def test_the_tones_level_says_nothing() -> None:
    plan_ = plan(each(Hold(30)), measuring())
    assert not spoken(plan_, TONES, slow_voice)


def test_a_whole_step_is_said_in_this_order() -> None:
    plan_ = plan(each(Hold(30), sets=2), timing=Timing(lead_in_seconds=12))
    said = [sayings(plan_.spans, index, ALL, slow_voice) for index in range(4)]
    assert rows(said[0]) == [
        (300, ("Calf", "Left side", "Set 1 of 2")),
        (300 + 510 + 120 + 835 + 120 + 900 + 250, ("Get there.",)),
        (9000, ("three",)),
        (10_000, ("two",)),
        (11_000, ("one",)),
    ]
    assert rows(said[1]) == [
        (450, ("30 seconds",)),
        (15_000, ("Halfway",)),
        (27_000, ("three",)),
        (28_000, ("two",)),
        (29_000, ("one",)),
    ]
    assert rows(said[2])[0] == (300, ("Switch", "Right side"))
    assert said[3] == said[1]


def test_when_there_is_no_room_the_least_important_is_dropped_first() -> None:
    def head(seconds: int) -> tuple[str, ...]:
        step = Step("calf", Hold(30), Sides.LEFT, 2, set_up_seconds=seconds)
        said = sayings(plan(step).spans, 0, ALL, slow_voice)
        return tuple(text for text in texts(said) if text not in {"three", "two", "one"})

    assert head(8) == ("Calf", "Left side", "Set 1 of 2", "Get there.")
    assert head(6) == ("Calf", "Left side", "Get there.")
    assert head(5) == ("Calf", "Left side")
    assert head(1) == ("Calf",)
    assert head(0) == ()


def test_the_side_is_known_before_the_start_in_every_shipped_set_up() -> None:
    voice = shipped_voice()
    for routine_ in SHIPPED.routines.values():
        plan_ = make_plan(routine_, SHIPPED.exercises, Timing())
        for index, span in enumerate(plan_.spans):
            if span.kind is SpanKind.SET_UP:
                for level in (ALL, NAMES):
                    told = texts(sayings(plan_.spans, index, level, voice))
                    sides = side_phrases(span.side, span.exercise.side_words)
                    assert not sides or set(sides) & set(told), (plan_.routine.id, span.exercise.name)


def test_every_shipped_set_up_line_is_said_in_full_before_the_start_with_time_left_to_follow_it() -> None:
    """The first lead-in, whose length is the runner's own, leaves the least time; the count is part of that time."""
    voice = shipped_voice()
    for plan_ in shipped_plans([Timing()]):
        for index, span in enumerate(plan_.spans):
            if span.kind is SpanKind.SET_UP:
                line = set_up_phrase(span.exercise, span.side)
                heard = clips(sayings(plan_.spans, index, ALL, voice), voice)
                ends_ms = [end_ms for _, end_ms, text in heard if text == line]
                assert ends_ms, (plan_.routine.id, span.exercise.name)
                left_ms = span.duration_ms - ends_ms[0]
                assert left_ms >= (3000 if index == 0 else 4000), (plan_.routine.id, span.exercise.name, left_ms)


def test_a_set_up_line_that_names_the_side_to_lie_on_is_said_again_at_the_switch() -> None:
    spans = make_plan(SHIPPED.routines["post_run_static"], SHIPPED.exercises, Timing()).spans
    ways_in = [index for index, span in enumerate(spans) if span.is_lead_in and span.exercise.id == "open_book"]
    assert [texts(sayings(spans, index, ALL, shipped_voice()))[:-3] for index in ways_in] == [
        ["Open book", "Left arm on top", "6 reps", "Lie on your right side, knees bent, arms out in front."],
        ["Switch", "Right arm on top", "6 reps", "Lie on your left side, knees bent, arms out in front."],
    ]


def test_how_to_leave_a_pose_with_care_is_said_before_anything_else() -> None:
    spans = make_plan(SHIPPED.routines["yoga_for_runners"], SHIPPED.exercises, Timing()).spans
    careful = [index for index, span in enumerate(spans) if span.exercise.way_out and span.kind is SpanKind.WORK]
    after = [texts(sayings(spans, index + 1, ALL, shipped_voice()))[:2] for index in careful]
    assert after == [
        ["Come up slowly.", "Switch"],
        ["Come up slowly.", "Reclined hero"],
        ["Come up on your hands. Shake out your legs.", "Bridge"],
    ]
    assert spans[careful[0]].exercise.way_out not in texts(sayings(spans, careful[0] + 1, NAMES, shipped_voice()))


def test_the_first_measurement_is_explained_and_the_next_one_is_only_named() -> None:
    spans = plan(measuring(), both(Hold(30)), measuring()).spans
    assert texts(sayings(spans, 0, ALL, slow_voice)) == [
        *("Measure", "Knee to wall", "One practice, then three tries a side"),
        *("Get there.", "Keep your heel down. Stop at any discomfort."),
    ]
    assert texts(sayings(spans, len(spans) - 1, ALL, slow_voice)) == ["Measure again"]


def test_a_change_of_direction_takes_the_place_of_the_count_half_way() -> None:
    step = Step("ankle_circles", Reps(6, Tempo(1, 0, 1)), Sides.LEFT)
    said = sayings(make_plan(routine(step), SHIPPED.exercises, Timing()).spans, 1, ALL, slow_voice)
    assert texts(said) == ["two", "three", "Change direction", "five", "Last one"]
    assert said[2].at_ms == 6000


def test_the_side_is_shortened_before_the_set_up_line_or_the_name_is_dropped() -> None:
    line = "On your back, ankle over the other knee, pull that thigh in."
    sided = replace(SHIPPED.exercises["figure_four"], set_up=line, side_words="ankle on top")

    def head(seconds: int) -> list[str]:
        step = Step("figure_four", Hold(30), Sides.LEFT, set_up_seconds=seconds)
        spans = make_plan(routine(step), {"figure_four": sided}, Timing()).spans
        return [text for text in texts(sayings(spans, 0, ALL, slow_voice)) if text not in {"three", "two", "one"}]

    assert head(15) == ["Figure four", "Left ankle on top", line]
    assert head(10) == ["Figure four", "Left", line]
    assert head(7) == ["Figure four", "Left ankle on top"]
    assert head(5) == ["Figure four", "Left"]


@pytest.mark.parametrize(("seconds", "first"), [(0, ("Calf", "Left side", "10 reps")), (1, ("Left side", "10 reps"))])
def test_what_the_set_up_had_no_room_for_is_said_at_the_start(seconds: int, first: tuple[str, ...]) -> None:
    step = Step("calf", Reps(10, Tempo(2, 2, 2)), Sides.LEFT, set_up_seconds=seconds)
    said = sayings(plan(step).spans, 1, ALL, slow_voice)
    assert said[0] == Saying(450, first)


def test_work_without_a_lead_in_says_its_name_and_side_itself() -> None:
    spans = plan(each(Hold(30))).spans[1:]
    assert sayings(spans, 0, ALL, slow_voice)[0] == Saying(450, ("Calf", "Left side", "30 seconds"))
    assert sayings(spans, 0, NAMES, slow_voice) == (Saying(450, ("Calf", "Left side")),)


def test_if_only_the_dose_fits_into_a_short_hold_it_alone_is_said() -> None:
    step = Step("calf", Hold(5), Sides.LEFT, set_up_seconds=0)
    assert sayings(plan(step).spans, 1, ALL, lambda phrase: 400 + 65 * len(phrase))[0] == Saying(450, ("5 seconds",))


def test_a_set_up_line_that_had_no_room_is_said_early_in_the_first_hold_only() -> None:
    spans = plan(Step("calf", Hold(30), Sides.EACH, set_up_seconds=5)).spans
    assert Saying(2500, ("Get there.",)) in sayings(spans, 1, ALL, slow_voice)
    assert "Get there." not in texts(sayings(spans, 3, ALL, slow_voice))
    assert "Get there." not in texts(sayings(spans, 1, NAMES, slow_voice))


def test_a_rest_says_which_set_comes_and_needs_no_name() -> None:
    spans = plan(both(Breaths(3), sets=3)).spans
    assert sayings(spans, 2, ALL, slow_voice)[0] == Saying(300, ("Rest", "Set 2 of 3"))
    assert sayings(spans, 3, ALL, slow_voice)[0] == Saying(450, ("Breathe in", "3 breaths"))
    assert sayings(spans, 2, NAMES, slow_voice) == ()


def test_the_first_breath_is_spoken_and_the_others_are_counted() -> None:
    spans = plan(both(Breaths(4))).spans
    said = sayings(spans, 1, ALL, slow_voice)
    assert rows(said) == [
        (450, ("Breathe in", "4 breaths")),
        (5000, ("Breathe out",)),
        (11_600, ("two",)),
        (21_600, ("three",)),
        (31_600, ("Last breath",)),
    ]
    risings = [at_ms for at_ms, kind in tones(spans[1], said) if kind is CueKind.BREATHE_IN]
    assert risings == [10_000, 20_000, 30_000]


def test_repetitions_are_counted_as_they_begin_and_the_first_one_explains_its_tones() -> None:
    spans = plan(both(Reps(4, Tempo(2, 3, 3)))).spans
    assert texts(sayings(spans, 0, ALL, slow_voice))[:2] == ["Calf", "4 reps"]
    assert rows(sayings(spans, 1, ALL, slow_voice)) == [
        (400, ("Down",)),
        (2400, ("Hold",)),
        (5400, ("Up",)),
        (8000, ("two",)),
        (16_000, ("three",)),
        (24_000, ("Last one",)),
    ]


def test_a_dose_that_the_lead_in_had_no_room_for_is_said_in_the_first_repetition() -> None:
    spans = plan(Step("calf", Reps(4, Tempo(2, 3, 3)), Sides.BOTH, set_up_seconds=2)).spans
    assert "4 reps" not in texts(sayings(spans, 0, ALL, slow_voice))
    assert rows(sayings(spans, 1, ALL, slow_voice))[:2] == [(450, ("4 reps",)), (2400, ("Hold",))]


def test_the_next_side_is_said_with_its_repetitions() -> None:
    spans = plan(Step("calf", Reps(4, Tempo(2, 0, 2)), Sides.EACH, switch_seconds=8)).spans
    assert sayings(spans, 2, ALL, slow_voice)[0] == Saying(300, ("Switch", "Right side", "4 reps"))
    assert sayings(spans, 3, ALL, slow_voice)[0] == Saying(400, ("Down",))


def test_a_part_of_a_repetition_that_is_too_short_for_its_word_has_none() -> None:
    step = Step("leg_swing_front", Reps(5, Tempo(1, 0, 1)), Sides.LEFT)
    spans = make_plan(routine(step), SHIPPED.exercises, Timing(lead_in_seconds=20)).spans
    assert rows(sayings(spans, 1, ALL, slow_voice))[:2] == [(1400, ("Back",)), (2000, ("two",))]


def test_fast_repetitions_are_counted_once_the_dose_is_said() -> None:
    spans = plan(Step("calf", Reps(5, Tempo(1, 0, 0)), Sides.BOTH, set_up_seconds=2)).spans
    assert rows(sayings(spans, 1, ALL, slow_voice)) == [
        (450, ("5 reps",)),
        (2000, ("three",)),
        (3000, ("four",)),
        (4000, ("Last one",)),
    ]


def test_repetitions_at_ones_own_pace_are_not_counted_but_the_voice_says_how_to_continue() -> None:
    spans = plan(both(Reps(1))).spans
    assert rows(sayings(spans, 1, ALL, slow_voice)) == [(450, ("1 rep", "At your own pace", "Press space when done"))]


def test_the_last_ten_seconds_are_announced_only_if_the_runner_cannot_see_the_screen() -> None:
    def told(exercise: str, seconds: int) -> list[int]:
        laid_out = make_plan(routine(Step(exercise, Hold(seconds), Sides.BOTH)), SHIPPED.exercises, Timing())
        said = sayings(laid_out.spans, 1, ALL, slow_voice)
        return [saying.at_ms for saying in said if saying.phrases == ("10 seconds left",)]

    assert told("childs_pose", 45) == [35_000]
    assert told("childs_pose", 60) == [50_000]
    assert told("childs_pose", 30) == []
    assert told("low_squat", 60) == []


def test_half_way_is_not_said_if_it_was_said_before_or_is_not_wanted() -> None:
    spans = plan(both(Hold(30))).spans
    assert "Halfway" in texts(sayings(spans, 1, ALL, slow_voice))
    assert "Halfway" not in texts(sayings(spans, 1, ALL, slow_voice, half_way=False))


def test_an_exercise_without_a_clip_of_its_name_is_called_the_next_exercise() -> None:
    def voice(phrase: str) -> int | None:
        return None if phrase in {"Calf", "calf", "Get there."} else slow_voice(phrase)

    spans = plan(each(Hold(30)), timing=Timing(lead_in_seconds=10)).spans
    assert sayings(spans, 0, ALL, voice)[0] == Saying(100, ("Next exercise", "Left side"))
    assert "Get there." not in texts(sayings(spans, 1, ALL, voice))
    assert sayings(spans, 0, ALL, lambda _: None) == ()


def test_a_limb_without_a_clip_is_called_the_side() -> None:
    def voice(phrase: str) -> int | None:
        return None if phrase.endswith(" leg back") else slow_voice(phrase)

    spans = make_plan(routine(Step("wall_calf_bent", Hold(30), Sides.EACH)), SHIPPED.exercises, Timing()).spans
    assert "Left side" in texts(sayings(spans, 0, ALL, voice))
    assert texts(sayings(spans, 1, ALL, voice))[0] == "30 seconds"
    assert texts(sayings(spans, 2, NAMES, voice)) == ["Right side"]


def test_when_a_span_is_made_longer_what_has_begun_is_neither_cut_nor_said_twice(voice: Voice) -> None:
    for plan_ in shipped_plans([Timing(lead_in_seconds=5, switch_seconds=5)]):
        for index, span in enumerate(plan_.spans):
            longer = adjusted(span, 1, 0)
            if longer is None:
                continue
            spans = (*plan_.spans[:index], longer, *plan_.spans[index + 1 :])
            line = set_up_phrase(span.exercise, span.side)  # may be said again if the lead-in itself was made longer
            once = {span.exercise.name, *side_phrases(span.side, span.exercise.side_words)}
            once |= set() if span.is_lead_in else {line}
            told = False
            for begun in sayings(plan_.spans, index, ALL, voice):
                told = told or "Halfway" in begun.phrases
                end_ms = begun.at_ms + (length_ms(begun.phrases, voice) or 0)
                anew = sayings(spans, index, ALL, voice, half_way=not told)
                later = [saying for saying in anew if saying.at_ms > begun.at_ms]
                if begun.phrases not in {("three",), ("two",), ("one",)} and not (
                    span.is_lead_in and line in begun.phrases
                ):
                    assert all(saying.at_ms > end_ms for saying in later), (plan_.routine.id, begun)
                assert not once.intersection(begun.phrases, texts(later)), (plan_.routine.id, begun)


def test_a_spoken_cue_takes_the_place_of_its_tone_and_start_and_end_always_sound() -> None:
    spans = plan(each(Hold(30))).spans

    def left(index: int, level: VoiceLevel) -> list[CueKind]:
        return [kind for _, kind in tones(spans[index], sayings(spans, index, level, slow_voice))]

    count = [CueKind.THREE, CueKind.TWO, CueKind.ONE]
    assert left(0, ALL) == left(2, ALL) == []
    assert left(0, NAMES) == left(2, NAMES) == count
    assert left(2, TONES) == [CueKind.SWITCH, *count]
    assert left(1, ALL) == [CueKind.START, CueKind.END]
    assert left(1, NAMES) == [CueKind.START, CueKind.HALF_WAY, *count, CueKind.END]


def test_a_count_takes_the_place_of_the_tone_it_begins_with_only_and_only_where_it_is_said() -> None:
    spans = plan(both(Reps(3, Tempo(2, 0, 2)))).spans
    said = sayings(spans, 1, ALL, slow_voice)
    assert [at_ms for at_ms, kind in tones(spans[1], said) if kind is CueKind.REP_UP] == [2000, 6000, 10_000]
    assert CueKind.REP_DOWN not in [kind for _, kind in tones(spans[1], said)]
    assert tones(spans[1], ()) == moments(spans[1])


def test_the_dose_replaces_no_tone_of_the_first_repetition() -> None:
    spans = plan(both(Reps(2, Tempo(1, 0, 1)))).spans
    heard = tones(spans[1], sayings(spans, 1, ALL, slow_voice))
    assert heard[:2] == ((0, CueKind.START), (1000, CueKind.REP_UP))


def test_no_saying_covers_the_beginning_of_a_tone_that_announces_a_change(voice: Voice) -> None:
    for plan_ in shipped_plans():
        for index, span in enumerate(plan_.spans):
            for level in (ALL, NAMES):
                said = sayings(plan_.spans, index, level, voice)
                heard = list(clips(said, voice))
                for at_ms, kind in tones(span, said):
                    if kind not in {CueKind.REP_DOWN, CueKind.REP_HOLD, CueKind.REP_UP}:
                        covered = [text for start, end, text in heard if start < at_ms + 350 and end > at_ms]
                        assert not covered, (plan_.routine.id, kind, covered)


DOSES: st.SearchStrategy[Dose] = st.one_of(
    st.integers(5, 600).map(Hold),
    st.integers(1, 60).map(Breaths),
    st.builds(Reps, st.integers(1, 100), st.builds(Tempo, st.integers(1, 5), st.integers(0, 5), st.integers(0, 5))),
)

STEPS = st.builds(
    Step,
    st.just("calf"),
    DOSES,
    st.sampled_from(Sides),
    st.integers(1, 10),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 300),
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEPS, min_size=1, max_size=2), letter_ms=st.integers(20, 150), level=st.sampled_from(VoiceLevel))
def test_nothing_overlaps_in_any_routine_a_runner_can_write(
    steps: list[Step], letter_ms: int, level: VoiceLevel
) -> None:
    plan_ = plan(*steps)

    def voice(phrase: str) -> int:
        return letter_ms * len(phrase)

    heard = list(clips(spoken(plan_, level, voice), voice))
    for (_, end_ms, first), (start_ms, _, second) in pairwise(heard):
        assert end_ms < start_ms, (first, second)
