"""How the server is watched, reset and ended."""

import concurrent.futures
import json
import re
import threading
import time
import urllib.error
import urllib.request

import pytest

from ring.policies import make_role, make_user
from ring.refusal import refused
from ring.target import ROOT, Credentials

pytestmark = pytest.mark.martlet_only


def fetch(target, path: str, **headers: str):
    with urllib.request.urlopen(urllib.request.Request(target.endpoint + path, headers=headers), timeout=5) as answer:
        return answer.status, answer.headers, answer.read().decode()


def test_health(target):
    """For whoever restarts what is broken."""
    status, headers, body = fetch(target, "/_martlet/health")
    assert status == 200 and headers.get_content_type() == "application/json" and json.loads(body) == {"status": "ok"}


SAMPLE = re.compile(r'[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+-]+')


def test_metrics_are_what_prometheus_reads(target):
    """Every line is a comment or a sample, every metric has its type, and a call is counted."""
    target.root.sts.get_caller_identity()
    _, headers, body = fetch(target, "/_martlet/metrics")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = body.splitlines()
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    for line in lines:
        if not line.startswith("#"):
            assert SAMPLE.fullmatch(line), line
            metric = re.match(r"[a-z_]+", line)[0]
            assert {metric, re.sub(r"_(bucket|sum|count)$", "", metric)} & typed, line
    counted = re.search(
        r'_count\{service="sts",operation="GetCallerIdentity",status="200"\} (\d+)', body
    )
    assert counted and int(counted[1]) >= 1


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Origin"])
def test_reset_is_for_this_machine_only(target, header):
    """A web page or a proxy may not empty a server."""
    request = urllib.request.Request(
        target.endpoint + "/_martlet/reset", data=b"", method="POST", headers={header: "https://elsewhere.example"}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=5)
    assert caught.value.code == 403


def test_reset_empties_and_is_quick(target, capsys):
    """A suite can begin each test clean: the aim is 50 ms; the bound leaves room for a busy machine."""
    for number in range(50):
        target.root.iam.create_user(UserName=f"user-{number}")
    target.root.iam.update_account_password_policy(MinimumPasswordLength=9)
    target.root.iam.create_open_id_connect_provider(Url="https://a.example", ClientIDList=["a"])
    seconds = target.server.reset()
    with capsys.disabled():
        print(f"\nreset of 50 users: {seconds * 1000:.1f} ms")
    assert seconds < 0.5
    assert target.root.iam.list_users()["Users"] == []
    assert target.root.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"] == []
    with refused("NoSuchEntity", status=404):
        target.root.iam.get_account_password_policy()


def test_a_durable_server_has_no_reset(durable):
    """What must last cannot be emptied by one request."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        durable.reset()
    assert caught.value.code in (403, 404)


def test_one_log_line_a_request(target):
    """Who did what, how it ended, how long it took; found again by the id that the caller was given."""
    make_user(target.root, "alice")
    before = len(target.server.log())
    answer = target.root.iam.get_user(UserName="alice")["ResponseMetadata"]
    with refused("NoSuchEntity"):
        target.root.iam.get_user(UserName="ghost")
    lines = wait_for_lines(target.server, before, answer["RequestId"], "NoSuchEntity")
    entry = next(line for line in lines if line.get("id") == answer["RequestId"])
    assert entry == entry | {
        "service": "iam", "operation": "GetUser", "principal": "arn:aws:iam::111122223333:root", "status": 200,
    }
    assert isinstance(entry["microseconds"], int) and 0 < entry["microseconds"] < 10_000_000
    assert [line["status"] for line in lines if line.get("code") == "NoSuchEntity"] == [404]


def wait_for_lines(server, offset: int, *wanted: str) -> list[dict]:
    """The log's entries after an offset, once they hold what is wanted; each line must be JSON."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        text = server.log()[offset:]
        if all(each in text for each in wanted) and text.endswith("\n"):
            break
        time.sleep(0.01)
    return [json.loads(line) for line in text.splitlines()]


def test_no_secret_is_ever_logged(serve, target_of):
    """At the most talkative level, with every kind of secret sent, answered and refused."""
    arguments = ["--ephemeral", "--account", "111122223333", "--log-level", "trace"]
    server = serve(*arguments, "--root-access-key", ROOT.key, "--root-secret-key", ROOT.secret)
    target = target_of(server)
    canaries = {ROOT.secret}
    alice = make_user(target.root, "alice")
    canaries.add(alice.credentials.secret)
    target.root.iam.create_login_profile(UserName="alice", Password="Canary1!password")
    with refused("EntityAlreadyExists"):
        target.root.iam.create_login_profile(UserName="alice", Password="Canary2!password")
    canaries |= {"Canary1!password", "Canary2!password"}
    role = make_role(target.root, "reader", "arn:aws:iam::111122223333:user/alice")
    session = alice.assume(role, ExternalId="canary-external-id")
    canaries |= {session.credentials.secret, session.credentials.token}
    assert session.sts.get_caller_identity()
    with refused("InvalidClientTokenId"):
        target.clients(Credentials(session.credentials.key, "x" * 40, "canary-token")).sts.get_caller_identity()
    request = urllib.request.Request(
        server.endpoint + "/?X-Amz-Security-Token=canary-query", data=b"Action=CanaryAction&Password=canary-body",
        headers={"Authorization": "AWS4-HMAC-SHA256 Credential=canary-credential, Signature=canary-signature"},
    )
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=5)
    canaries |= {"canary-token", "canary-query", "canary-body", "canary-signature"}
    assert server.stop() == 0
    said = server.log() + server.output()
    assert "CreateLoginProfile" in said, "nothing was logged at all"
    assert [canary for canary in canaries if canary in said] == []
    assert not re.search(r"Signature=[0-9a-f]{64}", said)


def test_ending_finishes_what_was_begun(durable, target_of):
    """SIGTERM while clients write: each call is either answered in full or never begun; the exit is clean."""
    target = target_of(durable)
    stop, answered, broken = threading.Event(), [], []

    def write(writer: int) -> None:
        iam = target.clients().iam
        for number in range(10_000):
            if stop.is_set():
                return
            try:
                iam.create_user(UserName=f"writer-{writer}-{number}")
                answered.append(f"writer-{writer}-{number}")
            except Exception as error:
                if "Connection refused" not in str(error) and "Could not connect" not in str(error):
                    broken.append(repr(error))
                return

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for writer in range(4):
            pool.submit(write, writer)
        deadline = time.monotonic() + 10
        while len(answered) < 20 and time.monotonic() < deadline:
            time.sleep(0.005)
        status = durable.stop()
        stop.set()
    assert status == 0 and len(answered) >= 20
    # A connection that was idle when the server ended is closed under the client's next call: never begun.
    unexpected = [error for error in broken if "Connection was closed before" not in error and "reset" not in error]
    assert not unexpected
    durable.start()
    users = {user["UserName"] for page in target_of(durable).root.iam.get_paginator("list_users").paginate()
             for user in page["Users"]}
    assert set(answered) <= users
