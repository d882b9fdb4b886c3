"""Wording that harms is found, facts are let pass, and nothing is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dossier.casefile import init
from dossier.cli import folder as folder_commands
from dossier.cli import main
from dossier.terminal import Terminal
from dossier.tone import Kind, examine, places, told
from dossier.tone.patterns import PATTERNS
from dossier.words import keys

THREAT, INSULT, CONCLUSION = Kind.THREAT, Kind.INSULT, Kind.CONCLUSION
INTENT, EMOTION, EXAGGERATION = Kind.INTENT, Kind.EMOTION, Kind.EXAGGERATION
PUNCTUATION, PRIVATE = Kind.PUNCTUATION, Kind.PRIVATE

_ACCOUNTS = """
2024年5月12日14时02分，本人在某某卡盟购买游戏点卡一张，支付128元。14时03分申请取消，
客服1024于14时04分答复“系统自动发货，无法取消”。公示规则第3.1条写有支付成功后5分钟内可免费取消。
本人至今没有使用该卡密。请求退还128元。

我在晚上看到广告就买了，买完发现买错了区服，马上点了申请退款。系统提示退款审核中，过了两天也没有退。
我打开聊天问客服，客服说让我等。我等了七天，问了四次，钱没有退回来。我希望能退款。

根据客服的说法，退款3个工作日到账，现在已经是第10天。其间我三次在窗口询问，
最近一次答复是“财务处理中”。请于收到本投诉后尽快退还199元，并告知退款流水号。

我不生气，只想把钱退回来。客服态度挺好，就是一直没给结果。这笔钱是我半个月的生活费，希望尽快处理。

付款后系统崩溃，页面无法打开，十分钟后才恢复，这时已经超过取消时间。我家里还有孩子要照顾。

