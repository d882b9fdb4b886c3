"""Measure the whole program against the engine alone and against its peers, in one run.

    python bench/speed.py [ROUNDS] [--small] [--write FILE]

The pictures are the first 40 of ``bench/accuracy``'s corpus and, for the cost at ten times the size
(left out with ``--small``), the first 400, all distinct.  Each measurement is a process of its own, the
ones that are compared are taken in turn, and of several rounds the median counts.  The machine may be
noisy: ratios of one run tell more than seconds.

The floor is RapidOCR on the same pictures with all cores, one process with all threads or one process
a core, whichever is faster.  OCRmyPDF takes part where it and img2pdf are installed.  Tesseract, which
both peers use, reads far less exactly (``docs/accuracy.md``), so their speed is told but no goal.  Exits
with 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measure
from bench.accuracy import corpus
from bench.measure import ROOT, Cost, python

SMALL, LARGE = 40, 400
_FINE = 0.1
"""Smaller ratios are told with a figure more."""
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``goal`` is the most that ``ratio`` may be, 0 where none is set."""

    name: str
    told: str
    ratio: float = 0.0
    goal: float = 0.0

    @property
    def missed(self) -> bool:
        """Whether the goal is not kept."""
        return bool(self.goal) and self.ratio > self.goal


def drawn(folder: Path, count: int) -> Path:
    """So many pictures of the corpus in a folder."""
    folder.mkdir()
    for picture in corpus.pictures(count):
        (folder / picture.name).write_bytes(picture.data)
    return folder


class Bench:
    """A place with the small folder, and what was measured on it."""

    def __init__(self, place: Path, rounds: int) -> None:
        self.place, self.rounds = place, rounds
        self.small = drawn(place / "small", SMALL)
        self._count = 0

    def fresh(self, name: str) -> Path:
        """A path that nothing has."""
        self._count += 1
        return self.place / f"{name}{self._count}"

    def build(self, folder: Path, out: Path, cache: Path, *first: str) -> Cost:
        """A build as a person starts it."""
        return python(
            *(first or ("-m", "dossier")), "build", str(folder), "-o", str(out), DOSSIER_CACHE=str(cache)
        )

    def floor(self) -> Cost:
        """RapidOCR alone, in the better way to use all cores."""
        ways = [python("bench/floor.py", str(self.small), str(count)) for count in sorted({1, CORES})]
        return min(ways, key=lambda cost: cost.seconds)

    def once(self) -> Cost:
        """A cold build without second readings."""
        return self.build(self.small, self.fresh("out"), self.fresh("cache"), "bench/once.py")

    def scripted(self) -> Cost:
        """Tesseract and a script of patterns."""
        return python("bench/scripted.py", str(self.small))

    def ocrmypdf(self) -> Cost | None:
        """The pictures as a PDF, made searchable; None where the tools are not installed."""
        tools = [shutil.which(name) for name in ("img2pdf", "ocrmypdf")]
        if None in tools:
            return None
        bound, done = self.fresh("bound"), self.fresh("done")
        pictures = [str(path) for path in sorted(self.small.iterdir())]
        subprocess.run([str(tools[0]), *pictures, "-o", str(bound)], check=True, capture_output=True)
        options = ("-l", "chi_sim+eng", "--jobs", str(CORES), "--output-type", "pdf", "--optimize", "0")
        return measure.command([str(tools[1]), *options, str(bound), str(done)])

    def again(self) -> tuple[Cost, Cost, Cost, Cost, dict[str, float]]:
        """Cold; the same once more; after a line in ``case.yaml``; ``check``; the stages alone."""
        folder, out, cache = self.fresh("case"), self.fresh("out"), self.fresh("cache")
        shutil.copytree(self.small, folder)
        cold, same = self.build(folder, out, cache), self.build(folder, out, cache)
        (folder / "case.yaml").write_text("我的陈述: 补充一句。\n", encoding="utf-8")
        changed = self.build(folder, out, cache)
        check = python("-m", "dossier", "check", str(folder), DOSSIER_CACHE=str(cache))
        return cold, same, changed, check, self.stages(cache)

    def stages(self, cache: Path) -> dict[str, float]:
        """Seconds of judging, of writing a packet, and of ReportLab's own drawing."""
        told: dict[str, float] = {}
        for more in ((), ("--plain",)):
            command = [sys.executable, "bench/stages.py", str(self.small), str(self.fresh("alone")), *more]
            environment = os.environ | {"PYTHONPATH": str(ROOT), "DOSSIER_CACHE": str(cache)}
            done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
            told |= json.loads(done.stdout)
        return told


