"""Signing in: each flow, each way to be named, and what the wrong password meets."""

import re

import pytest
from pycognito.aws_srp import AWSSRP
from pycognito.exceptions import ForceChangePasswordException

from ring.functions import eventually
from ring.pools import OTHER_PASSWORD, PASSWORD, App, address, make_app, make_user
from ring.refusal import refused

WRONG = "Wrong-Password-9"
INCORRECT = ("NotAuthorizedException", "Incorrect username or password.", 400)


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("settings, named", [
    ({}, "name"), ({"AliasAttributes": ["email", "phone_number"]}, "email"),
    ({"AliasAttributes": ["email", "phone_number"]}, "phone_number"),
    ({"UsernameAttributes": ["email"]}, "email"), ({"UsernameConfiguration": {"CaseSensitive": False}}, "NAME"),
])
def test_srp_by_every_name(app, root, secret, settings, named):
    """The password never travels; the tokens verify by the served keys, whatever was typed for a name."""
    app, email = app(secret, **settings), address()
    name = email if "UsernameAttributes" in settings else "ada"
    values = {"email": email, "email_verified": "true", "phone_number": "+15555550123", "phone_number_verified": "true"}
    made = make_user(root, app.pool, name, **values)
    user = app.pycognito({"name": name, "NAME": name.upper()}.get(named, values.get(named)))
    user.authenticate(PASSWORD)
    assert user.id_claims["cognito:username"] == user.access_claims["username"] == made["Username"]
    assert user.token_type == "Bearer" and user.refresh_token
    with refused(*INCORRECT):
        app.srp(user.username, WRONG)


def test_a_changed_proof_is_refused(app, user):
    """The server really checks: one other bit in the proof, or an old or foreign time, and nobody comes in."""
    app = app()
    user(app)
    srp = AWSSRP("ada", PASSWORD, app.pool, app.client, client=app.api)
    begun = srp.get_auth_params()
    for spoil in ("PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP", "PASSWORD_CLAIM_SECRET_BLOCK"):
        answer = app.start("USER_SRP_AUTH", **begun)
        assert answer["ChallengeName"] == "PASSWORD_VERIFIER"
        parameters = answer["ChallengeParameters"]
        assert {"SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"} <= parameters.keys()
        proof = srp.process_challenge(parameters, begun)
        proof[spoil] = {"TIMESTAMP": "Mon Jan 1 00:00:00 UTC 2018"}.get(spoil, "A" * 4 + proof[spoil][4:])
        with pytest.raises(app.api.exceptions.ClientError) as caught:
            app.api.respond_to_auth_challenge(
                ClientId=app.client, ChallengeName="PASSWORD_VERIFIER", ChallengeResponses=proof
            )
        assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException")
    for zero in ("0", "00" * 384):
        with pytest.raises(app.api.exceptions.ClientError):
            app.start("USER_SRP_AUTH", USERNAME="ada", SRP_A=zero)


@pytest.mark.parametrize("flow", ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"])
def test_a_backend_signs_in_for_a_user(app, root, user, flow):
    app = app(True, client={"ExplicitAuthFlows": ["ADMIN_NO_SRP_AUTH"]} if flow == "ADMIN_NO_SRP_AUTH" else None)
    user(app)
    answer = root.pools.admin_initiate_auth(
        UserPoolId=app.pool, ClientId=app.client, AuthFlow=flow,
        AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD, "SECRET_HASH": app.hash_of("ada")},
    )
    assert app.verified(answer["AuthenticationResult"]["AccessToken"], "access")["username"] == "ada"


@pytest.mark.parametrize("flow, allowed", [
    ("USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"), ("USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"),
    ("CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"),
])
def test_a_client_does_what_it_may(app, user, flow, allowed):
    app = app(client={"ExplicitAuthFlows": [allowed, "ALLOW_REFRESH_TOKEN_AUTH"]})
    user(app)
    with refused("InvalidParameterException", re.compile(r".* not enabled for (this |the )?client\.?"), 400):
        app.start(flow, USERNAME="ada", PASSWORD=PASSWORD, SRP_A="ab" * 300)


