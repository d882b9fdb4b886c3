"""What a foreign page, a bent name or a rude client may try on the review page: refused, and nothing lost."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from served import Product
from wire import GONE, Answer, Wire, answer, memory, spooled

LOG = "2024-05-12 14:03:05 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"
SECRET = b"SECRET-OF-ANOTHER-FILE"
MEGABYTE = 1_000_000
HUGE = 200 * MEGABYTE
DISK, MEMORY = 160 * MEGABYTE, 60 * MEGABYTE
"""What one upload may take at the most, while it comes."""


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the product keeps its files for a while."""
    return tmp_path_factory.mktemp("rooms")


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory, rooms: Path) -> Iterator[Wire]:
    """A folder with a chat log and a page as a picture; beside it, a file that is nobody's business."""
    around = tmp_path_factory.mktemp("around")
    (around / "secret.txt").write_bytes(SECRET)
    folder = around / "evidence"
    folder.mkdir()
    (folder / "聊天.txt").write_text(LOG, encoding="utf-8")
    product = Product(folder, TMPDIR=str(rooms))
    yield Wire(product)
    product.stop()  # it lives, and ends as it should


@pytest.fixture(autouse=True)
def unharmed(wire: Wire) -> Iterator[None]:
    """After each attack the page is there, the folder is as it was, and nobody told of an error within."""
    yield
    assert b"CM20240512001" in wire.get().body
    assert [path.name for path in wire.folder.iterdir()] == ["聊天.txt"]
    assert (wire.folder / "聊天.txt").read_text(encoding="utf-8") == LOG
    assert (wire.folder.parent / "secret.txt").read_bytes() == SECRET
    assert "Traceback" not in "".join(wire.product.told)


def refused(answer: Answer) -> bool:
    """Refused, with nothing of the case, of other files or of the token in the refusal."""
    told = answer.body + repr(answer.headers).encode()
    return answer.is_refused and b"CM2024" not in told and SECRET not in told and b"root:" not in told


# A page of ours is asked for with our token, under our name, and changed by our own page only.


@pytest.mark.parametrize("below", ["", "parts", "state", "page/E1/1", "crop/F1", "thumb/E1/1", "made/x"])
def test_without_the_token_nothing_is_told(wire: Wire, below: str) -> None:
    token = wire.base.strip("/")
    bent = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (
        "",
        f"{bent}/",
        f"{token[:-1]}/",
        f"{token}x/",
        f"{token.swapcase()}/",
        "%00/",
        f"%20{token}/",
    ):
        answer = wire.send("GET", f"/{wrong}{below}", {"Host": wire.host})
        assert refused(answer)
        assert token.encode() not in answer.body
        assert refused(wire.send("POST", f"/{wrong}undo", wire.ours, b"entry=x"))


def test_the_token_is_nowhere_but_in_the_path(wire: Wire) -> None:
    token = wire.base.strip("/")
    wrong = f"/wrong/?token={token}"
    assert refused(wire.send("GET", wrong, {"Host": wire.host, "Cookie": f"token={token}"}))
    assert refused(wire.send("GET", "/", {"Host": wire.host, "Authorization": f"Bearer {token}"}))
    assert refused(wire.send("GET", f"/?/{token}/", {"Host": wire.host, "Referer": wire.product.address}))


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "http://evil.example",
        "http://{host}.evil.example",
        "http://evil.example/{host}",
        "https://{host}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://{host}, http://evil.example",
        "http://{host}/",
        "{host}",
        "file://",
    ],
)
def test_a_page_of_another_origin_changes_nothing(wire: Wire, origin: str | None) -> None:
    headers = {"Host": wire.host, "Content-Type": "application/x-www-form-urlencoded"}
    if origin is not None:
        headers["Origin"] = origin.format(host=wire.host)
    for action, fields in ACTIONS.items():
        assert refused(wire.send("POST", wire.base + action, headers, urlencode(fields).encode())), action


