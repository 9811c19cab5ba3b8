"""KMS: keys, aliases, grants, and what was encrypted with them."""

from ring.estates import Estate, seen
from ring.estates.logs import owner_tag
from ring.policies import document
from ring.target import Clients


def build(owner: Clients, stem: str, secret: str) -> Estate:
    kms = owner.client("kms")
    tags = [{"TagKey": name, "TagValue": value} for name, value in {"secret": secret, **owner_tag(owner)}.items()]
    made = kms.create_key(Description=secret, Tags=tags)["KeyMetadata"]
    key, arn, alias = made["KeyId"], made["Arn"], f"alias/{stem}"
    spare = kms.create_key(Description=secret)["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    root = f"arn:aws:iam::{owner.target.account}:root"
    grant = kms.create_grant(
        KeyId=key, GranteePrincipal=root, RetiringPrincipal=root, Operations=["Decrypt", "RetireGrant"])
    blob = kms.encrypt(KeyId=key, Plaintext=secret.encode())["CiphertextBlob"]
    policy = document({"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"})
    return Estate(
        members={
            "KeyId": arn, "AliasName": alias, "TargetKeyId": arn, "GranteePrincipal": root, "Operations": ["Decrypt"],
            "Plaintext": b"x", "RetiringPrincipal": root, "Policy": policy, "DestinationKeyId": spare,
            "GrantId": grant["GrantId"], "Tags": [{"TagKey": "mine", "TagValue": "now"}], "TagKeys": ["secret"],
            "Description": "mine now",
        },
        operations={
            "CreateAlias": {"AliasName": alias + "-new"}, "CreateKey": {}, "ListAliases": {"KeyId": arn},
            "Decrypt": {"CiphertextBlob": blob},
            "ReEncrypt": {"SourceKeyId": arn, "CiphertextBlob": blob},
            "GenerateDataKey": {"KeySpec": "AES_256"}, "GenerateDataKeyWithoutPlaintext": {"KeySpec": "AES_256"},
            "GenerateRandom": {"NumberOfBytes": 8}, "RetireGrant": {"KeyId": arn, "GrantId": grant["GrantId"]},
            "ListGrants": {"GranteePrincipal": None}, "PutKeyPolicy": {"PolicyName": "default"},
        },
        owner_errors={
            "CancelKeyDeletion": "KMSInvalidStateException: it is not to be deleted",
        },
        ids=[key, arn, spare, grant["GrantId"]], own={"key": key},
    )


def look(owner: Clients, estate: Estate) -> object:
    kms, key = owner.client("kms"), estate.own["key"]
    return [
        seen(kms.describe_key(KeyId=key)), seen(kms.list_resource_tags(KeyId=key)), seen(kms.list_grants(KeyId=key)),
        seen(kms.list_aliases(KeyId=key)), seen(kms.get_key_policy(KeyId=key, PolicyName="default")),
        seen(kms.get_key_rotation_status(KeyId=key)),
    ]
