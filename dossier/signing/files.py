"""New files: whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def put(path: Path, data: bytes, mode: int) -> None:
    """Write a file that does not exist yet.

    Args:
        path: its name; nothing may stand there, not even a dead link.
        data: its content.
        mode: its permissions.

    Raises:
        FileExistsError: something stands there.
        OSError: it cannot be written.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".sign.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).chmod(mode)
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except OSError:
            # A disk without hard links: the name is taken first, then filled.
            path.touch(mode, exist_ok=False)
            os.replace(made, path)  # noqa: PTH105 - the atomic one
    finally:
        Path(made).unlink(missing_ok=True)
