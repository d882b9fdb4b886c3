"""Open wordings for promised refunds, answers, reasons and the notice of rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class More:
    """A further pool: ``{t}`` is a length, ``{d}`` a day, ``{n}`` minutes, ``{p}`` percent, ``{q}`` a clause."""

    refunding: tuple[str, ...]
    granted: tuple[str, ...]
    due_in: tuple[str, ...]
    due_by: tuple[str, ...]
    due_soon: tuple[str, ...]
    due_if: tuple[str, ...]
    refund_after_grant: tuple[str, ...]
    refund_after_request: tuple[str, ...]
    unpaid_yet: tuple[str, ...]
    again: tuple[str, ...]
    came: tuple[str, ...]
    where_money: tuple[str, ...]
    where_answer: tuple[str, ...]
    hold_on: tuple[str, ...]
    answer_published: tuple[str, ...]
    answer_in_hours: tuple[str, ...]
    answer_stated: tuple[str, ...]
    answer_by_robot: tuple[str, ...]
    robot_again: tuple[str, ...]
    only_within: tuple[str, ...]
    too_late: tuple[str, ...]
    too_late_bare: tuple[str, ...]
    never: tuple[str, ...]
    never_by_hand: tuple[str, ...]
    costs: tuple[str, ...]
    sent: tuple[str, ...]
    automatic_reason: tuple[str, ...]
    vague: tuple[str, ...]
    mere_condition: tuple[str, ...]
    quoted_by_buyer: tuple[str, ...]
    other_goods: tuple[tuple[str, str], ...]
    final_clause: tuple[str, ...]
    relies_exactly: tuple[str, ...]
    relies_loosely: tuple[str, ...]
    asks_where: tuple[str, ...]
    not_published: tuple[str, ...]
    in_agreement: tuple[str, ...]
    never_saw: tuple[str, ...]
    was_shown: tuple[str, ...]
    review_only: tuple[str, ...]
    expected: tuple[str, ...]
    heard_promise: tuple[str, ...]
    by_phone: tuple[str, ...]
    wordless: tuple[str, ...]
    of_used: tuple[str, ...]
    seven_days: tuple[str, ...]
    denied: tuple[str, ...]
    asked_if_new: tuple[str, ...]


MORE = More(
    refunding=("退款中", "退款处理中"),
    granted=("好的，已为您取消订单", "可以的，已经帮您取消了", "给您取消了"),
    due_in=(
        "好的，已为您取消，退款{t}内原路退回",
        "已给您申请退款，{t}内到账",
        "订单已取消，款项会在{t}内退回您的支付账户",
        "可以的，这边已提交退款，{t}内退款到账，请留意",
        "同意取消，{t}内给您退款",
    ),
    due_by=(
        "好的，已为您取消，{d}退款到账",
        "已申请退款，最迟{d}退到您账户",
        "同意取消，{d}给您退款",
        "已帮您取消，{d}会退款给您",
    ),
    due_soon=(
        "好的，已为您提交退款，请耐心等待",
        "已帮您取消，退款会尽快处理的",
        "已取消，财务会尽快给您退款",
    ),
    due_if=("如果审核通过，{t}内会退款", "财务审核通过的话，{t}内退给您"),
    refund_after_grant=(
        "客服同意取消后，款项在{t}内原路退回",
        "取消成功的订单，退款于{t}内退回原支付账户",
        "退款申请审核通过后{t}内完成退款",
    ),
    refund_after_request=("自买家申请退款之时起{t}内完成退款", "收到退款申请后，我们在{t}内退款"),
    unpaid_yet=(
        "非常抱歉，您的退款还没有处理",
        "财务那边还没打款，麻烦再等等",
        "退款还没退出去，抱歉让您久等了",
        "抱歉，这笔退款目前还没到账，我们在催财务",
    ),
    again=("抱歉，退款还没处理，{t}内一定退给您", "不好意思，财务还没打款，再等{t}"),
    came=("您的退款已经到账了，请查收", "这笔退款已退回您的支付账户了"),
    where_money=(
        "退款怎么还没到账",
        "钱到现在还没退给我，麻烦查一下",
        "说好的退款呢，一直没收到",
        "你好，退款一直没有到账",
    ),
    where_answer=("有人吗？我的取消申请到现在没人处理", "请问怎么还没人回复我", "还在吗，麻烦回复一下"),
    hold_on=("您好，请稍等", "好的，我看一下", "收到，这边帮您查询"),
    answer_published=(
        "买家留言后，客服在{t}内回复",
        "人工客服将在收到留言后{t}内答复",
        "客服{t}内回复买家的咨询",
    ),
    answer_in_hours=("工作时间内客服{t}内回复留言", "服务时间（9:00-22:00）内，客服在{t}内回复"),
    answer_stated=(
        "这个需要核实一下，{t}内给您答复",
        "请稍等，{t}内回复您处理结果",
        "已为您登记，{t}内会给您回复",
    ),
    answer_by_robot=("您的留言已收到，人工客服将在{t}内回复您", "留言成功，客服会在{t}内联系您"),
    robot_again=(
        "智能客服：您好，请问有什么可以帮您",
        "自动回复：您好，您的消息已收到，请耐心等待",
        "机器人小助手：回复“1”查看常见问题",
    ),
    only_within=(
        "抱歉，付款后{n}分钟内才能取消，超过就不能取消了",
        "我们规定付款{n}分钟内可以取消，您这单超了，取消不了",
        "不好意思，只有付款后{n}分钟内可以取消，现在取消不了",
    ),
    too_late=(
        "您好，已经超过{n}分钟的取消时限，无法取消",
        "抱歉，过了{n}分钟的免费取消时间，取消不了了",
        "超过{n}分钟了，不能取消了哦",
    ),
    too_late_bare=("您申请得太晚了，已过取消时限，无法取消", "已经超时了，不能取消"),
    never=(
        "本店订单付款后一律不能取消",
        "我们这边付款后都是不支持取消的，没有例外",
        "虚拟商品一律不支持取消和退款",
        "亲，付了款的订单任何情况都不能取消",
    ),
    never_by_hand=("代充订单一律不能取消", "人工处理的订单付款后都不能取消", "手动发货的单子是不支持取消的"),
    costs=("可以取消，需要扣{p}%手续费", "取消的话要收取{p}%的手续费", "能取消，不过要扣除{p}%手续费"),
    sent=("已经发货了，无法取消", "卡密已经发出，不能取消了", "这单已发货，退不了"),
    automatic_reason=("系统自动发货，无法取消", "这是系统自动发货的，我们拦不住，取消不了"),
    vague=("抱歉，您这单取消不了", "这边没有办法给您取消", "按规定无法取消，请理解"),
    mere_condition=("一般超过{n}分钟就不支持取消了，以订单状态为准", "如果超过{n}分钟就不能取消了哦"),
    quoted_by_buyer=("你们另一个客服说一律不能取消，可是规则写着可以", "昨天有人跟我说付款后都不能取消"),
    other_goods=(
        ("话费充值类商品，", "手游钻石648档"),
        ("机票类商品，", "游戏点卡 100面值"),
        ("实物周边类商品，", "视频会员季卡 兑换码"),
    ),
    final_clause=("商品售出后不支持取消和退款", "卡密类商品一经售出，概不退换", "订单付款后不得取消"),
    relies_exactly=("根据《{title}》，{q}，您的订单无法取消", "《{title}》写明：{q}。所以不能取消"),
    relies_loosely=("平台规则写了不能退", "按照我们的规则，这个取消不了"),
    asks_where=("这条规则在哪里写着？", "付款的时候没看到有这条规则"),
    not_published=(
        "这条规则之前没有公示过",
        "这是新规定，您付款的时候还没有这条规则",
        "这条规则是您下单之后才加上的",
    ),
    in_agreement=("用户协议里写明了不支持取消", "您注册时同意的用户协议里有这一条"),
    never_saw=("付款前根本没看到这条规则", "下单的时候没有任何提示说不能取消"),
    was_shown=("您下单时结算页弹窗已经提示过不能取消", "付款前有弹窗提醒，您点了同意的"),
    review_only=("已提交退款申请，{t}内审核", "退款申请需要财务审核，{t}内出审核结果"),
    expected=("好的，已为您取消，退款预计{t}内到账", "已申请退款，一般{t}左右到账，具体以银行为准"),
    heard_promise=("另一个客服说{t}内退款到账", "刚才那位客服答应我{t}内退款的"),
    by_phone=("你们客服当天就打过电话说会处理，怎么还没动静", "之前你们客服给我打过电话了，到底能不能取消"),
    wordless=("[图片]", "[语音]", "[动画表情]"),
    of_used=("已经使用的卡密一律不能退", "卡密查看之后就不能取消了", "已激活的会员一律不退"),
    seven_days=("虚拟商品不支持七天无理由退货", "本商品不支持7天无理由退款哦"),
    denied=("这条规则一直公示在首页的，不是后来才加的", "不是新规定，您付款之前就有这条规则"),
    asked_if_new=("这条规则是不是我下单之后才加上的？", "这是不是新规定，我付款的时候有吗？"),
)
"""The pool one may look at while mending the program."""
