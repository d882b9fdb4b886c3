"""Writes the sample folders and ``truth.yaml`` beside them.

Run from the top of the repository: ``python -m samples.make_samples [FOLDER]``.
The bytes depend on nothing but the code, the fonts and the versions of Pillow
and ReportLab.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from samples.story import (
    every_format,
    fee_kept,
    inside_window,
    manual_after_request,
    not_a_breach,
    refund_overdue,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STORIES = (inside_window, not_a_breach, manual_after_request, fee_kept, every_format, refund_overdue)
HEAD = """\
# What is true of each sample folder, written by the code that draws it.
# Times are shown as finely as the folder shows them. A rule that gives no finding counts as clear.
"""


def truth_text(truths: Mapping[str, object]) -> str:
    """The truths as YAML, with a word on how to read them."""
    yaml = YAML()
    yaml.width = 110
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(dict(truths), out)
    return HEAD + out.getvalue()


def write(root: Path) -> None:
    """Write all sample folders under ``root``; files of the same name are replaced."""
    for story in STORIES:
        folder = root / story.NAME
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in story.files().items():
            (folder / name).write_bytes(data)
            print(f"{story.NAME}/{name}: {len(data):,} bytes")
    truths = {story.NAME: story.TRUTH for story in STORIES}
    (root / "truth.yaml").write_text(truth_text(truths), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
