"""The few functions of PulseAudio's C library that a stream needs, with their types; they also talk to PipeWire.

Only functions that may block release Python's lock (`CDLL`). The others take microseconds, and getting the lock back
after each of them would take milliseconds while another thread computes (`PyDLL`).
"""

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from typing import Any

LIBRARY = "libpulse.so.0"
"""Present wherever PulseAudio is, or PipeWire stands in for it."""

CONTEXT_NO_AUTOSPAWN = 0x1
CONTEXT_READY = 4
CONTEXT_GOOD_STATES = (1, 2, 3, CONTEXT_READY)
STREAM_CREATING = 1
STREAM_READY = 2
STREAM_AUTO_TIMING_UPDATE = 0x8
STREAM_EARLY_REQUESTS = 0x4000
SEEK_RELATIVE = 0
SAMPLE_S16LE = 3
ANY = 0xFFFF_FFFF
"""Leaves a buffer attribute to the server."""


class SampleSpec(ctypes.Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class BufferAttributes(ctypes.Structure):
    """All in bytes."""

    _fields_ = tuple((name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class SinkInfo(ctypes.Structure):
    """The first fields of the library's structure."""

    _fields_ = (("name", c_char_p), ("index", c_uint32), ("description", c_char_p))


class ServerInfo(ctypes.Structure):
    """The first fields of the library's structure."""

    _fields_ = (
        *((name, c_char_p) for name in ("user_name", "host_name", "server_version", "server_name")),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
    )


class TimingInfo(ctypes.Structure):
    """The first fields: where the server stood at a time of the wall clock; indices in bytes, times in us."""

    _fields_ = (
        ("seconds", c_long),
        ("microseconds", c_long),
        ("synchronized_clocks", c_int),
        *((name, c_uint64) for name in ("sink_usec", "source_usec", "transport_usec")),
        ("playing", c_int),
        ("write_index_corrupt", c_int),
        ("write_index", c_int64),
        ("read_index_corrupt", c_int),
        ("read_index", c_int64),
    )


SinkCallback = ctypes.CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)
ServerCallback = ctypes.CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)

_BLOCKING: dict[str, tuple[Any, ...]] = {  # name: (return type, argument types...)
    "pa_context_new": (c_void_p, c_void_p, c_char_p),  # may ask an X server where the sound is
    "pa_context_connect": (c_int, c_void_p, c_char_p, c_int, c_void_p),
    "pa_mainloop_poll": (c_int, c_void_p),
}
_QUICK: dict[str, tuple[Any, ...]] = {
    "pa_mainloop_new": (c_void_p,),
    "pa_mainloop_free": (None, c_void_p),
    "pa_mainloop_get_api": (c_void_p, c_void_p),
    "pa_mainloop_prepare": (c_int, c_void_p, c_int),
    "pa_mainloop_dispatch": (c_int, c_void_p),
    "pa_mainloop_wakeup": (None, c_void_p),
    "pa_context_get_state": (c_int, c_void_p),
    "pa_context_disconnect": (None, c_void_p),
    "pa_context_unref": (None, c_void_p),
    "pa_context_get_server_info": (c_void_p, c_void_p, ServerCallback, c_void_p),
    "pa_context_get_sink_info_list": (c_void_p, c_void_p, SinkCallback, c_void_p),
    "pa_operation_unref": (None, c_void_p),
    "pa_stream_new": (c_void_p, c_void_p, c_char_p, POINTER(SampleSpec), c_void_p),
    "pa_stream_connect_playback": (c_int, c_void_p, c_char_p, POINTER(BufferAttributes), c_int, c_void_p, c_void_p),
    "pa_stream_get_state": (c_int, c_void_p),
    "pa_stream_get_timing_info": (POINTER(TimingInfo), c_void_p),
    "pa_stream_update_timing_info": (c_void_p, c_void_p, c_void_p, c_void_p),
    "pa_stream_writable_size": (c_size_t, c_void_p),
    "pa_stream_write": (c_int, c_void_p, c_char_p, c_size_t, c_void_p, c_int64, c_int),
    "pa_stream_unref": (None, c_void_p),
}


def load() -> Any:
    """Return the functions above, by their names without `pa_`. Raises OSError if the library is missing."""
    functions = {}
    for kind, signatures in ((ctypes.CDLL, _BLOCKING), (ctypes.PyDLL, _QUICK)):
        library = kind(LIBRARY)
        for name, (gives, *takes) in signatures.items():
            function = library[name]
            function.restype, function.argtypes = gives, takes
            functions[name.removeprefix("pa_")] = staticmethod(function)
    return type("Library", (), functions)
