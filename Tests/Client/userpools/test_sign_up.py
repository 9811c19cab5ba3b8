"""Signing up: names, attributes, codes, and what is told to people."""

import re

import pytest

from ring.pools import PASSWORD, address, attributes
from ring.refusal import refused

EMAIL_ALIAS = {"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]}
EMAIL_NAME = {"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"]}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.martlet_only
@pytest.mark.parametrize("secret", [False, True])
def test_a_person_signs_up_by_code(app, mail, secret):
    """Unconfirmed until the mailed code comes; then the address is verified and signs in."""
    app, email = app(secret, **EMAIL_ALIAS), address()
    answer = app.sign_up("ada", email=email)
    assert answer["UserConfirmed"] is False and UUID.fullmatch(answer["UserSub"])
    details = answer["CodeDeliveryDetails"]
    assert (details["DeliveryMedium"], details["AttributeName"]) == ("EMAIL", "email")
    assert details["Destination"] == "a***@e***"
    with refused("UserNotConfirmedException", "User is not confirmed.", 400):
        app.sign_in("ada")
    with refused("CodeMismatchException", "Invalid verification code provided, please try again.", 400):
        app.confirm("ada", "000000" if mail.code(email) != "000000" else "111111")
    app.confirm("ada", mail.code(email))
    claims = app.verified(app.sign_in(email)["IdToken"], "id")
    assert claims["email"] == email and claims["email_verified"] is True and claims["sub"] == answer["UserSub"]
    with refused("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED", 400):
        app.confirm("ada", "123456")


@pytest.mark.martlet_only
def test_a_new_code_replaces_the_old(app, mail):
    app, email = app(**EMAIL_ALIAS), address()
    app.sign_up("ada", email=email)
    first = mail.code(email)
    app.api.resend_confirmation_code(ClientId=app.client, Username="ada")
    second = mail.code(email, after=1)
    if first != second:
        with refused("CodeMismatchException"):
            app.confirm("ada", first)
    app.confirm("ada", second)


@pytest.mark.martlet_only
def test_pycognito_signs_up_and_in(app, mail):
    """Another client's whole story: register, confirm, sign in by SRP with verified tokens, read the profile."""
    app, email = app(True, **EMAIL_NAME), address()
    user = app.pycognito(email)
    user.set_base_attributes(email=email, name="Ada")
    user.register(email, PASSWORD)
    user.confirm_sign_up(mail.code(email), email)
    user.authenticate(PASSWORD)
    assert user.id_claims["email"] == email and user.access_claims["client_id"] == app.client
    profile = user.get_user()
    assert profile.email == email and profile.email_verified is True and profile.name == "Ada"
    assert UUID.fullmatch(profile._metadata["username"]) and profile._metadata["username"] == profile.sub


REQUIRED = [{"Name": "email", "Required": True, "Mutable": True}, {"Name": "name", "Required": True, "Mutable": True}]
REFUSALS = [
    ("InvalidParameterException", r"Attributes did not conform to the schema: name(\.formatted)?: "
     r"The attribute is required\s*", dict(email="a@example.com")),
    ("InvalidPasswordException", "Password did not conform with policy: Password not long enough",
     dict(password="Aa1-", email="a@example.com", name="A")),
    ("InvalidPasswordException", "Password did not conform with policy: Password must have uppercase characters",
     dict(password="lower-case-7", email="a@example.com", name="A")),
    ("InvalidPasswordException", "Password did not conform with policy: Password must have numeric characters",
     dict(password="No-Digits-Here", email="a@example.com", name="A")),
    ("InvalidPasswordException", "Password did not conform with policy: Password must have symbol characters",
     dict(password="NoSymbols77", email="a@example.com", name="A")),
    ("InvalidParameterException", "Invalid email address format.", dict(email="nobody", name="A")),
    ("InvalidParameterException", r"Attributes did not conform to the schema: .*nickname.*|.*custom:unknown.*",
     dict(email="a@example.com", name="A", custom__unknown="x")),
]


