"""Each provider of logins: who it says somebody is, for which app, and what it does not say."""

import re

import jwt
import pytest

from ring.identities import (
    AMAZON, AMAZON_APP, APPLE, APPLE_APP, FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP, TWITTER,
)
from ring.policies import allow
from ring.pools import make_app
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only
UNSUPPORTED = "Token is not from a supported provider of this identity pool."
# AWS words the reason; which one it gives here is not recorded anywhere.
INVALID = re.compile(r"Invalid login token\..*|" + re.escape(UNSUPPORTED))


def invalid(message=INVALID):
    return refused("NotAuthorizedException", message, 400)


def enters(pool, key: str, token: str) -> str:
    """The identity of a login, once its credentials worked."""
    identity = pool.identity({key: token})
    answer = pool.credentials(identity, {key: token})
    assert answer["IdentityId"] == identity and pool.logins(identity) == {key}
    return identity


@pytest.fixture
def pool(identity_pool, roles):
    made = identity_pool()
    roles(made, allow("logs:DescribeLogGroups"))
    return made


def test_facebook_access_tokens(pool, world):
    """The Graph API knows whose they are; the same person by another token."""
    facebook = world.facebook
    identity = enters(pool, FACEBOOK, facebook.token("f1", FACEBOOK_APP))
    assert enters(pool, FACEBOOK, facebook.token("f1", FACEBOOK_APP)) == identity
    assert enters(pool, FACEBOOK, facebook.token("f2", FACEBOOK_APP)) != identity
    bad = {
        "expired": facebook.token("f1", FACEBOOK_APP, seconds=-1),
        "logged out": facebook.token("f1", FACEBOOK_APP, valid=False),
        "another app's": facebook.token("f1", "999"),
        "invented": "EAA" + "0" * 40,
        "with a query": facebook.token("f1", FACEBOOK_APP) + "&app_id=" + FACEBOOK_APP,
        "with a path": "../../oauth/access_token?x=",
    }
    for case, token in bad.items():
        with invalid():
            pool.identity({FACEBOOK: token})
        with invalid():
            pool.credentials(identity, {FACEBOOK: token})
        assert len(pool.identities()) == 2, case


def test_facebook_with_the_apps_secret(identity_pool, roles, world):
    """A pool that knows its app's secret can have tokens debugged."""
    pool = identity_pool(SupportedLoginProviders={
        FACEBOOK: f"{FACEBOOK_APP};{world.facebook.secret(FACEBOOK_APP)}"})
    roles(pool, allow("logs:DescribeLogGroups"))
    assert enters(pool, FACEBOOK, world.facebook.token("f1", FACEBOOK_APP))
    with invalid():
        pool.identity({FACEBOOK: world.facebook.token("f1", "999")})
    with invalid():
        pool.identity({FACEBOOK: world.facebook.token("f1", FACEBOOK_APP, seconds=-1)})


def test_facebook_limited_login(pool, world):
    """Its signed tokens come under the same key, and are the same person."""
    limited = world.facebook.limited
    identity = enters(pool, FACEBOOK, limited.token("f1", FACEBOOK_APP))
    assert enters(pool, FACEBOOK, world.facebook.token("f1", FACEBOOK_APP)) == identity
    for token in (limited.token("f1", "999"), limited.token("f1", FACEBOOK_APP, exp=1500),
                  limited.token("f1", FACEBOOK_APP, iss="https://facebook.com.example")):
        with invalid():
            pool.identity({FACEBOOK: token})


def test_google(identity_pool, roles, world, pool):
    """By either spelling of its issuer; the pool's app only, or several by an IAM provider."""
    token = world.google.token
    identity = enters(pool, GOOGLE, token("g1", GOOGLE_APP))
    assert enters(pool, GOOGLE, token("g1", GOOGLE_APP, iss="accounts.google.com")) == identity
    with invalid():
        pool.identity({GOOGLE: token("g1", "another.apps.googleusercontent.com")})
    arn = pool.root.iam.create_open_id_connect_provider(
        Url="https://accounts.google.com", ClientIDList=["web-client", "ios-client"])["OpenIDConnectProviderArn"]
    several = identity_pool("several", SupportedLoginProviders={}, OpenIdConnectProviderARNs=[arn])
    roles(several, allow("logs:DescribeLogGroups"), stem="several")
    identity = enters(several, GOOGLE, token("g1", "web-client"))
    assert enters(several, GOOGLE, token("g1", "ios-client")) == identity
    with invalid():
        several.identity({GOOGLE: token("g1", GOOGLE_APP)})


