"""What belongs to the account as a whole, and what an auditor reads."""

import csv
import io

import pytest

from ring.policies import allow, document, make_role, make_user, trust
from ring.refusal import already_exists, no_such_entity, refused

pytestmark = pytest.mark.martlet_only


def test_one_alias(root):
    """An account has at most one; the newer takes the older's place."""
    assert root.iam.list_account_aliases()["AccountAliases"] == []
    for alias in ("birds", "martlet-birds"):
        root.iam.create_account_alias(AccountAlias=alias)
    assert root.iam.list_account_aliases()["AccountAliases"] == ["martlet-birds"]
    root.iam.delete_account_alias(AccountAlias="martlet-birds")
    assert root.iam.list_account_aliases()["AccountAliases"] == []


@pytest.mark.parametrize("alias", ["ab", "-birds", "birds-", "Birds", "two--hyphens"])
def test_aliases_are_host_names(root, alias):
    with refused("ValidationError", status=400):
        root.iam.create_account_alias(AccountAlias=alias)


def test_the_summary_counts(root, name):
    """Usage and quotas side by side, by AWS's keys."""
    make_user(root, name("alice"))
    root.iam.create_group(GroupName=name("birds"))
    make_role(root, name("reader"), [trust({"Service": "lambda.amazonaws.com"})])
    root.iam.create_policy(PolicyName=name("p"), PolicyDocument=document(allow()))
    summary = root.iam.get_account_summary()["SummaryMap"]
    assert summary == summary | {
        "Users": 1, "Groups": 1, "Roles": 1, "Policies": 1, "UsersQuota": 5000, "GroupsQuota": 300, "RolesQuota": 1000,
        "AccessKeysPerUserQuota": 2, "VersionsPerPolicyQuota": 5, "AttachedPoliciesPerRoleQuota": 10,
    }


def test_the_password_policy(root):
    """Absent until set; what is left out takes AWS's defaults; gone when deleted."""
    root.iam.update_account_password_policy(MinimumPasswordLength=12, RequireSymbols=True, MaxPasswordAge=90)
    policy = root.iam.get_account_password_policy()["PasswordPolicy"]
    assert policy == policy | {
        "MinimumPasswordLength": 12, "RequireSymbols": True, "RequireNumbers": False,
        "RequireUppercaseCharacters": False, "RequireLowercaseCharacters": False,
        "AllowUsersToChangePassword": False, "ExpirePasswords": True, "MaxPasswordAge": 90,
    }
    root.iam.create_user(UserName="alice")
    with refused("PasswordPolicyViolation", status=400):
        root.iam.create_login_profile(UserName="alice", Password="short1!")
    root.iam.delete_account_password_policy()
    with refused("NoSuchEntity", status=404):
        root.iam.get_account_password_policy()


def test_a_login_profiles_life(root):
    """One a user; the password itself is never answered."""
    root.iam.create_user(UserName="alice")
    made = root.iam.create_login_profile(UserName="alice", Password="Aa1!aaaaaaaa", PasswordResetRequired=True)
    assert made["LoginProfile"] == made["LoginProfile"] | {"UserName": "alice", "PasswordResetRequired": True}
    with already_exists("Login Profile for user alice already exists."):
        root.iam.create_login_profile(UserName="alice", Password="Aa1!aaaaaaaa")
    root.iam.update_login_profile(UserName="alice", Password="Bb2!bbbbbbbb", PasswordResetRequired=False)
    found = root.iam.get_login_profile(UserName="alice")
    assert found["LoginProfile"]["PasswordResetRequired"] is False and "Bb2!bbbbbbbb" not in str(found)
    root.iam.delete_login_profile(UserName="alice")
    with no_such_entity("Login Profile for User alice cannot be found."):
        root.iam.get_login_profile(UserName="alice")


def test_a_user_changes_their_own_password(root):
    """Only with the old one."""
    alice = make_user(root, "alice", allow("iam:ChangePassword"))
    root.iam.create_login_profile(UserName="alice", Password="Aa1!aaaaaaaa")
    with refused("AccessDenied", status=403):
        alice.iam.change_password(OldPassword="Wrong1!aaaaaa", NewPassword="Bb2!bbbbbbbb")
    alice.iam.change_password(OldPassword="Aa1!aaaaaaaa", NewPassword="Bb2!bbbbbbbb")
    alice.iam.change_password(OldPassword="Bb2!bbbbbbbb", NewPassword="Cc3!cccccccc")


def test_authorization_details_hold_everything(root, name):
    """The one call that auditors make: users with groups and policies, roles with trust, policies with versions."""
    make_user(root, "alice", allow("iam:GetUser"))
    root.iam.create_group(GroupName="birds")
    root.iam.add_user_to_group(GroupName="birds", UserName="alice")
    make_role(root, "reader", [trust({"Service": "lambda.amazonaws.com"})], allow("iam:GetRole"))
    arn = root.iam.create_policy(PolicyName="p", PolicyDocument=document(allow("iam:ListUsers")))["Policy"]["Arn"]
    root.iam.attach_group_policy(GroupName="birds", PolicyArn=arn)

    details = root.iam.get_account_authorization_details()
    user, group, role = (details[f"{kind}DetailList"][0] for kind in ("User", "Group", "Role"))
    assert (user["UserName"], user["GroupList"]) == ("alice", ["birds"])
    assert user["UserPolicyList"][0]["PolicyDocument"]["Statement"] == [allow("iam:GetUser")]
    assert group["AttachedManagedPolicies"] == [{"PolicyName": "p", "PolicyArn": arn}]
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Action"] == "sts:AssumeRole"
    policy = next(each for each in details["Policies"] if each["Arn"] == arn)
    assert policy["PolicyVersionList"][0]["Document"]["Statement"] == [allow("iam:ListUsers")]

    only_roles = root.iam.get_account_authorization_details(Filter=["Role"])
    assert only_roles["RoleDetailList"] and not only_roles["UserDetailList"] and not only_roles["Policies"]


REPORT_HEAD = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    "cert_2_last_rotated"
)


def test_the_credential_report(root, target):
    """Asked for first, then read: AWS's columns, one row a user and one for the account."""
    make_user(root, "alice")
    with refused("ReportNotPresent", status=410):
        root.iam.get_credential_report()
    for _ in range(10):
        if root.iam.generate_credential_report()["State"] == "COMPLETE":
            break
    report = root.iam.get_credential_report()
    assert report["ReportFormat"] == "text/csv"
    text = report["Content"].decode()
    assert set(REPORT_HEAD.split(",")) <= set(text.splitlines()[0].split(","))
    rows = {row["user"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"<root_account>", "alice"}
    assert (rows["alice"]["access_key_1_active"], rows["alice"]["access_key_2_active"]) == ("true", "false")
    assert rows["alice"]["arn"] == f"arn:aws:iam::{target.account}:user/alice"
    assert rows["alice"]["mfa_active"] == "false"
