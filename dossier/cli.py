"""The command line: parse, call, print.  How anything is done stands elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dossier import __version__
from dossier.errors import DossierError, ExitCode
from dossier.words import CHINESE, language, phrase

if TYPE_CHECKING:
    from dossier.options import Options
    from dossier.pipeline import Result

F = TypeVar("F", bound=Callable[..., Any])
LANG = language()
ENGINES = ("auto", "rapidocr", "tesseract")
_YEARS = range(2000, 2100)
"""Years in which a day of advice may lie: years on are counted from it."""
AIMS = ("cancel", "negotiate", "chase", "answer", "supervisor")


def _t(key: str, **values: object) -> str:
    return phrase(key, LANG, **values)


def _say(text: str) -> None:
    """Everything that is not data goes to stderr."""
    click.echo(text, err=True)


def _mended(command: F) -> F:
    """Turn errors that a user can meet into one clear line and their exit code."""

    @wraps(command)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        from dossier.casefile import CaseFileError  # noqa: PLC0415
        from dossier.ocr import EngineMissing  # noqa: PLC0415

        try:
            return command(*args, **kwargs)
        except DossierError as error:
            _say(error.told(LANG))
            sys.exit(error.exit_code)
        except CaseFileError as error:
            _say(error.message(LANG))
            sys.exit(ExitCode.USAGE)
        except EngineMissing as error:
            _say(_t(f"problem.{error.code}", path="", detail=error.detail, page=None))
            sys.exit(ExitCode.USAGE)
        except KeyboardInterrupt:
            _say(_t("error.interrupted"))
            sys.exit(ExitCode.INTERRUPTED)

    return wrapper  # type: ignore[return-value]


def _reading_options(command: F) -> F:
    for option in (
        click.option("--jobs", type=click.IntRange(1), help=_t("cli.option.jobs")),
        click.option("--engine", type=click.Choice(ENGINES), default="auto", help=_t("cli.option.engine")),
        click.option("--policy", metavar="PACK", help=_t("cli.option.policy")),
        click.option(
            "--password", "passwords", multiple=True, metavar="TEXT", help=_t("cli.option.password")
        ),
    ):
        command = option(command)
    return command


EVIDENCE = click.argument("evidence", type=click.Path(path_type=Path))


@click.group(help=_t("cli.help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dossier")
def main() -> None:  # noqa: D103 - the help text is its documentation
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with a narrow code page shows what it can instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command(help=_t("cli.build.help"))
@EVIDENCE
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_t("cli.option.output"))
@click.option("--for", "destinations", multiple=True, metavar="NAME", help=_t("cli.option.for"))
@_reading_options
@_mended
def build(  # noqa: D103
    evidence: Path,
    output: Path | None,
    destinations: tuple[str, ...],
    passwords: tuple[str, ...],
    policy: str | None,
    engine: str,
    jobs: int | None,
) -> None:
    from dossier import freshness, outputs, report  # noqa: PLC0415

    wanted = outputs.destinations(destinations)
    target = outputs.target(evidence, output)
    options = _options(engine, jobs, policy, passwords)
    inputs = freshness.inputs(evidence, options, wanted)
    if freshness.is_fresh(target, inputs):
        _say(report.brief(outputs.record_of(target), LANG, str(evidence)))
        _say(_t("cli.build.fresh"))
    else:
        # What sets the packet takes a while to load; meanwhile the pictures are read.
        loading = Thread(target=import_module, args=("dossier.building",), daemon=True)
        loading.start()
        result = _investigate(evidence, options)
        loading.join()
        from dossier import building, record  # noqa: PLC0415

        built = building.build(evidence, target, result, wanted, inputs)
        if built.strange:
            _say(report.note(_t("cli.build.strange", characters=" ".join(sorted(built.strange)))))
        _say(report.brief(record.document(result.case), LANG, str(evidence)))
        if len(built.orders) < len(result.case.orders):
            _say(report.note(_t("cli.build.orders", orders=", ".join(built.orders))))
        _say(report.note(_t("cli.build.next", proposed=not result.casefile.claims)))
    _warn(evidence)
    for path in outputs.paths(target, wanted):
        click.echo(str(path))


@main.command(help=_t("cli.check.help"))
@EVIDENCE
@click.option("--json", "as_json", is_flag=True, help=_t("cli.option.json"))
@click.option("--strict", is_flag=True, help=_t("cli.option.strict"))
@_reading_options
@_mended
def check(  # noqa: D103
    evidence: Path,
    as_json: bool,
    strict: bool,
    passwords: tuple[str, ...],
    policy: str | None,
    engine: str,
    jobs: int | None,
) -> None:
    from dossier import record, report  # noqa: PLC0415
    from dossier.model import Verdict  # noqa: PLC0415

    result = _investigate(evidence, _options(engine, jobs, policy, passwords))
    if as_json:
        click.echo(record.dumps(result.case), nl=False)
    else:
        click.echo(report.full(result.case, LANG, str(evidence)))
    if strict and any(finding.verdict is Verdict.BREACH for finding in result.case.findings):
        sys.exit(ExitCode.BREACH)


@main.command(help=_t("cli.init.help"))
@EVIDENCE
@_mended
def init(evidence: Path) -> None:  # noqa: D103
    from dossier import casefile  # noqa: PLC0415

    if not evidence.is_dir():
        raise DossierError("no-folder", path=str(evidence))
    try:
        path = casefile.init(evidence)
    except casefile.CaseFileExists as error:
        raise DossierError("casefile-exists", path=str(evidence / "case.yaml")) from error
    except OSError as error:
        raise DossierError("casefile-not-written", path=str(evidence), why=str(error)) from error
    click.echo(str(path))
    _say(_t("cli.init.done"))


@main.command(help=_t("cli.advise.help"))
@EVIDENCE
@click.option("--today", metavar="YYYY-MM-DD", help=_t("cli.option.today"))
@click.option("--ics", "calendar", type=click.Path(path_type=Path), help=_t("cli.option.ics"))
@click.option("--json", "as_json", is_flag=True, help=_t("cli.option.advice-json"))
@_reading_options
@_mended
def advise(  # noqa: D103
    evidence: Path,
    today: str | None,
    calendar: Path | None,
    as_json: bool,
    passwords: tuple[str, ...],
    policy: str | None,
    engine: str,
    jobs: int | None,
) -> None:
    from dossier import advice as room  # noqa: PLC0415
    from dossier import policies as packs  # noqa: PLC0415
    from dossier.advice import calendarfile, record, report, wording  # noqa: PLC0415

    day = _day(today)
    result = _investigate(evidence, _options(engine, jobs, policy, passwords))
    pack = packs.load(policy) if policy is not None else None
    given = room.advise(result.case, result.casefile, day, pack, CHINESE if as_json else LANG)
    if calendar is not None:
        entries = wording.entries(given, result.case, LANG)
        if entries:
            calendarfile.write(calendar, entries, day, evidence)
        key = "cli.advise.calendar" if entries else "cli.advise.no-dates"
        _say(_t(key, path=str(calendar), count=len(entries)))
    if as_json:
        click.echo(record.dumps(given, result.case), nl=False)
    else:
        click.echo(report.full(given, result.case, LANG, str(evidence)))


@main.command(help=_t("cli.message.help"))
@EVIDENCE
@click.option("--for", "aim", type=click.Choice(AIMS), help=_t("cli.option.message-for"))
@click.option("--all", "every", is_flag=True, help=_t("cli.option.message-all"))
@_reading_options
@_mended
def message(  # noqa: D103
    evidence: Path,
    aim: str | None,
    every: bool,
    passwords: tuple[str, ...],
    policy: str | None,
    engine: str,
    jobs: int | None,
) -> None:
    from datetime import datetime  # noqa: PLC0415

    from dossier import report  # noqa: PLC0415
    from dossier.advice import admissibility  # noqa: PLC0415
    from dossier.advice import message as room  # noqa: PLC0415
    from dossier.intake.capture import CHINA  # noqa: PLC0415

    result = _investigate(evidence, _options(engine, jobs, policy, passwords))
    if admissibility.stopped(result.casefile):
        raise DossierError("message-stopped")
    today = datetime.now(CHINA).date()
    drafts = room.drafts(result.case, result.casefile, today, room.Aim(aim) if aim else None, every=every)
    for draft in drafts:
        if draft.text:
            click.echo(draft.text)
    for hint in dict.fromkeys((hint.key, tuple(hint.values.items())) for d in drafts for hint in d.hints):
        _say(report.note(_t(hint[0], **dict(hint[1]))))


@main.command(help=_t("cli.tone.help"))
@click.argument("text", type=click.Path(path_type=Path, allow_dash=True))
@_mended
def tone(text: Path) -> None:  # noqa: D103
    from dossier.casefile.paths import NAME  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415
    from dossier.tone import places, told  # noqa: PLC0415

    if str(text) == "-":
        remarks = places.of_bytes(sys.stdin.buffer.read(), "-")
    elif text.is_dir() or text.name == NAME:
        folder = text if text.is_dir() else text.parent
        if not places.written(folder):
            _say(_t("tone.no-account", folder=str(folder)))
            return
        remarks = places.of_case(folder)
    elif text.is_file():
        remarks = places.of_bytes(text.read_bytes(), text.name)
    else:
        raise DossierError("no-file", path=str(text))
    for line in told.lines(remarks, LANG, Terminal.of(sys.stdout)):
        click.echo(line)
    _say(_t("tone.count", count=len(remarks)) if remarks else _t("tone.none"))


@main.command(help=_t("cli.verify.help"))
@click.argument("packet", type=click.Path(path_type=Path))
@click.argument("evidence", required=False, type=click.Path(path_type=Path))
@_mended
def verify(packet: Path, evidence: Path | None) -> None:  # noqa: D103
    from dossier import seal  # noqa: PLC0415

    checked = seal.verify(packet, evidence)
    for difference in checked.differences:
        click.echo(_t(f"verify.{difference.code}", path=difference.path))
    if checked.differences:
        sys.exit(ExitCode.DIFFERENCE)
    click.echo(_t("verify.unchanged", outputs=checked.outputs, originals=checked.originals))


@main.command(help=_t("cli.review.help"))
@EVIDENCE
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=_t("cli.option.port"))
@click.option("--no-browser", is_flag=True, help=_t("cli.option.no-browser"))
@_reading_options
@_mended
def review(  # noqa: D103
    evidence: Path,
    port: int,
    no_browser: bool,
    passwords: tuple[str, ...],
    policy: str | None,
    engine: str,
    jobs: int | None,
) -> None:
    import webbrowser  # noqa: PLC0415

    from dossier import review as room  # noqa: PLC0415

    options = _options(engine, jobs, policy, passwords)

    def read() -> Result:
        nonlocal options
        result = _investigate(evidence, options)
        # Later readings are waited for in the browser: nobody is asked at the terminal behind its back.
        options = replace(options, keys=options.keys.silent())
        return result

    with room.Server(room.Desk(evidence, read), port) as server:
        click.echo(server.address)
        _say(_t("review.started"))
        if not no_browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            # The usual way to end it, and no interruption.
            return


@main.command(help=_t("cli.rules.help"))
@click.argument("rule", required=False)
@_mended
def rules(rule: str | None) -> None:  # noqa: D103
    from dossier import rules as room  # noqa: PLC0415

    if rule is None:
        for name in room.REGISTRY:
            click.echo(f"{name}\n    {_t(f'rule.{name}')}")
        return
    if rule not in room.REGISTRY:
        raise DossierError("no-rule", name=rule, known=", ".join(room.REGISTRY))
    click.echo(room.documentation(rule))


@main.group(help=_t("cli.policies.help"), invoke_without_command=True)
@click.pass_context
def policies(context: click.Context) -> None:  # noqa: D103
    if context.invoked_subcommand is None:
        context.invoke(policies_list)


@policies.command("list", help=_t("cli.policies.list.help"))
@_mended
def policies_list() -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415
    from dossier.policies import summary  # noqa: PLC0415

    for name in room.names():
        pack = room.load(name)
        click.echo(f"{name}\n    {pack.title}\n    {summary.of(pack, LANG)}")


@policies.command("show", help=_t("cli.policies.show.help"))
@click.argument("pack", metavar="PACK")
@_mended
def policies_show(pack: str) -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415
    from dossier import resources  # noqa: PLC0415

    if pack in room.names():
        click.echo((resources.policies() / f"{pack}.yaml").read_text(encoding="utf-8"), nl=False)
    elif Path(pack).is_dir():
        click.echo(_drawn(Path(pack)), nl=False)
    else:
        raise DossierError("no-pack", name=pack)


@policies.command("check", help=_t("cli.policies.check.help"))
@click.argument("file", type=click.Path(path_type=Path))
@_mended
def policies_check(file: Path) -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415

    if not file.is_file():
        raise DossierError("no-file", path=str(file))
    problems = room.check(file)
    for problem in problems:
        click.echo(problem.message(LANG, file.name))
    if problems:
        sys.exit(ExitCode.USAGE)
    click.echo(_t("cli.policies.check.good", path=str(file)))


@main.command(help=_t("cli.doctor.help"))
@_mended
def doctor() -> None:  # noqa: D103
    from dossier import health  # noqa: PLC0415

    well = True
    for finding in health.examine():
        well = well and finding.well
        mark = _t("doctor.ok") if finding.well else _t("doctor.bad")
        click.echo(f"{mark} {_t(f'doctor.{finding.code}', detail=finding.detail)}")
    if not well:
        sys.exit(ExitCode.USAGE)


def _day(told: str | None) -> date:
    """The day told, or today in China: only advice and a drawn pack look at a clock."""
    from dossier.intake.capture import CHINA  # noqa: PLC0415

    if told is None:
        return datetime.now(CHINA).date()
    try:
        day = date.fromisoformat(told)
    except ValueError as error:
        raise DossierError("no-day", value=told) from error
    if day.year not in _YEARS:
        raise DossierError("no-day", value=told)
    return day


def _warn(evidence: Path) -> None:
    """What in the buyer's own file stands in the way of a complaint, or weakens it."""
    from datetime import datetime  # noqa: PLC0415

    from dossier import casefile, report  # noqa: PLC0415
    from dossier.advice import admissibility  # noqa: PLC0415
    from dossier.intake.capture import CHINA  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415
    from dossier.tone import places, told  # noqa: PLC0415

    for remark in admissibility.stops(casefile.load(evidence), datetime.now(CHINA).date()):
        _say(report.note(_t(remark.key, **remark.values)))
    remarks = places.of_case(evidence)
    if remarks:
        _say(told.warning(remarks, LANG, Terminal.of(sys.stderr), str(evidence)))


def _drawn(evidence: Path) -> str:
    """The pack that a folder's rule pages make, as YAML."""
    from dossier.policies import draft, writing  # noqa: PLC0415

    case = _investigate(evidence, _options("auto", None, None, ())).case
    drawn = draft.draw(case, draft.title(case, LANG), _day(None))
    if not drawn.drawn:
        raise DossierError("no-rule-page", path=str(evidence))
    return writing.text(drawn, LANG)


def _options(engine: str, jobs: int | None, policy: str | None, passwords: tuple[str, ...]) -> Options:
    from dossier import asking  # noqa: PLC0415
    from dossier.options import Options  # noqa: PLC0415

    return Options(engine, jobs, policy, asking.keys(passwords, LANG))


def _investigate(evidence: Path, options: Options) -> Result:
    from dossier import asking, pipeline  # noqa: PLC0415

    if not sys.stderr.isatty():
        return pipeline.investigate(evidence, options)
    shown = False

    def progress(done: int, total: int, path: str) -> None:
        nonlocal shown
        shown = True
        click.echo(
            f"\r\033[K{_t('cli.progress', done=done, total=total, path=asking.printable(path))}",
            err=True,
            nl=False,
        )

    try:
        return pipeline.investigate(evidence, options, progress)
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)
