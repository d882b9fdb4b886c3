"""The page ended in the middle of its work, by Ctrl-C or by force: what lies on the disk is whole."""

from __future__ import annotations

import shutil
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from places import SAMPLES
from served import Product

from dossier import casefile
from dossier.pipeline import Result
from dossier.seal import file_sha256, manifest


def post(product: Product, act: str, **fields: str) -> int:
    request = urllib.request.Request(  # noqa: S310 - our own page
        product.address + act,
        urlencode(fields).encode(),
        {"Origin": product.origin, "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return int(answer.status)


@pytest.mark.parametrize("by_force", [False, True])
def test_ended_while_a_packet_is_made(
    sample: Callable[[str], Result], tmp_path: Path, by_force: bool
) -> None:
    sample("inside-window")  # its pictures are read now, and found in the cache by the page
    folder, place = tmp_path / "e", tmp_path / "e-dossier"
    shutil.copytree(SAMPLES / "inside-window", folder)
    product = Product(folder)
    try:
        assert post(product, "field", name="complainant.name", value="某某", seen="") == 200
        assert post(product, "build", **{"for": "platform"}) == 200
        time.sleep(0.3)
        if not by_force:
            product.stop()
    finally:
        product.process.kill()
        product.process.wait()
    assert casefile.load(folder).complainant.name == "某某"
    originals = sorted(path.name for path in (SAMPLES / "inside-window").iterdir())
    assert [name for name in sorted(path.name for path in folder.iterdir()) if name in originals] == originals
    if place.exists():
        assert all(file_sha256(place / one.path) == one.sha256 for one in manifest.load(place).outputs)
    again = Product(folder)
    with urllib.request.urlopen(again.address + "state", timeout=30) as answer:  # noqa: S310 - our own page
        assert answer.status == 200
    again.stop()
    assert not list(folder.glob(".*.part"))
