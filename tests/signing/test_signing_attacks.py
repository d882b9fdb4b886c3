"""Whoever adds to a packet, with a key of his own or without, is found."""

from __future__ import annotations

import asyncio
import hashlib
import io
import random
import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pikepdf
import pytest
from asn1crypto import cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper
from signing_kit import (
    DAY,
    NOW,
    OTHER,
    TEXT,
    Owner,
    authority,
    owner,
    packet,
    rsa_key,
    signed,
    stamper,
    stamper_owner,
    token,
)

from dossier import signing
from dossier.signing import container, signer, update

SEALED = len(packet())
Writer = IncrementalPdfFileWriter


def codes(data: bytes, sealed: int = SEALED) -> list[str]:
    checked = signing.check(data, sealed, "a.pdf")
    assert all(one.path == "a.pdf" for one in checked.differences)
    return [one.code for one in checked.differences]


# What stands behind a packet


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%%EOF\n", b"<script>", b"x" * 5000])
@pytest.mark.parametrize("before", [packet, signed, lambda: signed(2)])
def test_bytes_behind_the_end_are_found(tail: bytes, before: Callable[[], bytes]) -> None:
    assert codes(before() + tail) == ["signature-trailing"]


@pytest.mark.parametrize("left", [1, 2, 40, 2000, -1])
def test_a_cut_signature_is_found(left: int) -> None:
    """All but some bytes are cut away, or the last one."""
    cut = signed()[: SEALED + left] if left > 0 else signed()[:left]
    assert codes(cut)


def test_the_second_of_two_signatures_cut_in_half_is_found_and_the_first_is_told() -> None:
    data = signed(2)
    checked = signing.check(data[: len(signed()) + 3000], SEALED)
    assert [one.name for one in checked.signatures] == ["张某某"]
    assert len(checked.differences) == 1


# An update of his own, signed with a key of his own in a form of his own


def first(writer: Writer) -> generic.DictionaryObject:
    found = writer.root["/Pages"]
    while "/Kids" in found:
        found = found["/Kids"][0].get_object()
    page: generic.DictionaryObject = found
    return page


def text(writer: Writer) -> None:
    page = first(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def another_page(writer: Writer) -> None:
    blank = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): box(10, 10)}
    )
    writer.insert_page(blank)


def box(width: int, height: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, (0, 0, width, height)))


def note(writer: Writer) -> None:
    page = first(writer)
    drawn = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/FreeText"), "/Rect": box(300, 300)}
    made = generic.DictionaryObject({pdf_name(key): value for key, value in drawn.items()})
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(made)])
    writer.update_container(page)


def attachment(writer: Writer) -> None:
    file = writer.root["/AF"][0].get_object()
    file["/EF"]["/F"] = writer.add_object(generic.StreamObject(stream_data=b"another original"))
    writer.update_container(file)


def script(writer: Writer) -> None:
    action = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript")})
    action["/JS"] = generic.TextStringObject("app.alert(1)")
    writer.root["/OpenAction"] = action
    writer.update_root()


def title(writer: Writer) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.TextStringObject("别的")}))


def catalog(writer: Writer) -> None:
    writer.root["/ViewerPreferences"] = generic.DictionaryObject()
    writer.update_root()


def hidden(writer: Writer) -> None:
    """In an object stream, where no scan for objects sees it."""
    page = first(writer)
    page["/Rotate"] = generic.NumberObject(180)
    stream = writer.prepare_object_stream()
    stream.add_object(page.container_ref.idnum, page)
    writer._force_write_when_empty = True


def nothing(_writer: Writer) -> None:
    pass


ATTACKS = [text, another_page, note, attachment, script, title, catalog, hidden]


def foreign(data: bytes, change: Callable[[Writer], object], who: Owner | None = None) -> bytes:
    writer = Writer(io.BytesIO(data))
    change(writer)
    name = f"X{len(data)}"
    form = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    who = who or owner("马某某", number=4)
    made: bytes = asyncio.run(signers.PdfSigner(form, who.signer).async_sign_pdf(writer)).getvalue()
    assert made.startswith(data)
    return made


