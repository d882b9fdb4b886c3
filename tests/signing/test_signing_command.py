"""``dossier sign`` as a person meets it: files, passwords, refusals."""

from __future__ import annotations

import getpass
import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import click.testing
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from signing_kit import (
    NOW,
    PASSWORD,
    answered,
    authority,
    owner,
    packet,
    rsa_key,
    signed,
    stamper,
    stamper_owner,
    written,
)

from dossier import signing
from dossier.cli import main
from dossier.cli.signing import VARIABLE
from dossier.errors import DossierError
from dossier.seal import packet as seals
from dossier.signing import keys

TODAY = datetime.now(UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that was made already, and few rounds: what is tested here is not arithmetic."""
    monkeypatch.setattr(keys, "rsa", SimpleNamespace(generate_private_key=lambda *_how: rsa_key(7)))
    monkeypatch.setattr(keys, "_ROUNDS", 10)
    monkeypatch.setenv(VARIABLE, PASSWORD)


def run(*arguments: object) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["sign", *map(str, arguments)])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with a packet and a key that is valid today; nothing may be left in it but whole files."""
    written(tmp_path, "packet.pdf", packet())
    person = owner("张某某", TODAY - timedelta(days=1), TODAY + timedelta(days=1))
    written(tmp_path, "key.p12", person.file())
    yield tmp_path
    assert not [path for path in tmp_path.iterdir() if path.suffix not in {".pdf", ".p12", ".txt"}]
    assert (tmp_path / "packet.pdf").read_bytes() == packet()


def test_a_packet_is_signed_beside_itself(place: Path) -> None:
    done = run(place / "packet.pdf", "--key", place / "key.p12")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [str(place / "packet-signed.pdf")]
    assert "未经认证" in done.stderr
    data = (place / "packet-signed.pdf").read_bytes()
    assert data.startswith(packet())
    assert (place / "packet-signed.pdf").stat().st_mode == (place / "packet.pdf").stat().st_mode
    assert seals.read(data).holds(data)
    checked = signing.check(data, seals.read(data).length)
    assert checked.differences == ()
    assert abs(checked.signatures[0].claimed - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_second_person_signs_what_the_first_signed(place: Path) -> None:
    assert run(place / "packet.pdf", "--key", place / "key.p12").exit_code == 0
    done = run(place / "packet-signed.pdf", "--key", place / "key.p12", "-o", place / "both.pdf")
    assert done.exit_code == 0
    data = (place / "both.pdf").read_bytes()
    assert len(signing.check(data, len(packet())).signatures) == 2


def test_a_time_stamp_is_fetched_and_told(place: Path) -> None:
    who = stamper_owner(start=TODAY - timedelta(days=1), end=TODAY + timedelta(days=1))
    by = stamper(who, fixed_dt=TODAY.replace(microsecond=0))
    with authority(lambda question: answered(question, by)) as (url, _):
        done = run(place / "packet.pdf", "--key", place / "key.p12", "--tsa", url)
    assert done.exit_code == 0, done.output
    assert "某某时间戳服务" in done.stderr
    assert "本程序不判断该机构是否可信" in done.stderr


def test_without_an_answer_nothing_is_written(place: Path) -> None:
    with authority(lambda _question: b"busy") as (url, _):
        done = run(place / "packet.pdf", "--key", place / "key.p12", "--tsa", url)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "没有写出文件" in done.stderr
    assert not (place / "packet-signed.pdf").exists()


@pytest.mark.parametrize("kind", ["file", "link", "folder", "dead"])
def test_nothing_is_ever_replaced(place: Path, kind: str) -> None:
    target = place / "packet-signed.pdf"
    if kind == "file":
        target.write_bytes(b"mine")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(place / ("key.p12" if kind == "link" else "nowhere"))
    before = os.lstat(target)
    done = run(place / "packet.pdf", "--key", place / "key.p12")
    assert done.exit_code == 2
    assert "没有覆盖" in done.stderr
    assert os.lstat(target) == before
    assert run(place / "packet.pdf", "--key", place / "key.p12", "-o", place / "packet.pdf").exit_code == 2


def test_a_folder_that_is_not_there_is_told(place: Path) -> None:
    done = run(place / "packet.pdf", "--key", place / "key.p12", "-o", place / "no" / "a.pdf")
    assert done.exit_code == 4
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "data",
    [
        packet()[:-1],
        packet()[:2000] + b"\xff" + packet()[2001:],
        packet() + b"\n",
        signed() + b"x",
        b"%PDF-1.7 nothing",
        b"",
        "聊天记录".encode(),
    ],
)
def test_what_is_no_packet_or_has_changed_is_not_signed(place: Path, data: bytes) -> None:
    written(place, "changed.pdf", data)
    done = run(place / "changed.pdf", "--key", place / "key.p12")
    assert done.exit_code == 2
    assert "没有签名" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (place / "changed-signed.pdf").exists()


@pytest.mark.parametrize("password", ["wrong", PASSWORD.upper(), " "])
def test_a_wrong_password_opens_nothing(place: Path, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setenv(VARIABLE, password)
    done = run(place / "packet.pdf", "--key", place / "key.p12")
    assert done.exit_code == 2
    assert "密码不对" in done.stderr


@pytest.mark.parametrize("data", [b"", b"no key", b"\x30\x82\xff\xff", packet()[:500]])
def test_what_is_no_key_is_told(place: Path, data: bytes) -> None:
    written(place, "bad.p12", data)
    assert "打不开" in run(place / "packet.pdf", "--key", place / "bad.p12").stderr


@pytest.mark.parametrize(("days", "words"), [(-400, "有效期"), (400, "有效期")])
def test_a_key_that_is_not_valid_today_signs_nothing(place: Path, days: int, words: str) -> None:
    start = TODAY + timedelta(days=days)
    written(place, "old.p12", owner("某", start, start + timedelta(days=30)).file())
    done = run(place / "packet.pdf", "--key", place / "old.p12")
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (place / "packet-signed.pdf").exists()


def test_a_short_key_signs_nothing(place: Path) -> None:
    short = owner("某", TODAY - timedelta(days=1), TODAY + timedelta(days=1), bits=1024)
    written(place, "short.p12", short.file())
    assert "太短" in run(place / "packet.pdf", "--key", place / "short.p12").stderr


@pytest.mark.parametrize("kind", [ed25519.Ed25519PrivateKey, dsa.generate_private_key])
def test_a_key_of_a_kind_that_is_not_in_use_signs_nothing(place: Path, kind: object) -> None:
    key = kind.generate() if hasattr(kind, "generate") else kind(1024)  # type: ignore[operator]
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "某")])
    start, end = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, start, end)
    made = builder.sign(key, None if hasattr(kind, "generate") else hashes.SHA256())
    lock = BestAvailableEncryption(PASSWORD.encode())
    written(place, "odd.p12", pkcs12.serialize_key_and_certificates(b"k", key, made, None, lock))
    done = run(place / "packet.pdf", "--key", place / "odd.p12")
    assert done.exit_code == 2, done.exception
    assert len(done.stderr.splitlines()) == 1


