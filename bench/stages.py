"""What a folder costs after its pictures are read: judging it, and writing its packets.

    python bench/stages.py FOLDER OUT [--plain]

Prints JSON: ``judged`` and ``packets`` in seconds of one process, imports not counted.  With
``--plain``, nothing but ``drawn``: ReportLab alone draws the same pictures, one a page.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def stages(folder: Path, out: Path) -> dict[str, float]:
    """Seconds of the two stages; the readings are in the cache."""
    from dossier import building  # noqa: PLC0415 - not of the plain drawing
    from dossier.pipeline import investigate  # noqa: PLC0415

    start = time.perf_counter()
    result = investigate(folder)
    judged = time.perf_counter()
    if result.read:
        raise SystemExit(f"{result.read} pages were read: the cache does not fit")
    building.build(folder, out, result, ("platform",))
    return {"judged": judged - start, "packets": time.perf_counter() - judged}


def plain(folder: Path, out: Path) -> dict[str, float]:
    """Seconds in which ReportLab draws the pictures and no more, without ASCII armour."""
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    rl_config.useA85 = 0
    start = time.perf_counter()
    canvas = Canvas(str(out), pagesize=A4)
    for path in sorted(folder.iterdir()):
        width, height = ImageReader(str(path)).getSize()
        scale = min(480 / width, 700 / height)
        canvas.drawImage(str(path), 60, 60, width * scale, height * scale)
        canvas.showPage()
    canvas.save()
    return {"drawn": time.perf_counter() - start}


if __name__ == "__main__":
    which = plain if "--plain" in sys.argv else stages
    print(json.dumps(which(Path(sys.argv[1]), Path(sys.argv[2]))))
