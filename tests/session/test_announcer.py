from dataclasses import dataclass

import pytest

from mobility_gui.session.announcer import ABOUT_MS, SOON_MS, Announcer
from mobility_gui.sound import device, pulse
from mobility_gui.training.cues import CueKind
from mobility_gui.training.phrases import PAUSED
from mobility_gui.training.routine import Hold
from mobility_gui.training.score import Due, Phrase, Tone
from mobility_gui.training.session import Session
from mobility_gui.training.voice_level import VoiceLevel
from tests.training.examples import Run, both


@dataclass
class Stand:
    run: Run
    announcer: Announcer

    def placed(self) -> list[tuple[int, object]]:
        """Return what is to be heard, with times counted from now."""
        return [(due.at_ms - self.run.now_ms, due.what) for due in self.announcer.ahead(self.run.session)]


@pytest.fixture
def stand() -> Stand:
    announcer = Announcer(lambda phrase: 40 * len(phrase))
    announcer.level = VoiceLevel.TONES
    return Stand(Run(both(Hold(30))).started(), announcer)


def test_soon_leaves_enough_time_to_reach_a_device() -> None:
    assert SOON_MS >= device.BUFFER_MS + device.PERIOD_MS
    assert SOON_MS >= pulse.QUEUE_MS + pulse.PERIOD_MS


def test_what_a_command_makes_due_at_once_is_heard_soon(stand: Stand) -> None:
    stand.placed()
    stand.run.passes(2)
    stand.run.do(Session.next)
    assert stand.placed()[0] == (SOON_MS, CueKind.START)


def test_a_sound_stays_where_it_was_placed(stand: Stand) -> None:
    stand.run.do(Session.next)
    first = stand.placed()[0][0] + stand.run.now_ms
    stand.run.passes(0.1)
    stand.run.do(Session.more)
    assert stand.placed()[0][0] + stand.run.now_ms == first


def test_a_sound_placed_in_time_keeps_its_time_however_near_it_is(stand: Stand) -> None:
    stand.placed()
    stand.run.passes(6.9)
    assert (100, CueKind.THREE) in stand.placed()
    stand.run.passes(0.2)
    assert (-100, CueKind.THREE) in stand.placed()


def test_a_count_too_near_to_place_is_dropped_and_the_next_is_on_its_second(stand: Stand) -> None:
    stand.run.do(Session.next)
    stand.run.passes(26.9)
    stand.run.do(Session.pause)
    stand.placed()
    stand.run.now_ms += 60_000
    stand.run.do(Session.resume)
    counts = [(at_ms, kind) for at_ms, kind in stand.placed() if kind in {CueKind.THREE, CueKind.TWO, CueKind.ONE}]
    assert counts[:2] == [(1100, CueKind.TWO), (2100, CueKind.ONE)]


def test_a_name_that_is_due_too_near_is_said_soon(stand: Stand) -> None:
    stand.announcer.level = VoiceLevel.ALL
    first = stand.placed()[0]
    assert first == (SOON_MS, "Calf")


def test_an_answer_is_said_soon_only_at_the_voice_level_that_says_everything(stand: Stand) -> None:
    stand.run.do(Session.next)
    for level, said in ((VoiceLevel.ALL, True), (VoiceLevel.NAMES, False), (VoiceLevel.TONES, False)):
        stand.announcer.level = level
        dues = stand.announcer.ahead(stand.run.session, "Resume")
        assert (Phrase(stand.run.now_ms + SOON_MS, "Resume") in dues) is said


def test_what_is_over_is_not_heard_again_after_a_pause(stand: Stand) -> None:
    stand.run.do(Session.next)
    stand.run.passes(5)
    stand.run.do(Session.pause)
    stand.placed()
    stand.run.do(Session.resume)
    assert CueKind.START not in {kind for _, kind in stand.placed()}


def test_a_pause_is_said_soon(stand: Stand) -> None:
    stand.announcer.level = VoiceLevel.ALL
    stand.run.passes(4)
    stand.run.do(Session.pause)
    assert stand.placed() == [(SOON_MS, PAUSED)]


def test_a_new_session_starts_with_nothing_placed(stand: Stand) -> None:
    stand.placed()
    stand.announcer.forget()
    stand.run.passes(6.9)
    assert CueKind.THREE not in {kind for at_ms, kind in stand.placed() if at_ms < SOON_MS}


def test_a_tone_and_a_phrase_of_the_same_letters_are_different() -> None:
    dues: set[Due] = {Tone(1, CueKind.ONE), Phrase(1, "one")}
    assert len(dues) == 2


def test_music_makes_room_before_a_sound_and_until_it_is_over(stand: Stand) -> None:
    stand.announcer.level = VoiceLevel.NAMES
    stand.placed()
    now_ms = stand.run.now_ms
    heard = [at_ms for at_ms in range(0, 14_000, 100) if stand.announcer.sounds_near(now_ms + at_ms)]
    assert heard[0] == 0  # the name is said soon
    assert 3000 not in heard
    assert {6100, 7000, 8500, 10_000, 10_300} <= set(heard)
    assert 10_400 not in heard
    stand.run.do(Session.pause)
    assert stand.placed() == [(SOON_MS, PAUSED)]
    quiet_ms = SOON_MS + 40 * len(PAUSED) + ABOUT_MS
    assert stand.announcer.sounds_near(stand.run.now_ms + quiet_ms)
    assert not stand.announcer.sounds_near(stand.run.now_ms + quiet_ms + 1)
