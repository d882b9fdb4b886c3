"""Readings in doubt come first, with the picture and both readings to choose from."""

from __future__ import annotations

import html
import io
import re

import pytest
from doubted import read_again
from PIL import Image
from review_client import Client, Serve

from dossier.model import Fact, FactStatus
from dossier.review import values

SHIPPED, OTHER = "2024-05-1214:05:41", "2024-05-12 14:05:47"
CLAUSE = "3.1支付成功后5分钟内可免费取消订单，款项全额原"


@pytest.fixture
def client(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The time of dispatch, a time line of the chat and a clause read otherwise the second time."""
    again = {SHIPPED: (OTHER, OTHER), "2024年5月12日14:04": ("2024", ""), CLAUSE: ("支付成功后15分钟内", "")}
    read_again(monkeypatch, again)
    return serve()


def section(client: Client) -> str:
    """The queue of what is to be looked at first."""
    text = html.unescape(client.get().text)
    found = re.search(r'<section id="queue"(.*?)</section>', text, re.DOTALL)
    assert found
    return found[1]


def asked(client: Client) -> list[str]:
    """The facts that are asked about, in their order."""
    return re.findall(r'data-doubt="(F\d+)"', section(client))


def shipped(client: Client) -> Fact:
    return client.fact("发货时间")


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def test_they_stand_first_with_crop_and_both_readings(client: Client) -> None:
    text = client.get().text
    assert text.index('id="queue"') < text.index('class="facts"')
    fact = shipped(client)
    own = next(part for part in section(client).split("<li ") if f"crop/{fact.id}" in part)
    buttons = re.findall(r'<button class="reading" name="value" value="([^"]+)">(.*?)</button>', own)
    assert [value for value, _ in buttons] == ["2024-05-12 14:05:41", OTHER]
    # Each with the key that presses it.
    assert [plain(words) for _, words in buttons] == ["12024-05-12 14:05:41", f"2{OTHER}"]
    # The sign in which they differ is marked in each.
    assert [re.findall("<mark>(.*?)</mark>", words) for _, words in buttons] == [["1"], ["7"]]
    assert f"另一次识读为 {OTHER}" in own


def test_the_page_opens_at_the_first_of_them(client: Client) -> None:
    first = next(one for one in client.result.case.facts if one.status is FactStatus.DISPUTED)
    assert asked(client)[0] == first.id
    text = client.get().text
    assert "第 1/3 处" in text
    assert "3 处待核对" in text
    assert f'data-file="{first.source.evidence}" data-page="{first.source.page}"' in text
    # Somebody who looks elsewhere stays there.
    other = shipped(client).source.evidence
    assert other != first.source.evidence
    assert f'data-file="{other}" data-page="1"' in client.get(f"?file={other}").text


def test_thumbs_tell_how_many_places_of_a_file_are_in_doubt(client: Client) -> None:
    text = client.get().text
    counted = {
        file: int(count)
        for file, count in re.findall(
            r'id="(E\d+)" data-file="E\d+"(?:(?!</li>)(?!class="count").)*class="count" title="(\d+)',
            text,
            re.DOTALL,
        )
    }
    known = {one.id: one.source.evidence for one in client.result.case.facts}
    expected: dict[str, int] = {}
    for fact in asked(client):
        expected[known[fact]] = expected.get(known[fact], 0) + 1
    assert counted == expected


def test_a_click_settles_it_for_good(client: Client) -> None:
    fact = shipped(client)
    before = asked(client)
    answer = client.correct(fact, OTHER, onward="1")
    assert answer.status == 303
    assert answer.headers["Location"].endswith("#queue")
    settled = shipped(client)
    assert (settled.value, settled.status) == ("2024-05-12T14:05:47+08:00", FactStatus.CORRECTED)
    assert asked(client) == [one for one in before if one != fact.id]


def test_the_first_reading_is_confirmed_by_itself(client: Client) -> None:
    fact = shipped(client)
    assert client.correct(fact, "2024-05-12 14:05:41").headers["Location"].endswith(f"#{fact.id}")
    settled = shipped(client)
    assert (settled.value, settled.status) == (fact.value, FactStatus.CORRECTED)
    assert "您已对照原图确认" in client.get(client.at(settled)).text
    events = [one for one in client.result.case.events if settled.id in one.facts]
    assert events
    assert not any(event.doubtful for event in events)


@pytest.mark.parametrize("about", ["said", "grace_window"])
def test_times_without_more_and_clauses_can_be_confirmed_too(client: Client, about: str) -> None:
    before = {one.id: one.value for one in client.result.case.facts}
    fact = next(
        one for one in client.result.case.facts if one.about == about and one.status is FactStatus.DISPUTED
    )
    (choice,) = values.choices(fact)
    assert client.correct(fact, choice).status == 303
    after = {one.id: (one.value, one.status) for one in client.result.case.facts}
    assert after[fact.id] == (before[fact.id], FactStatus.CORRECTED)
    assert {name: value for name, (value, _) in after.items()} == before


def test_the_crop_has_a_red_bar_under_the_sign_and_is_large(client: Client) -> None:
    fact = shipped(client)
    box = fact.source.box
    assert box is not None
    height, red = _red(client.get(f"crop/{fact.id}").body)
    assert height >= 2 * (box.y1 - box.y0)
    # The last figure of the line, which ends one margin before the right edge.
    assert red
    assert min(red) > 0.8
    assert _red(client.get(f"crop/{client.fact('下单时间').id}").body)[1] == []


def _red(picture: bytes) -> tuple[int, list[float]]:
    """The height of a picture, and how far to the right each of its red pixels lies, from 0 to 1."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    values = image.tobytes()
    pixels = enumerate(zip(values[::3], values[1::3], values[2::3], strict=True))
    found = [n % image.width / image.width for n, (r, g, b) in pixels if r > 150 and max(g, b) < 90]
    return image.height, found


def test_nothing_is_to_be_settled_where_all_is_certain(serve: Serve) -> None:
    client = serve()
    assert asked(client) == []
    assert "没有待核对的了" in section(client)
    assert 'class="reading"' not in client.get().text


def test_a_certain_reading_still_refuses_the_same_again(client: Client) -> None:
    fact = client.fact("下单时间")
    assert fact.status is not FactStatus.DISPUTED
    assert values.choices(fact) == ()
    assert client.correct(fact, "2024-05-12 14:01:55").status == 422
