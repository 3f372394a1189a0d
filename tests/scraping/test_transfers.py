"""Transfers are whole or not stored: thirty-odd kinds of damage, each beside sound answers of the same framing."""

import gzip
import json
import subprocess
import sys
import zlib

import brotli
import pytest

from cablepress.cli import run
from cablepress.scraping.account import REASONS
from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw

PAGE = b"<html><title>Tide table</title><p>" + b"High water at the quay is at noon. " * 90 + b"</p></html>\n"
HALF = PAGE[: len(PAGE) // 2]
PACKED = gzip.compress(PAGE, mtime=0)
BROTLI = brotli.compress(PAGE)
ZLIB = zlib.compress(PAGE)
RAW_DEFLATE = ZLIB[2:-4]
BOMB = gzip.compress(bytes(50_000_000))
RESET = -1.0
"""Instead of a piece: end the connection by a reset."""


def head(*fields: str, status: str = "200 OK", version: str = "HTTP/1.1", media_type: str = "text/html") -> bytes:
    lines = [f"{version} {status}", f"Content-Type: {media_type}", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def whole(body: bytes, *fields: str, **more: str) -> bytes:
    return head(f"Content-Length: {len(body)}", *fields, **more) + body


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


GZIP, BR, DEFLATE, CHUNKED = (
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "Content-Encoding: deflate",
    "Transfer-Encoding: chunked",
)
flipped = bytearray(PACKED)
flipped[len(PACKED) // 2] ^= 0x10

SOUND = {
    "with its length": [whole(PAGE)],
    "in chunks": [head(CHUNKED) + chunk(PAGE[:100]) + chunk(PAGE[100:]) + b"0\r\n\r\n"],
    "in chunks with extension and trailer": [head(CHUNKED) + b"%x;a=b\r\n%s\r\n0\r\nX: y\r\n\r\n" % (len(PAGE), PAGE)],
    "in small pieces": [head(f"Content-Length: {len(PAGE)}"), *[PAGE[i : i + 500] for i in range(0, len(PAGE), 500)]],
    "gzip": [whole(PACKED, GZIP)],
    "gzip in two members": [whole(gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]), GZIP)],
    "gzip without length": [head(GZIP) + PACKED],
    "brotli": [whole(BROTLI, BR)],
    "deflate with zlib's frame": [whole(ZLIB, DEFLATE)],
    "deflate without it": [whole(RAW_DEFLATE, DEFLATE)],
    "without length, to the end of the page": [head() + PAGE],
    "HTTP/1.0": [head(version="HTTP/1.0") + PAGE],
    "said twice, the same length": [whole(PAGE)],
    "text": [whole(b"Tide table\n\nHigh water at noon.", media_type="text/plain")],
}
DAMAGED = {  # what the server sends, and the reason
    "gzip cut, with the length of the rest": ([whole(PACKED[:-20], GZIP)], "damaged"),
    "gzip cut by one byte": ([whole(PACKED[:-1], GZIP)], "damaged"),
    "gzip cut, in chunks": ([head(GZIP, CHUNKED) + chunk(PACKED[:-20]) + b"0\r\n\r\n"], "damaged"),
    "gzip cut, without length": ([head(GZIP) + PACKED[:-20]], "damaged"),
    "gzip cut behind its first member": ([whole(PACKED + PACKED[:30], GZIP)], "damaged"),
    "gzip: a bit flipped": ([whole(bytes(flipped), GZIP)], "damaged"),
    "gzip: wrong checksum": ([whole(PACKED[:-8] + b"abcd" + PACKED[-4:], GZIP)], "damaged"),
    "gzip: wrong size at its end": ([whole(PACKED[:-4] + b"abcd", GZIP)], "damaged"),
    "gzip: declared, but it is not": ([whole(b"\x00" + PAGE, GZIP)], "damaged"),
    "deflate cut": ([whole(ZLIB[:-9], DEFLATE)], "damaged"),
    "brotli cut": ([whole(BROTLI[:-9], BR)], "damaged"),
    "shorter than its length": ([head(f"Content-Length: {len(PAGE)}") + HALF], "damaged"),
    "shorter than its length, then reset": ([head(f"Content-Length: {len(PAGE)}") + HALF, RESET], "damaged"),
    "longer than its length": ([head("Content-Length: 100") + PAGE], "damaged"),
    "longer than its length, in two pieces": ([head("Content-Length: 100"), 0.05, PAGE], "damaged"),
    "two lengths": ([head("Content-Length: 100", f"Content-Length: {len(PAGE)}") + PAGE], "damaged"),
    "negative length": ([head("Content-Length: -1") + PAGE], "damaged"),
    "length in words": ([head("Content-Length: many") + PAGE], "damaged"),
    "length and chunks": ([head(f"Content-Length: {len(PAGE)}", CHUNKED) + chunk(PAGE) + b"0\r\n\r\n"], "damaged"),
    "cut inside a chunk": ([head(CHUNKED) + chunk(PAGE)[:-50]], "damaged"),
    "last chunk missing": ([head(CHUNKED) + chunk(PAGE)], "damaged"),
    "cut behind the last chunk's size": ([head(CHUNKED) + chunk(PAGE) + b"0\r\n"], "damaged"),
    "chunk size that is none": ([head(CHUNKED) + b"xyz\r\n" + PAGE + b"\r\n0\r\n\r\n"], "damaged"),
    "negative chunk size": ([head(CHUNKED) + b"-5\r\n" + PAGE + b"\r\n0\r\n\r\n"], "damaged"),
    "chunk longer than it says": ([head(CHUNKED) + b"10\r\n" + PAGE + b"\r\n0\r\n\r\n"], "damaged"),
    "chunk shorter than it says": ([head(CHUNKED) + b"ffff\r\n" + PAGE + b"\r\n0\r\n\r\n"], "damaged"),
    "chunk size beyond all bounds": ([head(CHUNKED) + b"f" * 20 + b"\r\n" + PAGE + b"\r\n0\r\n\r\n"], "damaged"),
    "unknown transfer coding": ([head("Transfer-Encoding: squeezed") + PAGE], "damaged"),
    "chunks laid over a coding": ([head("Transfer-Encoding: gzip, chunked") + chunk(PACKED) + b"0\r\n\r\n"], "damaged"),
    "without length, cut": ([head() + HALF], "damaged"),
    "without length, reset": ([head() + HALF, RESET], "damaged"),
    "HTTP/1.0, cut": ([head(version="HTTP/1.0") + HALF], "damaged"),
    "header cut": ([head(f"Content-Length: {len(PAGE)}")[:-9]], "damaged"),
    "nothing at all": ([b""], "damaged"),
    "no HTTP": ([PAGE], "damaged"),
    "slower than the deadline": ([head(f"Content-Length: {len(PAGE)}"), *([b"x", 0.2] * 40)], "timeout"),
    "a part only": (
        [whole(HALF, f"Content-Range: bytes 0-{len(HALF) - 1}/{len(PAGE)}", status="206 Partial Content")],
        "status",
    ),
    "unchanged, though nothing is stored": ([head(status="304 Not Modified")], "status"),
    "too long, announced": ([head("Content-Length: 30000000") + PAGE], "too_large"),
    "too long, in chunks": ([head(CHUNKED), *([chunk(b"x" * 1_000_000)] * 21), b"0\r\n\r\n"], "too_large"),
    "gzip bomb": ([whole(BOMB, GZIP)], "too_large"),
    "gzip bomb in a gzip": ([whole(gzip.compress(BOMB), "Content-Encoding: gzip, gzip")], "too_large"),
    "coding that is not read": ([whole(PAGE[::-1], "Content-Encoding: zstd")], "unsupported"),
    "a picture": ([whole(b"\x89PNG", media_type="image/png")], "media_type"),
    "an error": ([whole(PAGE, status="404 Not Found")], "status"),
    "a broken server": ([whole(PAGE, status="500 Oops")], "server"),
    "come back later": ([whole(b"", "Retry-After: 0", status="503 Busy")], "rate_limited"),
    "redirected to the front page": ([head("Location: /", "Content-Length: 0", status="302 Found")], "moved"),
    "redirected for ever": ([head("Location: /forever", "Content-Length: 0", status="302 Found")], "redirects"),
}


@pytest.fixture
def site(raw_site):
    """A live site whose pages are the cases, by number."""
    cases = [*SOUND.values(), *(pieces for pieces, _ in DAMAGED.values())]
    forever = list(DAMAGED).index("redirected for ever") + len(SOUND)

    def answer(request: bytes):
        path = request.split()[1].decode()
        if path == "/robots.txt":
            return [whole(b"User-agent: *\nAllow: /\n", media_type="text/plain")]
        return cases[forever if path == "/forever" else int(path.rpartition("/")[2])]

    return raw_site(answer)


def test_every_sound_answer_is_stored_and_no_damaged_one(site, live_table, tmp_path, capsys):
    urls = [f"{site}/page/{number}" for number in range(len(SOUND) + len(DAMAGED))]
    (tmp_path / "t.csv").write_text("\n".join(["url", *urls]))
    table = live_table(deadline=5, tries=2)
    arguments = ["scrape", "--into", str(tmp_path / "c"), "--from", "live", "--coverage", str(tmp_path / "t.csv")]
    code = run([*arguments, "--archives", str(table), "--allow-private", "--json"])
    report = json.loads(capsys.readouterr().out)
    outcomes = dict(zip([*SOUND, *DAMAGED], (page["outcome"] for page in report["pages"]), strict=True))
    assert {name: outcomes[name] for name in SOUND} == dict.fromkeys(SOUND, "stored")
    assert {name: outcomes[name] for name in DAMAGED} == {name: reason for name, (_, reason) in DAMAGED.items()}
    assert code == 4
    assert set(outcomes.values()) <= {"stored", *REASONS}
    stored = {page.body for page in read_raw([tmp_path / "c"]) if isinstance(page, RawPage)}
    assert stored == {PAGE, b"Tide table\n\nHigh water at noon."}


def test_a_damaged_page_comes_with_the_next_run(raw_site, live_table, tmp_path, capsys):
    answers = {"/robots.txt": [whole(b"", media_type="text/plain")], "/page": [whole(PACKED[:-20], GZIP)]}
    site = raw_site(lambda request: answers[request.split()[1].decode()])
    (tmp_path / "t.csv").write_text(f"url\n{site}/page\n")
    arguments = ["scrape", "--into", str(tmp_path / "c"), "--from", "live", "--coverage", str(tmp_path / "t.csv")]
    arguments += ["--archives", str(live_table()), "--allow-private", "--json"]
    assert run(arguments) == 4
    answers["/page"] = [whole(PACKED, GZIP)]
    assert run(arguments) == 0
    assert "cut off" in capsys.readouterr().out.splitlines()[0]
    assert [page.body for page in read_raw([tmp_path / "c"]) if isinstance(page, RawPage)] == [PAGE]


def test_a_large_bomb_costs_little(raw_site, live_table, tmp_path):
    """Ten gigabytes of zeros: refused within bounds of memory; the process is measured from outside."""
    engine = zlib.compressobj(9, wbits=-15)
    block = engine.compress(bytes(10_000_000)) + engine.flush(zlib.Z_FULL_FLUSH)  # stands by itself: can be repeated
    bomb = gzip.compress(b"", mtime=0)[:10] + block * 1_000
    assert len(bomb) < 20_000_000  # else its announced length is refused, and nothing is unpacked
    site = raw_site(lambda request: [whole(bomb, GZIP)] if b"/bomb" in request.split(b"\r\n")[0] else [whole(b"")])
    (tmp_path / "t.csv").write_text(f"url\n{site}/bomb\n")
    command = ["scrape", "--into", str(tmp_path / "c"), "--from", "live", "--coverage", str(tmp_path / "t.csv")]
    command += ["--archives", str(live_table(tries=1)), "--allow-private", "--json"]
    program = (
        "import resource, sys; from cablepress.cli import run; import cablepress.scraping.run; "
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024; base = peak(); "
        "run(sys.argv[1:]); print(peak() - base, resource.getrusage(resource.RUSAGE_SELF).ru_utime)"
    )
    done = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, check=True)
    report, measured = done.stdout.splitlines()
    assert json.loads(report)["pages"][0]["outcome"] == "too_large"
    assert int(measured.split()[0]) < 150  # megabytes
