"""The packet as its readers get it: text, page numbers, links, and what must not stand in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from places import ROOT, SAMPLES
from pypdf import PdfReader, PdfWriter

from dossier import law, record
from dossier.casefile import CaseFile, Party
from dossier.filing import destinations
from dossier.packet import assemble
from dossier.packet.figures import FromFolder
from dossier.pipeline import Result

Sample = Callable[[str], Result]
Packets = Callable[[str, str], PdfReader]
DISPUTES = [one.key for one in destinations.known() if one.about == "order"]
NAMES = ("inside-window", "not-a-breach", "manual-after-request", "fee-kept")
#: Exhibits that are printed: in "not-a-breach" the third belongs to another order.
TRUE_EXHIBITS = dict.fromkeys(NAMES, (1, 2, 3, 4)) | {"not-a-breach": (1, 2, 4, 5)}

#: Claims that the trade repeats and no law bears, and words that accuse (facts file, parts 3 and 5).
NEVER = (
    "诈骗",
    "欺诈",
    "黑心",
    "必须处罚",
    "假一赔三",
    "违法",
    "侵害消费者权益",
    "无效",
    "宽限期应",
    "钱货两失",
    "不应发货",
    "不得发货",
)
ALLOWED = ("本项不主张“期内不得发货”", "违法和不良信息", "违法信息")  # the latter are the remit of 12377


def packet(result: Result, folder: Path, destination: str, said: CaseFile | None = None) -> PdfReader:
    told = tuple(record.why(problem, "zh") for problem in result.case.problems)
    seen, figures = assemble.prepare(result.case, said or result.casefile, told, FromFolder(folder))
    stream = io.BytesIO()
    assemble.write(seen, figures, destination, stream)
    return PdfReader(stream)


def text(reader: PdfReader) -> str:
    """All text without blanks: justified lines are broken anywhere."""
    return "".join("".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def packets(sample: Sample) -> Callable[[str, str], PdfReader]:
    made: dict[tuple[str, str], PdfReader] = {}

    def get(name: str, destination: str) -> PdfReader:
        if (name, destination) not in made:
            made[name, destination] = packet(sample(name), SAMPLES / name, destination)
        return made[name, destination]

    return get


@pytest.mark.parametrize("destination", DISPUTES)
@pytest.mark.parametrize("name", NAMES)
def test_the_essentials_stand_on_the_first_page(
    packets: Packets, name: str, destination: str, sample: Sample
) -> None:
    first = "".join(packets(name, destination).pages[0].extract_text().split())
    order = sample(name).case.orders[0]
    assert order.order_id in first
    assert f"{order.paid:.2f}元" in first
    paid = next(e for e in sample(name).case.events if e.kind == "paid")
    assert f"{paid.when.earliest:%Y-%m-%d%H:%M:%S}" in first


def test_findings_quote_the_rule_and_the_words(packets: Packets) -> None:
    body = text(packets("inside-window", "12315"))
    assert "支付成功后5分钟内可免费取消订单" in body
    assert "系统自动发货，无法取消" in body
    assert "现申请取消，请勿发货" in body
    assert "壹佰贰拾捌元整" in body
    assert "《消费者权益保护法实施条例》第十二条" in body or "实施条例》第十二条" in body


@pytest.mark.parametrize("destination", DISPUTES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_claimed_that_no_premise_bears(
    packets: Packets, name: str, destination: str, sample: Sample
) -> None:
    body = text(packets(name, destination))
    for sentence in ALLOWED:
        body = body.replace(sentence, "")
    for article in law.load().articles.values():
        # What a law says may be told in the law's own terms, as its gist and nowhere else.
        body = body.replace("".join(article.gist.split()), "")
    quoted = "".join(fact.raw for fact in sample(name).case.facts)
    for words in NEVER:
        assert words not in body or words in quoted, words
    if name == "not-a-breach":
        assert "各项依据均有证据的不一致事项" in body
        assert "请求退还" not in body


def test_templates_and_phrases_never_say_the_false_claims() -> None:
    for path in [
        *(ROOT / "templates").rglob("*.j2"),
        *(ROOT / "templates" / "phrases" / "zh").glob("*.yaml"),
    ]:
        if path.name == "tone.yaml":
            continue  # it tells the buyer which words to leave out
        content = path.read_text(encoding="utf-8")
        for sentence in ALLOWED:
            content = content.replace(sentence, "")
        for words in NEVER:
            assert words not in content, f"{path.name}: {words}"


def _leads_to(reader: PdfReader, annotation: object) -> int:
    """The physical page, from 1, that a link annotation leads to."""
    target = annotation.get_object()["/Dest"][0]  # type: ignore[attr-defined]
    return 1 + next(n for n, page in enumerate(reader.pages) if page.indirect_reference == target)


@pytest.mark.parametrize("destination", DISPUTES)
@pytest.mark.parametrize("name", NAMES)
def test_the_index_names_the_real_pages(
    packets: Packets, name: str, destination: str, sample: Sample
) -> None:
    """The number printed, the page the link leads to, and the page the evidence stands on are one."""
    reader = packets(name, destination)
    flat = ["".join(page.extract_text().split()) for page in reader.pages]
    printed = [
        pair
        for number in range(len(flat))
        for pair in _printed_links(reader, number)
        if pair[0].isdecimal()  # a page, not a circled mark
    ]
    assert all(words == str(page) for words, page in printed)
    sheets = []
    for item in sample(name).case.evidence:
        shown = rf"证据{item.id.removeprefix('E')}(?!\d).*SHA-256{item.sha256}"
        sheets += [n for n, words in enumerate(flat, 1) if re.search(shown, words)][:1]
    assert len(sheets) == len(TRUE_EXHIBITS[name])
    assert [page for _, page in printed] == sheets


def _printed_links(reader: PdfReader, index: int) -> list[tuple[str, int]]:
    """The words under each link of a page, from top to bottom, and the page it leads to."""
    stream = io.BytesIO()
    writer = PdfWriter(reader)
    writer.write(stream)
    text = pdfium.PdfDocument(stream.getvalue())[index].get_textpage()
    links = [annotation.get_object() for annotation in reader.pages[index].get("/Annots", ())]
    links.sort(key=lambda link: -float(link["/Rect"][1]))
    return [
        ("".join(text.get_text_bounded(*map(float, link["/Rect"])).split()), _leads_to(reader, link))
        for link in links
    ]


@pytest.mark.parametrize("destination", DISPUTES)
def test_every_link_leads_somewhere(packets: Packets, destination: str) -> None:
    reader = packets("inside-window", destination)
    count = 0
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            assert 1 <= _leads_to(reader, annotation) <= len(reader.pages)
            count += 1
    assert count > 20


def test_page_x_of_y_is_true(packets: Packets) -> None:
    reader = packets("inside-window", "platform")
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert f"第{number}页，共{total}页" in "".join(page.extract_text().split())


def test_without_case_yaml_there_are_lines_to_fill_and_with_it_the_words(sample: Sample) -> None:
    result, folder = sample("inside-window"), SAMPLES / "inside-window"
    blank = packet(result, folder, "12315")
    said = CaseFile(complainant=Party(name="王某堃", phone="138****0000", address="某省某市某路1号"))
    filled = packet(result, folder, "12315", said)
    assert "王某堃" not in text(blank)
    assert "王某堃" in text(filled)
    assert "138****0000" in text(filled)


def test_fonts_are_embedded(packets: Packets) -> None:
    reader = packets("inside-window", "platform")
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()  # noqa: PLW2901
            descriptor = font.get("/FontDescriptor")
            if descriptor is None and "/DescendantFonts" in font:
                descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            standard = str(font["/BaseFont"]) in ("/Helvetica", "/ZapfDingbats") and descriptor is None
            assert standard or "/FontFile2" in descriptor.get_object()
            if standard:
                # ReportLab names a default font on every page; no text of ours is set in it.
                assert b"/F1 " not in page.get_contents().get_data().replace(b"/F1 12 Tf", b"")


def test_the_picture_in_the_packet_is_the_original_pixel_for_pixel(packets: Packets) -> None:
    from PIL import Image

    reader = packets("inside-window", "platform")
    path = next((SAMPLES / "inside-window").glob("客服聊天.png"))
    with Image.open(path) as image:
        wanted = image.convert("RGB").tobytes()
        size = image.size
    found = [
        picture.image.convert("RGB").tobytes()
        for page in reader.pages
        for picture in page.images
        if picture.image is not None and picture.image.size == size
    ]
    assert wanted in found


@pytest.mark.parametrize("destination", DISPUTES)
@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_empty_and_no_heading_stands_alone(packets: Packets, name: str, destination: str) -> None:
    reader = packets(name, destination)
    for number, page in enumerate(reader.pages, 1):
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if not re.match(r"第\s*\d+\s*页，共|投诉(材料|书)\s+订单", line)]
        assert body, f"page {number} is empty"
        assert not re.match(r"[一二三四五六七八九十]+、\S{1,14}$", body[-1]), (
            f"page {number} ends with a heading"
        )


def test_another_orders_papers_are_listed_but_not_printed(packets: Packets) -> None:
    """What is of no order of the packet stays private; its line and hash stay in the lists."""
    body = text(packets("not-a-breach", "12315"))
    assert "不属于本材料的订单，未排印" in body
    assert "Screenshot_20240603_210512.png" in body
    sizes = [picture.image.size for page in packets("not-a-breach", "12315").pages for picture in page.images]
    assert len(sizes) == 4


def test_of_two_orders_the_one_with_a_finding_is_filed_and_the_other_stays_private(tmp_path: Path) -> None:
    import shutil

    from click.testing import CliRunner

    from dossier.cli import main

    folder = tmp_path / "evidence"
    folder.mkdir()
    for path in (SAMPLES / "inside-window").iterdir():
        shutil.copy(path, folder)
    shutil.copy(next((SAMPLES / "not-a-breach").glob("*210211.png")), folder)
    result = CliRunner().invoke(
        main, ["build", str(folder), "-o", str(tmp_path / "out"), "--for", "platform"]
    )
    assert result.exit_code == 0, result.stderr
    assert "CM20240512001" in result.stderr
    body = text(PdfReader(tmp_path / "out" / "packet-platform.pdf"))
    assert "CM20240512001" in body
    assert "527240603201002816" not in body
    assert "不属于本材料的订单，未排印" in body