def small(bench: Bench) -> tuple[list[Row], float, float]:
    """The rows of forty pictures; processor seconds a picture, and the peak."""
    floors, onces, agains, scripts, others = [], [], [], [], []
    for _ in range(bench.rounds):
        floors.append(bench.floor())
        onces.append(bench.once())
        agains.append(bench.again())
        scripts.append(bench.scripted())
        others.append(bench.ocrmypdf())
    colds = [again[0] for again in agains]
    floor, once, cold, script = (seconds(costs) for costs in (floors, onces, colds, scripts))
    same, changed, check = (seconds([again[part] for again in agains]) for part in (1, 2, 3))
    stages = {key: statistics.median(again[4][key] for again in agains) for key in agains[0][4]}
    checked = statistics.median(again[3].cpu for again in agains)
    rows = [
        Row("RapidOCR alone (the floor)", f"{floor:.1f} s"),
        Row("cold build without second readings ÷ floor", f"{once:.1f} s", once / floor, 1.10),
        Row("cold build ÷ floor", f"{cold:.1f} s", cold / floor, 1.25),
        Row("cold build ÷ Tesseract and a script", f"{cold:.1f} ÷ {script:.1f} s", cold / script),
    ]
    known = [one for one in others if one is not None]
    if known:
        rows.append(
            Row("cold build ÷ OCRmyPDF", f"{cold:.1f} ÷ {seconds(known):.1f} s", cold / seconds(known))
        )
    rows += [
        Row("the same build again ÷ cold", f"{same:.2f} s", same / cold, 0.03),
        Row("build after a line in case.yaml ÷ cold", f"{changed:.2f} s", changed / cold),
        Row("check, all read before ÷ cold", f"{check:.2f} s", check / cold),
        Row("judging alone", f"{stages['judged']:.2f} s", stages["judged"] / cold),
        Row(
            "one packet alone ÷ ReportLab, plain",
            f"{stages['packets']:.2f} ÷ {stages['drawn']:.2f} s",
            stages["packets"] / stages["drawn"],
        ),
        Row("processor time of dossier --help", *helped(bench.rounds)),
        Row("processor time of check, all read before", f"{checked:.2f} s"),
    ]
    peak = max(cost.peak for cost in colds)
    rows.append(Row(f"peak memory of all processes, {SMALL} pictures", f"{peak:.0f} MB", peak / 1500, 1.0))
    return rows, statistics.median(cost.cpu for cost in colds) / SMALL, peak


def large(bench: Bench, each: float) -> Iterator[Row]:
    """The rows of ten times as many pictures in one case."""
    folder = drawn(bench.place / "large", LARGE)
    cost = bench.build(folder, bench.fresh("out"), bench.fresh("cache"))
    told = f"{cost.seconds:.0f} s, {cost.cpu / LARGE:.2f} ÷ {each:.2f} s of processors"
    yield Row(f"cost of a picture, {LARGE} ÷ {SMALL} in one case", told, cost.cpu / LARGE / each, 1.05)
    yield Row(f"peak memory of all processes, {LARGE} pictures", f"{cost.peak:.0f} MB", cost.peak / 1500, 1.0)


def helped(rounds: int) -> tuple[str, float, float]:
    """What ``dossier --help`` takes of the processor, and its part of what it may take."""
    cpu = statistics.median(python("-m", "dossier", "--help").cpu for _ in range(max(3, rounds)))
    return f"{cpu:.2f} s", cpu / 0.25, 1.0


def seconds(costs: Sequence[Cost]) -> float:
    """The median."""
    return statistics.median(cost.seconds for cost in costs)


def machine() -> str:
    """What was measured on, and with which versions."""
    model = platform.processor() or platform.machine()
    try:
        names = [
            line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0].partition(":")[2].strip() or model
    except (OSError, IndexError):
        pass
    libraries = ("rapidocr", "onnxruntime", "reportlab", "pillow")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in libraries)
    system = f"{platform.system()} {platform.machine()}, {CORES} cores ({model})"
    return f"{system}, Python {platform.python_version()}, {versions}"


def table(rows: Sequence[Row]) -> str:
    """Markdown."""
    lines = ["| what | measured | ratio | goal |", "| --- | ---: | ---: | ---: |"]
    for row in rows:
        digits = 3 if row.ratio < _FINE else 2
        ratio = f"{row.ratio:.{digits}f}" if row.ratio else ""
        goal = f"≤ {row.goal:g}{' **missed**' if row.missed else ''}" if row.goal else ""
        lines.append(f"| {row.name} | {row.told} | {ratio} | {goal} |")
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 when a goal is missed."""
    asked = argparse.ArgumentParser(description="speed")
    asked.add_argument("rounds", nargs="?", type=int, default=3)
    asked.add_argument("--small", action="store_true", help="forty pictures only")
    asked.add_argument("--write", type=Path, help="a Markdown file whose part between the marks is replaced")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), told.rounds)
        rows, each, _ = small(bench)
        print(table(rows), flush=True)
        if not told.small:
            more = list(large(bench, each))
            print("\n".join(table(more).splitlines()[2:]))
            rows += more
    print(machine())
    if told.write:
        written(told.write, f"{machine()}; medians of {told.rounds} rounds.\n\n{table(rows)}\n")
    return int(any(row.missed for row in rows))


BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->"


def written(place: Path, text: str) -> None:
    """Put the table into its place in a document."""
    before, _, rest = place.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    place.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