卖家发的激活码提示已被使用，我录了屏。卖家让我找厂家，厂家说这个码不是正规渠道。
我要求换一个，卖家不回了。
""".strip().split("\n\n")
"""As people write them who are in the right and know it."""

FLAGGED = [
    # verdicts
    ("这家店就是诈骗", "诈骗", CONCLUSION),
    ("商家诈骗我128元", "诈骗", CONCLUSION),
    ("我被骗了", "被骗", CONCLUSION),
    ("客服骗了我的钱", "骗了我", CONCLUSION),
    ("平台欺诈消费者", "欺诈", CONCLUSION),
    ("这种做法是违法的", "违法", CONCLUSION),
    ("你们这是犯法", "犯法", CONCLUSION),
    ("这是霸王条款", "霸王条款", CONCLUSION),
    ("黑心商家，一分不退", "黑心商家", CONCLUSION),
    ("无良平台", "无良平台", CONCLUSION),
    ("要求假一赔三", "假一赔三", CONCLUSION),
    ("必须退一赔三", "退一赔三", CONCLUSION),
    ("要求三倍赔偿", "三倍赔偿", CONCLUSION),
    ("请求吊销营业执照", "吊销营业执照", CONCLUSION),
    ("商家违反了平台规则", "违反", CONCLUSION),
    ("严重侵犯消费者权益", "侵犯", CONCLUSION),
    # questions that are none, and doubled denials
    ("难道这不是诈骗吗", "诈骗", CONCLUSION),
    ("这不就是骗人吗", "骗人", CONCLUSION),
    ("不得不说这是欺诈", "欺诈", CONCLUSION),
    # an opinion on a crime, or a name for a person, is none the better for "本人认为"
    ("涉嫌诈骗", "诈骗", CONCLUSION),
    ("本人认为商家是骗子", "骗子", INSULT),
    # irony in quotation marks, and a verdict behind a quotation
    ("所谓“客服”就是“骗子”", "骗子", INSULT),
    ("客服回复“不退”就是骗子", "骗子", INSULT),
    ("你们就是一群骗子", "骗子", INSULT),
    ("客服傻逼", "傻逼", INSULT),
    ("垃圾平台", "垃圾", INSULT),
    ("不要脸的商家", "不要脸", INSULT),
    ("他妈的什么平台", "他妈的", INSULT),
    ("客服SB", "SB", INSULT),
    ("这家黑店专门卖假卡", "黑店", INSULT),
    # threats
    ("不退钱就曝光你们", "不退钱就曝光你们", THREAT),
    ("不退款我就发抖音", "发抖音", THREAT),
    ("让你们关门", "让你们关门", THREAT),
    ("等着坐牢吧", "等着坐牢", THREAT),
    ("咱们走着瞧", "走着瞧", THREAT),
    ("我跟你们没完", "跟你们没完", THREAT),
    ("否则后果自负", "后果自负", THREAT),
    ("我会把聊天记录发到网上", "发到网上", THREAT),
    ("别怪我不客气", "别怪我", THREAT),
    ("不退就投诉你们", "不退就投诉你们", THREAT),
    ("限你们24小时之内退款", "限你们24小时之内", THREAT),
    ("信不信分分钟查封你们", "信不信", THREAT),
    ("否则我不会善罢甘休", "善罢甘休", THREAT),
    ("再不退我就去市监局告你们", "告你们", THREAT),
    ("你们死定了", "死定", THREAT),
    ("你们给我等着，我朋友是记者", "给我等着", THREAT),
    ("平台包庇商家", "包庇", INTENT),
    ("商家死不认账", "死不认账", EMOTION),
    ("我会找人去你们公司", "找人去你们", THREAT),
    ("商家明显在撒谎", "撒谎", CONCLUSION),
    ("店家卷钱跑了", "卷钱跑", CONCLUSION),
    ("我都快疯了", "快疯", EMOTION),
    ("老板电话不通，家住某某小区3栋", "家住某某小区3栋", PRIVATE),
    ("我想说我被骗了", "被骗", CONCLUSION),
    ("你们必须今天退款", "必须今天退款", CONCLUSION),
    ("合起伙来骗老百姓的钱", "合起伙来骗", CONCLUSION),
    ("踢皮球踢了三天", "踢皮球", EMOTION),
    ("一群丧良心的东西", "一群丧良心的东西", INSULT),
    ("造成极大的精神伤害", "极大的精神伤害", EXAGGERATION),
    ("再不退款，我就去12315投诉你们", "12315", THREAT),
    ("否则我就起诉你们", "起诉", THREAT),
    # feelings
    ("气死我了", "气死我了", EMOTION),
    ("真恶心", "恶心", EMOTION),
    ("太过分了", "过分", EMOTION),
    ("客服态度极其恶劣", "态度极其恶劣", EMOTION),
    ("岂有此理", "岂有此理", EMOTION),
    ("坑人的店", "坑人", EMOTION),
    ("店大欺客", "店大欺客", EMOTION),
    # too much
    ("所有人都说这家店不好", "所有人都", EXAGGERATION),
    ("客服从来没有处理过", "从来没有", EXAGGERATION),
    ("我联系客服从来没人回", "从来没", EXAGGERATION),
    ("无数人上过当", "无数人", EXAGGERATION),
    ("根本不理我", "根本不", EXAGGERATION),
    ("完全不管消费者", "完全不管", EXAGGERATION),
    ("绝对是这样", "绝对", EXAGGERATION),
    # what they wanted
    ("商家故意拖延", "故意", INTENT),
    ("恶意扣费", "恶意", INTENT),
    ("摆明了不想退", "摆明了", INTENT),
    ("就是想吞我的钱", "就是想吞", INTENT),
    ("拖了我三天就是故意的", "故意", INTENT),
    ("商家不想退款", "不想退", INTENT),
    # signs
    ("为什么不退款！！！", "！！！", PUNCTUATION),
    ("还钱？？", "？？", PUNCTUATION),
    # other people's data, and keys
    ("客服手机13812345678", "13812345678", PRIVATE),
    ("身份证号11010519491231002X", "11010519491231002X", PRIVATE),
    ("卡密：ABCD-1234-EFGH-5678", "ABCD-1234-EFGH-5678", PRIVATE),
    ("客服张某家住某某小区3号楼", "家住某某小区3号楼", PRIVATE),
    ("银行卡6222020000000000000", "6222020000000000000", PRIVATE),
]

FINE = [
    "2024年5月12日14时02分，本人在该店购买游戏点卡一张，支付128元。",
    "14时03分，本人在平台客服窗口提出取消，请勿发货。",
    "三次联系客服，均未解决，退款至今未到账。",
    "商家未按公示规则处理。",
    "平台未在24小时内答复。",
    "我误拍了这个商品，想取消。",
    # somebody else's words
    "客服回复：“系统自动发货，无法取消。”",
    "客服称“你这是恶意退款，再闹就起诉你”。",
    "“客服：你是不是骗子”",
    "客服骂我是骗子。",
    "客服说我恶意退款，并拒绝处理。",
    "商家怀疑我是骗子，要求我提供身份证。",
    "系统提示违反规则，无法取消。",
    "规则写明超时后果自负，但付款前没有显示。",
    "平台规则第3条：“恶意退款的，平台有权冻结账户。”",
    "商品页面标明假货可“假一赔三”，本人不主张该项。",
    "商品页面的“假一赔三”承诺与本案无关。",
    "页面显示“欺诈风险提示”字样。",
    "客服要求本人必须先退还卡密才能退款，本人已退还。",
    "商家说要去法院起诉我，并说要把我拉黑。",
    "客服威胁我说再投诉就封号。",
    "平台称该账号存在违规操作，因此冻结余额56元。",
    "规则第2条：必须在付款后5分钟内提出退款申请。",
    # said of the buyer, whoever says it
    "客服先说已发货。随后又说我是骗子、恶意退款。",
    "客服在微信上骂我，并威胁要曝光我的信息。",
    "对方没有说明是哪一条，只说我违反了平台规定。",
    "客服让我“等着吧”，之后没有再回复。",
    "购买“无赖英雄”游戏礼包一件。",
    # denied, open, or an opinion
    "我否认有违规操作。",
    "我不会去曝光，也不想闹大，只希望按规则退款。",
    "我没有说他们诈骗。",
    "本人并未指责商家欺诈。",
    "我没有违反规则。",
    "本人未违约。",
    "本人没有要求三倍赔偿。",
    "是否构成欺诈，请依法认定。",
    "本人认为该答复与公示规则第3.1条不一致。",
    "本人认为商家构成欺诈。",
    "商家涉嫌虚假宣传，页面写有“秒发”。",
    # names
    "依据《中华人民共和国消费者权益保护法》第十六条。",
    "已拨打反诈中心电话咨询。",
    "已向违法和不良信息举报中心咨询。",
    "购买的是“黑心工厂”激活码。",
    # plain next steps
    "本人将向12315投诉。",
    "如协商不成，本人将向消费者协会投诉或向法院起诉。",
    "协商不成的，本人会通过12315处理。",
    "如果不能取消，请告诉我理由。",
    "不退的话请告知依据的条款。",
    "请求书面答复理由。",
    "请商家提供违约金的计算方式。",
    # of oneself
    "我不是故意点错的，当时手滑。",
    "本人从未使用该卡密。",
    "该卡密本人从未查看。",
    "我从来没有兑换过。",
    "当时我根本没有看到这条规则。",
    "我不想退会员，只想取消这笔订单。",
    # words inside other words
    "付款用的是他妈妈的手机。",
    "用我妈的手机付款。",
    "任务还没完成。",
    "游戏崩溃后无法登录。",
    "客服发来一段语音，无语音转写。",
    "任何人都可以凭卡密兑换，请勿公开。",
    "请全额100%退款。",
    "操作记录见附件。",
    "页面滚动后显示规则。",
    "垃圾短信里有该店的链接。",
    # what the other side did
    "对方把我的手机号发到网上，我要求删除。",
    "商家曝光了我的订单信息。",
    "我把截图发到群里问过别人怎样操作。",
    "平台客服了解情况后表示会反馈。",
    "希望双方都让一步，请给商家三天时间内核实。",
    "客服每次都让我提供订单号，我每次都提供了。",
    # whole accounts
    *_ACCOUNTS,
    # numbers that are no person's
    "订单号13812345678，金额128元。",
    "交易单号4200002345202405121234567890。",
    "凭证531202405121402101已截图。",
    "凭证110105194912310021已截图。",
]


@pytest.mark.parametrize(("text", "words", "kind"), FLAGGED)
def test_wording_that_harms(text: str, words: str, kind: Kind) -> None:
    found = [w for w in examine(text) if w.kind is kind and words in w.words]
    assert len(found) == 1, examine(text)
    assert text[found[0].start : found[0].stop] == found[0].words


@pytest.mark.parametrize("text", FINE)
def test_facts_are_let_pass(text: str) -> None:
    assert examine(text) == ()


@pytest.mark.parametrize(
    ("text", "mild"),
    [
        ("不退就投诉你们", True),
        ("否则将依法起诉", True),
        ("商家违反了规则", True),
        ("为什么！！", True),
        ("不退就曝光你们", False),
        ("商家诈骗", False),
        ("骗子", False),
    ],
)
def test_some_is_only_better_said_otherwise(text: str, mild: bool) -> None:
    assert {w.mild for w in examine(text)} == {mild}


def test_remarks_stand_in_the_order_of_the_text_and_do_not_overlap() -> None:
    found = examine("气死我了！！黑心商家诈骗，不退钱就曝光你们，所有人都知道你们故意骗人")
    assert len(found) > 5
    ends = [0]
    for wording in found:
        assert wording.start >= ends[-1]
        ends.append(wording.stop)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "！",
        "“",
        "”“",
        "《",
        "1" * 5000,
        "不" * 3000,
        "骗" * 3000,
        "1" * 3000 + "根本不",
        "该" * 500 + "从来不",
    ],
)
def test_any_text_is_borne(text: str) -> None:
    examine(text)


def test_full_width_letters_are_read_alike() -> None:
    (found,) = examine("客服ＳＢ")
    assert found.words == "ＳＢ"


def test_ones_own_number_may_stand() -> None:
    assert examine("我的电话13812345678", own=["13812345678"]) == ()


def test_every_alternative_has_its_words_and_every_one_is_used() -> None:
    named = {f"tone.instead.{pattern.instead}" for pattern in PATTERNS}
    assert named <= keys("zh")


def test_no_count_was_lost_in_a_format() -> None:
    """A brace in a formatted text that is not doubled becomes "(0, 6)"."""
    assert [p.instead for p in PATTERNS if re.search(r"\(\d+, \d+\)", p.pattern.pattern)] == []


@given(st.lists(st.sampled_from([*(text for text, *_ in FLAGGED), *FINE, "\n", "“", "”", "！"])))
def test_remarks_of_any_mixture_keep_their_places(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for wording in examine(text):
        assert end <= wording.start < wording.stop <= len(text)
        assert text[wording.start : wording.stop] == wording.words
        end = wording.stop


def test_the_alternatives_are_themselves_objective() -> None:
    """Whoever copies one must not be warned again."""
    from dossier.words import phrase

    for key in sorted(key for key in keys("zh") if key.startswith("tone.instead.")):
        for quoted in re.findall("“([^”]*)”", phrase(key)):
            assert examine(quoted) == (), key


# Where it stands

CASE = """\
# 说明
投诉人:
  姓名: 某某
  电话: 13800000000
