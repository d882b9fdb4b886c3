"""Print how often each system reads a key field exactly, and how often it is wrong and sure of it.

python -m bench.accuracy [--count N] [--only dossier,rapid,tesseract] [--kinds order,chat]
                         [--misses FILE] [--real FOLDER] [--cache FOLDER] [--write FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.accuracy import corpus, document, fonts, misses, real, score, table
from bench.accuracy.run import SYSTEMS, answers
from bench.accuracy.score import Score
from bench.accuracy.truth import Picture


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; 0 when it ran, whatever the scores."""
    said = _parser().parse_args(arguments)
    pictures = _pictures(said)
    systems = [name for name in SYSTEMS if name in said.only.split(",")]
    if not pictures or not systems:
        print("nothing to do: no picture or no system is chosen", file=sys.stderr)
        return 2
    scores: dict[str, Score] = {}
    for system in systems:
        given = answers(system, pictures, said.cache)
        scores[system] = score.total(score.of(one, told) for one, told in zip(pictures, given, strict=True))
    tables = table.tables(scores)
    print("\n\n".join(one.plain() for one in tables))
    for name in fonts.missing():
        print(f"note: {name} is not installed, so the pictures differ from the usual ones", file=sys.stderr)
    if said.misses:
        rows = misses.of(scores)
        said.misses.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if said.write:
        said.write.write_text(document.text(tables, pictures, systems, _options(said)), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--count", type=int, default=corpus.COUNT, help="how many pictures")
    parser.add_argument("--only", default=",".join(SYSTEMS), help="systems, with commas between")
    parser.add_argument("--kinds", default="", help="page kinds only: order, payment, chat, rule, desk, talk")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--open", action="store_true", help="open looks only")
    half.add_argument("--held", action="store_true", help="held looks only")
    parser.add_argument("--misses", type=Path, help="write what was missed on open looks (JSON)")
    parser.add_argument("--real", type=Path, help="a folder of real files, read as well")
    parser.add_argument("--cache", type=Path, default=_usual(), help="where readings are kept")
    parser.add_argument("--draw", type=Path, help="write the open pictures here, to look at")
    parser.add_argument("--write", type=Path, help="write the tables as a document")
    return parser


def _usual() -> Path:
    import platformdirs  # noqa: PLC0415 - only for the default

    return Path(platformdirs.user_cache_dir("dossier-bench", appauthor=False))


def _options(said: argparse.Namespace) -> str:
    """What of the command decides over the numbers, as it was typed."""
    told = [f" --count {said.count}"] if said.count != corpus.COUNT else []
    told += [f" --{name}" for name in ("open", "held") if getattr(said, name)]
    told += [f" --kinds {said.kinds}"] if said.kinds else []
    return "".join(told) + (" --real FOLDER" if said.real else "")


def _pictures(said: argparse.Namespace) -> list[Picture]:
    kinds = [name for name in said.kinds.split(",") if name]
    chosen = [
        plan
        for plan in corpus.plans(said.count)
        if (not kinds or plan.page in kinds)
        and not (said.open and plan.held)
        and not (said.held and not plan.held)
    ]
    pictures = [corpus.draw(plan) for plan in chosen]
    if said.draw:
        said.draw.mkdir(parents=True, exist_ok=True)
        for one in pictures:
            if not one.held:
                (said.draw / one.name).write_bytes(one.data)
    if said.real:
        pictures += real.pictures(said.real)
    return pictures


if __name__ == "__main__":
    sys.exit(main())
