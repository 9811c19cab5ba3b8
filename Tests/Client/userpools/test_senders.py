"""Custom senders: codes go to a function, encrypted; the AWS Encryption SDK opens them with the function's role."""

import base64
import json
import re

import aws_encryption_sdk
import botocore.session
import pytest
from aws_encryption_sdk.identifiers import CommitmentPolicy
from aws_encryption_sdk.key_providers.kms import StrictAwsKmsMasterKeyProvider

from ring.functions import LAMBDA, WRITE_LOGS, eventually, make_function
from ring.policies import allow, make_role, make_user, trust
from ring.pools import OTHER_PASSWORD, PASSWORD, address, make_app
from ring.refusal import refused

TELL = "exports.handler = async (event) => { console.log('EVENT ' + JSON.stringify(event)); };"


class Sender:
    """A function that carries messages, its role, and the key under which it gets codes."""

    def __init__(self, root, name, target):
        self.root, self.target = root, target
        self.kms = root.client("kms")
        self.key = self.kms.create_key(Description=name("codes"))["KeyMetadata"]["Arn"]
        account = f"arn:aws:iam::{target.account}:root"
        self.role = make_role(
            root, name("sender-role"), [trust(LAMBDA), trust(account)], WRITE_LOGS, allow("kms:Decrypt", self.key)
        )
        # Root cannot assume roles.
        self.opener = make_user(root, name("opener"), allow("sts:AssumeRole", self.role))
        self.function = make_function(root, name("sender"), {"index.js": TELL}, role=self.role)
        root.functions.add_permission(
            FunctionName=self.function.name, StatementId="pool", Action="lambda:InvokeFunction",
            Principal="cognito-idp.amazonaws.com", SourceAccount=target.account,
        )

    @property
    def config(self) -> dict:
        carrier = {"LambdaVersion": "V1_0", "LambdaArn": self.function.arn}
        return {"CustomEmailSender": carrier, "CustomSMSSender": carrier, "KMSKeyID": self.key}

    def events(self) -> list[dict]:
        told = (re.search(r"EVENT (\{.*\})", line) for line in self.function.log_events())
        return [json.loads(found[1]) for found in told if found]

    def event(self, source: str, count: int = 1) -> dict:
        """The event of a source, once so many have come."""
        def found():
            events = [each for each in self.events() if each["triggerSource"] == source]
            return events if len(events) >= count else None

        return eventually(found, seconds=30, what=f"no {source} came")[-1]

    def code(self, event: dict) -> str:
        """The code, opened as the developer guide's functions open it, with the function's own role."""
        role = self.opener.assume(self.role).credentials
        session = botocore.session.Session()
        session.set_credentials(role.key, role.secret, role.token)
        provider = StrictAwsKmsMasterKeyProvider(key_ids=[self.key], botocore_session=session)
        sdk = aws_encryption_sdk.EncryptionSDKClient(
            commitment_policy=CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT
        )
        plaintext, header = sdk.decrypt(source=base64.b64decode(event["request"]["code"]), key_provider=provider)
        assert header.encryption_context["userpool-id"] == event["userPoolId"]
        assert header.algorithm.name == "AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384"
        return plaintext.decode()


@pytest.fixture
def sender(root, name, target, monkeypatch):
    # The SDK makes its own clients.
    if target.endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", target.endpoint)
    return Sender(root, name, target)