def test_an_invited_user_chooses_a_password(app, root):
    """By SRP as pycognito does it, and the temporary one is then worth nothing."""
    app = app(True)
    root.pools.admin_create_user(
        UserPoolId=app.pool, Username="ada", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS"
    )
    with pytest.raises(ForceChangePasswordException):
        app.srp("ada")
    app.pycognito("ada").new_password_challenge(PASSWORD, OTHER_PASSWORD)
    assert root.pools.admin_get_user(UserPoolId=app.pool, Username="ada")["UserStatus"] == "CONFIRMED"
    app.srp("ada", OTHER_PASSWORD)
    with refused(*INCORRECT):
        app.srp("ada")


def test_required_attributes_come_with_the_new_password(app, root):
    """The challenge names what is missing; a wrong session is refused."""
    app = app(Schema=[{"Name": "name", "Required": True, "Mutable": True}])
    root.pools.admin_create_user(
        UserPoolId=app.pool, Username="ada", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS"
    )
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert answer["ChallengeParameters"]["requiredAttributes"] == '["userAttributes.name"]'
    with refused("InvalidPasswordException", status=400):
        app.respond("NEW_PASSWORD_REQUIRED", answer["Session"], USERNAME="ada", NEW_PASSWORD="short",
                    **{"userAttributes.name": "Ada"})
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    tokens = app.respond("NEW_PASSWORD_REQUIRED", answer["Session"], USERNAME="ada", NEW_PASSWORD=OTHER_PASSWORD,
                         **{"userAttributes.name": "Ada"})["AuthenticationResult"]
    assert app.verified(tokens["IdToken"], "id")["name"] == "Ada"
    with refused("NotAuthorizedException", status=400):
        app.respond("NEW_PASSWORD_REQUIRED", answer["Session"], USERNAME="ada", NEW_PASSWORD=PASSWORD,
                    **{"userAttributes.name": "Ada"})


def test_guessing_locks_and_time_unlocks(app, user):
    """Five wrong guesses by two flows; then even the right password waits, and asking meanwhile makes it no longer."""
    app = app()
    user(app)
    for attempt in range(5):
        with refused(*INCORRECT):
            app.srp("ada", WRONG) if attempt % 2 else app.sign_in("ada", WRONG)
    with refused("NotAuthorizedException", "Password attempts exceeded", 400):
        app.sign_in("ada")

    def opened():
        try:
            return app.sign_in("ada")
        except app.api.exceptions.NotAuthorizedException as error:
            assert error.response["Error"]["Message"] == "Password attempts exceeded"
            return None

    assert eventually(opened, 5)["AccessToken"]


@pytest.mark.parametrize("state, code, message", [
    ("disabled", "NotAuthorizedException", "User is disabled."),
    ("reset", "PasswordResetRequiredException", "Password reset required for the user"),
    ("deleted", "UserNotFoundException", "User does not exist."),
])
def test_a_users_state_is_told(app, root, user, state, code, message):
    app = app(AutoVerifiedAttributes=["email"])
    user(app, email=address(), email_verified="true")
    names = {"UserPoolId": app.pool, "Username": "ada"}
    {"disabled": root.pools.admin_disable_user, "reset": root.pools.admin_reset_user_password,
     "deleted": root.pools.admin_delete_user}[state](**names)
    with refused(code, message, 400):
        app.sign_in("ada")


class Hidden:
    """The same question about somebody who is there and somebody who is not."""

    def __init__(self, app: App, names: tuple[str, str]):
        self.app, self.names = app, names

    def answers(self, ask) -> list:
        found = []
        for name in self.names:
            try:
                answer = ask(name)
                answer.pop("ResponseMetadata")
                found.append(answer)
            except self.app.api.exceptions.ClientError as error:
                found.append((error.response["Error"]["Code"], error.response["Error"]["Message"],
                              error.response["ResponseMetadata"]["HTTPStatusCode"]))
        return found


