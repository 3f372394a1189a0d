"""The shard plan: which pieces of input become which result files, and what they are cleaned with.

It is written beside the results, so that a run can be taken up again by anybody, on any machine.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..scraping.page import NotAPage
from ..scraping.pieces import Entry, Piece
from .store import StoreError
from .whole import write_whole

NAME = "plan.jsonl"
"""The plan's file in the folder of results: a line on the whole, then a line a shard."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One piece of input and the name of its results."""

    id: str
    """Its number in the plan, from 0, and a digest of what its files are called and how long they are."""
    piece: Piece


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards of a run, in the order of the input."""

    recipe: Mapping[str, str]
    """What shapes the cleaned pages, by digest: see `recipe.recipe`."""
    version: str
    """The package's."""
    shards: tuple[Shard, ...]


def plan_of(pieces: Iterable[Piece], recipe: Mapping[str, str]) -> Plan:
    """Return the plan for some pieces; equal pieces get equal ids, wherever their files lie."""
    return Plan(
        recipe, version("cablepress"), tuple(Shard(_id(number, piece), piece) for number, piece in enumerate(pieces))
    )


def _id(number: int, piece: Piece) -> str:
    named = [[one.source, one.size if isinstance(one, Entry) else one.detail] for one in piece.found]
    return f"{number:06}-{hashlib.sha256(json.dumps(named).encode()).hexdigest()[:12]}"


def write_plan(plan: Plan, folder: Path) -> None:
    """Write a plan into a folder, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    head = {"recipe": dict(plan.recipe), "version": plan.version, "shards": len(plan.shards)}
    lines = [head, *({"id": shard.id, "found": [_told(one) for one in shard.piece.found]} for shard in plan.shards)]
    write_whole(folder / NAME, "".join(f"{json.dumps(line)}\n" for line in lines).encode())


def _told(one: Entry | NotAPage) -> dict[str, Any]:
    return asdict(one)


def read_plan(folder: Path) -> Plan:
    """Read the plan in a folder.

    Raises:
        StoreError: there is none, or it is not one that `write_plan` wrote.
        OSError: it cannot be read.
    """
    path = folder / NAME
    try:
        with path.open(encoding="ascii") as lines:
            plan = _parsed(json.loads(line) for line in lines)
    except FileNotFoundError:
        raise StoreError(f"{folder}: no plan here ({NAME}); give inputs to make one") from None
    except (ValueError, TypeError, KeyError, StopIteration) as error:
        raise StoreError(f"{path}: not a plan of this version of cablepress ({error})") from error
    return plan


def _parsed(lines: Iterator[dict[str, Any]]) -> Plan:
    head = next(lines)
    shards = tuple(Shard(line["id"], Piece(tuple(_found(**one) for one in line["found"]))) for line in lines)
    if len(shards) != head["shards"]:
        raise ValueError(f"{len(shards)} of {head['shards']} shards")
    return Plan(head["recipe"], head["version"], shards)


def _found(**told: Any) -> Entry | NotAPage:
    return NotAPage(**told) if "reason" in told else Entry(**told)
