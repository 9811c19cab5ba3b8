"""Tokens that are not what they seem, against every provider that signs: none of them becomes anybody."""

import re
import time

import pytest

from ring.identities import APPLE, APPLE_APP, FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP
from ring.issuer import encoded
from ring.policies import allow
from ring.providers.keys import Key
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only
CLIENT = "client1"
STRANGER = Key.made()
EXPIRED = re.compile(r"Invalid login token\. Token expired: \d+ >= \d+")
ISSUER = "Invalid login token. Issuer doesn't match providerName"
SIGNATURE = "Invalid login token. Token signature invalid."
ANY = re.compile(r"Invalid login token\..*|Token is not from a supported provider of this identity pool\.")

# By provider: its login key, and the audience that its pools take.
PROVIDERS = {
    "google": (GOOGLE, GOOGLE_APP), "apple": (APPLE, APPLE_APP), "limited": (FACEBOOK, FACEBOOK_APP),
    "club": ("club.example/members", CLIENT), "curve": ("curve.example", CLIENT),
    "user_pool": ("cognito-idp.us-west-2.amazonaws.com/us-west-2_RingPool1", CLIENT),
}


def now(seconds: int) -> int:
    return int(time.time()) + seconds


class Forger:
    """Makes bad tokens of one provider for one audience."""

    def __init__(self, provider, audience: str):
        self.provider, self.audience = provider, audience

    def token(self, *, subject: str = "victim", algorithm: str | None = None, key: Key | None = None, header=None,
              **claims) -> str:
        content = {**self.provider.claims(subject, self.audience), **claims}
        return self.provider.keys.token(content, algorithm=algorithm, key=key, **(header or {}))

    @property
    def published_key(self) -> Key:
        return self.provider.keys.keys[0]

    @property
    def impostor(self) -> Key:
        """A foreign key of the right kind under the provider's own key id."""
        made = STRANGER if self.published_key.algorithm == "RS256" else Key.made(self.published_key.algorithm)
        return Key(self.published_key.kid, made.algorithm, made.private)

    def spliced(self) -> str:
        """The claims of one token under the signature of another."""
        good, other = self.token(subject="mallory").split("."), self.token().split(".")
        return ".".join([good[0], other[1], good[2]])


FORGERIES = {
    "expired": (lambda f: f.token(iat=now(-7200), exp=now(-3600)), EXPIRED),
    "expired long ago": (lambda f: f.token(iat=1400, exp=1500), EXPIRED),
    "not yet valid": (lambda f: f.token(nbf=now(3600)), ANY),
    "issued tomorrow": (lambda f: f.token(iat=now(86400), exp=now(90000)), ANY),
    "without an end": (lambda f: f.token(exp=None), ANY),
    "an end in words": (lambda f: f.token(exp="never"), ANY),
    "an end beyond numbers": (lambda f: f.token(exp=1e400), ANY),
    # Where a token names the app that asked for it beside the one that it is for, either may be the pool's.
    "wrong audience": (lambda f: f.token(aud="another", azp=None), ANY),
    "wrong audience and party": (lambda f: f.token(aud="another", azp="another"), ANY),
    "no audience": (lambda f: f.token(aud=None, azp=None), ANY),
    "an empty list of audiences": (lambda f: f.token(aud=[], azp=None), ANY),
    "wrong issuer": (lambda f: f.token(iss="https://evil.example"), ISSUER),
    "an issuer with a tail": (lambda f: f.token(iss=f.provider.issuer + ".evil.example"), ISSUER),
    "no issuer": (lambda f: f.token(iss=None), ANY),
    "nobody": (lambda f: f.token(sub=None), ANY),
    "an empty subject": (lambda f: f.token(sub=""), ANY),
    "a subject that is a number": (lambda f: f.token(sub=7), ANY),
    "unsigned": (lambda f: f.token(algorithm="none"), ANY),
    "unsigned, oddly spelt": (lambda f: f.token(algorithm="nOnE"), ANY),
    "signature cut off": (lambda f: f.token().rsplit(".", 1)[0] + ".", ANY),
    "two parts": (lambda f: f.token().rsplit(".", 1)[0], ANY),
    "a foreign key": (lambda f: f.token(key=f.impostor), SIGNATURE),
    "a foreign key under its own id": (lambda f: f.token(key=STRANGER), ANY),
    "no key id": (lambda f: f.token(key=f.impostor, header={"kid": None}), ANY),
    "the public key as a secret": (lambda f: f.token(algorithm="HS256"), ANY),
    "a key brought along": (
        lambda f: f.token(key=f.impostor, header={"jwk": f.impostor.published()}), ANY),
    "a key set brought along": (
        lambda f: f.token(key=f.impostor, header={"jku": "https://evil.example/keys"}), ANY),
    "a critical extension": (lambda f: f.token(header={"crit": ["exp"], "exp": now(3600)}), ANY),
    "another's claims": (lambda f: f.spliced(), SIGNATURE),
    "an encrypted form": (lambda f: ".".join([*f.token().split("."), "x", "y"]), ANY),
    "padding": (lambda f: f.token() + "==", ANY),
    "not JSON": (lambda f: f"{encoded(b'{')}.{encoded(b'{')}.{encoded(b'x')}", ANY),
    "words": (lambda f: "open sesame", ANY),
    "fifty thousand dots": (lambda f: "." * 49_000, ANY),
    "deeply nested": (lambda f: f"{encoded(b'[' * 15_000)}.{encoded(b'[' * 15_000)}.eA", ANY),
}


