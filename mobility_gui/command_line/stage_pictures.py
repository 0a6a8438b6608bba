"""Saves pictures of the stage from a rehearsal, so that the main job can be looked at on any machine."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mobility_gui.paths import resources
from mobility_gui.settings import Look
from mobility_gui.system import wall_clock
from mobility_gui.training.event import Event, SpanStarted
from mobility_gui.training.plan import SpanKind
from mobility_gui.training.session import Session
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import content_of
from mobility_gui.ui.stage.stage_view import StageView

SIZE = (1280, 800)

INTO = 0.4
"""How far into each span its picture is taken, as a part of it."""


class StagePictures:
    """One picture for each span that is not a measurement, as PNG files numbered in their order."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.count = 0
        self._folder = folder
        app = QApplication.instance()
        self._app = app if isinstance(app, QApplication) else QApplication(["mobility-gui"])
        self._theme = Theme(Look.LIGHT)
        self._theme.apply(self._app)
        figures = Figures(resources() / "figures", self._theme)
        self._view = StageView(self._theme, figures.of, OwnPictures(folder / "own"))
        self._view.set_look(larger_digits=False, reduce_motion=True)
        self._view.resize(*SIZE)

    def take(self, session: Session, event: Event) -> None:
        """Save a picture when a span starts. Raises `OSError` when the file cannot be written."""
        if not isinstance(event, SpanStarted) or event.span.kind is SpanKind.MEASURE:
            return
        span = event.span
        moment = replace(session, seen_ms=event.at_ms + int(span.duration_ms * INTO))
        self._view.show_content(content_of(moment, wall_clock.now()))
        self.count += 1
        path = self._folder / f"{self.count:02}-{span.kind}-{span.exercise.id}-{span.side}.png"
        if not self._view.grab().save(str(path)):
            raise OSError(0, "the picture could not be written", str(path))
