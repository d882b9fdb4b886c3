"""Every packet is PDF/A-3u and carries what its list of hashes says it carries, byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
import verapdf
from made import CASES
from packets import Packet
from places import SAMPLES

from dossier import building
from dossier.casefile import PageCategory, ReportedPage
from dossier.options import Making
from dossier.pipeline import Result
from dossier.seal import packet as seals
from dossier.seal.verify import verify

Packets = Callable[[str], tuple[Packet, ...]]
Sample = Callable[[str], Result]

ENCLOSED = {
    "every-format": {
        "IMG_0920.heic",
        "取消提示.bmp",
        "微信支付详情.avif",
        "支付凭证.pdf",
        "支付结果.gif",
        "电脑订单页.tiff",
    },
    "fee-kept": {"取消规则.png", "在线客服对话.png", "微信图片_20240809112031.jpg", "订单页面.png"},
    "inside-window": {"取消与退款规则.webp", "客服聊天.png", "微信支付账单.jpg", "订单详情.png"},
    "manual-after-request": {"支付凭证.webp", "服务规则.pdf", "聊天记录.txt", "订单.jpg"},
    "not-a-breach": {
        "Screenshot_20240603_210211.png",
        "Screenshot_20240603_210340.jpg",
        "Screenshot_20240603_210633.jpg",
        "Screenshot_20240603_210748.webp",
    },
    "refund-overdue": {path.name for path in (SAMPLES / "refund-overdue").iterdir()},
}
"""What each sample's packets carry.  Of ``every-format`` the bills, the recording, the web page, the export
and the mail stay with the person."""
SAMPLE_NAMES = tuple(ENCLOSED)
NAMES = (*SAMPLE_NAMES, *CASES)


@pytest.fixture(scope="session")
def pages_only(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet about a web page, from a folder that tells an order as well."""
    result = sample("fee-kept")
    page = ReportedPage("https://shop.example/rules", PageCategory.OTHER, "取消规则.png", "规则页")
    out = tmp_path_factory.mktemp("pages") / "out"
    told = replace(result, casefile=replace(result.casefile, pages=(page,)))
    building.build(SAMPLES / "fee-kept", out, told, ("12377",))
    return out / "packet-12377.pdf"


