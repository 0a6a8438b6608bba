"""Writes files whole or not at all, even in a power cut."""

import os
from contextlib import suppress
from pathlib import Path

LEAST_FREE_BYTES = 64 * 1024
"""A disk with less room than this counts as full."""


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, readable by its owner only. Raises `OSError`; the old file then stays.

    A link stays a link, and the file it points to is replaced. A device such as /dev/null is written to as it is.
    """
    from tempfile import mkstemp  # imported here, as it would delay the first paint by 5 ms

    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    # The name is short, as the file's own may be as long as the disk allows.
    handle, name = mkstemp(dir=target.parent, prefix=".mobility-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk; without it a renamed file may have its old name after a power cut.

    Some file systems cannot do it, and the file is in its place by then: so a failure is no error.
    """
    if os.name != "posix":  # Windows cannot open a folder, and does not need it
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_full(folder: Path) -> bool:
    """True if the disk has no room for another file or more of one; some errors of a full disk do not say so."""
    if os.name != "posix":
        return False
    try:
        disk = os.statvfs(folder)
    except OSError:
        return False
    no_files_left = disk.f_files > 0 and disk.f_favail == 0  # some file systems have no limit, and say 0
    return no_files_left or disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES
