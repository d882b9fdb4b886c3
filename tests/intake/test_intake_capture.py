"""The moment of capture comes from names that phones and programs give, and from nothing else."""

from __future__ import annotations

import pytest
from PIL import Image

from dossier.intake import capture

MOMENT = "2024-05-13T00:15:12"
AFTERNOON = "2024-05-13T14:03:22"


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("Screenshot_20240513_001512.png", MOMENT),
        ("Screenshot_20240513-001512_WeChat.jpg", MOMENT),
        ("Screenshot_2024-05-13-00-15-12-123_com.tencent.mm.jpg", MOMENT),
        ("Screenshot_2024_0513_001512.png", MOMENT),
        ("Screenshot_20240513_001512(1).png", MOMENT),
        ("Screenshot 2024-05-13 001512.png", MOMENT),
        ("微信图片_20240513001512.jpg", MOMENT),
        ("微信图片_20240513001512_12.jpg", MOMENT),
        ("微信截图_20240513001512.png", MOMENT),
        ("QQ截图20240513001512.png", MOMENT),
        ("IMG_20240513_001512.jpg", MOMENT),
        ("IMG20240513001512.jpg", MOMENT),
        ("photo_2024-05-13_00-15-12.jpg", MOMENT),
        ("截屏2024-05-13 00.15.12.png", MOMENT),
        ("截屏2024-05-13 下午2.03.22.png", AFTERNOON),
        ("截屏2024-05-13 上午12.15.12.png", MOMENT),
        ("Screen Shot 2024-05-13 at 00.15.12.png", MOMENT),
        ("Screen Shot 2024-05-13 at 2.03.22 PM.png", AFTERNOON),
        ("Screenshot 2024-05-13 at 2.03.22\u202fPM.png", AFTERNOON),
        ("屏幕截图 2024-05-13 001512.png", MOMENT),
        # 1715530512 s after 1970 is 2024-05-12 16:15:12 UTC, which is 00:15:12 the next day in China.
        ("mmexport1715530512345.jpg", MOMENT),
        ("wx_camera_1715530512345.jpg", MOMENT),
        ("企业微信截图_17155305123456.png", MOMENT),
    ],
)
def test_known_makers(name: str, moment: str) -> None:
    assert capture.from_name(name) == moment


@pytest.mark.parametrize(
    "name",
    [
        "20240513001512.png",  # may as well be an order number
        "订单2024051300151288.png",
        "IMG_1234.PNG",
        "Screenshot_20240513.png",  # a day is no moment
        "Screenshot_20241313_001512.png",  # no such month
        "Screenshot_20240230_001512.png",  # no such day
        "Screenshot_20240513_251512.png",  # no such hour
        "Screenshot_20240513001512345678901.png",  # a longer number is something else
        "PXL_20240513_001512345.jpg",  # that maker counts in UTC
        "IMG_20050513_001512.jpg",  # before there were such pictures
        "mmexport171553051.jpg",
        "mmexport17155305123459999999.jpg",
        "付款.png",
    ],
)
def test_nothing_is_guessed(name: str) -> None:
    assert capture.from_name(name) == ""


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024:05:13 00:15:12", MOMENT),
        ("0000:00:00 00:00:00", ""),
        ("2024-05-13", ""),
        ("", ""),
    ],
)
def test_exif_original_time(written: str, moment: str) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2023:01:01 01:01:01"  # DateTime says when the file was last edited: not taken
    exif.get_ifd(0x8769)[0x9003] = written
    assert capture.from_exif(exif) == moment
