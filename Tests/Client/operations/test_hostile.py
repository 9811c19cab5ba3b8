"""Input that is made to hurt costs its sender more than the server, and is answered so that clients can read it."""

import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from ring import raw
from ring.policies import make_role, make_user
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only


def post(target, body: bytes, **headers) -> int:
    request = urllib.request.Request(target.endpoint + "/", data=body, headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=20).status
    except urllib.error.HTTPError as error:
        return error.code


def test_an_unsigned_body_is_small(target):
    """Nobody answers for it, so nobody may make the server hold it."""
    assert post(target, b"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&" + b"a=b&" * 400_000) == 413


def test_fields_are_counted(target):
    """Each field of a form costs many times its bytes."""
    body = b"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&" + b"a=&" * 100_000
    start = time.perf_counter()
    assert post(target, body) in (400, 403, 404)
    assert time.perf_counter() - start < 5


def test_a_simulation_is_bounded(root, target):
    """Stars against long names take their product in steps; other callers must not wait for it."""
    resources = ["arn:aws:s3:::" + "*a" * 20 + f"b{index}" for index in range(1500)]
    policy = json.dumps(
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": resources}})
    with refused("InvalidInput"):
        root.iam.simulate_custom_policy(
            PolicyInputList=[policy] * 10, ActionNames=[f"s3:Get{index}" for index in range(10)],
            ResourceArns=["arn:aws:s3:::" + "a" * 2000 + str(index) for index in range(10)])


@pytest.mark.parametrize("text", ["a\x01b", "a\x00b", "a\ufffeb", "a\x0bb"])
def test_refusals_are_well_formed(root, text):
    """XML cannot hold every character, and boto3 must be able to read the refusal all the same."""
    with refused("ValidationError", status=400):
        root.iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}", Description=text)


@pytest.mark.parametrize("arn", ["arn:aws-cn:iam::{account}:role/worker", "arn:xyz:iam::{account}:role/worker"])
def test_other_partitions_have_no_roles(root, target, arn):
    """A policy that denies the real ARN must not be passed by another spelling of it."""
    alice = make_user(root, "alice")
    make_role(root, "worker", alice.sts.get_caller_identity()["Arn"])
    with pytest.raises(alice.sts.exceptions.ClientError):
        alice.assume(arn.format(account=target.account))


def test_a_client_that_waits_is_told_to_go_on(target):
    """curl and the SDKs hold a large body back until the interim answer comes, or for a second or longer."""
    request = raw.signed(target)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    address = urllib.parse.urlsplit(target.endpoint)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(
            f"POST / HTTP/1.1\r\nHost: {address.netloc}\r\nExpect: 100-continue\r\nConnection: close\r\n"
            f"Content-Length: {len(raw.BODY)}\r\n{head}\r\n".encode()
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 100 Continue\r\n")
        connection.sendall(raw.BODY.encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert b"HTTP/1.1 200 OK" in answer and b"GetCallerIdentityResult" in answer
