"""Commands about what was made: check that nothing changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.root import LANG, main, mended, say, t
from dossier.errors import ExitCode


@main.command(help=t("cli.verify.help"))
@click.argument("packet", type=click.Path(path_type=Path))
@click.argument("evidence", required=False, type=click.Path(path_type=Path))
@mended
def verify(packet: Path, evidence: Path | None) -> None:  # noqa: D103
    from dossier import staging  # noqa: PLC0415
    from dossier.seal import telling  # noqa: PLC0415
    from dossier.seal.verify import verify as check  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415

    # A build that was killed at the wrong moment may have left the folder under another name.
    staging.tidy(packet)
    staging.tidy(packet.parent)
    checked = check(packet, evidence)
    if evidence is not None:
        from dossier import journaling  # noqa: PLC0415
        from dossier.journal import now  # noqa: PLC0415

        place = packet if packet.is_dir() else packet.parent
        journaling.of_check(evidence, place, packet.resolve().name, checked, now())
    for line in telling.lines(checked, str(packet), LANG, Terminal.of(sys.stdout)):
        click.echo(line)
    for line in telling.notes(checked, LANG, Terminal.of(sys.stderr), alone=evidence is None):
        say(line)
    if checked.differences:
        sys.exit(ExitCode.DIFFERENCE)