def test_an_empty_address_is_not_taken_for_none(place: Path) -> None:
    """A variable that was not set must not make a signature without a stamp."""
    done = run(place / "packet.pdf", "--key", place / "key.p12", "--tsa", "")
    assert done.exit_code == 2
    assert not (place / "packet-signed.pdf").exists()


def test_the_certificates_of_a_key_come_along(place: Path) -> None:
    """A key given out by an authority: leaf, intermediate and root lie in its file."""
    root, middle = (
        owner(name, TODAY - timedelta(days=9), TODAY + timedelta(days=9)) for name in ("根", "中")
    )
    person = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "张某某")])
    start, end = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    builder = x509.CertificateBuilder(root.certificate.subject, person, rsa_key().public_key(), 9, start, end)
    made = builder.sign(root.key, hashes.SHA256())
    lock = BestAvailableEncryption(PASSWORD.encode())
    others = [root.certificate, middle.certificate]
    written(place, "ca.p12", pkcs12.serialize_key_and_certificates(b"k", rsa_key(), made, others, lock))
    done = run(place / "packet.pdf", "--key", place / "ca.p12")
    assert done.exit_code == 0, done.stderr
    (one,) = signing.check((place / "packet-signed.pdf").read_bytes(), len(packet())).signatures
    assert (one.name, one.fingerprint) == ("张某某", made.fingerprint(hashes.SHA256()).hex())


def test_missing_files_are_named(place: Path) -> None:
    for arguments in (("no.pdf", "key.p12"), ("packet.pdf", "no.p12")):
        done = run(place / arguments[0], "--key", place / arguments[1])
        assert done.exit_code == 2
        assert "no." in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.pdf",),
        ("--key", "k.p12"),
        ("--name", "张"),
        ("a.pdf", "--key", "k.p12", "--name", "张"),
        ("a.pdf", "--new-key", "k.p12"),
        ("--new-key", "k.p12", "--tsa", "http://127.0.0.1/"),
        ("--new-key", "k.p12", "-o", "x"),
    ],
)
def test_what_is_asked_must_be_one_thing(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "dossier sign" in done.stderr or "--new-key" in done.stderr


# Keys


def test_a_new_key_is_locked_alone_and_told(tmp_path: Path) -> None:
    path = tmp_path / "我的密钥.p12"
    done = run("--new-key", path, "--name", "张某某")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [str(path)]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), PASSWORD.encode())
    assert key is not None
    assert certificate is not None
    assert others == []
    assert certificate.fingerprint(hashes.SHA256()).hex() in done.stderr
    assert "没有人核对过姓名" in done.stderr
    assert certificate.subject.rfc4514_string() == "CN=张某某"
    assert certificate.issuer == certificate.subject
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    years = (certificate.not_valid_after_utc - certificate.not_valid_before_utc).days / 365
    assert 9.9 < years < 10.1
    # An authority whose clock is some minutes behind must still find it valid.
    assert certificate.not_valid_before_utc < TODAY - timedelta(minutes=30)
    for wrong in (b"", None, b"wrong"):
        with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
            pkcs12.load_key_and_certificates(path.read_bytes(), wrong)
    before = path.read_bytes()
    assert run("--new-key", path).exit_code == 2
    assert path.read_bytes() == before
    written(tmp_path, "packet.pdf", packet())
    assert run(tmp_path / "packet.pdf", "--key", path).exit_code == 0


