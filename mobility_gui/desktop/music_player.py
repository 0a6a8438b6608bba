"""One program that plays music, controlled over the desktop's message bus (MPRIS 2)."""

import asyncio
import contextlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jeepney import DBusAddress, DBusErrorResponse, Properties, new_method_call

from mobility_gui.desktop.other_players import Wish

PATH = "/org/mpris/MediaPlayer2"
INTERFACE = "org.mpris.MediaPlayer2.Player"

LOWERED_SHARE = 1 / 3
"""Share of the music's volume that is left while lowered: -9.5 dB on a linear scale, about half as loud to the ear."""
SAME_VOLUME = 0.01
"""Two volumes closer than this count as the same: players round, people move a slider further."""
ROUNDED_VOLUME = 0.06
"""How far players with a coarse scale (steps of 5 % and more) may round a volume they were given."""
SETTLE_SECONDS = 1.0
"""Time in which a player does what it was asked and reports it. Somebody else made any change it reports later."""
RETRY_SECONDS = 2.0
"""Wait before a player that does not answer is asked again."""


class Bus(Protocol):
    """A connection to players that never waits longer than a fixed time.

    `call` returns the call's result, or raises DBusErrorResponse or TimeoutError; `send` does not wait for an answer.
    Both raise OSError if the bus is gone.
    """

    async def call(self, message: Any) -> tuple[Any, ...]: ...
    async def send(self, message: Any) -> None: ...


@dataclass
class _Lowered:
    """A lowered volume; `became` is what the player made of the volume `asked` for."""

    original: float
    asked: float
    asked_at: float
    became: float | None = None
    restored_at: float = -math.inf

    def is_ours(self, volume: float) -> bool:
        """True if nobody else changed the volume. A player that has not reacted yet may still have the original."""
        ours = (self.asked, self.became, self.original)
        return any(each is not None and abs(volume - each) < SAME_VOLUME for each in ours)


class MusicPlayer:
    """The player at one connection of the bus, `owner` (":1.42"), however slow; it gets the latest wish in follow()."""

    def __init__(self, bus: Bus, owner: str) -> None:
        self._bus = bus
        self._address = DBusAddress(PATH, bus_name=owner, interface=INTERFACE)
        self._properties = Properties(self._address)
        self._wish = Wish.RESTORE
        self._leaving = False
        self._news = asyncio.Event()
        self._lowered: _Lowered | None = None
        self._lowered_before: _Lowered | None = None
        self._paused_by_us = False
        self._seen_paused = asyncio.Event()

    def wish(self, wish: Wish) -> None:
        self._wish = wish
        self._news.set()

    def leave(self) -> None:
        """Restore everything; follow() returns after that."""
        self._leaving = True
        self.wish(Wish.RESTORE)

    async def follow(self) -> None:
        leaving = False
        while not leaving:
            await self._news.wait()
            self._news.clear()
            leaving = self._leaving
            try:
                await self._do(self._wish)
            except TimeoutError:
                asyncio.get_running_loop().call_later(RETRY_SECONDS, self._news.set)
            except (DBusErrorResponse, OSError):
                pass  # the player is gone, or cannot do this

    def changed(self, values: Mapping[str, object]) -> None:
        """Handle what the player reports about itself."""
        match values.get("PlaybackStatus"):
            case "Playing":
                if self._seen_paused.is_set():
                    self._paused_by_us = False  # somebody wants to hear it
                if self._wish is Wish.LOWER:
                    self._news.set()
            case "Paused":
                self._seen_paused.set()
            case "Stopped":
                self._paused_by_us = False
        volume = _volume(values)
        lowered = self._lowered
        if volume is not None and lowered and _now() - lowered.asked_at < SETTLE_SECONDS:
            _take_rounding(lowered, volume)

    async def _do(self, wish: Wish) -> None:
        match wish:
            case Wish.LOWER:
                await self._lower()
            case Wish.PAUSE:
                await self._pause()
            case Wish.RESTORE:
                await self._restore()

    async def _lower(self) -> None:
        if self._lowered:
            return
        values = await self._values()
        volume = _volume(values)
        if values.get("PlaybackStatus") != "Playing" or not volume or self._wish is not Wish.LOWER:
            return
        before = self._lowered_before
        if before and before.is_ours(volume) and _now() - before.restored_at < SETTLE_SECONDS:
            volume = before.original  # a slow player that has not returned to it yet
        self._lowered = _Lowered(volume, volume * LOWERED_SHARE, _now())
        try:
            await self._bus.call(self._properties.set("Volume", "d", self._lowered.asked))
        except DBusErrorResponse:
            self._lowered = None  # its volume cannot be set
            return
        volume = _volume(await self._values())
        if volume is not None:
            _take_rounding(self._lowered, volume)

    async def _pause(self) -> None:
        if (await self._values()).get("PlaybackStatus") != "Playing" or self._wish is not Wish.PAUSE:
            return
        self._seen_paused.clear()
        self._paused_by_us = True
        try:
            await self._bus.call(new_method_call(self._address, "Pause"))
        except DBusErrorResponse:
            self._paused_by_us = False
            return
        match (await self._values()).get("PlaybackStatus"):
            case "Paused":
                self._seen_paused.set()
            case "Playing":  # a slow one: wait, or it would still be playing if the session ended right now
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._seen_paused.wait(), SETTLE_SECONDS)

    async def _restore(self) -> None:
        lowered = self._lowered
        if lowered is None and not self._paused_by_us:
            return
        # A player that does not answer now will read these messages later, after those that lower or pause it.
        values: Mapping[str, object] = {"PlaybackStatus": "Paused"} | ({"Volume": lowered.asked} if lowered else {})
        with contextlib.suppress(TimeoutError, DBusErrorResponse):
            values = await self._values()
        self._lowered = None  # not earlier: a slow player may only now have reported how it rounded
        volume = _volume(values)
        if lowered and volume is not None and lowered.is_ours(volume):
            lowered.restored_at = _now()
            self._lowered_before = lowered
            await self._bus.send(self._properties.set("Volume", "d", lowered.original))
        if self._paused_by_us and values.get("PlaybackStatus") == "Paused":
            await self._bus.send(new_method_call(self._address, "Play"))
        self._paused_by_us = False

    async def _values(self) -> Mapping[str, object]:
        match await self._bus.call(self._properties.get_all()):
            case (dict(variants),):
                return plain_values(variants)
        return {}


def plain_values(variants: Mapping[Any, Any]) -> Mapping[str, object]:
    """Return properties by name, without the types that the bus adds. Skip malformed ones, as anything may be sent."""
    return {name: variant[1] for name, variant in variants.items() if isinstance(variant, tuple)}


def _volume(values: Mapping[str, object]) -> float | None:
    """Return the volume, where 1 is the loudest (some players go further), or None if the player has none."""
    volume = values.get("Volume")
    return float(volume) if isinstance(volume, int | float) and math.isfinite(volume) and volume >= 0 else None


def _take_rounding(lowered: _Lowered, volume: float) -> None:
    if abs(volume - lowered.asked) < ROUNDED_VOLUME:
        lowered.became = volume


def _now() -> float:
    return asyncio.get_running_loop().time()
