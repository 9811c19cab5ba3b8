"""What must be taken away before an entity can be deleted, each with AWS's text."""

import pytest

from ring.policies import allow, document, make_role, trust
from ring.refusal import delete_conflict, refused

POLICY = document(allow("iam:ListUsers"))
MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"
SERVICE = [trust({"Service": "lambda.amazonaws.com"})]

USER_TIES = [
    ("create_access_key", {}, "Cannot delete entity, must delete access keys first."),
    ("attach_user_policy", {"PolicyArn": MANAGED}, "Cannot delete entity, must detach all policies first."),
    ("put_user_policy", {"PolicyName": "p", "PolicyDocument": POLICY},
     "Cannot delete entity, must delete policies first."),
    ("add_user_to_group", {"GroupName": "birds"}, "Cannot delete entity, must remove users from group first."),
    ("create_login_profile", {"Password": "Aa1!aaaaaaaa"}, "Cannot delete entity, must delete login profile first."),
]


@pytest.mark.parametrize(("tie", "arguments", "message"), USER_TIES, ids=[row[0] for row in USER_TIES])
def test_users(root, name, tie, arguments, message):
    root.iam.create_user(UserName=name("alice"))
    if tie == "add_user_to_group":
        arguments = {"GroupName": name("birds")}
        root.iam.create_group(**arguments)
    getattr(root.iam, tie)(UserName=name("alice"), **arguments)
    with delete_conflict(message):
        root.iam.delete_user(UserName=name("alice"))
    assert root.iam.get_user(UserName=name("alice"))


GROUP_TIES = [
    ("attach_group_policy", {"PolicyArn": MANAGED}, "Cannot delete entity, must detach all policies first."),
    ("put_group_policy", {"PolicyName": "p", "PolicyDocument": POLICY},
     "Cannot delete entity, must delete policies first."),
    ("add_user_to_group", {}, "Cannot delete entity, must remove users from group first."),
]


@pytest.mark.parametrize(("tie", "arguments", "message"), GROUP_TIES, ids=[row[0] for row in GROUP_TIES])
def test_groups(root, name, tie, arguments, message):
    root.iam.create_group(GroupName=name("birds"))
    if tie == "add_user_to_group":
        arguments = {"UserName": name("alice")}
        root.iam.create_user(**arguments)
    getattr(root.iam, tie)(GroupName=name("birds"), **arguments)
    with delete_conflict(message):
        root.iam.delete_group(GroupName=name("birds"))


ROLE_TIES = [
    ("attach_role_policy", {"PolicyArn": MANAGED}, "Cannot delete entity, must detach all policies first."),
    ("put_role_policy", {"PolicyName": "p", "PolicyDocument": POLICY},
     "Cannot delete entity, must delete policies first."),
    ("add_role_to_instance_profile", {}, "Cannot delete entity, must remove roles from instance profile first."),
]


@pytest.mark.parametrize(("tie", "arguments", "message"), ROLE_TIES, ids=[row[0] for row in ROLE_TIES])
def test_roles(root, name, tie, arguments, message):
    make_role(root, name("reader"), SERVICE)
    if tie == "add_role_to_instance_profile":
        arguments = {"InstanceProfileName": name("machine")}
        root.iam.create_instance_profile(**arguments)
    getattr(root.iam, tie)(RoleName=name("reader"), **arguments)
    with delete_conflict(message):
        root.iam.delete_role(RoleName=name("reader"))


def test_instance_profiles(root, name):
    make_role(root, name("reader"), SERVICE)
    root.iam.create_instance_profile(InstanceProfileName=name("machine"))
    root.iam.add_role_to_instance_profile(InstanceProfileName=name("machine"), RoleName=name("reader"))
    with delete_conflict("Cannot delete entity, must remove roles from instance profile first."):
        root.iam.delete_instance_profile(InstanceProfileName=name("machine"))


def test_policies_in_use(root, name):
    root.iam.create_user(UserName=name("alice"))
    arn = root.iam.create_policy(PolicyName=name("p"), PolicyDocument=POLICY)["Policy"]["Arn"]
    root.iam.attach_user_policy(UserName=name("alice"), PolicyArn=arn)
    with delete_conflict("Cannot delete a policy attached to entities."):
        root.iam.delete_policy(PolicyArn=arn)


def test_policies_with_versions(root, name):
    arn = root.iam.create_policy(PolicyName=name("p"), PolicyDocument=POLICY)["Policy"]["Arn"]
    root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=POLICY)
    with delete_conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
        "The default version is deleted with the policy."
    ):
        root.iam.delete_policy(PolicyArn=arn)


def test_policies_that_bound_somebody(root, name):
    arn = root.iam.create_policy(PolicyName=name("p"), PolicyDocument=POLICY)["Policy"]["Arn"]
    root.iam.create_user(UserName=name("alice"), PermissionsBoundary=arn)
    with refused("DeleteConflict", status=409):
        root.iam.delete_policy(PolicyArn=arn)
