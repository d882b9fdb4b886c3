"""The command that makes keys and signs packets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from dossier.cli.root import LANG, main, mended, say, t
from dossier.errors import DossierError, NotWritten

VARIABLE = "DOSSIER_KEY_PASSWORD"
_PRIVATE = 0o600


@main.command(help=t("cli.sign.help"))
@click.argument("packet", required=False, type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), metavar="KEY.p12", help=t("cli.option.key"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("cli.option.signed"))
@click.option("--tsa", metavar="URL", help=t("cli.option.tsa"))
@click.option(
    "--new-key", "made", type=click.Path(path_type=Path), metavar="KEY.p12", help=t("cli.option.new-key")
)
@click.option("--name", help=t("cli.option.name"))
@mended
def sign(  # noqa: D103
    packet: Path | None,
    key: Path | None,
    output: Path | None,
    tsa: str | None,
    made: Path | None,
    name: str | None,
) -> None:
    from dossier import signing as room  # noqa: PLC0415

    if made is not None and (packet or key or output or tsa is not None):
        raise DossierError("sign-both")
    if made is None and (packet is None or key is None or name is not None):
        raise DossierError("sign-what")
    if not room.available():
        raise DossierError("sign-extra")
    if made is not None:
        _create(made, name)
    elif packet is not None and key is not None:
        _sign(packet, key, output or packet.with_name(f"{packet.stem}-signed.pdf"), tsa)


def _create(path: Path, name: str | None) -> None:
    """A new key: nothing is asked or made where it could not be written."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from dossier.signing import keys  # noqa: PLC0415
    from dossier.staging import drafts  # noqa: PLC0415

    if os.path.lexists(path):
        raise DossierError("sign-exists", path=str(path))
    subject = keys.proven(name if name is not None else t("signature.nameless"))
    made = keys.create(subject, _new_password(), datetime.now(UTC))
    try:
        drafts.create(path, made.data, "sign", _PRIVATE)
    except FileExistsError as error:
        raise DossierError("sign-exists", path=str(path)) from error
    except OSError as error:
        raise NotWritten("sign-not-written", path=str(path), why=error.strerror or str(error)) from error
    click.echo(str(path))
    say(t("cli.sign.key", name=subject, fingerprint=made.fingerprint))


def _sign(path: Path, key: Path, target: Path, tsa: str | None) -> None:
    """A signed copy of a packet; the packet itself is only read."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from dossier import signing as room  # noqa: PLC0415
    from dossier.seal import packet as seals  # noqa: PLC0415
    from dossier.signing import authority, keys, signer  # noqa: PLC0415
    from dossier.staging import drafts  # noqa: PLC0415

    data, locked = _bytes(path), _bytes(key)
    if os.path.lexists(target):
        raise DossierError("sign-exists", path=str(target))
    if tsa is not None:
        authority.proven(tsa)
    try:
        seal = seals.read(data)
    except seals.SealError as error:
        raise DossierError("sign-unsealed", path=str(path)) from error
    if not seal.holds(data):
        raise DossierError("sign-changed", path=str(path))
    opened = keys.load(locked, _password(key), str(key))
    signed = signer.sign(data, seal.length, opened, datetime.now(UTC), tsa or "", str(path))
    try:
        drafts.create(target, signed, "sign", path.stat().st_mode & 0o777)
    except FileExistsError as error:
        raise DossierError("sign-exists", path=str(target)) from error
    except OSError as error:
        raise NotWritten("sign-not-written", path=str(target), why=error.strerror or str(error)) from error
    for line in room.told(room.check(signed, seal.length), LANG):
        say(line)
    click.echo(str(target))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DossierError("no-file", path=str(path)) from error


def _password(path: Path) -> str:
    """What opens a key: from the environment, or typed."""
    from dossier.terminal import printable  # noqa: PLC0415

    return os.environ.get(VARIABLE, "") or _typed(t("cli.sign.password", path=printable(path.name)))


def _new_password() -> str:
    """A password for a new key, typed twice: a slip would lock it for good."""
    told = os.environ.get(VARIABLE, "")
    if told:
        return told
    word = _typed(t("cli.sign.new-password"))
    if _typed(t("cli.sign.again")) != word:
        raise DossierError("key-differs")
    return word


def _typed(question: str) -> str:
    """One answer, not shown while it is typed.

    Raises:
        DossierError: nobody sits at the terminal, or nothing was typed.
    """
    from dossier import asking  # noqa: PLC0415

    if not _at_terminal():
        raise DossierError("key-no-password", variable=VARIABLE)
    word = asking.typed(question)
    if not word:
        raise DossierError("key-empty-password")
    return word


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
