"""Commands to look things up: rules, policy packs, and what is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.root import LANG, day, investigate, main, mended, read_with, say, t
from dossier.errors import DossierError, ExitCode


@main.command(help=t("cli.rules.help"))
@click.argument("rule", required=False)
@mended
def rules(rule: str | None) -> None:  # noqa: D103
    from dossier import rules as room  # noqa: PLC0415

    if rule is None:
        for name in room.REGISTRY:
            click.echo(f"{name}\n    {t(f'rule.{name}')}")
        return
    if rule not in room.REGISTRY:
        raise DossierError("no-rule", name=rule, known=", ".join(room.REGISTRY))
    click.echo(room.documentation(rule))


@main.group(help=t("cli.policies.help"), invoke_without_command=True)
@click.pass_context
def policies(context: click.Context) -> None:  # noqa: D103
    if context.invoked_subcommand is None:
        context.invoke(policies_list)


@policies.command("list", help=t("cli.policies.list.help"))
@mended
def policies_list() -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415
    from dossier.policies import summary  # noqa: PLC0415

    for name in room.names():
        pack = room.load(name)
        click.echo(f"{name}\n    {pack.title}\n    {summary.of(pack, LANG)}")


@policies.command("show", help=t("cli.policies.show.help"))
@click.argument("pack", metavar="PACK")
@mended
def policies_show(pack: str) -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415
    from dossier import resources  # noqa: PLC0415

    if pack in room.names():
        click.echo((resources.policies() / f"{pack}.yaml").read_text(encoding="utf-8"), nl=False)
    elif Path(pack).is_dir():
        click.echo(_drawn(Path(pack)), nl=False)
    else:
        raise DossierError("no-pack", name=pack)


@policies.command("check", help=t("cli.policies.check.help"))
@click.argument("file", type=click.Path(path_type=Path))
@mended
def policies_check(file: Path) -> None:  # noqa: D103
    from dossier import policies as room  # noqa: PLC0415

    if not file.is_file():
        raise DossierError("no-file", path=str(file))
    problems = room.check(file)
    for problem in problems:
        click.echo(problem.message(LANG, file.name))
    if problems:
        sys.exit(ExitCode.USAGE)
    click.echo(t("cli.policies.check.good", path=str(file)))


@main.command(help=t("cli.doctor.help"))
@mended
def doctor() -> None:  # noqa: D103
    from dossier import health  # noqa: PLC0415

    well = True
    for finding in health.examine():
        well = well and finding.well
        mark = t("doctor.ok") if finding.well else t("doctor.bad")
        click.echo(f"{mark} {t(f'doctor.{finding.code}', detail=finding.detail)}")
    if not well:
        sys.exit(ExitCode.USAGE)


@main.command(help=t("cli.cache.help"))
@click.option("--clear", is_flag=True, help=t("cli.cache.option.clear"))
@mended
def cache(*, clear: bool) -> None:  # noqa: D103
    from dossier.ocr.cache import LIMIT, Cache  # noqa: PLC0415

    kept = Cache.usual()
    if kept is None:
        click.echo(t("cli.cache.off"))
        return
    click.echo(str(kept.folder))
    use = kept.use()
    if not clear:
        click.echo(t("cli.cache.use", entries=use.entries, size=_size(use.bytes), limit=_size(LIMIT)))
        click.echo(t("cli.cache.private"))
        return
    left = kept.clear()
    gone = {"entries": use.entries - left.entries, "size": _size(use.bytes - left.bytes)}
    click.echo(t("cli.cache.cleared", **gone))
    if left.entries:
        say(t("cli.cache.left", entries=left.entries))
        sys.exit(ExitCode.NOT_WRITTEN)


def _size(count: int) -> str:
    """Bytes in megabytes, as file managers count them."""
    return f"{count / 1_000_000:.3g} MB"


def _drawn(evidence: Path) -> str:
    """The pack that a folder's rule pages make, as YAML."""
    from dossier.policies import draft, writing  # noqa: PLC0415

    case = investigate(evidence, read_with()).case
    drawn = draft.draw(case, draft.title(case, LANG), day())
    if not drawn.drawn:
        raise DossierError("no-rule-page", path=str(evidence))
    return writing.text(drawn, LANG)