请求:
  - 类型: 退款
    内容: 黑心商家退款
  - 要求严惩
我的陈述: |
  我的电话13800000000。
    客服回复：“无法取消”，气死我了。
协商情况: "客服从来不回复,
  就是恶意拖延"
更正:
- 文件: a.txt
  页: 1
  项目: 工号
  原读: "诈骗"
  改为: "1024"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("商家诈骗", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def test_every_remark_points_to_its_words_in_the_file(folder: Path) -> None:
    """Corrections and evidence are not the buyer's own wording and are not looked at."""
    found = places.of_case(folder)
    rows = CASE.splitlines()
    assert [(r.line, r.wording.words) for r in found] == [
        (7, "黑心商家"), (8, "要求严惩"), (11, "气死我了"), (12, "从来不"), (13, "恶意"),
    ]  # fmt: skip
    for remark in found:
        assert rows[remark.line - 1][remark.column - 1 :].startswith(remark.wording.words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_of_any_editor(encoding: str) -> None:
    (remark,) = places.of_bytes("你好\n商家诈骗".encode(encoding), "a.txt")
    assert (remark.line, remark.column) == (2, 3)


def test_without_case_yaml_there_is_nothing(tmp_path: Path) -> None:
    assert places.of_case(tmp_path) == ()
    init(tmp_path)
    assert places.of_case(tmp_path) == ()
    assert not places.written(tmp_path)


# The command


def test_the_command_tells_and_changes_nothing(folder: Path) -> None:
    result = CliRunner().invoke(main, ["tone", str(folder)])
    assert result.exit_code == 0
    assert "case.yaml:7:9" in result.stdout
    assert "共 5 处" in result.stderr
    assert (folder / "case.yaml").read_text(encoding="utf-8") == CASE
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "case.yaml"]


def test_the_command_reads_what_is_handed_to_it() -> None:
    result = CliRunner().invoke(main, ["tone", "-"], input="商家诈骗\n")
    assert result.exit_code == 0
    assert "-:1:3" in result.stdout


def test_the_command_is_silent_on_stdout_where_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("本人申请取消。", encoding="utf-8")
    result = CliRunner().invoke(main, ["tone", str(tmp_path / "text.txt")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有发现" in result.stderr


@pytest.mark.parametrize("name", ["missing.txt", "picture.png"])
def test_the_command_explains_what_it_cannot_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    result = CliRunner().invoke(main, ["tone", str(tmp_path / name)])
    assert result.exit_code == 2
    assert name in result.stderr


def test_after_a_build_a_few_are_told(folder: Path) -> None:
    remarks = places.of_case(folder) * 3
    text = told.warning(remarks, "zh", Terminal(100, coloured=False), "ev")
    assert "15 处" in text
    assert text.count("case.yaml:") == told.MOST
    assert "dossier tone ev" in text


def test_a_build_warns_of_wording_and_of_what_stops(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "case.yaml").open("a", encoding="utf-8") as stream:
        stream.write("购买用途: 转售\n")
    folder_commands.warn(folder)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "5 处措辞" in shown.err
    assert "转售不是为了生活消费" in shown.err


def test_a_build_is_silent_where_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_commands.warn(tmp_path)
    init(tmp_path)
    folder_commands.warn(tmp_path)
    assert capsys.readouterr() == ("", "")
