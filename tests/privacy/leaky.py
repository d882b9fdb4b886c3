"""A folder with an invented secret of every kind in every kind of file, and the lines of its pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from email.message import EmailMessage
from pathlib import Path

import bill_files
from PIL import Image

from dossier.model import Evidence
from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.encode import picture, voucher_pdf
from samples.draw.look import BLUE
from samples.draw.order import OrderPage, order_page
from samples.draw.phone import Goods, Row
from samples.story import inside_window

ORDER = inside_window.ORDER


@dataclass(frozen=True)
class Secrets:
    """Invented; ``other_key`` stands in a picture only, ``private`` under a mask that the user drew."""

    name: str = "王小某"
    phone: str = "13800135678"
    id_number: str = "110101198704121235"
    bank_card: str = "6222020000123456782"
    email: str = "xiaomou.demo@example.com"
    account: str = "wxid_demo12345678"
    address: str = "浙江省杭州市西湖区示例路88号3栋502室"
    key: str = "ABCD-EFGH-2345-6789"
    other_key: str = "QWER-TYUI-1357-2468"
    private: str = "备用钥匙在门口蓝色信箱下面"

    def personal(self) -> dict[str, str]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in self.always()}

    def always(self) -> dict[str, str]:
        """What no set may show."""
        return {"key": self.key, "other_key": self.other_key, "private": self.private}

    def all(self) -> dict[str, str]:
        return {**self.personal(), **self.always()}


FIRST = Secrets()
SECOND = replace(
    FIRST,
    name="王大某",
    phone="13810305678",
    id_number="110101197802141235",
    bank_card="6222020000321456782",
    email="xoaimou.demo@example.com",
    account="wxid_demo87654321",
    address="浙江省杭州市西湖区示例路83号8栋520室",
    key="DCBA-HGFE-5432-9876",
    other_key="REWQ-IUYT-7531-8642",
    private="门口备用信箱下面钥匙在蓝色",
)
"""The same signs in another order, so that pages are laid out alike; what copies may show is the same."""


def chat(s: Secrets) -> Canvas:
    said = (
        Said("time", "2024年5月12日 14:02"),
        Said("system", "工号1024号客服为您服务"),
        Said("me", f"订单{ORDER}误拍了，现申请取消，请勿发货"),
        Said("time", "2024年5月12日 14:04"),
        Said("them", "系统自动发货，无法取消", name="客服小某 工号1024"),
        Said("me", f"我的手机号 {s.phone}"),
        Said("me", f"身份证 {s.id_number}"),
        Said("me", f"收货人：{s.name}"),
        Said("me", s.private),
        Said("time", "2024年5月12日 14:10"),
        Said("them", f"卡密：{s.key}", name="客服小某 工号1024"),
    )
    return phone_chat(
        BLUE, ChatPage("某某卡盟客服(示例)", said, ("游戏点卡 100面值", f"订单编号 {ORDER}"), "14:29")
    )


def order(s: Secrets) -> Canvas:
    rows = (
        Row("订单编号", ORDER, copy=True),
        Row("下单时间", "2024-05-12 14:01:55"),
        Row("付款时间", "2024-05-12 14:02:10"),
        Row("发货时间", "2024-05-12 14:05:41"),
        Row("发货方式", "自动发货"),
        Row("收货人", s.name),
        Row("联系手机", s.phone),
        Row("卡密", s.other_key),
    )
    goods = Goods(inside_window.GOODS, "128.00", "面值 100 | 电子卡密")
    page = OrderPage("已发货", goods, (("订单信息", rows),), total=("实付款", "128.00"))
    return order_page(BLUE, page)


def with_exif(data: bytes, s: Secrets) -> bytes:
    """A JPEG as a camera writes it: who took it, and a remark."""
    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        exif[0x013B] = s.email  # Artist
        exif[0x010E] = f"tel {s.phone}"  # ImageDescription
        out = io.BytesIO()
        image.save(out, "JPEG", quality="keep", exif=exif, comment=s.id_number.encode())
    return out.getvalue()


def voucher(s: Secrets) -> bytes:
    rows = (
        ("当前状态", "支付成功"),
        ("支付时间", "2024年5月12日 14:02:10"),
        ("支付金额", "128.00元"),
        ("商户单号", ORDER),
        ("交易单号", inside_window.TRANSACTION),
        ("付款人", s.name),
        ("银行卡号", s.bank_card),
    )
    return voucher_pdf("支付凭证", rows, "本凭证为虚构示例")


def log(s: Secrets) -> str:
    """A chat as text."""
    return (
        f"2024-05-12 14:03:01 {s.name}\n订单{ORDER}误拍了，申请取消\n\n"
        "2024-05-12 14:04:20 客服1024\n系统自动发货，无法取消\n\n"
        f"2024-05-12 14:06:00 {s.name}\n我电话 {s.phone}，微信号：{s.account}，邮箱 {s.email}\n\n"
        f"2024-05-12 14:07:00 客服1024\n卡密：{s.key}，请尽快使用\n\n"
        f"2024-05-12 14:09:00 {s.name}\n收货地址：{s.address}\n\n"
    )


def mail(s: Secrets) -> bytes:
    made = EmailMessage()
    made["From"] = "service@shop.example"
    made["To"] = f"{s.name} <{s.email}>"
    made["Date"] = "Sun, 12 May 2024 14:20:00 +0800"
    made["Subject"] = f"订单{ORDER}的通知"
    made.set_content(
        f"尊敬的{s.name}：\n您的订单{ORDER}已发货。\n卡密：{s.key}\n联系电话：{s.phone}\n收货地址：{s.address}\n"
    )
    return made.as_bytes().replace(b"\n", b"\r\n")


def case_yaml(s: Secrets) -> str:
    """With a rectangle drawn over the private words."""
    (box,) = (line.box for line in chat(s).lines() if line.text == s.private)
    assert box is not None
    x0, y0, x1, y1 = box.x0 - 4, box.y0 - 4, box.x1 + 4, box.y1 + 4
    return (
        f"投诉人:\n  姓名: {s.name}\n  电话: '{s.phone}'\n  地址: {s.address}\n"
        f"  身份证号: '{s.id_number}'\n  邮箱: {s.email}\n"
        f"订单: {ORDER}\n"
        f"我的陈述: |\n  本人{s.name}于2024年5月12日付款后申请取消，对方发来卡密 {s.key}。\n"
        f"  联系本人请拨 {s.phone}。\n"
        f"遮盖:\n- 文件: {s.name}的聊天.png\n  页: 1\n  区域: [{x0}, {y0}, {x1}, {y1}]\n"
    )


def canvases(s: Secrets) -> dict[str, Canvas]:
    return {f"{s.name}的聊天.png": chat(s), "订单.jpg": order(s)}


def write(folder: Path, s: Secrets) -> Path:
    """The folder's files."""
    folder.mkdir(parents=True)
    for name, canvas in canvases(s).items():
        data = picture(canvas, name.rpartition(".")[2])
        (folder / name).write_bytes(with_exif(data, s) if name.endswith("jpg") else data)
    (folder / "支付凭证.pdf").write_bytes(voucher(s))
    (folder / "聊天记录.txt").write_text(log(s), encoding="utf-8")
    (folder / "通知.eml").write_bytes(mail(s))
    bill = bill_files.wechat_csv(bill_files.wechat(), bill_files.stranger())
    (folder / "账单.csv").write_bytes(bill.replace(bill_files.OWNER.encode(), s.name.encode()))
    (folder / "规则.webp").write_bytes(inside_window.files()["取消与退款规则.webp"])
    (folder / "case.yaml").write_text(case_yaml(s), encoding="utf-8")
    return folder


def reader(s: Secrets) -> Callable[..., object]:
    """Reads pictures as a perfect engine would, from what was drawn."""
    drawn = {name: canvas.lines() for name, canvas in canvases(s).items()}

    def read(_folder: Path, evidence: Sequence[Evidence], **_options: object) -> object:
        return tuple(_read(item) for item in evidence), (), 0

    def _read(item: Evidence) -> Evidence:
        lines = drawn.get(item.path)
        pages = tuple(replace(page, lines=lines) if lines else page for page in item.pages)
        return replace(item, pages=pages)

    return read
