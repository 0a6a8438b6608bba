import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from mobility_gui.desktop import other_players
from mobility_gui.desktop.other_players import OtherPlayers
from mobility_gui.settings import OtherSound
from tests.giving_up import GIVE_UP_SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no way to ask other players")


class Lines:
    """What a program writes, line by line, with a time limit."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = process
        Thread(target=self._read, daemon=True).start()

    def next(self) -> str:
        """The next line; empty at the end."""
        return self._lines.get(timeout=GIVE_UP_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line.strip())
        self._lines.put("")


class MusicPlayers:
    """The players' program: opens players and tells what they were asked."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines = Lines(process)
        self._open: list[str] = []
        self._marks = 0

    def open(self, name: str, **options: Any) -> None:
        self._tell("open", name, options)
        self._open.append(name)

    def user_sets(self, name: str, **values: Any) -> None:
        self._tell("user", name, values)

    def hang(self, name: str) -> None:
        self._tell("hang", name)

    def answer(self, name: str) -> None:
        self._tell("answer", name)

    def release(self, name: str) -> None:
        """Let the player be none any more, though its program goes on."""
        self._tell("release", name)

    def close(self, name: str) -> None:
        self._open.remove(name)
        self._tell("close", name)

    def close_all(self) -> None:
        for name in list(self._open):
            self.close(name)
        self.all_asked()

    def asked(self) -> list[Any]:
        """The next thing that a player was asked: its name and the command, or "Volume" and how much."""
        asked: list[Any] = json.loads(self._lines.next())
        return asked

    def all_asked(self) -> list[Any]:
        """Everything since, to be called when nobody asks any more."""
        self._marks += 1
        self._tell("mark", self._marks)
        return list(iter(self.asked, ["mark", self._marks]))

    def _tell(self, *words: Any) -> None:
        assert self._process.stdin
        assert self._process.stderr
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        assert self._process.stderr.readline() == "done\n"