ACTIONS = {
    "correct": {"fact": "F1", "seen": "CM20240512001", "value": "CM20240512002"},
    "undo": {"entry": "x"},
    "read": {"file": "E1", "page": "1", "box": "0,0,9,9"},
    "add": {"file": "E1", "page": "1", "box": "0,0,9,9", "kind": "", "about": "", "text": "x"},
    "unadd": {"entry": "x"},
    "file": {"file": "E1", "what": "exclude", "value": "不用", "seen": ""},
    "mask": {"file": "E1", "page": "1", "box": "0,0,9,9", "reason": "x"},
    "unmask": {"entry": "x"},
    "release": {"file": "E1", "page": "1", "text": "x"},
    "unrelease": {"entry": "x"},
    "field": {"name": "complainant.name", "value": "某某", "seen": ""},
    "claim": {"entry": "", "kind": "refund", "text": "x", "amount": "1.00", "seen": ""},
    "unclaim": {"entry": "x"},
    "upload": {},
    "build": {"for": "platform"},
}
"""Everything that changes something, each with a body that is well formed."""


def test_two_origins_are_none(wire: Wire) -> None:
    for pair in ((wire.ours["Origin"], "http://evil.example"), ("http://evil.example", wire.ours["Origin"])):
        headers = [("Host", wire.host), *(("Origin", one) for one in pair)]
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        assert refused(wire.send("POST", wire.base + "undo", headers, b"entry=x"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}1",
        "127.0.0.1:{port}@evil.example",
        "evil.example@127.0.0.1:{port}",
        "127.0.0.1:{port}.evil.example",
        "127.0.0.2:{port}",
        "0.0.0.0:{port}",
        "2130706433:{port}",
        "[::1]:{port}",
        "localhost.evil.example:{port}",
        "localhost.:{port}",
        "127.0.0.1:{port}, evil.example",
        "evil.example 127.0.0.1:{port}",
        "",
    ],
)
def test_a_name_bent_to_this_computer_is_turned_away(wire: Wire, host: str) -> None:
    name = host.format(port=wire.port)
    assert refused(wire.send("GET", wire.base, {"Host": name}))
    headers = {"Host": name, "Origin": f"http://{name}", "Content-Type": "application/x-www-form-urlencoded"}
    assert refused(wire.send("POST", wire.base + "undo", headers, b"entry=x"))


def test_the_name_is_given_once_and_by_host_alone(wire: Wire) -> None:
    good, evil = ("Host", wire.host), ("Host", f"evil.example:{wire.port}")
    assert refused(wire.send("GET", wire.base, [good, evil]))
    assert refused(wire.send("GET", wire.base, [evil, good]))
    assert refused(wire.raw(f"GET {wire.base} HTTP/1.0\r\n\r\n".encode()))
    assert refused(wire.raw(f"GET {wire.base} HTTP/1.1\r\nConnection: close\r\n\r\n".encode()))
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host"):
        value = f"host={wire.host}" if name == "Forwarded" else wire.host
        assert refused(wire.send("GET", wire.base, [evil, (name, value)]))
    # A name in the request line goes before the header (RFC 9112, 3.2.2).
    assert refused(wire.send("GET", f"http://evil.example{wire.base}", {"Host": wire.host}))
    assert refused(wire.send("GET", f"http://{wire.host}{wire.base}", dict([evil])))


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GETX", "OPTIONS"]
)
def test_other_methods_do_nothing(wire: Wire, method: str) -> None:
    for below in ("", "correct", "upload"):
        answer = wire.send(method, wire.base + below, wire.ours | {"X-Marked": "echo-of-mine"})
        assert answer.is_refused or (method == "OPTIONS" and not answer.body)
        assert b"echo-of-mine" not in answer.body
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_pages_are_read_by_get_and_changes_made_by_post(wire: Wire) -> None:
    for action, fields in ACTIONS.items():
        assert refused(wire.send("GET", f"{wire.base}{action}?{urlencode(fields)}", wire.ours)), action
    assert wire.send("HEAD", wire.base, {"Host": wire.host}).body == b""


# Only what the case holds is served.

