"""Private targets are refused, never contacted: however they are written, named, or reached."""

import asyncio
import socket
import sys

import aiohttp
import pytest

from cablepress.scraping import client as client_module
from cablepress.scraping.archives import Manners
from cablepress.scraping.client import Client
from cablepress.scraping.errors import FetchError
from cablepress.scraping.guard import RefusedAddressError, check_url, guarded_socket, refusal
from cablepress.scraping.pace import Budget

PUBLIC = "93.184.216.34"
"""Stands for a public server; in these tests its connections are led to this machine."""
MANNERS = Manners("cablepress-test", tries=1, live_pause=0.0, backoff=0.0, deadline=20.0)

HOSTS = [  # ways to write a target inside somebody's network
    "127.0.0.1", "127.1", "127.0.1", "127.8.9.10", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.0x1", "017700000001",
    "0177.0.0.1", "0", "0.0.0.0", "127.0.0.1.", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "localhost", "LOCALHOST",
    "localhost.", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "169.254.169.254",
    "169.254.0.1", "2852039166", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "203.0.113.7",
    "168.63.129.16", "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a00:1]", "[2002:7f00:1::1]", "[2001:0:7f00:1::1]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]",
    "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]",
]  # fmt: skip
NAMES = {  # a name, and the addresses that it resolves to, lookup by lookup
    "inside.example": [["127.0.0.1"]],
    "metadata.google.internal": [["169.254.169.254"]],
    "six.example": [["::1"]],
    "mapped.example": [["::ffff:10.0.0.1"]],
    "both.example": [[PUBLIC, "127.0.0.1"]],
    "both-turned.example": [["10.0.0.1", PUBLIC]],
    "shared.example": [["100.64.3.4"]],
}
BAD_URLS = [
    "file:///etc/passwd", "ftp://harbour.example/", "gopher://127.0.0.1/", "javascript:alert(1)", "//harbour.example/",
    "http:///nowhere", "http://user@harbour.example/", "http://user:pa55@harbour.example/", "http://:pa55@harbour.example/",
    "http://harbour.example:99999/", "http://[::1/", "http://", "",
]  # fmt: skip


