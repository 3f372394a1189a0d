"""Publishing is atomic and can be run again: whatever call fails, a second run ends with one version and equal hashes."""

import hashlib
import shutil

import huggingface_hub
import pytest
from huggingface_hub import constants

from cablepress.cli import run
from cablepress.dataset import sums
from cablepress.dataset.deposit import Zenodo
from cablepress.dataset.edition import Edition
from cablepress.dataset.errors import FindingsError, PublishError
from cablepress.dataset.hub import Hub
from cablepress.dataset.publication import local
from cablepress.dataset.publish import publishable, target
from cablepress.dataset.release import release
from cablepress.dataset.storage import Storage
from cablepress.dataset.terms import Terms
from tests.dataset import servers


@pytest.fixture(scope="module")
def editions(corpus, tmp_path_factory):
    """Two public releases: the second has one page less and another version."""
    folder = tmp_path_factory.mktemp("editions")
    made = {}
    for version, outcomes in {"1.0.0": corpus.outcomes, "2.0.0": corpus.outcomes[1:]}.items():
        intake = type(corpus.intake)({one.id: corpus.intake.captures[one.id] for one in outcomes})
        release(outcomes, intake, folder / version, Edition(version, terms=Terms("standoff", private=False)))
        made[version] = local(folder / version, version)
    return made


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    service = servers.Hub()
    with servers.serving(service) as base:
        service.client = Hub(service.repo, huggingface_hub.HfApi(endpoint=base, token="hf_example"))
        yield service


def held(service, revision):
    """Path → SHA-256 or Git's hash of the files at a revision."""
    tree = service.trees[service.tags[revision]]
    return {path: digest for path, (_, digest, _) in tree.items() if path != ".gitattributes"}


def hashed(one):
    return {
        path: digest if path.endswith(".parquet") else servers.git_hash((one.folder / path).read_bytes())
        for path, digest in one.files.items()
    }


def test_the_hub_gets_one_commit_and_a_tag(hub, editions):
    first, second = editions.values()
    plan = hub.client.plan(first)
    assert "new repository" in plan.place
    assert set(plan.send) == first.files.keys()
    assert hub.client.publish(first).endswith(f"/datasets/{hub.repo}/tree/v1.0.0")
    assert held(hub, "v1.0.0") == hashed(first)
    assert len(hub.commits) == 2  # the repository's own, and ours
    hub.client.publish(second)
    assert held(hub, "v2.0.0") == hashed(second)
    assert held(hub, "v1.0.0") == hashed(first)
    assert len(hub.commits) == 3


def test_publishing_again_does_nothing(hub, editions):
    hub.client.publish(editions["1.0.0"])
    hub.calls.clear()
    assert hub.client.plan(editions["1.0.0"]).done
    hub.client.publish(editions["1.0.0"])
    assert not [call for call in hub.calls if call.startswith(("PUT", "POST")) and "repos/create" not in call]
    assert len(hub.commits) == 2


def test_the_hub_may_fail_at_each_call(hub, editions):
    hub.client.publish(editions["1.0.0"])
    commits, tags = list(hub.commits), dict(hub.tags)
    hub.arm(None, False)
    hub.client.publish(editions["2.0.0"])
    calls = len(hub.calls)
    assert calls > 10
    for number in range(calls):
        for after in (False, True):
            hub.commits, hub.tags, hub.large = list(commits), dict(tags), {}
            hub.arm(number, after)
            with pytest.raises(PublishError):
                hub.client.publish(editions["2.0.0"])
            hub.arm(None, False)
            hub.client.publish(editions["2.0.0"])
            assert held(hub, "v2.0.0") == hashed(editions["2.0.0"])
            assert held(hub, "v1.0.0") == hashed(editions["1.0.0"])
            assert len(hub.commits) == len(commits) + 1


def test_a_tag_is_never_moved(hub, editions, copied):
    hub.client.publish(editions["1.0.0"])
    other = local(editions["2.0.0"].folder, "1.0.0")
    with pytest.raises(PublishError, match="never moved"):
        hub.client.publish(other)
    assert held(hub, "v1.0.0") == hashed(editions["1.0.0"])


