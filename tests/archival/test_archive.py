"""The pass that makes PDF/A-3u, held against veraPDF and against other readers."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable

import hard
import pikepdf
import pypdf
import pytest
import verapdf
from PIL import Image, ImageCms

from dossier.archival import archive, colour, metadata
from dossier.archival.attachment import file_name, key_name

ENDING = b"%%EOF\n"


def spoiled() -> dict[str, tuple[bytes, str]]:
    """Archived files with one thing taken away, and the clause that each breaks then."""
    whole = hard.CASES["complaint"]()

    def without(change: Callable[[pikepdf.Pdf], object]) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(whole)) as document:
            change(document)
            document.save(out)
        return out.getvalue()

    def unflagged(document: pikepdf.Pdf) -> None:
        page = next(page for page in document.pages if "/Annots" in page)
        del page.Annots[0]["/F"]

    def unmapped(document: pikepdf.Pdf) -> None:
        del next(iter(document.pages[0].Resources.Font.values()))["/ToUnicode"]

    def untied(document: pikepdf.Pdf) -> None:
        document.attachments["x"] = b"data"

    return {
        "plain": (hard.pdf(hard.PLAIN), "6.6.2.1"),
        "no-intent": (without(lambda document: document.Root.__delitem__("/OutputIntents")), "6.2.4.3"),
        "no-flag": (without(unflagged), "6.3.2"),
        "no-unicode": (without(unmapped), "6.2.11.7.2"),
        "loose-attachment": (without(untied), "6.8"),
    }


@pytest.fixture(scope="module")
def broken() -> dict[str, list[str]]:
    """What veraPDF finds in the hard cases and in the spoiled ones."""
    files = {name: make() for name, make in hard.CASES.items()}
    return verapdf.broken(files | {name: data for name, (data, _) in spoiled().items()})


@pytest.mark.parametrize("name", hard.CASES)
def test_a_hard_case_conforms(name: str, broken: dict[str, list[str]]) -> None:
    assert broken[name] == []


@pytest.mark.parametrize("name", [*spoiled()])
def test_the_validator_finds_what_is_missing(name: str, broken: dict[str, list[str]]) -> None:
    clause = spoiled()[name][1]
    assert any(line.startswith(f"{clause}-") for line in broken[name]), broken[name]


@pytest.mark.parametrize("name", ["complaint", "pictures", "many", "names"])
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert hard.CASES[name]() == hard.CASES[name]()


def test_pictures_and_pages_are_copied_byte_for_byte() -> None:
    before, after = hard.of_pictures(), hard.CASES["pictures"]()

    def streams(data: bytes) -> list[bytes]:
        with pikepdf.open(io.BytesIO(data)) as document:
            return [
                stream.read_raw_bytes()
                for page in document.pages
                for stream in (*page.Resources.XObject.values(), page.Contents)
            ]

    assert len(streams(before)) > len(hard.pictures()) / 2  # what has the same pixels stands there once
    assert streams(after) == streams(before)


def test_attachments_come_out_as_they_went_in() -> None:
    given = hard.many(30, 5_000)
    reader = pypdf.PdfReader(io.BytesIO(archive(hard.pdf(hard.PLAIN), given)))
    found = {one.name: one for one in reader.attachment_list}
    assert list(found) == [one.key for one in given]
    for one in given:
        assert found[one.key].content == one.data
        assert found[one.key].alternative_name == one.name
        assert found[one.key].size == len(one.data)
        assert found[one.key].description == one.description
        assert found[one.key].subtype == "/image/png"


def test_each_attachment_belongs_to_the_packet_as_its_source() -> None:
    with pikepdf.open(io.BytesIO(hard.CASES["many"]())) as document:
        for file in document.Root.AF:
            held = hashlib.md5(file.EF.F.read_bytes(), usedforsecurity=False).digest()
            assert bytes(file.EF.F.Params.CheckSum) == held
        tied = [(str(file.UF), str(file.AFRelationship)) for file in document.Root.AF]
        listed = [str(file.UF) for file in list(document.Root.Names.EmbeddedFiles.Names)[1::2]]
    assert tied == [(f"证据{n} {n}.png", "/Source") for n in range(1, 81)]
    assert listed == [name for name, _ in tied]


def test_links_still_lead_where_they_led() -> None:
    before = hard.pdf(hard.COMPLAINT.read_text(encoding="utf-8"))

    def links(data: bytes) -> list[object]:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = {
            page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference
        }
        found = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
        places = [link["/Dest"] for link in found]
        return [
            (tuple(link["/Rect"]), pages[place[0].idnum], *place[1:4])
            for link, place in zip(found, places, strict=True)
        ]

    assert len(links(before)) > 10
    assert links(archive(before)) == links(before)


def test_what_is_told_of_the_packet_is_told_twice_alike() -> None:
    reader = pypdf.PdfReader(io.BytesIO(hard.CASES["complaint"]()))
    assert reader.metadata == {
        "/Title": "投诉材料（示例）",
        "/Subject": "请依法处理",
        "/Keywords": "投诉, 订单",
        "/Creator": "dossier",
        "/Producer": "ReportLab PDF Library - (opensource)",
    }
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "投诉材料（示例）", "zh-CN": "投诉材料（示例）"}
    assert xmp.dc_description["x-default"] == "请依法处理"
    assert xmp.pdf_keywords == "投诉, 订单"
    assert xmp.xmp_creator_tool == "dossier"
    assert xmp.dc_language == ["zh-CN"]
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("3", "U")


def test_no_date_stands_in_a_packet() -> None:
    data = hard.CASES["many"]()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(plain := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert not re.search(rb"D:\d{4}|CreateDate|ModDate|CreationDate", plain.getvalue())


def test_signs_of_markup_are_escaped_in_the_metadata() -> None:
    assert b"<x>&" not in metadata.xmp({"Title": "<x>&"})
    assert b"&lt;x&gt;&amp;" in metadata.xmp({"Title": "<x>&"})


def test_an_author_is_told_where_there_is_one() -> None:
    assert b"<dc:creator><rdf:Seq><rdf:li>\xe5\xbc\xa0</rdf:li></rdf:Seq></dc:creator>" in metadata.xmp(
        {"Author": "张"}
    )
    assert b"dc:creator" not in metadata.xmp({"Title": "题"})


def test_text_is_read_in_its_order_and_as_written() -> None:
    reader = pypdf.PdfReader(io.BytesIO(hard.CASES["writing"]()))
    text = "".join(reader.pages[0].extract_text().split())
    assert "堃犇喆玥彧镕" in text
    assert "😀" in text
    text = "".join(pypdf.PdfReader(io.BytesIO(hard.CASES["complaint"]())).pages[0].extract_text().split())
    parts = [
        "投诉材料",
        "提交平台投诉渠道处理",
        "订单号",
        "被投诉人",
        "某某网络科技有限公司",
        "一、请求",
        "二、事实经过",
    ]
    places = [text.index(part, text.index("提交平台") if number else 0) for number, part in enumerate(parts)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("订单页.png", "证据1 订单页.png"),
        ("截图/订单/订单 页.PNG", "证据1 订单 页.PNG"),
        ('a:b*c?"<>|.jpg', "证据1 a_b_c_____.jpg"),
        ("聊天\u202egnp.记录.txt", "证据1 聊天gnp.记录.txt"),
        ("没有后缀", "证据1 没有后缀"),
        ("尾点. .png", "证据1 尾点.png"),
        ("e\u0301.png", "证据1 é.png"),
    ],
)
def test_an_attachment_has_a_name_that_any_computer_takes(path: str, name: str) -> None:
    assert file_name("证据1", path) == name


@pytest.mark.parametrize("path", hard.STRANGE)
def test_no_name_is_too_long_or_looks_like_another(path: str) -> None:
    name = file_name("证据12", path)
    assert name.startswith("证据12")
    assert len(name.encode()) <= 255
    assert not set(name) & set('\\/:*?"<>|')
    assert all(unicodedata.category(char)[0] != "C" for char in name)


def test_plain_names_are_ascii_and_sort_by_number() -> None:
    assert key_name(7, "截图/订单.PNG") == "E007.png"
    assert key_name(7, "没有后缀") == "E007"
    assert key_name(7, "a.后缀") == "E007"
    assert key_name(9, "z") < key_name(10, "a")


def test_the_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(colour.profile()))
    steps = [(r, g, b) for r in range(0, 256, 17) for g in range(0, 256, 17) for b in range(0, 256, 17)]
    picture = Image.new("RGB", (len(steps), 1))
    picture.putdata(steps)
    theirs = ImageCms.createProfile("sRGB")
    for intent in (ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Intent.ABSOLUTE_COLORIMETRIC):
        shown = ImageCms.profileToProfile(picture, ours, theirs, renderingIntent=intent)
        assert shown is not None
        far = [
            max(abs(a - b) for a, b in zip(x, y, strict=True))
            for x, y in zip(steps, shown.get_flattened_data(), strict=True)
        ]
        assert max(far) <= 1


def test_the_profile_is_laid_out_as_its_header_says() -> None:
    data = colour.profile()
    assert int.from_bytes(data[:4]) == len(data)
    assert data[36:40] == b"acsp"
    assert hashlib.sha256(data).hexdigest() == hashlib.sha256(colour.profile.__wrapped__()).hexdigest()
    assert len(data) < 1024
