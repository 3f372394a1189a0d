"""The shards of a plan on a Ray cluster: the bytes of a local run, on one node, on two, and when one of them dies.

Runs where Ray is installed (`make cluster`); two nodes on one machine need network namespaces, so root on Linux.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from cablepress.cleaning.plan import read_plan
from cablepress.cleaning.shard import receipts
from cablepress.cli import run
from cablepress.scraping.command import SAMPLE

SCRATCH = "/tmp"  # Ray's sockets lie here; a longer path breaks the system's limit on their names
STARTED = "Ray runtime started"
PORTS = [
    "--metrics-export-port=21001",
    "--dashboard-agent-grpc-port=21002",
    "--dashboard-agent-listen-port=21003",
    "--runtime-env-agent-port=21004",
]


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    for number in range(6):
        (folder / f"{number}.warc.gz").write_bytes((SAMPLE / "captures.warc.gz").read_bytes())
    shutil.copytree(SAMPLE / "folder", folder / "pages")
    return folder


@pytest.fixture(scope="module")
def local(inputs, tmp_path_factory):
    out = tmp_path_factory.mktemp("local") / "out"
    assert run(["clean", str(inputs), "--plan", str(out)]) == 0
    return out


def test_without_ray_the_command_says_what_to_install(inputs, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ray", None)
    assert run(["clean", str(inputs), "--plan", str(tmp_path), "--engine", "ray"]) == 3
    assert "pip install 'cablepress[cluster]'" in capsys.readouterr().err


@pytest.fixture(scope="module")
def _ray():
    pytest.importorskip("ray", reason="Ray is not installed here: make cluster")


def sh(command, **more):
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True, **more)


def on_ray(inputs, out, prefix=(), **environment):
    """Start the command of a run on Ray."""
    command = [*prefix, sys.executable, "-m", "cablepress.cli", "clean", inputs, "--plan", out, "--engine", "ray"]
    told = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", **environment}
    return subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("_ray")
def test_one_node_gives_the_bytes_of_a_local_run(inputs, local, tmp_path):
    started = on_ray(inputs, tmp_path / "out")
    _, err = started.communicate(timeout=300)
    assert started.returncode == 0, err
    assert contents(tmp_path / "out") == contents(local)


@contextmanager
def two_hosts():
    """Two network namespaces joined by a pair of interfaces."""
    a, b = (f"cablepress-{os.getpid()}-{name}" for name in "ab")
    try:
        try:
            sh(f"ip netns add {a} && ip netns add {b}")
            sh(f"ip link add cpa{os.getpid()} netns {a} type veth peer name cpb{os.getpid()} netns {b}")
        except subprocess.CalledProcessError as error:
            pytest.skip(f"network namespaces are not to be had here (root on Linux has them): {error.stderr.strip()}")
        for host, name, address in ((a, "cpa", "10.77.0.1"), (b, "cpb", "10.77.0.2")):
            sh(f"ip -n {host} addr add {address}/24 dev {name}{os.getpid()} && ip -n {host} link set lo up")
            sh(f"ip -n {host} link set {name}{os.getpid()} up")
        yield a, b
    finally:
        for host in (a, b):
            subprocess.run(f"ip netns del {host}", shell=True, check=False, capture_output=True)


@contextmanager
def two_nodes():
    """A Ray node in each of two namespaces; yields the first host, the second node, and what a client must know."""
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_USAGE_STATS_ENABLED": "0"}
    place = Path(SCRATCH, f"cp-ray-{secrets.token_hex(4)}")
    place.mkdir()
    nodes = []
    with two_hosts() as (first, second):
        try:
            nodes.append(
                node(first, "10.77.0.1", f"--head --port=6379 --include-dashboard=false --temp-dir={place}", token)
            )
            nodes.append(node(second, "10.77.0.2", "--address=10.77.0.1:6379", token))
            yield first, nodes[1], token
        finally:
            for one in nodes:
                end(one)
            shutil.rmtree(place, ignore_errors=True)


def node(host, address, role, token, tries=4):
    """Start a node; Ray gives up after half a minute, which a busy machine may need."""
    ray = Path(sys.executable).with_name("ray")
    command = (
        f"exec ip netns exec {host} {ray} start {role} --node-ip-address={address} --num-cpus=1 --block "
        f"--disable-usage-stats {' '.join(PORTS)}"
    )
    said = ""
    for _ in range(tries):
        with tempfile.NamedTemporaryFile("r") as log:
            started = subprocess.Popen(
                command, shell=True, env={**os.environ, **token}, stdout=log, stderr=log, start_new_session=True
            )
            wait_for(lambda one=started, file=log.name: one.poll() is not None or STARTED in Path(file).read_text())
            said = Path(log.name).read_text()
        if STARTED in said:
            return started
        end(started)
    raise AssertionError(said)


def wait_for(condition, seconds=200):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.2)


def end(node):
    """Kill a node with all its processes, as a power cut would."""
    try:
        os.killpg(node.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    node.wait()


@pytest.mark.usefixtures("_ray")
@pytest.mark.parametrize("killed", [False, True], ids=["both live", "one is killed"])
def test_two_nodes_give_the_bytes_of_a_local_run(killed, inputs, local, tmp_path):
    out = tmp_path / "out"
    with two_nodes() as (host, second, token):
        started = on_ray(inputs, out, ("ip", "netns", "exec", host), RAY_ADDRESS="10.77.0.1:6379", **token)
        if killed:
            wait_for(lambda: list(out.glob("receipts/*.json")) or started.poll() is not None)
            end(second)
        _, err = started.communicate(timeout=400)
    assert started.returncode == 0, err
    assert {one.id for one in receipts(out)} == {shard.id for shard in read_plan(out).shards}
    assert contents(out) == contents(local)
