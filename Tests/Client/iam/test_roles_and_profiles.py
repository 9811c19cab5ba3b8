"""Roles, instance profiles, service-linked roles and boundaries."""

import pytest

from ring.policies import allow, document, make_role, trust
from ring.refusal import no_such_entity, refused

SERVICE = [trust({"Service": "lambda.amazonaws.com"})]


def test_a_roles_life(root, target, name):
    """What is set is read back; the trust policy comes back as the document that it was."""
    made = root.iam.create_role(
        RoleName=name("reader"), Path="/app/", Description="reads", MaxSessionDuration=7200,
        AssumeRolePolicyDocument=document(*SERVICE), Tags=[{"Key": "team", "Value": "birds"}],
    )["Role"]
    assert made["Arn"] == f"arn:aws:iam::{target.account}:role/app/{name('reader')}"
    assert made["RoleId"].startswith("AROA")
    role = root.iam.get_role(RoleName=name("reader"))["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"] == SERVICE
    assert (role["Description"], role["MaxSessionDuration"], role["Tags"]) == ("reads", 7200, made["Tags"])

    root.iam.update_role(RoleName=name("reader"), Description="reads more", MaxSessionDuration=3600)
    root.iam.update_assume_role_policy(
        RoleName=name("reader"), PolicyDocument=document(trust({"Service": "sns.amazonaws.com"}))
    )
    role = root.iam.get_role(RoleName=name("reader"))["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("reads more", 3600)
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "sns.amazonaws.com"}
    root.iam.delete_role(RoleName=name("reader"))
    with no_such_entity(f"The role with name {name('reader')} cannot be found."):
        root.iam.get_role(RoleName=name("reader"))


@pytest.mark.parametrize("seconds", [3599, 43201])
def test_session_durations_have_bounds(root, name, seconds):
    """One hour to twelve."""
    with refused("ValidationError", status=400):
        make_role(root, name("reader"), SERVICE, MaxSessionDuration=seconds)


def test_instance_profiles_hold_one_role(root, target, name):
    """AWS's limit, and its text."""
    profile = root.iam.create_instance_profile(InstanceProfileName=name("machine"), Path="/app/")["InstanceProfile"]
    assert profile["Arn"] == f"arn:aws:iam::{target.account}:instance-profile/app/{name('machine')}"
    assert profile["InstanceProfileId"].startswith("AIPA") and profile["Roles"] == []
    for role in ("first", "second"):
        make_role(root, name(role), SERVICE)
    root.iam.add_role_to_instance_profile(InstanceProfileName=name("machine"), RoleName=name("first"))
    with refused("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409):
        root.iam.add_role_to_instance_profile(InstanceProfileName=name("machine"), RoleName=name("second"))
    found = root.iam.get_instance_profile(InstanceProfileName=name("machine"))["InstanceProfile"]
    assert [role["RoleName"] for role in found["Roles"]] == [name("first")]
    of_role = root.iam.list_instance_profiles_for_role(RoleName=name("first"))["InstanceProfiles"]
    assert [each["InstanceProfileName"] for each in of_role] == [name("machine")]
    root.iam.remove_role_from_instance_profile(InstanceProfileName=name("machine"), RoleName=name("first"))
    root.iam.delete_instance_profile(InstanceProfileName=name("machine"))


@pytest.mark.parametrize("kind", ["user", "role"])
def test_boundaries_are_set_shown_and_removed(root, name, kind):
    """The boundary shows on the entity and counts as a use of the policy."""
    holder = {f"{kind.title()}Name": name("holder")}
    trusted = {"AssumeRolePolicyDocument": document(*SERVICE)} if kind == "role" else {}
    getattr(root.iam, f"create_{kind}")(**holder, **trusted)
    arn = root.iam.create_policy(PolicyName=name("edge"), PolicyDocument=document(allow("iam:Get*")))["Policy"]["Arn"]
    getattr(root.iam, f"put_{kind}_permissions_boundary")(**holder, PermissionsBoundary=arn)
    found = getattr(root.iam, f"get_{kind}")(**holder)[kind.title()]
    assert found["PermissionsBoundary"]["PermissionsBoundaryArn"] == arn
    # AWS's guide and AWS's model spell the type differently.
    assert found["PermissionsBoundary"]["PermissionsBoundaryType"] in {"Policy", "PermissionsBoundaryPolicy"}
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["PermissionsBoundaryUsageCount"] == 1
    getattr(root.iam, f"delete_{kind}_permissions_boundary")(**holder)
    assert "PermissionsBoundary" not in getattr(root.iam, f"get_{kind}")(**holder)[kind.title()]


@pytest.mark.martlet_only
def test_service_linked_roles_belong_to_their_service(root, target):
    """Made for a service, trusting only it; not to be changed or deleted like others."""
    role = root.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")["Role"]
    assert role["Path"] == "/aws-service-role/autoscaling.amazonaws.com/"
    assert role["RoleName"] == "AWSServiceRoleForAutoScaling"
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "autoscaling.amazonaws.com"}
    with refused(
        "InvalidInput",
        "Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try a different suffix.",
        400,
    ):
        root.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    with refused(
        "UnmodifiableEntity",
        "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling' - this role is only "
        "modifiable by AWS",
        400,
    ):
        root.iam.delete_role(RoleName=role["RoleName"])
    task = root.iam.delete_service_linked_role(RoleName=role["RoleName"])["DeletionTaskId"]
    status = root.iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"]
    assert status in {"IN_PROGRESS", "NOT_STARTED", "SUCCEEDED"}
