"""Publishes to the Hugging Face Hub: one commit on the head that was looked at, read back by hash, the tag last.

A tag is never moved: if it is there, its files must be the release's, and nothing is done.
The token is the one that `huggingface_hub` finds (``HF_TOKEN``, or the Hub's own login); it is never looked at here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import PublishError
from .publication import Local, Plan
from .version import parts

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_KIND = "dataset"
_OF_THE_HUB = {".gitattributes"}
"""Files that the Hub adds by itself."""


class Hub:
    """A dataset repository on the Hub."""

    def __init__(self, repo: str, api: "HfApi | None" = None) -> None:
        self.repo = repo
        self._given = api

    @property
    def _api(self) -> "HfApi":
        from huggingface_hub import HfApi  # noqa: PLC0415 - takes long to import, and few need it

        return self._given or HfApi()

    def plan(self, release: Local) -> Plan:
        """Compare the release with its tag, or with the head of the main branch."""
        with _telling(self.repo):
            return self._plan(release)[0]

    def publish(self, release: Local) -> str:
        """Commit what differs, read it back, and set the tag."""
        with _telling(self.repo):
            self._api.create_repo(self.repo, repo_type=_KIND, exist_ok=True)
            plan, head = self._plan(release)
            if plan.send or plan.remove:
                head = self._commit(release, plan, head)
            if plan.mark:
                self._verify(release, head)
                self._api.create_tag(self.repo, tag=release.tag, revision=head, repo_type=_KIND)
                self._verify(release, release.tag)
        return f"{self._api.endpoint}/datasets/{self.repo}/tree/{release.tag}"

    def _plan(self, release: Local) -> tuple[Plan, str]:
        """Return what is to be done, and the commit that it is to be done on."""
        place = f"dataset {self.repo} on the Hub, tag {release.tag}"
        if not self._api.repo_exists(self.repo, repo_type=_KIND):
            return Plan(f"{place} (a new repository)", tuple(release.files), (), f"set the tag {release.tag}"), ""
        refs = self._api.list_repo_refs(self.repo, repo_type=_KIND)
        tags = {tag.name: tag.target_commit for tag in refs.tags}
        if release.tag in tags:
            self._verify(release, release.tag)
            return Plan(place, (), (), ""), tags[release.tag]
        if newer := [tag for tag in tags if _is_newer(tag, release.version)]:
            raise PublishError(f"{self.repo}: has {max(newer)} already, which is newer than {release.version}")
        head = str(self._api.repo_info(self.repo, revision="main", repo_type=_KIND).sha)
        remote = self._remote(head)
        send = tuple(path for path in release.files if not _is_same(release, path, remote))
        remove = tuple(sorted(remote.keys() - release.files.keys()))
        return Plan(place, send, remove, f"set the tag {release.tag}"), head

    def _commit(self, release: Local, plan: Plan, head: str) -> str:
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete  # noqa: PLC0415 - see above

        adds = [CommitOperationAdd(path, str(release.folder / path)) for path in plan.send]
        deletes = [CommitOperationDelete(path) for path in plan.remove]
        message = f"Version {release.version}"
        made = self._api.create_commit(
            self.repo, [*adds, *deletes], commit_message=message, repo_type=_KIND, parent_commit=head
        )
        return str(made.oid)

    def _remote(self, revision: str) -> dict[str, str]:
        """Return path → hash of the repository's files at a revision: SHA-256 of large ones, else Git's."""
        tree = self._api.list_repo_tree(self.repo, recursive=True, revision=revision, repo_type=_KIND)
        return {path: digest for path, digest in _hashes(tree) if path not in _OF_THE_HUB}

    def _verify(self, release: Local, revision: str) -> None:
        """Raise `PublishError` unless the files at a revision are those of the release, and no others."""
        remote = self._remote(revision)
        wrong = sorted(path for path in release.files if not _is_same(release, path, remote))
        wrong += sorted(remote.keys() - release.files.keys())
        if wrong:
            raise PublishError(f"{self.repo} at {revision}: {wrong[0]} is not the release's file; a tag is never moved")


def _hashes(tree: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for entry in tree:
        if hasattr(entry, "blob_id"):  # a file, no folder
            yield entry.path, entry.lfs.sha256 if entry.lfs else entry.blob_id


def _is_same(release: Local, path: str, remote: Mapping[str, str]) -> bool:
    """Return whether a file is there with the same bytes."""
    found = remote.get(path, "")
    return found == (release.files[path] if len(found) == 64 else _git_hash(release.folder / path))


def _git_hash(path: Path) -> str:
    """Return the name that Git gives a file's bytes; only files too small for large storage are named so."""
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _is_newer(tag: str, version: str) -> bool:
    numbers = tag.removeprefix("v").split(".")
    return len(numbers) == 3 and all(n.isdecimal() for n in numbers) and parts(tag.removeprefix("v")) > parts(version)


@contextmanager
def _telling(repo: str) -> Iterator[None]:
    """Turn whatever the Hub's client raises into a `PublishError` of one line."""
    try:
        yield
    except PublishError:
        raise
    except Exception as error:
        raise PublishError(f"{repo}: {' '.join(str(error).split())}; running the command again goes on") from error
