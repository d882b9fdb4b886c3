"""The whole packet: pages that can be read, references that are true, bytes that stay the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pypdf
import pypdfium2
import pytest
from reportlab.platypus import Flowable, Spacer

from dossier.packet.typeset import document, markup, styles
from dossier.packet.typeset.anchors import Anchor, note
from dossier.packet.typeset.document import DanglingLinkError, MarkupError, Rendered

STARTERS = "，。；：！？、》」』”’）】〕…%％"
ENDERS = "（《“‘【「『〔￥¥"


COMPLAINT = Path(__file__).with_name("complaint.xml").read_text(encoding="utf-8")
STORY = re.findall(r'(?<=<para style="body">).*?(?=</para>)', COMPLAINT, re.DOTALL)[:4]
RUNNING = "投诉材料　订单 VG2026051214032200017788"


def complaint_of(repeat: int) -> str:
    """The complaint of ``complaint.xml`` with its story told several times."""
    end = COMPLAINT.index(STORY[-1]) + len(STORY[-1] + "</para>")
    return (
        COMPLAINT[:end] + "".join(f"<para>{text}</para>" for text in STORY) * (repeat - 1) + COMPLAINT[end:]
    )


def packet(inner: str, attributes: str = "") -> str:
    return f'<packet title="题" pagelabel="第 {{page}} 页，共 {{pages}} 页" {attributes}>{inner}</packet>'


def render(xml: str, **figures: object) -> tuple[Rendered, pypdf.PdfReader]:
    out = BytesIO()
    done = document.render(xml, figures, out)  # type: ignore[arg-type]
    return done, pypdf.PdfReader(out)


@pytest.fixture(scope="module")
def complaint() -> bytes:
    out = BytesIO()
    document.render(complaint_of(4), {}, out, author="张某某")
    return out.getvalue()


@pytest.fixture(scope="module")
def lines(complaint: bytes) -> list[str]:
    pages = pypdf.PdfReader(BytesIO(complaint)).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines() if line.strip()]


def test_no_line_of_the_pdf_begins_or_ends_badly(lines: list[str]) -> None:
    assert len(lines) > 120
    assert not [line for line in lines if line[0] in STARTERS]
    assert not [line for line in lines if line[-1] in ENDERS]


def test_the_story_extracts_whole_in_two_readers(complaint: bytes, lines: list[str]) -> None:
    texts = [
        "".join(lines),
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(complaint)),
    ]
    for text in texts:
        tight = re.sub(r"\s|第 \d+ 页，共 \d+ 页|本材料由本人提交，所附证据均为原件截图", "", text)
        tight = tight.replace(re.sub(r"\s", "", RUNNING), "")
        for story in STORY[:3]:
            expected = re.sub(r"\s", "", story.replace("&amp;", "&"))
            assert tight.count(expected) >= 2


def test_no_blank_is_read_inside_chinese(complaint: bytes) -> None:
    first = pypdfium2.PdfDocument(complaint)[0].get_textpage().get_text_range()
    story = first[first.index("二、事实经过") :]
    assert len(story) > 500
    assert not re.findall(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", story)
    assert "工号1024" in story


def test_the_same_input_gives_the_same_bytes(complaint: bytes) -> None:
    out = BytesIO()
    document.render(complaint_of(4), {}, out, author="张某某")
    assert out.getvalue() == complaint


@pytest.mark.parametrize("created", ["", "2024-05-12T14:02:10+08:00"])
def test_the_environment_does_not_change_the_bytes(created: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """ReportLab would take the time, and the file's id, from there."""
    made = []
    for moment in ("", "1700000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        out = BytesIO()
        document.render(packet("<para>甲</para>"), {}, out, created=created)
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_the_page_number_counts_all_pages(complaint: bytes) -> None:
    pages = pypdf.PdfReader(BytesIO(complaint)).pages
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页，共 {len(pages)} 页" in page.extract_text()


def test_the_running_title_stands_from_the_second_page_on(complaint: bytes) -> None:
    first, *others = (page.extract_text() for page in pypdf.PdfReader(BytesIO(complaint)).pages)
    assert RUNNING not in first
    assert others
    assert all(RUNNING in text for text in others)


def test_metadata_language_and_outline() -> None:
    out = BytesIO()
    xml = packet(
        '<heading level="2">甲</heading><heading id="b">乙<b>丙</b></heading><heading level="2">丁</heading>',
        'subject="请处理" keywords="投诉,订单"',
    )
    document.render(xml, {}, out, author="张某某", created="2026-05-20T09:30:00+08:00")
    reader = pypdf.PdfReader(out)
    assert reader.metadata is not None
    assert reader.metadata.title == "题"
    assert reader.metadata.author == "张某某"
    assert reader.metadata.subject == "请处理"
    assert reader.metadata["/Keywords"] == "投诉, 订单"
    assert reader.metadata["/CreationDate"] == "D:20260520093000+08'00'"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    first, second, (nested,) = reader.outline
    assert [entry["/Title"] for entry in (first, second, nested)] == ["甲", "乙丙", "丁"]


@pytest.mark.parametrize("created", ["yesterday", "2026-05-20T09:30:00"])
def test_a_time_must_be_a_time_with_offset(created: str) -> None:
    with pytest.raises(ValueError, match=created):
        document.render(packet("<para>文</para>"), {}, BytesIO(), created=created)


def test_every_font_is_embedded(complaint: bytes) -> None:
    for page in pypdf.PdfReader(BytesIO(complaint)).pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert fonts
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_streams_are_compressed_and_binary(complaint: bytes) -> None:
    assert b"/ASCII85Decode" not in complaint
    assert complaint.count(b"/FlateDecode") > 5


def test_page_references_are_true() -> None:
    filler = "<pagebreak/><para>文</para>" * 11
    done, reader = render(packet(f'<para>见第<pageref to="e"/>页</para>{filler}<para id="e">到</para>'))
    assert done.pages == 12
    assert done.anchors["e"] == 12
    assert "见第12页" in reader.pages[0].extract_text()
    assert "到" in reader.pages[11].extract_text()


def test_links_lead_to_their_place() -> None:
    _, reader = render(packet('<para>见<link to="e">证据1</link></para><pagebreak/><para id="e">到</para>'))
    (annotation,) = (a.get_object() for a in reader.pages[0]["/Annots"])
    target = annotation["/Dest"]
    named = reader.named_destinations
    page = named[target].page if isinstance(target, str) else target[0]
    assert reader.get_page_number(page.get_object()) == 1


@pytest.mark.parametrize("inline", ['<link to="nowhere">甲</link>', '<pageref to="nowhere"/>'])
def test_a_dangling_link_raises_and_writes_nothing(inline: str) -> None:
    out = BytesIO()
    with pytest.raises(DanglingLinkError, match="nowhere") as caught:
        document.render(packet(f"<para>{inline}</para>"), {}, out)
    assert caught.value.names == {"nowhere"}
    assert out.getvalue() == b""


def test_a_mistake_in_the_template_raises_and_writes_nothing() -> None:
    out = BytesIO()
    with pytest.raises(MarkupError):
        document.render(packet("<para>甲</para><oops/>"), {}, out)
    assert out.getvalue() == b""


class _Figure(Flowable):
    """Draws something worth a link, and links itself."""

    def __init__(self, name: str, to: str) -> None:
        super().__init__()
        self.width, self.height = 100, 50
        self._name, self._to = name, to

    def draw(self) -> None:
        note(self.canv, self._name, 0, 50)
        self.canv.linkRect("", self._to, (0, 0, 100, 50), relative=1)


def test_figures_take_part_in_anchors_and_links() -> None:
    inner = '<para id="top">见<link to="f"><pageref to="f"/></link></para><pagebreak/><figure name="x"/>'
    done, _ = render(packet(inner), x=lambda: _Figure("f", "top"))
    assert done.anchors == {"top": 1, "f": 2}
    with pytest.raises(DanglingLinkError, match="nowhere"):
        render(packet(inner), x=lambda: _Figure("f", "nowhere"))


def test_anchor_flowable_and_the_first_of_two_counts() -> None:
    done, reader = render(
        packet('<figure name="x"/><pagebreak/><figure name="x"/>'),
        x=lambda: [Anchor("e", "证据1"), Spacer(1, 20)],
    )
    assert done.anchors["e"] == 1
    assert reader.outline[0]["/Title"] == "证据1"


def test_a_heading_is_never_alone_at_the_foot() -> None:
    rows = "".join(f"<row><cell>第{n}行</cell></row>" for n in range(3))
    follow = {
        "para": f"<para>{'跟着标题的文字，' * 30}</para>",
        "table": f'<table widths="1" head="1">{rows}</table>',
        "box": f"<box><para>{'跟着标题的文字，' * 30}</para></box>",
        "list": "<list><item>第1项</item></list>",
        "second": "<heading level='2'>小标题</heading><para>跟着小标题的文字</para>",
    }
    for space in range(205, 256, 3):
        for name, block in follow.items():
            _, reader = render(
                packet(f'<para>始</para><space mm="{space / 1.05}"/><heading>大标题</heading>{block}')
            )
            first = reader.pages[0].extract_text()
            lines = [x for x in first.splitlines() if x.strip() and "页" not in x]
            assert "标题" not in lines[-1] or "文字" in lines[-1], (name, space)


def test_a_table_may_begin_under_its_heading() -> None:
    rows = "".join(f"<row><cell>第{n}行</cell></row>" for n in range(60))
    _, reader = render(packet(f'<space mm="60"/><heading>标题</heading><table widths="1">{rows}</table>'))
    first = reader.pages[0].extract_text()
    assert "标题" in first
    assert "第0行" in first


def test_paragraphs_part_between_pages_with_two_lines_on_both() -> None:
    story = "".join(f"<para>{text * 3}</para>" for text in STORY) * 3
    _, reader = render(packet(story))
    pages = [
        [line for line in page.extract_text().splitlines() if "页，共" not in line] for page in reader.pages
    ]
    assert len(pages) > 3
    starts = tuple(text[:8] for text in STORY)
    for above, below in pairwise(pages):
        if below[0].startswith(starts):
            continue
        assert not above[-1].startswith(starts), "one line alone at the foot"
        assert not below[1].startswith(starts), "one line alone at the head"


def test_what_is_longer_than_a_page_goes_on_over_pages() -> None:
    long = "很长的一段，没有尽头。" * 600
    tall = f'<table widths="10,90" head="1"><row><cell>头</cell><cell>{long}</cell></row>'
    head = '<table widths="10,90" head="1"><row><cell>头</cell><cell>头</cell></row>'
    for xml in (
        f"<para>{long}</para>",
        f"<para>前</para><para>{long}</para>",
        f"{head}<row><cell>1</cell><cell>{long}</cell></row></table>",
        f"{tall}<row><cell>1</cell><cell>2</cell></row></table>",
        f"<box><para>{long}</para></box>",
        f"<keep><heading>题</heading><para>{long}</para></keep>",
    ):
        done, reader = render(packet(xml))
        text = "".join(page.extract_text() for page in reader.pages)
        assert done.pages > 3
        assert len(re.findall("尽", text)) == 600


def test_missing_characters_are_told() -> None:
    done, reader = render(packet("<para>𠮷野</para>"))
    assert done.missing == {"𠮷"}
    assert "〓野" in reader.pages[0].extract_text()
    assert render(packet("<para>野</para>"))[0].missing == frozenset()


def test_a_reference_that_never_settles_prints_no_wrong_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that goes to page 2 when page 1 is printed, and back, can never be referred to truly."""
    honest = markup.flowables

    def restless(root: Element, figures: markup.Figures, pages: Mapping[str, int]) -> list[Flowable]:
        pushed = [Spacer(1, styles.FRAME_HEIGHT - 60)] if pages.get("f") == 1 else []
        return [*honest(root, figures, pages), *pushed, _Figure("f", "f")]

    monkeypatch.setattr(markup, "flowables", restless)
    done, reader = render(packet('<para>见第<pageref to="f"/>页</para>'))
    assert done.anchors["f"] == 1
    assert "见第?页" in reader.pages[0].extract_text()


def test_nothing_but_the_frame() -> None:
    done, _ = render(packet(""))
    assert done == Rendered(1, {}, frozenset())


def test_the_room_on_a_page_leaves_the_binding_margin() -> None:
    assert pytest.approx((210 - 28 - 20) / 25.4 * 72) == document.WIDTH
    out = BytesIO()
    document.render(packet(f"<para>{'口' * 400}</para>"), {}, out)
    text = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()
    boxes = [text.get_charbox(i, loose=True) for i in range(300)]
    assert min(box[0] for box in boxes) == pytest.approx(28 / 25.4 * 72, abs=0.1)
    assert max(box[2] for box in boxes) == pytest.approx(190 / 25.4 * 72, abs=0.1)
