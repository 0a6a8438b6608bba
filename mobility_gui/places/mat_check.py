"""Leads the mat check: gives its page the same sound and screen control that a session uses."""

from PySide6.QtCore import QObject, QTimer

from mobility_gui.places.audition import Audition
from mobility_gui.session.accompaniment import Awake
from mobility_gui.settings import Settings
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.mat_check.mat_check_page import MatCheckPage

MUTED = "Sound is off in Settings."
NOT_KEPT_AWAKE = "“Keep the screen awake” is off in Settings."

LOOK_MS = 300
"""How often to check if the desktop has answered about the screen."""


class MatCheck(QObject):
    """Runs the mat check from begin() until its page is closed."""

    def __init__(self, page: MatCheckPage, audition: Audition, awake: Awake, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._awake = awake
        self._keep_awake = True
        self._muted = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._tell_awake)
        page.side_test_requested.connect(audition.play_side)
        page.voice_test_requested.connect(audition.play_voice)
        page.awake_wanted.connect(self._want_awake)
        audition.problem_found.connect(self._tell_sound)

    def begin(self, settings: Settings) -> None:
        """Start with the first question."""
        self._keep_awake, self._muted = settings.keep_awake, settings.muted
        self._page.start(larger_digits=settings.larger_digits, voice=settings.voice_level is not VoiceLevel.TONES)
        self._tell_sound(None)

    def _want_awake(self, wanted: bool) -> None:
        if wanted and not self._keep_awake:
            self._page.show_awake(False, NOT_KEPT_AWAKE)
        elif wanted:
            self._awake.start()
            self._look.start()
        else:
            self._look.stop()
            self._awake.stop()

    def _tell_sound(self, problem: str | None) -> None:
        self._page.show_sound_problem(MUTED if self._muted else problem)

    def _tell_awake(self) -> None:
        self._page.show_awake(self._awake.active, self._awake.problem)
