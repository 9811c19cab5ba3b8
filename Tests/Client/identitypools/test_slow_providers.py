"""Providers that hang, flood, lead astray or hide their keys: bounded, refused, and nobody else waits."""

import concurrent.futures
import pathlib
import secrets
import time

import pytest

from ring.identities import AMAZON, FACEBOOK, FACEBOOK_APP, TWITTER
from ring.providers import faults

pytestmark = pytest.mark.martlet_only
# A provider gets this long at most, all attempts together.
PATIENCE = 20
REFUSALS = {"NotAuthorizedException", "ExternalServiceException", "InvalidParameterException"}

FAULTS = {
    "hangs": faults.hanging(), "drips": faults.dripping(), "floods": faults.flooding(),
    "inflates": faults.inflating(), "hangs up": faults.hanging_up(),
    "breaks down": faults.answering(500, {"error": "oops"}), "is busy": faults.answering(429, {}, Retry_After="3600"),
    "talks HTML": faults.answering(200, b"<html>It works!</html>", Content_Type="text/html"),
    "is silent": faults.answering(200, b""), "answers null": faults.answering(200, None),
    "nests": faults.answering(200, b"[" * 500_000),
    "redirects to the machine": faults.answering(302, b"", Location="http://127.0.0.1:9/keys"),
    "redirects to metadata": faults.answering(302, b"", Location="http://169.254.169.254/latest/meta-data/"),
}


@pytest.fixture
def club(world, root):
    """An issuer that was never met before, so that nothing of it is remembered; its ARN and login key."""
    world.club.path = "/" + secrets.token_hex(6)
    world.club.keys_at = world.club.path + "/keys"
    arn = root.iam.create_open_id_connect_provider(
        Url=world.club.issuer, ClientIDList=["phone"])["OpenIDConnectProviderArn"]
    yield world.club, arn, world.club.issuer.removeprefix("https://")
    world.club.path, world.club.keys_at = "/members", "/keys"


def memory(server) -> int:
    """What the server holds, in megabytes."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def refusal(call) -> str:
    """The code of the refusal, which must come in time."""
    began = time.monotonic()
    with pytest.raises(Exception) as caught:
        call()
    assert time.monotonic() - began < PATIENCE, "too patient with a bad provider"
    return caught.value.response["Error"]["Code"]


@pytest.mark.parametrize("case", FAULTS)
def test_a_key_set_that_cannot_be_had(identity_pool, club, root, case):
    """Refused in time, without swallowing what was sent; once the provider is well, people come in."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    server, login = root.target.server, {key: provider.token("m1", "phone")}
    before = memory(server) if pathlib.Path("/proc/self").exists() else 0
    with provider.failing(FAULTS[case]):
        assert refusal(lambda: pool.identity(login)) in REFUSALS
    if before:
        assert memory(server) - before < 100, "a provider filled the server's memory"
    deadline = time.monotonic() + 15
    while True:
        try:
            assert pool.identity(login)
            return
        except pool.api.exceptions.ClientError:
            assert time.monotonic() < deadline, "one failure is held against the provider for too long"
            time.sleep(0.5)


@pytest.mark.parametrize("case", ["hangs", "drips", "floods", "hangs up", "breaks down", "talks HTML", "answers null"])
@pytest.mark.parametrize("who", ["facebook", "amazon", "twitter"])
def test_a_token_that_cannot_be_asked_about(identity_pool, world, case, who):
    """The same for providers that are asked each time."""
    app, secret = world.twitter.app()
    pool = identity_pool(SupportedLoginProviders={
        FACEBOOK: FACEBOOK_APP, AMAZON: "amzn1.application.ring0001", TWITTER: f"{app};{secret}"})
    logins = {
        "facebook": {FACEBOOK: world.facebook.token("f1", FACEBOOK_APP)},
        "amazon": {AMAZON: world.amazon.token("amzn1.account.A", "ring0001")},
        "twitter": {TWITTER: world.twitter.login("77", app)},
    }[who]
    with getattr(world, who).failing(FAULTS[case]):
        assert refusal(lambda: pool.identity(logins)) in REFUSALS
    assert pool.identity(logins)


