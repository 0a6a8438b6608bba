"""Real keys and clicks on a real X server: held down, doubled, and from keyboards of eleven countries."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Screen
from tests.whole.hands import LAYOUTS, Hands, Seen, at_the_program, busy_loop
from tests.whole.key_table import MEASURING, STAGE, WINDOW, try_keys

pytestmark = pytest.mark.prove

TIMES = 20
HOLD_SECONDS = 2.0
WITHIN_SECONDS = 10.0

HELD = {
    "space": ("paused by runner", "SessionResumed"),
    "XF86AudioPlay": ("paused by runner", "SessionResumed"),
    "N": ("SpanEnded",),
    "P": ("SpanEnded",),
    "X": ("discomfort",),
    "R": ("SpanEnded",),
    "V": ("settings",),
    "M": ("settings",),
}
"""Each key, and what is told of each of its effects."""


@pytest.mark.parametrize("key", HELD)
def test_a_key_held_down_for_two_seconds_beside_a_busy_program_acts_once(
    xvfb: Screen, tmp_path: Path, key: str
) -> None:
    def effects(seen: Seen) -> int:
        return sum(seen["told"].get(name, 0) for name in HELD[key])

    counts = []
    with at_the_program(xvfb, tmp_path) as hands, busy_loop():
        hands.start()
        hands.press("N")
        hands.see(lambda seen: seen["at"][0] == 1, "the first exercise")
        for _ in range(TIMES):
            before = hands.look()
            hands.hold(key, HOLD_SECONDS)
            hands.press("plus")  # told after everything that the held key did
            adjusted = before["told"].get("SpanAdjusted", 0) + 1
            after = hands.see(partial(is_told, "SpanAdjusted", adjusted), "15 s more")
            counts.append(effects(after) - effects(before))
    print(f"{key} held for {HOLD_SECONDS} s, {TIMES} times: effects {counts}")
    assert counts == [1] * TIMES


def is_told(name: str, times: int, seen: Seen) -> bool:
    return bool(seen["told"].get(name) == times)


def fresh(seen: Seen) -> bool:
    """A measuring page on which nothing was pressed."""
    return bool(seen["page"] == "MEASURING" and not any(seen["typed"]) and seen["said"].startswith("Type"))


def led(seen: Seen) -> bool:
    """A session that has begun and in which nothing was pressed; it pauses by itself when the machine stalls."""
    return bool(seen["page"] == "VIEW") and not any(seen["told"].get(name) for name in ("paused by runner", "skipped"))


def away(seen: Seen) -> bool:
    """The window without a stage."""
    return bool(seen["page"] == "" and seen["phase"] == "")


def doubled(hands: Hands, word: str, apart_ms: int, wanted: Callable[[Seen], bool]) -> None:
    """Double-click a button, and see that after a moment all is as one click leaves it."""
    before = hands.look()["page"]
    hands.click(word, times=2, apart_ms=apart_ms)
    hands.see(lambda seen: seen["page"] != before, f"another page after {word}")
    seen = hands.settle()
    assert wanted(seen), (word, apart_ms, seen)
    print(f"double click, {apart_ms} ms apart, on {word!r}: harmless")


@pytest.mark.parametrize("apart_ms", [30, 90, 180, 300, 400])
def test_double_clicks_on_every_button_that_opens_a_stage_are_harmless(
    xvfb: Screen, tmp_path: Path, apart_ms: int
) -> None:
    with busy_loop():
        with at_the_program(xvfb, tmp_path / "led") as hands:
            doubled(hands, "Start", apart_ms, led)
        with at_the_program(xvfb, tmp_path / "led") as hands:
            doubled(hands, "Resume", apart_ms, led)
            hands.press("Escape", "Escape")
            hands.click("End session")
            hands.see(lambda seen: seen["page"] == "DONE", "the end")
            hands.settle()
            doubled(hands, "Close", apart_ms, away)
            doubled(hands, "Mat check", apart_ms, lambda seen: seen["mat"] == "Read this")
            hands.press("Escape")
            hands.see(away, "the routines")
            hands.settle()
            hands.press("ctrl+3")
            hands.see(lambda seen: seen["place"] == "Settings", "Settings")
            doubled(hands, "Mat check", apart_ms, lambda seen: seen["mat"] == "Read this")
        with at_the_program(xvfb, tmp_path / "measured", "single", measure_first=True) as hands:
            doubled(hands, "Start", apart_ms, fresh)
            hands.press("9", "Return")
            hands.see(lambda seen: seen["typed"][0] == "9.0", "the first trial")
            doubled(hands, "Save and start", apart_ms, led)
            hands.press("N")
            hands.see(lambda seen: seen["at"][1] == "work", "the exercise")
            hands.hold("V", HOLD_SECONDS)  # a hold of less than a second is followed by no measurement
            hands.press("Escape", "Escape")
            hands.click("End session")
            hands.see(lambda seen: seen["page"] == "DONE", "the end")
            hands.settle()
            doubled(hands, "Measure", apart_ms, fresh)
        with at_the_program(xvfb, tmp_path / "new") as hands:
            hands.press("ctrl+2")
            hands.see(lambda seen: seen["place"] == "Progress", "Progress")
            doubled(hands, "Measure now", apart_ms, fresh)


@pytest.mark.parametrize("measure_first", [False, True])
def test_return_pressed_twice_starts_and_does_nothing_more(
    xvfb: Screen, tmp_path: Path, *, measure_first: bool
) -> None:
    with busy_loop(), at_the_program(xvfb, tmp_path, measure_first=measure_first) as hands:
        hands.press("Return", "Return")
        hands.see(lambda seen: seen["page"] != "", "the stage")
        seen = hands.settle()
        assert fresh(seen) if measure_first else led(seen)
        if measure_first:
            hands.press("7")
            hands.see(lambda seen: seen["typed"][0] == "7", "a digit in the first field")


def test_every_key_acts_on_every_keyboard(xvfb: Screen, tmp_path: Path) -> None:
    rows = {"window": WINDOW, "stage": STAGE, "measuring": MEASURING}
    table: dict[tuple[str, str], dict[str, bool]] = {}
    for layout in LAYOUTS:
        for where, name, acts in try_keys(xvfb, tmp_path / layout, layout, rows, within=WITHIN_SECONDS):
            table.setdefault((where, name), {})[layout] = acts
    print()
    print(f"{'where':10}{'key':16}" + "".join(f"{layout:>8}" for layout in LAYOUTS))
    for (where, name), found in table.items():
        print(f"{where:10}{name:16}" + "".join(f"{'yes' if found[layout] else 'NO':>8}" for layout in LAYOUTS))
    assert [(key, layout) for key, found in table.items() for layout, acts in found.items() if not acts] == []