WAYS = (
    "..",
    "../secret.txt",
    "../../secret.txt",
    "..%2fsecret.txt",
    "..%2f..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "%252e%252e%252fsecret.txt",
    "..\\secret.txt",
    "..%5csecret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "../../../../../../../../etc/passwd",
    "..%c0%afsecret.txt",
    "file:///etc/passwd",
    "C:%5cWindows%5cwin.ini",
    "%00",
    "secret.txt%00.pdf",
    "%0d%0aX-Evil:%201",
    "%e8%81%8a%e5%a4%a9.txt",
    "case.yaml",
    "%ff%fe",
    "E1",
    "-1",
    "1e9",
    "９",
    "9" * 5000,
    "x" * 8000,
)
ROOMS = ("", "page/", "page/E1/", "full/", "full/E1/", "thumb/", "thumb/E1/", "crop/", "area/", "area/E1/")
OUTPUTS = ("made/", "preview/", "preview/packet-platform.pdf/", "made/../", "static/", "templates/")


@pytest.mark.parametrize("room", [*ROOMS, *OUTPUTS])
def test_no_path_leads_out(wire: Wire, room: str) -> None:
    for way in WAYS:
        for tail in ("", "/1"):
            answer = wire.send(
                "GET", wire.base + room + quote(way, safe="/%:;\\") + tail, {"Host": wire.host}
            )
            assert SECRET not in answer.body, way
            assert b"root:" not in answer.body, way
            assert "X-Evil" not in answer.headers, way
            # "/.." below the page itself, or its end, may lead to the page again, as in a browser.
            assert answer.status < 500, way
            assert answer.is_refused or answer.status in {301, 302, 303, 308}, (way, answer.status)


@pytest.mark.parametrize(
    "query",
    [
        "file=../../secret.txt",
        "file=E1&page=-1",
        "file=E1&page=" + "9" * 400,
        "file=E1&page=1e9",
        "tab=<script>alert(1)</script>",
        "file=<script>alert(1)</script>&page=<script>alert(1)</script>",
        "file=%00&tab=%ff",
        "tab=check&tab=form&file[]=E1",
        "&".join(f"a{n}=b" for n in range(5000)),
    ],
)
def test_a_wild_choice_gives_the_page_as_it_is(wire: Wire, query: str) -> None:
    for below in ("", "parts"):
        answer = wire.get(f"{below}?{quote(query, safe='=&[]%')}")
        assert answer.status < 500
        assert b"<script>alert" not in answer.body
        assert SECRET not in answer.body


@pytest.mark.parametrize(
    "box",
    [
        "",
        "0,0,0,0",
        "9,9,1,1",
        "-9,-9,-1,-1",
        "0,0,1e9,1e9",
        "0,0,999999999,999999999",
        "0,0," + "9" * 4000 + ",9",
        "nan,nan,nan,nan",
        "inf,0,inf,9",
        "0,0,9",
        "0,0,9,9,9",
        "a,b,c,d",
        "٠,٠,٩,٩",
        "0;0;9;9",
    ],
)
def test_a_wild_place_takes_no_memory(wire: Wire, box: str) -> None:
    before = memory(wire.product)
    assert wire.get(f"area/E1/1?box={quote(box)}").is_refused
    assert wire.post("read", urlencode(ACTIONS["read"] | {"box": box}).encode()).is_refused
    assert memory(wire.product) - before < MEMORY


def test_a_line_end_in_a_field_makes_no_header(wire: Wire) -> None:
    for action in ("correct", "undo", "file", "field"):
        body = urlencode(
            dict.fromkeys(("fact", "entry", "file", "name"), "F1\r\nX-Evil: 1\r\n\r\nx")
        ).encode()
        answer = wire.post(action, body)
        assert "X-Evil" not in answer.headers
        assert answer.status < 500


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/json",
        "application/octet-stream",
        "application/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 5000,
        "application/x-www-form-urlencodedx",
        "",
    ],
)
def test_bodies_of_other_kinds_are_not_taken(wire: Wire, media: str) -> None:
    for action, fields in ACTIONS.items():
        assert wire.post(action, urlencode(fields).encode(), media).is_refused, action


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00\x01" * 100,
        b"fact=%ff%fe&seen=%00&value=%ed%a0%80",
        b"&" * 60_000,
        b"fact=F1&" * 5000,
        b"=" * 5000,
        b"%" * 5000,
        b"fact=F1&fact=F2&seen=x&value=y",
    ],
)
def test_bodies_of_nonsense_are_refused(wire: Wire, body: bytes) -> None:
    for action in ("correct", "undo", "field", "file", "claim", "mask"):
        answer = wire.post(action, body)
        assert 400 <= answer.status < 500, action