def test_keys_are_long_and_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    made = [keys.create("某", "x", NOW) for _ in range(2)]
    assert made[0].fingerprint != made[1].fingerprint
    key, _, _ = pkcs12.load_key_and_certificates(made[0].data, b"x")
    assert key.key_size == 3072  # type: ignore[union-attr]


def test_a_key_without_a_name_says_so(tmp_path: Path) -> None:
    assert "未署名" in run("--new-key", tmp_path / "k.p12").stderr


def test_a_certificate_is_not_made_for_every_name() -> None:
    with pytest.raises(DossierError):
        keys.create("某" * 65, "x", NOW)


@pytest.mark.parametrize("name", ["", " ", "某" * 65, "张\n某", "a\x1b[2J"])
def test_a_name_must_fit_into_a_certificate(tmp_path: Path, name: str) -> None:
    done = run("--new-key", tmp_path / "k.p12", "--name", name)
    assert done.exit_code == 2
    assert "64" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_the_variable_is_asked_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (None, ""):
        if value is None:
            monkeypatch.delenv(VARIABLE)
        else:
            monkeypatch.setenv(VARIABLE, value)
        for arguments in (("--new-key", place / "n.p12"), (place / "packet.pdf", "--key", place / "key.p12")):
            done = run(*arguments)
            assert done.exit_code == 2
            assert VARIABLE in done.stderr
    assert not (place / "n.p12").exists()


class Typing:
    """A person at the terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.questions: list[str] = []
        self._answers = list(answers)
        monkeypatch.delenv(VARIABLE)
        monkeypatch.setattr("dossier.cli.signing._at_terminal", lambda: True)
        monkeypatch.setattr(getpass, "getpass", self._ask)

    def _ask(self, question: str, _stream: object = None) -> str:
        self.questions.append(question)
        return self._answers.pop(0)


def test_a_new_password_is_typed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Typing(monkeypatch, "秘密", "秘密")
    assert run("--new-key", tmp_path / "k.p12").exit_code == 0
    assert len(person.questions) == 2
    assert pkcs12.load_key_and_certificates((tmp_path / "k.p12").read_bytes(), "秘密".encode())[0]


@pytest.mark.parametrize("typed", [("",), ("a", "b"), ("a", "")])
def test_a_slip_or_nothing_makes_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    Typing(monkeypatch, *typed)
    done = run("--new-key", tmp_path / "k.p12")
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_password_of_a_key_is_asked_for_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Typing(monkeypatch, PASSWORD)
    assert run(place / "packet.pdf", "--key", place / "key.p12").exit_code == 0
    assert "key.p12" in person.questions[0]


# Without the extra


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed: neither found nor importable."""
    monkeypatch.setattr(signing, "find_spec", lambda _name: None)
    for name in ("pyhanko", "asn1crypto", "cryptography"):
        for known in [one for one in sys.modules if one.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, known)
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("checking", "keys", "signer", "authority", "container", "arithmetic", "stamp"):
        monkeypatch.delitem(sys.modules, f"dossier.signing.{name}", raising=False)
        monkeypatch.delattr(signing, name, raising=False)


@pytest.mark.usefixtures("without")
def test_without_the_extra_signing_says_what_to_install(place: Path) -> None:
    for arguments in (("--new-key", place / "n.p12"), (place / "packet.pdf", "--key", place / "key.p12")):
        done = run(*arguments)
        assert done.exit_code == 2
        assert 'pip install "dossier[sign]"' in done.stderr


def test_without_the_extra_a_signature_is_neither_confirmed_nor_denied(
    request: pytest.FixtureRequest,
) -> None:
    data = signed()
    request.getfixturevalue("without")
    assert not signing.available()
    assert signing.check(packet(), len(packet())) == signing.Checked((), ())
    for tail in (data, packet() + b"x"):
        with pytest.raises(DossierError) as caught:
            signing.check(tail, len(packet()))
        assert caught.value.code == "signature-unchecked"
        assert caught.value.exit_code == 2
        assert 'pip install "dossier[sign]"' in caught.value.told("zh")


def test_without_the_extra_verify_neither_confirms_nor_denies(
    place: Path, request: pytest.FixtureRequest
) -> None:
    path = written(place, "signed.pdf", signed())
    runner = click.testing.CliRunner()
    assert runner.invoke(main, ["verify", str(path)]).exit_code == 0
    request.getfixturevalue("without")
    done = runner.invoke(main, ["verify", str(path)])
    assert done.exit_code == 2
    assert 'pip install "dossier[sign]"' in done.stderr
    assert "未变更" not in done.output
    assert runner.invoke(main, ["verify", str(place / "packet.pdf")]).exit_code == 0


def test_with_the_extra_it_is_available() -> None:
    assert signing.available()
