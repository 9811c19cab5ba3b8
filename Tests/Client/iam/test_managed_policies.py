"""Managed policies, their versions, and AWS's own."""

import re

import pytest

from ring.policies import allow, document, make_user
from ring.refusal import delete_conflict, no_such_entity, refused


@pytest.fixture
def policy(root, name):
    return root.iam.create_policy(
        PolicyName=name("birds"), Path="/teams/", Description="for birds", PolicyDocument=document(allow("iam:GetUser"))
    )["Policy"]


def test_a_policys_life(root, target, name, policy):
    """Its first version is v1 and the default."""
    assert policy["Arn"] == f"arn:aws:iam::{target.account}:policy/teams/{name('birds')}"
    assert policy["PolicyId"].startswith("ANPA") and policy["DefaultVersionId"] == "v1"
    found = root.iam.get_policy(PolicyArn=policy["Arn"])["Policy"]
    assert (found["Description"], found["AttachmentCount"], found["IsAttachable"]) == ("for birds", 0, True)
    version = root.iam.get_policy_version(PolicyArn=policy["Arn"], VersionId="v1")["PolicyVersion"]
    assert version["Document"]["Statement"] == [allow("iam:GetUser")] and version["IsDefaultVersion"]
    root.iam.delete_policy(PolicyArn=policy["Arn"])
    with no_such_entity(f"Policy {policy['Arn']} was not found."):
        root.iam.get_policy(PolicyArn=policy["Arn"])


def test_five_versions_and_no_sixth(root, policy):
    """Numbers are never used twice, so a deleted version cannot be mistaken for a new one."""
    for number in range(2, 6):
        made = root.iam.create_policy_version(
            PolicyArn=policy["Arn"], PolicyDocument=document(allow("iam:GetRole")), SetAsDefault=number == 3
        )["PolicyVersion"]
        assert (made["VersionId"], made["IsDefaultVersion"]) == (f"v{number}", number == 3)
    with refused(
        "LimitExceeded",
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing "
        "version.",
        409,
    ):
        root.iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=document(allow()))
    root.iam.delete_policy_version(PolicyArn=policy["Arn"], VersionId="v5")
    made = root.iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=document(allow()))
    assert made["PolicyVersion"]["VersionId"] == "v6"
    versions = root.iam.list_policy_versions(PolicyArn=policy["Arn"])["Versions"]
    assert [each["VersionId"] for each in versions if each["IsDefaultVersion"]] == ["v3"]


def test_the_default_version_decides(root, name, policy):
    """A version is in force from the moment that it becomes the default."""
    alice = make_user(root, name("alice"))
    root.iam.attach_user_policy(UserName=name("alice"), PolicyArn=policy["Arn"])
    root.iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=document(allow("iam:ListUsers")))
    with refused("AccessDenied", status=403):
        alice.iam.list_users()
    root.iam.set_default_policy_version(PolicyArn=policy["Arn"], VersionId="v2")
    assert alice.iam.list_users()


def test_the_default_version_cannot_be_deleted(root, policy):
    """A policy always has a document."""
    with delete_conflict("Cannot delete the default version of a policy."):
        root.iam.delete_policy_version(PolicyArn=policy["Arn"], VersionId="v1")


def test_a_version_that_is_not_there(root, policy):
    """Refused for reading as for making it the default."""
    message = f"Policy {policy['Arn']} version v9 does not exist or is not attachable."
    with no_such_entity(message):
        root.iam.get_policy_version(PolicyArn=policy["Arn"], VersionId="v9")
    with no_such_entity(message):
        root.iam.set_default_policy_version(PolicyArn=policy["Arn"], VersionId="v9")


PROVIDED = [
    "AdministratorAccess", "AmazonCognitoPowerUser", "AmazonCognitoReadOnly", "AmazonDynamoDBFullAccess",
    "AmazonDynamoDBReadOnlyAccess", "AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "AmazonSNSFullAccess",
    "AmazonSNSReadOnlyAccess", "AWSLambda_FullAccess", "AWSLambda_ReadOnlyAccess", "AmazonRoute53FullAccess",
    "AmazonRoute53ReadOnlyAccess", "AWSCloudFormationFullAccess", "AWSCloudFormationReadOnlyAccess",
    "CloudFrontFullAccess", "CloudFrontReadOnlyAccess", "IAMFullAccess", "PowerUserAccess", "ReadOnlyAccess",
    "service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaDynamoDBExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
]


@pytest.mark.parametrize("path", PROVIDED)
def test_policies_that_aws_provides(root, path):
    """What mobile backends attach most is there, with a document of at least one statement."""
    arn = f"arn:aws:iam::aws:policy/{path}"
    policy = root.iam.get_policy(PolicyArn=arn)["Policy"]
    assert policy["PolicyName"] == path.rsplit("/", 1)[-1] and re.fullmatch(r"v\d+", policy["DefaultVersionId"])
    version = root.iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])
    assert version["PolicyVersion"]["Document"]["Statement"]


def test_aws_policies_belong_to_aws(root):
    """Nobody changes them, not even root."""
    arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    with refused("AccessDenied", status=403):
        root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow()))
    with refused("AccessDenied", status=403):
        root.iam.delete_policy(PolicyArn=arn)


def test_policies_are_listed_by_scope(root, policy, name):
    """Local ones are the account's, AWS ones are everybody's."""
    local = {each["PolicyName"] for each in root.iam.list_policies(Scope="Local")["Policies"]}
    pages = root.iam.get_paginator("list_policies").paginate(Scope="AWS")
    provided = {each["PolicyName"] for each in pages.search("Policies[]")}
    assert name("birds") in local and name("birds") not in provided
    assert "AdministratorAccess" in provided and "AdministratorAccess" not in local
    assert not [each for each in root.iam.list_policies(Scope="Local", OnlyAttached=True)["Policies"]
                if each["PolicyName"] == name("birds")]


def test_read_only_access_reads_and_does_not_write(root, name):
    """A provided policy really decides."""
    alice = make_user(root, name("alice"))
    root.iam.attach_user_policy(UserName=name("alice"), PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    assert alice.iam.list_users()
    with refused("AccessDenied", status=403):
        alice.iam.create_user(UserName=name("bob"))