def unsigned(data: bytes, change: Callable[[Writer], object]) -> bytes:
    writer = Writer(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(data)
    assert len(out.getvalue()) > len(data)
    return out.getvalue()


@pytest.mark.parametrize("change", ATTACKS)
@pytest.mark.parametrize("before", [packet, signed])
def test_a_changed_packet_signed_anew_is_found(
    change: Callable[[Writer], object], before: Callable[[], bytes]
) -> None:
    assert codes(foreign(before(), change)) == ["signature-foreign"]


@pytest.mark.parametrize("change", ATTACKS)
def test_a_change_between_the_seal_and_a_signature_of_our_form_is_found(
    change: Callable[[Writer], object],
) -> None:
    """He has this program too."""
    changed = unsigned(packet(), change)
    drawn = update.draw(changed, NOW, 20_000)
    made = changed + filled(drawn, changed, owner("马某某", number=4))
    assert codes(made, len(changed)) == []  # the signature itself is well
    assert codes(made) == ["signature-foreign"]


@pytest.mark.parametrize("change", ATTACKS)
def test_a_change_behind_a_signature_is_found(change: Callable[[Writer], object]) -> None:
    assert codes(unsigned(signed(), change)) == ["signature-trailing"]


def test_a_signature_in_another_form_is_not_vouched_for() -> None:
    """Even where it changes nothing: nothing is called unchanged that was not checked."""
    assert codes(foreign(packet(), nothing)) == ["signature-foreign"]


def filled(drawn: update.Update, before: bytes, who: Owner) -> bytes:
    content = container.made(who.signer, drawn.digest(before + drawn.data, "sha256"))
    return drawn.filled(container.closed(content))


def edited(old: bytes, new: bytes) -> bytes:
    """Our form with something else in it, and a signature that is right over all of that."""
    drawn = update.draw(packet(), NOW, 20_000)
    assert drawn.data.count(old) == 1
    data = drawn.data.replace(old, new)
    moved = data.index(b"/Contents <") + len(b"/Contents ") + SEALED
    gap = (moved, moved + 20_002)
    ranges = b"[0 %d %d %d]" % (*gap, SEALED + len(data) - gap[1])
    data = re.sub(rb"\[0 \d+ \d+ \d+\] *", ranges.ljust(48) + b" ", data)
    changed = update.Update(data, SEALED, gap, NOW)
    return packet() + filled(changed, packet(), owner())


def test_the_edited_form_is_signed_rightly() -> None:
    """Lest the cases below be found for another reason."""
    assert codes(edited(b"/Filter /Adobe.PPKLite", b"/Filter /Adobe.PPKLite")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Rect [ 0 0 0 0 ]", b"/Rect [ 0 0 9 9 ]"),
        (b"/Subtype /Widget", b"/Subtype /Stamp"),
        (b"/F 132", b"/F 128"),
        (b"/SigFlags 3", b"/SigFlags 0"),
        (b"/Filter /Adobe.PPKLite", b"/Filter /Adobe.PPKLite /Name (x)"),
        (b"/PageMode /UseOutlines", b"/PageMode /FullScreen"),
        (b"/PageMode /UseOutlines", b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        (b"/T (Signature1)", b"/T (Signature9)"),
        (b"/ESIC", b"/ESIX"),
        (b"%%EOF\n", b"%%EOF\n%"),
        (b"endobj\nstartxref", b"endobj\n1 0 obj null endobj\nstartxref"),
    ],
)
def test_nothing_else_stands_in_the_form(old: bytes, new: bytes) -> None:
    assert len(codes(edited(old, new))) == 1


def test_a_signature_that_covers_only_a_part_is_found() -> None:
    data = signed()
    numbers = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", data)
    assert numbers is not None
    last = int(numbers[3])
    for new in (b"%d" % (last - 1), b"%d" % (last - 100), b"0"):
        changed = data.replace(b" %d]" % last, b" %s]" % new.ljust(len(numbers[3])))
        assert len(changed) == len(data)
        assert codes(changed) == ["signature-coverage"]


# The signature itself


def with_signature(data: bytes, value: bytes) -> bytes:
    """A signed packet with another CMS in its place."""
    first = data.index(b"/Contents <") + len(b"/Contents <")
    last = data.index(b">", first)
    return data[:first] + value.hex().encode().ljust(last - first, b"0") + data[last:]


def taken(data: bytes) -> cms.ContentInfo:
    first = data.index(b"/Contents <") + len(b"/Contents <")
    return cms.ContentInfo.load(bytes.fromhex(data[first : data.index(b">", first)].decode()))


def changed(change: Callable[[cms.SignedData], object], data: bytes | None = None) -> bytes:
    """A signature changed by someone who can make its check sum right."""
    content = taken(data or signed())
    change(content["content"])
    return with_signature(data or signed(), container.closed(content))


def test_taken_out_and_put_in_it_is_the_same() -> None:
    assert changed(lambda _signed: None) == signed()


def test_the_signature_of_another_packet_is_found() -> None:
    content = taken(signed(1, OTHER))
    assert codes(with_signature(signed(), content.dump())) == ["signature-other"]


def test_the_signature_of_another_moment_is_found() -> None:
    later = signer.sign(packet(), SEALED, owner().signer, NOW + timedelta(hours=1))
    assert codes(with_signature(signed(), taken(later).dump())) == ["signature-other"]


def test_another_certificate_with_the_same_name_and_number_is_found() -> None:
    """He makes a certificate of his own that looks the same, and puts it in the place of the first."""
    mine = owner().certificate
    builder = x509.CertificateBuilder(
        mine.issuer, mine.subject, rsa_key(5).public_key(), mine.serial_number, NOW - DAY, NOW + DAY
    )
    twin = builder.sign(rsa_key(5), hashes.SHA256()).public_bytes(Encoding.DER)

    def put(content: cms.SignedData) -> None:
        content["certificates"] = cms.CertificateSet([cms.CertificateChoices.load(twin)])

    assert codes(changed(put)) == ["signature-wrong"]


def test_a_signature_without_its_certificate_is_found() -> None:
    def drop(content: cms.SignedData) -> None:
        content["certificates"] = cms.CertificateSet([])

    assert codes(changed(drop)) == ["signature-no-certificate"]


def test_a_wrong_value_is_found() -> None:
    def bend(content: cms.SignedData) -> None:
        value = bytearray(content["signer_infos"][0]["signature"].native)
        value[9] ^= 1
        content["signer_infos"][0]["signature"] = bytes(value)

    assert codes(changed(bend)) == ["signature-wrong"]


def test_one_signer_signs_one_signature() -> None:
    def twice(content: cms.SignedData) -> None:
        one = content["signer_infos"][0]
        plain = {key: one[key] for key in one if key != "unsigned_attrs"}
        content["signer_infos"] = cms.SignerInfos([one, cms.SignerInfo(plain)])

    def nobody(content: cms.SignedData) -> None:
        content["signer_infos"] = cms.SignerInfos([])

    # Signers are a set, in the order of their bytes: which of the two has the check sum, chance decides.
    assert codes(changed(twice)) in (["signature-wrong"], ["signature-damaged"])
    content = taken(signed())
    nobody(content["content"])
    assert codes(with_signature(signed(), content.dump())) == ["signature-unreadable"]


def test_a_signature_that_does_not_name_its_certificate_by_its_hash_is_found() -> None:
    """Otherwise any certificate with the same key could be put beside it."""
    drawn = update.draw(packet(), NOW, 20_000)
    attributes = cms.CMSAttributes([
        simple_cms_attribute("content_type", "data"),
        simple_cms_attribute("message_digest", drawn.digest(packet() + drawn.data, "sha256")),
    ])  # fmt: skip
    content = asyncio.run(owner().signer.async_sign_prescribed_attributes("sha256", attributes))
    assert codes(packet() + drawn.filled(container.closed(content))) == ["signature-no-certificate"]


def test_a_broken_hash_inside_the_signature_s_value_shows_nothing() -> None:
    """Everything says SHA-256, but what the key signed is a SHA-1."""

    def bend(content: cms.SignedData) -> None:
        one = content["signer_infos"][0]
        value = rsa_key().sign(one["signed_attrs"].untag().dump(), PKCS1v15(), hashes.SHA1())  # noqa: S303
        one["signature_algorithm"] = {"algorithm": "sha1_rsa"}
        one["signature"] = value

    assert codes(changed(bend)) == ["signature-weak"]


def attributed(*attributes: cms.CMSAttribute) -> bytes:
    """A signature with more unsigned attributes than ours, and a check sum that agrees with them."""
    drawn = update.draw(packet(), NOW, 40_000)
    content = container.made(owner().signer, drawn.digest(packet() + drawn.data, "sha256"))

    def packed(check_sum: bytes) -> bytes:
        own = cms.CMSAttribute({"type": container.CHECK_SUM, "values": [core.OctetString(check_sum)]})
        copy = cms.ContentInfo.load(content.dump())
        copy["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([own, *attributes])
        dumped: bytes = copy.dump()
        return dumped

    return packet() + drawn.filled(packed(hashlib.sha256(packed(bytes(32))).digest()))


def test_a_signature_carries_one_stamp_and_nothing_unknown() -> None:
    def stamps(*tokens: cms.ContentInfo) -> cms.CMSAttribute:
        return cms.CMSAttribute({"type": container.TOKEN, "values": list(tokens)})

    other = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"x")]})
    second = cms.CMSAttribute({"type": container.CHECK_SUM, "values": [core.OctetString(b"\xff" * 32)]})
    assert codes(attributed()) == []
    assert codes(attributed(other)) == ["signature-stamp-wrong"]
    assert codes(attributed(stamps(token(b"a"), token(b"b")))) == ["signature-stamp-wrong"]
    assert codes(attributed(stamps(token(b"a")))) == ["signature-stamp-other"]
    assert codes(attributed(second)) == ["signature-damaged"]