def test_an_older_version_does_not_replace_a_newer_one(hub, editions):
    hub.client.publish(editions["2.0.0"])
    with pytest.raises(PublishError, match="newer"):
        hub.client.publish(editions["1.0.0"])


def test_a_commit_in_between_is_not_overwritten(hub, editions, monkeypatch):
    hub.client.publish(editions["1.0.0"])
    answer = hub.answer

    def meddle(method, path, *rest):
        if "/preupload/" in path:
            hub.add_commit({**hub.trees[hub.commits[-1]], "notes.md": ("git", "0" * 40, 1)})
        return answer(method, path, *rest)

    monkeypatch.setattr(hub, "answer", meddle)
    with pytest.raises(PublishError, match=r"412"):
        hub.client.publish(editions["2.0.0"])
    assert "v2.0.0" not in hub.tags


def test_bytes_that_the_hub_did_not_keep_get_no_tag(hub, editions, monkeypatch):
    keep = hub.commit
    monkeypatch.setattr(
        hub,
        "commit",
        lambda body: (keep(body), hub.trees[hub.commits[-1]].update({"README.md": ("git", "0" * 40, 1)}))[0],
    )
    with pytest.raises(PublishError, match=r"README\.md is not the release's"):
        hub.client.publish(editions["1.0.0"])
    assert hub.tags == {}


def refusal(action):
    """Return what an attempt says when it fails; nothing if it does not."""
    try:
        action()
    except PublishError as error:
        return str(error)
    return ""


@pytest.fixture
def zenodo():
    service = servers.Zenodo()
    with servers.serving(service) as base:
        service.client = Zenodo({"ZENODO_URL": base, "ZENODO_TOKEN": "zenodo-example"})
        yield service


def deposited(service, number=1):
    return {name: hashlib.sha256(data).hexdigest() for name, data in service.deposits[number]["files"].items()}


def test_zenodo_gets_a_draft(zenodo, editions):
    for number, one in enumerate(editions.values(), 1):
        assert zenodo.client.publish(one).endswith(f"/deposit/{number}")
        assert deposited(zenodo, number) == one.files
        assert zenodo.deposits[number]["metadata"]["version"] == one.version
        assert not zenodo.deposits[number]["submitted"]
        assert zenodo.client.plan(one).done


def test_zenodo_may_fail_at_each_call(zenodo, editions):
    one = editions["1.0.0"]
    zenodo.client.publish(one)
    zenodo.deposits[1]["files"] = {"old.txt": b"of a former try"}
    zenodo.arm(None, False)
    zenodo.client.publish(one)
    for start in ({}, {1: {"metadata": zenodo.deposits[1]["metadata"], "files": {"old.txt": b""}, "submitted": False}}):
        for number in range(len(zenodo.calls)):
            for after in (False, True):
                zenodo.deposits = {key: value | {"files": dict(value["files"])} for key, value in start.items()}
                zenodo.arm(number, after)
                assert "zenodo-example" not in refusal(lambda: zenodo.client.publish(one))
                zenodo.arm(None, False)
                zenodo.client.publish(one)
                calls = len(zenodo.calls)
                assert [deposited(zenodo, key) for key in zenodo.deposits] == [one.files]
        assert calls > 3


def test_a_published_deposit_is_left_alone(zenodo, editions):
    zenodo.client.publish(editions["1.0.0"])
    zenodo.deposits[1]["submitted"] = True
    zenodo.calls.clear()
    zenodo.client.publish(editions["1.0.0"])
    assert all(call.startswith("GET") for call in zenodo.calls)
    zenodo.deposits[1]["files"]["README.md"] = b"other"
    with pytest.raises(PublishError, match="published already"):
        zenodo.client.publish(editions["1.0.0"])


def test_the_token_goes_to_no_other_server(zenodo, editions, monkeypatch):
    shown = zenodo.shown
    away = {"links": {"bucket": "http://127.0.0.1:9/api/files/1", "html": ""}}
    monkeypatch.setattr(zenodo, "shown", lambda number: shown(number) | away)
    with pytest.raises(PublishError, match="another server"):
        zenodo.client.publish(editions["1.0.0"])


def test_a_redirect_is_not_followed(zenodo, editions, monkeypatch):
    monkeypatch.setattr(zenodo, "answer", lambda *_: (302, {"Location": "http://127.0.0.1:9/"}, b""))
    with pytest.raises(PublishError, match="302"):
        zenodo.client.plan(editions["1.0.0"])