@pytest.mark.timeout(180)
def test_every_code_goes_to_the_function(root, name, sender, mail):
    """Sign-up, a lost password, an invitation: the function gets the code, and nothing is sent otherwise."""
    pool = root.pools.create_user_pool(
        PoolName=name("carried"), AutoVerifiedAttributes=["email"], LambdaConfig=sender.config
    )["UserPool"]
    app = make_app(root, pool["Id"])
    ada = address()
    app.sign_up("ada", email=ada, ClientMetadata={"screen": "welcome"})
    event = sender.event("CustomEmailSender_SignUp")
    request = event["request"]
    assert request["type"] == "customEmailSenderRequestV1"
    assert request["clientMetadata"] == {"screen": "welcome"}
    assert request["userAttributes"]["email"] == ada
    assert request["userAttributes"]["cognito:user_status"] == "UNCONFIRMED"
    assert event["callerContext"]["clientId"] == app.client and "response" not in event
    app.confirm("ada", sender.code(event))
    app.sign_in("ada")

    app.api.forgot_password(ClientId=app.client, Username="ada")
    lost = sender.event("CustomEmailSender_ForgotPassword")
    assert lost["request"]["clientMetadata"] is None
    app.api.confirm_forgot_password(
        ClientId=app.client, Username="ada", ConfirmationCode=sender.code(lost), Password=OTHER_PASSWORD
    )
    app.sign_in("ada", OTHER_PASSWORD)

    bob = address("bob")
    root.pools.admin_create_user(
        UserPoolId=pool["Id"], Username="bob", DesiredDeliveryMediums=["EMAIL"],
        UserAttributes=[{"Name": "email", "Value": bob}, {"Name": "phone_number", "Value": "+4915112345678"}],
    )
    temporary = sender.code(sender.event("CustomEmailSender_AdminCreateUser"))
    answer = app.start("USER_PASSWORD_AUTH", USERNAME="bob", PASSWORD=temporary)
    assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    app.respond("NEW_PASSWORD_REQUIRED", answer["Session"], USERNAME="bob", NEW_PASSWORD=PASSWORD)

    root.pools.admin_create_user(
        UserPoolId=pool["Id"], Username="bea", DesiredDeliveryMediums=["SMS"],
        UserAttributes=[{"Name": "phone_number", "Value": "+4915112345679"}],
    )
    text = sender.event("CustomSMSSender_AdminCreateUser")
    assert text["request"]["type"] == "customSMSSenderRequestV1"
    assert len(sender.code(text)) >= 8
    assert not mail.messages(ada) and not mail.messages(bob)


@pytest.mark.timeout(120)
def test_attaching_a_key_needs_leave_to_grant(root, name, sender, target):
    """The pool's leave to use the key is a grant that its maker gives: with their own rights, and no more."""
    settings = {"PoolName": name("carried"), "LambdaConfig": sender.config}
    without = make_user(root, name("without"), allow("cognito-idp:*"))
    arn = f"arn:aws:iam::{target.account}:user/{name('without')}"
    with refused(
        "AccessDeniedException",
        f"User: {arn} is not authorized to perform: kms:CreateGrant on resource: {sender.key} "
        "because no identity-based policy allows the kms:CreateGrant action", 400,
    ):
        without.pools.create_user_pool(**settings)
    maker = make_user(root, name("maker"), allow(["cognito-idp:*", "kms:CreateGrant"]))
    pool = maker.pools.create_user_pool(**settings)["UserPool"]
    grant = sender.kms.list_grants(KeyId=sender.key)["Grants"][0]
    assert grant["Operations"] == ["GenerateDataKey"]
    assert grant["Constraints"] == {"EncryptionContextSubset": {"userpool-id": pool["Id"]}}
    root.pools.delete_user_pool(UserPoolId=pool["Id"])
    assert sender.kms.list_grants(KeyId=sender.key)["Grants"] == []


@pytest.mark.timeout(120)
def test_without_its_key_nobody_signs_up(root, name, sender):
    pool = root.pools.create_user_pool(
        PoolName=name("carried"), AutoVerifiedAttributes=["email"], LambdaConfig=sender.config
    )["UserPool"]
    app = make_app(root, pool["Id"])
    sender.kms.disable_key(KeyId=sender.key)
    with refused(
        "UnexpectedLambdaException",
        "CustomEmailSender invocation failed due to error DisabledException.", 400,
    ):
        app.sign_up("ada", email=address())
    sender.kms.enable_key(KeyId=sender.key)
    app.sign_up("ada", email=address())


def test_a_sender_needs_a_key(root, name):
    carrier = {"LambdaVersion": "V1_0", "LambdaArn": "arn:aws:lambda:eu-central-1:111122223333:function:f"}
    with refused("InvalidParameterException", status=400):
        root.pools.create_user_pool(PoolName=name("keyless"), LambdaConfig={"CustomEmailSender": carrier})