class Names(aiohttp.abc.AbstractResolver):
    """A name server of our own; each lookup gives the next answer, the last one for ever."""

    def __init__(self, names: dict[str, list[list[str]]]) -> None:
        self._names = {name: list(answers) for name, answers in names.items()}

    async def resolve(self, host, port=0, family=socket.AF_INET):
        if host not in self._names:
            return await aiohttp.ThreadedResolver().resolve(host, port, family)
        answers = self._names[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            {
                "hostname": host,
                "host": ip,
                "port": port,
                "family": socket.AF_INET6 if ":" in ip else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for ip in found
        ]

    async def close(self):
        pass


CONTACTED: list[object] = []
_listening = False


def _note(event, arguments):
    if _listening and event == "socket.connect":
        CONTACTED.append(arguments[1])


sys.addaudithook(_note)


@pytest.fixture
def contacted():
    """Every address that a socket of this process connects to."""
    global _listening  # noqa: PLW0603 - audit hooks cannot be taken off again
    CONTACTED.clear()
    _listening = True
    yield CONTACTED
    _listening = False


def ask(url, names=None, **options):
    async def get():
        async with Client(MANNERS, Budget(), resolver=Names(names) if names else None) as client:
            return await client.get(url, pause=0.0, follow=lambda _url: True, **options)

    return asyncio.run(get())


@pytest.mark.parametrize("host", HOSTS)
def test_private_targets_are_refused(host, contacted):
    with pytest.raises(FetchError) as caught:
        ask(f"http://{host}:8123/latest/meta-data")
    assert caught.value.reason in (
        "refused",
        "unreachable",
    )  # the latter where the system does not take it for an address
    assert contacted == []


def test_at_least_thirty_are_refused_as_such():
    refused = 0
    for host in HOSTS:
        try:
            ask(f"http://{host}:8123/")
        except FetchError as error:
            refused += error.reason == "refused"
    assert refused >= 45


@pytest.mark.parametrize("name", NAMES)
def test_names_of_private_targets_are_refused(name, contacted):
    with pytest.raises(FetchError) as caught:
        ask(f"http://{name}:8123/", NAMES)
    assert caught.value.reason == "refused"
    assert contacted == []


@pytest.mark.parametrize("url", BAD_URLS)
def test_what_is_no_plain_web_address_is_refused(url, contacted):
    with pytest.raises(FetchError) as caught:
        ask(url)
    assert caught.value.reason == "refused"
    assert "pa55" not in str(caught.value)
    assert contacted == []


# -- Behind a server that may be contacted. ----------------------------------------------------------------------------


class _Led(socket.socket):
    """A socket whose connections to the public address end at a server of the test."""

    port = 0

    def connect(self, address):
        super().connect(("127.0.0.1", self.port) if address[0] == PUBLIC else address)


@pytest.fixture
def public(raw_site, monkeypatch):
    """A server that passes for a public one; returns a function that sets its answer, and the requests it got."""
    requests: list[bytes] = []
    answers: dict[bytes, bytes] = {}

    def answer(request):
        requests.append(request)
        path = request.split()[1]
        return [answers.get(path, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]

    site = raw_site(answer)

    def led(where):
        guarded_socket(where).close()  # the real check
        sock = _Led(*where[:3])
        _Led.port = int(site.rpartition(":")[2])
        return sock

    monkeypatch.setattr(client_module, "guarded_socket", led)
    return answers, requests, site


REDIRECTS = [
    "http://127.0.0.1:8123/", "//127.0.0.1:8123/", "http://2130706433/", "http://[::1]:8123/", "http://localhost:8123/",
    "http://inside.example/", "http://both.example/", "https://169.254.169.254/latest/", "file:///etc/passwd",
    "http://user:pa55@public.example/", "gopher://public.example/",
]  # fmt: skip


@pytest.mark.parametrize("target", REDIRECTS)
def test_redirects_into_private_networks_are_not_followed(target, public, contacted):
    answers, requests, site = public
    answers[b"/start"] = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    answers[b"/second"] = b"HTTP/1.1 307 Again\r\nLocation: /start\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(FetchError) as caught:
        ask("http://public.example/second", {**NAMES, "public.example": [[PUBLIC]]})
    assert caught.value.reason == "refused"
    assert len(requests) == 2
    assert {address[0] for address in contacted} <= {PUBLIC, "127.0.0.1"}
    assert {address[1] for address in contacted} <= {80, int(site.rpartition(":")[2])}


def test_a_name_that_turns_private_is_refused_on_the_next_request(public, contacted):
    """Looked up anew for each connection: the public address first, loopback second."""
    _, requests, _ = public

    async def twice():
        async with Client(MANNERS, Budget(), resolver=Names({"turning.example": [[PUBLIC], ["127.0.0.1"]]})) as client:
            first = await client.get("http://turning.example/", pause=0.0)
            await client._session.close()
            await client.__aenter__()
            with pytest.raises(RefusedAddressError):
                await client.get("http://turning.example/", pause=0.0)
            return first

    assert asyncio.run(twice()).plain == b"ok"
    assert len(requests) == 1


def test_no_proxy_is_asked_and_none_opens_a_door(public, raw_site, contacted, monkeypatch):
    proxied: list[bytes] = []
    proxy = raw_site(lambda request: proxied.append(request) or [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy"])
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.delenv("NO_PROXY", raising=False)
    for url in ("http://127.0.0.1:8123/", "http://inside.example/", "http://169.254.169.254/"):
        with pytest.raises(FetchError) as caught:
            ask(url, NAMES)
        assert caught.value.reason == "refused"
    assert ask("http://public.example/", {"public.example": [[PUBLIC]]}).plain == b"ok"
    assert proxied == []


def test_no_credentials_and_no_cookies_are_sent(public, monkeypatch, tmp_path):
    answers, requests, _ = public
    (tmp_path / ".netrc").write_text("machine public.example login me password word\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    answers[b"/a"] = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: id=word\r\nContent-Length: 0\r\n\r\n"
    transfer = ask("http://public.example/a", {"public.example": [[PUBLIC]]})
    sent = b"".join(requests).lower()
    assert len(requests) == 2
    assert b"cookie" not in sent
    assert b"authorization" not in sent
    assert b"user-agent: cablepress-test" in sent
    assert not any("cookie" in name.lower() for name, _ in transfer.headers)


def test_tests_may_contact_this_machine(raw_site):
    site = raw_site(lambda _request: [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"])

    async def get():
        async with Client(MANNERS, Budget(), allow_private=True) as client:
            return await client.get(site, pause=0.0)

    assert asyncio.run(get()).plain == b"ok"


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_public_addresses_may_be_contacted(address):
    assert refusal(address) is None
    check_url(f"https://{f'[{address}]' if ':' in address else address}/page")
