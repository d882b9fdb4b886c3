"""The program of a helper: takes jobs from its parent and gives answers back.

python -m dossier.batch.serving
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading

from dossier.batch.helper import READY, send
from dossier.batch.work import Job, Probe, Shared, do, see

IDLE = 300.0
"""Seconds after which a helper without work ends: whoever started it may have been lost from sight."""

_Asked = queue.SimpleQueue[tuple[Shared, Job | Probe]]


def main() -> None:
    """Do jobs until there are no more."""
    # Ctrl-C reaches the whole group; the parent ends us, quietly.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever libraries print must not stand among the answers.
    os.dup2(2, 1)
    asked: _Asked = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    send(answers, READY)
    while True:
        try:
            shared, job = asked.get(timeout=IDLE)
            send(answers, see(shared, job) if isinstance(job, Probe) else do(shared, job))
        except (queue.Empty, BrokenPipeError):
            os._exit(0)  # the other thread still listens


def _listen(asked: _Asked) -> None:
    """Take jobs in; an end of the stream is the end of the parent."""
    stream = sys.stdin.buffer
    while True:
        try:
            asked.put(pickle.load(stream))  # noqa: S301 - what our parent sends
        # Nobody would take the answer of what is being done now.
        except BaseException:  # noqa: BLE001
            os._exit(1)


if __name__ == "__main__":
    main()