@pytest.mark.parametrize(
    "name",
    [
        "neu.txt",
        "../../evil.txt",
        "..\\..\\evil.txt",
        "/var/evil.txt",
        "C:\\evil.txt",
        "case.yaml",
        "CASE.YAML",
        "journal.jsonl",
        ".hidden.txt",
        "聊天.txt",
        "con.txt",
        "nul",
        ".",
        "..",
        "a\0b.txt",
        "\u202etxt.exe",
        "a" * 5000 + ".txt",
        "%2e%2e%2fevil.txt",
        "~/evil.txt",
        "<img src=x onerror=alert(1)>.txt",
    ],
)
def test_a_file_that_is_brought_lands_in_the_folder_beside_the_others(wire: Wire, name: str) -> None:
    def around() -> set[Path]:
        return set(wire.folder.parent.rglob("*"))

    data = f"2024-05-12 15:00:00 我\n{name[:40]}\n".encode()
    escaped = name.replace("\\", "\\\\").encode()
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="' + escaped + b'"\r\n\r\n'
    before = around()
    answer = wire.post("upload", head + data + b"\r\n--b--\r\n", "multipart/form-data; boundary=b")
    assert answer.status < 500
    come = around() - before
    try:
        assert len(come) == (answer.status == 303)
        assert come or name != "neu.txt"
        for path in come:
            assert path.parent == wire.folder
            assert path.read_bytes() == data
            assert path.name.isprintable()
            assert path.name.lower() not in {"case.yaml", "journal.jsonl", "聊天.txt", "con.txt", "nul"}
            assert not path.name.startswith(".")
    finally:
        for path in come:
            path.unlink()


# Much of it, and slowly.


@pytest.mark.parametrize("action", ["upload", "correct"])
def test_an_upload_that_says_it_is_huge_is_refused_before_it_comes(
    wire: Wire, rooms: Path, action: str
) -> None:
    media = "multipart/form-data; boundary=b" if action == "upload" else "application/x-www-form-urlencoded"
    headers = wire.ours | {"Content-Type": media, "Content-Length": str(HUGE)}
    before, start = memory(wire.product), time.monotonic()
    answer = wire.send("POST", wire.base + action, headers)
    assert answer.status == 413
    assert time.monotonic() - start < 10
    assert memory(wire.product) - before < 20 * MEGABYTE
    assert spooled(wire.product, rooms) < MEGABYTE


def test_a_form_holds_no_megabytes(wire: Wire) -> None:
    body = b"entry=" + b"x" * (8 * MEGABYTE)
    assert wire.post("undo", body).status in {0, 413}


def test_a_body_without_end_is_cut_off(wire: Wire, rooms: Path) -> None:
    before = memory(wire.product)
    most_memory = most_disk = sent = 0
    head = [f"POST {wire.base}upload HTTP/1.1", *(f"{name}: {value}" for name, value in wire.ours.items())]
    head += ["Content-Type: multipart/form-data; boundary=b", "Transfer-Encoding: chunked", "", ""]
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.png"\r\n\r\n'
    chunk = b"F4240\r\n" + bytes(0xF4240) + b"\r\n"
    with wire.connect() as line:
        got = GONE
        try:
            line.sendall("\r\n".join(head).encode() + f"{len(part):X}\r\n".encode() + part + b"\r\n")
            line.settimeout(10)
            while sent < HUGE:
                line.sendall(chunk)
                sent += 0xF4240
                if sent % (10 * 0xF4240) == 0:
                    most_memory = max(most_memory, memory(wire.product) - before)
                    most_disk = max(most_disk, spooled(wire.product, rooms))
            line.sendall(b"0\r\n\r\n")
        except (ConnectionError, TimeoutError):
            pass
        with contextlib.suppress(TimeoutError):
            got = answer(line)
    assert got.is_refused
    assert most_memory < MEMORY
    assert most_disk < DISK
    assert spooled(wire.product, rooms) < MEGABYTE