@pytest.mark.parametrize("digest", ["md5", "sha1"])
def test_a_broken_hash_shows_nothing(digest: str) -> None:
    drawn = update.draw(packet(), NOW, 20_000)
    covered = packet() + drawn.data[: drawn.gap[0] - SEALED] + drawn.data[drawn.gap[1] - SEALED :]
    value = hashlib.new(digest, covered).digest()
    content = asyncio.run(owner().signer.async_sign(value, digest, use_pades=True))
    assert codes(packet() + drawn.filled(container.closed(content))) == ["signature-weak"]


def test_a_short_key_shows_nothing() -> None:
    drawn = update.draw(packet(), NOW, 20_000)
    assert codes(packet() + filled(drawn, packet(), owner(bits=1024))) == ["signature-weak"]


@pytest.mark.parametrize(("start", "end"), [(NOW - DAY, NOW - DAY / 2), (NOW + DAY / 2, NOW + DAY)])
def test_a_certificate_that_was_not_valid_then_is_told(start: object, end: object) -> None:
    person = owner("王某某", start, end)  # type: ignore[arg-type]
    drawn = update.draw(packet(), NOW, 20_000)
    checked = signing.check(packet() + filled(drawn, packet(), person), SEALED)
    assert [one.code for one in checked.differences] == ["signature-expired"]
    assert [one.name for one in checked.signatures] == ["王某某"]


