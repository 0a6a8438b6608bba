"""Writes files whole or not at all, even in a power cut."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, readable by its owner only. Raises `OSError`; the old file then stays."""
    from tempfile import mkstemp  # imported here, as it would delay the first paint by 5 ms

    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
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
    """Flush the names in a folder to disk; without it a renamed file may have its old name after a power cut."""
    if os.name == "posix":  # Windows cannot open a folder, and does not need it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
