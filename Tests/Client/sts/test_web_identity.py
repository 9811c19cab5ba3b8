"""AssumeRoleWithWebIdentity against an OpenID Connect provider that signs good and bad tokens."""

import hashlib
import hmac
import json
import re
import time

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ring.issuer import URL, encoded
from ring.policies import allow, make_role, trust
from ring.refusal import refused
from ring.target import Credentials

pytestmark = pytest.mark.martlet_only
HOST = URL.removeprefix("https://")


@pytest.fixture
def provider(root):
    """The issuer, registered in IAM with the one audience that it may speak to."""
    return root.iam.create_open_id_connect_provider(Url=URL, ClientIDList=["app-1"])["OpenIDConnectProviderArn"]


@pytest.fixture
def make_trusting_role(root, name, provider):
    def make(condition: dict | None = None) -> str:
        elements = {"Condition": condition} if condition else {}
        statement = trust({"Federated": provider}, "sts:AssumeRoleWithWebIdentity", **elements)
        return make_role(root, name("app"), [statement], allow("iam:ListUsers"))

    return make


@pytest.fixture
def exchange(target):
    """The call, unsigned as every client sends it."""
    client = boto3.client(
        "sts", endpoint_url=target.endpoint, region_name=target.region,
        config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
    )
    return lambda role, token, **more: client.assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="phone", WebIdentityToken=token, **more
    )


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_good_token_becomes_a_session(make_trusting_role, exchange, issuer, target, name, provider, algorithm):
    """The whole way of an app: a provider's token in, credentials that work out."""
    answer = exchange(make_trusting_role(), issuer.token(algorithm))
    assert answer["SubjectFromWebIdentityToken"] == "bird-1"
    assert (answer["Audience"], answer["Provider"]) == ("app-1", provider)
    session = target.clients(Credentials.of(answer["Credentials"]))
    arn = f"arn:aws:sts::{target.account}:assumed-role/{name('app')}/phone"
    assert session.sts.get_caller_identity()["Arn"] == arn == answer["AssumedRoleUser"]["Arn"]
    assert session.iam.list_users() is not None


BAD_TOKENS = {
    "expired": (
        lambda issuer: issuer.token(iat=int(time.time()) - 7200, exp=int(time.time()) - 3600),
        "ExpiredTokenException",
        re.compile(r"Token expired: current date/time \d+ must be before the expiration date/time ?\d+"),
    ),
    "wrong audience": (lambda issuer: issuer.token(aud="app-2"), "InvalidIdentityToken", "Incorrect token audience"),
    "unsigned": (lambda issuer: issuer.token("none"), "InvalidIdentityToken", None),
    "wrong key": (lambda issuer: issuer.token(signer=issuer.stranger_key), "InvalidIdentityToken", None),
    "unknown key id": (lambda issuer: issuer.token(kid="ghost"), "InvalidIdentityToken", None),
    "unknown issuer": (
        lambda issuer: issuer.token(iss="https://other.example"),
        "InvalidIdentityToken",
        re.compile(r"No OpenIDConnect provider found in your account for https://other\.example"),
    ),
    "changed after signing": (
        lambda issuer: issuer.token(sub="bird-2").rsplit(".", 1)[0] + "." + issuer.token().rsplit(".", 1)[1],
        "InvalidIdentityToken", None,
    ),
    "no expiry": (lambda issuer: issuer.token(exp=None), "InvalidIdentityToken", None),
    "no token at all": (lambda issuer: "garbage", "InvalidIdentityToken", None),
}


@pytest.mark.parametrize("case", BAD_TOKENS)
def test_bad_tokens_are_refused(make_trusting_role, exchange, issuer, case):
    """Each way to forge or outlive a token, with AWS's code for it."""
    make, code, message = BAD_TOKENS[case]
    role = make_trusting_role()
    with refused(code, message, 400):
        exchange(role, make(issuer))


def test_the_public_key_is_no_hmac_secret(make_trusting_role, exchange, issuer):
    """The old trick of declaring HS256 and signing with what everybody can read."""
    secret = issuer.rsa_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = issuer.token().split(".")[1]
    signed = encoded(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "rsa"}).encode()) + "." + body
    token = signed + "." + encoded(hmac.digest(secret, signed.encode(), hashlib.sha256))
    role = make_trusting_role()
    with refused("InvalidIdentityToken", status=400):
        exchange(role, token)


CONDITIONS = [
    ({"StringEquals": {f"{HOST}:aud": "app-1"}}, True),
    ({"StringEquals": {f"{HOST}:aud": "app-2"}}, False),
    ({"StringEquals": {f"{HOST}:sub": "bird-1"}}, True),
    ({"StringLike": {f"{HOST}:sub": "bird-*"}}, True),
    ({"StringLike": {f"{HOST}:sub": "fish-*"}}, False),
    ({"StringEquals": {f"{HOST}:aud": "app-1", f"{HOST}:sub": "bird-2"}}, False),
]


@pytest.mark.parametrize(("condition", "admitted"), CONDITIONS)
def test_trust_conditions_on_claims(make_trusting_role, exchange, issuer, condition, admitted):
    """What keeps one app's users out of another's role."""
    role = make_trusting_role(condition)
    if admitted:
        assert exchange(role, issuer.token())["Credentials"]
    else:
        with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403):
            exchange(role, issuer.token())


def test_a_role_that_trusts_nobody_outside_is_closed(root, exchange, issuer, provider, target, name):
    """A valid token opens only roles that trust its provider."""
    role = make_role(root, name("inside"), f"arn:aws:iam::{target.account}:root")
    with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403):
        exchange(role, issuer.token())


def test_a_provider_that_does_not_answer(root, exchange, issuer, target, name):
    """Refused in bounded time, as AWS words it."""
    provider = root.iam.create_open_id_connect_provider(
        Url="https://silent.invalid", ClientIDList=["app-1"]
    )["OpenIDConnectProviderArn"]
    role = make_role(root, name("app"), [trust({"Federated": provider}, "sts:AssumeRoleWithWebIdentity")])
    with refused(
        "InvalidIdentityToken",
        "Couldn't retrieve verification key from your identity provider,  "
        "please reference AssumeRoleWithWebIdentity documentation for requirements",
        400,
    ):
        exchange(role, issuer.token(iss="https://silent.invalid"))