@pytest.mark.parametrize(
    "length", ["-1", "+5", "5, 5", "5, 6", "0x5", "5 5", "٥", "1e3", "9" * 30, "5\r\nContent-Length: 6"]
)
def test_a_length_must_be_one_number(wire: Wire, length: str) -> None:
    headers = wire.ours | {"Content-Type": "application/x-www-form-urlencoded"}
    head = [f"POST {wire.base}undo HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    request = "\r\n".join([*head, f"Content-Length: {length}", "Connection: close", "", "entry"])
    assert wire.raw(request.encode()).is_refused


def test_a_request_hides_no_other(wire: Wire) -> None:
    """Two ways to say where a body ends must not make two requests of one."""
    hidden = f"GET {wire.base} HTTP/1.1\r\nHost: {wire.host}\r\n\r\n"
    head = [f"POST {wire.base}undo HTTP/1.1", *(f"{name}: {value}" for name, value in wire.ours.items())]
    head += [
        "Content-Type: application/x-www-form-urlencoded",
        "Transfer-Encoding: chunked",
        "Content-Length: 5",
    ]
    with wire.connect() as line:
        line.sendall(("\r\n".join([*head, "", "0\r\n\r\n"]) + hidden).encode())
        line.settimeout(2)
        told = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            while part := line.recv(65536):
                told += part
    assert told.count(b"HTTP/1.1 200") <= 1
    assert told.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4")) or not told


@pytest.mark.parametrize(
    "head",
    [
        "\r\n".join(f"X-{n}: {'y' * 50}" for n in range(20_000)),
        "X-Long: " + "y" * (2 * MEGABYTE),
        "X-Bad\x00: 1",
        "no colon here",
        " folded: 1\r\n\tmore",
        ": empty",
    ],
)
def test_floods_and_nonsense_of_headers_do_no_harm(wire: Wire, head: str) -> None:
    start = time.monotonic()
    answer = wire.raw(f"GET {wire.base} HTTP/1.1\r\nHost: {wire.host}\r\n{head}\r\n\r\n".encode())
    # A header that means nothing may be passed over; one that is too much may not.
    assert answer.is_refused or len(head) < 100
    assert time.monotonic() - start < 10


def test_a_very_long_address_is_refused(wire: Wire) -> None:
    for length in (10_000, 100_000, MEGABYTE):
        assert refused(wire.get("x" * length))


@pytest.mark.parametrize(
    "request_line", ["GET", "GET /", "GET / HTTP/9.9", "\x00\x01\x02", "GET  /  HTTP/1.1"]
)
def test_no_request_at_all(wire: Wire, request_line: str) -> None:
    assert refused(wire.raw(f"{request_line}\r\n\r\n".encode()))


def test_slow_clients_keep_nobody_waiting(wire: Wire) -> None:
    head = f"POST {wire.base}undo HTTP/1.1\r\nHost: {wire.host}\r\nOrigin: http://{wire.host}\r\n"
    body = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nentry="
    read = f"GET {wire.base} HTTP/1.1\r\nHost: {wire.host}\r\n\r\n" * 3
    with contextlib.ExitStack() as slow:
        for beginning in (head, head + body, read, ""):
            for _ in range(8):
                slow.enter_context(wire.connect()).sendall(beginning.encode())
        start = time.monotonic()
        assert wire.get().status == 200
        assert time.monotonic() - start < 5


def test_many_at_once_are_all_answered(wire: Wire) -> None:
    statuses: list[int] = []
    asking = [threading.Thread(target=lambda: statuses.append(wire.get().status)) for _ in range(20)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert statuses == [200] * 20
