"""Who may do what: the decisions, and the sentences in which they are told."""

import pytest

from ring.policies import allow, deny, document, make_role, make_user
from ring.refusal import denied, refused

NOT_ALLOWED = "because no identity-based policy allows the {} action"


@pytest.fixture
def arn(target, name):
    return lambda stem: f"arn:aws:iam::{target.account}:user/{name(stem)}"


def test_a_user_outside_the_group_is_denied(root, target, name, arn):
    """The first story of every account: the group's members may, others are told why not."""
    root.iam.create_group(GroupName=name("administrators"))
    root.iam.attach_group_policy(
        GroupName=name("administrators"), PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    alice, bob = make_user(root, name("alice")), make_user(root, name("bob"))
    root.iam.add_user_to_group(GroupName=name("administrators"), UserName=name("alice"))
    assert {name("alice"), name("bob")} <= {user["UserName"] for user in alice.iam.list_users()["Users"]}
    users = f"arn:aws:iam::{target.account}:user/"
    with denied(arn("bob"), "iam:ListUsers", users, NOT_ALLOWED.format("iam:ListUsers")):
        bob.iam.list_users()
    assert bob.sts.get_caller_identity()

    root.iam.remove_user_from_group(GroupName=name("administrators"), UserName=name("alice"))
    with denied(arn("alice"), "iam:ListUsers", users, NOT_ALLOWED.format("iam:ListUsers")):
        alice.iam.list_users()


def test_a_session_is_denied_by_its_own_name(root, target, name, arn):
    """The sentence names the session, so that its owner is found."""
    alice = make_user(root, name("alice"))
    session = alice.assume(make_role(root, name("reader"), arn("alice")), session="desk")
    with denied(
        f"arn:aws:sts::{target.account}:assumed-role/{name('reader')}/desk", "iam:ListUsers",
        f"arn:aws:iam::{target.account}:user/", NOT_ALLOWED.format("iam:ListUsers"),
    ):
        session.iam.list_users()


def test_an_explicit_deny_beats_every_allow(root, target, name, arn):
    """And is told apart from a missing allow."""
    alice = make_user(root, name("alice"), allow(), deny("iam:DeleteUser"))
    root.iam.create_user(UserName=name("bob"))
    with denied(
        arn("alice"), "iam:DeleteUser", arn("bob"), "with an explicit deny in an identity-based policy"
    ):
        alice.iam.delete_user(UserName=name("bob"))


def test_a_boundary_limits_what_policies_give(root, target, name, arn):
    """Both must allow; the sentence says which side did not."""
    boundary = root.iam.create_policy(
        PolicyName=name("edge"), PolicyDocument=document(allow(["iam:ListUsers", "iam:ListRoles"]))
    )["Policy"]["Arn"]
    alice = make_user(root, name("alice"), allow(["iam:ListUsers", "iam:ListGroups"]))
    root.iam.put_user_permissions_boundary(UserName=name("alice"), PermissionsBoundary=boundary)
    assert alice.iam.list_users()
    with denied(
        arn("alice"), "iam:ListGroups", f"arn:aws:iam::{target.account}:group/",
        "because no permissions boundary allows the iam:ListGroups action",
    ):
        alice.iam.list_groups()
    with denied(
        arn("alice"), "iam:ListRoles", f"arn:aws:iam::{target.account}:role/", NOT_ALLOWED.format("iam:ListRoles")
    ):
        alice.iam.list_roles()


def test_a_session_policy_is_named_as_the_reason(root, target, name, arn):
    alice = make_user(root, name("alice"))
    role = make_role(root, name("reader"), arn("alice"), allow("iam:*"))
    session = alice.assume(role, session="desk", Policy=document(allow("iam:ListRoles")))
    with denied(
        f"arn:aws:sts::{target.account}:assumed-role/{name('reader')}/desk", "iam:ListUsers",
        f"arn:aws:iam::{target.account}:user/", "because no session policy allows the iam:ListUsers action",
    ):
        session.iam.list_users()


ALICE = "arn:aws:iam::{account}:user/{alice}"
STATEMENTS = [
    ("the action itself", allow("iam:GetUser", ALICE), True),
    ("case of the action does not count", allow("IAM:getuser", ALICE), True),
    ("a star in the action", allow("iam:Get*", ALICE), True),
    ("a question mark in the action", allow("iam:Get?ser", ALICE), True),
    ("another action", allow("iam:GetRole", ALICE), False),
    ("NotAction leaves the rest", {"Effect": "Allow", "NotAction": "iam:GetRole", "Resource": "*"}, True),
    ("NotAction leaves this out", {"Effect": "Allow", "NotAction": "iam:Get*", "Resource": "*"}, False),
    ("a star in the resource", allow("iam:GetUser", "arn:aws:iam::{account}:user/a*"), True),
    ("case of the resource counts", allow("iam:GetUser", "arn:aws:iam::{account}:user/A*"), False),
    ("another resource", allow("iam:GetUser", ALICE + "x"), False),
    ("NotResource", {"Effect": "Allow", "Action": "iam:GetUser", "NotResource": ALICE}, False),
    ("a policy variable", allow("iam:GetUser", "arn:aws:iam::{account}:user/${aws:username}"), True),
    ("a variable's default",
     allow("iam:GetUser", "arn:aws:iam::{account}:user/${aws:PrincipalTag/no, '{alice}'}"), True),
    ("a variable without value", allow("iam:GetUser", "arn:aws:iam::{account}:user/${aws:PrincipalTag/no}*"), False),
    ("the caller's address", allow("iam:GetUser", Condition={"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}), True),
    ("another address", allow("iam:GetUser", Condition={"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}), False),
    ("the caller's name", allow("iam:GetUser", Condition={"StringEquals": {"aws:username": "{alice}"}}), True),
    ("another name", allow("iam:GetUser", Condition={"StringNotEquals": {"aws:username": "{alice}"}}), False),
    ("the caller's ARN",
     allow("iam:GetUser", Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/a*"}}), True),
    ("in the past",
     allow("iam:GetUser", Condition={"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}), False),
    ("plain HTTP", allow("iam:GetUser", Condition={"Bool": {"aws:SecureTransport": "true"}}), False),
    ("a key that is not there", allow("iam:GetUser", Condition={"Null": {"aws:MultiFactorAuthAge": "true"}}), True),
    ("IfExists passes over",
     allow("iam:GetUser", Condition={"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "9"}}),
     True),
    ("the principal's account", allow("iam:GetUser", Condition={"StringEquals": {"aws:PrincipalAccount": "{account}"}}),
     True),
]


def filled(value, **texts: str):
    """Puts names into a statement of the table; policy variables stay as they are."""
    if isinstance(value, dict):
        return {key: filled(item, **texts) for key, item in value.items()}
    for key, text in texts.items():
        value = value.replace("{" + key + "}", text)
    return value


@pytest.mark.martlet_only
@pytest.mark.parametrize(("statement", "allowed"), [row[1:] for row in STATEMENTS], ids=[row[0] for row in STATEMENTS])
def test_statements_decide(root, target, name, statement, allowed):
    """One statement, one call, over the wire: the whole way from the header to the evaluator."""
    alice = make_user(root, name("alice"), filled(statement, account=target.account, alice=name("alice")))
    if allowed:
        assert alice.iam.get_user(UserName=name("alice"))
    else:
        with refused("AccessDenied", status=403):
            alice.iam.get_user(UserName=name("alice"))


def test_tags_of_the_caller_decide(root, name):
    """aws:PrincipalTag follows the user's tags from one call to the next."""
    condition = {"StringEquals": {"aws:PrincipalTag/team": "birds"}}
    alice = make_user(root, name("alice"), allow("iam:ListUsers", Condition=condition))
    with refused("AccessDenied", status=403):
        alice.iam.list_users()
    root.iam.tag_user(UserName=name("alice"), Tags=[{"Key": "team", "Value": "birds"}])
    assert alice.iam.list_users()


def test_validation_comes_before_authorization(root, name):
    """AWS tells even a stranger that a request is malformed, before asking whether it may."""
    bob = make_user(root, name("bob"))
    with refused("ValidationError", status=400):
        bob.iam.get_role(RoleName="x" * 65)


def test_authorization_comes_before_existence(root, name):
    """Whoever may not look does not learn what is there."""
    bob = make_user(root, name("bob"))
    with refused("AccessDenied", status=403):
        bob.iam.get_role(RoleName="ghost")
