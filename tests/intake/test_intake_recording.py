"""Screen recordings: what was seen is on a page, once; hostile films do no harm."""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path, PurePosixPath

import films
import numpy as np
import pytest
from films import HEAD, ROOM, bottom, chat, dragged, film, screen, scroll, sound, turned
from PIL import Image, ImageChops

from dossier.intake import Unreadable, apart, originals, picture, read_folder, recording, registry, stills
from dossier.intake.film import Look

NAME = PurePosixPath("录屏.mp4")


def found(data: bytes) -> list[float]:
    """The moments of the pages, found in this process: that is quicker."""
    return [page.moment or 0.0 for page in recording._found(data).pages]


def tops(moments: list[float], places: list[int]) -> list[int]:
    return [places[round(moment * films.FPS)] for moment in moments]


def differ(one: Image.Image, other: Image.Image) -> float:
    """Mean difference in grey levels."""
    return float(np.asarray(ImageChops.difference(one.convert("L"), other.convert("L"))).mean())


@pytest.fixture(scope="module")
def down() -> tuple[bytes, list[int]]:
    places = dragged(0, 300, 600, 900, bottom())
    return film(scroll(places), notes={"creation_time": "2024-05-12T06:08:32Z"}), places


def test_every_line_of_a_scrolled_chat_is_on_a_page_and_neighbours_overlap(
    down: tuple[bytes, list[int]],
) -> None:
    data, places = down
    shown = tops(found(data), places)
    assert shown[0] == 0
    assert shown[-1] == bottom()
    assert all(0 < after - before <= 0.75 * ROOM for before, after in pairwise(shown))
    assert len(shown) <= 6


def test_pages_stand_still_where_the_screen_did(down: tuple[bytes, list[int]]) -> None:
    data, places = down
    assert set(tops(found(data), places)) <= {0, 300, 600, 900, bottom()}


def test_a_chat_that_never_stands_still_is_covered_too() -> None:
    places = [0] * 10 + list(range(0, bottom(), 22)) + [bottom()] * 10
    shown = tops(found(film(scroll(places))), places)
    assert (shown[0], shown[-1]) == (0, bottom())
    assert all(after - before <= 0.8 * ROOM for before, after in pairwise(shown))


def test_scrolling_back_up_covers_what_lies_above_and_nothing_twice() -> None:
    middle = bottom() // 2
    places = dragged(middle, 0, middle, 0)
    first, *between, last = sorted(tops(found(film(scroll(places))), places))
    assert (first, last) == (0, middle)
    assert len(between) <= 1