def test_capital_digits_are_another_file() -> None:
    data = signed()
    first = data.index(b"/Contents <") + len(b"/Contents <")
    assert codes(data[:first] + data[first : first + 100].upper() + data[first + 100 :])


def test_something_in_the_padding_is_found() -> None:
    data = signed()
    last = data.index(b">", data.index(b"/Contents <"))
    assert codes(data[: last - 2] + b"01" + data[last:]) == ["signature-damaged"]


def test_whoever_strips_a_signature_and_signs_anew_shows_by_the_fingerprint_only() -> None:
    """This cannot be found, and the words do not say that it is."""
    again = signer.sign(packet(), SEALED, owner(number=6).signer, NOW)
    checked = signing.check(again, SEALED)
    assert checked.differences == ()
    assert checked.signatures[0].name == "张某某"
    assert checked.signatures[0].fingerprint != owner().fingerprint


# Time stamps


@cache
def long_signed() -> bytes:
    """Signed with a stamp."""
    with authority() as (url, _):
        return signer.sign(packet(), SEALED, owner().signer, NOW, url)


def stamped(by: TimeStamper | None = None, value: bytes | None = None) -> list[str]:
    """What is found in a signature whose stamp someone else put in, with a right check sum."""
    content = taken(long_signed())
    own = content["content"]["signer_infos"][0]["signature"].native
    made = token(own if value is None else value, by)
    return codes(with_signature(long_signed(), container.closed(content, made)))


def test_a_stamp_that_is_right_can_be_put_in() -> None:
    assert stamped() == []