@pytest.mark.parametrize("code, message, values", REFUSALS)
def test_a_misfit_is_refused_with_a_text_for_people(app, root, code, message, values):
    """And nobody is made."""
    app = app(Schema=REQUIRED)
    with refused(code, re.compile(message, re.DOTALL), 400):
        app.sign_up("ada", **values)
    assert root.pools.list_users(UserPoolId=app.pool)["Users"] == []


@pytest.mark.parametrize("settings, first, second, message", [
    ({}, "ada", "ada", "User already exists"),
    (EMAIL_NAME, "ada@example.com", "ada@example.com", "An account with the given email already exists."),
    ({"UsernameConfiguration": {"CaseSensitive": False}}, "ada", "ADA", "User already exists"),
])
def test_a_name_is_taken_once(app, settings, first, second, message):
    app = app(**settings)
    app.sign_up(first)
    with refused("UsernameExistsException", message, 400):
        app.sign_up(second)


def test_case_counts_unless_the_pool_says_otherwise(app):
    """The API's default; the console's is the other."""
    app = app()
    assert app.sign_up("ada")["UserSub"] != app.sign_up("ADA")["UserSub"]


@pytest.mark.martlet_only
def test_a_taken_alias_shows_at_the_confirmation_and_moves_only_by_force(app, root, mail):
    """Two people claim one address: the second is told, or takes it; the first then has it unverified."""
    app, email = app(**EMAIL_ALIAS), address()
    for number, name in enumerate(("ada", "eve")):
        app.sign_up(name, email=email)
        code = mail.code(email, after=number)
        if name == "ada":
            app.confirm(name, code)
    with refused("AliasExistsException", re.compile("An account with the (given )?email already exists.*"), 400):
        app.confirm("eve", code)
    app.confirm("eve", code, ForceAliasCreation=True)
    assert app.verified(app.sign_in(email)["AccessToken"], "access")["username"] == "eve"
    found = root.pools.admin_get_user(UserPoolId=app.pool, Username="ada")["UserAttributes"]
    assert {"Name": "email_verified", "Value": "false"} in found


@pytest.mark.martlet_only
def test_guessing_a_code_ends(app, mail):
    """After so many guesses even the right code is worth nothing."""
    app, email = app(**EMAIL_ALIAS), address()
    app.sign_up("ada", email=email)
    right = mail.code(email)
    wrong = "000000" if right != "000000" else "111111"
    told = set()
    for _ in range(20):
        try:
            app.confirm("ada", wrong)
        except app.api.exceptions.ClientError as error:
            told.add(error.response["Error"]["Code"])
    assert told <= {"CodeMismatchException", "LimitExceededException", "TooManyFailedAttemptsException",
                    "ExpiredCodeException"} and len(told) > 1
    with pytest.raises(app.api.exceptions.ClientError):
        app.confirm("ada", right)


def test_only_administrators_make_users_where_the_pool_says_so(app, root):
    app = app(AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})
    with refused("NotAuthorizedException", "SignUp is not permitted for this user pool", 400):
        app.sign_up("ada")
    root.pools.admin_create_user(
        UserPoolId=app.pool, Username="ada", MessageAction="SUPPRESS", UserAttributes=attributes(name="Ada")
    )


@pytest.mark.parametrize("secret, given, message", [
    (True, None, "Unable to verify secret hash for client {}"),
    (True, "d3Jvbmc=", "Unable to verify secret hash for client {}"),
    (False, "d3Jvbmc=", "Client {} is not configured for secret but secret was received"),
])
def test_the_client_proves_its_secret(app, secret, given, message):
    app = app(secret)
    more = {"SecretHash": given} if given else {}
    with refused("NotAuthorizedException", re.compile(re.escape(message.format(app.client)) + r"\.?"), 400):
        app.api.sign_up(ClientId=app.client, Username="ada", Password=PASSWORD, **more)
