"""12377 takes web pages alone: refused without, built from them, and no address is ever made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from dossier import casefile
from dossier.casefile import CaseFile, CaseFileError, PageCategory
from dossier.cli import main
from dossier.filing import reporting
from dossier.model import Case, Evidence

CHAT = """\
2024-05-12 14:03:05 某某
订单CM20240512001误拍了，现申请取消，请勿发货
2024-05-12 14:04:10 客服1024
系统自动发货，无法取消
"""
SAVED = "<!DOCTYPE html>\n<!-- saved from url=(0026)https://example.com/item/1 -->\n<html><body><p>{}</p></body></html>"
PAGES = """\
投诉人:
  姓名: 某某
网页线索:
- 网址: https://example.com/item/1
  类别: 涉未成年人
  说明: 页面写着“未满十八周岁可以购买”。
  截取时间: 2024-05-12 14:03
  文件: 商品页.html
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "证据"
    place.mkdir()
    (place / "聊天.txt").write_text(CHAT, encoding="utf-8")
    (place / "商品页.html").write_text(SAVED.format("未满十八周岁可以购买"), encoding="utf-8")
    return place


def build(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", str(folder), "-o", str(folder.parent / "out"), *arguments])


def text(path: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_alone_and_without_pages_it_is_refused_with_what_why_and_where_to_go(folder: Path) -> None:
    done = build(folder, "--for", "12377")
    assert done.exit_code == 4
    assert done.stdout == ""
    for words in (
        "12377 只收网页线索",
        "--for platform",
        "--for 12315",
        "--for association",
        "网页线索”中写明",
    ):
        assert words in done.stderr
    # The saved page's own address is proposed, and goes nowhere by itself.
    assert "https://example.com/item/1" in done.stderr
    assert not (folder.parent / "out").exists()


def test_among_others_it_is_left_out_with_one_line(folder: Path) -> None:
    done = build(folder, "--for", "all")
    assert done.exit_code == 0, done.output
    assert sum("没有生成 12377" in line for line in done.stderr.splitlines()) == 1
    made = [Path(line).name for line in done.stdout.splitlines()]
    assert made == [
        "packet-platform.pdf", "packet-12315.pdf", "packet-association.pdf",
        "form-platform.txt", "form-12315.txt", "form-association.txt",
    ]  # fmt: skip
    again = build(folder, "--for", "all")
    assert again.exit_code == 0
    assert (again.stdout, "没有生成 12377" in again.stderr) == (done.stdout, True)


def test_fields_that_cannot_be_made_to_fit_are_told(folder: Path) -> None:
    (folder / "case.yaml").write_text("投诉人:\n  电话: 138****0000\n", encoding="utf-8")
    done = build(folder, "--for", "association", "--max-chars", "5")
    assert done.exit_code == 0, done.output
    form = (folder.parent / "out" / "form-association.txt").read_text(encoding="utf-8-sig")
    assert "【消费者电话】11/5 字，超出 6 字，请自行改短\n138****0000\n" in form
    assert "form-association.txt：“消费者电话”最短也超出 6 字" in done.stderr


def test_with_pages_it_lists_them_and_nothing_of_the_order(folder: Path) -> None:
    (folder / "case.yaml").write_text(PAGES, encoding="utf-8")
    done = build(folder, "--for", "12377", "--max-files", "3")
    assert done.exit_code == 0, done.output
    out = folder.parent / "out"
    body = text(out / "packet-12377.pdf")
    for words in (
        "https://example.com/item/1",
        "涉未成年人",
        "未满十八周岁可以购买",
        "2024-05-12 14:03",
        "商品页.html",
    ):
        assert words.replace(" ", "") in body
    for words in ("CM20240512001", "无法取消", "退还", "聊天.txt", "诈骗", "违法"):
        assert words not in body
    assert len(list((out / "attachments-12377").iterdir())) <= 3
    embedded = "".join(PdfReader(out / "packet-12377.pdf").attachments)
    assert "聊天" not in embedded
    assert "dossier.json" not in embedded


def test_the_evidence_page_is_named_by_its_number(folder: Path) -> None:
    (folder / "case.yaml").write_text(PAGES, encoding="utf-8")
    build(folder, "--for", "12377")
    reader = PdfReader(folder.parent / "out" / "packet-12377.pdf")
    first = "".join(page.extract_text() for page in reader.pages[:2]).replace(" ", "")
    evidence = json.loads((folder.parent / "out" / "dossier.json").read_text(encoding="utf-8"))["evidence"]
    number = next(item["id"] for item in evidence if item["path"] == "商品页.html").removeprefix("E")
    where = next(
        n for n, page in enumerate(reader.pages, 1) if "未满十八周岁" in page.extract_text() and n > 1
    )
    assert f"证据{number}，第{where}页" in first.replace("\n", "")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("网址: https://example.com/item/1", "网址: example.com/item/1"),
        ("网址: https://example.com/item/1", "网址: javascript:alert(1)"),
        ("网址: https://example.com/item/1", '网址: "https://example.com/a b"'),
        ("网址: https://example.com/item/1", "网址:"),
        ("类别: 涉未成年人", "类别: 诈骗"),
        ("截取时间: 2024-05-12 14:03", "截取时间: 2024-05-32 14:03"),
        ("截取时间: 2024-05-12 14:03", "截取时间: 昨天"),
        ("文件: 商品页.html", "文件: 没有这个.png"),
    ],
)
def test_a_mistake_in_the_list_is_told_by_its_line(folder: Path, line: str, wrong: str) -> None:
    assert line in PAGES
    (folder / "case.yaml").write_text(PAGES.replace(line, wrong), encoding="utf-8")
    with pytest.raises(CaseFileError) as caught:
        casefile.load(folder)
    row = next(n for n, words in enumerate(PAGES.splitlines(), 1) if line in words)
    assert caught.value.line == row


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024年5月2日 9:03", "2024-05-02 09:03"),
        ("2024/5/2 09:03:07", "2024-05-02 09:03:07"),
        ("２０２４-05-12　14：03", "2024-05-12 14:03"),
    ],
)
def test_a_capture_time_is_as_fine_as_it_was_written(folder: Path, written: str, kept: str) -> None:
    (folder / "case.yaml").write_text(PAGES.replace("2024-05-12 14:03", f'"{written}"'), encoding="utf-8")
    page = casefile.load(folder).pages[0]
    assert (page.captured, page.category, page.file) == (kept, PageCategory.MINORS, "商品页.html")


