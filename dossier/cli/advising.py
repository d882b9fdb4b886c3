"""Commands for the buyer's next step: what to do, what to write, and how not to write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.root import EVIDENCE, LANG, day, investigate, main, mended, reading_options, say, t
from dossier.errors import DossierError
from dossier.words import CHINESE

if TYPE_CHECKING:
    from dossier.options import Options

AIMS = ("cancel", "negotiate", "chase", "answer", "supervisor")


@main.command(help=t("cli.advise.help"))
@EVIDENCE
@click.option("--today", metavar="YYYY-MM-DD", help=t("cli.option.today"))
@click.option("--ics", "calendar", type=click.Path(path_type=Path), help=t("cli.option.ics"))
@click.option("--json", "as_json", is_flag=True, help=t("cli.option.advice-json"))
@mended
@reading_options
def advise(  # noqa: D103
    evidence: Path,
    today: str | None,
    calendar: Path | None,
    as_json: bool,
    options: Options,
) -> None:
    from dossier import advice as room  # noqa: PLC0415
    from dossier import policies as packs  # noqa: PLC0415
    from dossier.advice import calendarfile, record, report, wording  # noqa: PLC0415
    from dossier.privacy import choosing  # noqa: PLC0415

    date = day(today)
    result = investigate(evidence, options)
    case, said = choosing.told(result.case, result.casefile)
    pack = packs.load(options.policy) if options.policy is not None else None
    given = room.advise(case, said, date, pack, CHINESE if as_json else LANG)
    if calendar is not None:
        entries = wording.entries(given, case, LANG)
        if entries:
            calendarfile.write(calendar, entries, date, evidence)
        key = "cli.advise.calendar" if entries else "cli.advise.no-dates"
        say(t(key, path=str(calendar), count=len(entries)))
    if as_json:
        click.echo(record.dumps(given, case), nl=False)
    else:
        click.echo(report.full(given, case, LANG, str(evidence)))


@main.command(help=t("cli.message.help"))
@EVIDENCE
@click.option("--for", "aim", type=click.Choice(AIMS), help=t("cli.option.message-for"))
@click.option("--all", "every", is_flag=True, help=t("cli.option.message-all"))
@mended
@reading_options
def message(  # noqa: D103
    evidence: Path,
    aim: str | None,
    every: bool,
    options: Options,
) -> None:
    from dossier import report  # noqa: PLC0415
    from dossier.advice import admissibility  # noqa: PLC0415
    from dossier.advice import message as room  # noqa: PLC0415
    from dossier.privacy import choosing  # noqa: PLC0415

    result = investigate(evidence, options)
    if admissibility.stopped(result.casefile):
        raise DossierError("message-stopped")
    case, said = choosing.told(result.case, result.casefile)
    drafts = room.drafts(case, said, day(), room.Aim(aim) if aim else None, every=every)
    for draft in drafts:
        if draft.text:
            click.echo(draft.text)
    for hint in dict.fromkeys((hint.key, tuple(hint.values.items())) for d in drafts for hint in d.hints):
        say(report.note(t(hint[0], **dict(hint[1]))))


@main.command(help=t("cli.tone.help"))
@click.argument("text", type=click.Path(path_type=Path, allow_dash=True))
@mended
def tone(text: Path) -> None:  # noqa: D103
    from dossier.casefile.paths import NAME  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415
    from dossier.tone import places, told  # noqa: PLC0415

    if str(text) == "-":
        remarks = places.of_bytes(sys.stdin.buffer.read(), "-")
    elif text.is_dir() or text.name == NAME:
        folder = text if text.is_dir() else text.parent
        if not places.written(folder):
            say(t("tone.no-account", folder=str(folder)))
            return
        remarks = places.of_case(folder)
    elif text.is_file():
        remarks = places.of_bytes(text.read_bytes(), text.name)
    else:
        raise DossierError("no-file", path=str(text))
    for line in told.lines(remarks, LANG, Terminal.of(sys.stdout)):
        click.echo(line)
    say(t("tone.count", count=len(remarks)) if remarks else t("tone.none"))
