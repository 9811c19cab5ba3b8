"""Operations that go unsigned: what proves the caller is a token, a password or a code, and each is one's own."""

import dataclasses

import pytest
from botocore import xform_name

from ring.estates import served
from ring.functions import eventually
from ring.identities import FACEBOOK, FACEBOOK_APP, HOST, IdentityPool, give_roles, make_identity_pool, trusting
from ring.outbox import messages
from ring.policies import allow, make_role
from ring.pools import OTHER_PASSWORD, PASSWORD, App, Mail, address, attributes, make_app, make_pool, make_user

pytestmark = pytest.mark.martlet_only
OPEN = [
    (service.name, operation) for service in served() for operation in service.operations
    if service.model.operation_model(operation).auth_type == "none"
]


@dataclasses.dataclass
class Scene:
    """A victim and somebody else, each with tokens, a device, codes, and an identity of one pool."""

    app: App
    pool: IdentityPool
    victim: dict
    mallory: dict
    # What only the victim's own answers may say.
    secret: str


def person(app: App, name: str, secret: str, mail: Mail) -> dict:
    """A user with everything that one can have."""
    at = address(name)
    make_user(app.root, app.pool, name, email=at, email_verified="true", name=secret)
    answer = app.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=PASSWORD)["AuthenticationResult"]
    tokens = {**answer, "device": answer.get("NewDeviceMetadata", {}).get("DeviceKey")}
    before = len(mail.messages(at))
    app.api.forgot_password(ClientId=app.client, Username=name)
    return {"name": name, "email": at, "tokens": tokens, "code": mail.code(at, before)}


@pytest.fixture(scope="module")
def scene(realm):
    root, secret = realm.victim.owner, realm.victim.secret
    pool = make_pool(root, "open", AutoVerifiedAttributes=["email"], DeviceConfiguration={
        "ChallengeRequiredOnNewDevice": False, "DeviceOnlyRememberedOnUserPrompt": False})
    root.pools.set_user_pool_mfa_config(
        UserPoolId=pool, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True})
    app, mail = make_app(root, pool), Mail(root)
    victim, mallory = person(app, "victim", secret, mail), person(app, "mallory", "mine", mail)
    app.sign_up("unborn", email=address())
    identities = make_identity_pool(root, "open", AllowClassicFlow=True, CognitoIdentityProviders=[
        {"ProviderName": key_of(app), "ClientId": app.client}], SupportedLoginProviders={FACEBOOK: FACEBOOK_APP})
    give_roles(identities, "open", allow())
    for each in (victim, mallory):
        each["login"] = {key_of(app): each["tokens"]["IdToken"]}
        each["identity"] = identities.identity(each["login"])
        each["oidc"] = identities.token(each["identity"], each["login"])
    scene = Scene(app, identities, victim, mallory, secret)
    make_role(root, "only-the-victim", [trusting(identities.id, **{
        "StringLike": {f"{HOST}:sub": victim["identity"]}})], allow())
    assert messages(root)
    return scene


def key_of(app: App) -> str:
    return f"cognito-idp.{app.root.target.region}.amazonaws.com/{app.pool}"


def mine(scene: Scene, **more) -> dict:
    return {"AccessToken": scene.mallory["tokens"]["AccessToken"], **more}


def device(scene: Scene, **more) -> dict:
    return mine(scene, DeviceKey=scene.victim["tokens"]["device"] or "eu-central-1_none", **more)


def client(scene: Scene, **more) -> dict:
    return {"ClientId": scene.app.client, **more}


def started(scene: Scene) -> str:
    """A session that somebody else began for themself."""
    scene.app.root.pools.admin_create_user(
        UserPoolId=scene.app.pool, Username="beginner", MessageAction="SUPPRESS", TemporaryPassword=PASSWORD)
    return scene.app.start("USER_PASSWORD_AUTH", USERNAME="beginner", PASSWORD=PASSWORD)["Session"]