@contextlib.contextmanager
def private_bus() -> "Iterator[tuple[str, subprocess.Popen[str]]]":
    """A session bus of its own: its address and its process."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed: there is no desktop to ask (dbus-daemon brings it)")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip(), process
        process.terminate()


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    with private_bus() as (address, _):
        yield address


@pytest.fixture(scope="module")
def players_program(bus: str) -> Iterator[MusicPlayers]:
    command = [sys.executable, str(Path(__file__).parent / "music_players.py")]
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": bus}
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield MusicPlayers(process)
        process.terminate()


@pytest.fixture
def music(players_program: MusicPlayers, bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[MusicPlayers]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    yield players_program
    players_program.close_all()


class Session:
    """OtherPlayers, and an end that waits until the helper is gone."""

    def __init__(self) -> None:
        self.players = OtherPlayers()

    def begin(self, mode: OtherSound) -> OtherPlayers:
        self.players.begin(mode)
        return self.players

    def end(self) -> None:
        self.players.end()
        self.wait()

    def wait(self) -> None:
        if self.players._last:
            self.players._last.thread.join(GIVE_UP_SECONDS)
            assert not self.players._last.thread.is_alive()


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session()
    yield session
    session.end()


PATIENT_HELPER = """
from mobility_gui.desktop import music_helper, music_player
music_helper.CALL_SECONDS = music_player.SETTLE_SECONDS = 3600
music_helper.main()
"""


class Helper:
    """The helper alone, led by words; the first word starts it, so it finds the players that are open by then."""

    def __init__(self, *program: str) -> None:
        self.process: subprocess.Popen[str] | None = None
        self._command = [sys.executable, *program]

    def say(self, word: str) -> None:
        if self.process is None:
            self.process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                bufsize=1,
            )
            assert self.process.stdout
            assert self.process.stdout.readline() == "ready\n"
        self.write(word + "\n")

    def write(self, text: str) -> None:
        assert self.process
        assert self.process.stdin
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def end(self) -> None:
        """Take its input away and wait until it is gone; it never complains."""
        if self.process:
            _, complaints = self.process.communicate(timeout=GIVE_UP_SECONDS)
            assert (self.process.returncode, complaints) == (0, "")
            self.process = None


@pytest.fixture
def helper(music: MusicPlayers) -> Iterator[Helper]:  # noqa: ARG001, ends after the helper
    helper = Helper("-m", "mobility_gui.desktop.music_helper")
    yield helper
    helper.end()


@pytest.fixture
def patient_helper(music: MusicPlayers) -> Iterator[Helper]:  # noqa: ARG001, ends after the helper
    """The helper, giving players an hour to answer and to do what they were asked."""
    helper = Helper("-c", PATIENT_HELPER)
    yield helper
    helper.end()


def test_music_is_lowered_to_a_third_for_the_session_and_comes_back_exactly(
    music: MusicPlayers, session: Session
) -> None:
    music.open("one", volume=0.87654321)
    players = session.begin(OtherSound.LOWER)
    assert music.asked() == ["one", "Volume", pytest.approx(0.87654321 / 3)]
    assert players.problem is None
    session.end()
    assert music.all_asked() == [["one", "Volume", 0.87654321]]


def test_music_is_paused_for_the_session_and_plays_again(music: MusicPlayers, session: Session) -> None:
    music.open("one")
    music.open("two", status="Paused")
    music.open("three", status="Stopped")
    session.begin(OtherSound.PAUSE)
    assert music.asked() == ["one", "Pause"]
    session.end()
    assert music.all_asked() == [["one", "Play"]]


def test_music_is_low_only_while_cues_sound_and_from_one_second_to_the_next(
    music: MusicPlayers, session: Session
) -> None:
    music.open("one", volume=0.6)
    players = session.begin(OtherSound.LOWER_FOR_CUES)
    for sounding in (True, False, True, False, True, False):  # 3, 2, 1
        players.cues_sound(sounding)
    assert music.asked() == ["one", "Volume", pytest.approx(0.2)]
    assert music.asked() == ["one", "Volume", 0.6]
    players.cues_sound(True)
    assert music.asked() == ["one", "Volume", pytest.approx(0.2)]
    session.end()
    assert music.all_asked() == [["one", "Volume", 0.6]]


@pytest.mark.parametrize("mode", [OtherSound.LOWER, OtherSound.PAUSE])
def test_cues_change_nothing_where_music_is_changed_for_the_whole_session(
    music: MusicPlayers, session: Session, mode: OtherSound
) -> None:
    music.open("one", volume=0.9)
    players = session.begin(mode)
    music.asked()
    players.cues_sound(True)
    players.cues_sound(False)
    assert players._last
    assert players._last.words.empty()
    session.end()
    assert music.all_asked() in ([["one", "Volume", 0.9]], [["one", "Play"]])


def test_music_that_shall_be_left_alone_is_left_alone_by_starting_nothing(session: Session) -> None:
    players = session.begin(OtherSound.LEAVE)
    players.cues_sound(True)
    assert players.problem is None
    assert players._last is None


def test_a_session_that_begins_right_after_another_knows_the_right_volume(
    music: MusicPlayers, session: Session
) -> None:
    music.open("one", volume=0.9)
    for _ in range(2):
        session.begin(OtherSound.LOWER)
        assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
        session.begin(OtherSound.LOWER)
        assert music.asked() == ["one", "Volume", 0.9]
        assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
        session.players.end()
        assert music.asked() == ["one", "Volume", 0.9]


def test_the_next_session_waits_until_the_last_one_has_restored(music: MusicPlayers, session: Session) -> None:
    music.open("hangs", volume=0.9)
    players = session.begin(OtherSound.LOWER)
    assert music.asked() == ["hangs", "Volume", pytest.approx(0.3)]
    first = players._last
    assert first
    music.hang("hangs")
    session.begin(OtherSound.LOWER)
    first.thread.join(GIVE_UP_SECONDS)
    music.answer("hangs")
    assert music.asked() == ["hangs", "Volume", 0.9]
    assert music.asked() == ["hangs", "Volume", pytest.approx(0.3)]
    session.end()
    assert music.all_asked() == [["hangs", "Volume", 0.9]]


@pytest.mark.parametrize("mode", [OtherSound.LOWER, OtherSound.PAUSE])
def test_music_comes_back_when_the_program_and_its_whole_group_are_killed(
    music: MusicPlayers, mode: OtherSound
) -> None:
    music.open("one", volume=0.9)
    program = f"""
