import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.sound import name_voice, system_voice
from mobility_gui.sound.levelling import LOUDNESS_LUFS, levelled, loudness_lufs
from mobility_gui.sound.name_voice import NameVoice, speakable
from tests.giving_up import GIVE_UP_SECONDS

Samples = npt.NDArray[np.int16]

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="this system has another voice")

PROGRAMS = [program.name for program in system_voice.UNIX_PROGRAMS]
USUAL_PATH = os.environ.get("PATH", os.defpath)


@pytest.fixture
def voice() -> Iterator[NameVoice]:
    voice = NameVoice(None)
    yield voice
    voice.close()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which programs are found, still empty."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(name_voice, "RENDER_SECONDS", GIVE_UP_SECONDS)  # voices run at low priority
    return folder


@pytest.fixture
def espeak(programs: Path) -> Path:
    """Return that folder with espeak-ng in it."""
    link_real(programs, "espeak-ng")
    return programs


def link_real(folder: Path, name: str) -> None:
    path = shutil.which(name, path=USUAL_PATH)
    if path is None:
        pytest.skip(f"{name} is not installed: there is no voice to try")
    (folder / name).symlink_to(path)


def write_program(folder: Path, name: str, script: str) -> None:
    """Write a script in place of a program that speaks; it finds other programs only by their full path."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def learned(voice: NameVoice, qtbot: QtBot, *phrases: str) -> list[Samples | None]:
    voice.learn(phrases)
    qtbot.waitUntil(lambda: not voice._waiting)
    return [voice.samples(phrase) for phrase in phrases]


def heard_ms(samples: Samples | None) -> float:
    """Check that this is speech like that of the bank (loud enough, not clipped, no silence); return its length."""
    assert samples is not None
    assert samples.dtype == np.int16
    assert samples.ndim == 1
    assert not samples.flags.writeable
    assert loudness_lufs(samples / 32768) == pytest.approx(LOUDNESS_LUFS, abs=1.5)
    assert np.abs(samples.astype(int)).max() <= 10 ** (-2 / 20) * 32768
    assert abs(int(samples[0])) < 100  # no click
    assert abs(int(samples[-1])) < 100
    tenth = np.abs(samples[:4800].astype(int)), np.abs(samples[-4800:].astype(int))
    assert min(part.max() for part in tenth) > 100  # no silence
    return len(samples) / 48


@pytest.mark.usefixtures("espeak")
def test_a_name_is_spoken_by_the_system_s_voice_as_loud_as_the_bank(qtbot: QtBot, voice: NameVoice) -> None:
    short, usual = learned(voice, qtbot, "Legs", "Standing calf stretch at the wall")
    assert 300 < heard_ms(short) < 800
    assert 1200 < heard_ms(usual) < 3000
    assert voice.problem is None


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_speaks_a_name_and_takes_none_for_an_option(
    program: str, programs: Path, tmp_path: Path, qtbot: QtBot, voice: NameVoice
) -> None:
    link_real(programs, program)
    name = f"-o {tmp_path}/x -w {tmp_path}/x --version"
    plain, hostile, option = learned(voice, qtbot, "Calf stretch", name, "--version")
    assert 400 < heard_ms(plain) < 1600
    assert heard_ms(hostile) > 1000
    assert heard_ms(option) > 300
    assert not (tmp_path / "x").exists()


@pytest.mark.usefixtures("espeak")
@pytest.mark.parametrize(
    "name",
    [
        "$(touch x)",
        "`touch x`; touch x | touch x > x",
        "--help",
        "--",
        "{file} {text}",
        "[[slnc 100000000]] legs",
        "Legs\nLegs\r\n\x00\x1b[31m",
        "Beine dehnen: Übung für Läufer",
        "Растяжка икр",
        "מתיחת שוקיים",
        "\u202eshgel\u202c",
        "legs 🦵🦵🦵",
        "<speak>legs</speak> & legs",
        "\ud800 legs",
    ],
)
def test_whatever_a_name_holds_it_is_only_spoken(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, voice: NameVoice
) -> None:
    monkeypatch.chdir(tmp_path)
    (samples,) = learned(voice, qtbot, name)
    if speakable(name):
        assert 200 < heard_ms(samples) <= 4020
    else:
        assert samples is None
    assert voice.problem is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programs"]


@pytest.mark.usefixtures("espeak")
def test_a_name_that_never_ends_is_cut_after_four_seconds(qtbot: QtBot, voice: NameVoice) -> None:
    letters, words = learned(voice, qtbot, "abcdefghij" * 1000, "legs and calves " * 600)
    assert 3000 < heard_ms(letters) <= 4020
    assert 3000 < heard_ms(words) <= 4020


@pytest.mark.parametrize("name", ["", " \n", "🦵", "-", "...", "\u202e", "\x00\x07"])
@pytest.mark.usefixtures("programs")
def test_a_name_without_a_letter_stays_silent_without_a_problem(name: str, qtbot: QtBot, voice: NameVoice) -> None:
    assert learned(voice, qtbot, name) == [None]
    assert voice.problem is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Calf  stretch\n\tleft", "Calf stretch left"),
        ("le\x07gs\u202e \ud800", "legs"),
        ("[[rate 9]] legs 🦵", "rate 9 legs"),
        ("a" * 10_000, "a" * 80),
        ("Dehnübung №1", "Dehnübung No1"),
        ("हाथ", "हाथ"),
    ],
)
def test_what_is_said_of_a_name_is_one_line_of_letters(name: str, said: str) -> None:
    assert speakable(name) == said


@pytest.mark.usefixtures("programs")
def test_without_a_program_that_speaks_it_says_so(qtbot: QtBot, voice: NameVoice) -> None:
    assert learned(voice, qtbot, "Legs", "Calves") == [None, None]
    assert voice.duration_ms("Legs") is None
    assert voice.problem == name_voice.NO_PROGRAM


def test_where_one_program_fails_the_next_one_speaks(espeak: Path, qtbot: QtBot, voice: NameVoice) -> None:
    (espeak / "espeak-ng").rename(espeak / "real")
    write_program(espeak, "RHVoice-test", f'exec "{espeak}/real" --stdin -w "$2"')
    write_program(espeak, "espeak-ng", "exit 1")
    write_program(espeak, "flite", "exit 0")  # without a file
    write_program(espeak, "pico2wave", 'echo "no sound" > "$4"')
    (samples,) = learned(voice, qtbot, "Legs")
    assert heard_ms(samples) > 300
    assert voice.problem is None


def test_a_name_that_no_program_can_say_is_reported_and_tried_again_next_time(
    espeak: Path, qtbot: QtBot, voice: NameVoice
) -> None:
    (espeak / "espeak-ng").rename(espeak / "real")
    write_program(espeak, "espeak-ng", f'"{espeak}/real" -w "$6" "no legs"; exit 1')
    assert learned(voice, qtbot, "Legs") == [None]
    assert voice.problem == name_voice.NOT_SPOKEN
    (espeak / "espeak-ng").unlink()
    (espeak / "real").rename(espeak / "espeak-ng")
    assert heard_ms(learned(voice, qtbot, "Legs")[0]) > 300
    assert voice.problem is None


def test_a_program_that_writes_silence_does_not_count_as_a_voice(
    programs: Path, tmp_path: Path, qtbot: QtBot, voice: NameVoice
) -> None:
    import wave

    with wave.open(str(tmp_path / "silence.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    write_program(programs, "RHVoice-test", f'/bin/cat "{tmp_path}/silence.wav" > "$2"')
    assert learned(voice, qtbot, "Legs") == [None]
    assert voice.problem == name_voice.NOT_SPOKEN


def test_a_program_that_hangs_is_ended_and_blocks_no_call(
    programs: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, voice: NameVoice
) -> None:
    monkeypatch.setattr(name_voice, "RENDER_SECONDS", 0.2)
    write_program(programs, "espeak-ng", "exec /bin/sleep 100")
    assert learned(voice, qtbot, "Legs") == [None]
    assert voice.problem == name_voice.NOT_SPOKEN
    assert running_in(programs) == []


def test_closing_ends_the_program_under_way_and_takes_no_more(programs: Path, qtbot: QtBot, voice: NameVoice) -> None:
    write_program(programs, "espeak-ng", "exec /bin/sleep 100")
    voice.learn(["Legs", "Calves"])
    assert voice.samples("Legs") is None  # learn() did not wait for it
    qtbot.waitUntil(lambda: len(running_in(programs)) == 1)
    voice.close()
    assert voice._thread
    voice._thread.join(GIVE_UP_SECONDS)
    assert not voice._thread.is_alive()
    assert running_in(programs) == []
    voice.learn(["Feet"])
    assert voice.duration_ms("Feet") is None


def test_the_program_runs_at_low_priority(programs: Path, qtbot: QtBot, voice: NameVoice) -> None:
    script = f"read name; read all < /proc/$$/stat; set -- ${{all##*) }}; echo ${{17}} > '{programs}/niceness'"
    write_program(programs, "espeak-ng", script)
    learned(voice, qtbot, "Legs")
    assert int((programs / "niceness").read_text()) == 10


def test_what_was_learned_is_not_rendered_again(espeak: Path, qtbot: QtBot, voice: NameVoice) -> None:
    (samples,) = learned(voice, qtbot, "Legs")
    (espeak / "espeak-ng").unlink()
    (again,) = learned(voice, qtbot, "Legs")
    assert again is samples
    assert voice.problem is None
    assert samples is not None
    assert voice.duration_ms("Legs") == pytest.approx(len(samples) / 48, abs=1)


@pytest.mark.usefixtures("espeak")
def test_names_that_no_session_asks_for_any_more_are_forgotten(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, voice: NameVoice
) -> None:
    monkeypatch.setattr(name_voice, "KEPT_PHRASES", 1)
    learned(voice, qtbot, "Legs", "Calves")
    _, again = learned(voice, qtbot, "Feet", "Calves")
    assert again is not None
    assert voice.samples("Legs") is None


def test_a_sine_has_the_loudness_that_the_standard_gives_it() -> None:
    """By ITU-R BS.1770-4, a sine of 997 Hz at 0 dBFS in one channel reads -3.01."""
    sine = np.sin(2 * np.pi * 997 * np.arange(96_000) / 48_000)
    assert loudness_lufs(sine) == pytest.approx(-3.01, abs=0.03)
    assert loudness_lufs(sine / 10) == pytest.approx(-23.01, abs=0.03)
    assert loudness_lufs(sine[:9_600]) == pytest.approx(-3.01 - 10 * np.log10(2), abs=0.1)  # half of 0.4 s


def test_speech_that_begins_and_ends_at_full_loudness_does_not_click() -> None:
    samples = levelled(np.sin(2 * np.pi * 440 * np.arange(24_000) / 48_000 + 1))
    assert len(samples) == 24_000
    assert abs(int(samples[0])) < 100
    assert abs(int(samples[-1])) < 100
    assert np.abs(samples[480:960].astype(int)).max() > 5_000


def test_nothing_heavy_is_loaded_before_a_name_is_rendered() -> None:
    program = "import sys, mobility_gui.sound.name_voice; print({'numpy', '_miniaudio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


def running_in(programs: Path) -> list[Path]:
    """Return the processes that have this folder as their PATH."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it just ended
            if f"PATH={programs}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append(process)
    return found
