"""What was acknowledged is there after `kill -9`."""

import concurrent.futures
import re
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from ring.server import run_martlet
from ring.target import ACCOUNT, REGION, Credentials, Target

pytestmark = pytest.mark.martlet_only
WRITERS = 8


def write_until_refused(target: Target, writer: int, acknowledged: list[str]) -> None:
    """Creates users until the server is gone; the list holds only names that it has confirmed."""
    iam = target.clients().iam
    for number in range(10_000):
        user = f"writer-{writer}-{number}"
        try:
            iam.create_user(UserName=user)
        except (BotoCoreError, ClientError):
            return
        acknowledged.append(user)


def all_users(iam) -> set[str]:
    return {user["UserName"] for page in iam.get_paginator("list_users").paginate() for user in page["Users"]}


def test_acknowledged_users_survive_kill_9(durable, target_of):
    """Eight writers, killed in the middle, three times over; nothing confirmed is lost, nothing is there by half."""
    acknowledged: list[str] = []
    for round_number in range(3):
        target = target_of(durable)
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            before = len(acknowledged)
            for writer in range(WRITERS):
                pool.submit(write_until_refused, target, round_number * WRITERS + writer, acknowledged)
            deadline = time.monotonic() + 20
            while len(acknowledged) < before + 60 and time.monotonic() < deadline:
                time.sleep(0.005)
            durable.kill()
        assert len(acknowledged) >= before + 60, "the writers hardly wrote"
        durable.start()
        iam = target_of(durable).root.iam
        found = all_users(iam)
        assert set(acknowledged) <= found, f"lost: {sorted(set(acknowledged) - found)[:5]}"
        assert len(found - set(acknowledged)) <= (round_number + 1) * WRITERS
        assert iam.get_account_summary()["SummaryMap"]["Users"] == len(found)


def test_sessions_and_keys_survive_a_restart(durable, target_of):
    """A phone's temporary credentials do not end because the server was updated."""
    iam = target_of(durable).root.iam
    iam.create_user(UserName="alice")
    key = Credentials.of(iam.create_access_key(UserName="alice")["AccessKey"])
    session = Credentials.of(target_of(durable).clients(key).sts.get_session_token()["Credentials"])
    assert durable.stop() == 0
    durable.start()
    for credentials in (key, session):
        identity = target_of(durable).clients(credentials).sts.get_caller_identity()
        assert identity["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/alice"


def test_a_second_server_on_the_same_folder_is_refused(durable, tmp_path):
    """Two writers would ruin the store; the second says so and leaves it alone."""
    result = run_martlet("serve", "--data", str(tmp_path / "data"), "--port", "0", home=tmp_path)
    assert result.returncode != 0
    assert "data" in result.stderr and "Another process is using" in result.stderr, result.stderr
    assert durable.is_healthy()


def root_key_of(server) -> Credentials:
    """From the file that the server names at its start."""
    path = re.search(r"^Root key: (.+)$", server.output(), re.MULTILINE)[1].strip()
    with open(path) as file:
        values = dict(re.findall(r"^(\w+)\s*=\s*(\S+)$", file.read(), re.MULTILINE))
    return Credentials(values["aws_access_key_id"], values["aws_secret_access_key"])


def test_the_generated_root_key_stays(serve, tmp_path):
    """Made at the first start, kept in a file that only its owner reads, the same after every later start."""
    server = serve("--data", str(tmp_path / "data"), "--region", REGION)
    first = root_key_of(server)
    path = tmp_path / "data" / "credentials"
    assert path.stat().st_mode & 0o777 == 0o600
    target = Target(server.endpoint, REGION, "", first, server)
    account = target.root.sts.get_caller_identity()["Account"]
    assert re.fullmatch(r"\d{12}", account)
    for end in (server.stop, server.kill):
        end()
        server.start()
        assert root_key_of(server) == first
        again = Target(server.endpoint, REGION, "", first, server).root.sts.get_caller_identity()
        assert again["Account"] == account


def test_secrets_do_not_lie_open_in_the_data_folder(durable, target_of, tmp_path):
    """Secret keys are sealed: a copy of the database alone opens nothing."""
    iam = target_of(durable).root.iam
    iam.create_user(UserName="alice")
    secret = iam.create_access_key(UserName="alice")["AccessKey"]["SecretAccessKey"].encode()
    iam.create_login_profile(UserName="alice", Password="Canary1!password")
    assert durable.stop() == 0
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and path.name != "credentials"]
    assert files
    for path in files:
        content = path.read_bytes()
        assert secret not in content and b"Canary1!password" not in content, path.name


@pytest.mark.parametrize("obstacle", ["a file in its place", "not writable", "garbage"])
def test_a_folder_that_cannot_be_used_is_refused(tmp_path, obstacle):
    """One clear sentence, and what lies there is left as it is."""
    folder = tmp_path / "data"
    if obstacle == "a file in its place":
        folder.write_text("mine")
    elif obstacle == "not writable":
        folder = type(folder)("/proc/martlet-ring")
    else:
        folder.mkdir()
        (folder / "martlet.sqlite").write_bytes(b"garbage" * 1000)
    result = run_martlet("serve", "--data", str(folder), "--port", "0", home=tmp_path, timeout=20)
    assert result.returncode != 0 and str(folder) in result.stderr, result.stderr
    if obstacle == "a file in its place":
        assert folder.read_text() == "mine"
    if obstacle == "garbage":
        assert (folder / "martlet.sqlite").read_bytes() == b"garbage" * 1000
