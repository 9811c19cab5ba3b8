"""Fixtures of the client ring.

The subject is the server built into MARTLET_BUILD, or what MARTLET_ENDPOINT names (`aws` for AWS itself) with the
environment's credentials. AWS answers from many copies: there, a call right after a change may need a second run.
"""

import os
import pathlib
import secrets
import urllib.request

import pytest

from ring.issuer import HOST, Issuer
from ring.server import MartletServer
from ring.sweep import sweep
from ring.target import ACCOUNT, REGION, ROOT, Target, external_endpoint, external_target


def pytest_collection_modifyitems(items):
    if external_endpoint():
        for item in items:
            if item.get_closest_marker("martlet_only"):
                item.add_marker(pytest.mark.skip(reason="drives what only Martlet has"))


def ephemeral_arguments(*more: str) -> list[str]:
    return [
        "--ephemeral", "--account", ACCOUNT, "--region", REGION,
        "--root-access-key", ROOT.key, "--root-secret-key", ROOT.secret, *more,
    ]


@pytest.fixture(scope="session")
def issuer():
    """An OpenID Connect provider that the session's server takes for https://issuer.example."""
    provider = Issuer()
    yield provider
    provider.close()


@pytest.fixture(scope="session")
def subject(issuer, tmp_path_factory):
    """The session's one target; a test takes `target` instead, which is clean."""
    if external_endpoint():
        yield external_target()
        return
    # Where CI keeps the output, the server's log belongs to it.
    kept = os.environ.get("TEST_OUTPUT")
    folder = pathlib.Path(kept).resolve() / "server" if kept else tmp_path_factory.mktemp("server")
    folder.mkdir(parents=True, exist_ok=True)
    server = MartletServer(
        *ephemeral_arguments("--allow-private-egress", "--provider-addresses", f"{HOST}={issuer.address}"), folder=folder
    ).start()
    yield Target(server.endpoint, REGION, ACCOUNT, ROOT, server)
    server.stop()


@pytest.fixture(scope="session")
def mark():
    """In every name that this run makes, so that it can be told from what was there."""
    return "ring-" + secrets.token_hex(4)


@pytest.fixture
def target(subject, mark):
    """The target, emptied: Martlet and moto by a reset (MARTLET_RESET names the path), others by a sweep afterwards."""
    if subject.server:
        subject.server.reset()
    elif os.environ.get("MARTLET_RESET"):
        urllib.request.urlopen(subject.endpoint + os.environ["MARTLET_RESET"], data=b"", timeout=10).read()
    yield subject
    if not subject.server and not os.environ.get("MARTLET_RESET"):
        sweep(subject.root, mark)


@pytest.fixture
def root(target):
    """The account's own clients."""
    return target.root


@pytest.fixture
def name(mark):
    """Makes a stem into a name of this run."""
    return lambda stem: f"{stem}-{mark}"


@pytest.fixture
def serve(tmp_path):
    """Starts further servers, each with its own folder for output and log; all end with the test."""
    servers = []

    def start(*arguments: str, **environment: str) -> MartletServer:
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(MartletServer(*arguments, folder=folder, **environment))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def durable(serve, tmp_path):
    """A server on a data folder of its own that can be killed and started again; with its target."""
    arguments = ["--data", str(tmp_path / "data"), "--account", ACCOUNT, "--region", REGION]
    arguments += ["--root-access-key", ROOT.key, "--root-secret-key", ROOT.secret]
    return serve(*arguments)


@pytest.fixture
def target_of():
    """A server's target as its root."""
    return lambda server: Target(server.endpoint, REGION, ACCOUNT, ROOT, server)
