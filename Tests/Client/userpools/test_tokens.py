"""Tokens: what they say, how long they hold, and how they end."""

import json
import re
import time
import urllib.request

import jwt
import pytest

from ring.pools import PASSWORD, make_app
from ring.refusal import refused

REVOKED = ("NotAuthorizedException", re.compile("Access Token has been revoked"), 400)


def test_claims_are_cognitos(app, user):
    """Member for member; an outside library finds both signatures good, under two different keys."""
    app = app()
    sub = {each["Name"]: each["Value"] for each in user(app, email="ada@example.com", email_verified="true")[
        "UserAttributes"]}["sub"]
    tokens = app.sign_in("ada")
    assert tokens["ExpiresIn"] == 3600 and tokens["TokenType"] == "Bearer"
    claims = app.verified(tokens["IdToken"], "id")
    access = app.verified(tokens["AccessToken"], "access")
    assert claims.keys() == {
        "sub", "email_verified", "iss", "cognito:username", "origin_jti", "aud", "event_id", "token_use", "auth_time",
        "exp", "iat", "jti", "email",
    }
    assert access.keys() == {
        "sub", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti",
        "username",
    }
    assert claims["email_verified"] is True and claims["sub"] == access["sub"] == sub
    assert access["scope"] == "aws.cognito.signin.user.admin" and claims["origin_jti"] == access["origin_jti"]
    assert claims["exp"] - claims["iat"] == 3600 and abs(claims["auth_time"] - time.time()) < 30
    kids = {jwt.get_unverified_header(tokens[name])["kid"] for name in ("IdToken", "AccessToken")}
    keys = app.keys()["keys"]
    assert len(kids) == 2 and kids <= {key["kid"] for key in keys}
    assert all({"alg": "RS256", "kty": "RSA", "use": "sig", "e": "AQAB"}.items() <= key.items() for key in keys)


def test_discovery_leads_to_the_keys(app):
    app = app()
    document = app.well_known("openid-configuration")
    assert document["issuer"] == app.issuer
    with urllib.request.urlopen(document["jwks_uri"], timeout=10) as answer:
        assert json.load(answer) == app.keys()
    assert document["id_token_signing_alg_values_supported"] == ["RS256"]


def test_another_pools_tokens_open_nothing(app, user):
    """Neither by signature nor by issuer."""
    mine, other = app(stem="mine"), app(stem="other")
    user(mine)
    token = mine.sign_in("ada")["AccessToken"]
    with pytest.raises((jwt.InvalidTokenError, StopIteration)):
        other.verified(token, "access")
    head, body, signature = token.split(".")
    for spoilt in (f"{head}.{body}.{signature[:-8]}AAAAAAAA", f"{head}.{body}.", mine.sign_in("ada")["IdToken"], "x"):
        with refused("NotAuthorizedException", re.compile("Invalid Access Token|Could not verify signature.*"), 400):
            mine.api.get_user(AccessToken=spoilt)


def refresh(app, token: str, **more: str) -> dict:
    return app.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, **more)["AuthenticationResult"]


@pytest.mark.parametrize("form", ["hash", "bare"])
def test_refreshing_takes_both_forms_of_the_secret(app, user, form):
    """The old iOS SDK sends the client's secret as it is. No new refresh token comes along."""
    app = app(True)
    user(app)
    tokens = app.sign_in("ada")
    answer = app.api.initiate_auth(
        ClientId=app.client, AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"],
                        "SECRET_HASH": app.secret if form == "bare" else app.hash_of("ada")},
    )["AuthenticationResult"]
    assert "RefreshToken" not in answer
    before, after = (app.verified(each["AccessToken"], "access") for each in (tokens, answer))
    assert after["origin_jti"] == before["origin_jti"] and after["jti"] != before["jti"]
    assert after["auth_time"] == before["auth_time"]
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.initiate_auth(
            ClientId=app.client, AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"], "SECRET_HASH": "d3Jvbmc="},
        )


def test_revoking_ends_one_sign_in(app, user):
    """All tokens of its family, and no others; revoking again, or nonsense, is no error that tells anything."""
    app = app()
    user(app)
    first, second = app.sign_in("ada"), app.sign_in("ada")
    later = refresh(app, first["RefreshToken"])
    app.api.revoke_token(Token=first["RefreshToken"], ClientId=app.client)
    for token in (first["AccessToken"], later["AccessToken"]):
        with refused(*REVOKED):
            app.api.get_user(AccessToken=token)
    with refused("NotAuthorizedException", re.compile("Refresh Token has been revoked|Invalid Refresh Token"), 400):
        refresh(app, first["RefreshToken"])
    assert app.api.get_user(AccessToken=second["AccessToken"])["Username"] == "ada"
    app.verified(first["AccessToken"], "access")  # An outside library cannot know.
    app.api.revoke_token(Token=first["RefreshToken"], ClientId=app.client)