def test_limits_of_fields_are_read_by_label_or_key(folder: Path) -> None:
    (folder / "case.yaml").write_text(
        "表单字数:\n  12315:\n    事实: 500\n    claims: 200\n", encoding="utf-8"
    )
    assert casefile.load(folder).limits == {"12315": {"facts": 500, "claims": 200}}
    for wrong in ("  12316:\n    事实: 1\n", "  12315:\n    标题: 1\n", "  12315:\n    事实: 0\n"):
        (folder / "case.yaml").write_text(f"表单字数:\n{wrong}", encoding="utf-8")
        with pytest.raises(CaseFileError):
            casefile.load(folder)


# Addresses that saved pages name


class Held:
    """Originals of the bytes a test gives."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def picture(self, *_: object) -> None:
        raise AssertionError

    def data(self, _item: Evidence) -> bytes:
        return self._data


def proposed(data: bytes, media: str = "text/html") -> tuple[str, ...]:
    case = Case(evidence=(Evidence("E1", "a.html", "0" * 64, 1, media),))
    return reporting.candidates(case, Held(data))


@pytest.mark.parametrize(
    "data",
    [
        b"<!-- saved from url=(0021)https://example.com/1 -->\r\n<html>",
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/1\r\nSubject: x\r\n",
        b"<html><!--\n Page saved with SingleFile \n url: https://example.com/1 \n saved date: x -->",
    ],
)
def test_browsers_write_down_where_a_page_came_from(data: bytes) -> None:
    assert proposed(data) == ("https://example.com/1",)


def test_a_link_inside_a_page_is_not_its_address() -> None:
    assert proposed(b"<html><a href='https://example.com/2'>x</a> https://example.com/3</html>") == ()
    assert proposed(b"<!-- saved from url=(0021)https://example.com/1 -->", "image/png") == ()


def test_what_is_asked_for_is_split_by_what_can_be_made() -> None:
    assert reporting.split(("platform", "12377"), CaseFile()) == (("platform",), ("12377",))
    assert reporting.split(("12377",), CaseFile()) == ((), ("12377",))
