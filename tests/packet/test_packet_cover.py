"""The cover fits its page and says everything; the contents name the pages where things really stand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from places import SAMPLES
from pypdf import PdfReader

from dossier.casefile import CaseFile, Party
from dossier.casefile.model import Purpose, Respondent
from dossier.packet import assemble, view
from dossier.packet.figures import FromFolder
from dossier.pipeline import Result

Sample = Callable[[str], Result]
NAMES = ("inside-window", "not-a-breach", "manual-after-request", "fee-kept", "refund-overdue")
DESTINATIONS = ("platform", "12315")
LONG = CaseFile(
    complainant=Party("欧阳堃喆玥", "138****0000", "某省某市某区某街道某某路一百二十三号" * 2, "1101****", "a@example.com"),
    respondent=Respondent("某某某某网络科技（某某）有限公司某某分公司", "9100****", "某省某市某某大道八百八十八号" * 2, "400-000-0000"),
    negotiated="本人向客服提出取消，客服答复无法取消。",
    filed_elsewhere="没有",
    purpose=Purpose.OWN,
)  # fmt: skip


def source(result: Result, destination: str, said: CaseFile | None = None) -> str:
    return assemble.source(view.of(result.case, said or result.casefile, ()), destination)


@pytest.fixture(scope="module")
def packets(sample: Sample) -> Callable[..., PdfReader]:
    made: dict[tuple[str, str, bool], PdfReader] = {}

    def get(name: str, destination: str, *, filled: bool = False) -> PdfReader:
        key = name, destination, filled
        if key not in made:
            result = sample(name)
            said = LONG if filled else result.casefile
            seen, drawn = assemble.prepare(result.case, said, (), FromFolder(SAMPLES / name))
            stream = io.BytesIO()
            assemble.write(seen, drawn, destination, stream)
            made[key] = PdfReader(stream)
        return made[key]

    return get


def flat(reader: PdfReader, page: int) -> str:
    return "".join(reader.pages[page - 1].extract_text().split())


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("destination", DESTINATIONS)
@pytest.mark.parametrize("name", NAMES)
def test_the_cover_fits_one_page(
    packets: Callable[..., PdfReader], name: str, destination: str, filled: bool
) -> None:
    reader = packets(name, destination, filled=filled)
    first = flat(reader, 1)
    wanted = ["支付金额", "请求金额", "核对结果", "订单号", "付款时间", "取消申请", "投诉人", "被投诉人"]
    if destination == "12315":
        wanted += ["购买用途", "已协商情况", "其他途径"]
    assert [words for words in wanted if words not in first] == []
    assert "一、" not in first or "目录" in first  # no section begins on the cover
    contents = 1 if "目录一、" in first else 2
    assert "目录一、" in flat(reader, contents)


@pytest.mark.parametrize("destination", DESTINATIONS)
@pytest.mark.parametrize("name", NAMES)
def test_the_contents_name_the_pages_where_things_stand(
    packets: Callable[..., PdfReader], name: str, destination: str
) -> None:
    """The number printed, the outline's page and the page on which the heading is found are one."""
    reader = packets(name, destination)
    body = "".join(flat(reader, page) for page in (1, 2))
    outline = {
        "".join(str(entry.title).split()): reader.get_destination_page_number(entry) + 1
        for entry in reader.outline
        if not isinstance(entry, list)
    }
    assert len(outline) >= 6
    for title, page in outline.items():
        assert f"{title}{page}" in body
        # A sheet's count of pages stands between its label and its title.
        parts = re.fullmatch(r"(证据\d+)?(.+)", title)
        assert parts is not None
        assert all(part in flat(reader, page) for part in parts.groups() if part)


def test_a_blank_stands_once_and_only_where_nothing_is_known(sample: Sample) -> None:
    """No field to fill in is repeated, and what is told takes its place."""
    bare = ET.fromstring(source(sample("fee-kept"), "12315"))  # noqa: S314 - our own template
    full = ET.fromstring(source(sample("fee-kept"), "12315", LONG))  # noqa: S314
    # Name, phone, address; the shop's address; purpose, negotiation, elsewhere; signature and date.
    assert len(list(bare.iter("blank"))) == 3 + 1 + 3 + 1 + 3
    assert len(list(full.iter("blank"))) == 1 + 3


def test_a_long_answer_has_its_section_and_the_cover_names_the_page(sample: Sample) -> None:
    told = "本人多次联系客服。" * 20
    said = CaseFile(negotiated=told)
    assert 'id="negotiated"' in source(sample("fee-kept"), "12315", said)
    assert source(sample("fee-kept"), "12315", said).count(told) == 1
    assert '<pageref to="negotiated"/>' in source(sample("fee-kept"), "12315", said)
    assert 'id="negotiated"' not in source(sample("fee-kept"), "12315", LONG)


def test_the_money_of_the_cover_is_what_the_evidence_shows(sample: Sample) -> None:
    root = ET.fromstring(source(sample("fee-kept"), "12315"))  # noqa: S314 - our own template
    tiles = {tile.get("name", ""): re.sub(r"\s", "", "".join(tile.itertext())) for tile in root.iter("tile")}
    assert tiles["支付金额"].startswith("100.00元人民币壹佰元整")
    assert tiles["已退金额"].startswith("85.00元")
    assert tiles["扣留金额"].startswith("15.00元")
    assert tiles["请求金额"].startswith("15.00元人民币壹拾伍元整2项请求")
    assert tiles["核对结果"] == "不一致2项证据4件"
    assert [name for name in tiles if name.endswith(("时间", "申请"))] == ["付款时间", "取消申请", "退款时间"]


def test_the_platform_is_told_by_when_to_answer_and_that_the_day_is_the_buyers_own(sample: Sample) -> None:
    result = sample("fee-kept")
    asked = source(result, "platform", replace(result.casefile, reply_by=date(2024, 8, 20)))
    assert "请于 2024 年 8 月 20 日前书面答复（本人请求的期限）" in asked
    (line,) = [part for part in source(result, "platform").splitlines() if "前书面答复" in part]
    assert line.count("<blank") == 3
    assert "本人请求的期限" not in source(result, "12315"), "12315 has its own time, by its rules"
