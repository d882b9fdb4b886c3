"""A destination is a folder: those there are, a fifth beside them, and what is wrong with a bad one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from places import SAMPLES
from pypdf import PdfReader

from dossier import building, outputs, resources
from dossier.errors import DossierError
from dossier.filing import destinations
from dossier.options import Making
from dossier.pipeline import Result

Sample = Callable[[str], Result]

FIFTH = """\
key: court-desk
name: 示例窗口
english: a desk made for this test
title: 说明
place: 9
packet: packet-desk.pdf
needs: [complainant]
fields:
  - key: what
    label: 经过
    limit: 32
"""
PACKET = """\
{%- from "common/macros.xml.j2" import fill -%}
<packet title="说明" pagelabel="{page}">
<title>给示例窗口的说明</title>
{% include "common/sentence.xml.j2" %}
</packet>
"""
FORM = """\
{%- from "forms/sayings.xml.j2" import bought with context -%}
<form><field key="what">{{ bought(orders) }}</field></form>
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates that the program takes for its own."""
    place = tmp_path / "templates"
    shutil.copytree(resources.templates(), place)
    monkeypatch.setattr(resources, "templates", lambda: place)
    return place


def fifth(root: Path, about: str = FIFTH, packet: str = PACKET, form: str = FORM) -> None:
    folder = root / "court-desk"
    folder.mkdir()
    (folder / "destination.yaml").write_text(about, encoding="utf-8")
    (folder / "packet.xml.j2").write_text(packet, encoding="utf-8")
    (folder / "form.xml.j2").write_text(form, encoding="utf-8")


def test_there_are_four_in_the_order_one_goes_to_them() -> None:
    assert outputs.known() == ("platform", "12315", "association", "12377")
    assert outputs.destinations(()) == ("platform", "12315")
    assert outputs.destinations(("all",)) == outputs.known()
    assert outputs.destinations(("12377,association",)) == ("12377", "association")


def test_adding_one_is_adding_a_folder(root: Path, tmp_path: Path, sample: Sample) -> None:
    fifth(root)
    wanted = outputs.destinations(("court-desk",))
    place = tmp_path / "out"
    building.build(
        SAMPLES / "inside-window", place, sample("inside-window"), wanted, making=Making(attachments=True)
    )
    body = "".join(PdfReader(place / "packet-desk.pdf").pages[0].extract_text().split())
    assert "给示例窗口的说明" in body
    assert "CM20240512001" in body
    form = (place / "form-court-desk.txt").read_text(encoding="utf-8-sig")
    assert (
        "【经过】32/32 字（因字数限制略去 3 句，见随附材料）\n2024-05-12 14:02:10 付款 128.00 元。\n" in form
    )
    assert {path.name for path in (place / "attachments-court-desk").iterdir()} == {
        "packet-desk.pdf",
        "page-1.jpg",
    }
    assert [path.name for path in outputs.paths(place, wanted)] == ["packet-desk.pdf", "form-court-desk.txt"]
    assert "court-desk" in outputs.known()


@pytest.mark.parametrize(
    ("about", "why"),
    [
        (FIFTH.replace("court-desk", "desk"), "key: desk"),
        (FIFTH.replace("packet-desk.pdf", "packet-12315.pdf"), "packet-12315.pdf"),
        (FIFTH.replace("packet-desk.pdf", "../packet.pdf"), "packet"),
        (FIFTH.replace("[complainant]", "[shoe-size]"), "needs"),
        (FIFTH + "  - key: what\n    label: 另一栏\n", "fields"),
        (FIFTH.replace("limit: 32", "limit: 0"), "limit"),
        (FIFTH.replace("place: 9", "colour: red"), "colour"),
    ],
)
def test_a_folder_that_describes_itself_wrongly_is_named(root: Path, about: str, why: str) -> None:
    fifth(root, about)
    with pytest.raises(DossierError) as caught:
        destinations.known()
    assert why in caught.value.told("zh")


def test_a_folder_without_a_form_is_named(root: Path) -> None:
    fifth(root)
    (root / "court-desk" / "form.xml.j2").unlink()
    with pytest.raises(DossierError) as caught:
        destinations.known()
    assert "form.xml.j2" in caught.value.told("en")


def test_every_label_and_key_of_a_form_is_its_own() -> None:
    for one in destinations.known():
        assert one.field(one.fields[0].label) is one.fields[0]
        assert one.field("no-such-field") is None
        with pytest.raises(KeyError):
            destinations.find(one.packet)