@pytest.fixture
def provider(world):
    everybody = {
        "google": world.google, "apple": world.apple, "limited": world.facebook.limited, "club": world.club,
        "curve": world.curve, "user_pool": world.user_pool,
    }
    return everybody.get


@pytest.fixture
def pool(identity_pool, roles, root, world):
    """A pool that takes them all."""
    arns = [
        root.iam.create_open_id_connect_provider(Url=each.issuer, ClientIDList=[CLIENT])["OpenIDConnectProviderArn"]
        for each in (world.club, world.curve)
    ]
    made = identity_pool(
        OpenIdConnectProviderARNs=arns,
        CognitoIdentityProviders=[{"ProviderName": PROVIDERS["user_pool"][0], "ClientId": CLIENT}])
    roles(made, allow("logs:DescribeLogGroups"))
    return made


@pytest.mark.parametrize("name_of_provider", PROVIDERS)
def test_no_forgery_is_taken(pool, provider, name_of_provider):
    """Neither to become somebody new nor to become a known victim; a good token goes through before and after."""
    key, audience = PROVIDERS[name_of_provider]
    forger = Forger(provider(name_of_provider), audience)
    victim = pool.identity({key: forger.token()})
    failures = []
    for case, (forge, message) in FORGERIES.items():
        for call in (lambda logins: pool.identity(logins), lambda logins: pool.credentials(victim, logins)):
            try:
                with refused("NotAuthorizedException", message, 400):
                    call({key: forge(forger)})
            except (AssertionError, pytest.fail.Exception) as failure:
                failures.append(f"{case}: {failure}")
    assert not failures, "\n".join(failures)
    assert set(pool.identities()) == {victim} == {pool.identity({key: forger.token()})}


def test_a_token_of_one_provider_is_none_of_anothers(pool, provider):
    """Though the audience be right."""
    for mine, (key, audience) in PROVIDERS.items():
        for other in PROVIDERS:
            if other != mine:
                forger = Forger(provider(other), audience)
                with refused("NotAuthorizedException", ANY, 400):
                    pool.identity({key: forger.token()})
    assert not pool.identities()


def test_one_bad_login_among_good_ones_spoils_the_call(pool, provider):
    """Nothing is linked by halves."""
    google, apple = Forger(provider("google"), GOOGLE_APP), Forger(provider("apple"), APPLE_APP)
    identity = pool.identity({GOOGLE: google.token()})
    with refused("NotAuthorizedException", ANY, 400):
        pool.credentials(identity, {GOOGLE: google.token(), APPLE: apple.token(key=apple.impostor)})
    assert pool.logins(identity) == {GOOGLE}


def test_a_clock_that_is_a_little_off_is_forgiven(pool, provider):
    """A provider's clock may be ahead by seconds."""
    google = Forger(provider("google"), GOOGLE_APP)
    assert pool.identity({GOOGLE: google.token(iat=now(5), nbf=now(5))})
