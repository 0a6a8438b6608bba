"""Writes files whole or not at all, even in a power cut."""

import os
from contextlib import suppress
from pathlib import Path

LEAST_FREE_BYTES = 64 * 1024
"""A disk with less room than this counts as full."""


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, readable by its owner only. Raises `OSError`; the old file then stays.

    A link stays a link, and the file it points to is replaced. A device such as /dev/null stays a device.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
    else:
        replace_whole(target, content)


def replace_whole(path: Path, content: bytes) -> None:
    """Do the same, but replace a link itself: for a copy of ours, where the runner may have linked to the original."""
    from tempfile import mkstemp  # imported here, as it would delay the first paint by 5 ms

    # The name is short, as the file's own may be as long as the disk allows.
    handle, name = mkstemp(dir=path.parent, prefix=".mobility-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk; without it a renamed file may have its old name after a power cut.

    Some file systems cannot do it. The file is in its place by then, so that is not reported as an error.
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
