"""Users and groups from their making to their end."""

import pytest

from ring.policies import allow, document, trust
from ring.refusal import refused

TRUSTED = {"AssumeRolePolicyDocument": document(trust({"Service": "lambda.amazonaws.com"}))}


def test_a_users_life(root, target, name):
    """Made, found, renamed and moved, gone; its unique id stays through all."""
    made = root.iam.create_user(
        UserName=name("alice"), Path="/staff/", Tags=[{"Key": "team", "Value": "birds"}]
    )["User"]
    assert made["Arn"] == f"arn:aws:iam::{target.account}:user/staff/{name('alice')}"
    assert made["Path"] == "/staff/" and made["Tags"] == [{"Key": "team", "Value": "birds"}]
    found = root.iam.get_user(UserName=name("alice"))["User"]
    assert found["UserId"] == made["UserId"] and found["CreateDate"] == made["CreateDate"]

    root.iam.update_user(UserName=name("alice"), NewUserName=name("alicia"), NewPath="/")
    moved = root.iam.get_user(UserName=name("alicia"))["User"]
    assert moved["UserId"] == made["UserId"]
    assert moved["Arn"] == f"arn:aws:iam::{target.account}:user/{name('alicia')}"
    root.iam.delete_user(UserName=name("alicia"))
    assert name("alicia") not in [user["UserName"] for user in root.iam.list_users()["Users"]]


def test_a_new_user_of_an_old_name_is_somebody_else(root, name):
    """Unique ids exist so that old grants do not pass on."""
    first = root.iam.create_user(UserName=name("alice"))["User"]["UserId"]
    root.iam.delete_user(UserName=name("alice"))
    assert root.iam.create_user(UserName=name("alice"))["User"]["UserId"] != first


def test_tags_are_set_changed_and_removed(root, name):
    """A key that is there already changes its value."""
    root.iam.create_user(UserName=name("alice"), Tags=[{"Key": "team", "Value": "birds"}])
    tags = [{"Key": "team", "Value": "fish"}, {"Key": "desk", "Value": ""}]
    root.iam.tag_user(UserName=name("alice"), Tags=tags)
    found = root.iam.list_user_tags(UserName=name("alice"))["Tags"]
    assert sorted(found, key=lambda tag: tag["Key"]) == [{"Key": "desk", "Value": ""}, {"Key": "team", "Value": "fish"}]
    root.iam.untag_user(UserName=name("alice"), TagKeys=["team"])
    assert root.iam.list_user_tags(UserName=name("alice"))["Tags"] == [{"Key": "desk", "Value": ""}]


def test_users_are_listed_by_path(root, name):
    """A prefix is a text, not a folder."""
    for user, path in [("a", "/north/"), ("b", "/north/east/"), ("c", "/south/")]:
        root.iam.create_user(UserName=name(user), Path=path)
    found = [user["UserName"] for user in root.iam.list_users(PathPrefix="/north/")["Users"]]
    assert found == [name("a"), name("b")]


INVALID_USERS = [
    ({"UserName": "has space"}, "The specified value for userName is invalid. It must contain only alphanumeric "
                                "characters and/or the following: +=,.@_-"),
    ({"UserName": "x" * 65}, f"1 validation error detected: Value '{'x' * 65}' at 'userName' failed to satisfy "
                             "constraint: Member must have length less than or equal to 64"),
    ({"UserName": "ok", "Path": "nowhere"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("arguments", "message"), INVALID_USERS, ids=["pattern", "length", "path", "missing"])
def test_invalid_users_are_refused(root, arguments, message):
    """With the texts by which people find their mistake."""
    with refused("ValidationError", message, 400):
        root.iam.create_user(**arguments)


def test_a_groups_life(root, target, name):
    """Members come and go; adding twice and removing a stranger's membership keep it as it is."""
    group = root.iam.create_group(GroupName=name("birds"), Path="/teams/")["Group"]
    assert group["Arn"] == f"arn:aws:iam::{target.account}:group/teams/{name('birds')}"
    assert group["GroupId"].startswith("AGPA")
    root.iam.create_user(UserName=name("alice"))
    for _ in range(2):
        root.iam.add_user_to_group(GroupName=name("birds"), UserName=name("alice"))
    answer = root.iam.get_group(GroupName=name("birds"))
    assert answer["Group"]["GroupId"] == group["GroupId"]
    assert [user["UserName"] for user in answer["Users"]] == [name("alice")]
    groups = root.iam.list_groups_for_user(UserName=name("alice"))["Groups"]
    assert [each["GroupName"] for each in groups] == [name("birds")]

    root.iam.update_group(GroupName=name("birds"), NewGroupName=name("fowl"))
    assert [user["UserName"] for user in root.iam.get_group(GroupName=name("fowl"))["Users"]] == [name("alice")]
    root.iam.remove_user_from_group(GroupName=name("fowl"), UserName=name("alice"))
    assert root.iam.get_group(GroupName=name("fowl"))["Users"] == []
    root.iam.delete_group(GroupName=name("fowl"))


@pytest.mark.parametrize("kind", ["user", "group", "role"])
def test_inline_policies(root, name, kind):
    """Put, replaced, read back as the same document, listed by name, deleted."""
    holder = {f"{kind.title()}Name": name("holder")}
    getattr(root.iam, f"create_{kind}")(**holder, **(TRUSTED if kind == "role" else {}))
    put, get, delete = (getattr(root.iam, f"{verb}_{kind}_policy") for verb in ("put", "get", "delete"))
    for policy, action in [("b", "iam:GetUser"), ("a", "iam:ListUsers"), ("b", "iam:ListRoles")]:
        put(**holder, PolicyName=policy, PolicyDocument=document(allow(action)))
    assert getattr(root.iam, f"list_{kind}_policies")(**holder)["PolicyNames"] == ["a", "b"]
    assert get(**holder, PolicyName="b")["PolicyDocument"]["Statement"] == [allow("iam:ListRoles")]
    delete(**holder, PolicyName="a")
    assert getattr(root.iam, f"list_{kind}_policies")(**holder)["PolicyNames"] == ["b"]


@pytest.mark.parametrize("kind", ["user", "group", "role"])
def test_attached_policies(root, name, kind):
    """Attaching twice is once; the policy counts its attachments."""
    holder = {f"{kind.title()}Name": name("holder")}
    getattr(root.iam, f"create_{kind}")(**holder, **(TRUSTED if kind == "role" else {}))
    policy = root.iam.create_policy(PolicyName=name("p"), PolicyDocument=document(allow("iam:Get*")))["Policy"]["Arn"]
    for _ in range(2):
        getattr(root.iam, f"attach_{kind}_policy")(**holder, PolicyArn=policy)
    listed = getattr(root.iam, f"list_attached_{kind}_policies")(**holder)["AttachedPolicies"]
    assert listed == [{"PolicyName": name("p"), "PolicyArn": policy}]
    assert root.iam.get_policy(PolicyArn=policy)["Policy"]["AttachmentCount"] == 1
    entities = root.iam.list_entities_for_policy(PolicyArn=policy)
    assert [each[f"{kind.title()}Name"] for each in entities[f"Policy{kind.title()}s"]] == [name("holder")]
    getattr(root.iam, f"detach_{kind}_policy")(**holder, PolicyArn=policy)
    assert getattr(root.iam, f"list_attached_{kind}_policies")(**holder)["AttachedPolicies"] == []
