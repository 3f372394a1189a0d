"""What cleaning one page may cost, and the fence that holds a process to it.

A page that needs more than its share is hostile or hits a defect: real pages cost milliseconds, a hundredth of the
share. The fence is the operating system's, so that it also holds where Python code has no say (a loop in C).
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # not a POSIX system
    resource = None  # type: ignore[assignment]

_CPU_BASE, _CPU_PER_MB, _CPU_MOST = 2.0, 2.0, 10.0
"""Seconds."""
_MEMORY_BASE, _MEMORY_PER_MB = 300 << 20, 40 << 20
"""Bytes."""
_MEMORY_STATE = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost."""

    cpu_seconds: float
    """Processor time, user and system; not time on the clock, which depends on the machine's load."""
    memory_bytes: int
    """Private memory beyond what the process held before the page."""


def limits_for(size: int) -> Limits:
    """Return the limits of a page of `size` bytes: they grow with it, up to a most for the time.

    >>> limits_for(1_000_000).cpu_seconds
    4.0
    """
    megabytes = size / 1e6
    cpu = min(_CPU_MOST, _CPU_BASE + _CPU_PER_MB * megabytes)
    return Limits(cpu, int(_MEMORY_BASE + _MEMORY_PER_MB * megabytes))


@contextmanager
def fenced(limits: Limits) -> Iterator[None]:
    """Hold the process to the limits: beyond the time it is ended by SIGPROF, beyond the memory allocations fail.

    Only for the main thread of a process that may die. Without effect where the system has no such limits; the
    memory limit needs Linux's account of a process's own memory.
    """
    if resource is None:
        yield
        return
    former = resource.getrlimit(resource.RLIMIT_DATA)
    if (held := held_bytes()) is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (_within(held + limits.memory_bytes, former[1]), former[1]))
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, former)


def _within(wanted: int, most: int) -> int:
    """Return the wanted soft limit, or the hard one if that is lower."""
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def held_bytes() -> int | None:
    """Return the private memory that this process has asked for; ``None`` where the system does not tell."""
    return _account(5)  # "data + stack", see proc_pid_statm(5)


def resident_bytes() -> int | None:
    """Return the memory that this process has in use, libraries included; ``None`` where the system does not tell."""
    return _account(1)


def _account(field: int) -> int | None:
    try:
        pages = int(_MEMORY_STATE.read_bytes().split()[field])
    except (OSError, IndexError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
