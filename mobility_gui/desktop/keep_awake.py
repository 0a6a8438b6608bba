"""Keep the screen on during a session, if the desktop lets programs ask for it."""

import contextlib
from threading import Event, Thread
from typing import Any

from mobility_gui import TITLE

NO_BUS = "The screen may turn off: no desktop session was found."
NO_SERVICE = "The screen may turn off: this desktop does not let programs keep it on."
NO_ANSWER = "The screen may turn off: the desktop did not answer."
NO_LIBRARY = "The screen may turn off: the wakepy library is missing."

REASON = "A session is running"
RELEASE_SECONDS = 0.5
"""Longest wait for the desktop when the request is withdrawn; usually 3 ms. A request also ends with this process."""


class KeepAwake:
    """A request to the desktop from start() to stop(), made in a thread as a desktop that hangs takes seconds."""

    def __init__(self) -> None:
        self._request: _Request | None = None

    @property
    def active(self) -> bool | None:
        """True if the screen is being kept on; None while that is not known, and when not started."""
        return self._request.active if self._request else None

    @property
    def problem(self) -> str | None:
        """Why the screen may turn off, in one sentence."""
        return self._request.problem if self._request else None

    def start(self) -> None:
        if self._request is None:
            self._request = _Request()

    def stop(self) -> None:
        if self._request:
            self._request.take_back()
            self._request = None


class _Request:
    """One request. A wakepy mode can be used once and in one thread, which lives as long as the request."""

    def __init__(self) -> None:
        self.active: bool | None = None
        self.problem: str | None = None
        self._over = Event()
        self._thread = Thread(target=self._hold, name="keep awake", daemon=True)
        self._thread.start()

    def take_back(self) -> None:
        self._over.set()
        self._thread.join(RELEASE_SECONDS)

    def _hold(self) -> None:
        try:
            from wakepy import keep
        except ImportError:
            self.active, self.problem = False, NO_LIBRARY
            return
        # wakepy raises if it cannot withdraw a request: then the desktop is gone, and the request with it
        with (
            contextlib.suppress(RuntimeError),
            keep.presenting(on_fail="pass", dbus_adapter=_named_adapter()) as mode,
        ):
            if not mode.active:
                self.problem = _reason(mode)
            self.active = mode.active
            self._over.wait()


def _named_adapter() -> Any:
    """Return an adapter that makes wakepy ask in this program's name, which some desktops show; None without D-Bus."""
    with contextlib.suppress(ImportError):
        from wakepy.core import DBusMethodCall
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

        class NamedAdapter(JeepneyDBusAdapter):
            def process(self, call: DBusMethodCall) -> object:
                ours = {"wakepy": TITLE, "wakelock active": REASON}
                try:
                    return super().process(DBusMethodCall(call.method, tuple(ours.get(arg, arg) for arg in call.args)))
                except Exception:
                    self.close_connections()  # wakepy closes them only if a request was granted
                    raise

        return NamedAdapter
    return None


def _reason(mode: Any) -> str:
    """Return one sentence that sums up why all attempts failed."""
    reasons = " ".join(result.failure_reason for result in mode.result.query(success=(False,)))
    if "DBUS_SESSION_BUS_ADDRESS" in reasons:
        return NO_BUS
    if "ServiceUnknown" in reasons:
        return NO_SERVICE
    return NO_ANSWER
