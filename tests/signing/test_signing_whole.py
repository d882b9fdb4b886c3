"""Signatures that are well: ours finds them well, and so do others; the packet stays what it was."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import verapdf
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from signing_kit import NOW, OTHER, Owner, authority, owner, packet, signed, stamper_owner

from dossier import signing
from dossier.errors import DossierError
from dossier.signing import Checked, container, signer, told

SEALED = len(packet())


def stamped() -> bytes:
    with authority() as (url, _):
        return signer.sign(packet(), SEALED, owner().signer, NOW, url)


def trusting(*owners: Owner) -> ValidationContext:
    roots = [x509.Certificate.load(one.certificate.public_bytes(Encoding.DER)) for one in owners]
    return ValidationContext(trust_roots=roots, moment=NOW)


def test_a_packet_without_signature_is_checked_without_a_word() -> None:
    assert signing.check(packet(), SEALED) == Checked((), ())
    assert told(Checked((), ()), "zh") == ()


def test_a_signature_tells_name_fingerprint_and_time() -> None:
    assert signed().startswith(packet())
    checked = signing.check(signed(), SEALED)
    assert checked.differences == ()
    (one,) = checked.signatures
    assert (one.name, one.fingerprint, one.claimed) == ("张某某", owner().fingerprint, NOW)
    assert (one.stamped, one.authority) == (None, "")


def test_several_persons_sign_one_after_the_other() -> None:
    checked = signing.check(signed(3), SEALED)
    assert checked.differences == ()
    assert [one.name for one in checked.signatures] == ["张某某", "李某某1", "李某某2"]
    assert len({one.fingerprint for one in checked.signatures}) == 3


def test_a_time_stamp_tells_time_and_authority_and_nothing_but_a_hash_was_sent() -> None:
    with authority() as (url, asked):
        data = signer.sign(packet(), SEALED, owner().signer, NOW, url)
    checked = signing.check(data, SEALED)
    assert checked.differences == ()
    assert (checked.signatures[0].stamped, checked.signatures[0].authority) == (NOW, "某某时间戳服务")
    assert len(asked) == 1
    assert len(asked[0]) < 100


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_keys_of_other_kinds_sign_too(curve: ec.EllipticCurve) -> None:
    data = signer.sign(packet(), SEALED, owner(curve=curve).signer, NOW)
    assert signing.check(data, SEALED).differences == ()


def test_the_same_key_and_second_give_the_same_bytes() -> None:
    assert signer.sign(packet(), SEALED, owner().signer, NOW + timedelta(microseconds=5)) == signed()


def test_the_library_itself_finds_every_signature_whole() -> None:
    """An outside judge: its own reader, its own analysis of what changed, its own chain of trust."""
    with authority() as (url, _):
        data = signer.sign(signed(2), SEALED, owner().signer, NOW, url)
    context = trusting(owner(), owner("李某某1", number=1), stamper_owner())
    found = PdfFileReader(io.BytesIO(data), strict=True).embedded_signatures
    assert len(found) == 3
    levels = []
    for one in found:
        status = asyncio.run(
            async_validate_pdf_signature(one, context, ts_validation_context=trusting(stamper_owner()))
        )
        assert status.bottom_line, status.pretty_print_details()
        levels.append(status.coverage)
        if one is found[-1]:
            assert status.timestamp_validity is not None
            assert status.timestamp_validity.valid
            assert status.timestamp_validity.timestamp == NOW
    whole, revision = SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION
    assert levels == [revision, revision, whole]


def test_a_signed_packet_stays_an_archive_and_looks_as_before() -> None:
    files = {"one": signed(), "three": signed(3), "stamped": stamped()}
    assert verapdf.broken(files) == {"one": [], "three": [], "stamped": []}
    before = pypdfium2.PdfDocument(packet())
    for data in files.values():
        after = pypdfium2.PdfDocument(data)
        assert len(after) == len(before)
        for one, other in zip(before, after, strict=True):
            drawn = (page.render(scale=1, may_draw_forms=True).to_pil().tobytes() for page in (one, other))
            assert len(set(drawn)) == 1
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as document:
            assert document.check_pdf_syntax() == []
            names = sorted(document.attachments)
        with pikepdf.open(io.BytesIO(packet())) as document:
            assert names == sorted(document.attachments)


def test_what_is_told_is_narrow() -> None:
    lines = told(signing.check(stamped(), SEALED), "zh")
    assert lines[0] == "签名覆盖全文，自签名以来未变更。"
    assert "签名人自称“张某某”，未经认证" in lines[1]
    assert owner().fingerprint in lines[1]
    assert "2026-11-23 16:00:00（北京时间）" in lines[1]
    assert "“某某时间戳服务”；本程序不判断该机构是否可信" in lines[2]
    english = " ".join(told(signing.check(signed(2), SEALED), "en"))
    assert "The last signature covers the whole file" in english
    assert "has no time stamp" in english
    for words in ("".join(lines), english):
        assert not any(word in words.lower() for word in ("真实", "有效", "authentic", "valid", "genuine"))


def test_nothing_is_called_unchanged_where_something_differs() -> None:
    checked = signing.check(signed() + b"\n", SEALED)
    lines = told(checked, "zh")
    assert [one.code for one in checked.differences] == ["signature-trailing"]
    assert lines
    assert not any("未变更" in line for line in lines)


def test_a_name_moves_no_cursor_and_fills_no_screen() -> None:
    person = owner("张\u202e某\x1b[2J某", number=3)
    data = signer.sign(packet(), SEALED, person.signer, NOW)
    line = told(signing.check(data, SEALED), "zh")[1]
    assert "\u202e" not in line
    assert "\x1b" not in line


def test_a_signature_of_another_packet_is_well_there() -> None:
    assert signing.check(signed(1, OTHER), len(packet(OTHER))).differences == ()


def test_what_was_signed_earlier_is_still_found_whole() -> None:
    """A file of 23 November 2026: libraries that write otherwise than then must not turn against it.

    When this fails after an update of a library, the form is to be kept, not the file renewed.
    """
    data = (Path(__file__).parent / "signed_earlier.pdf").read_bytes()
    checked = signing.check(data, 15_045)
    assert checked.differences == ()
    first, second = checked.signatures
    assert first.fingerprint == "966c817bf7d20adec50494d51bc86b885e6ff3aeb55b8208939e36cbd9c906d3"
    assert (first.name, first.claimed, first.stamped, first.authority) == (
        "张某某",
        NOW,
        NOW,
        "某某时间戳服务",
    )
    assert (second.name, second.stamped) == ("李某某1", None)


def test_a_signature_that_does_not_stand_its_own_check_is_not_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(container, "closed", lambda content, _token: content.dump())
    with pytest.raises(DossierError) as caught:
        signer.sign(packet(), SEALED, owner().signer, NOW)
    assert caught.value.code == "sign-unproven"


@pytest.mark.parametrize(
    ("other", "code"),
    [(owner("李某某1", number=1), "sign-unproven"), (owner(curve=ec.SECP256R1()), "key-weak")],
)
def test_a_key_that_is_not_that_of_its_certificate_signs_nothing(other: Owner, code: str) -> None:
    mixed = SimpleSigner(
        signing_cert=owner().signer.signing_cert, signing_key=other.signer.signing_key, cert_registry=None
    )
    with pytest.raises(DossierError) as caught:
        signer.sign(packet(), SEALED, mixed, NOW)
    assert caught.value.code == code


def test_the_command_line_does_not_load_the_library() -> None:
    code = "import sys, dossier.cli; print(sorted({n.partition('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout
    assert "'dossier'" in loaded
    for name in ("pyhanko", "asn1crypto", "cryptography", "pikepdf", "aiohttp", "lxml"):
        assert f"'{name}'" not in loaded


def test_every_source_is_in_order() -> None:
    """The folder of the room holds nothing that loads the library at once but what is loaded late."""
    room = Path(signing.__file__).parent
    light = {"__init__.py", "outcome.py", "telling.py", "update.py"}
    heavy = {
        path.name
        for path in room.glob("*.py")
        if any(
            line.startswith(("from asn1crypto", "from pyhanko", "from cryptography"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    }
    assert not heavy & light
