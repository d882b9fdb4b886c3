import pytest

from dossier.ocr.agreement import agree, holds, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("付款时间：2024-05-12 14:03:22", ("2024-05-12 14:03:22",)),
        ("工号KF0031为您服务", ("KF0031",)),
        ("￥１２８．００", ("128.00",)),
        ("实付¥1,304.00 共2件", ("1,304.00", "2")),
        ("没有数字", ()),
    ],
)
def test_numbers_come_with_what_stands_inside_them(text: str, found: tuple[str, ...]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("付款时间：2024-05-1214：03：22", "2024-05-12 14:03:22"),  # blank lost, other colons
        ("2024.05.12 14.03.22", "2024-05-12 14:03:22"),
        ("2024年5月12日 14:03", "2024年5月12日14:03"),
        ("实付￥1304.00", "1,304.00"),
        ("实付 1,304.00元", "1304.00"),
        (": 2341832854814204899", "2341832854814204899"),
        ("kf0031", "KF0031"),
    ],
)
def test_a_number_is_held_whatever_stands_between_its_figures(text: str, number: str) -> None:
    assert holds(text, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2024-05-12 14:03:221", "2024-05-12 14:03:22"),  # one figure more
        ("12024-05-12 14:03:22", "2024-05-12 14:03:22"),
        ("024-05-12 14:03:22", "2024-05-12 14:03:22"),
        ("实付¥128.00", "28.00"),  # the first reading lost a figure
        ("实付¥12.80", "128.0"),  # the point elsewhere
        ("实付¥12800", "128.00"),  # the point lost
        ("实付¥128.001", "128.00"),
        ("O0031", "00031"),  # a letter is no figure
        ("", "1"),
    ],
)
def test_one_figure_more_or_less_is_another_number(text: str, number: str) -> None:
    assert not holds(text, number)


def test_readings_agree_when_every_number_is_in_both() -> None:
    assert agree("工号1024 2024-05-12 14:03", "工号1024 2024-05-1214:03")
    assert not agree("工号1024 2024-05-12 14:03", "2024-05-12 14:03")
    assert not agree("工号1024", "工号1O24")
    assert not agree("没有数字", "没有数字")
