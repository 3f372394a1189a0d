"""The pages with gold as one web archive: ``python -m bench.as_warc --bench DIR --into FILE.warc.gz``."""

import argparse
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.gold import SETS, read


def pages(folder: Path, sets: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the address ``http://SET.example/ID`` of each page that has gold, and its bytes."""
    for name in sets:
        for gold, body in read(folder, name):
            yield f"http://{name}.example/{gold['id']}", body


def record(url: str, body: bytes) -> bytes:
    """Return a packed response record."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{url}>\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    parser.add_argument("--times", type=int, default=1, help="write all pages so many times")
    args = parser.parse_args()
    with args.into.open("wb") as file:
        for _ in range(args.times):
            for url, body in pages(args.bench / "pages", args.sets):
                file.write(record(url, body))
    print(f"{args.into}: {args.into.stat().st_size} bytes")


if __name__ == "__main__":
    main()
