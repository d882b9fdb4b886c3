"""Where secrets are met in texts, however written, and where they are not."""

from __future__ import annotations

import pytest

from dossier.privacy.matching import Censor
from dossier.privacy.model import Mask, Secret


def mask(text: str, shown: str = "■", kind: Secret = Secret.PHONE) -> Mask:
    return Mask(evidence="E1", page=1, kind=kind, text=text, shown=shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800135678", "电话■"),
        ("电话 138 0013 5678。", "电话 ■。"),
        ("138-0013-5678", "■"),
        ("１３８００１３５６７８", "■"),
        ("138\u200b0013 5678", "■"),
        ("tel13800135678x", "tel■x"),
        ("13800135678和13800135678", "■和■"),
        # A longer number is another one.
        ("913800135678", "913800135678"),
        ("138001356780", "138001356780"),
        ("1380013567", "1380013567"),
        ("", ""),
    ],
)
def test_a_number(text: str, shown: str) -> None:
    assert Censor([mask("13800135678")])(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("卡密：abcd-efgh-2345-6789", "卡密：■"),
        ("ABCDEFGH23456789复制", "■复制"),
        # A badly read key tells the key.
        ("ABCD-EFGH-234S-6789", "■"),
        ("卡密 ABCD-EFGH-23…", "卡密 ■…"),
        ("…2345-6789 请查收", "…■ 请查收"),
        ("ABC…", "ABC…"),
        ("ABCD-EFGH", "ABCD-EFGH"),
    ],
)
def test_a_key(text: str, shown: str) -> None:
    assert Censor([mask("ABCD-EFGH-2345-6789", kind=Secret.CARD_KEY)])(text) == shown


def test_the_longest_secret_is_shown() -> None:
    censor = Censor([mask("王小某", "王**"), mask("王小某的住处", "（地址）"), mask("小某", "某")])
    assert censor("王小某在王小某的住处") == "王**在（地址）"


def test_secrets_that_overlap_leave_nothing_between_them() -> None:
    assert Censor([mask("abcdefgh", "1"), mask("fghijklmn", "2")])("x abcdefghijklmn x") == "x 2 x"


def test_a_short_piece_is_hidden_behind_its_own_other_half_but_not_in_other_words() -> None:
    censor = Censor([mask("ABCD1234EFGH", "①"), mask("X7Y8", "②")])
    assert censor("ABCD1234EFGHX7Y8") == "①②"
    assert censor("AX7Y8B") == "AX7Y8B"
    assert censor("X7Y8") == "②"


def test_within_what_stays_nothing_is_a_secret() -> None:
    censor = Censor([mask("王小某", "王**"), mask("20240512", "■")], ["王小某卡盟", "CM-20240512-001"])
    assert censor("王小某在王小某卡盟下单CM20240512001") == "王**在王小某卡盟下单CM20240512001"


def test_a_secret_that_is_the_whole_of_what_stays_is_hidden_all_the_same() -> None:
    assert Censor([mask("ABCD12345678")], ["ABCD12345678"])("ABCD12345678") == "■"


def test_at_its_own_place_a_secret_is_met_whatever_stands_beside() -> None:
    assert Censor([mask("12")], anywhere=True)("9129") == "9■9"
