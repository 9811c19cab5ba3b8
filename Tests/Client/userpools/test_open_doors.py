"""What is open to everybody, and what is to nobody: calls by hand, without keys or region."""

import json
import urllib.error
import urllib.request

import pytest

from ring.policies import allow, make_user as make_caller
from ring.pools import PASSWORD
from ring.refusal import refused

TARGET = "AWSCognitoIdentityProviderService."


def post(target, operation: str, body: dict, **headers: str) -> tuple[int, dict]:
    """A bare JSON 1.1 call, with nothing that names a region or an account."""
    request = urllib.request.Request(target.endpoint + "/", data=json.dumps(body).encode(), headers={
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET + operation, **headers,
    })
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.loads(refusal.read() or b"{}")


@pytest.mark.martlet_only
def test_an_app_needs_neither_keys_nor_region(app, target):
    """The pool is found by the client's id; a whole sign-up and sign-in by hand."""
    app = app()
    status, answer = post(target, "SignUp", {"ClientId": app.client, "Username": "ada", "Password": PASSWORD})
    assert status == 200 and answer["UserConfirmed"] is False, answer
    app.root.pools.admin_confirm_sign_up(UserPoolId=app.pool, Username="ada")
    status, answer = post(target, "InitiateAuth", {
        "ClientId": app.client, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD},
    })
    assert status == 200, answer
    token = answer["AuthenticationResult"]["AccessToken"]
    assert post(target, "GetUser", {"AccessToken": token})[1]["Username"] == "ada"
    status, answer = post(target, "InitiateAuth", {
        "ClientId": app.client, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ada", "PASSWORD": "Wrong-Password-9"},
    })
    assert status == 400 and answer["__type"].endswith("NotAuthorizedException")
    assert answer["message"] == "Incorrect username or password."


@pytest.mark.martlet_only
@pytest.mark.parametrize("client, code", [
    ("0" * 26, "ResourceNotFoundException"), ("", "InvalidParameterException"), ("../x", "InvalidParameterException"),
])
def test_an_unknown_client_is_told(target, client, code):
    status, answer = post(target, "SignUp", {"ClientId": client, "Username": "ada", "Password": PASSWORD})
    assert status == 400 and answer["__type"].endswith(code), answer


CLOSED = [
    ("AdminGetUser", {"Username": "ada"}), ("AdminCreateUser", {"Username": "eve"}),
    ("AdminDeleteUser", {"Username": "ada"}), ("AdminInitiateAuth", {"ClientId": "x", "AuthFlow": "ADMIN_NO_SRP_AUTH"}),
    ("AdminSetUserPassword", {"Username": "ada", "Password": PASSWORD}), ("AdminConfirmSignUp", {"Username": "ada"}),
    ("ListUsers", {}), ("DescribeUserPool", {}), ("UpdateUserPool", {}), ("DeleteUserPool", {}),
    ("CreateUserPoolClient", {"ClientName": "x"}), ("CreateGroup", {"GroupName": "x"}), ("GetCSVHeader", {}),
]


@pytest.mark.martlet_only
@pytest.mark.parametrize("operation, body", CLOSED, ids=[each for each, _ in CLOSED])
def test_administration_needs_keys(app, user, target, operation, body):
    """Without a signature, with an access token instead of one, or with a policy for something else: refused."""
    app = app()
    user(app)
    body = {"UserPoolId": app.pool, **body}
    token = app.sign_in("ada")["AccessToken"]
    for headers in ({}, {"Authorization": f"Bearer {token}"}, {"Authorization": "AWS4-HMAC-SHA256 Credential=x"}):
        status, answer = post(target, operation, body, **headers)
        assert status in (400, 403), answer
        assert answer["__type"].split("#")[-1] in (
            "MissingAuthenticationTokenException", "IncompleteSignatureException", "AccessDeniedException",
            "UnrecognizedClientException", "InvalidSignatureException"), answer
    assert {each["Username"] for each in app.root.pools.list_users(UserPoolId=app.pool)["Users"]} == {"ada"}


@pytest.mark.martlet_only
@pytest.mark.parametrize("operation", ["StartWebAuthnRegistration", "ListWebAuthnCredentials", "Fly"])
def test_what_is_not_served_is_called_so(target, operation):
    """Also without a signature: an app must not be told to look for keys that it never has."""
    status, answer = post(target, operation, {"AccessToken": "x"})
    assert status in (400, 404) and answer["__type"].endswith("UnknownOperationException"), answer


def test_policies_speak_of_pools(app, root, user, name, target):
    """One pool by its ARN, one operation by its name."""
    mine, other = app(stem="mine"), app(stem="other")
    for each in (mine, other):
        user(each)
    arn = f"arn:aws:cognito-idp:{target.region}:{target.account}:userpool/{mine.pool}"
    caller = make_caller(root, name("clerk"), allow("cognito-idp:AdminGetUser", arn))
    assert caller.pools.admin_get_user(UserPoolId=mine.pool, Username="ada")["Username"] == "ada"
    for refusal in (lambda: caller.pools.admin_get_user(UserPoolId=other.pool, Username="ada"),
                    lambda: caller.pools.admin_disable_user(UserPoolId=mine.pool, Username="ada"),
                    lambda: caller.pools.list_user_pools(MaxResults=1)):
        with refused("AccessDeniedException", status=400):
            refusal()


def test_an_unknown_pool_is_told_alike(root):
    """Also where its region is another's."""
    for pool in ("eu-central-1_Nothing00", "us-east-1_Nothing00"):
        with refused("ResourceNotFoundException", f"User pool {pool} does not exist.", 400):
            root.pools.describe_user_pool(UserPoolId=pool)