def test_zenodo_needs_a_token():
    with pytest.raises(PublishError, match="ZENODO_TOKEN"):
        Zenodo({})


@pytest.fixture
def s3(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret-example")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    service = servers.S3()
    with servers.serving(service) as base:
        host = base.removeprefix("http://")
        service.address = f"s3://cables/corpus?scheme=http&endpoint_override={host}&region=us-east-1"
        yield service


def test_an_object_store_gets_a_folder_for_each_version(s3, editions):
    for one in editions.values():
        Storage(s3.address).publish(one)
        assert Storage(s3.address).plan(one).done
    for one in editions.values():
        top = f"cables/corpus/{one.tag}/"
        found = {name.removeprefix(top): data for name, data in s3.objects.items() if name.startswith(top)}
        assert {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} == one.files


def test_an_object_store_may_fail(s3, editions):
    one = editions["1.0.0"]
    Storage(s3.address).publish(one)
    calls = len(s3.calls)
    for number in range(
        3, calls, calls // 6
    ):  # an answer of 403 is taken for a missing file or a failure, place by place
        s3.objects.clear()
        s3.arm(number, number % 2 == 0)
        assert "secret-example" not in refusal(lambda: Storage(s3.address).publish(one))
        s3.arm(None, False)
        Storage(s3.address).publish(one)
        assert Storage(s3.address).plan(one).done


def test_a_folder_gets_the_version_and_its_sums_last(editions, tmp_path):
    one = editions["1.0.0"]
    place = tmp_path / "archive" / "v1.0.0"
    Storage(str(tmp_path / "archive")).publish(one)
    assert {path: sums.sha256(place / path) for path in sums.files(place)} == one.files
    assert Storage(str(tmp_path / "archive")).plan(one).done


@pytest.mark.parametrize("name", ["README.md", "data/articles/articles-2010-12.parquet", sums.NAME])
@pytest.mark.parametrize("left", [0, 10])
def test_what_an_interruption_left_in_a_folder_is_finished(editions, tmp_path, name, left):
    one = editions["1.0.0"]
    place = tmp_path / "v1.0.0"
    for path in [path for path in one.files if path != sums.NAME][: 8 if name != sums.NAME else None]:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(one.folder / path, place / path)
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes((one.folder / name).read_bytes()[:left])
    (place / "left-over.tmp").write_text("x")
    Storage(str(tmp_path)).publish(one)
    assert {path: sums.sha256(place / path) for path in sums.files(place)} == one.files


def test_a_version_in_a_folder_is_never_changed(editions, tmp_path):
    Storage(str(tmp_path)).publish(editions["1.0.0"])
    with pytest.raises(PublishError, match="never changed"):
        Storage(str(tmp_path)).publish(local(editions["2.0.0"].folder, "1.0.0"))
    (tmp_path / "v1.0.0" / "README.md").write_text("x")
    with pytest.raises(PublishError, match="not as it was published"):
        Storage(str(tmp_path)).publish(editions["1.0.0"])


ADDRESSES = ["hf:", "hf:owner", "hf:owner/", "hf:a/b/c", "nothing://x", "s3://"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_mean_nothing_are_refused(address):
    with pytest.raises(PublishError):
        target(address)


def test_what_may_not_be_passed_on_is_not_published(built, copied):
    with pytest.raises(PublishError, match="private build"):
        publishable(built)
    (copied / "README.md").write_text("x")
    with pytest.raises(FindingsError):
        publishable(copied)


def test_the_command_prints_its_plan_and_publishes(editions, built, tmp_path, capsys):
    folder = str(editions["1.0.0"].folder)
    assert run(["publish", folder, "--to", str(tmp_path / "out"), "--dry-run"]) == 0
    assert "send data/cables/cables.parquet" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
    assert run(["publish", folder, "--to", str(tmp_path / "out")]) == 0
    assert "Published" in capsys.readouterr().err
    assert run(["publish", folder, "--to", str(tmp_path / "out")]) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert run(["publish", str(built), "--to", str(tmp_path / "out")]) == 3
    assert run(["publish", str(tmp_path), "--to", str(tmp_path / "out")]) == 3
