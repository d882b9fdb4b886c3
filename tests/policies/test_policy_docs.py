"""What ``docs/policies.md`` shows is a pack, and it shows every key."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dossier import policies
from dossier.policies import Clause, Pack, pack
from dossier.policies.entries import KEYS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def shown(tmp_path: Path) -> Pack:
    """The examples as one file, with the clauses they name."""
    named = sorted(set(re.findall(r'clause: "([\d.]+)"', "".join(EXAMPLES))) - {"3.1"})
    extra = "".join(f'  - {{id: "{number}", text: 某某}}\n' for number in named)
    path = tmp_path / "shown.yaml"
    path.write_text("".join(EXAMPLES) + extra, encoding="utf-8")
    assert policies.check(path) == ()
    return policies.load(path)


def test_the_examples_are_a_pack_with_every_kind_of_entry(shown: Pack) -> None:
    assert shown.id == "some-shop"
    assert all(getattr(shown, key) for key in KEYS.values())


def test_every_key_is_shown() -> None:
    keys = {field.name for kind in (Pack, Clause, *KEYS) for field in fields(kind)}
    assert [
        key for key in sorted(keys) if not re.search(rf"^[ -]*{key}:", "".join(EXAMPLES), re.MULTILINE)
    ] == []


@pytest.mark.parametrize(
    "words",
    [
        pack.Start,
        pack.DeliveryScope,
        pack.Condition,
        pack.Applies,
        pack.After,
        pack.Until,
        pack.Unit,
        pack.Since,
        pack.Way,
        pack.Hours,
        pack.Means,
        pack.When,
    ],
)
def test_every_word_of_a_closed_list_is_named(words: type) -> None:
    assert [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", PAGE)] == []  # type: ignore[attr-defined]
