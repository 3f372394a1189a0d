"""A real web archive on loopback: pywb over a collection built here, with the faces of the Wayback Machine and Common Crawl."""

import asyncio
import base64
import csv
import gzip
import hashlib
import io
import json
import os
import random
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from aiohttp import web
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGES = int(os.environ.get("CABLEPRESS_TEST_PAGES", "30"))
"""Pages of the manifest; 200 in a full run."""
SERVER = Path(__file__).with_name("pywb_server.py")
WORDS = [
    "harbour",
    "ferry",
    "council",
    "tide",
    "bakery",
    "museum",
    "school",
    "bridge",
    "garden",
    "library",
    "market",
    "quay",
    "lantern",
    "orchard",
    "signal",
    "railway",
    "festival",
    "meadow",
    "archive",
    "weather",
    "kettle",
    "window",
    "timetable",
    "lighthouse",
    "repair",
    "budget",
    "meeting",
    "visitor",
    "ticket",
    "morning",
]


# -- Invented pages and their captures. -------------------------------------------------------------------------------


def story(number: int, paragraphs: int = 6) -> bytes:
    """An article page; the same number gives the same bytes."""
    chance = random.Random(number)
    sentence = lambda: " ".join(chance.choices(WORDS, k=14)).capitalize() + "."  # noqa: E731
    text = "".join(f"<p>{' '.join(sentence() for _ in range(3))}</p>\n" for _ in range(paragraphs))
    title = f"Report {number}: {' '.join(chance.choices(WORDS, k=4))}"
    head = f"<html><head><title>{title}</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
    return f"{head}<article><h1>{title}</h1>\n{text}</article></body></html>".encode()


@dataclass(frozen=True)
class Capture:
    """One capture in the test archive."""

    url: str
    stamp: str
    body: bytes
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True)
class Wanted:
    """A page of the manifest, its captures, and the one that the rule must choose."""

    url: str
    published: date
    captures: tuple[Capture, ...]
    best: int = 0
    publisher: str = ""


def stamp(day: date, hour: int = 12) -> str:
    return f"{day:%Y%m%d}{hour:02d}3015"


def wanted(number: int) -> Wanted:
    """A page with captures of one of ten kinds."""
    host = ("www.harbourpost.example", "tidetimes.example", "news.skerrin.example")[number % 3]
    published = date(2011, 3, 1) + timedelta(days=number % 60)
    url = f"http://{host}/{published:%Y/%m/%d}/report-{number}.html"
    after = lambda days: stamp(published + timedelta(days=days))  # noqa: E731
    good = Capture(url, after(3), story(number))
    teaser = Capture(url, after(1), story(number, 1))
    html = ("Content-Type", "text/html; charset=utf-8")
    others: dict[int, tuple[tuple[Capture, ...], int]] = {
        1: ((teaser, Capture(url, after(5), story(number)), Capture(url, after(400), story(number, 12))), 1),
        2: (
            (
                Capture(
                    url, after(2), gzip.compress(story(number), mtime=0), headers=(html, ("Content-Encoding", "gzip"))
                ),
            ),
            0,
        ),
        3: ((Capture(url, after(1), b"<p>gone</p>", "404 Not Found"), good), 1),
        4: ((Capture(url, after(1), b"", "301 Moved", (("Location", "/elsewhere.html"), html)), good), 1),
        5: ((Capture(url, after(4), story(number - 1)),), 0),  # the same bytes as at the address before
        6: ((Capture(url, after(-40), story(number, 9)), good), 1),
        7: (
            (Capture(url, after(2), story(number), headers=(html, ("Set-Cookie", "session=secret"), ("ETag", '"a"'))),),
            0,
        ),
        8: ((Capture(url, after(1), b"\x89PNG", headers=(("Content-Type", "image/png"),)), good), 1),
    }
    captures, best = others.get(number % 10, ((good,), 0))
    return Wanted(url, published, captures, best, ("Harbour Post", "Tide Times", "Skerrin News")[number % 3])