import sys
from mobility_gui.desktop.other_players import OtherPlayers
from mobility_gui.settings import OtherSound
players = OtherPlayers()
players.begin(OtherSound({str(mode)!r}))
sys.stdin.read()
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        assert music.asked() in (["one", "Volume", pytest.approx(0.3)], ["one", "Pause"])
        os.killpg(process.pid, signal.SIGKILL)
        assert music.asked() in (["one", "Volume", 0.9], ["one", "Play"])


def test_a_program_that_ends_without_a_word_leaves_the_music_as_it_was(music: MusicPlayers) -> None:
    music.open("one", volume=0.9)
    program = """
import sys
from mobility_gui.desktop.other_players import OtherPlayers
from mobility_gui.settings import OtherSound
players = OtherPlayers()
players.begin(OtherSound.LOWER)
sys.stdin.readline()
"""
    command = [sys.executable, "-W", "error", "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
        _, complaints = process.communicate(b"\n", timeout=GIVE_UP_SECONDS)
    assert music.asked() == ["one", "Volume", 0.9]
    assert (process.returncode, complaints) == (0, b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_helper_that_is_asked_to_end_restores_first(
    music: MusicPlayers, helper: Helper, number: signal.Signals
) -> None:
    music.open("one", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    helper.signal(number)
    assert music.asked() == ["one", "Volume", 0.9]
    helper.end()
    assert music.all_asked() == []


def test_words_cut_short_or_unknown_are_passed_over(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    for word in ("loud", "", "lower"):
        helper.say(word)
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    helper.write("res")
    helper.end()
    assert music.all_asked() == [["one", "Volume", 0.9]]


def test_every_player_is_lowered_and_restored_to_its_own_volume(music: MusicPlayers, helper: Helper) -> None:
    volumes = {"one": 1.0, "two": 0.5, "three": 0.07}
    for name, volume in volumes.items():
        music.open(name, volume=volume)
    helper.say("lower")
    lowered = {name: volume for name, _, volume in (music.asked() for _ in volumes)}
    assert lowered == {name: pytest.approx(volume / 3) for name, volume in volumes.items()}
    helper.end()
    assert {name: volume for name, _, volume in music.all_asked()} == volumes


def test_a_player_that_comes_later_is_lowered_and_one_that_begins_to_play_too(
    music: MusicPlayers, helper: Helper
) -> None:
    music.open("early", volume=0.6, status="Paused")
    helper.say("lower")
    music.open("late", volume=0.9)
    assert music.asked() == ["late", "Volume", pytest.approx(0.3)]
    music.user_sets("early", PlaybackStatus="Playing")
    assert music.asked() == ["early", "Volume", pytest.approx(0.2)]
    helper.end()
    assert sorted(music.all_asked()) == [["early", "Volume", 0.6], ["late", "Volume", 0.9]]


def test_music_started_by_hand_during_a_session_is_not_paused(music: MusicPlayers, helper: Helper) -> None:
    music.open("early")
    helper.say("pause")
    assert music.asked() == ["early", "Pause"]
    music.open("late")
    helper.end()
    assert music.all_asked() == [["early", "Play"]]


def test_a_player_that_goes_is_no_error_for_the_others(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    music.open("two", volume=0.6)
    helper.say("lower")
    assert sorted(music.asked()[0] for _ in range(2)) == ["one", "two"]
    music.close("one")
    helper.say("restore")
    assert music.asked() == ["two", "Volume", 0.6]
    music.open("one", volume=0.3)  # started anew, at a volume that is its own
    helper.say("lower")
    assert sorted(music.asked()[0] for _ in range(2)) == ["one", "two"]
    helper.end()
    assert sorted(music.all_asked()) == [["one", "Volume", 0.3], ["two", "Volume", 0.6]]


def test_a_player_that_gives_its_name_up_is_restored_at_once(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    music.release("one")
    assert music.asked() == ["one", "Volume", 0.9]
    helper.end()
    assert music.all_asked() == []


def test_music_is_lowered_once_however_often_it_is_asked_for(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    helper.say("lower")
    music.user_sets("one", PlaybackStatus="Playing")  # as some do with each piece
    music.open("two", volume=0.6)
    assert music.asked() == ["two", "Volume", pytest.approx(0.2)]
    helper.end()
    assert sorted(music.all_asked()) == [["one", "Volume", 0.9], ["two", "Volume", 0.6]]


def test_music_that_its_user_paused_while_lowered_gets_its_volume_back_and_stays_paused(
    music: MusicPlayers, helper: Helper
) -> None:
    music.open("one", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    music.user_sets("one", PlaybackStatus="Paused")
    helper.end()
    assert music.all_asked() == [["one", "Volume", 0.9]]


@pytest.mark.parametrize("volume", [None, 0.0])
def test_a_player_without_volume_or_without_sound_is_left_alone(
    music: MusicPlayers, helper: Helper, volume: float | None
) -> None:
    music.open("mute", volume=volume)
    music.open("other", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["other", "Volume", pytest.approx(0.3)]
    helper.end()
    assert music.all_asked() == [["other", "Volume", 0.9]]


@pytest.mark.parametrize(("volume_is", "asked_at_the_end"), [("fixed", [["one", "Volume", 0.9]]), ("refused", [])])
def test_a_player_that_keeps_its_volume_stays_at_it(
    music: MusicPlayers, helper: Helper, volume_is: str, asked_at_the_end: list[Any]
) -> None:
    music.open("one", volume=0.9, volume_is=volume_is)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    helper.end()
    assert music.all_asked() == asked_at_the_end


@pytest.mark.parametrize("late", [True, False])
def test_a_player_that_rounds_its_volume_gets_it_back(music: MusicPlayers, patient_helper: Helper, late: bool) -> None:
    music.open("one", volume=0.8, volume_is=0.1, late=late, signals=late)
    patient_helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.8 / 3)]
    patient_helper.end()
    assert music.all_asked() == [["one", "Volume", 0.8]]


def test_a_player_that_is_late_to_come_back_is_not_lowered_further_each_time(
    music: MusicPlayers, patient_helper: Helper
) -> None:
    music.open("one", volume=0.9, late=True)
    for _ in range(3):
        patient_helper.say("lower")
        assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
        patient_helper.say("restore")
        assert music.asked() == ["one", "Volume", 0.9]


def test_a_volume_changed_by_its_user_while_lowered_stays(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    music.open("two", volume=0.9)
    helper.say("lower")
    assert sorted(music.asked()[0] for _ in range(2)) == ["one", "two"]
    music.user_sets("one", Volume=0.5)
    helper.end()
    assert music.all_asked() == [["two", "Volume", 0.9]]


def test_a_volume_changed_between_two_cues_is_the_one_to_come_back_to(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.3)]
    helper.say("restore")
    assert music.asked() == ["one", "Volume", 0.9]
    music.user_sets("one", Volume=0.6)
    helper.say("lower")
    assert music.asked() == ["one", "Volume", pytest.approx(0.2)]
    helper.end()
    assert music.all_asked() == [["one", "Volume", 0.6]]


@pytest.mark.parametrize(
    "done",
    [["Playing"], ["Playing", "Paused"], ["Stopped"], ["Stopped", "Paused"]],
    ids=" and ".join,
)
def test_music_that_its_user_touched_while_paused_does_not_play_again(
    music: MusicPlayers, helper: Helper, done: list[str]
) -> None:
    music.open("one")
    helper.say("pause")
    assert music.asked() == ["one", "Pause"]
    for status in done:
        music.user_sets("one", PlaybackStatus=status)
    helper.end()
    assert music.all_asked() == []


def test_a_paused_player_that_tells_nothing_of_itself_is_asked(music: MusicPlayers, helper: Helper) -> None:
    music.open("one", signals=False)
    music.open("two", signals=False)
    helper.say("pause")
    assert sorted(music.asked() for _ in range(2)) == [["one", "Pause"], ["two", "Pause"]]
    music.user_sets("two", PlaybackStatus="Stopped")
    helper.end()
    assert music.all_asked() == [["one", "Play"]]


def test_a_player_that_hangs_holds_no_other_up(music: MusicPlayers, patient_helper: Helper) -> None:
    music.open("hangs", answers=False)
    music.open("other", volume=0.9)
    for _ in range(2):
        patient_helper.say("lower")
        assert music.asked() == ["other", "Volume", pytest.approx(0.3)]
        patient_helper.say("restore")
        assert music.asked() == ["other", "Volume", 0.9]
    music.answer("hangs")
    patient_helper.end()
    assert music.all_asked() == []


def test_a_player_that_hangs_is_given_up_and_not_lowered_for_good(music: MusicPlayers, helper: Helper) -> None:
    music.open("hangs", answers=False)
    music.open("other", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["other", "Volume", pytest.approx(0.3)]
    helper.end()
    music.answer("hangs")
    assert music.all_asked() == [["other", "Volume", 0.9]]


def test_a_player_that_hangs_when_the_session_ends_will_find_the_request_to_restore(
    music: MusicPlayers, helper: Helper
) -> None:
    music.open("hangs", volume=0.9)
    helper.say("lower")
    assert music.asked() == ["hangs", "Volume", pytest.approx(0.3)]
    helper.say("pause")
    assert music.asked() == ["hangs", "Pause"]
    music.hang("hangs")
    helper.end()
    music.answer("hangs")
    assert music.asked() == ["hangs", "Volume", 0.9]
    assert music.asked() == ["hangs", "Play"]


def test_a_player_with_two_names_is_lowered_once_and_one_that_stands_for_another_not_at_all(
    music: MusicPlayers, helper: Helper
) -> None:
    helper.say("lower")
    music.open("playerctld", volume=0.9)
    music.open("vlc", names=["vlc.instance7"], volume=0.9)
    assert music.asked() == ["vlc", "Volume", pytest.approx(0.3)]
    helper.end()
    assert music.all_asked() == [["vlc", "Volume", 0.9]]


def test_the_program_itself_is_no_player(music: MusicPlayers, session: Session) -> None:
    from jeepney import HeaderFields
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    music.open("other", volume=0.9)
    with open_dbus_connection() as ours:
        ours.send_and_get_reply(message_bus.RequestName("org.mpris.MediaPlayer2.mobility"))
        session.begin(OtherSound.LOWER)
        assert music.asked() == ["other", "Volume", pytest.approx(0.3)]
        session.end()
        ours.send(message_bus.GetId())
        message = ours.receive(timeout=GIVE_UP_SECONDS)
        assert message.header.fields[HeaderFields.sender] == "org.freedesktop.DBus"


def test_a_bus_that_ends_during_a_session_is_told_of_and_is_no_error(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus() as (address, process):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        players = session.begin(OtherSound.LOWER_FOR_CUES)
        process.kill()
        process.wait(GIVE_UP_SECONDS)
    assert players._last
    while players._last.thread.is_alive():
        players.cues_sound(True)
    assert players.problem in {other_players.STOPPED, other_players.NO_BUS}


def test_a_bus_that_never_answers_holds_nothing_up(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's path must be short
        server.bind("bus")
        server.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=bus")
        players = session.begin(OtherSound.LOWER_FOR_CUES)
        players.cues_sound(True)
        players.cues_sound(False)
        assert players._last
        assert players._last.thread.is_alive()  # only the thread waits for the bus
    session.wait()  # the server is gone now, so it need not wait for its three seconds
    assert players.problem == other_players.NO_BUS


def test_where_no_program_can_be_started_it_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    players = session.begin(OtherSound.LOWER)
    session.wait()
    assert players.problem == other_players.NO_HELPER


@pytest.mark.usefixtures("music")
def test_a_program_that_is_not_the_helper_is_told_of(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")  # as a frozen program, which knows no -m
    players = session.begin(OtherSound.LOWER)
    session.wait()
    assert players.problem == other_players.NO_HELPER


@pytest.mark.usefixtures("music")
def test_without_the_library_it_says_so(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jeepney.py").write_text("raise ImportError", encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    players = session.begin(OtherSound.LOWER)
    session.wait()
    assert players.problem == other_players.NO_LIBRARY


def test_neither_the_bus_nor_its_library_is_loaded_into_the_window_s_process() -> None:
    program = "import sys, mobility_gui.desktop.other_players; print({'jeepney', 'asyncio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.usefixtures("music")
def test_without_any_player_all_is_well(session: Session) -> None:
    players = session.begin(OtherSound.PAUSE)
    session.end()
    assert players.problem is None


@pytest.mark.parametrize("address", [None, "", "nonsense", "unix:path=/nowhere", "tcp:host=localhost,port=1"])
def test_without_a_bus_it_says_so(session: Session, monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    players = session.begin(OtherSound.LOWER)
    session.wait()
    assert players.problem == other_players.NO_BUS
    players.end()
    assert players.problem is None
