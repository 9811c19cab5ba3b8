"""Who may use a key: key policy, IAM policies where it leaves them to it, grants beside both."""

import json

import pytest

from ring.policies import allow, document, make_user
from ring.refusal import refused


@pytest.fixture
def kms(root):
    return root.client("kms")


def key_policy(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Resource": "*", **each} for each in statements]})


def test_the_account_hands_the_default_policy_on(root, kms, name, target):
    key = kms.create_key()["KeyMetadata"]
    ada = make_user(root, name("ada"), allow("kms:Encrypt"))
    blob = ada.client("kms").encrypt(KeyId=key["KeyId"], Plaintext=b"bird")["CiphertextBlob"]
    arn = f"arn:aws:iam::{target.account}:user/{name('ada')}"
    with refused(
        "AccessDeniedException",
        f"User: {arn} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext "
        "because no identity-based policy allows the kms:Decrypt action", 400,
    ):
        ada.client("kms").decrypt(CiphertextBlob=blob)


def test_iam_policies_count_for_nothing_where_the_key_policy_does_not_say_so(root, kms, name, target):
    ada, bob = (make_user(root, name(stem), allow("kms:*")) for stem in ("ada", "bob"))
    only_ada = key_policy({
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{target.account}:user/{name('ada')}"}, "Action": "kms:*",
    })
    with refused(
        "MalformedPolicyDocumentException",
        "The new key policy will not allow you to update the key policy in the future.", 400,
    ):
        kms.create_key(Policy=only_ada)
    key = ada.client("kms").create_key(Policy=only_ada)["KeyMetadata"]
    ada.client("kms").encrypt(KeyId=key["KeyId"], Plaintext=b"bird")
    arn = f"arn:aws:iam::{target.account}:user/{name('bob')}"
    with refused(
        "AccessDeniedException",
        f"User: {arn} is not authorized to perform: kms:Encrypt on resource: {key['Arn']} "
        "because no resource-based policy allows the kms:Encrypt action", 400,
    ):
        bob.client("kms").encrypt(KeyId=key["KeyId"], Plaintext=b"bird")


def test_a_grant_is_a_third_way_in(root, kms, name, target):
    key = kms.create_key()["KeyMetadata"]
    ada = make_user(root, name("ada"), allow("sts:GetCallerIdentity"))
    arn = f"arn:aws:iam::{target.account}:user/{name('ada')}"
    blob = kms.encrypt(KeyId=key["KeyId"], Plaintext=b"bird", EncryptionContext={"a": "1"})["CiphertextBlob"]
    with refused("AccessDeniedException", status=400):
        ada.client("kms").decrypt(CiphertextBlob=blob, EncryptionContext={"a": "1"})
    grant = kms.create_grant(
        KeyId=key["KeyId"], GranteePrincipal=arn, Operations=["Decrypt", "RetireGrant"],
        Constraints={"EncryptionContextSubset": {"a": "1"}},
    )
    opened = ada.client("kms").decrypt(
        CiphertextBlob=blob, EncryptionContext={"a": "1"}, GrantTokens=[grant["GrantToken"]]
    )
    assert opened["Plaintext"] == b"bird"
    assert kms.list_grants(KeyId=key["KeyId"])["Grants"][0]["GrantId"] == grant["GrantId"]
    ada.client("kms").retire_grant(KeyId=key["Arn"], GrantId=grant["GrantId"])
    assert kms.list_grants(KeyId=key["KeyId"])["Grants"] == []
    with refused("AccessDeniedException", status=400):
        ada.client("kms").decrypt(CiphertextBlob=blob, EncryptionContext={"a": "1"})


def test_conditions_on_the_encryption_context(root, kms, name):
    key = kms.create_key()["KeyMetadata"]
    statement = {**allow("kms:Encrypt"), "Condition": {"StringEquals": {"kms:EncryptionContext:tenant": "7"}}}
    ada = make_user(root, name("ada"), statement).client("kms")
    ada.encrypt(KeyId=key["KeyId"], Plaintext=b"bird", EncryptionContext={"tenant": "7"})
    with refused("AccessDeniedException", status=400):
        ada.encrypt(KeyId=key["KeyId"], Plaintext=b"bird", EncryptionContext={"tenant": "8"})


def test_policies_are_put_and_got(kms, target):
    key = kms.create_key()["KeyMetadata"]
    policy = key_policy({
        "Sid": "all", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{target.account}:root"}, "Action": "kms:*",
    })
    kms.put_key_policy(KeyId=key["KeyId"], PolicyName="default", Policy=policy)
    assert json.loads(kms.get_key_policy(KeyId=key["KeyId"])["Policy"]) == json.loads(policy)
    with refused("MalformedPolicyDocumentException", "Policy contains a statement with no principal.", 400):
        kms.put_key_policy(KeyId=key["KeyId"], Policy=document(allow("kms:*")))
