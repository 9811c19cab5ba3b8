"""NoSuchEntity and EntityAlreadyExists, in AWS's words, for every kind of entity: clients branch on these."""

import pytest

from ring.policies import allow, document, make_role, make_user, trust
from ring.refusal import already_exists, no_such_entity

POLICY = document(allow("iam:ListUsers"))
TRUST = document(trust({"Service": "lambda.amazonaws.com"}))

USER = "The user with name ghost cannot be found."
GROUP = "The group with name ghost cannot be found."
ROLE = "The role with name ghost cannot be found."
PROFILE = "Instance Profile ghost cannot be found."

MISSING = [
    ("get_user", {"UserName": "ghost"}, USER),
    ("update_user", {"UserName": "ghost", "NewUserName": "other"}, USER),
    ("delete_user", {"UserName": "ghost"}, USER),
    ("tag_user", {"UserName": "ghost", "Tags": [{"Key": "a", "Value": "b"}]}, USER),
    ("list_groups_for_user", {"UserName": "ghost"}, USER),
    ("create_access_key", {"UserName": "ghost"}, USER),
    ("list_access_keys", {"UserName": "ghost"}, USER),
    ("put_user_policy", {"UserName": "ghost", "PolicyName": "p", "PolicyDocument": POLICY}, USER),
    ("list_user_policies", {"UserName": "ghost"}, USER),
    ("list_attached_user_policies", {"UserName": "ghost"}, USER),
    ("create_login_profile", {"UserName": "ghost", "Password": "Aa1!aaaaaaaa"}, USER),
    ("get_group", {"GroupName": "ghost"}, GROUP),
    ("update_group", {"GroupName": "ghost", "NewGroupName": "other"}, GROUP),
    ("delete_group", {"GroupName": "ghost"}, GROUP),
    ("put_group_policy", {"GroupName": "ghost", "PolicyName": "p", "PolicyDocument": POLICY}, GROUP),
    ("list_group_policies", {"GroupName": "ghost"}, GROUP),
    ("list_attached_group_policies", {"GroupName": "ghost"}, GROUP),
    ("get_role", {"RoleName": "ghost"}, ROLE),
    ("update_role", {"RoleName": "ghost", "Description": "d"}, ROLE),
    ("delete_role", {"RoleName": "ghost"}, ROLE),
    ("update_assume_role_policy", {"RoleName": "ghost", "PolicyDocument": TRUST}, ROLE),
    ("put_role_policy", {"RoleName": "ghost", "PolicyName": "p", "PolicyDocument": POLICY}, ROLE),
    ("list_role_policies", {"RoleName": "ghost"}, ROLE),
    ("list_attached_role_policies", {"RoleName": "ghost"}, ROLE),
    ("list_instance_profiles_for_role", {"RoleName": "ghost"}, ROLE),
    ("get_instance_profile", {"InstanceProfileName": "ghost"}, PROFILE),
    ("delete_instance_profile", {"InstanceProfileName": "ghost"}, PROFILE),
    ("get_account_password_policy", {}, "The Password Policy with domain name {account} cannot be found."),
    ("delete_account_password_policy", {}, "The account policy with name PasswordPolicy cannot be found."),
    ("get_policy", {"PolicyArn": "{policy}/ghost"}, "Policy {policy}/ghost was not found."),
    ("delete_policy", {"PolicyArn": "{policy}/ghost"}, "Policy {policy}/ghost was not found."),
    (
        "get_open_id_connect_provider",
        {"OpenIDConnectProviderArn": "arn:aws:iam::{account}:oidc-provider/ghost.example"},
        "OpenIDConnect Provider not found for arn arn:aws:iam::{account}:oidc-provider/ghost.example",
    ),
]


def filled(value, account: str):
    """Puts the account into texts and arguments of a table."""
    if isinstance(value, dict):
        return {key: filled(item, account) for key, item in value.items()}
    if isinstance(value, str):
        return value.replace("{policy}", f"arn:aws:iam::{account}:policy").replace("{account}", account)
    return value


@pytest.mark.parametrize(("operation", "arguments", "message"), MISSING, ids=[row[0] for row in MISSING])
def test_missing_entities(root, target, operation, arguments, message):
    with no_such_entity(filled(message, target.account)):
        getattr(root.iam, operation)(**filled(arguments, target.account))


