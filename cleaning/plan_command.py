"""`cablepress clean --plan`: makes or finds the plan, runs what is missing, tells how far it is."""

import fcntl
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from ..console import Exit, StopError, stopping, tell, track
from ..scraping.errors import ScrapingError
from ..scraping.pieces import pieces
from .engine import Failure, missing, run_local
from .plan import NAME, Plan, Shard, plan_of, read_plan, write_plan
from .recipe import recipe
from .shard import Receipt, receipts
from .store import StoreError
from .template import Template, TemplateError, read
from .whole import write_whole

TEMPLATE = "template.json"
"""The copy of the template table in the folder of results, if the run was given one."""
INTERRUPTED = 130
"""What shells report for an interrupt."""


class Engine(StrEnum):
    """Where shards are cleaned."""

    LOCAL = "local"
    """In processes on this machine."""
    RAY = "ray"
    """As tasks of the Ray cluster that RAY_ADDRESS names, or of one that is started on this machine."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    inputs: Sequence[str]
    base: str
    folder: Path
    engine: Engine
    workers: int
    template: Template
    as_json: bool


def clean_plan(order: Order) -> None:
    """Clean what is missing of the plan in a folder; make the plan first if there is none.

    Raises:
        StopError: the inputs or the folder cannot be used, or shards failed.
        typer.Exit: with what else the exit code has to tell.
    """
    with stopping(Exit.INPUT, ScrapingError, StoreError, TemplateError, OSError):
        order.folder.mkdir(parents=True, exist_ok=True)
        with _alone(order.folder):
            template = _template(order)
            plan = _planned(order, recipe(template))
            failures = _run(order, plan, template)
            _finish(order, plan, failures)


def show_status(folder: Path, as_json: bool) -> None:
    """Tell how far a plan is, without touching it.

    Raises:
        StopError: there is no plan in the folder.
    """
    with stopping(Exit.INPUT, StoreError, OSError):
        plan = read_plan(folder)
        _show(_summary(plan, folder), folder, as_json)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Refuse to run beside another run in the same folder; the lock goes with the process, however it ends."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StopError(f"{folder}: another run is cleaning into this folder; wait for it", Exit.INPUT) from None
        yield


def _template(order: Order) -> Template:
    """Return the table that the run was given, now or when it began: a copy is kept beside the plan."""
    kept = order.folder / TEMPLATE
    if order.template.sites and not (order.folder / NAME).exists():
        write_whole(kept, order.template.to_json().encode())
    return read(kept.read_text("ascii")) if kept.exists() and not order.template.sites else order.template


def _planned(order: Order, made_by: Mapping[str, str]) -> Plan:
    """Return the plan of the folder, made of the inputs if there is none; they must not speak of another one."""
    known = read_plan(order.folder) if (order.folder / NAME).exists() else None
    if known is None and not order.inputs:
        raise StopError(f"{order.folder}: no plan here yet; give the paths of what is to be cleaned", Exit.INPUT)
    wanted = plan_of(pieces(order.inputs, order.base) if order.inputs else (), made_by)
    if known is None:
        write_plan(wanted, order.folder)
        return wanted
    if order.inputs and [shard.id for shard in wanted.shards] != [shard.id for shard in known.shards]:
        raise StopError(f"{order.folder}: holds the plan of other inputs; choose another folder", Exit.INPUT)
    if (known.recipe, known.version) != (wanted.recipe, wanted.version):
        raise StopError(f"{order.folder}: begun with other rules or another version; choose another folder", Exit.INPUT)
    return known


def _run(order: Order, plan: Plan, template: Template) -> list[Failure]:
    """Clean the missing shards; return those that failed."""
    left = missing(plan, order.folder)
    ended = track(_engine(order, left, template), "cleaning shards", total=len(left))
    try:
        return [one for one in ended if isinstance(one, Failure)]
    except KeyboardInterrupt:
        done = len(plan.shards) - len(missing(plan, order.folder))
        tell(f"cablepress: interrupted; {done} of {len(plan.shards)} shards are done; run the same command to go on")
        raise typer.Exit(INTERRUPTED) from None


def _engine(order: Order, shards: Sequence[Shard], template: Template) -> Iterable[Receipt | Failure]:
    if order.engine is Engine.LOCAL:
        return run_local(shards, order.folder, order.workers, template)
    from .cluster import NoClusterError, run_on_ray  # noqa: PLC0415  # an optional package

    try:
        return run_on_ray(shards, order.folder, template)
    except NoClusterError as error:
        raise StopError(error, Exit.INPUT) from None


def _finish(order: Order, plan: Plan, failures: Sequence[Failure]) -> None:
    """Tell what was done; the exit code is 3 if shards are missing, 1 if something was lost."""
    for failure in failures:
        tell(f"shard {failure.id}: {failure.detail}")
    summary = _summary(plan, order.folder)
    _show(summary, order.folder, order.as_json)
    if failures:
        raise StopError(f"{len(failures)} shards failed; run the same command to try them again", Exit.INPUT)
    if summary["losses"]:
        raise typer.Exit(Exit.FINDINGS)


def _summary(plan: Plan, folder: Path) -> dict[str, Any]:
    """Return how far a plan is, as JSON values."""
    planned = {shard.id for shard in plan.shards}
    made = [receipt for receipt in receipts(folder) if receipt.id in planned]
    return {
        "shards": len(plan.shards),
        "done": len(made),
        "articles": sum(one.articles for one in made),
        "rejects": _total(one.rejects for one in made),
        "skipped": _total(one.skipped for one in made),
        "losses": sum(one.losses for one in made),
    }


def _total(counts: Iterable[Any]) -> dict[str, int]:
    return dict(sorted(sum((Counter(one) for one in counts), Counter[str]()).items()))


def _show(summary: dict[str, Any], folder: Path, as_json: bool) -> None:
    if as_json:
        print(json.dumps(summary))
        return
    tell(f"{folder}: {summary['done']} of {summary['shards']} shards done, {summary['articles']} articles")
    for name, what in (("rejects", "no article"), ("skipped", "not pages")):
        if summary[name]:
            tell(f"{what}: {', '.join(f'{count} {reason}' for reason, count in summary[name].items())}")