def shape(value):
    """What an answer looks like: names, and how long each text is."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    return len(value) if isinstance(value, str) else value


def test_nobody_learns_who_is_there(app, root):
    """Where the client hides users, an unknown name gets what a known one with the wrong secret gets."""
    app = app(client={"PreventUserExistenceErrors": "ENABLED"}, UsernameAttributes=["email"],
              AutoVerifiedAttributes=["email"])
    known, unknown = address("ada"), address("eve")
    make_user(root, app.pool, known, email=known, email_verified="true")
    hidden = Hidden(app, (known, unknown))
    wrong = hidden.answers(lambda name: app.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=WRONG))
    assert wrong == [INCORRECT, INCORRECT]
    a, b = hidden.answers(lambda name: app.start("USER_SRP_AUTH", USERNAME=name, SRP_A="ab" * 384))
    assert a["ChallengeName"] == b["ChallengeName"] == "PASSWORD_VERIFIER"
    assert a["ChallengeParameters"].keys() == b["ChallengeParameters"].keys()
    near = {name: abs(len(a["ChallengeParameters"][name]) - len(b["ChallengeParameters"][name]))
            for name in a["ChallengeParameters"]}
    assert max(near.values()) <= 4, near
    again = app.start("USER_SRP_AUTH", USERNAME=unknown, SRP_A="cd" * 384)["ChallengeParameters"]
    for stable in ("SALT", "USER_ID_FOR_SRP"):
        assert again[stable] == b["ChallengeParameters"][stable], "a salt that changes tells that nobody is there"
    with refused(*INCORRECT):
        app.srp(unknown)
    a, b = hidden.answers(lambda name: app.api.forgot_password(ClientId=app.client, Username=name))
    assert shape(a) == shape(b) and a["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
    assert a["CodeDeliveryDetails"]["Destination"] == "a***@e***" and (
        b["CodeDeliveryDetails"]["Destination"] == "e***@e***")
    a, b = hidden.answers(lambda name: app.api.confirm_forgot_password(
        ClientId=app.client, Username=name, ConfirmationCode="000000", Password=OTHER_PASSWORD))
    assert a == b == ("CodeMismatchException", "Invalid verification code provided, please try again.", 400)


def test_a_client_that_hides_nothing_tells(app):
    """AWS's default of the API: an unknown name is said to be unknown."""
    app = app(client={"PreventUserExistenceErrors": "LEGACY"})
    text = re.compile("User does not exist.|Username/client id combination not found.")
    for ask in (lambda: app.sign_in("eve"), lambda: app.srp("eve"),
                lambda: app.api.forgot_password(ClientId=app.client, Username="eve")):
        with refused("UserNotFoundException", text, 400):
            ask()


@pytest.mark.martlet_only
def test_a_code_by_mail_signs_in(app, root, mail):
    """Choice-based sign-in: the user says how, and proves it by what came."""
    app = app(
        client={"ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
        Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}},
    )
    email = address()
    make_user(root, app.pool, "ada", email=email, email_verified="true")
    answer = app.start("USER_AUTH", USERNAME="ada")
    assert answer["ChallengeName"] == "SELECT_CHALLENGE"
    assert set(answer["AvailableChallenges"]) == {"PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"}
    answer = app.respond("SELECT_CHALLENGE", answer["Session"], USERNAME="ada", ANSWER="EMAIL_OTP")
    assert answer["ChallengeName"] == "EMAIL_OTP"
    code = re.search(r"\b\d{6,8}\b", mail.latest(email)["body"])[0]
    tokens = app.respond("EMAIL_OTP", answer["Session"], USERNAME="ada", EMAIL_OTP_CODE=code)
    assert app.verified(tokens["AuthenticationResult"]["IdToken"], "id")["cognito:username"] == "ada"
    answer = app.start("USER_AUTH", USERNAME="ada", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    assert app.verified(answer["AuthenticationResult"]["AccessToken"], "access")["username"] == "ada"


def test_two_clients_do_not_share_sessions(app, root, user):
    """What one client began another cannot end."""
    first = app()
    second = make_app(root, first.pool)
    root.pools.admin_create_user(
        UserPoolId=first.pool, Username="ada", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS"
    )
    session = first.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)["Session"]
    with pytest.raises(first.api.exceptions.ClientError):
        second.respond("NEW_PASSWORD_REQUIRED", session, USERNAME="ada", NEW_PASSWORD=OTHER_PASSWORD)