MISSING_INSIDE = [
    ("get_user_policy", {"UserName": "alice", "PolicyName": "ghost"},
     "The user policy with name ghost cannot be found."),
    ("delete_user_policy", {"UserName": "alice", "PolicyName": "ghost"},
     "The user policy with name ghost cannot be found."),
    ("get_group_policy", {"GroupName": "birds", "PolicyName": "ghost"},
     "The group policy with name ghost cannot be found."),
    ("get_role_policy", {"RoleName": "reader", "PolicyName": "ghost"},
     "The role policy with name ghost cannot be found."),
    ("delete_role_policy", {"RoleName": "reader", "PolicyName": "ghost"},
     "The role policy with name ghost cannot be found."),
    ("get_login_profile", {"UserName": "alice"}, "Login Profile for User alice cannot be found."),
    ("delete_login_profile", {"UserName": "alice"}, "Login Profile for User alice cannot be found."),
    ("delete_access_key", {"UserName": "alice", "AccessKeyId": "AKIAGHOSTGHOSTGHOST1"},
     "The Access Key with id AKIAGHOSTGHOSTGHOST1 cannot be found."),
    ("update_access_key", {"UserName": "alice", "AccessKeyId": "AKIAGHOSTGHOSTGHOST1", "Status": "Inactive"},
     "The Access Key with id AKIAGHOSTGHOSTGHOST1 cannot be found."),
    ("attach_user_policy", {"UserName": "alice", "PolicyArn": "{policy}/ghost"},
     "Policy {policy}/ghost does not exist or is not attachable."),
    ("attach_role_policy", {"RoleName": "reader", "PolicyArn": "{policy}/ghost"},
     "Policy {policy}/ghost does not exist or is not attachable."),
    ("attach_group_policy", {"GroupName": "birds", "PolicyArn": "arn:aws:iam::aws:policy/Ghost"},
     "Policy arn:aws:iam::aws:policy/Ghost does not exist or is not attachable."),
    ("detach_user_policy", {"UserName": "alice", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
     "Policy arn:aws:iam::aws:policy/AdministratorAccess was not found."),
    ("detach_role_policy", {"RoleName": "reader", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
     "Policy arn:aws:iam::aws:policy/AdministratorAccess was not found."),
    ("add_user_to_group", {"UserName": "ghost", "GroupName": "birds"}, USER),
    ("add_user_to_group", {"UserName": "alice", "GroupName": "ghost"}, GROUP),
]


@pytest.mark.martlet_only
@pytest.mark.parametrize(("operation", "arguments", "message"), MISSING_INSIDE)
def test_missing_things_of_entities_that_are_there(root, target, operation, arguments, message):
    """Names are plain here, as the reset lets them be: the tables stay readable."""
    make_user(root, "alice")
    root.iam.create_group(GroupName="birds")
    make_role(root, "reader", [trust({"Service": "lambda.amazonaws.com"})])
    with no_such_entity(filled(message, target.account)):
        getattr(root.iam, operation)(**filled(arguments, target.account))


DUPLICATES = [
    ("create_user", {"UserName": "{name}"}, "User with name {name} already exists."),
    ("create_user", {"UserName": "{name}", "Path": "/other/"}, "User with name {name} already exists."),
    ("create_user", {"UserName": "{NAME}"}, "User with name {NAME} already exists."),
    ("create_group", {"GroupName": "{name}"}, "Group with name {name} already exists."),
    ("create_role", {"RoleName": "{name}", "AssumeRolePolicyDocument": TRUST}, "Role with name {name} already exists."),
    ("create_policy", {"PolicyName": "{name}", "PolicyDocument": POLICY},
     "A policy called {name} already exists. Duplicate names are not allowed."),
    ("create_instance_profile", {"InstanceProfileName": "{name}"}, "Instance Profile {name} already exists."),
]


@pytest.mark.parametrize(("operation", "arguments", "message"), DUPLICATES)
def test_duplicate_names(root, name, operation, arguments, message):
    """Names are unique over all paths, and without regard to case."""
    first = {key: value.replace("{NAME}", "{name}").replace("{name}", name("dup")) for key, value in arguments.items()}
    first.pop("Path", None)
    second = {
        key: value.replace("{NAME}", name("dup").upper()).replace("{name}", name("dup"))
        for key, value in arguments.items()
    }
    getattr(root.iam, operation)(**first)
    with already_exists(message.replace("{NAME}", name("dup").upper()).replace("{name}", name("dup"))):
        getattr(root.iam, operation)(**second)
