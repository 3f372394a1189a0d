"""Cleans the shards of a plan as tasks of a Ray cluster; the results are the bytes of a local run.

Nodes need the package and reach the input; the results travel back to the process that called, which alone writes.
"""

import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from .engine import TRIES, Failure
from .plan import Shard
from .shard import ARTICLES, REJECTS, Receipt, clean_shard, give_receipt
from .template import NO_TEMPLATE, Template
from .whole import write_whole

_AHEAD = 2
"""Shards handed to the cluster for each of its processors: the results that wait are bounded, and no node idles."""


class NoClusterError(Exception):
    """There is no Ray, or no cluster to be reached. The message says what to do."""


def run_on_ray(shards: Sequence[Shard], into: Path, template: Template = NO_TEMPLATE) -> Iterator[Receipt | Failure]:
    """Clean shards on the cluster that RAY_ADDRESS names, or on one started for this run; yield as each ends.

    A task that dies with its node runs again on another; one that raises is a `Failure`.

    Raises:
        NoClusterError: at once, before anything is cleaned.
    """
    try:
        import ray  # noqa: PLC0415  # an optional package
    except ImportError:
        raise NoClusterError("--engine ray needs Ray: pip install 'cablepress[cluster]'") from None
    try:
        if not ray.is_initialized():
            ray.init(os.environ.get("RAY_ADDRESS"), logging_level=logging.WARNING, include_dashboard=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise NoClusterError(f"the Ray cluster cannot be reached ({error}); see docs/cluster.md") from error
    return _run(ray, shards, into, template)


def clean_away_from_home(shard: Shard, template: Template) -> tuple[Receipt, dict[str, bytes]] | Failure:
    """Clean a shard on whatever node this is; return what a local run would have written."""
    with tempfile.TemporaryDirectory(prefix="cablepress-") as folder:
        try:
            receipt = clean_shard(shard, Path(folder), template=template)
            files = {name: (Path(folder) / name / f"{shard.id}.parquet").read_bytes() for name in (ARTICLES, REJECTS)}
        except Exception as error:  # as a value: what a task raises must reach the one who asked, not the log
            return Failure(shard.id, f"{type(error).__name__}: {error}")
        return receipt, files


def _run(ray: ModuleType, shards: Sequence[Shard], into: Path, template: Template) -> Iterator[Receipt | Failure]:
    task = ray.remote(max_retries=TRIES, num_cpus=1)(clean_away_from_home)
    shared = ray.put(template)
    waiting = list(reversed(shards))
    running: dict[object, Shard] = {}
    while waiting or running:
        room = max(1, _AHEAD * int(ray.cluster_resources().get("CPU", 1)))
        while waiting and len(running) < room:
            shard = waiting.pop()
            running[task.remote(shard, shared)] = shard
        for reference in ray.wait(list(running), num_returns=1)[0]:
            yield _kept(ray, reference, running.pop(reference), into)


def _kept(ray: ModuleType, reference: object, shard: Shard, into: Path) -> Receipt | Failure:
    """Write what a task returned."""
    result: tuple[Receipt, dict[str, bytes]] | Failure
    try:
        result = ray.get(reference)
    except ray.exceptions.RayError as error:
        return Failure(shard.id, f"{type(error).__name__}: {error}")
    if isinstance(result, Failure):
        return result
    receipt, files = result
    for name, data in files.items():
        (into / name).mkdir(exist_ok=True)
        write_whole(into / name / f"{shard.id}.parquet", data)
    give_receipt(receipt, into)
    return receipt
