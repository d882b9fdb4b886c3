"""Make the fonts in ``dossier/data/fonts`` from the full Noto files.

    python tools/make_fonts.py FOLDER

FOLDER holds ``NotoSansSC_400Regular.ttf``, ``NotoSansSC_700Bold.ttf`` and
``NotoEmoji_400Regular.ttf`` (SIL Open Font License 1.1), as the npm packages
``@expo-google-fonts/noto-sans-sc`` and ``@expo-google-fonts/noto-emoji`` ship
them.  Regular keeps every character of GBK, because names use more than
GB2312 has; Bold keeps GB2312 and falls back to Regular.  Hinting and layout
tables go: ReportLab uses neither, and the files shrink by a third.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "dossier" / "data" / "fonts"

#: Marks used by the packet itself that the Chinese encodings lack.
EXTRA = "©®™€£¥￥–—…‘’“”•·×÷±≤≥≠≈√←↑→↓⇒①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳■□▲△●○◆◇★☆☐☑☒✓✗〓"


def encoded(codec: str) -> set[int]:
    """Every character that a double-byte codec can write."""
    found: set[int] = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                text = bytes((high, low)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and not 0xE000 <= ord(text) < 0xF900:
                found.add(ord(text))
    return found


def make(source: Path, target: Path, wanted: set[int] | None) -> None:
    """Write ``target`` with the wanted characters of ``source`` (all when None)."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "meta", "STAT", "DSIG"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted if wanted is not None else set(font.getBestCmap()))
    worker.subset(font)
    font.save(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(font.getBestCmap())} characters")


def main(folder: Path) -> None:
    """Make the three files."""
    ascii_and_latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    extra = ascii_and_latin | {ord(c) for c in EXTRA}
    OUT.mkdir(parents=True, exist_ok=True)
    make(folder / "NotoSansSC_400Regular.ttf", OUT / "NotoSansSC-Regular.ttf", encoded("gbk") | extra)
    make(folder / "NotoSansSC_700Bold.ttf", OUT / "NotoSansSC-Bold.ttf", encoded("gb2312") | extra)
    make(folder / "NotoEmoji_400Regular.ttf", OUT / "NotoEmoji-Regular.ttf", None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
