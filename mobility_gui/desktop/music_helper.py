"""The helper program that lowers or pauses other programs' music. It reads one `Wish` per line from standard input.

When its input ends, or it is asked to end, it first restores everything. Its first line of output is an `Answer`.
"""

import asyncio
import contextlib
import os
import signal
import sys
from typing import Any

from mobility_gui.desktop.other_players import Answer, Wish

PREFIX = "org.mpris.MediaPlayer2"
NOT_PLAYERS = frozenset({f"{PREFIX}.playerctld"})
"""Names that pass everything on to another player, whose volume would be lowered twice."""

OPEN_SECONDS = 3.0
CALL_SECONDS = 0.5
"""Longest wait for one answer, which usually takes 1 ms. Players do not wait for each other."""
LEAVE_SECONDS = 5.0
"""Longest wait for all players at the end: the current task of one takes 2.5 s at most, restoring it 1.5 s more."""


def main() -> None:
    asyncio.run(_serve())


async def _serve() -> None:
    try:
        from jeepney.io.asyncio import open_dbus_connection
    except ImportError:
        _answer(Answer.NO_LIBRARY)
        return
    parent_pid = os.getppid()
    try:
        connection = await asyncio.wait_for(open_dbus_connection(), OPEN_SECONDS)
    except (LookupError, ValueError, RuntimeError, OSError, EOFError):
        _answer(Answer.NO_BUS)  # no address, one that cannot be read or connected to, or no answer there
        return
    bus = MessageBus(connection)
    players = Players(bus, parent_pid)
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    listening = asyncio.create_task(bus.listen(players))
    await players.find()
    _answer(Answer.READY)
    ends = {listening, asyncio.create_task(_read_wishes(players)), asyncio.create_task(over.wait())}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    await players.leave()
    with contextlib.suppress(OSError, TimeoutError):
        await asyncio.wait_for(connection.close(), CALL_SECONDS)


def _answer(answer: Answer) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


async def _read_wishes(players: "Players") -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        with contextlib.suppress(ValueError):  # a truncated word, as its writer was killed
            players.wish(Wish(line.decode().removesuffix("\n")))


class MessageBus:
    """A connection on which several calls can wait for their answers at once."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._replies: dict[int, asyncio.Future[Any]] = {}

    async def call(self, message: Any) -> tuple[Any, ...]:
        """Return the call's result. Raises DBusErrorResponse, TimeoutError after CALL_SECONDS, and OSError."""
        from jeepney.wrappers import unwrap_msg

        serial = next(self._connection.outgoing_serial)
        reply = self._replies[serial] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._connection.send(message, serial=serial)
                body: tuple[Any, ...] = unwrap_msg(await reply)
                return body
        finally:
            del self._replies[serial]

    async def send(self, message: Any) -> None:
        """Send a call without waiting for its answer. Raises TimeoutError if the bus is stuck, and OSError."""
        async with asyncio.timeout(CALL_SECONDS):
            await self._connection.send(message)

    async def listen(self, players: "Players") -> None:
        """Receive answers and signals until the bus is gone."""
        from jeepney import HeaderFields, MessageType

        while True:
            try:
                message = await self._connection.receive()
            except (EOFError, OSError):
                return
            fields = message.header.fields
            if message.header.message_type is MessageType.signal:
                players.signalled(fields[HeaderFields.member], fields.get(HeaderFields.sender), message.body)
            elif (reply := self._replies.get(fields.get(HeaderFields.reply_serial))) and not reply.done():
                reply.set_result(message)


class Players:
    """All players on the bus, including those that come later, except the program with `own_pid`."""

    def __init__(self, bus: MessageBus, own_pid: int) -> None:
        from mobility_gui.desktop.music_player import MusicPlayer

        self._bus = bus
        self._own_pid = own_pid
        self._wish = Wish.RESTORE
        self._owners: dict[str, str] = {}  # by name; some programs have two
        self._players: dict[str, MusicPlayer] = {}  # by owner
        self._tasks: set[asyncio.Task[None]] = set()

    async def find(self) -> None:
        from jeepney import MatchRule, message_bus

        from mobility_gui.desktop.music_player import PATH

        names = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
        names.add_arg_condition(0, PREFIX, kind="namespace")
        values = MatchRule(
            type="signal", interface="org.freedesktop.DBus.Properties", member="PropertiesChanged", path=PATH
        )
        with _no_answer():
            await self._bus.call(message_bus.AddMatch(names))
            await self._bus.call(message_bus.AddMatch(values))
            for name in (await self._bus.call(message_bus.ListNames()))[0]:
                if name.startswith(f"{PREFIX}."):
                    with _no_answer():
                        await self._add(name, (await self._bus.call(message_bus.GetNameOwner(name)))[0])

    def wish(self, wish: Wish) -> None:
        self._wish = wish
        for player in self._players.values():
            player.wish(wish)

    def signalled(self, member: str, sender: str | None, body: tuple[Any, ...]) -> None:
        """Handle a signal from the bus or from a player."""
        from jeepney import message_bus

        from mobility_gui.desktop.music_player import plain_values

        match member, body:
            case "NameOwnerChanged", (str(name), str(), str(owner)) if sender == message_bus.bus_name:
                self._remove(name)
                if owner:
                    self._keep(self._add(name, owner))
            case "PropertiesChanged", (str(), dict(variants), list()) if sender in self._players:
                self._players[sender].changed(plain_values(variants))

    async def leave(self) -> None:
        """Restore everything, in LEAVE_SECONDS at most."""
        for player in self._players.values():
            player.leave()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LEAVE_SECONDS)

    async def _add(self, name: str, owner: str) -> None:
        from jeepney import message_bus

        from mobility_gui.desktop.music_player import MusicPlayer

        if name in NOT_PLAYERS:
            return
        self._owners[name] = owner
        with _no_answer():
            (pid,) = await self._bus.call(message_bus.GetConnectionUnixProcessID(owner))
            if pid == self._own_pid or owner in self._players or owner not in self._owners.values():
                return
            player = self._players[owner] = MusicPlayer(self._bus, owner)
            self._keep(player.follow())
            # Music started by hand during a session is wanted: it may be lowered, but is not paused.
            if self._wish is Wish.LOWER:
                player.wish(Wish.LOWER)

    def _remove(self, name: str) -> None:
        owner = self._owners.pop(name, None)
        if owner in self._players and owner not in self._owners.values():
            self._players.pop(owner).leave()

    def _keep(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _no_answer() -> contextlib.AbstractContextManager[None]:
    """Return a context that carries on if the program asked is gone or does not answer."""
    from jeepney import DBusErrorResponse

    return contextlib.suppress(DBusErrorResponse, TimeoutError, OSError)


if __name__ == "__main__":
    main()
