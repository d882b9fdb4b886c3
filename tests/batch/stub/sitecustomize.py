"""Gives helper processes an engine of words, that takes its time and dies on some names; it logs what it does.

Python imports this at its start wherever the folder is on its path.  ``STUB_LOG`` names the log, with
a line for each page and packet: what, of which case, in which file, for which parent process.
"""

from __future__ import annotations

import os
import signal
import sys
import time

PROGRAM = "dossier.batch.serving"
DEADLY = "致命"

if PROGRAM in sys.orig_argv:
    from dossier.batch import work
    from dossier.model import Box, Line
    from dossier.ocr import workers

    build = work._build

    def told(what: str, case: str, file: str = "") -> None:
        line = f"{what}\t{case}\t{file}\t{os.getppid()}\n".encode()
        handle = os.open(os.environ["STUB_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, line)
        os.close(handle)
        if DEADLY in (file or case):
            os.kill(os.getpid(), signal.SIGKILL)

    def attempt(_engine: object, task: workers.Task) -> workers.Outcome:
        told("read", task.folder.name, task.evidence.path)
        time.sleep(float(os.environ.get("STUB_SECONDS", "0")))
        number = f"CM2024{int(task.evidence.sha256[:6], 16):08d}"
        words = ("订单详情", "实付款 ¥100.00", f"订单编号 {number}", "下单时间 2024-08-09 10:29:41")
        boxes = (Box(20, top, 340, top + 18) for top in range(10, 110, 24))
        lines = (Line(n, text, box) for n, (text, box) in enumerate(zip(words, boxes, strict=False), start=1))
        return workers.Outcome(task, tuple(lines))

    def logged(shared: work.Shared, job: work.Build) -> work.Row:
        told("build", job.case)
        return build(shared, job)

    workers.attempt = attempt
    work._build = logged