def test_a_stamp_over_something_else_is_found() -> None:
    assert stamped(value=b"another signature") == ["signature-stamp-other"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"purpose": ()}, "purpose"),
        ({"purpose": ("1.3.6.1.5.5.7.3.4",)}, "purpose"),
        ({"purpose": ("1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4")}, "purpose"),
        ({"critical": False}, "purpose"),
        ({"end": NOW - DAY / 4}, "expired"),
        ({"start": NOW + DAY / 4}, "expired"),
        ({"bits": 1024}, "weak"),
    ],
)
def test_a_stamp_by_whoever_may_not_stamp_is_found(how: dict[str, object], code: str) -> None:
    assert stamped(stamper(stamper_owner(**how))) == [f"signature-stamp-{code}"]


def test_a_certificate_that_had_run_out_when_the_stamp_was_made_is_told() -> None:
    """The claimed time is set back to when the certificate was still valid."""
    person = owner("赵某某", NOW - DAY, NOW + DAY / 24)
    drawn = update.draw(packet(), NOW, 40_000)
    content = container.made(person.signer, drawn.digest(packet() + drawn.data, "sha256"))
    value = content["content"]["signer_infos"][0]["signature"].native
    for hours, found in ((1 / 2, []), (2, ["signature-expired"])):
        late = token(value, stamper(fixed_dt=NOW + DAY / 24 * hours))
        assert codes(packet() + drawn.filled(container.closed(content, late))) == found


def test_a_stamp_with_a_broken_hash_is_found() -> None:
    assert stamped(stamper(override_md="sha1")) == ["signature-stamp-weak"]
    content = taken(long_signed())
    weak = token(content["content"]["signer_infos"][0]["signature"].native, digest="sha1")
    assert codes(with_signature(long_signed(), container.closed(content, weak))) == ["signature-stamp-weak"]


# Damage


def test_every_flipped_bit_behind_the_seal_is_found() -> None:
    whole = long_signed()
    data = signer.sign(whole, SEALED, owner("李某某1", number=1).signer, NOW)
    assert codes(data) == []
    chance = random.Random(20_260_101)  # noqa: S311
    places = chance.sample(range(SEALED * 8, len(data) * 8), 100)
    # Half of them where no signature covers: in the last one's own digits.
    first = data.rindex(b"/Contents <") + len(b"/Contents ")
    places += chance.sample(range(first * 8, (data.index(b">", first) + 1) * 8), 100)
    for place in places:
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        assert codes(bytes(flipped)), place


def test_every_flipped_bit_of_a_time_stamp_is_found() -> None:
    data = long_signed()
    first = data.index(b"/Contents <") + len(b"/Contents <")
    length = len(taken(data).dump())
    chance = random.Random(7)  # noqa: S311
    for place in chance.sample(range(length * 8), 200):
        value = bytearray(taken(data).dump())
        value[place // 8] ^= 1 << place % 8
        changed = data[:first] + value.hex().encode() + data[first + 2 * length :]
        assert codes(changed), place


def test_rubbish_in_the_place_of_a_signature_is_a_difference_and_no_error() -> None:
    chance = random.Random(11)  # noqa: S311
    for number in range(60):
        rubbish = chance.randbytes(chance.randrange(1, 900))
        if number % 3 == 0:
            rubbish = b"\x30\x80" * 400
        elif number % 3 == 1:
            dumped = bytearray(taken(signed()).dump())
            for _ in range(20):
                dumped[chance.randrange(len(dumped))] = chance.randrange(256)
            rubbish = bytes(dumped)
        assert codes(with_signature(signed(), rubbish))


def test_a_packet_that_cannot_be_continued_is_a_difference_and_no_error() -> None:
    tail = signed()[SEALED:]
    for before in (b"", b"%PDF-1.7\n", packet()[:-20], packet()[: SEALED // 2]):
        assert codes(before + tail, len(before))


def test_another_writer_s_file_breaks_the_form() -> None:
    """Rewritten by another program, the sealed bytes are gone; what is behind them cannot fit."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed())) as document:
        document.save(out)
    assert codes(out.getvalue(), min(SEALED, len(out.getvalue()) - 1))


def test_the_text_of_the_packets_differs() -> None:
    assert packet(TEXT) != packet(OTHER)
