"""Ways to become somebody else, each of which once worked."""

import pyotp
import pytest
from botocore.exceptions import ClientError

from ring.pools import OTHER_PASSWORD, PASSWORD, address, attributes
from ring.refusal import refused

TOTP = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}


def test_an_old_setup_replaces_nobodys_authenticator(app, root, user):
    """Who knew the password before the user had a second factor must not choose it afterwards."""
    app = app()
    root.pools.set_user_pool_mfa_config(UserPoolId=app.pool, MfaConfiguration="ON", **TOTP)
    user(app)
    begun = [app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)["Session"] for _ in range(2)]
    parked = app.api.associate_software_token(Session=begun[0])
    associated = app.api.associate_software_token(Session=begun[1])
    verified = app.api.verify_software_token(
        Session=associated["Session"], UserCode=pyotp.TOTP(associated["SecretCode"]).now())
    assert "AuthenticationResult" in app.respond("MFA_SETUP", verified["Session"], USERNAME="ada")
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.verify_software_token(
            Session=parked["Session"], UserCode=pyotp.TOTP(parked["SecretCode"]).now())
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.associate_software_token(Session=parked["Session"])


def test_a_code_proves_the_number_that_it_went_to(app, root, user, mail, name):
    """Changing the number between code and answer verifies neither."""
    sms = {"SnsCallerArn": "arn:aws:iam::123456789012:role/texts"}
    app = app(AliasAttributes=["phone_number"], SmsConfiguration=sms)
    root.pools.set_user_pool_mfa_config(
        UserPoolId=app.pool, MfaConfiguration="OPTIONAL", SmsMfaConfiguration={"SmsConfiguration": sms})
    user(app, phone_number="+15550001111")
    token = app.sign_in("ada")["AccessToken"]
    root.pools.admin_set_user_mfa_preference(
        UserPoolId=app.pool, Username="ada", SMSMfaSettings={"Enabled": True, "PreferredMfa": True})
    asked = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    code = mail.code("+15550001111")
    app.api.update_user_attributes(AccessToken=token, UserAttributes=attributes(phone_number="+15559998888"))
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.respond("SMS_MFA", asked["Session"], USERNAME="ada", SMS_MFA_CODE=code)
    found = {each["Name"]: each["Value"] for each in app.api.get_user(AccessToken=token)["UserAttributes"]}
    assert (found["phone_number"], found["phone_number_verified"]) == ("+15559998888", "false")


def test_one_name_means_one_user(app, root, user):
    """Nobody takes another's sub, name or address as a name of their own."""
    app = app(AliasAttributes=["preferred_username", "email"])
    mine = address()
    user(app, "victim", email=mine, email_verified="true")
    user(app, "mallory")
    sub = app.sign_in("victim")["AccessToken"]
    sub = app.verified(sub, "access")["sub"]
    with refused("UsernameExistsException", "User already exists", 400):
        app.sign_up(sub)
    token = app.sign_in("mallory")["AccessToken"]
    for wanted in (mine, "victim", sub):
        with pytest.raises(app.api.exceptions.AliasExistsException):
            app.api.update_user_attributes(
                AccessToken=token, UserAttributes=attributes(preferred_username=wanted))
    root.pools.admin_update_user_attributes(
        UserPoolId=app.pool, Username="victim", UserAttributes=attributes(preferred_username="nick"))
    with refused("UsernameExistsException", "User already exists", 400):
        app.sign_up("nick")
    for known in (mine, "victim", sub, "nick"):
        assert root.pools.admin_get_user(UserPoolId=app.pool, Username=known)["Username"] == "victim"


@pytest.mark.parametrize("wanted", ["dev:custom:role", "email_verified"])
def test_a_first_password_brings_no_attribute_that_users_may_not_write(app, root, wanted):
    """The challenge takes what the client may write, however fixed the schema says that it is."""
    app = app(Schema=[
        {"Name": "role", "AttributeDataType": "String", "DeveloperOnlyAttribute": True, "Mutable": False},
        {"Name": "email_verified", "AttributeDataType": "Boolean", "Mutable": False},
    ])
    root.pools.admin_create_user(
        UserPoolId=app.pool, Username="ada", MessageAction="SUPPRESS", TemporaryPassword=PASSWORD)
    asked = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    with pytest.raises(ClientError) as caught:
        app.respond("NEW_PASSWORD_REQUIRED", asked["Session"], USERNAME="ada", NEW_PASSWORD=OTHER_PASSWORD,
                    **{"userAttributes.email": address(), f"userAttributes.{wanted}": "true"})
    assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException")
    found = root.pools.admin_get_user(UserPoolId=app.pool, Username="ada")["UserAttributes"]
    assert wanted not in {each["Name"] for each in found}


def test_a_new_password_ends_what_the_old_one_began(app, root, user, mail):
    """A sign-in under way, and a code that was sent to reset the earlier one."""
    mine = address()
    app = app(AutoVerifiedAttributes=["email"])
    root.pools.set_user_pool_mfa_config(UserPoolId=app.pool, MfaConfiguration="ON", **TOTP)
    user(app, email=mine, email_verified="true")
    begun = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)["Session"]
    app.api.forgot_password(ClientId=app.client, Username="ada")
    code = mail.code(mine)
    root.pools.admin_set_user_password(
        UserPoolId=app.pool, Username="ada", Password=OTHER_PASSWORD, Permanent=True)
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.associate_software_token(Session=begun)
    with pytest.raises(ClientError) as caught:
        app.api.confirm_forgot_password(
            ClientId=app.client, Username="ada", ConfirmationCode=code, Password="Another-Password-3")
    assert caught.value.response["Error"]["Code"] in ("ExpiredCodeException", "CodeMismatchException")


def test_guesses_are_counted_for_a_user_not_for_a_name(app, user):
    """Twenty an hour, by whatever name."""
    mine = address()
    app = app(AliasAttributes=["email"])
    user(app, email=mine, email_verified="true")
    answers = []
    for number in range(22):
        with pytest.raises(ClientError) as caught:
            app.api.confirm_forgot_password(
                ClientId=app.client, Username=("ada", mine)[number % 2], ConfirmationCode="123456",
                Password=OTHER_PASSWORD)
        answers.append(caught.value.response["Error"]["Code"])
    assert answers[20:] == ["LimitExceededException"] * 2