def test_several_apps_of_one_provider(identity_pool, roles, world):
    """A bundle id and a service id of Apple's, two clients of Google's: one person."""
    pool = identity_pool(SupportedLoginProviders={
        APPLE: f"{APPLE_APP};example.postcards.web", GOOGLE: f"{GOOGLE_APP};web.apps.googleusercontent.com"})
    roles(pool, allow("logs:DescribeLogGroups"))
    for key, provider, second in ((APPLE, world.apple, "example.postcards.web"),
                                  (GOOGLE, world.google, "web.apps.googleusercontent.com")):
        first = APPLE_APP if key == APPLE else GOOGLE_APP
        assert enters(pool, key, provider.token("p1", first)) == enters(pool, key, provider.token("p1", second))
        with invalid():
            pool.identity({key: provider.token("p1", f"{first};{second}")})
        with invalid():
            pool.identity({key: provider.token("p1", first[:-1])})


def test_apple(pool, world):
    enters(pool, APPLE, world.apple.token("001.abc.1", APPLE_APP))
    with invalid():
        pool.identity({APPLE: world.apple.token("001.abc.1", "example.other.ios")})
    with invalid("Invalid login token. Issuer doesn't match providerName"):
        pool.identity({GOOGLE: world.apple.token("001.abc.1", GOOGLE_APP)})


def test_amazon(pool, world):
    """Access tokens that Amazon explains: the pool's app, in time."""
    identity = enters(pool, AMAZON, world.amazon.token("amzn1.account.A1", "ring0001"))
    assert enters(pool, AMAZON, world.amazon.token("amzn1.account.A1", "ring0001")) == identity
    for token in (world.amazon.token("amzn1.account.A1", "other"),
                  world.amazon.token("amzn1.account.A1", "ring0001", seconds=0), "Atza|invented",
                  "x&access_token=" + world.amazon.token("amzn1.account.A1", "ring0001")):
        with invalid():
            pool.identity({AMAZON: token})
    assert AMAZON_APP == "amzn1.application.ring0001" and len(pool.identities()) == 1


def test_twitter(identity_pool, roles, world):
    """Requests are signed for the app and the user, freshly: Twitter refuses a nonce that it has seen."""
    key, secret = world.twitter.app()
    pool = identity_pool(SupportedLoginProviders={TWITTER: f"{key};{secret}"})
    roles(pool, allow("logs:DescribeLogGroups"))
    login = world.twitter.login("12345", key)
    identity = enters(pool, TWITTER, login)
    assert enters(pool, TWITTER, login) == identity, "a second call needs a second nonce"
    assert enters(pool, TWITTER, world.twitter.login("12345", key)) == identity
    other, _ = world.twitter.app()
    token = login.split(";")[0]
    for bad in (world.twitter.login("12345", other), f"{token};wrong", f"{token};", token, f"{login};more", ";"):
        with pytest.raises(pool.api.exceptions.ClientError) as caught:
            pool.identity({TWITTER: bad})
        assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException"), bad
    world.twitter.revoke(login)
    with invalid():
        pool.credentials(identity, {TWITTER: login})
    assert len(pool.identities()) == 1


