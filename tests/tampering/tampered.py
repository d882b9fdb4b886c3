"""A built case to tamper with, and the check that must notice."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from PIL import Image, ImageDraw

from dossier.cli import main

FOUND = 5
"""The exit code that says something is not as it was."""

CHAT = """2024-05-12 14:03:05 我(10001)
订单CM20240512001误拍了，现申请取消，请勿发货

2024-05-12 14:04:10 客服1024(10002)
系统自动发货，无法取消
"""
LATER = """2024-05-13 09:00:00 我(10001)
订单CM20240512001请退款

2024-05-13 09:05:00 客服1024(10002)
不能退款
"""
CASE = """投诉人:
  姓名: 某某
  电话: 138****0000
请求:
  - 类型: 退款
    金额: 128.00
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``dossier verify`` answered."""

    exit_code: int
    text: str


@dataclass(frozen=True, slots=True)
class Tampered:
    """One copy of the case: the evidence folder and the outputs."""

    evidence: Path
    out: Path

    @property
    def journal(self) -> Path:
        return self.evidence / "journal.jsonl"

    @property
    def packet(self) -> Path:
        return self.out / "packet-12315.pdf"

    def copy(self, folder: Path) -> Tampered:
        """The same in another place; times are not kept."""
        for place in (self.evidence, self.out):
            shutil.copytree(place, folder / place.name, copy_function=shutil.copyfile)
        return Tampered(folder / self.evidence.name, folder / self.out.name)

    def sealed(self) -> list[Path]:
        """The files that a check answers for, in one order: not what the person writes herself."""
        return [path for path in self.files() if path.name != "case.yaml"]

    def name(self, path: Path) -> str:
        """What a check calls a file."""
        place = self.evidence if path.is_relative_to(self.evidence) else self.out
        return path.relative_to(place).as_posix()

    def files(self) -> dict[Path, bytes]:
        """Everything that is there."""
        return {
            path: path.read_bytes()
            for place in (self.evidence, self.out)
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }

    def restore(self, files: dict[Path, bytes]) -> None:
        """Make everything what it was: a check itself writes into the journal."""
        for path in self.files().keys() - files.keys():
            path.unlink()
        for path, data in files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)


def verify(out: Path, evidence: Path | None = None) -> Verdict:
    """Check through the command line."""
    result = CliRunner().invoke(main, ["verify", str(out), *([str(evidence)] if evidence else [])])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Verdict(int(result.exit_code), result.output)


def build(evidence: Path, out: Path) -> None:
    """Build the set and the one for sharing."""
    result = CliRunner().invoke(main, ["build", str(evidence), "-o", str(out), "--share", "--jobs", "1"])
    assert result.exit_code == 0, result.output


def make(folder: Path) -> Tampered:
    """Four small originals, a case file, two builds for a journal of some lines, and a check."""
    made = Tampered(folder / "证据", folder / "材料")
    (made.evidence / "聊天").mkdir(parents=True)
    (made.evidence / "聊天" / "第一天.txt").write_text(CHAT, encoding="utf-8")
    (made.evidence / "case.yaml").write_text(CASE, encoding="utf-8")
    for number in (1, 2):
        _picture(made.evidence / f"图{number}.png", f"order {number} 128.00")
    build(made.evidence, made.out)
    (made.evidence / "聊天" / "第二天.txt").write_text(LATER, encoding="utf-8")
    build(made.evidence, made.out)
    assert verify(made.out, made.evidence).exit_code == 0
    return made


def _picture(path: Path, words: str) -> None:
    picture = Image.new("RGB", (240, 80), "white")
    ImageDraw.Draw(picture).text((10, 30), words, fill="black")
    picture.save(path)


# Mutations


def flips(files: list[Path], count: int, seed: int) -> Iterator[tuple[Path, int, int]]:
    """Random places to flip a bit: file, byte, bit.  Files are drawn evenly, large and small alike."""
    chance = random.Random(seed)  # noqa: S311 - any places will do, the same each time
    sizes = {path: path.stat().st_size for path in files}
    for _ in range(count):
        path = chance.choice(files)
        yield path, chance.randrange(sizes[path]), chance.randrange(8)


def flipped(data: bytes, place: int, bit: int) -> bytes:
    """The same bytes but for one bit."""
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


# Forgery: hashes made anew, as somebody would who has read the source


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def compact(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def forge_manifest(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Edit a manifest and make both of its hashes right again."""
    document = json.loads(path.read_bytes())
    change(document)
    core = {k: v for k, v in document.items() if k not in {"inputs", "outputs", "seal", "sha256"}}
    document["seal"] = sha256(compact(core))
    del document["sha256"]
    document["sha256"] = sha256(compact(document))
    path.write_bytes((json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def forge_journal(path: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Edit lines of a journal and make its chain right again."""
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(lines)
    written: list[bytes] = []
    for number, line in enumerate(lines, 1):
        line["sequence"] = number
        line["previous"] = sha256(written[-1]) if written else "0" * 64
        line.pop("sha256", None)
        line["sha256"] = sha256(compact(line))
        written.append(compact(line))
    path.write_bytes(b"".join(line + b"\n" for line in written))
