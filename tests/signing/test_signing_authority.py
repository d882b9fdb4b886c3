"""Authorities that answer otherwise than they should: one clear line each, and never a token that shows nothing."""

from __future__ import annotations

import socket
import time

import pytest
from asn1crypto import tsp
from signing_kit import DAY, NOW, Answer, answered, authority, imprint, owner, packet, stamper, stamper_owner

from dossier import signing
from dossier.errors import DossierError
from dossier.signing import authority as room
from dossier.signing import signer, stamp

SIGNED = b"the value of a signature"


def failed(url: str, seconds: float = 5) -> DossierError:
    with pytest.raises(DossierError) as caught:
        room.token(url, SIGNED, seconds)
    assert caught.value.exit_code == 2
    for lang in ("zh", "en"):
        assert "\n" not in caught.value.told(lang)
        assert url in caught.value.told(lang)
    return caught.value


def test_a_stamp_comes_back() -> None:
    with authority() as (url, _):
        assert stamp.read(room.token(url, SIGNED), SIGNED) == (NOW, "某某时间戳服务")


def refused(_question: tsp.TimeStampReq) -> bytes:
    """The status alone, as a sequence of its own."""
    status = {
        "status": "rejection",
        "status_string": ["policy\x1b[2J not accepted"],
        "fail_info": {"unaccepted_policy"},
    }
    return alone(tsp.PKIStatusInfo(status))


def waiting(_question: tsp.TimeStampReq) -> bytes:
    return alone(tsp.PKIStatusInfo({"status": "waiting"}))


def alone(status: tsp.PKIStatusInfo) -> bytes:
    dumped: bytes = status.dump()
    assert len(dumped) < 128
    return b"\x30" + bytes([len(dumped)]) + dumped


def other_number(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
    question["nonce"] = question["nonce"].native + 1
    return answered(question)


def no_number(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
    asked = {"version": "v1", "message_imprint": question["message_imprint"], "cert_req": True}
    return answered(tsp.TimeStampReq(asked))


def other_bytes(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
    question["message_imprint"] = imprint(b"something else")
    return answered(question)


def uncertified(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
    made = answered(question)
    made["time_stamp_token"]["content"]["certificates"] = []
    return made


def bent(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
    made = answered(question)
    signer_info = made["time_stamp_token"]["content"]["signer_infos"][0]
    signer_info["signature"] = bytes(256)
    return made


def by(**how: object) -> Answer:
    return lambda question: answered(question, stamper(stamper_owner(**how)))  # type: ignore[misc,call-arg,arg-type]


@pytest.mark.parametrize(
    ("answer", "code", "why"),
    [
        (refused, "tsa-refused", "policy�[2J not accepted; unaccepted_policy"),
        (waiting, "tsa-refused", "waiting"),
        (other_number, "tsa-useless", "nonce"),
        (no_number, "tsa-useless", "nonce"),
        (other_bytes, "tsa-useless", "other"),
        (uncertified, "tsa-useless", "no-certificate"),
        (bent, "tsa-useless", "wrong"),
        (by(purpose=()), "tsa-useless", "purpose"),
        (by(end=NOW - DAY / 24), "tsa-useless", "expired"),
        (by(bits=1024), "tsa-useless", "weak"),
        (lambda _question: b"", "tsa-useless", "unreadable"),
        (lambda _question: b"<html>busy</html>", "tsa-useless", "unreadable"),
        (lambda question: answered(question).dump()[:-7], "tsa-useless", "unreadable"),
        (lambda question: answered(question).dump() + b"x", "tsa-useless", "unreadable"),
        (lambda _question: b"0" * (room._LONGEST + 1), "tsa-useless", "unreadable"),
        (lambda _question: b"\x30\x80" * 5000, "tsa-useless", "unreadable"),
    ],
)
def test_a_useless_answer_is_refused_with_its_reason(answer: Answer, code: str, why: str) -> None:
    with authority(answer) as (url, _):  # type: ignore[arg-type]
        error = failed(url)
    assert (error.code, error.values["why"]) == (code, why)


@pytest.mark.parametrize("status", [400, 404, 500, 301])
def test_an_http_error_is_told_and_no_redirection_followed(status: int) -> None:
    with authority() as (elsewhere, asked):
        with authority(status=status, headers=(("Location", elsewhere),)) as (url, _):
            error = failed(url)
        assert asked == []
    assert error.code == "tsa-unreachable"
    assert str(status) in str(error.values["why"])


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert failed(url).code == "tsa-unreachable"
    assert failed("http://no-such-host.invalid/").code in {"tsa-unreachable", "tsa-slow"}


def test_a_server_that_is_silent_or_drips_is_not_waited_for() -> None:
    def sleeping(question: tsp.TimeStampReq) -> tsp.TimeStampResp:
        time.sleep(2)
        return answered(question)

    for how in ({"answer": sleeping}, {"pause": 0.05}):
        with authority(**how) as (url, _):  # type: ignore[arg-type]
            start = time.monotonic()
            assert failed(url, 0.4).code == "tsa-slow"
            assert time.monotonic() - start < 1.5


@pytest.mark.parametrize(
    "url", ["", "tsa.example", "ftp://tsa.example/", "file:///etc/passwd", "http://", "http://a:b@c/", "http://a b/",
            "http://x:99999/", "http://某/"],
)  # fmt: skip
def test_what_is_no_address_is_not_asked(url: str) -> None:
    with pytest.raises(DossierError) as caught:
        room.proven(url)
    assert caught.value.code == "tsa-address"


def test_a_stamp_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signer, "_STAMP_ROOM", 16)
    monkeypatch.setattr(signer, "_ROOM", 1100)
    with authority() as (url, _), pytest.raises(DossierError) as caught:
        signer.sign(packet(), len(packet()), owner().signer, NOW, url)
    assert (caught.value.code, caught.value.values["why"]) == ("tsa-useless", "long")


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with authority() as (url, asked):
        data = signer.sign(packet(), len(packet()), owner().signer, NOW, url)
        assert len(asked) == 1
    assert signing.check(data, len(packet())).differences == ()
