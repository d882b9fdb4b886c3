"""Agent numbers in their many forms."""

from __future__ import annotations

import pytest

from dossier.reading import agents


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("您好，工号2018号客服为您服务。", "2018"), ("您好,1002号客服为您服务", "1002"), ("001号客服为您服务", "001"),
        ("您好！6379号客服为您服务", "6379"), ("工号：KF0031", "KF0031"), ("客服小美 工号1024", "1024"), ("客服1024", "1024"),
        ("客服 1024 为您服务", "1024"), ("坐席：8801", "8801"), ("客服-1024", "1024"), ("客服No.1024", "1024"),
        ("【1024】客服为您服务", "1024"), ("当前客服：小雨（3021）", "3021"), ("KF1024已接入", "KF1024"),
        ("您的专属客服（工号：6688）", "6688"), ("转接至主管 2001", "2001"), ("客服工号: 2 0 1 8", "2018"),
    ],
)  # fmt: skip
def test_numbers(text: str, number: str) -> None:
    assert [agent.value for agent in agents.find(text) if not agent.is_name] == [number]


@pytest.mark.parametrize(
    "text", ["客服为您服务", "2024-05-12 客服", "订单CM20240512001客服", "客服电话 4001234567", "已发货"]
)
def test_no_number_where_none_is(text: str) -> None:
    assert [agent.value for agent in agents.find(text) if not agent.is_name] == []


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("客服小美", "agent"),
        ("系统消息", "system"),
        ("我", "buyer"),
        ("买家", "buyer"),
        ("张三", ""),
        ("智能助手", "agent"),
    ],
)
def test_sides_of_names(name: str, side: str) -> None:
    assert agents.side_of_name(name) == side
