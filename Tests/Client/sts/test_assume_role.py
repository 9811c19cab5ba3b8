"""AssumeRole: who may, for how long, and with how much."""

import pytest

from ring.policies import allow, document, make_role, make_user, trust
from ring.refusal import refused


@pytest.fixture
def alice(root, name):
    return make_user(root, name("alice"))


@pytest.fixture
def alice_arn(target, name):
    return f"arn:aws:iam::{target.account}:user/{name('alice')}"


def not_authorized(caller: str, role: str, action: str = "sts:AssumeRole"):
    """STS does not tell a stranger why."""
    return refused(
        "AccessDenied", f"User: {caller} is not authorized to perform: {action} on resource: {role}", 403
    )


def test_naming_the_user_in_the_trust_policy_is_enough(root, alice, alice_arn, target, name):
    """In one account the trust policy alone may admit a user whom it names."""
    session = alice.assume(make_role(root, name("admin"), alice_arn, allow("iam:ListUsers")))
    assert [user["UserName"] for user in session.iam.list_users()["Users"] if user["UserName"] == name("alice")]


def test_trusting_the_account_leaves_it_to_the_users_policies(root, alice, alice_arn, target, name):
    """`:root` delegates: without a policy of her own alice is refused, with one she is admitted."""
    role = make_role(root, name("admin"), f"arn:aws:iam::{target.account}:root")
    with not_authorized(alice_arn, role):
        alice.assume(role)
    root.iam.put_user_policy(
        UserName=name("alice"), PolicyName="own", PolicyDocument=document(allow("sts:AssumeRole", role))
    )
    assert alice.assume(role).sts.get_caller_identity()


def test_whom_the_trust_policy_does_not_name_is_refused(root, alice, alice_arn, name):
    """A permission to assume everything does not open a role that trusts somebody else."""
    other = make_user(root, name("bob"), allow("sts:AssumeRole"))
    role = make_role(root, name("admin"), alice_arn)
    with not_authorized(alice_arn.replace(name("alice"), name("bob")), role):
        other.assume(role)


def test_a_role_that_does_not_exist_is_refused_alike(alice, alice_arn, target, name):
    """Otherwise anybody could find out which roles exist."""
    role = f"arn:aws:iam::{target.account}:role/{name('ghost')}"
    with not_authorized(alice_arn, role):
        alice.assume(role)


def test_root_may_not_assume_roles(root, target, name):
    """AWS refuses its root users, whatever the trust policy says."""
    role = make_role(root, name("admin"), f"arn:aws:iam::{target.account}:root")
    with refused("AccessDenied", "Roles may not be assumed by root accounts.", 403):
        root.assume(role)


@pytest.mark.parametrize(("given", "admitted"), [("sesame", True), ("Sesame", False), (None, False)])
def test_external_id(root, alice, alice_arn, name, given, admitted):
    """The external id is compared to the letter; leaving it out fails the condition."""
    conditioned = trust(alice_arn, Condition={"StringEquals": {"sts:ExternalId": "sesame"}})
    role = make_role(root, name("admin"), [conditioned])
    arguments = {"ExternalId": given} if given else {}
    if admitted:
        assert alice.assume(role, **arguments)
    else:
        with not_authorized(alice_arn, role):
            alice.assume(role, **arguments)


def test_a_session_policy_narrows_and_never_widens(root, alice, alice_arn, name):
    """The session may do what both the role and the session policy allow."""
    role = make_role(root, name("admin"), alice_arn, allow(["iam:ListUsers", "iam:ListRoles"]))
    narrowed = alice.assume(role, Policy=document(allow(["iam:ListUsers", "iam:ListGroups"])))
    assert narrowed.iam.list_users()
    for refused_call in (narrowed.iam.list_roles, narrowed.iam.list_groups):
        with refused("AccessDenied", status=403):
            refused_call()


def test_a_malformed_session_policy_is_refused(root, alice, alice_arn, name):
    """A policy that does not parse must not be taken for no policy."""
    with refused("MalformedPolicyDocument", status=400):
        alice.assume(make_role(root, name("admin"), alice_arn), Policy="{")


def test_session_tags_reach_policies(root, alice, alice_arn, name):
    """The role's policy speaks of aws:PrincipalTag; tagging needs sts:TagSession in the trust policy."""
    statement = allow("iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/team": "birds"}})
    role = make_role(root, name("admin"), [trust(alice_arn, ["sts:AssumeRole", "sts:TagSession"])], statement)
    tagged = alice.assume(role, Tags=[{"Key": "team", "Value": "birds"}])
    assert tagged.iam.list_users()
    other = alice.assume(role, Tags=[{"Key": "team", "Value": "fish"}])
    with refused("AccessDenied", status=403):
        other.iam.list_users()


def test_tagging_needs_its_own_permission(root, alice, alice_arn, name):
    """A trust policy that admits only sts:AssumeRole refuses tags."""
    role = make_role(root, name("admin"), alice_arn)
    with not_authorized(alice_arn, role, "sts:TagSession"):
        alice.assume(role, Tags=[{"Key": "team", "Value": "birds"}])


DURATIONS = [
    (899, "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: "
          "Member must have value greater than or equal to 900"),
    (43201, "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: "
            "Member must have value less than or equal to 43200"),
    (3601, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
]


@pytest.mark.parametrize(("seconds", "message"), DURATIONS)
def test_too_short_and_too_long_sessions_are_refused(root, alice, alice_arn, name, seconds, message):
    """A role allows one hour unless it says otherwise."""
    with refused("ValidationError", message, 400):
        alice.assume(make_role(root, name("admin"), alice_arn), DurationSeconds=seconds)


def test_a_role_may_allow_longer_sessions(root, alice, alice_arn, name):
    """Up to its MaxSessionDuration, and the answer says until when."""
    role = make_role(root, name("admin"), alice_arn, MaxSessionDuration=7200)
    answer = alice.sts.assume_role(RoleArn=role, RoleSessionName="long", DurationSeconds=7200)
    date = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
    assert answer["Credentials"]["Expiration"].tzinfo is not None, date


def test_chained_sessions_last_at_most_an_hour(root, alice, alice_arn, target, name):
    """A session that assumes another role gets one hour, whatever that role allows."""
    first = make_role(root, name("first"), alice_arn)
    second = make_role(root, name("second"), first, MaxSessionDuration=7200)
    session = alice.assume(first)
    arn = f"arn:aws:sts::{target.account}:assumed-role/{name('second')}/session"
    assert session.assume(second, DurationSeconds=3600).sts.get_caller_identity()["Arn"] == arn
    with refused(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.", 400,
    ):
        session.assume(second, DurationSeconds=3601)


@pytest.mark.parametrize("session_name", ["a", "has space", "x" * 65])
def test_session_names_follow_the_model(root, alice, alice_arn, name, session_name):
    """They become part of an ARN."""
    with refused("ValidationError", status=400):
        alice.assume(make_role(root, name("admin"), alice_arn), session=session_name)


def test_a_session_loses_what_its_role_loses(root, alice, alice_arn, name):
    """A session has no permission beyond what its role has at that moment."""
    role = make_role(root, name("admin"), alice_arn, allow("iam:ListUsers"))
    session = alice.assume(role)
    assert session.iam.list_users()
    root.iam.delete_role_policy(RoleName=name("admin"), PolicyName="own")
    with refused("AccessDenied", status=403):
        session.iam.list_users()
