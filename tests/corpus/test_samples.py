"""The sample folders are what their code draws, and say what their truth says."""

from __future__ import annotations

from pathlib import Path

import pytest

import samples
from samples.make_samples import STORIES, truth_text

ROOT = Path(samples.__file__).parent
LIMIT = 1_500_000


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.NAME)
def test_folder(story: object) -> None:
    folder = ROOT / story.NAME  # type: ignore[attr-defined]
    made = story.files()  # type: ignore[attr-defined]
    assert {path.name for path in folder.iterdir() if path.name != ".DS_Store"} == set(made)
    assert sum(len(data) for data in made.values()) < LIMIT
    # Lossless files depend on nothing but the code; the codecs of JPEG and WebP differ between builds.
    for name, data in made.items():
        if name.endswith((".txt", ".pdf", ".csv", ".json", ".html", ".zip")):
            assert (folder / name).read_bytes() == data


def test_truth_is_written_as_the_stories_tell_it() -> None:
    told = truth_text({story.NAME: story.TRUTH for story in STORIES})
    assert (ROOT / "truth.yaml").read_text(encoding="utf-8") == told