def test_clock_and_caret_make_no_page() -> None:
    frames = []
    for n in range(40):
        image = screen(0, clock=n // 10)
        if n // 10 % 2:
            image.paste((0, 0, 0), (60, 712, 62, 732))
        frames.append((n / films.FPS, image))
    assert len(found(film(frames))) == 1


def test_a_word_that_appears_makes_a_page_and_coming_back_none() -> None:
    word = screen(0)
    word.paste(chat().crop((40, 110, 330, 160)), (40, 500))
    frames = [(n / films.FPS, word if 20 <= n < 50 else screen(0)) for n in range(80)]
    first, second = found(film(frames))
    assert first < 1.0 <= second < 2.5


def test_one_character_that_changes_makes_a_page() -> None:
    """待发货 becomes 已发货, and nothing else changes."""
    other = screen(0)
    place = (72, 112, 87, 130)
    other.paste(chat().crop((120, 112, 135, 130)), place[:2])
    assert differ(other.crop(place), screen(0).crop(place)) > 20
    assert len(found(film([(n / films.FPS, other if n >= 30 else screen(0)) for n in range(70)]))) == 2


def test_a_page_that_was_pulled_down_and_let_go_may_have_changed() -> None:
    word = screen(0)
    word.paste(chat().crop((40, 110, 330, 160)), (40, 500))
    pulled = screen(0)
    pulled.paste(screen(0).crop((0, HEAD, 374, 600)), (0, HEAD + 60))
    frames = [screen(0)] * 20 + [pulled] * 8 + [word] * 40
    moments = found(film((n / films.FPS, image) for n, image in enumerate(frames)))
    assert moments[0] < 1.0
    assert moments[-1] >= 1.4


def test_what_is_typed_is_not_kept_by_the_letter() -> None:
    typed = [screen(0)]
    for n in range(16):
        typed.append(typed[-1].copy())
        typed[-1].paste((30, 30, 30), (30 + 14 * n, 712, 42 + 14 * n, 732))
    frames = [(n / films.FPS, typed[min(max(n - 20, 0) // 6, 16)]) for n in range(160)]
    assert len(found(film(frames))) <= 4


def test_recorders_leave_frames_out_while_nothing_changes() -> None:
    """A last frame that is followed by nothing, and one before a long pause, are both seen."""
    other = screen(bottom())
    assert found(film([(0.0, screen(0)), (0.05, screen(0)), (3.0, other), (6.0, other)])) == [0.05, 3.0]


def test_the_same_pixels_each_time_and_those_of_the_moment(down: tuple[bytes, list[int]]) -> None:
    data, places = down
    pages = recording.read(data).pages
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    last = recording.picture(data, len(pages))
    assert last.size == (pages[-1].width, pages[-1].height) == (374, 780)
    assert last.tobytes() == recording.still(data, pages[-1].moment or 0.0).tobytes()
    assert differ(last, screen(bottom())) < 3
    assert differ(last, screen(600)) > 8
    assert places[round((pages[-1].moment or 0.0) * films.FPS)] == bottom()


def test_the_folder_draws_pages_by_their_moment(tmp_path: Path, down: tuple[bytes, list[int]]) -> None:
    (tmp_path / "录屏.mp4").write_bytes(down[0])
    (one,) = read_folder(tmp_path).evidence
    assert (one.media, one.captured, one.problems) == ("video/mp4", "2024-05-12T14:08:32", ())
    assert differ(picture(tmp_path, one, 1), screen(0)) < 3


def test_a_phone_held_sideways() -> None:
    frames = [(n / 10, screen(0).transpose(Image.Transpose.ROTATE_90)) for n in range(6)]
    data = turned(film(frames))
    (page,) = recording._found(data).pages
    assert (page.width, page.height) == (374, 780)
    assert differ(recording.still(data, page.moment or 0.0), screen(0)) < 3


@pytest.mark.parametrize(("kind", "media"), [("mov", "video/quicktime"), ("webm", "video/webm")])
def test_other_containers(kind: str, media: str) -> None:
    data = film([(n / 10, screen(0)) for n in range(4)], kind=kind)
    reader = registry.choose(data[:4096], PurePosixPath("a"))
    assert reader is recording
    assert reader.media(data[:4096]) == media
    assert len(found(data)) == 1


@pytest.mark.parametrize(
    ("created", "local"),
    [
        ("2024-05-12T16:30:00Z", "2024-05-13T00:30:00"),
        ("1970-01-01T00:00:00Z", ""),
        ("nonsense", ""),
    ],
)
def test_the_recorders_clock_is_in_universal_time_or_was_never_set(created: str, local: str) -> None:
    from dossier.intake import film as frames

    assert frames._created({"creation_time": created}) == local


def test_apples_own_note_comes_first() -> None:
    from dossier.intake import film as frames

    notes = {
        "com.apple.quicktime.creationdate": "2024-05-12T14:00:00+0800",
        "creation_time": "2024-06-01T00:00:00Z",
    }
    assert frames._created(notes) == "2024-05-12T14:00:00"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        recording.read(data)
    return refused.value.code


def test_sound_alone_is_told() -> None:
    assert refusal(sound()) == "recording-empty"


def test_broken_films_are_told(down: tuple[bytes, list[int]]) -> None:
    data = down[0]
    assert refusal(data[: len(data) // 2]) == "recording-broken"
    assert refusal(data[:40] + bytes(len(data) - 40)) == "recording-broken"


def test_a_film_without_frames_is_told(down: tuple[bytes, list[int]]) -> None:
    data = down[0]
    # The number of samples in the table of their sizes.
    place = data.index(b"stsz") + 12
    assert refusal(data[:place] + bytes(4) + data[place + 4 :]) == "recording-broken"


def test_huge_frames_are_refused_before_they_are_decoded() -> None:
    assert refusal(film([(0.0, Image.new("RGB", (5000, 3600), "white"))])) == "too-many-pixels"


def test_huge_frames_are_refused_although_the_container_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dossier.intake import film as frames

    data = film([(0.0, screen(0)), (0.2, screen(0))])
    monkeypatch.setattr(frames, "_sane", lambda _width, _height: None)
    monkeypatch.setattr(frames, "MAX_PIXELS", 1000)
    with pytest.raises(Unreadable) as refused:
        found(data)
    assert refused.value.code == "recording-broken"


def test_a_download_that_broke_off_is_read_as_far_as_it_goes_and_told() -> None:
    places = dragged(0, 300, 600, 900)
    data = film(scroll(places), kind="mov")
    front = data.index(b"moov") - 4
    assert not recording._whole(data[:-1])
    assert recording._whole(data)
    # The index before the frames, as players write it that stream.
    moved = _index_first(data, front)
    half = recording._found(moved[: len(moved) * 2 // 3])
    assert [trouble.code for trouble in half.troubles] == ["recording-cut"]
    assert 1 <= len(half.pages) <= len(found(data))


def test_frames_that_a_decoder_had_to_invent_are_no_pages() -> None:
    """A damaged place spoils what is built on it, up to the next whole frame."""
    places = dragged(0, 300, 600)
    data = bytearray(film(scroll(places)))
    begin, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    place = (begin + end) // 2
    data[place : place + 2000] = bytes(2000)
    found_ = recording._found(bytes(data))
    assert [trouble.code for trouble in found_.troubles] == ["recording-cut"]
    for page in found_.pages:
        moment = page.moment or 0.0
        assert differ(recording.still(bytes(data), moment), screen(places[round(moment * films.FPS)])) < 3


def _index_first(data: bytes, front: int) -> bytes:
    """The same film with ``moov`` before ``mdat``; the places of its chunks are moved along."""
    begin = data.index(b"mdat") - 4
    # A box of eight bytes, "wide", may stand before the data; what lies between stays in its order.
    index = bytearray(data[front:])
    place = index.index(b"stco") + 8
    (count,) = struct.unpack_from(">I", index, place)
    for n in range(count):
        (offset,) = struct.unpack_from(">I", index, place + 4 + 4 * n)
        struct.pack_into(">I", index, place + 4 + 4 * n, offset + len(index))
    return data[:begin] + bytes(index) + data[begin:front]


def test_without_the_extra_the_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "find_spec", lambda _name: None)
    assert refusal(film([(0.0, screen(0))])) == "recording-extra"


def test_a_decoder_that_dies_costs_this_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise apart.Died

    monkeypatch.setattr(apart, "call", dies)
    assert refusal(film([(0.0, screen(0)), (0.1, screen(0))])) == "recording-broken"


def test_more_pages_than_fit_are_told(monkeypatch: pytest.MonkeyPatch, down: tuple[bytes, list[int]]) -> None:
    monkeypatch.setattr(recording, "MAX_PAGES", 2)
    told = recording._found(down[0])
    assert len(told.pages) == 2
    assert [(trouble.code, trouble.detail) for trouble in told.troubles] == [("recording-busy", "2")]


def test_recordings_may_be_larger_than_pictures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, down: tuple[bytes, list[int]]
) -> None:
    (tmp_path / "录屏.mp4").write_bytes(down[0])
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    monkeypatch.setattr(originals, "MAX_BYTES", 1000)
    read = {one.path: one for one in read_folder(tmp_path).evidence}
    assert [problem.code for problem in read["a.png"].problems] == ["too-large"]
    assert read["录屏.mp4"].pages
    assert picture(tmp_path, read["录屏.mp4"], 1).width == 374


def test_a_scene_that_is_never_still_is_kept_after_a_while() -> None:
    """A picture that dances in a corner must not hide the rest of the screen."""
    rng = np.random.default_rng(1)
    rows = np.asarray(screen(0).convert("L").resize((32, 780)), dtype=np.uint8)
    looks = []
    for n in range(60):
        now = rows.copy()
        now[400:600, 8:16] = rng.integers(0, 255, (200, 8), dtype=np.uint8)
        looks.append(Look(n / 10, (n + 1) / 10, now))
    assert 1 <= len(list(stills.choose(looks))) <= 4