def test_any_openid_connect_provider(identity_pool, roles, world, root):
    """Found by discovery below a path, with its clients in IAM; its key is the address without a scheme."""
    for provider, key in ((world.club, "club.example/members"), (world.curve, "curve.example")):
        arn = root.iam.create_open_id_connect_provider(
            Url=provider.issuer, ClientIDList=["phone", "web"])["OpenIDConnectProviderArn"]
        pool = identity_pool(key[:4], OpenIdConnectProviderARNs=[arn])
        roles(pool, allow("logs:DescribeLogGroups"), stem=key[:4])
        identity = enters(pool, key, provider.token("m1", "phone"))
        assert enters(pool, key, provider.token("m1", "web")) == identity
        assert enters(pool, key, provider.token("m1", ["else", "web"], azp="web")) == identity
        with invalid():
            pool.identity({key: provider.token("m1", "desk")})
        root.iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="web")
        with invalid():
            pool.identity({key: provider.token("m1", "web")})
        root.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
        with pytest.raises(pool.api.exceptions.ClientError):
            pool.identity({key: provider.token("m1", "phone")})


def test_a_user_pool_of_aws(identity_pool, roles, world):
    """Known by its public keys; its tokens are as good as those of a pool here."""
    pool = identity_pool(CognitoIdentityProviders=[{"ProviderName": world.user_pool.login, "ClientId": "awsclient1"}])
    roles(pool, allow("logs:DescribeLogGroups"))
    enters(pool, world.user_pool.login, world.user_pool.token("u1", "awsclient1"))
    for bad in (world.user_pool.token("u1", "another"), world.user_pool.token("u1", "awsclient1", token_use="access"),
                world.user_pool.token("u1", "awsclient1", iss=world.user_pool.issuer + "x")):
        with invalid():
            pool.identity({world.user_pool.login: bad})


def test_a_user_pool_here(connected, roles, app, id_token, login_key, root):
    """By AWS's name for it; the id token of the client that the pool names, and no other token or client."""
    users = app()
    pool = connected(users)
    roles(pool, allow("logs:DescribeLogGroups"))
    key = login_key(users)
    identity = enters(pool, key, id_token(users))
    tokens = users.sign_in("ada")
    assert enters(pool, key, tokens["IdToken"]) == identity
    with invalid(re.compile(r"Invalid login token\..*")):
        pool.identity({key: tokens["AccessToken"]})
    with invalid():
        pool.identity({key: tokens["RefreshToken"]})
    other = make_app(root, users.pool)
    with invalid():
        pool.identity({key: other.sign_in("ada")["IdToken"]})
    elsewhere = app("elsewhere")
    with invalid():
        pool.identity({key: id_token(elsewhere, "ada")})
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.identity({login_key(elsewhere): elsewhere.sign_in("ada")["IdToken"]})
    assert jwt.decode(tokens["IdToken"], options={"verify_signature": False})["aud"] == users.client
    assert len(pool.identities()) == 1


def test_keys_rotate(identity_pool, roles, world, root):
    """A new key is taken at once; what the old one signed holds no longer than the set says."""
    arn = root.iam.create_open_id_connect_provider(
        Url=world.club.issuer, ClientIDList=["phone"])["OpenIDConnectProviderArn"]
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    roles(pool, allow("logs:DescribeLogGroups"))
    key = "club.example/members"
    old = world.club.token("m1", "phone")
    identity = enters(pool, key, old)
    world.club.keys.rotate()
    assert enters(pool, key, world.club.token("m1", "phone")) == identity
    with invalid():
        pool.identity({key: old})


def test_keys_are_fetched_seldom(identity_pool, roles, world, root):
    """Neither each login nor each unknown key asks the provider again."""
    arn = root.iam.create_open_id_connect_provider(
        Url=world.club.issuer, ClientIDList=["phone"])["OpenIDConnectProviderArn"]
    pool = identity_pool(OpenIdConnectProviderARNs=[arn])
    key = "club.example/members"
    for number in range(10):
        pool.identity({key: world.club.token(f"m{number}", "phone")})
    assert len(world.club.requests) <= 4, "the keys are kept"
    for number in range(30):
        with invalid():
            pool.identity({key: world.club.keys.token(world.club.claims("m", "phone"), kid=f"ghost-{number}")})
    assert len(world.club.requests) <= 10, "made-up key ids are no way to flood a provider"
