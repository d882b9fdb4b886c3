"""An invented complaint of several pages that uses the whole vocabulary."""

from __future__ import annotations

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

STORY = (
    "2026年5月12日14:03:22，本人在“某某游戏商城”（以下称“商城”）购买《山海旅人》点卡一份，支付128.00元（大写：人民币"
    "壹佰贰拾捌元整）；14:05:10，即付款后1分48秒，本人在客服会话中提出：“我要取消这个订单，请退款。”客服（工号1024）于"
    "14:06:41答复：“亲，已进入发货流程，不能取消哦😀。”而订单页显示的发货时间为14:21:37——此时距取消申请已有16分27秒。",
    "商城《虚拟商品交易规则》第3.1条载明：“自动发货商品，付款后5分钟内可免费取消；人工发货商品，在客服开始处理之前可免费取消。”"
    "该规则由本人于2026年5月12日15:30截图保存（证据4 第1页 ②），截图时页面上的版本日期为2026-03-01，见网页"
    "https://shop.example/rules/virtual-goods?id=20260301&amp;lang=zh 。本人的申请早于第5分钟届满，亦早于任何发货行为。",
    "此后，本人于5月12日、13日、15日三次联系客服（“在线客服”“电话客服”“投诉专线”），得到的答复前后不一：第一次称“已经发货”，"
    "第二次称“系统自动扣除20%手续费，即￥25.60，余款￥102.40原路退回”，第三次则称“商品属于虚拟商品，一经售出，概不退换”……"
    "以上三种说法，均未指明所依据的条款；其中手续费一项，在下单、付款的任何页面上都没有出现过！（见证据1、证据2、证据3。）",
    "需要说明的是：（一）本人没有查看、复制或使用过该卡密；（二）卡密至今显示为“未提取”；（三）本人愿意配合商城核对日志。"
    "「未提取」字样见证据1 第1页 ④；联系人张喆玥，电话138****0000，邮箱zhang@mail.example，收货区服：艾泽拉斯（测试）・３区。",
)


def packet(middle: str = "", repeat: int = 2) -> str:
    """The complaint as XML; ``middle`` stands before the declaration."""
    paragraphs = "\n".join(f'<para style="body">{text}</para>' for text in STORY * repeat)
    rows = "\n".join(
        f'<row><cell align="centre">{n}</cell><cell>2026-05-12 14:{n:02}:0{n % 10}</cell><cell>买家</cell>'
        f'<cell><para style="plain" id="event-{n}">提出取消申请：“请取消订单，谢谢。”（第{n}次）</para>'
        '<para style="small">时间只显示到分钟，按14:05:00至14:05:59计。</para></cell>'
        '<cell><link to="exhibits">证据3 第1页 ①</link></cell></row>'
        for n in range(1, 13)
    )
    return f"""<packet title="投诉材料（示例）" running="投诉材料　订单 VG2026051214032200017788"
 subject="请依法处理" keywords="投诉,订单" pagelabel="第 {{page}} 页，共 {{pages}} 页" footer="本材料由本人提交，所附证据均为原件截图">
<title>投诉材料</title>
<subtitle>提交平台投诉渠道处理</subtitle>
<fields>
  <field name="订单号"><b>VG2026051214032200017788</b>（<link to="exhibits">证据1 第1页 ①</link>）</field>
  <field name="被投诉人">某某网络科技有限公司<soft>（付款记录显示的收款方）</soft></field>
  <field name="支付金额"><b>128.00 元</b>（大写：人民币壹佰贰拾捌元整）</field>
  <field name="付款时间">2026-05-12 14:03:22（<link to="exhibits">证据2 第1页 ②</link>）</field>
  <field name="请求">退还已付款 <b>128.00 元</b>；书面答复</field>
  <field name="身份证号"><blank mm="70"/></field>
</fields>
<space mm="2"/>
<para style="lead">本人于 2026-05-12 14:03:22 付款 128.00 元，购买“山海旅人点卡”，
14:05:10 提出取消申请，14:06:41 得到的答复为拒绝取消；订单显示发货时间为 14:21:37。</para>
<heading level="1" id="claims">一、请求</heading>
<list kind="number">
 <item>退还已付款：人民币 <b>128.00 元</b>（大写：人民币壹佰贰拾捌元整）。</item>
 <item>就拒绝取消的理由作出书面答复，写明所依据的条款、版本和生效日期；如不同意，请说明“已进入发货流程”所指的时间与操作人员。</item>
</list>
<para style="note">以上请求由程序按核对结果拟出，提交前请本人核对。证据目录见第<pageref to="exhibits"/>页。</para>
<heading level="1" id="facts">二、事实经过</heading>
{paragraphs}
<table widths="7,25,9,42,17" head="1" style="rows">
 <row><cell align="centre">序号</cell><cell>时间（北京时间）</cell><cell>一方</cell><cell>事项</cell><cell>证据</cell></row>
 {rows}
</table>
<heading level="1" id="findings">三、与公示规则不一致之处</heading>
<heading level="2">1．申请取消在免费取消期内而被拒绝</heading>
<table widths="68,14,18" head="1" style="grid">
 <row><cell>依据的事实</cell><cell>状态</cell><cell>证据</cell></row>
 <row><cell>规则载明付款后5分钟内可免费取消</cell><cell>有证据</cell><cell><link to="exhibits">证据4 第1页 ②</link></cell></row>
 <row><cell>申请于付款后1分48秒提出</cell><cell>有证据</cell><cell><link to="exhibits">证据3 第1页 ①</link></cell></row>
 <row><cell span="2">合计</cell><cell align="right">128.00</cell></row>
</table>
<box kind="finding"><para style="plain">与公示规则不一致：取消申请在第5分钟届满前提出，仍被拒绝，见<mark>①</mark><mark>②</mark>。</para><para style="small">可参考：《某某办法》第十二条、第二十条第二款。</para></box>
<box kind="note"><para style="plain">现有材料不足以认定手续费的计算方式。</para></box>
<box kind="quote"><para style="plain">“亲，已进入发货流程，不能取消哦😀。”</para><para style="small">客服1024，14:06:41</para></box>
<para style="warning">材料中没有读到退款记录，请手工填写。</para>
<para style="quote">“自动发货商品，付款后5分钟内可免费取消。”</para>
{middle}
<list kind="check"><item>订单页</item><item>付款记录</item></list>
<list kind="bullet"><item>文件损坏.png：无法读取</item></list>
<rule/>
<heading level="1" id="exhibits">四、证据目录</heading>
<table widths="8,34,13,45" head="1" style="rows">
 <row><cell align="centre">编号</cell><cell>文件</cell><cell align="right">字节</cell><cell>SHA-256</cell></row>
 <row><cell align="centre">1</cell><cell>订单/微信图片_20260512140322_副本(1).png</cell><cell align="right">1048576</cell><cell><mono>{HASH}</mono></cell></row>
 <row><cell align="centre">2</cell><cell>付款.jpg</cell><cell align="right">4096</cell><cell><mono>{HASH[:32]}</mono><br/><mono>{HASH[32:]}</mono></cell></row>
</table>
<keep>
 <heading level="1">五、声明与签名</heading>
 <para style="body">本人确认：以上内容系本人亲历，所附证据由本人保存，未作改动。如有不实，本人承担相应责任。</para>
 <fields>
  <field name="投诉人（签名）"><blank mm="60"/></field>
  <field name="日期"><blank mm="20"/> 年 <blank mm="12"/> 月 <blank mm="12"/> 日</field>
 </fields>
</keep>
<para style="caption">图1　某某</para><para style="centre">居中的一行</para>
</packet>"""
