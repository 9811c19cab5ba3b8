"""Passwords: changed, forgotten, reset."""

import re

import pytest

from ring.pools import OTHER_PASSWORD, PASSWORD, address, make_user
from ring.refusal import refused

VERIFIED = {"AutoVerifiedAttributes": ["email"]}
INCORRECT = ("NotAuthorizedException", "Incorrect username or password.", 400)


def test_a_password_is_changed(app, user):
    """By whoever knows it and is signed in; the new one holds at once in both flows, the old one in none."""
    app = app(True)
    user(app)
    person = app.pycognito("ada")
    person.authenticate(PASSWORD)
    with refused(*INCORRECT):
        person.change_password("Wrong-Password-9", OTHER_PASSWORD)
    with refused("InvalidPasswordException", re.compile("Password does not conform to policy: .*"), 400):
        person.change_password(PASSWORD, "short")
    person.change_password(PASSWORD, OTHER_PASSWORD)
    app.srp("ada", OTHER_PASSWORD)
    app.sign_in("ada", OTHER_PASSWORD)
    for old in (app.srp, app.sign_in):
        with refused(*INCORRECT):
            old("ada", PASSWORD)


@pytest.mark.martlet_only
@pytest.mark.parametrize("secret", [False, True])
def test_a_forgotten_password_is_replaced_by_code(app, root, mail, secret):
    """Only with the mailed code, once, and never below the policy."""
    app, email = app(secret, **VERIFIED), address()
    make_user(root, app.pool, "ada", email=email, email_verified="true")
    person = app.pycognito("ada")
    person.initiate_forgot_password()
    code = mail.code(email)
    with refused("CodeMismatchException", "Invalid verification code provided, please try again.", 400):
        person.confirm_forgot_password("000000" if code != "000000" else "111111", OTHER_PASSWORD)
    with refused("InvalidPasswordException", status=400):
        person.confirm_forgot_password(code, "short")
    person.confirm_forgot_password(code, OTHER_PASSWORD)
    app.srp("ada", OTHER_PASSWORD)
    with refused("ExpiredCodeException", "Invalid code provided, please request a code again.", 400):
        person.confirm_forgot_password(code, PASSWORD)


def test_nobody_without_an_address_recovers(app, user):
    app = app()
    user(app)
    with refused(
        "InvalidParameterException",
        "Cannot reset password for the user as there is no registered/verified email or phone_number", 400,
    ):
        app.api.forgot_password(ClientId=app.client, Username="ada")


@pytest.mark.martlet_only
def test_an_administrator_resets(app, root, mail):
    """The old password ends, and the mailed code makes a new one."""
    app, email = app(**VERIFIED), address()
    make_user(root, app.pool, "ada", email=email, email_verified="true")
    root.pools.admin_reset_user_password(UserPoolId=app.pool, Username="ada")
    with refused("PasswordResetRequiredException", "Password reset required for the user", 400):
        app.sign_in("ada")
    app.pycognito("ada").confirm_forgot_password(mail.code(email), OTHER_PASSWORD)
    app.sign_in("ada", OTHER_PASSWORD)


def test_old_passwords_do_not_come_again(app, root, user):
    """Where the policy keeps a history."""
    app = app(Policies={"PasswordPolicy": {"MinimumLength": 8, "PasswordHistorySize": 2}})
    user(app)
    token = app.sign_in("ada")["AccessToken"]
    app.api.change_password(PreviousPassword=PASSWORD, ProposedPassword=OTHER_PASSWORD, AccessToken=token)
    with refused("PasswordHistoryPolicyViolationException", status=400):
        app.api.change_password(PreviousPassword=OTHER_PASSWORD, ProposedPassword=PASSWORD, AccessToken=token)


@pytest.mark.martlet_only
def test_an_invitation_brings_a_password_that_works(app, root, mail):
    """The mail names the user and a temporary password, which opens nothing but the choice of another."""
    app, email = app(), address()
    root.pools.admin_create_user(
        UserPoolId=app.pool, Username="ada", DesiredDeliveryMediums=["EMAIL"],
        UserAttributes=[{"Name": "email", "Value": email}],
    )
    body = mail.latest(email)["body"]
    found = re.search(r"username is (\S+) and temporary password is (\S+)", body)
    assert found and found[1] == "ada", body
    password = found[2].rstrip(".") if app_refuses(app, found[2]) else found[2]
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=password)
    assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"


def app_refuses(app, password: str) -> bool:
    """AWS's template ends with a full stop right behind the password."""
    try:
        app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=password)
    except app.api.exceptions.NotAuthorizedException:
        return True
    return False
