"""A program of several music players on the session bus, led by lines on standard input; logs what it was asked.

A line is JSON: ["open", NAME, OPTIONS], ["user", NAME, {property: value}], ["hang", NAME], ["answer", NAME],
["release", NAME], ["close", NAME] or ["mark", TEXT]; "done" on standard error when it is done. Every change that a
player was asked for, and every command, is logged as one line on standard output.
"""

import contextlib
import json
import sys
from collections.abc import Iterable
from threading import Event, RLock, Thread
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

PLAYER = "org.mpris.MediaPlayer2.Player"
EMITTER = DBusAddress("/org/mpris/MediaPlayer2", interface="org.freedesktop.DBus.Properties")
TYPES = {"Volume": "d", "PlaybackStatus": "s"}


class Player:
    """One connection with a name, or several.

    Options: `names` it also has, `volume` (none if null), `status`, `volume_is` (free, fixed, refused, or the step it
    is rounded to), `signals`, `late` (carries out what it was asked after it has told its values once more), `answers`.
    """

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self.name = name
        self.values = {"PlaybackStatus": options.get("status", "Playing"), "Volume": options.get("volume", 0.9)}
        self.volume_is = options.get("volume_is", "free")
        self.signals = options.get("signals", True)
        self.late = options.get("late", False)
        self.answers = Event()
        if options.get("answers", True):
            self.answers.set()
        self.waiting: list[dict[str, Any]] = []
        self.lock = RLock()
        self.connection = open_dbus_connection()
        for each in (name, *options.get("names", ())):
            self.send(message_bus.RequestName(f"org.mpris.MediaPlayer2.{each}"))
        while self.connection.receive().header.message_type is not MessageType.method_return:
            pass  # to the signals that come before the name is ours
        Thread(target=self.serve, daemon=True).start()

    def send(self, message: Any) -> None:
        with self.lock:
            self.connection.send(message)

    def change(self, values: dict[str, Any]) -> None:
        with self.lock:
            self.values |= values
            if self.signals:
                variants = {key: (TYPES[key], value) for key, value in values.items()}
                self.send(new_signal(EMITTER, "PropertiesChanged", "sa{sv}as", (PLAYER, variants, [])))

    def serve(self) -> None:
        with contextlib.suppress(OSError):  # when closed
            while True:
                message = self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self.answers.wait()
                    with self.lock:  # its user does nothing between what is logged and what is done
                        member = message.header.fields[HeaderFields.member]
                        self.send(self.reply(message, member))
                        if member == "GetAll":
                            self.settle()

    def reply(self, message: Any, member: str) -> Any:
        match member:
            case "GetAll":
                known = {key: (TYPES[key], value) for key, value in self.values.items() if value is not None}
                return new_method_return(message, "a{sv}", (known,))
            case "Set":
                _, name, (_, value) = message.body
                log(self.name, name, value)
                if self.volume_is == "refused":
                    return new_error(message, "org.freedesktop.DBus.Error.PropertyReadOnly")
                if self.volume_is != "fixed":
                    step = self.volume_is
                    self.do({name: value if step == "free" else round(round(value / step) * step, 6)})
            case "Play" | "Pause":
                log(self.name, member)
                self.do({"PlaybackStatus": {"Play": "Playing", "Pause": "Paused"}[member]})
        return new_method_return(message)

    def do(self, values: dict[str, Any]) -> None:
        if self.late:
            self.waiting.append(values)
        else:
            self.change(values)

    def settle(self) -> None:
        for values in self.waiting:
            self.change(values)
        self.waiting.clear()


def log(*words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def wait_for_the_bus(players: Iterable[Player]) -> None:
    """Ask each player that answers twice, as what was asked before may still be on its way through the bus."""
    with open_dbus_connection() as asking:
        for player in (player for _ in range(2) for player in players if player.answers.is_set()):
            peer = DBusAddress("/", player.connection.unique_name, "org.freedesktop.DBus.Peer")
            asking.send_and_get_reply(new_method_call(peer, "Ping"))


def main() -> None:
    players: dict[str, Player] = {}
    for line in sys.stdin:
        match json.loads(line):
            case ["open", name, options]:
                players[name] = Player(name, options)
            case ["user", name, values]:
                players[name].change(values)
            case ["hang", name]:
                players[name].answers.clear()
            case ["answer", name]:
                players[name].answers.set()
            case ["release", name]:
                players[name].send(message_bus.ReleaseName(f"org.mpris.MediaPlayer2.{name}"))
            case ["close", name]:
                players.pop(name).connection.sock.shutdown(2)
            case ["mark", text]:
                wait_for_the_bus(players.values())
                log("mark", text)
        sys.stderr.write("done\n")


if __name__ == "__main__":
    main()
