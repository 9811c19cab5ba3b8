"""Second factors and devices."""

import re
import time

import pyotp
import pytest
from pycognito.aws_srp import generate_hash_device
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from ring.pools import PASSWORD, make_user
from ring.refusal import refused

TOTP = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}


@pytest.fixture
def totp_app(app, root):
    """A pool whose users may, or must, use an authenticator app."""
    def made(mode: str):
        made = app()
        root.pools.set_user_pool_mfa_config(UserPoolId=made.pool, MfaConfiguration=mode, **TOTP)
        make_user(root, made.pool, "ada")
        return made

    return made


def test_an_authenticator_app_is_asked_for(totp_app):
    """Set up by pycognito, computed by pyotp; a code is good once, and a wrong one not at all."""
    app = totp_app("OPTIONAL")
    user = app.pycognito("ada")
    user.authenticate(PASSWORD)
    secret = user.associate_software_token()
    code = pyotp.TOTP(secret)
    with refused("EnableSoftwareTokenMFAException", "Code mismatch", 400):
        app.api.verify_software_token(AccessToken=user.access_token, UserCode=wrong(code))
    assert user.verify_software_token(code.now(), "phone")
    user.set_user_mfa_preference(False, True, "SOFTWARE_TOKEN")
    with pytest.raises(SoftwareTokenMFAChallengeException) as asked:
        user.authenticate(PASSWORD)
    with refused("CodeMismatchException", re.compile("Invalid code received for user.*"), 400):
        user.respond_to_software_token_mfa_challenge(wrong(code), asked.value.get_tokens())
    with pytest.raises(SoftwareTokenMFAChallengeException) as asked:
        user.authenticate(PASSWORD)
    user.respond_to_software_token_mfa_challenge(fresh(code), asked.value.get_tokens())
    assert user.access_claims["username"] == "ada"
    details = app.root.pools.admin_get_user(UserPoolId=app.pool, Username="ada")
    assert details["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]
    assert details["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA"


def wrong(code: pyotp.TOTP) -> str:
    """Six digits that are right in no window near."""
    near = {code.at(int(time.time()) + step * 30) for step in range(-3, 4)}
    return next(text for text in ("000000", "111111", "222222", "333333") if text not in near)


def fresh(code: pyotp.TOTP) -> str:
    """The next window's code: within the drift that is allowed, and surely not spent."""
    return code.at(int(time.time()) + 30)


def test_a_pool_that_insists_sets_up_at_the_sign_in(totp_app):
    """MFA_SETUP by the session alone: no tokens before the second factor."""
    app = totp_app("ON")
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    assert answer["ChallengeName"] == "MFA_SETUP" and "AuthenticationResult" not in answer
    assert "SOFTWARE_TOKEN_MFA" in answer["ChallengeParameters"]["MFAS_CAN_SETUP"]
    associated = app.api.associate_software_token(Session=answer["Session"])
    verified = app.api.verify_software_token(
        Session=associated["Session"], UserCode=pyotp.TOTP(associated["SecretCode"]).now()
    )
    assert verified["Status"] == "SUCCESS"
    tokens = app.respond("MFA_SETUP", verified["Session"], USERNAME="ada")["AuthenticationResult"]
    app.verified(tokens["AccessToken"], "access")
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="ada", PASSWORD=PASSWORD)
    assert answer["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


ALWAYS = {"DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}}


def remembered(app) -> dict[str, str]:
    """Signs in on a new device and confirms it, as pycognito computes it."""
    tokens = app.srp("ada")["AuthenticationResult"]
    device = tokens["NewDeviceMetadata"]
    password, verifier = generate_hash_device(device["DeviceGroupKey"], device["DeviceKey"])
    app.api.confirm_device(
        AccessToken=tokens["AccessToken"], DeviceKey=device["DeviceKey"], DeviceName="phone",
        DeviceSecretVerifierConfig=verifier,
    )
    return {"device_key": device["DeviceKey"], "device_group_key": device["DeviceGroupKey"],
            "device_password": password}


@pytest.mark.parametrize("secret", [False, True])
def test_a_remembered_device_proves_itself(app, user, secret):
    """DEVICE_SRP_AUTH after the password; the tokens name the device, and refreshing needs it.

    With a secret pycognito leaves its proof out of the device's first step.
    """
    app = app(secret, **ALWAYS)
    user(app)
    device = remembered(app)
    tokens = app.srp("ada", **device)["AuthenticationResult"]
    assert "NewDeviceMetadata" not in tokens
    assert app.verified(tokens["AccessToken"], "access")["device_key"] == device["device_key"]
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.srp("ada", **{**device, "device_password": "another"})
    listed = app.api.list_devices(AccessToken=tokens["AccessToken"])["Devices"]
    assert [each["DeviceKey"] for each in listed] == [device["device_key"]]
    named = {each["Name"]: each["Value"] for each in listed[0]["DeviceAttributes"]}
    assert named["device_name"] == "phone" and named["device_status"] == "valid"
    parameters = {"REFRESH_TOKEN": tokens["RefreshToken"], **app.hashed("ada", "SECRET_HASH")}
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.api.initiate_auth(ClientId=app.client, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    answer = app.api.initiate_auth(
        ClientId=app.client, AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={**parameters, "DEVICE_KEY": device["device_key"]},
    )
    app.verified(answer["AuthenticationResult"]["AccessToken"], "access")


def test_a_forgotten_device_is_named_so_that_clients_recover(app, user):
    """Old apps look for exactly this text, and drop what they remember."""
    app = app(**ALWAYS)
    user(app)
    device = remembered(app)
    tokens = app.srp("ada", **device)["AuthenticationResult"]
    app.api.forget_device(AccessToken=tokens["AccessToken"], DeviceKey=device["device_key"])
    with refused("ResourceNotFoundException", "Device does not exist.", 400):
        app.srp("ada", **device)
    assert "NewDeviceMetadata" in app.srp("ada")["AuthenticationResult"]
