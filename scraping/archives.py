"""The table of web archives (`archives.toml`): where captures are asked for, how often, and how we behave."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from .errors import ArchivesError

EMBEDDED = Path(__file__).with_name("archives.toml")
"""The table that comes with the package."""

KINDS = ("cdx", "commoncrawl", "timemap", "live")
"""Ways to ask for captures: the Wayback CDX API, Common Crawl's indexes, a Memento TimeMap, the site itself."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave towards every server."""

    agent: str
    """Name that every request carries."""
    contact: str = ""
    """Address or page at which the person who collects can be reached; part of the name sent."""
    per_host: int = 1
    """Requests to one host at the same time."""
    live_pause: float = 5.0
    """Seconds between requests to a live site, unless its robots.txt asks for more."""
    tries: int = 4
    """How often one address is tried in a run."""
    backoff: float = 2.0
    """Seconds; the pause before try n is random, at most ``backoff * 2**(n-1)``."""
    longest_wait: float = 300.0
    """Seconds; a server that asks for a longer wait is left alone for this run."""
    deadline: float = 60.0
    """Seconds for one exchange, from connecting to the last byte."""
    redirects: int = 5
    """Hops that are followed."""

    @property
    def user_agent(self) -> str:
        """The ``User-Agent`` header."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent


@dataclass(frozen=True, slots=True)
class Archive:
    """One place to get captures from."""

    name: str
    """Its name on the command line."""
    kind: str
    """One of `KINDS`."""
    index: str
    """Where it says which captures exist; ``{url}`` stands for the page's address."""
    replay: str
    """Where it gives a capture out; ``{url}``, ``{stamp}`` (fourteen digits) and ``{file}`` are filled in."""
    index_pause: float
    """Seconds between questions to its index."""
    replay_pause: float
    """Seconds between captures."""
    source: str
    """How the pauses are known."""
    collections: int = 0
    """Common Crawl only: crawls asked for one address."""
    raw_hosts: tuple[str, ...] = ()
    """TimeMaps only: hosts of archives that give out unchanged bytes under ``id_``."""


@dataclass(frozen=True, slots=True)
class Archives:
    """The whole table."""

    manners: Manners
    archives: Mapping[str, Archive]
    """Name → archive, in the order of the file."""


def read_archives(path: Path = EMBEDDED) -> Archives:
    """Read a table of archives.

    Raises:
        ArchivesError: it cannot be read, or a value is missing, unknown or of the wrong type.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ArchivesError(f"{path}: cannot be read as TOML ({error})") from error
    listed = [_record(Archive, entry, path) for entry in table.get("archives", [])]
    wrong = [archive.name for archive in listed if archive.kind not in KINDS]
    if wrong or not listed:
        raise ArchivesError(
            f"{path}: kind of {wrong[0]} is none of {', '.join(KINDS)}" if wrong else f"{path}: no archive"
        )
    manners = _record(Manners, table.get("manners", {}), path)
    if manners.tries < 1 or manners.per_host < 1:
        raise ArchivesError(f"{path}: tries and per_host must be at least 1")
    return Archives(manners, {archive.name: archive for archive in listed})


def _record(kind: type[_T], entry: Mapping[str, Any], path: Path) -> _T:
    """Build a record from a TOML table, checking names and types."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    types = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]  # both are dataclasses
    for name, value in values.items():
        numeric = types.get(name) in (int, float) and isinstance(value, int | float) and value >= 0
        if name not in types or not (
            numeric or (types[name] is str and isinstance(value, str)) or isinstance(value, tuple)
        ):
            raise ArchivesError(f"{path}: {name} = {value!r} is unknown or of the wrong type")
    try:
        return kind(**values)
    except TypeError as error:
        raise ArchivesError(f"{path}: {error}") from error
