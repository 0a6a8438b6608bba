"""Every key that the README promises, what is to be seen when it acts, and a table of where it does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Screen
from tests.whole.hands import Hands, Seen, at_the_program

Change = Callable[[Seen, Seen], bool]


def told(word: str) -> Change:
    """Return whether one more event of this name was told."""

    def change(before: Seen, now: Seen) -> bool:
        return bool(now["told"].get(word, 0) == before["told"].get(word, 0) + 1)

    return change


def changed(name: str) -> Change:
    def change(before: Seen, now: Seen) -> bool:
        return bool(now[name] != before[name])

    return change


def becomes(name: str, value: object) -> Change:
    def change(_before: Seen, now: Seen) -> bool:
        return bool(now[name] == value)

    return change


def _goes_on(before: Seen, now: Seen) -> bool:
    return bool(now["at"][0] == before["at"][0] + 1)


def _longer(before: Seen, now: Seen) -> bool:
    return bool(now["at"][2] == before["at"][2] + 15_000)


def _shorter(before: Seen, now: Seen) -> bool:
    return bool(now["at"][2] == before["at"][2] - 15_000)


def _typed(place: int, text: str) -> Change:
    def change(_before: Seen, now: Seen) -> bool:
        return bool(now["typed"][place] == text)

    return change


def _marked(fault: str | None) -> Change:
    def change(_before: Seen, now: Seen) -> bool:
        return bool(now["faults"][0] == fault)

    return change


def _asked(_before: Seen, now: Seen) -> bool:
    return bool(now["page"] == "MEASURING" and now["asked"])


@dataclass(frozen=True, slots=True)
class Row:
    """What the README calls it, the keys to press, and the change that must be seen."""

    name: str
    keys: tuple[str, ...]
    change: Change


WINDOW = (
    Row("Ctrl+2", ("ctrl+11",), becomes("place", "Progress")),
    Row("Ctrl+3", ("ctrl+12",), becomes("place", "Settings")),
    Row("Ctrl+1", ("ctrl+10",), becomes("place", "Routines")),
)
"""With the codes of the keys on which 1, 2 and 3 are printed on all these keyboards."""

STAGE = (
    Row("Space", ("space",), changed("phase")),
    Row("media play", ("XF86AudioPlay",), changed("phase")),
    Row("media pause", ("XF86AudioPause",), changed("phase")),
    Row("Right", ("Right",), _goes_on),
    Row("N", ("N",), _goes_on),
    Row("Page Down", ("Next",), _goes_on),
    Row("media next", ("XF86AudioNext",), _goes_on),
    Row("Left", ("Left",), told("repeated")),
    Row("P", ("P",), told("repeated")),
    Row("Page Up", ("Prior",), told("repeated")),
    Row("media previous", ("XF86AudioPrev",), told("repeated")),
    Row("Up", ("Up",), _longer),
    Row("+", ("plus",), _longer),
    Row("Down", ("Down",), _shorter),
    Row("-", ("minus",), _shorter),
    Row("R", ("R",), told("repeated")),
    Row("X", ("X",), told("discomfort")),
    Row("V", ("V",), changed("voice")),
    Row("M", ("M",), changed("muted")),
    Row("F", ("F",), changed("full_screen")),
    Row("F11", ("F11",), changed("full_screen")),
    Row("I", ("I",), becomes("dialog", "Low squat")),
    Row("?", ("question",), becomes("dialog", "Keys")),
    Row("F1", ("F1",), becomes("dialog", "Keys")),
    Row("Esc", ("Escape",), becomes("phase", "Paused")),
    Row("Esc twice", ("Escape", "Escape"), becomes("dialog", "End this session?")),
    Row("Ctrl+Q", ("ctrl+Q",), becomes("dialog", "Close the program?")),
)

MEASURING = (
    Row("1 0 . 5", ("1", "0", "period", "5"), _typed(0, "10.5")),
    Row("H", ("H",), _marked("heel_lifted")),
    Row("F", ("F",), _marked("foot_turned")),
    Row("P", ("P",), _marked("pain")),
    Row("P again", ("P",), _marked(None)),
    Row("Up", ("Up",), _typed(0, "11.0")),
    Row("Down", ("Down",), _typed(0, "10.5")),
    Row("Enter 9", ("Return", "9"), _typed(1, "9")),
    Row("N asks", ("N",), _asked),
    Row("F1", ("F1",), becomes("dialog", "Keys")),
    Row("F11", ("F11",), changed("full_screen")),
    Row("Esc", ("Escape",), becomes("dialog", "End this session?")),
    Row("N, N", ("N", "N"), becomes("page", "VIEW")),
)


def try_keys(
    screen: Screen, data: Path, layout: str, rows: Mapping[str, Iterable[Row]], *, within: float
) -> Iterator[tuple[str, str, bool]]:
    """Try keys with one keyboard; yield where it was, the name of the key, and whether it did what it should."""
    with at_the_program(screen, data / "stage") as hands:
        hands.choose_keyboard(layout)
        for row in rows.get("window", ()):
            yield "window", row.name, _acts(hands, row, within)
        hands.start()
        for row in rows.get("stage", ()):
            _be_led_on(hands)
            yield "stage", row.name, _acts(hands, row, within)
    with at_the_program(screen, data / "measuring", measure_first=True) as hands:
        hands.choose_keyboard(layout)
        hands.start()
        for row in rows.get("measuring", ()):
            _close_dialogs(hands)
            yield "measuring", row.name, _acts(hands, row, within)


def _acts(hands: Hands, row: Row, within: float) -> bool:
    before = hands.look()
    hands.press(*row.keys)
    try:
        hands.see(lambda now: row.change(before, now), row.name, within=within)
    except AssertionError:
        return False
    return True


def _close_dialogs(hands: Hands) -> None:
    if hands.look()["dialog"]:
        hands.press("Escape")
        hands.see(lambda seen: not seen["dialog"], "the dialog closed")
        hands.focus()
    if hands.look()["full_screen"]:
        hands.press("F11")
        hands.see(lambda seen: not seen["full_screen"], "the window as it was")


def _be_led_on(hands: Hands) -> None:
    _close_dialogs(hands)
    if hands.look()["phase"] == "Paused":
        hands.press("space")
        hands.see(lambda seen: seen["phase"] == "Running", "the session resumed")