@pytest.mark.parametrize("by", ["user", "administrator"])
def test_global_sign_out_ends_all(app, root, user, by):
    app = app()
    user(app)
    first, second = app.sign_in("ada"), app.sign_in("ada")
    if by == "user":
        app.api.global_sign_out(AccessToken=first["AccessToken"])
    else:
        root.pools.admin_user_global_sign_out(UserPoolId=app.pool, Username="ada")
    for tokens in (first, second):
        with refused(*REVOKED):
            app.api.get_user(AccessToken=tokens["AccessToken"])
        with pytest.raises(app.api.exceptions.NotAuthorizedException):
            refresh(app, tokens["RefreshToken"])
    assert app.api.get_user(AccessToken=app.sign_in("ada")["AccessToken"])["Username"] == "ada"


ROTATING = {
    "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"],
    "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0},
}


def test_rotation_notices_a_stolen_token(app, user):
    """Each refresh token is good once; the second use of one ends the thief's sign-in with the owner's."""
    app = app(client=ROTATING)
    user(app)

    def rotate(token: str) -> dict:
        return app.api.get_tokens_from_refresh_token(ClientId=app.client, RefreshToken=token)["AuthenticationResult"]

    first = app.sign_in("ada")
    second = rotate(first["RefreshToken"])
    third = rotate(second["RefreshToken"])
    assert len({each["RefreshToken"] for each in (first, second, third)}) == 3
    with refused("RefreshTokenReuseException", status=400):
        rotate(first["RefreshToken"])
    with pytest.raises(app.api.exceptions.ClientError):
        rotate(third["RefreshToken"])
    with refused(*REVOKED):
        app.api.get_user(AccessToken=third["AccessToken"])


def test_rotation_forgives_a_lost_answer(app, user):
    """Within the grace period the token before is taken once more."""
    app = app(client={**ROTATING, "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 60}})
    user(app)
    first = app.sign_in("ada")["RefreshToken"]
    for _ in range(2):
        answer = app.api.get_tokens_from_refresh_token(ClientId=app.client, RefreshToken=first)
        assert app.verified(answer["AuthenticationResult"]["AccessToken"], "access")["username"] == "ada"


def test_validity_is_the_clients(app, root, user):
    app = app(client={
        "AccessTokenValidity": 5, "IdTokenValidity": 2, "RefreshTokenValidity": 1,
        "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "hours", "RefreshToken": "days"},
    })
    user(app)
    tokens = app.sign_in("ada")
    assert tokens["ExpiresIn"] == 300
    for name, use, seconds in (("AccessToken", "access", 300), ("IdToken", "id", 7200)):
        claims = app.verified(tokens[name], use)
        assert claims["exp"] - claims["iat"] == seconds


def test_groups_and_their_roles_are_told(app, root, user, target):
    """By rising precedence; the first group's role is preferred, unless two go together."""
    app = app()
    user(app)
    role = f"arn:aws:iam::{target.account}:role/"
    for group, precedence in (("readers", 5), ("writers", 1), ("plain", None)):
        more = {"Precedence": precedence, "RoleArn": role + group} if precedence is not None else {}
        root.pools.create_group(UserPoolId=app.pool, GroupName=group, **more)
        root.pools.admin_add_user_to_group(UserPoolId=app.pool, Username="ada", GroupName=group)
    tokens = app.sign_in("ada")
    claims = app.verified(tokens["IdToken"], "id")
    assert set(claims["cognito:groups"]) == {"readers", "writers", "plain"}
    assert set(claims["cognito:roles"]) == {role + "readers", role + "writers"}
    assert claims["cognito:preferred_role"] == role + "writers"
    assert set(app.verified(tokens["AccessToken"], "access")["cognito:groups"]) == set(claims["cognito:groups"])
    root.pools.update_group(UserPoolId=app.pool, GroupName="readers", Precedence=1, RoleArn=role + "readers")
    claims = app.verified(app.sign_in("ada")["IdToken"], "id")
    assert "cognito:preferred_role" not in claims


def test_a_client_reads_what_it_may(app, root, user):
    """Attributes that a client may not read are in neither its tokens nor its answers."""
    first = app()
    user(first, email="ada@example.com", name="Ada")
    narrow = make_app(root, first.pool, ReadAttributes=["name"])
    tokens = narrow.sign_in("ada")
    claims = narrow.verified(tokens["IdToken"], "id")
    assert claims["name"] == "Ada" and "email" not in claims
    told = {each["Name"] for each in narrow.api.get_user(AccessToken=tokens["AccessToken"])["UserAttributes"]}
    assert told == {"sub", "name"}


@pytest.mark.parametrize("end", ["delete", "disable", "administrator"])
def test_tokens_end_with_their_user(app, root, user, end):
    app = app()
    user(app)
    token = app.sign_in("ada", PASSWORD)["AccessToken"]
    if end == "delete":
        app.api.delete_user(AccessToken=token)
    elif end == "disable":
        root.pools.admin_disable_user(UserPoolId=app.pool, Username="ada")
    else:
        root.pools.admin_delete_user(UserPoolId=app.pool, Username="ada")
    with pytest.raises(app.api.exceptions.ClientError) as caught:
        app.api.get_user(AccessToken=token)
    assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "UserNotFoundException")
