"""The review page as a person starts it: a process of its own that tells an address."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

from places import ROOT

_PATIENCE = 120
"""Seconds until the address must be told; a busy machine takes its time to import and to read."""
_NOWHERE = "http://127.0.0.1:9"


class Product:
    """``dossier review FOLDER --no-browser`` as a process of its own.

    Args:
        folder: the evidence.
        more: environment variables.

    Attributes:
        address: of the page, as told on stdout.
    """

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.told: list[str] = []
        # A network, if there is one, must not be needed.
        away = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dossier", "review", str(folder), "--no-browser"],
            cwd=folder.parent,
            env=os.environ | away | {"PYTHONPATH": str(ROOT)} | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        self.address = self._address()

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def stop(self) -> None:
        """End it as a person does, by Ctrl-C, and see that it ends well."""
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        self._reader.join()
        assert code == 0, "".join(self.told)
        assert "Traceback" not in "".join(self.told), "".join(self.told)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self.told.append(line)
                self._lines.put(line)
        self._lines.put("")

    def _address(self) -> str:
        while line := self._lines.get(timeout=_PATIENCE):
            if re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]+/\n", line):
                return line.strip()
        self.process.kill()
        self.process.wait()
        raise AssertionError("no address was told: " + "".join(self.told))