# What somebody else sends, and whether they are refused; else the call is about themself or tells nothing.
ATTACKS = {
    ("cognito-idp", "AssociateSoftwareToken"): (lambda s: mine(s), False),
    ("cognito-idp", "ChangePassword"): (
        lambda s: mine(s, PreviousPassword=OTHER_PASSWORD, ProposedPassword="Third-Horse-9"), True),
    ("cognito-idp", "ConfirmDevice"): (lambda s: device(s, DeviceSecretVerifierConfig={
        "PasswordVerifier": "AAAA", "Salt": "AAAA"}), True),
    ("cognito-idp", "ConfirmForgotPassword"): (lambda s: client(
        s, Username="victim", ConfirmationCode=s.mallory["code"], Password=OTHER_PASSWORD), True),
    ("cognito-idp", "ConfirmSignUp"): (
        lambda s: client(s, Username="unborn", ConfirmationCode=s.mallory["code"]), True),
    ("cognito-idp", "DeleteUserAttributes"): (lambda s: mine(s, UserAttributeNames=["name"]), False),
    ("cognito-idp", "ForgetDevice"): (lambda s: device(s), True),
    ("cognito-idp", "ForgotPassword"): (lambda s: client(s, Username="victim"), False),
    ("cognito-idp", "GetDevice"): (lambda s: device(s), True),
    ("cognito-idp", "GetTokensFromRefreshToken"): (
        lambda s: {"ClientId": "0" * 26, "RefreshToken": s.mallory["tokens"]["RefreshToken"]}, True),
    ("cognito-idp", "GetUser"): (lambda s: mine(s), False),
    ("cognito-idp", "GetUserAttributeVerificationCode"): (lambda s: mine(s, AttributeName="email"), False),
    ("cognito-idp", "GetUserAuthFactors"): (lambda s: mine(s), False),
    ("cognito-idp", "InitiateAuth"): (lambda s: client(s, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={
        "USERNAME": "victim", "PASSWORD": OTHER_PASSWORD}), True),
    ("cognito-idp", "ListDevices"): (lambda s: mine(s), False),
    ("cognito-idp", "ResendConfirmationCode"): (lambda s: client(s, Username="unborn"), False),
    ("cognito-idp", "RespondToAuthChallenge"): (lambda s: client(
        s, ChallengeName="NEW_PASSWORD_REQUIRED", Session=started(s), ChallengeResponses={
            "USERNAME": "victim", "NEW_PASSWORD": OTHER_PASSWORD}), True),
    ("cognito-idp", "RevokeToken"): (
        lambda s: {"ClientId": "0" * 26, "Token": s.mallory["tokens"]["RefreshToken"]}, True),
    ("cognito-idp", "SetUserMFAPreference"): (
        lambda s: mine(s, EmailMfaSettings={"Enabled": False, "PreferredMfa": False}), False),
    ("cognito-idp", "SetUserSettings"): (lambda s: mine(s, MFAOptions=[]), False),
    ("cognito-idp", "SignUp"): (lambda s: client(
        s, Username="victim", Password=OTHER_PASSWORD, UserAttributes=attributes(email=address())), True),
    ("cognito-idp", "UpdateDeviceStatus"): (lambda s: device(s, DeviceRememberedStatus="remembered"), True),
    ("cognito-idp", "UpdateUserAttributes"): (lambda s: mine(s, UserAttributes=attributes(name="mine")), False),
    ("cognito-idp", "VerifySoftwareToken"): (lambda s: mine(s, UserCode="000000"), True),
    ("cognito-idp", "VerifyUserAttribute"): (
        lambda s: mine(s, AttributeName="email", Code=s.victim["code"]), True),
    ("cognito-idp", "GlobalSignOut"): (lambda s: mine(s), False),
    ("cognito-idp", "DeleteUser"): (lambda s: mine(s), None),
    ("cognito-identity", "GetCredentialsForIdentity"): (
        lambda s: {"IdentityId": s.victim["identity"], "Logins": s.mallory["login"]}, True),
    ("cognito-identity", "GetId"): (
        lambda s: {"IdentityPoolId": s.pool.id, "Logins": s.mallory["login"]}, False),
    ("cognito-identity", "GetOpenIdToken"): (
        lambda s: {"IdentityId": s.victim["identity"], "Logins": s.mallory["login"]}, True),
    ("cognito-identity", "UnlinkIdentity"): (lambda s: {
        "IdentityId": s.victim["identity"], "Logins": s.mallory["login"],
        "LoginsToRemove": list(s.victim["login"])}, True),
    ("sts", "AssumeRoleWithWebIdentity"): (lambda s: {
        "RoleArn": f"arn:aws:iam::{s.app.root.target.account}:role/only-the-victim", "RoleSessionName": "thief",
        "WebIdentityToken": s.mallory["oidc"]}, True),
    ("sts", "AssumeRoleWithSAML"): (lambda s: {
        "RoleArn": f"arn:aws:iam::{s.app.root.target.account}:role/only-the-victim", "SAMLAssertion": "PHgvPg==",
        "PrincipalArn": f"arn:aws:iam::{s.app.root.target.account}:saml-provider/none"}, True),
}


def look(scene: Scene) -> list:
    """Everything of the victim's."""
    pools, identities = scene.app.root.pools, scene.pool
    answers = [
        pools.admin_get_user(UserPoolId=scene.app.pool, Username="victim"),
        pools.admin_get_user(UserPoolId=scene.app.pool, Username="unborn"),
        pools.admin_list_devices(UserPoolId=scene.app.pool, Username="victim"),
        identities.api.describe_identity(IdentityId=scene.victim["identity"]),
    ]
    for answer in answers:
        answer.pop("ResponseMetadata")
    return answers


@pytest.mark.parametrize(("service", "operation"), OPEN)
def test_anothers_proof_opens_nothing(scene, service, operation):
    """Each operation with one's own proof and the victim's names."""
    assert (service, operation) in ATTACKS, f"Say how somebody would turn {operation} of {service} against another"
    make, is_refused = ATTACKS[service, operation]
    if is_refused is None:
        pytest.skip("ends the attacker: at the end of this file")
    api = scene.app.root.client(service)
    before, arguments = look(scene), make(scene)
    try:
        answer = getattr(api, xform_name(operation))(**arguments)
    except api.exceptions.ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] < 500, error
        assert is_refused, error
        answer = {}
    else:
        assert not is_refused, f"{operation} let somebody else in"
    answer.pop("ResponseMetadata", None)
    assert look(scene) == before
    assert scene.secret not in str(answer) and scene.victim["email"] not in str(answer)
    assert scene.victim["identity"] not in str(answer)
    if operation == "GlobalSignOut":
        # Only the attacker's own sessions ended: they need another for what follows.
        assert scene.app.api.get_user(AccessToken=scene.victim["tokens"]["AccessToken"])["Username"] == "victim"
        scene.mallory["tokens"] |= scene.app.sign_in("mallory")


def test_leaving_takes_nobody_along(scene):
    """DeleteUser deletes the one whose token it is."""
    scene.app.api.delete_user(AccessToken=scene.mallory["tokens"]["AccessToken"])
    assert scene.app.api.get_user(AccessToken=scene.victim["tokens"]["AccessToken"])["Username"] == "victim"
    assert scene.app.sign_in("victim")["AccessToken"]
    assert scene.pool.identity(scene.victim["login"]) == scene.victim["identity"]
    eventually(lambda: "mallory" not in {
        each["Username"] for each in scene.app.root.pools.list_users(UserPoolId=scene.app.pool)["Users"]})
