"""Wordings of shops, buyers and agents, gathered without looking at what the program knows."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.words_more import MORE, More

NEVER = frozenset(
    {
        "虚拟商品不予退款",
        "不好意思，卡密类的退不了",
        "您好，本店虚拟商品售出概不退换",
        "亲，这个不支持取消哦",
    }
)
"""Refusals that say of all such goods that they are never cancelled."""
LOOSE = frozenset({"到账时间", "充值到账时间", "受理时间", "接单时间", "客服接单时间"})
"""Labels that need not mean shipping or the beginning of work: doubt is allowed."""
NUMERALS = {3: "三", 5: "五", 10: "十", 15: "十五", 30: "三十"}


@dataclass(frozen=True)
class Words:
    """A pool of wordings; ``{…}`` are filled in by the stage."""

    order_id: tuple[str, ...]
    ordered: tuple[str, ...]
    paid: tuple[str, ...]
    shipped: tuple[str, ...]
    started: tuple[str, ...]
    completed: tuple[str, ...]
    paid_sum: tuple[str, ...]
    refund: tuple[str, ...]
    fee: tuple[str, ...]
    refunded: tuple[str, ...]
    product: tuple[str, ...]
    delivery: tuple[str, ...]
    automatic: tuple[str, ...]
    manual: tuple[str, ...]
    goods: tuple[str, ...]
    shops: tuple[str, ...]
    firm: tuple[str, ...]
    hedged: tuple[str, ...]
    not_asked: tuple[str, ...]
    withdrawn: tuple[str, ...]
    hello: tuple[str, ...]
    with_id: tuple[str, ...]
    refused: tuple[str, ...]
    not_refused: tuple[str, ...]
    accepted: tuple[str, ...]
    accepted_fee: tuple[str, ...]
    small: tuple[str, ...]
    robot: tuple[str, ...]
    greeting: tuple[tuple[str, int, str], ...]
    names: tuple[str, ...]
    paid_window: tuple[str, ...]
    order_window: tuple[str, ...]
    unshipped_window: tuple[str, ...]
    bare_window: tuple[str, ...]
    rate_range: tuple[str, ...]
    rate_one: tuple[str, ...]
    manual_clause: tuple[str, ...]
    unpaid: tuple[str, ...]
    beside: tuple[str, ...]
    buyer_claims: tuple[str, ...]
    more: More = MORE


OPEN = Words(
    order_id=("订单编号", "订单号", "单号", "订单ID", "订单编号"),
    ordered=("下单时间", "创建时间", "订单时间", "提交时间", "订单创建时间"),
    paid=("付款时间", "支付时间", "交易时间", "支付完成时间"),
    shipped=("发货时间", "出货时间", "发卡时间", "卡密发放时间", "到账时间"),
    started=("开始处理时间", "接单时间", "开始代充时间", "受理时间"),
    completed=("完成时间", "充值完成时间", "交易完成时间"),
    paid_sum=("实付", "实付款", "支付金额", "实付金额", "已付金额"),
    refund=("退款金额", "退款金额", "实退金额", "已退金额"),
    fee=("手续费", "扣除手续费", "取消手续费", "退款手续费"),
    refunded=("退款时间", "退款到账时间", "退款完成时间"),
    product=("商品名称", "商品", "购买商品"),
    delivery=("发货方式", "发货类型", "商品类型", "交付方式"),
    automatic=("自动发货", "卡密自动发货", "系统自动发货"),
    manual=("人工代充", "手动发货", "人工处理", "人工充值"),
    goods=(
        "游戏点卡 100面值",
        "Steam类钱包码 200",
        "手游钻石648档",
        "视频会员季卡 兑换码",
        "音乐会员年卡",
        "网盘会员月卡",
        "网游月卡 30天",
        "充值卡 50元卡密",
        "外服礼品卡 20美元",
    ),
    shops=("极光卡铺", "风铃数娱", "半夏发卡", "橙子点卡", "蓝鲸卡盟", "小熊代充", "麦田数卡", "银河卡券"),
    firm=(
        "申请取消",
        "帮我取消一下",
        "不想要了麻烦退款",
        "请不要发货，我要取消",
        "我要取消订单",
        "买错了，请帮我取消",
        "刚付款发现拍错了，麻烦取消并退款",
        "这单不要了，给我退了吧",
        "先别发货，我申请取消",
        "误拍，现申请取消订单",
        "点错了，麻烦把这单取消掉，谢谢",
        "我要退款，卡先不要发",
    ),
    hedged=("拍错了能退吗", "可以取消吗", "这个还能退款吗", "能帮我取消掉不？"),
    not_asked=(
        "怎么取消",
        "请问取消订单在哪里点",
        "不用取消了，我再等等",
        "不是要取消，就问下什么时候发货",
        "我没说要取消啊，只是问问进度",
        "取消订单要收手续费吗",
        "什么时候发货呀",
        "卡密在哪里看",
    ),
    withdrawn=("算了，不用取消了，照常发吧", "不取消了，你们正常发货吧", "刚才说的取消作废，我还是要这个"),
    hello=("你好", "在吗", "客服在吗", "您好"),
    with_id=("订单{id}，{said}", "{said}，订单号{id}", "单号{id} {said}", "你好，订单{id}{said}"),
    refused=(
        "系统自动发货，无法取消",
        "亲，这个不支持取消哦",
        "您好，取消不了的",
        "虚拟商品不予退款",
        "抱歉，这边没办法退",
        "系统已发货不能退",
        "不好意思，卡密类的退不了",
        "自动发卡的，取消不了，请理解",
        "您好，本店虚拟商品售出概不退换",
        "这个订单不能取消",
    ),
    not_refused=(
        "您好，如已发货则无法取消，请以订单状态为准",
        "请稍等，我帮您查一下",
        "收到，已帮您登记，稍后处理",
        "未发货的话是可以取消的，我看一下",
        "好的，已反馈给技术核实",
    ),
    accepted=(
        "好的，已为您取消，款项原路退回",
        "已帮您取消订单，退款稍后到账",
        "可以的，这边给您取消退款了",
        "取消成功，全额退款",
    ),
    accepted_fee=(
        "好的，已为您取消，退款会扣除手续费",
        "给您取消了，需要扣{pct}%手续费",
        "已取消，扣除{pct}%手续费后退回",
    ),
    small=("好的", "嗯嗯", "收到", "请耐心等待", "感谢您的咨询"),
    robot=(
        "智能客服：您好，输入“取消订单”可了解取消流程",
        "机器人小助手：已发货订单无法取消，如需人工请回复1",
        "自动回复：您好，客服正在路上，请稍候",
    ),
    greeting=(
        ("您好，工号{no}号客服为您服务。", 4, ""),
        ("您好,{no}号客服为您服务", 4, ""),
        ("{no}号客服为您服务", 3, ""),
        ("您好！{no}号客服为您服务", 4, ""),
        ("客服{no} 为您服务", 4, ""),
        ("工号：{no} 客服为您服务", 4, "KF"),
        ("客服编号{no} 已接入", 5, ""),
    ),
    names=("客服小美 工号{no}", "客服{no}", "工号{no}", "{no}号客服"),
    paid_window=(
        "支付成功后{w}内可免费取消订单",
        "付款后{w}内，买家可无理由取消订单，全额退款",
        "自付款之时起{w}内申请取消的，不收取任何费用",
        "支付完成{w}内支持免费取消",
        "用户付款成功后的{w}为免费取消期，期间取消订单全额退款",
        "买家付款后，{w}内可随时免费取消",
    ),
    order_window=(
        "下单后{w}内可免费取消",
        "自下单起{w}内可免费取消订单，全额退款",
        "提交订单后{w}内可无条件取消并全额退款",
    ),
    unshipped_window=(
        "付款后{w}内且尚未发货的订单，可免费取消",
        "支付后{w}内、卡密未发出的，可免费取消并全额退款",
    ),
    bare_window=("付款后{w}内可申请取消订单", "支付成功{w}内可提交取消申请，由客服处理"),
    rate_range=(
        "超过上述时限取消的，收取订单金额{low}%-{high}%的手续费",
        "逾时取消的，按实付金额的{low}%至{high}%扣除手续费",
        "超时取消收取{low}%~{high}%手续费",
    ),
    rate_one=("超过上述时限取消的，收取订单金额{high}%的手续费", "超时取消的，扣除实付金额{high}%作为手续费"),
    manual_clause=(
        "手动发货商品，开始处理前可申请取消",
        "人工代充订单在客服开始处理之前，买家可以取消并全额退款",
        "人工处理类商品，未开始处理的可随时取消，全额退款",
    ),
    unpaid=(
        "未支付订单{n}分钟后自动关闭",
        "下单后请在{n}分钟内完成付款，逾期订单自动取消",
        "订单{n}分钟内未付款将自动取消",
        "提交订单后{n}分钟未支付，订单自动失效",
    ),
    beside=(
        "卡密发出后请在24小时内核对，如有错误及时联系客服",
        "请勿将卡密泄露给他人，由此造成的损失由买家承担",
        "人工代充一般在30分钟内处理，高峰期可能延迟",
        "客服在线时间为9:00至23:00",
        "因账号填写错误造成的损失由买家自行承担",
    ),
    buyer_claims=("你们规则不是说5分钟内可以免费取消吗", "规则写着付款后10分钟内随时能免费取消的"),
)
"""The pool one may look at while mending the program."""
