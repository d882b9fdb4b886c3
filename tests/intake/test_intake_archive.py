"""Archives: the bill in a locked zip, the names of the rest, and limits."""

from __future__ import annotations

import bill_files
import pytest
from bill_files import WECHAT, wechat

from dossier.intake import Unreadable, archive, packed

BILL = bill_files.wechat_csv(wechat(), bill_files.stranger())


@pytest.mark.parametrize("aes", [True, False], ids=["aes", "zip-crypto"])
def test_a_password_opens_the_bill_and_is_told(*, aes: bool) -> None:
    found = archive.read(
        bill_files.zipped({"微信账单.csv": BILL}, "246810", aes=aes), iter(["1", "246810", "9"])
    )
    assert (found.password, found.troubles) == ("246810", ())
    assert [(page.number, page.part, len(page.rows)) for page in found.pages] == [(1, "微信账单.csv", 2)]


@pytest.mark.parametrize("aes", [True, False], ids=["aes", "zip-crypto"])
@pytest.mark.parametrize(("given", "code"), [((), "archive-locked"), (("1", "2"), "archive-password-wrong")])
def test_without_the_password_it_stays_closed(given: tuple[str, ...], code: str, *, aes: bool) -> None:
    with pytest.raises(Unreadable, match=code):
        archive.read(bill_files.zipped({"账单.csv": BILL}, "246810", aes=aes), given)


def test_nobody_is_asked_for_a_password_that_is_not_needed() -> None:
    def asked() -> None:
        raise AssertionError

    for members in ({"账单.csv": BILL}, {"账单.csv": BILL, "x.png": b"x"}):
        found = archive.read(bill_files.zipped(members), (asked() for _ in range(1)))  # type: ignore[misc]
        assert found.password == ""
    with pytest.raises(Unreadable, match=r"^archive$"):
        archive.read(bill_files.zipped({"x.png": b"x"}, "1"), (asked() for _ in range(1)))  # type: ignore[misc]


def test_a_workbook_in_an_archive_is_a_bill_too() -> None:
    book = bill_files.xlsx([*bill_files.wechat_head(1), WECHAT, wechat()])
    (page,) = archive.read(bill_files.zipped({"内/账单.xlsx": book}, "1"), ["1"]).pages
    assert (page.part, page.rows[0].line) == ("内/账单.xlsx", 17)


def test_what_else_lies_there_is_named_and_not_opened() -> None:
    inner = bill_files.zipped({"账单.csv": BILL})
    found = archive.read(
        bill_files.zipped(
            {"凭证.png": b"x", "账单.csv": BILL, "更多.zip": inner, "说明.txt": "你好".encode()}
        )
    )
    assert [page.part for page in found.pages] == ["账单.csv"]
    (trouble,) = found.troubles
    assert (trouble.code, trouble.detail) == ("archive-others", "凭证.png、更多.zip、说明.txt")


def test_a_broken_member_costs_the_others_nothing() -> None:
    found = archive.read(
        bill_files.zipped({"坏.xlsx": b"PK\x03\x04" + bytes(60), "账单.csv": BILL, "空.csv": b""})
    )
    assert [page.part for page in found.pages] == ["账单.csv"]
    assert [(one.code, one.detail) for one in found.troubles] == [
        ("archive-member", "空.csv (empty)"),
        ("archive-others", "坏.xlsx"),
    ]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"凭证.png": b"x"}, "^archive$"),
        ({"说明.txt": "你好".encode()}, "^archive$"),
        ({f"{n}.csv": b"" for n in range(packed.MAX_MEMBERS + 1)}, "archive-too-large"),
        ({"账单.csv": bytes(packed.MAX_BYTES + 1)}, "archive-too-large"),
    ],
    ids=["pictures", "words", "many", "bomb"],
)
def test_what_holds_no_bill_or_too_much_is_refused(members: dict[str, bytes], code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        archive.read(bill_files.zipped(members))


def test_a_broken_archive_is_told() -> None:
    with pytest.raises(Unreadable, match="archive-broken"):
        archive.read(bill_files.zipped({"账单.csv": BILL})[:-20])


@pytest.mark.parametrize("name", ["凭证.png", "联通.csv", "账单 (1).csv", "plain.csv"])
def test_names_in_gbk_are_read_even_where_they_pass_for_utf8(name: str) -> None:
    (member,) = packed.Package(bill_files.zipped({name: b""})).members
    assert member.name == name
