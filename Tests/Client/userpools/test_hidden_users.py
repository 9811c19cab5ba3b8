"""What a stranger learns of who exists, and from a sign-up to a sign-in."""

import pytest

from ring.pools import OTHER_PASSWORD, PASSWORD, address, make_user
from ring.refusal import refused

INCORRECT = ("NotAuthorizedException", "Incorrect username or password.", 400)
CHOICE = {"ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"]}


def test_a_sign_up_leads_to_tokens(app, mail):
    """What SignUp answers as Session goes through ConfirmSignUp to InitiateAuth: no password is typed again."""
    app = app(client=CHOICE, AutoVerifiedAttributes=["email"])
    email = address()
    begun = app.sign_up("ada", email=email)
    confirmed = app.confirm("ada", mail.code(email), Session=begun["Session"])
    answer = app.api.initiate_auth(
        ClientId=app.client, AuthFlow="USER_AUTH", AuthParameters={"USERNAME": "ada"}, Session=confirmed["Session"])
    assert app.verified(answer["AuthenticationResult"]["AccessToken"], "access")["username"] == "ada"
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        app.api.initiate_auth(
            ClientId=app.client, AuthFlow="USER_AUTH", AuthParameters={"USERNAME": "ada"},
            Session=confirmed["Session"])
    with refused("NotAuthorizedException", "Invalid session for the user."):
        app.api.initiate_auth(
            ClientId=app.client, AuthFlow="USER_AUTH", AuthParameters={"USERNAME": "ada"}, Session=begun["Session"])


def test_a_disabled_user_is_nobody(app, root):
    """USER_AUTH asks a disabled user what it asks nobody, and the right password opens nothing."""
    app = app(client={**CHOICE, "PreventUserExistenceErrors": "ENABLED"})
    make_user(root, app.pool, "ada")
    root.pools.admin_disable_user(UserPoolId=app.pool, Username="ada")
    for name in ("ada", "nobody"):
        asked = app.start("USER_AUTH", USERNAME=name)
        assert asked["ChallengeName"] == "SELECT_CHALLENGE" and asked["ChallengeParameters"] == {"USERNAME": name}
        with refused(*INCORRECT):
            app.respond("SELECT_CHALLENGE", asked["Session"], USERNAME=name, ANSWER="PASSWORD", PASSWORD=PASSWORD)


def test_a_reset_is_told_to_who_knew_the_password(app, root):
    """Anybody else meets a wrong password, as with a name that nobody has."""
    app = app(client={"PreventUserExistenceErrors": "ENABLED"}, AutoVerifiedAttributes=["email"])
    make_user(root, app.pool, "ada", email=address(), email_verified="true")
    root.pools.admin_reset_user_password(UserPoolId=app.pool, Username="ada")
    with refused(*INCORRECT):
        app.sign_in("ada", OTHER_PASSWORD)
    with refused("PasswordResetRequiredException", "Password reset required for the user", 400):
        app.sign_in("ada")


def test_confirmation_tells_nothing(app, root):
    """Both answers that users' names get, names that nobody has get too, each always the same."""
    app = app(client={"PreventUserExistenceErrors": "ENABLED"}, AutoVerifiedAttributes=["email"])
    make_user(root, app.pool, "ada")

    def answer(name: str) -> str:
        try:
            return app.confirm(name, "000000")
        except app.api.exceptions.ClientError as error:
            return error.response["Error"]["Message"]

    confirmed = "User cannot be confirmed. Current status is CONFIRMED"
    assert answer("ada") == confirmed
    answers = {name: answer(name) for name in (f"nobody{number}" for number in range(24))}
    assert set(answers.values()) == {confirmed, "Invalid verification code provided, please try again."}
    assert {name: answer(name) for name in answers} == answers


def test_an_address_is_one_users(app, root, user):
    """Where an administrator vouches for an address at a second user, the first one signs in by it no more."""
    app = app(AliasAttributes=["email"])
    email = address()
    user(app, "ada", email=email, email_verified="true")
    user(app, "eve")
    verified = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
    root.pools.admin_update_user_attributes(UserPoolId=app.pool, Username="eve", UserAttributes=verified)
    assert app.verified(app.sign_in(email)["AccessToken"], "access")["username"] == "eve"
    found = root.pools.admin_get_user(UserPoolId=app.pool, Username="ada")["UserAttributes"]
    assert {"Name": "email_verified", "Value": "false"} in found


def test_a_known_token_is_asked_again_whether_it_counts(app, user):
    """A token that was verified a moment ago is refused once it was revoked."""
    app = app()
    user(app)
    token = app.sign_in("ada")["AccessToken"]
    for _ in range(3):
        assert app.api.get_user(AccessToken=token)["Username"] == "ada"
    app.api.global_sign_out(AccessToken=token)
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.get_user(AccessToken=token)
