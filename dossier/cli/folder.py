"""Commands about a folder: read it, make its packet, correct and verify it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli import archiving
from dossier.cli.loading import loading
from dossier.cli.progress import progressing
from dossier.cli.root import (
    EVIDENCE,
    LANG,
    day,
    investigate,
    main,
    mended,
    reading_options,
    say,
    t,
)
from dossier.errors import DossierError, ExitCode

if TYPE_CHECKING:
    from dossier.building import Built
    from dossier.journaling import Recorder
    from dossier.options import Options
    from dossier.pipeline import Result


@main.command(help=t("cli.build.help"))
@EVIDENCE
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("cli.option.output"))
@click.option("--for", "destinations", multiple=True, metavar="NAME", help=t("cli.option.for"))
@click.option("--share", is_flag=True, help=t("cli.option.share"))
@click.option("--attachments", is_flag=True, help=t("cli.option.attachments"))
@click.option("--max-mb", type=click.FloatRange(0, min_open=True), help=t("cli.option.max-mb"))
@click.option("--max-files", type=click.IntRange(1), help=t("cli.option.max-files"))
@click.option("--max-chars", type=click.IntRange(1), help=t("cli.option.max-chars"))
@click.option("--bag", is_flag=True, help=t("cli.option.bag"))
@mended
@reading_options
def build(  # noqa: D103
    evidence: Path,
    output: Path | None,
    destinations: tuple[str, ...],
    share: bool,
    attachments: bool,
    max_mb: float | None,
    max_files: int | None,
    max_chars: int | None,
    bag: bool,
    options: Options,
) -> None:
    from dossier import freshness, outputs, report, staging  # noqa: PLC0415
    from dossier.options import Making  # noqa: PLC0415

    if not evidence.is_dir():
        raise DossierError("no-folder", path=str(evidence))
    making = Making(share, attachments, max_mb=max_mb, max_files=max_files, max_chars=max_chars)
    wanted = outputs.destinations(destinations)
    target = outputs.target(evidence, output)
    archive = archiving.place(evidence, target) if bag else None
    staging.tidy(target)
    inputs = freshness.inputs(evidence, options, wanted, making)
    if freshness.is_fresh(target, inputs, evidence):
        say(report.brief(outputs.record_of(target), LANG, str(evidence)))
        say(t("cli.build.fresh"))
    else:
        # What sets the packet takes a while to load; meanwhile the pictures are read.
        with loading("dossier.building"):
            result = investigate(evidence, options)
        from dossier import building, journal, journaling  # noqa: PLC0415

        note = journaling.Recorder(evidence, target, result, journal.now())
        with progressing("cli.progress.making") as progress:
            built = building.build(evidence, target, result, wanted, inputs, making, options, note, progress)
        _tell_of(built, result, note, evidence, share=share)
    for name in outputs.left_out(target, wanted):
        say(t("cli.build.left-out", name=name))
    warn(evidence)
    for path in (*outputs.paths(target, wanted), *outputs.paths(target / outputs.SHARE, wanted)):
        click.echo(str(path))
    if archive is not None:
        archiving.bag(evidence, target, archive)
        click.echo(str(archive))


def _tell_of(built: Built, result: Result, note: Recorder, evidence: Path, *, share: bool) -> None:
    """What a build found, and what to know about what it made."""
    from dossier import record, report  # noqa: PLC0415

    if built.strange:
        say(report.note(t("cli.build.strange", characters=" ".join(sorted(built.strange)))))
    for remark in built.remarks:
        say(report.note(t("cli.build.remark", about=remark.about, text=remark.told(LANG))))
    say(report.brief(record.document(built.case), LANG, str(evidence)))
    if built.masked.places:
        hidden = {"files": built.masked.files, "places": built.masked.places}
        say(report.note(t("cli.build.masked", **hidden, share=share)))
    if len(built.orders) < len(result.case.orders):
        say(report.note(t("cli.build.orders", orders=", ".join(built.orders))))
    for one in note.differences:
        say(report.note(t(f"verify.{one.code}", path=one.path, detail=one.detail)))
    if words := note.kept.told(LANG):
        say(report.note(words))
    say(report.note(t("cli.build.next", proposed=not result.casefile.claims)))


@main.command(help=t("cli.check.help"))
@EVIDENCE
@click.option("--json", "as_json", is_flag=True, help=t("cli.option.json"))
@click.option("--strict", is_flag=True, help=t("cli.option.strict"))
@mended
@reading_options
def check(  # noqa: D103
    evidence: Path,
    as_json: bool,
    strict: bool,
    options: Options,
) -> None:
    from dossier import record, report  # noqa: PLC0415
    from dossier.model import Verdict  # noqa: PLC0415
    from dossier.privacy import choosing  # noqa: PLC0415

    result = investigate(evidence, options)
    # What is printed may be sent on: whoever reads a card key can redeem it.
    case, _ = choosing.told(result.case, result.casefile)
    if as_json:
        click.echo(record.dumps(case), nl=False)
    else:
        click.echo(report.full(case, LANG, str(evidence)))
    if strict and any(finding.verdict is Verdict.BREACH for finding in case.findings):
        sys.exit(ExitCode.BREACH)


@main.command(help=t("cli.init.help"))
@EVIDENCE
@mended
def init(evidence: Path) -> None:  # noqa: D103
    from dossier import casefile  # noqa: PLC0415

    if not evidence.is_dir():
        raise DossierError("no-folder", path=str(evidence))
    try:
        path = casefile.init(evidence)
    except casefile.CaseFileExists as error:
        raise DossierError("casefile-exists", path=str(evidence / "case.yaml")) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise DossierError("casefile-not-written", path=str(evidence), why=why) from error
    click.echo(str(path))
    say(t("cli.init.done"))


@main.command(help=t("cli.review.help"))
@EVIDENCE
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("cli.option.output"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("cli.option.port"))
@click.option("--no-browser", is_flag=True, help=t("cli.option.no-browser"))
@mended
@reading_options
def review(  # noqa: D103
    evidence: Path,
    output: Path | None,
    port: int,
    no_browser: bool,
    options: Options,
) -> None:
    import webbrowser  # noqa: PLC0415

    from dossier import outputs  # noqa: PLC0415
    from dossier import review as room  # noqa: PLC0415

    # Before the pictures are read: that takes minutes.
    outputs.place(evidence, output)
    with progressing() as progress:
        desk = room.Desk(evidence, options, progress=progress)
    server = room.Server(desk, room.Maker(desk, output), port)
    try:
        click.echo(server.address)
        say(t("review.started"))
        if not no_browser:
            webbrowser.open(server.address)
        server.serve_forever()
    except KeyboardInterrupt:
        # The usual way to end it, and no interruption.
        return
    finally:
        server.close()


def warn(evidence: Path) -> None:
    """What in the buyer's own file stands in the way of a complaint, or weakens it."""
    from dossier.casefile.paths import NAME  # noqa: PLC0415

    if not (evidence / NAME).is_file():
        return
    from dossier import casefile, report  # noqa: PLC0415
    from dossier.advice import admissibility  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415
    from dossier.tone import places, told  # noqa: PLC0415

    for remark in admissibility.stops(casefile.load(evidence), day()):
        say(report.note(t(remark.key, **remark.values)))
    remarks = places.of_case(evidence)
    if remarks:
        say(told.warning(remarks, LANG, Terminal.of(sys.stderr), str(evidence)))