def test_nobody_waits_for_anothers_provider(identity_pool, world, root, club):
    """Thirty callers hang at a provider; guests, and people of other providers, come in at once."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    login = {key: provider.token("m1", "phone")}
    with provider.failing(faults.hanging()), concurrent.futures.ThreadPoolExecutor(30) as workers:
        stuck = [workers.submit(refusal, lambda: pool.identity(login)) for _ in range(30)]
        deadline = time.monotonic() + 10
        while not provider.requests:
            assert time.monotonic() < deadline, "nobody asked the provider"
            time.sleep(0.01)
        began = time.monotonic()
        assert pool.identity() and pool.identity({FACEBOOK: world.facebook.token("f1", FACEBOOK_APP)})
        assert root.sts.get_caller_identity()["Account"]
        assert time.monotonic() - began < 3, "others waited"
        assert {each.result() for each in stuck} <= REFUSALS | {"TooManyRequestsException"}
    assert len(provider.requests) <= 40


def test_a_bomb_of_keys_is_not_swallowed(identity_pool, club, root):
    """A million keys in a set: refused in time."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    one = provider.keys.keys[0].published()
    provider.more = {"keys": {"keys": [{**one, "kid": f"k{number}"} for number in range(100_000)]}}
    assert refusal(lambda: pool.identity({key: provider.token("m1", "phone")})) in REFUSALS
    assert root.sts.get_caller_identity()["Account"]


WEAK_KEYS = {
    "a tiny modulus": {"n": "AQAB"}, "no modulus": {"n": None}, "an exponent of one": {"e": "AQ"},
    "an enormous modulus": {"n": "A" * 200_000}, "an enormous exponent": {"e": "_" * 5_000},
    "a shared secret": {"kty": "oct", "k": "c2VjcmV0"}, "a kind of its own": {"kty": "XYZ"},
    "numbers for texts": {"kid": 7, "n": 7, "e": 7}, "for encryption": {"use": "enc"},
}


@pytest.mark.parametrize("case", WEAK_KEYS)
def test_keys_that_are_none(identity_pool, club, case):
    """What a key set says of keys is looked at before it is used."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    bad = {name: value for name, value in {**provider.keys.keys[0].published(), **WEAK_KEYS[case]}.items() if value}
    provider.more = {"keys": {"keys": [bad]}}
    assert refusal(lambda: pool.identity({key: provider.token("m1", "phone")})) in REFUSALS


LEADS = [
    "http://169.254.169.254/latest/meta-data/iam/", "https://169.254.169.254/keys", "https://127.0.0.1/keys",
    "https://[::1]/keys", "https://localhost/keys", "https://10.0.0.1/keys", "https://0.0.0.0/keys",
    "https://2130706433/keys", "https://[::ffff:127.0.0.1]/keys", "file:///etc/passwd", "http://club.example/keys",
    "https://user:word@club.example/keys", "//club.example/keys", "keys",
]


@pytest.mark.parametrize("address", LEADS)
def test_discovery_leads_to_no_private_address(identity_pool, club, address):
    """An issuer does not make the server fetch from its own network, nor without TLS."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    provider.more = {"configuration": {"jwks_uri": address}}
    assert refusal(lambda: pool.identity({key: provider.token("m1", "phone")})) in REFUSALS
    assert not [each for each in provider.requests if each.path == "/keys"]


def test_discovery_that_speaks_for_another_issuer(identity_pool, club):
    """The document must name the issuer that it was fetched from."""
    provider, arn, key = club
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    provider.more = {"configuration": {"issuer": "https://accounts.google.com"}}
    assert refusal(lambda: pool.identity({key: provider.token("m1", "phone")})) in REFUSALS


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://localhost/x", "https://192.168.0.1", "https://[::1]"])
def test_a_private_issuer_is_not_asked(identity_pool, root, url, world):
    """An administrator of a tenant cannot point the server at its own network."""
    try:
        arn = root.iam.create_open_id_connect_provider(Url=url, ClientIDList=["phone"])["OpenIDConnectProviderArn"]
        pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    except root.iam.exceptions.ClientError:
        return
    token = world.club.keys.token({"iss": url, "aud": "phone", "sub": "m1"})
    assert refusal(lambda: pool.identity({url.removeprefix("https://"): token})) in REFUSALS
