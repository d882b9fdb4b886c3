"""Bills as payment services write them, with invented people, shops and numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import pyzipper

from samples.draw.tables import Cells, xlsx, zip_crypto

__all__ = ["xlsx"]

WECHAT = (
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
)
ALIPAY = (
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态",
    "交易订单号", "商家订单号", "备注",
)  # fmt: skip
ALIPAY_2021 = (
    "收/支", "交易对方", "对方账号", "商品说明", "收/付款方式", "金额", "交易状态", "交易分类", "交易订单号",
    "商家订单号", "交易时间",
)  # fmt: skip
ALIPAY_WEB = (
    "交易号", "商家订单号", "交易创建时间", "付款时间", "最近修改时间", "交易来源地", "类型", "交易对方", "商品名称",
    "金额（元）", "收/支", "交易状态", "服务费（元）", "成功退款（元）", "备注", "资金状态",
)  # fmt: skip
JD = (
    "交易时间", "商户名称", "交易说明", "金额", "收/付款方式", "交易状态", "收/支", "交易分类", "交易订单号",
    "商家订单号", "备注",
)  # fmt: skip
MEITUAN = (
    "交易创建时间", "交易成功时间", "交易类型", "订单标题", "收/支", "支付方式", "订单金额", "实付金额", "交易单号",
    "商家单号", "备注",
)  # fmt: skip

ORDER = "CM20240512001"
PAYMENT = "4200002185202405120123456789"
SECRET = "某某私人诊所挂号"  # noqa: S105 - of a patient, not of a lock
"""The goods of a row that is nobody's business: it must not come out anywhere."""
OWNER = "某某不外传"
"""The owner's name over the table, which must not either."""


def wechat(
    number: str = PAYMENT,
    shop: str = ORDER,
    *,
    time: str = "2024-05-12 14:02:10",
    amount: str | float = "¥128.00",
    status: str = "支付成功",
    kind: str = "商户消费",
    side: str = "支出",
) -> Cells:
    party, goods = "某某卡盟(示例)", "某某点卡100元"
    return (time, kind, party, goods, side, amount, "零钱", status, f"{number}\t", f"{shop}\t", "/")


def stranger(column: int = 3, header: Sequence[str] = WECHAT) -> Cells:
    """A row of WeChat's that belongs to no order."""
    cells = list(
        wechat(
            "4200001111202405109999999999", "OTHER20240510777", time="2024-05-10 09:00:00", amount="¥35.50"
        )
    )
    cells[column] = SECRET
    return cells[: len(header)]


SPAN = {"end": "终止时间：[2024-05-31 23:59:59]", "made": "导出时间：[2024-06-01 08:00:00]"}
"""What WeChat's words over the table say of the bill's end and of its making."""


def wechat_head(count: int) -> list[Cells]:
    """What stands over WeChat's table."""
    lines = [
        "微信支付账单明细",
        f"微信昵称：[{OWNER}]",
        "起始时间：[2024-05-01 00:00:00] 终止时间：[2024-05-31 23:59:59]",
        "导出类型：[全部]",
        "导出时间：[2024-06-01 08:00:00]",
        "",
        f"共{count}笔记录",
        "收入：0笔 0.00元",
        f"支出：{count}笔 163.50元",
        "中性交易：0笔 0.00元",
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅供个人对账使用",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    return [(line, *[""] * 10) for line in lines]


def csv(rows: Iterable[Cells], *, end: str = "\n") -> str:
    return "".join(",".join(str(cell) for cell in row) + end for row in rows)


def wechat_csv(*rows: Cells, end: str = "\r\n") -> bytes:
    return csv([*wechat_head(len(rows)), WECHAT, *rows], end=end).encode("utf-8-sig")


def alipay_csv(*rows: Cells, header: Cells = ALIPAY) -> bytes:
    """The app's export: GB18030, cells padded with blanks, numbers ended with a tab, a comma too many."""
    head = [
        "-" * 84,
        "导出信息：",
        f"姓名：{OWNER}",
        "支付宝账户：138****0000",
        "起始时间：[2024-05-01 00:00:00]    终止时间：[2024-05-31 23:59:59]",
        f"共{len(rows)}笔记录",
        "特别提示：",
        "9.本明细仅供个人对账使用。",
        "",
        "-" * 24 + "支付宝（中国）网络技术有限公司  电子客户回单" + "-" * 24,
    ]
    table = [",".join(str(cell).ljust(20) for cell in row) + "," for row in [header, *rows]]
    return ("\n".join([*head, *table]) + "\n").encode("gb18030")


def alipay(
    number: str,
    shop: str,
    *,
    time: str = "2024-05-12 14:02:10",
    amount: str = "128.00",
    status: str = "交易成功",
    side: str = "支出",
    goods: str = "某某点卡100元",
    kind: str = "数码电器",
) -> Cells:
    party = "某某网络科技有限公司"
    return (time, kind, party, "/", goods, side, amount, "余额宝", status, f"{number}\t", f"{shop}\t", "")


def zipped(members: Mapping[str, bytes], password: str = "", *, aes: bool = True) -> bytes:
    """An archive as Windows packs it: names in GBK without the mark for UTF-8."""
    if password and not aes:
        return zip_crypto(members, password.encode())
    stream = io.BytesIO()
    options = {"encryption": pyzipper.WZ_AES} if password else {}
    names = {
        name if name.isascii() else chr(ord("A") + n) * len(name.encode("gbk")): name
        for n, name in enumerate(members)
    }
    with pyzipper.AESZipFile(stream, "w", compression=pyzipper.ZIP_DEFLATED, **options) as package:
        package.setpassword(password.encode() or None)
        for stand_in, name in names.items():
            package.writestr(stand_in, members[name])
    data = stream.getvalue()
    for stand_in, name in names.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data
