"""Measure the making of a packet of eighty large screenshots against the least that it could take.

    PYTHONPATH=. python bench/packet.py [ROUNDS]

(``python bench`` runs it after the samples.)  The least is copying and hashing the
files, and ReportLab's own drawing of the same pictures, one a page.  What stands on
the pictures lies in the cache, so that nothing is read.  Each is measured in a process
of its own.  The goals that the project keeps: a build takes at most three times the
least, and its file is at most one and a fifth times as large as the pictures drawn and
enclosed in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pypdf
import screens
from pypdf.generic import IndirectObject, StreamObject
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dossier import building
from dossier.ocr.cache import Cache
from dossier.pipeline import investigate

TIME_GOAL, SIZE_GOAL = 3.0, 1.2
MEGABYTE = 1_000_000
DESTINATIONS = {"one": ("platform",), "usual": ("platform", "12315")}


# -- what is measured, each in a process of its own -----------------------------


def copy(folder: Path, out: Path) -> float:
    """Seconds of copying and hashing the files."""
    start = time.perf_counter()
    out.mkdir()
    for path in sorted(folder.iterdir()):
        shutil.copyfile(path, out / path.name)
        with path.open("rb") as stream:
            hashlib.file_digest(stream, "sha256")
    return time.perf_counter() - start


def plain(folder: Path, out: Path) -> float:
    """Seconds in which ReportLab draws the pictures, one a page, without ASCII armour."""
    rl_config.useA85 = 0
    start = time.perf_counter()
    canvas = Canvas(str(out), pagesize=A4)
    for path in sorted(folder.iterdir()):
        canvas.drawImage(str(path), 80, 80, 350, 350 * screens.HEIGHT / screens.WIDTH)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start


def build(folder: Path, out: Path, wanted: str) -> float:
    """Seconds of the build alone, of a case that is already read and judged."""
    result = investigate(folder)
    if result.read:
        raise SystemExit(f"{result.read} pages were read: the cache does not fit")
    start = time.perf_counter()
    building.build(folder, out, result, DESTINATIONS[wanted])
    return time.perf_counter() - start


def alone(what: str, *arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one of the above in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--", what, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = json.loads(done.stdout)
    return float(seconds), float(peak)


def _alone(what: str, *arguments: str) -> None:
    folder, out = Path(arguments[0]), Path(arguments[1])
    if what == "build":
        seconds = build(folder, out, arguments[2])
    else:
        seconds = {"copy": copy, "plain": plain}[what](folder, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1 if sys.platform == "darwin" else 1024
    print(json.dumps((seconds, peak * scale / MEGABYTE)))


def enclosed(packet: Path) -> tuple[int, int]:
    """Bytes of the pictures drawn in a packet, and of the files enclosed in it, as they stand there."""
    drawn, files = 0, 0
    for stream in _streams(pypdf.PdfReader(packet)):
        if stream.get("/Subtype") == "/Image":
            drawn += len(stream._data)  # noqa: SLF001 - not unpacked
        elif stream.get("/Type") == "/EmbeddedFile":
            files += len(stream._data)  # noqa: SLF001
    return drawn, files


def _streams(reader: pypdf.PdfReader) -> Iterator[StreamObject]:

    for number in range(1, int(reader.trailer["/Size"])):
        item = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(item, StreamObject):
            yield item


# -- the table ------------------------------------------------------------------


def main() -> int:
    """Print the table; 1 when a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        os.environ["DOSSIER_CACHE"] = str(place / "cache")
        screens.draw(place / "evidence", Cache(place / "cache"))
        return _measure(place, rounds)


def _measure(place: Path, rounds: int) -> int:
    folder = place / "evidence"
    files = sum(path.stat().st_size for path in folder.iterdir())
    copied, drawn = [], []
    built: dict[str, list[tuple[float, float]]] = {which: [] for which in DESTINATIONS}
    for number in range(rounds):
        copied.append(alone("copy", str(folder), str(place / f"copy{number}"))[0])
        drawn.append(alone("plain", str(folder), str(place / f"plain{number}.pdf"))[0])
        for which, taken in built.items():
            taken.append(alone("build", str(folder), str(place / f"{which}{number}"), which))
    least = statistics.median(copied) + statistics.median(drawn)
    print(f"{screens.COUNT} pictures of {files / MEGABYTE:.1f} MB, medians of {rounds}")
    print(f"{'copying and hashing':26}{statistics.median(copied):8.2f} s")
    print(f"{'ReportLab, plain':26}{statistics.median(drawn):8.2f} s")
    print(f"{'packets':26}{'build':>10}{'÷ least':>9}{'peak':>9}{'file':>10}{'÷ pictures':>12}{'÷ files':>9}")
    missed = False
    for which, taken in built.items():
        seconds, peak = statistics.median(one for one, _ in taken), max(other for _, other in taken)
        packet = place / f"{which}0" / f"packet-{DESTINATIONS[which][0]}.pdf"
        size, pictures = packet.stat().st_size, sum(enclosed(packet))
        missed = missed or seconds / least > TIME_GOAL or size / pictures > SIZE_GOAL
        print(
            f"{', '.join(DESTINATIONS[which]):26}{seconds:8.2f} s{seconds / least:9.2f}{peak:6.0f} MB"
            f"{size / MEGABYTE:7.1f} MB{size / pictures:12.2f}{size / files:9.2f}",
            flush=True,
        )
    return int(missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        _alone(*sys.argv[2:])
        sys.exit(0)
    sys.exit(main())
