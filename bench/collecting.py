"""How fast the collector is when no archive sets the pace: ``python -m bench.collecting``.

An archive in a process of its own answers from memory, on loopback, without limits: the Wayback index dialect and
identity bytes. So what is measured is our own work: two requests a page, all checks, records, flushes to the disk.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import multiprocessing
import random
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

from cablepress.scraping.archives import Archive, Archives, Manners
from cablepress.scraping.captures import Target
from cablepress.scraping.options import Options
from cablepress.scraping.run import collect

_STAMP = "20110317101500"


def page(number: int, size: int) -> bytes:
    """Return an invented page of about so many bytes; words by chance, so that it packs as text does."""
    chance = random.Random(number)
    words = [
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
    ]
    text = " ".join(chance.choice(words) + str(chance.randrange(99)) for _ in range(size // 10))
    return f"<html><title>Report {number}</title><p>{text}</p></html>".encode()


def archive(ready: Connection, count: int, size: int) -> None:
    """Serve the pages until the process is ended."""
    pages = [page(number, size) for number in range(count)]
    digests = [base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode() for body in pages]
    fields = ["original", "timestamp", "mimetype", "statuscode", "digest", "length"]

    async def index(request: web.Request) -> web.Response:
        number = int(request.query["url"].rpartition("/")[2])
        row = [request.query["url"], _STAMP, "text/html", "200", digests[number], "9"]
        return web.Response(text=json.dumps([fields, row]), content_type="application/json")

    async def capture(request: web.Request) -> web.Response:
        return web.Response(body=pages[int(request.path.rpartition("/")[2])], content_type="text/html")

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/cdx", index)
        app.router.add_get("/web/{rest:.*}", capture)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ready.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


def main() -> None:
    """Collect pages and print the rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--size", type=int, default=40_000, help="bytes of a page")
    parser.add_argument("--per-host", type=int, default=8, help="requests at the same time")
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=archive, args=(there, options.pages, options.size), daemon=True)
    server.start()
    site = f"http://127.0.0.1:{here.recv()}"
    manners = Manners("cablepress-bench", "bench@harbour.example", per_host=options.per_host)
    one = Archive("loopback", "cdx", f"{site}/cdx", site + "/web/{stamp}id_/{url}", 0.0, 0.0, "this machine")
    wanted = [Target(f"http://harbourpost.example/{number}") for number in range(options.pages)]
    with tempfile.TemporaryDirectory() as folder:
        asked = Options(Archives(manners, {"loopback": one}), ["loopback"], allow_private=True)
        started, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        done = collect(wanted, Path(folder), asked, lambda _total: lambda: None)
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF)
        stored = sum(path.stat().st_size for path in Path(folder).rglob("*.warc.gz"))
    server.terminate()
    used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    fetched = sum(state.outcome == "stored" for state in done.pages)
    print(f"{fetched} of {len(wanted)} pages, {done.requests} requests, {stored / 1e6:.1f} MB stored")
    print(
        f"{fetched / seconds:.0f} pages/s, {1000 * used / fetched:.2f} ms CPU a page, peak {after.ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
