"""Kills processes that make a folder, at every step or at random moments, and looks at what is left.

A program of its own, since it forks: ``python killing.py steps|tidying|moments|rivals FOLDER exchange|renames``.
It fails where anything but a whole folder is found, and prints how often which was.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dossier.staging import stage as staging

VERSIONS = {
    "old": {"packet.pdf": b"old" * 50_000, "dossier.json": b"{}", "share/dossier.json": b"1"},
    "new": {"packet.pdf": b"new" * 60_000, "manifest.json": b"[]", "share/deep/form.txt": b"2"},
    "third": {"packet.pdf": b"third"},
}
KILLS = 150
DEAD = 9


def make(place: Path, version: str) -> None:
    with staging.Stage(place) as stage:
        for name, data in VERSIONS[version].items():
            stage.put(name, data)
        stage.finish()


def found(place: Path) -> str:
    """Which version stands in a place, wholly; "none" when there is no folder."""
    if not place.exists():
        return "none"
    content = {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }
    (version,) = [name for name, outputs in VERSIONS.items() if outputs == content]
    return version


def alone(place: Path) -> bool:
    return [path.name for path in place.parent.iterdir()] == [place.name]


def forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001 - a child must never go on as its parent
        sys.stderr.write(f"{error!r} {getattr(error, 'values', '')} {error.__cause__!r}\n")
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dying(step: int, work: Callable[[], None]) -> Callable[[], None]:
    """Work that dies just before its n-th call to the system, as far as Python announces them."""

    def go_on() -> None:
        left = step

        def announced(_event: str, _values: object) -> None:
            nonlocal left
            if left == 0:
                os._exit(DEAD)  # like a kill: nothing is cleared up
            left -= 1

        sys.addaudithook(announced)
        work()

    return go_on


def robbed(place: Path) -> None:
    """Whoever takes a folder away after a kill must not get half of one back."""
    away = place.with_name("away")
    place.rename(away)
    staging.tidy(place)
    if found(place) != "none":
        shutil.rmtree(place)
    away.rename(place)


def steps(folder: Path, way: str) -> Counter[str]:
    """Kill a build before each of its steps, over an old folder and over none."""
    counted: Counter[str] = Counter()
    for before, robbing in (("old", False), ("none", False), ("old", True)):
        step, code = 0, -1
        while code:
            place = folder / f"{before}{robbing}" / str(step) / "out"
            if before == "old":
                make(place, "old")
            else:
                place.parent.mkdir(parents=True)
            code = ended(forked(dying(step, lambda to=place: make(to, "new"))))  # type: ignore[misc]
            assert code in (0, DEAD), code
            now = found(place)
            counted[f"{before}-{now}"] += not robbing
            assert now in {before, "new"} or way == "renames", now
            if robbing and now != "none":
                robbed(place)
            # A check afterwards finds the old or the new folder, and nothing else beside it ...
            staging.tidy(place)
            assert found(place) in {before, "new"}
            assert alone(place) or list(place.parent.iterdir()) == []
            # ... and so does the next build.
            make(place, "third")
            assert found(place) == "third"
            assert alone(place)
            step += 1
    return counted


def tidying(folder: Path, _way: str) -> Counter[str]:
    """Kill the clearing up too, after a build that died between its two renames."""
    counted: Counter[str] = Counter()
    step, code = 0, -1
    while code:
        place = folder / str(step) / "out"
        make(place, "old")

        def half(to: Path = place) -> None:
            stage = staging.Stage(to).__enter__()
            stage.put("packet.pdf", b"new")
            to.rename(stage._new.parent / "old")

        assert ended(forked(half)) == 0
        assert found(place) == "none"
        code = ended(forked(dying(step, lambda to=place: staging.tidy(to))))  # type: ignore[misc]
        counted[found(place)] += 1
        staging.tidy(place)
        assert found(place) == "old"
        assert alone(place)
        step += 1
    return counted


def moments(folder: Path, way: str) -> Counter[str]:
    """Kill, at random moments, processes that build two versions in turn again and again."""
    chance = random.Random(20260923)  # noqa: S311 - the same every time
    place = folder / "desk" / "out"
    make(place, "old")
    counted: Counter[str] = Counter()

    def build() -> None:
        while True:
            make(place, "new")
            make(place, "old")

    for _ in range(KILLS):
        child = forked(build)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        assert ended(child) == -signal.SIGKILL
        now = found(place)
        assert now in {"old", "new"} or way == "renames", now
        left = len(list(place.parent.iterdir())) > 1
        counted[now] += 1
        counted["left"] += left
        if chance.random() < 0.5:
            staging.tidy(place)
            assert found(place) in {"old", "new"}
        else:
            make(place, chance.choice(["old", "new"]))
        assert alone(place)
    return counted


def rivals(folder: Path, _way: str) -> Counter[str]:
    """Three processes make the same place at once, and a fourth is killed again and again."""
    place = folder / "desk" / "out"
    make(place, "old")

    def build() -> None:
        for version in ("old", "new", "third") * 10:
            make(place, version)

    children = [forked(build) for _ in range(3)]
    for _ in range(10):
        child = forked(build)
        time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        ended(child)
    assert [ended(child) for child in children] == [0, 0, 0]
    staging.tidy(place)
    assert alone(place)
    return Counter([found(place)])


if __name__ == "__main__":
    what, where, how = sys.argv[1:]
    if how == "renames":
        staging.exchange = lambda _one, _other: False  # type: ignore[assignment]
    ways = {"steps": steps, "tidying": tidying, "moments": moments, "rivals": rivals}
    sys.stdout.write(json.dumps(ways[what](Path(where), how)))
