"""Nothing that is masked leaves: not in words, not in pixels, not in any byte of what is written."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import leaky
import pikepdf
import pytest
import scan
from leaky import FIRST, SECOND, Secrets
from PIL import Image, ImageChops
from pypdf import PdfReader

from dossier import building, intake, ocr, outputs, pipeline
from dossier.options import Making
from dossier.privacy import choosing, editions

FOR = ("platform",)
Made = Callable[[Secrets], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Builds the folder of some secrets with a set to share, once."""
    known: dict[str, Path] = {}

    def build(secrets: Secrets) -> Path:
        if secrets.name not in known:
            known[secrets.name] = tmp_path_factory.mktemp("leak")
            _build(known[secrets.name], secrets)
        return known[secrets.name] / "out"

    return build


def _build(base: Path, secrets: Secrets) -> Path:
    folder = leaky.write(base / "evidence", secrets)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "read_evidence", leaky.reader(secrets))
        result = pipeline.investigate(folder)
    assert result.case.findings
    building.build(folder, base / "out", result, FOR, making=Making(share=True))
    return base / "out"


def test_no_secret_stands_in_any_byte_of_the_set_to_share(made: Made) -> None:
    assert scan.found(FIRST.all(), made(FIRST) / outputs.SHARE) == set()


def test_no_card_key_and_nothing_drawn_over_stands_in_any_byte_of_either_set(made: Made) -> None:
    assert scan.found(FIRST.always(), made(FIRST)) == set()


def test_what_the_case_rests_on_stays(made: Made) -> None:
    """Order, payment, agent, times and amount are read in both sets, the complainant in the filing set alone."""
    out = made(FIRST)
    for place in (out, out / outputs.SHARE):
        words = scan.bare(
            "\n".join(
                data.decode("utf-8", "ignore")
                for where, data in scan.unpacked("packet", (place / "packet-platform.pdf").read_bytes())
                if where.endswith(" text")
            )
        )
        for kept in (leaky.ORDER, "2024-05-12 14:02:10", "1024", "128.00", "4200002185202405120123456789"):
            assert scan.bare(kept) in words
        assert (FIRST.phone in words) == (place == out)


def test_the_scanner_finds_each_secret_where_nothing_is_masked(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lest the tests above pass because nothing is looked at: the same folder, with every mask left out.

    The other key stands in pixels alone.
    """
    monkeypatch.setattr(choosing, "always", lambda *_: ())
    monkeypatch.setattr(choosing, "for_others", lambda *_: ())
    monkeypatch.setattr(editions, "_nobody", lambda party: party)
    told = scan.found(FIRST.all(), _build(tmp_path, FIRST))
    assert {name for name, _ in told} == FIRST.all().keys() - {"other_key"}
    places = {where.rpartition("/")[2].partition(" object")[0] for _, where in told}
    assert {"dossier.json", "packet-platform.pdf text", "packet-platform.pdf text again"} <= places
    assert any("attachment" in where for where in places)
    # The pictures are not those of the masked set: the chat, the order page and the voucher.
    share = outputs.SHARE
    both = [_drawn(place / share / "packet-platform.pdf") for place in (tmp_path / "out", made(FIRST))]
    assert sum(bool(ImageChops.difference(*pair).getbbox()) for pair in zip(*both, strict=True)) == 3


# What is hidden makes no difference


def test_other_secrets_make_the_same_set(made: Made) -> None:
    """Two folders that differ in their secrets alone give sets that differ in the originals' hashes alone."""
    for path in sorted((made(FIRST) / outputs.SHARE).rglob("*")):
        other = made(SECOND) / outputs.SHARE / path.relative_to(made(FIRST) / outputs.SHARE)
        if path.suffix == ".json" and path.name != "manifest.json":
            assert _unhashed(path) == _unhashed(other)
        elif path.suffix == ".pdf":
            assert [
                n
                for n, (one, two) in enumerate(zip(_pictures(path), _pictures(other), strict=True))
                if ImageChops.difference(one, two).getbbox()
            ] == [], path.name
            assert _told(path) == _told(other), path.name
        elif path.suffix in {".png", ".jpg", ".txt"}:
            assert path.read_bytes() == other.read_bytes(), path.name


def _told(path: Path) -> list[str]:
    """The text of each page but for hashes and sizes of originals."""
    pages = PdfReader(path).pages
    return [re.sub(r"[0-9a-f]{26,}|\b\d{3,6}\b", "#", "".join(page.extract_text().split())) for page in pages]


def _unhashed(path: Path) -> object:
    document = json.loads(path.read_text(encoding="utf-8"))
    for item in document["evidence"]:
        del item["sha256"], item["bytes"]
    return document


def _pictures(path: Path) -> list[Image.Image]:
    """Every picture of a PDF in the order of the file, then those that it carries."""
    with pikepdf.open(path) as document:
        files = [file.get_file().read_bytes() for _, file in sorted(document.attachments.items())]
    carried = [
        Image.open(io.BytesIO(data)) for data in files if data[1:4] == b"PNG" or data[:2] == b"\xff\xd8"
    ]
    assert carried
    return [*_drawn(path), *(image.convert("RGB") for image in carried)]


def _drawn(path: Path) -> list[Image.Image]:
    with pikepdf.open(path) as document:
        return [
            pikepdf.PdfImage(thing).as_pil_image().convert("RGB")
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]


# With a real engine


def test_no_engine_reads_what_was_read_before(tmp_path: Path) -> None:
    """The same pages, really read; of what is masked then no engine reads five signs in the packet's pictures."""
    folder = leaky.write(tmp_path / "evidence", FIRST)
    for path in [*folder.iterdir()]:
        if path.suffix not in {".png", ".jpg"}:
            path.unlink()
    result = pipeline.investigate(folder)
    building.build(folder, tmp_path / "out", result, FOR, making=Making(share=True))
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, image in enumerate(_drawn(tmp_path / "out" / outputs.SHARE / "packet-platform.pdf")):
        image.save(pages / f"{number}.png")
    known = [FIRST.phone, FIRST.id_number, FIRST.key, FIRST.other_key]
    before = _read(folder, "auto")
    assert all(scan.bare(secret) in before for secret in known)
    for engine in ("rapidocr", "tesseract"):
        after = _read(pages, engine)
        assert scan.bare(leaky.ORDER) in after
        signs = [scan.bare(secret) for secret in known]
        assert [s[n : n + 5] for s in signs for n in range(len(s) - 4) if s[n : n + 5] in after] == []


def _read(folder: Path, engine: str) -> str:
    taken = intake.read_folder(folder).evidence
    lined, _, _ = ocr.read_evidence(folder, taken, engine=engine)
    return "|".join(scan.bare(line.text) for item in lined for page in item.pages for line in page.lines)
