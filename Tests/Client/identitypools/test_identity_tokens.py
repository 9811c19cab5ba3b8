"""The pools' own OpenID tokens: what they say, and that anybody can verify them."""

import json
import time
import urllib.parse

import jwt
import pytest

from ring.identities import FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP, HOST, ISSUER, published
from ring.issuer import encoded
from ring.policies import allow, make_role
from ring.providers.keys import Key
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only


@pytest.fixture
def pool(identity_pool, roles):
    made = identity_pool(AllowClassicFlow=True)
    roles(made, allow(), guest=(allow(),))
    return made


@pytest.fixture
def facebook(world):
    return lambda user="f1": {FACEBOOK: world.facebook.token(user, FACEBOOK_APP)}


def test_the_claims_are_aws(pool, facebook, world):
    """Ten minutes, the pool as audience, the identity as subject, and how they came as `amr`."""
    guest, user = pool.identity(), pool.identity(facebook())
    claims = pool.claims(pool.token(guest))
    assert (claims["sub"], claims["aud"], claims["iss"]) == (guest, pool.id, ISSUER)
    assert claims["amr"] == ["unauthenticated"]
    assert claims["exp"] - claims["iat"] == 600 and abs(claims["iat"] - time.time()) < 30
    claims = pool.claims(pool.token(user, facebook()))
    assert claims["sub"] == user and claims["amr"][:2] == ["authenticated", FACEBOOK]
    both = {**facebook(), GOOGLE: world.google.token("g1", GOOGLE_APP)}
    assert {"authenticated", FACEBOOK, GOOGLE} <= set(pool.claims(pool.token(user, both))["amr"])


def test_a_user_pools_user_is_named_in_the_token(connected, app, id_token, login_key):
    """The key of the login, and the key with the user's sub."""
    users = app()
    pool = connected(users, AllowClassicFlow=True)
    key = login_key(users)
    logins = {key: id_token(users)}
    sub = jwt.decode(logins[key], options={"verify_signature": False})["sub"]
    assert pool.claims(pool.token(pool.identity(logins), logins))["amr"] == [
        "authenticated", key, f"{key}:CognitoSignIn:{sub}"]


def test_the_documents_say_where_the_keys_are(root):
    """As an OpenID Connect provider of AWS's does."""
    document = published(root, "/.well-known/openid-configuration")
    assert document["issuer"] == ISSUER and urllib.parse.urlsplit(document["jwks_uri"]).hostname
    assert "RS512" in document["id_token_signing_alg_values_supported"]
    keys = published(root, urllib.parse.urlsplit(document["jwks_uri"]).path)["keys"]
    assert keys and all({"kty": "RSA", "alg": "RS512", "use": "sig"}.items() <= key.items() for key in keys)
    assert not any(set(key) & {"d", "p", "q", "dp", "dq", "qi"} for key in keys)


def parts(token: str) -> tuple[dict, dict]:
    return tuple(json.loads(jwt.utils.base64url_decode(part)) for part in token.split(".")[:2])


def test_a_forged_token_opens_nothing(pool, facebook, root, name):
    """Neither at STS nor as a login: foreign key, no key, the public key as a secret, changed claims."""
    identity = pool.identity(facebook())
    victim = pool.identity(facebook("victim"))
    token = pool.token(identity, facebook())
    header, claims = parts(token)
    body = encoded(json.dumps({**claims, "sub": victim}).encode())
    stranger = Key.made()
    keys = published(root, urllib.parse.urlsplit(published(root, "/.well-known/openid-configuration")["jwks_uri"]).path)
    public = jwt.PyJWK(next(key for key in keys["keys"] if key["kid"] == header["kid"])).key
    forged = [token.split(".")[0] + f".{body}." + token.split(".")[2], token.rsplit(".", 1)[0] + "."]
    known = Key(header["kid"], "HS512", Public(public))
    for algorithm, key in (("none", stranger), ("RS512", stranger), ("HS512", known)):
        signed = encoded(json.dumps({**header, "alg": algorithm}).encode()) + "." + body
        forged.append(signed + "." + encoded(key.signature(algorithm, signed.encode())))
    role = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"]
    for each in forged:
        with pytest.raises(root.sts.exceptions.ClientError) as caught:
            pool.basic(role, each)
        assert caught.value.response["Error"]["Code"] in ("InvalidIdentityToken", "ValidationError")
        with pytest.raises(pool.api.exceptions.NotAuthorizedException):
            pool.credentials(victim, {HOST: each})


class Public:
    """A key of which only the public half is known."""

    def __init__(self, public):
        self.public = public

    def public_key(self):
        return self.public


def test_tokens_of_others_are_not_taken_for_the_pools(pool, connected, app, id_token, login_key, world, root, name):
    """A user's token is not an identity's: neither at STS, nor under the pool's own key."""
    users = app()
    mixed = connected(users)
    login = id_token(users)
    identity = mixed.identity({login_key(users): login})
    role = make_role(root, name("open"), [{
        "Effect": "Allow", "Principal": {"Federated": HOST}, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {f"{HOST}:aud": "*"}}}])
    for token in (login, world.google.token("g1", GOOGLE_APP), world.google.token("g1", pool.id, iss=ISSUER)):
        with pytest.raises(root.sts.exceptions.ClientError) as caught:
            pool.basic(role, token)
        assert caught.value.response["Error"]["Code"] in ("InvalidIdentityToken", "AccessDenied")
        with pytest.raises(mixed.api.exceptions.NotAuthorizedException):
            mixed.credentials(identity, {HOST: token})


def test_a_guests_token_vouches_for_no_login(pool, facebook):
    """Under the key of identity pools, a guest's token does not make a user of them, nor another identity."""
    guest, user = pool.identity(), pool.identity(facebook())
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.credentials(user, {HOST: pool.token(guest)})


def test_tokens_are_for_those_who_show_their_logins(pool, facebook):
    user = pool.identity(facebook())
    with refused("NotAuthorizedException", f"Access to Identity '{user}' is forbidden.", 400):
        pool.token(user)
    with pytest.raises(pool.api.exceptions.NotAuthorizedException):
        pool.token(user, facebook("stranger"))
