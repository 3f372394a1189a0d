"""What it means to publish a release somewhere: a plan that can be shown, and targets that carry it out.

Every target works the same way: what is there already is compared by hash, only what differs is sent, what was sent is
read back by hash, and the mark that makes the version public knowledge (a tag, ``SHA256SUMS``) comes last. So a
publication that was interrupted is finished by running it again, and one that is complete is left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from . import sums


@dataclass(frozen=True, slots=True)
class Local:
    """The release to publish, which has passed `check`."""

    folder: Path
    version: str
    files: Mapping[str, str]
    """Path → SHA-256, of all files, ``SHA256SUMS`` itself included."""

    @property
    def tag(self) -> str:
        """The version's name where it stands beside others: ``v1.2.3``."""
        return f"v{self.version}"


def local(folder: Path, version: str) -> Local:
    """Return the release in a folder, with the hashes of its files; raises as `sums.read` does."""
    return Local(folder, version, {**sums.read(folder), sums.NAME: sums.sha256(folder / sums.NAME)})


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing will do."""

    place: str
    """Where the release will be, in words."""
    send: tuple[str, ...]
    """Paths of files that are not there yet, or differ."""
    remove: tuple[str, ...]
    """Paths of files that are there and not part of the release."""
    mark: str
    """What makes the version complete, done last; empty if that is there already."""

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.send or self.remove or self.mark)

    def lines(self) -> list[str]:
        """Return the plan as lines for people."""
        if self.done:
            return [f"{self.place}: is there already, with equal hashes; nothing to do"]
        steps = [f"send {path}" for path in self.send] + [f"remove {path}" for path in self.remove]
        return [f"{self.place}:", *(f"  {step}" for step in [*steps, self.mark] if step)]


class Target(Protocol):
    """A place to publish at."""

    def plan(self, release: Local) -> Plan:
        """Look at what is there, change nothing, and say what is to be done; raises `PublishError`."""

    def publish(self, release: Local) -> str:
        """Do it, and return where the release can be found; raises `PublishError`."""