@pytest.fixture(scope="session")
def shared(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet for others to see."""
    out = tmp_path_factory.mktemp("shared") / "out"
    folder = SAMPLES / "manual-after-request"
    building.build(folder, out, sample(folder.name), ("platform",), making=Making(share=True))
    return out / "share" / "packet-platform.pdf"


@pytest.fixture(scope="session")
def broken(packets: Packets, pages_only: Path, shared: Path) -> dict[str, list[str]]:
    """What veraPDF finds in all packets, in one run."""
    every = {"pages": pages_only.read_bytes(), "shared": shared.read_bytes()}
    for name in NAMES:
        with suppress(pytest.fail.Exception):  # told by the tests of that case
            every |= {repr(packet): packet.data for packet in packets(name)}
    return verapdf.broken(every)


def attached(data: bytes) -> dict[str, bytes]:
    """What lies in a packet beside its seal, which each has."""
    found = {
        str(one.alternative_name): one.content for one in pypdf.PdfReader(io.BytesIO(data)).attachment_list
    }
    assert found.pop(seals.NAME)
    return found


def originals(packet: Packet) -> dict[str, bytes]:
    return {name: data for name, data in attached(packet.data).items() if name != "dossier.json"}


@pytest.mark.parametrize("name", NAMES)
def test_every_packet_conforms(name: str, packets: Packets, broken: dict[str, list[str]]) -> None:
    for packet in packets(name):
        assert broken[repr(packet)] == [], packet


def test_a_packet_about_pages_conforms_and_tells_of_no_order(
    pages_only: Path, broken: dict[str, list[str]]
) -> None:
    assert broken["pages"] == []
    rule = (SAMPLES / "fee-kept" / "取消规则.png").read_bytes()
    assert list(attached(pages_only.read_bytes()).values()) == [rule]
    told = seals.read(pages_only.read_bytes())
    assert [one.path for one in told.originals] == ["取消规则.png"]
    assert not told.complete


def test_a_packet_to_share_conforms(shared: Path, broken: dict[str, list[str]]) -> None:
    assert broken["shared"] == []
    assert "dossier.json" in attached(shared.read_bytes())


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_the_originals_come_out_as_they_lie_in_the_folder(name: str, packets: Packets) -> None:
    folder = SAMPLES / name
    for packet in packets(name):
        number = {item["path"]: item["id"].removeprefix("E") for item in packet.record["evidence"]}
        wanted = {f"证据{number[file]} {file}": (folder / file).read_bytes() for file in ENCLOSED[name]}
        assert originals(packet) == wanted, packet


def test_what_is_carried_has_the_hash_that_the_packet_prints(built: tuple[Packet, ...]) -> None:
    for packet in built:
        hashes = {hashlib.sha256(data).hexdigest() for data in originals(packet).values()}
        assert hashes
        for one in hashes:
            assert one[:32] in packet.text
            assert one[32:] in packet.text


def test_the_list_of_hashes_says_of_each_file_where_it_is(built: tuple[Packet, ...]) -> None:
    for packet in built:
        carried = ["".join(name.split()) for name in originals(packet)]
        names = [name for name in carried if "（已遮盖）" not in name]
        for name in names:
            assert f"附件：{name}" in packet.text, packet
        for name in set(carried) - set(names):
            assert name in packet.text, packet
        if packet.destination == "12377":
            continue  # it lists the files of its pages only
        kept = len(packet.record["evidence"]) - len(names)
        left_out = sum(
            any(one["code"] == "excluded" for one in item["problems"]) for item in packet.record["evidence"]
        )
        assert packet.text.count("本人保管（") == kept - left_out, packet


def test_the_data_lie_in_the_packet(built: tuple[Packet, ...]) -> None:
    for packet in built:
        if packet.destination == "12377":
            assert "dossier.json" not in attached(packet.data)
            continue
        data = json.loads(attached(packet.data)["dossier.json"])
        assert data["schema"] == packet.record["schema"]
        orders = {order["order_id"] for order in data["orders"]}
        assert {finding["order_id"] for finding in data["findings"]} <= orders
        with pikepdf.open(io.BytesIO(packet.data)) as document:
            assert [str(one.AFRelationship) for one in document.Root.AF].count("/Data") == 2


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_text_comes_out_in_the_order_of_reading(name: str, packets: Packets) -> None:
    for packet in packets(name):
        reader = pypdf.PdfReader(io.BytesIO(packet.data))
        text = "".join("".join(page.extract_text() for page in reader.pages).split())
        title = "".join(str(reader.metadata.title if reader.metadata else "").partition("（")[0].split())
        parts = (title, "请求", "被投诉", "证据目录", "原件校验值")
        places = [text.index(title)]
        for part in parts[1:]:
            places.append(text.index(part, places[0]))
        assert places == sorted(places), packet
        assert "\ufffd" not in text


def test_the_seal_holds_and_names_what_is_carried(built: tuple[Packet, ...]) -> None:
    for packet in built:
        told = seals.read(packet.data)
        assert told.holds(packet.data)
        carried = {name: hashlib.sha256(data).hexdigest() for name, data in attached(packet.data).items()}
        assert {one.path: one.sha256 for one in told.attachments} == carried
        assert told.manifest[:32] in packet.text
        assert told.manifest[32:] in packet.text


def test_a_packet_is_verified_as_before(sample: Sample, tmp_path: Path) -> None:
    folder, out = SAMPLES / "refund-overdue", tmp_path / "out"
    building.build(folder, out, sample("refund-overdue"), ("platform",))
    assert verify(out, folder).differences == ()