def write_warc(path: Path, captures: list[Capture]) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for one in captures:
            http = StatusAndHeaders(one.status, [*one.headers, ("Content-Length", str(len(one.body)))], "HTTP/1.1")
            when = f"{one.stamp[:4]}-{one.stamp[4:6]}-{one.stamp[6:8]}T{one.stamp[8:10]}:{one.stamp[10:12]}:{one.stamp[12:]}Z"
            record = writer.create_warc_record(
                one.url,
                "response",
                io.BytesIO(one.body),
                len(one.body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": when},
            )
            writer.write_record(record)
    return path


def write_manifest(path: Path, pages: list[Wanted]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["url", "date_published", "publisher"])
        table.writerows((page.url, page.published.isoformat(), page.publisher) for page in pages)
    return path


RESET = -1.0
"""In place of a piece: end the connection by a reset."""
_T = TypeVar("_T")
SESSION = web.AppKey("session", aiohttp.ClientSession)


# -- Servers. ---------------------------------------------------------------------------------------------------------


class Server:
    """An asyncio server on a free port of 127.0.0.1, in a thread of its own."""

    def __init__(self, start: Callable[[], Awaitable[int]], stop: Callable[[], Awaitable[None]] | None = None) -> None:
        self.stop = stop
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.port = self.call(start())
        self.url = f"http://127.0.0.1:{self.port}"

    def call(self, work: Awaitable[_T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def close(self) -> None:
        if self.stop:
            self.call(self.stop())
        self.call(self._cancel())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(30)
        self.loop.close()

    async def _cancel(self) -> None:
        """End what is still being answered: a task that is forgotten complains much later, inside another test."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def serve(app: web.Application) -> Server:
    runner = web.AppRunner(app, access_log=None)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    return Server(start, runner.cleanup)


def raw_server(answer: Callable[[bytes], Iterable[bytes | float]]) -> Server:
    """A server that sends exactly these bytes for a request; a number is a pause in seconds, or RESET."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            for piece in answer(request):
                if piece == RESET:
                    linger = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    return
                if isinstance(piece, float):
                    await asyncio.sleep(piece)
                else:
                    writer.write(piece)
                    await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def start() -> int:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    return Server(start)


class Pywb:
    """pywb in a process of its own."""

    def __init__(self, folder: Path, *collections: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, SERVER, folder, *collections],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        line = self._process.stdout.readline()
        assert line, "pywb did not start"
        self.url = f"http://127.0.0.1:{int(line)}"

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(60)


def wayback_face(pywb: str, page_size: int = 1_000) -> web.Application:
    """The Wayback CDX dialect over pywb's index: filter, collapse, limit, resumeKey."""

    async def cdx(request: web.Request) -> web.Response:
        asked = {name: request.query[name] for name in ("url", "from", "to") if name in request.query}
        async with request.app[SESSION].get(f"{pywb}/test/cdx", params={**asked, "output": "json"}) as answer:
            rows = [json.loads(line) for line in (await answer.text()).splitlines()]
        rows = [{**row, "original": row["url"], "mimetype": row["mime"], "statuscode": row["status"]} for row in rows]
        for wish in request.query.getall("filter", []):
            name, _, value = wish.partition(":")
            rows = [row for row in rows if row.get(name) == value]
        for name in request.query.getall("collapse", []):
            rows = [row for before, row in zip([{}, *rows], rows, strict=False) if before.get(name) != row[name]]
        start = int(request.query.get("resumeKey", "0"))
        size = min(page_size, int(request.query["limit"]))
        fields = request.query["fl"].split(",")
        table = [fields, *([row.get(field, "-") for field in fields] for row in rows[start : start + size])]
        if start + size < len(rows):
            table += [[], [str(start + size)]]
        return web.json_response(table if rows else [])

    async def session(app: web.Application):
        async with aiohttp.ClientSession() as app[SESSION]:
            yield

    app = web.Application()
    app.cleanup_ctx.append(session)
    app.router.add_get("/cdx/search/cdx", cdx)
    return app


def common_crawl_face(pywb: str, warc: Path) -> web.Application:
    """Common Crawl's layout: a list of crawls, their indexes (pywb's own API, as there), and the WARC files."""

    async def crawls(_request: web.Request) -> web.Response:
        listed = [
            ("CC-TEST-2010-50", "none", "2010-12-20T00:00:00"),
            ("CC-TEST-2011-20", "test", "2011-12-20T00:00:00"),
        ]
        return web.json_response(
            [{"id": name, "cdx-api": f"{pywb}/{place}/cdx", "from": end, "to": end} for name, place, end in listed]
        )

    async def data(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(warc)

    app = web.Application()
    app.router.add_get("/collinfo.json", crawls)
    app.router.add_get("/crawl-data/{name}", data)
    return app


@dataclass(frozen=True)
class Archive:
    """The test archive and a manifest of its pages."""

    pages: list[Wanted]
    manifest: Path
    pywb: str
    """Address of the replay tool."""
    collections: Path
    """Where it looks for collections, also while it runs."""
    table: Path
    """Table of archives that points here, without pauses."""

    def arguments(self, into: Path, *more: str) -> list[str]:
        table = ["--archives", str(self.table), "--coverage", str(self.manifest), "--allow-private"]
        return ["scrape", "--into", str(into), *table, *more]


def archives_table(path: Path, wayback: str, pywb: str, common_crawl: str, **manners: float) -> Path:
    values = {"live_pause": 0.0, "backoff": 0.01, "tries": 2, "per_host": 8, "deadline": 30.0, **manners}
    lines = ["[manners]", 'agent = "cablepress-test"', 'contact = "tests@harbour.example"']
    lines += [f"{name} = {value}" for name, value in values.items()]
    entries = [
        ("wayback", "cdx", f"{wayback}/cdx/search/cdx", f"{pywb}/test/{{stamp}}id_/{{url}}", ""),
        (
            "commoncrawl",
            "commoncrawl",
            f"{common_crawl}/collinfo.json",
            f"{common_crawl}/crawl-data/{{file}}",
            "collections = 3",
        ),
        (
            "memento",
            "timemap",
            f"{pywb}/test/timemap/link/{{url}}",
            "",
            f'raw_hosts = ["{pywb.removeprefix("http://")}"]',
        ),
        ("live", "live", "", "{url}", ""),
    ]
    for name, kind, index, replay, more in entries:
        lines += ["[[archives]]", f'name = "{name}"', f'kind = "{kind}"', f'index = "{index}"', f'replay = "{replay}"']
        lines += ["index_pause = 0.0", "replay_pause = 0.0", 'source = "this machine"', more]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="session")
def archive(tmp_path_factory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("archive")
    pages = [wanted(number) for number in range(PAGES)]
    warc = write_warc(folder / "captures.warc.gz", [capture for page in pages for capture in page.captures])
    pywb = Pywb(folder, f"test={warc}")
    wayback = serve(wayback_face(pywb.url, page_size=2))
    common_crawl = serve(common_crawl_face(pywb.url, warc))
    table = archives_table(folder / "archives.toml", wayback.url, pywb.url, common_crawl.url)
    yield Archive(pages, write_manifest(folder / "manifest.csv", pages), pywb.url, folder / "collections", table)
    for server in (wayback, common_crawl, pywb):
        server.close()


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


os.environ.setdefault("NO_PROXY", "127.0.0.1")


@pytest.fixture
def raw_site() -> Iterator[Callable[..., str]]:
    """Starts servers that send exact bytes; returns their addresses."""
    started: list[Server] = []

    def start(answer: Callable[[bytes], Iterable[bytes | float]]) -> str:
        started.append(raw_server(answer))
        return started[-1].url

    yield start
    for server in started:
        server.close()


@pytest.fixture
def live_table(tmp_path) -> Callable[..., Path]:
    """Writes a table of archives without pauses; manners may be given."""
    nowhere = "http://127.0.0.1:9"
    return lambda **manners: archives_table(tmp_path / "archives.toml", nowhere, nowhere, nowhere, **manners)


@pytest.fixture(name="sha1")
def digest_of() -> Callable[[bytes], str]:
    return sha1
