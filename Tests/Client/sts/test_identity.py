"""Who a caller is told to be, by boto3 and by the AWS CLI."""

import json

from ring.policies import make_role, make_user
from ring.refusal import refused


def test_the_account_itself_is_root(root, target):
    """The first call everybody makes."""
    identity = root.sts.get_caller_identity()
    assert identity["Account"] == identity["UserId"] == target.account
    assert identity["Arn"] == f"arn:aws:iam::{target.account}:root"


def test_a_user_is_named_with_its_path(root, target, name):
    """Policies match on the whole ARN, so the path must be in it."""
    user = root.iam.create_user(UserName=name("alice"), Path="/staff/")["User"]
    key = root.iam.create_access_key(UserName=name("alice"))["AccessKey"]
    identity = target.clients(type(target.credentials).of(key)).sts.get_caller_identity()
    assert identity == identity | {
        "UserId": user["UserId"], "Account": target.account,
        "Arn": f"arn:aws:iam::{target.account}:user/staff/{name('alice')}",
    }
    assert user["UserId"].startswith("AIDA") and key["AccessKeyId"].startswith("AKIA")


def test_a_session_is_named_by_role_and_session(root, target, name):
    """`UserId` is the role's unique id and the session's name: resource policies compare it as aws:userid."""
    user = make_user(root, name("alice"))
    role = make_role(root, name("reader"), f"arn:aws:iam::{target.account}:user/{name('alice')}", Path="/staff/")
    answer = user.sts.assume_role(RoleArn=role, RoleSessionName="desk")
    role_id = root.iam.get_role(RoleName=name("reader"))["Role"]["RoleId"]
    arn = f"arn:aws:sts::{target.account}:assumed-role/{name('reader')}/desk"
    assert answer["AssumedRoleUser"] == {"AssumedRoleId": f"{role_id}:desk", "Arn": arn}
    identity = target.clients(type(target.credentials).of(answer["Credentials"])).sts.get_caller_identity()
    assert (identity["UserId"], identity["Arn"]) == (f"{role_id}:desk", arn)
    assert role_id.startswith("AROA") and answer["Credentials"]["AccessKeyId"].startswith("ASIA")


def test_the_cli_sees_the_same(root, target, tmp_path):
    """The AWS CLI works unmodified."""
    result = root.aws("sts", "get-caller-identity", "--output", "json", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["Arn"] == f"arn:aws:iam::{target.account}:root"


def test_access_key_info_names_the_account(root, target, name):
    """Anybody authenticated may ask whose a key is."""
    root.iam.create_user(UserName=name("alice"))
    key = root.iam.create_access_key(UserName=name("alice"))["AccessKey"]
    assert root.sts.get_access_key_info(AccessKeyId=key["AccessKeyId"])["Account"] == target.account


def test_access_key_info_validates(root):
    """The model's own constraints, in AWS's words."""
    with refused(
        "ValidationError",
        "1 validation error detected: Value 'short' at 'accessKeyId' failed to satisfy constraint: "
        "Member must have length greater than or equal to 16",
        400,
    ):
        root.sts.get_access_key_info(AccessKeyId="short")
