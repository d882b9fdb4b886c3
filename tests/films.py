"""Small screen recordings, drawn and encoded here."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

import av
from av.video.stream import VideoStream
from PIL import Image

from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.look import BLUE

FPS = 20
HEAD, FOOT, SCREEN = 88, 82, 780
"""Rows of the title and the input bar, which do not scroll, and of the whole screen."""
ROOM = SCREEN - HEAD - FOOT

SAID = tuple(
    f"{text}{'，请核对' * (number % 3)}"
    for number, text in enumerate(
        (
            "在吗，我想取消刚才的订单",
            "您好，请问是哪一个订单",
            "就是今天下午拍的那张点卡",
            "正在查询，请不要离开",
            "我付款才一分钟",
            "查到了，金额一百二十八元",
            "金额没有错，但是拍错了商品",
            "需要您提供取消的原因",
            "原因就是拍错了",
            "已经为您提交给仓库核实",
            "大概要多久才有结果",
            "一般十分钟左右",
            "那样就超过免费取消的时间了",
            "请您放心，以申请时间为准",
            "好，我把这句话截图了",
            "感谢理解，还有别的事吗",
            "刚才页面又变成了已发货",
            "系统显示是自动处理的",
            "可我申请取消在发货以前",
            "发货以后就不能退了",
            "你们的规则上不是这样写的",
            "规则以页面最新公示为准",
            "那请把这一条发给我看",
            "抱歉，我这里没有权限",
            "没有了，等你们通知",
            "再见，祝您愉快",
        )
    )
)


@cache
def chat() -> Image.Image:
    """A chat some screens high, as it would be without a screen's edges."""
    said = tuple(Said("them" if n % 2 else "me", text) for n, text in enumerate(SAID))
    tall = phone_chat(BLUE.at(1), ChatPage("某某客服(示例)", said)).image()
    return tall.crop((0, 0, tall.width // 2 * 2, tall.height))


def bottom() -> int:
    """How far the chat can be scrolled, in pixels."""
    return chat().height - SCREEN


def screen(top: int, clock: int = 0) -> Image.Image:
    """What the phone shows when the chat is scrolled down by ``top``; the clock changes its blot."""
    tall = chat()
    shown = tall.crop((0, top, tall.width, top + SCREEN))
    shown.paste(tall.crop((0, 0, tall.width, HEAD)), (0, 0))
    shown.paste(tall.crop((0, tall.height - FOOT, tall.width, tall.height)), (0, SCREEN - FOOT))
    shown.paste((clock * 40 % 256,) * 3, (12, 8, 52, 26))
    return shown


def scroll(tops: Sequence[int]) -> list[tuple[float, Image.Image]]:
    """Frames of a recording in which the chat stands at these places, one after the other."""
    return [(n / FPS, screen(top)) for n, top in enumerate(tops)]


def dragged(*stops: int, still: float = 0.5, moving: float = 0.3) -> list[int]:
    """The places of a chat dragged from stop to stop, where it rests."""
    tops = [stops[0]] * round(still * FPS)
    for start, stop in pairwise(stops):
        steps = round(moving * FPS)
        tops += [round(start + (stop - start) * (1 - (1 - n / steps) ** 2)) for n in range(1, steps + 1)]
        tops += [stop] * round(still * FPS)
    return tops


def film(
    frames: Iterable[tuple[float, Image.Image]], *, kind: str = "mp4", notes: dict[str, str] | None = None
) -> bytes:
    """Frames (seconds, picture) as a film; the last one is shown for half a second more."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as made:
        made.metadata.update(notes or {})
        stream: VideoStream | None = None
        for moment, image in frames:
            if stream is None:
                coding = "libvpx" if kind == "webm" else "libx264"
                stream = made.add_stream(coding, rate=FPS, options={"preset": "ultrafast", "crf": "28"})
                stream.width, stream.height = image.size
                stream.pix_fmt = "yuv420p"
                stream.codec_context.time_base = Fraction(1, 1000)
            frame = av.VideoFrame.from_image(image)
            frame.pts, frame.time_base = round(moment * 1000), Fraction(1, 1000)
            made.mux(stream.encode(frame))
        assert stream is not None
        made.mux(stream.encode(None))
    return out.getvalue()


def sound() -> bytes:
    """An MP4 without any picture."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as made:
        stream = made.add_stream("aac", rate=44100, layout="mono")
        for n in range(10):
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.sample_rate, frame.pts = 44100, n * 1024
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def turned(data: bytes) -> bytes:
    """The same MP4, to be shown turned by a quarter to the right: its track's matrix says so."""
    upright = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    # Behind the header of the film, which has a matrix of its own, comes the track's.
    place = data.index(upright, data.index(b"tkhd"))
    matrix = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    return data[:place] + matrix + data[place + len(matrix) :]
