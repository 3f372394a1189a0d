"""Cleans the shards of a plan that are still missing, several at a time; what is done stays done."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from .child import Child, ChildDiedError, ChildError
from .plan import Plan, Shard
from .shard import Receipt, clean_shard, receipts
from .template import NO_TEMPLATE, Template

TRIES = 3
"""Times that a shard is begun before it is given up: processes are killed for lack of memory, networks fail."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A shard that could not be cleaned; it counts as missing, and the next run tries it again."""

    id: str
    detail: str


@dataclass(frozen=True, slots=True)
class Job:
    """What a process is told."""

    shard: Shard
    into: Path
    workers: int
    template: Template


def missing(plan: Plan, folder: Path) -> list[Shard]:
    """Return the shards of a plan that are not done, in the plan's order."""
    done = {receipt.id for receipt in receipts(folder)}
    return [shard for shard in plan.shards if shard.id not in done]


def run_local(
    shards: Sequence[Shard], into: Path, workers: int, template: Template = NO_TEMPLATE
) -> Iterator[Receipt | Failure]:
    """Clean shards in processes of their own, `workers` at a time; yield what became of each as it ends.

    If there are fewer shards than workers, the pages of a shard are cleaned by several. Stopping early (an interrupt)
    ends the processes; the shards under way count as missing.
    """
    if not shards:
        return
    stopped = threading.Event()
    children: list[Child] = []
    at_a_time = min(workers, len(shards))
    share = max(1, workers // len(shards))

    def clean_one(shard: Shard) -> Receipt | Failure:
        child = children.pop()
        running.add(child)
        try:
            return _tried(child, Job(shard, into, share, template), stopped)
        finally:
            running.discard(child)
            children.append(child)

    children += [Child() for _ in range(at_a_time)]
    running: set[Child] = set()
    with ThreadPoolExecutor(at_a_time) as pool:
        try:
            for future in as_completed([pool.submit(clean_one, shard) for shard in shards]):
                yield future.result()
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            for child in list(running):
                child.kill()
    for child in children:
        child.close()


def clean_job(job: Job) -> Receipt:
    """Clean the shard of a job; called in the process."""
    return clean_shard(job.shard, job.into, job.workers, job.template)


def _tried(child: Child, job: Job, stopped: threading.Event) -> Receipt | Failure:
    detail = "stopped"
    for _ in range(TRIES):
        if stopped.is_set():
            break
        try:
            (receipt,) = child.each(clean_job, [job])
        except (ChildDiedError, ChildError) as error:
            detail = str(error)
        else:
            return receipt
    return Failure(job.shard.id, detail)
