"""Moments of the shipped routines, the stage painted without a window, and what can be measured in the picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from mobility_gui.library.library import Library, load_library
from mobility_gui.paths import resources
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import SpanKind, Timing, make_plan
from mobility_gui.training.session import Running, Session, Waiting, begin
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.movement import Held
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import OTHERS, PAUSE, Ribbon, Ring, StageContent, StageState, content_of
from mobility_gui.ui.stage.stage_view import StageView

EVENING = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)

SIZES = ((900, 600), (1280, 800), (1366, 768), (1920, 1080))
"""Device-independent pixels; 3840x2160 at 200 % is the last of them."""

_NEAR = 40
"""Greatest distance of a colour, summed over red, green and blue, that still counts as that colour."""


@cache
def library() -> Library:
    """Everything that is shipped."""
    return load_library([resources() / "exercises", resources() / "routines"], [])


def at(session: Session, index: int, elapsed_ms: int) -> Session:
    """The session as it stands so far into one of its spans."""
    span = session.spans[index]
    phase = Waiting(0) if span.waits else Running(span.duration_ms)
    return replace(session, index=index, phase=phase, seen_ms=elapsed_ms)


def moments() -> Iterator[Session]:
    """Start, middle and last millisecond of every span of every shipped routine, the tighter side first too."""
    for routine in library().routines.values():
        for tighter in (None, Side.RIGHT):
            session = begin(make_plan(routine, library().exercises, Timing(), tighter=tighter))
            for index, span in enumerate(session.spans):
                if span.kind is not SpanKind.MEASURE:
                    for elapsed_ms in (0, span.duration_ms // 2, span.duration_ms - 1):
                        yield at(session, index, elapsed_ms)


@cache
def shown_moments() -> tuple[StageContent, ...]:
    """What the stage shows at all `moments`."""
    return tuple(content_of(session, EVENING) for session in moments())


def hold(**changes: object) -> StageContent:
    """A hold in the middle of a session, with `changes`."""
    content = StageContent(
        state=StageState.WORK,
        works=True,
        number="24",
        of="",
        name="Ankle lunge",
        side=Side.LEFT,
        movement=Held(6000),
        word="Hold",
        detail="",
        cue="Knee past the toes, heel stays heavy.",
        dial=Ring(0.8),
        exercise=library().exercises["half_kneeling_lunge"],
        ribbon=Ribbon((40, 40, 60), 1, 0.2),
        left="5:10",
        ends="07:08",
        controls=(PAUSE, *OTHERS),
    )
    return replace(content, **changes)  # type: ignore[arg-type]  # the caller's names are the fields'


def view(theme: Theme | None = None, *, size: tuple[int, int] = (1280, 800), larger: bool = False) -> StageView:
    """A stage that stands still, with the shipped drawings."""
    theme = theme or Theme(Look.LIGHT)
    made = StageView(theme, Figures(resources() / "figures", theme).of, OwnPictures(Path("nowhere")))
    made.set_look(larger_digits=larger, reduce_motion=True)
    made.resize(*size)
    return made


def picture(stage: StageView, content: StageContent) -> QImage:
    """What the stage paints for this moment."""
    stage.show_content(content)
    return stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a colour was found, in pixels of the picture."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1


def find(image: QImage, color: str, area: QRect) -> Found | None:
    """The bounds of what is painted in a colour within an area."""
    part = image.copy(area.intersected(image.rect()))
    wanted = QColor(color)
    target = wanted.red(), wanted.green(), wanted.blue()
    data = bytes(part.constBits())
    width, stride = part.width(), part.bytesPerLine()
    xs: set[int] = set()
    ys: set[int] = set()
    for y in range(part.height()):
        row = data[y * stride : y * stride + 4 * width]
        for x in range(width):
            blue, green, red = row[4 * x], row[4 * x + 1], row[4 * x + 2]
            if abs(red - target[0]) + abs(green - target[1]) + abs(blue - target[2]) <= _NEAR:
                xs.add(x)
                ys.add(y)
    if not xs:
        return None
    offset = area.intersected(image.rect()).topLeft()
    return Found(min(xs) + offset.x(), min(ys) + offset.y(), max(xs) + offset.x(), max(ys) + offset.y())


@dataclass(frozen=True, slots=True)
class CapHeights:
    """Heights of the capitals on the stage as parts of the window's height."""

    number: float
    name: float
    side: float
    cue: float


def cap_heights(theme: Theme, size: tuple[int, int] = (1280, 800)) -> CapHeights:
    """Measured in a painted picture of letters that are as high as a capital."""
    stage = view(theme, size=size)
    image = picture(stage, hold(number="1", name="HEEL", cue="HEEL", side=Side.RIGHT))
    width, height = size
    tokens = theme.tokens

    def part(color: str, area: QRect) -> float:
        found = find(image, color, area)
        return found.height / height if found else 0.0

    half = width // 2
    return CapHeights(
        number=part(tokens.work.strong, QRect(0, int(0.20 * height), half // 2, int(0.36 * height))),
        name=part(tokens.ink, QRect(0, 0, half, int(0.19 * height))),
        side=part(tokens.work.field, _flag_word(stage)),
        cue=part(tokens.ink, QRect(0, int(0.66 * height), half, int(0.22 * height))),
    )


def _flag_word(stage: StageView) -> QRect:
    """The part of the right flag that holds its word, without the arrow."""
    layout = stage._layout
    flag = layout.flag(stage._theme, Side.RIGHT)
    word, arrow = layout.flag_parts(flag, Side.RIGHT)
    return QRect(int(word.left()) - 2, int(flag.top()) + 3, int(arrow.left() - word.left()) - 4, int(flag.height()) - 6)
