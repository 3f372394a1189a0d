"""Which network addresses may be contacted: public ones, and nothing inside anybody's own network.

A page's address, a redirect or a name server could send the collector to services that only this machine can reach.
What counts is where a socket connects, so the check stands there: behind name resolution, on every hop, for every
way to write an address.
"""

import ipaddress
import re
import socket
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .errors import FetchError

_V4_REFUSED = {
    ipaddress.ip_network("168.63.129.16/32"): "a cloud provider's internal service",  # Azure; public by number only
    ipaddress.ip_network("192.88.99.0/24"): "a 6to4 relay",  # RFC 7526
    ipaddress.ip_network("192.0.0.0/24"): "not a public address",  # RFC 6890; some versions of Python say otherwise
}
_V6_REFUSED = {
    ipaddress.ip_network("64:ff9b::/96"): "NAT64",  # RFC 6052: an IPv4 address in other clothes, like the next five
    ipaddress.ip_network("64:ff9b:1::/48"): "local NAT64",  # RFC 8215
    ipaddress.ip_network("2002::/16"): "6to4",  # RFC 3056
    ipaddress.ip_network("2001::/32"): "Teredo",  # RFC 4380
    ipaddress.ip_network("2001::/23"): "not a public address",  # RFC 2928: protocol assignments
    ipaddress.ip_network("::/96"): "IPv4-compatible",  # RFC 4291, section 2.5.5.1
    ipaddress.ip_network("::ffff:0:0/96"): "IPv4-mapped",  # RFC 4291, section 2.5.5.2
    ipaddress.ip_network("2001:db8::/32"): "documentation",
    ipaddress.ip_network("3fff::/20"): "documentation",  # RFC 9637
}
_V6_GLOBAL = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is routed publicly so far (IANA)."""

_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?")
"""A host that systems take for a number: its last label is one (WHATWG URL, "ends in a number")."""


class RefusedAddressError(FetchError, OSError):
    """An address that must not be contacted."""

    def __init__(self, detail: str) -> None:
        FetchError.__init__(self, "refused", detail)


def refusal(address: str) -> str | None:
    """Say why an IP address may not be contacted; ``None`` if it may.

    >>> refusal("93.184.216.34"), refusal("169.254.169.254"), refusal("::ffff:10.0.0.1")
    (None, 'not a public address', 'IPv4-mapped')
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        named = next((name for network, name in _V6_REFUSED.items() if ip in network), None)
        return named or (None if ip in _V6_GLOBAL and ip.is_global else "not a public address")
    named = next((name for network, name in _V4_REFUSED.items() if ip in network), None)
    return named or ("not a public address" if not ip.is_global or ip.is_multicast else None)


def check_url(url: str, *, allow_private: bool = False) -> None:
    """Refuse what is no plain web address, before anybody is asked about it.

    Raises:
        RefusedAddressError: another scheme, no host, a user name or password, or an IP address that is not public or
            written in an unusual form.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise RefusedAddressError("not a web address") from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise RefusedAddressError(f"not an http or https address: {parts.scheme[:20]}:")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError(f"a user name or password in an address of {host[:100]}")
    if allow_private:
        return
    if ":" in host or _NUMERIC.fullmatch(host):
        fault = refusal(host)
        if fault:
            raise RefusedAddressError(f"{host[:100]}: {fault}")


def guarded_socket(where: tuple[Any, ...]) -> socket.socket:
    """Open a socket for an entry of `socket.getaddrinfo`, if its address may be contacted.

    Raises:
        RefusedAddressError: it may not.
    """
    family, kind, protocol, _, place = where
    fault = refusal(str(place[0]).partition("%")[0])
    if fault:
        raise RefusedAddressError(f"{place[0]}: {fault}")
    return socket.socket(family, kind, protocol)


class GuardedResolver(aiohttp.abc.AbstractResolver):
    """Looks names up, and refuses a name with any address that may not be contacted.

    The socket is checked again (`guarded_socket`); here the refusal gets its name before other addresses are tried.
    """

    def __init__(self, inner: aiohttp.abc.AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        """Return the addresses of a name; raises `RefusedAddressError` as said."""
        found = await self._inner.resolve(host, port, family)
        for entry in found:
            fault = refusal(entry["host"].partition("%")[0])
            if fault:
                raise RefusedAddressError(f"{host[:100]} is {entry['host']}: {fault}")
        return found

    async def close(self) -> None:
        """Close the resolver that is asked."""
        await self._inner.close()
