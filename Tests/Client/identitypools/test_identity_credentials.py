"""Credentials: which role an identity gets, as whom, and how far it reaches."""

import datetime
import re

import pytest

from ring.identities import (
    AMAZON, FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP, HOST, as_clients, give_roles, trusting,
)
from ring.policies import allow, document, make_role
from ring.pools import make_user
from ring.refusal import denied, refused

pytestmark = pytest.mark.martlet_only
BAD_ROLES = "Invalid identity pool configuration. Check assigned IAM roles for this pool."
EVERYTHING = allow()


def role_of(caller) -> str:
    """The name of the role that credentials belong to."""
    return caller.sts.get_caller_identity()["Arn"].split("/")[1]


@pytest.fixture
def facebook(world):
    return lambda user="f1": {FACEBOOK: world.facebook.token(user, FACEBOOK_APP)}


def test_credentials_are_a_session_of_the_role(identity_pool, roles, facebook, name):
    """With the name that AWS gives it, for an hour."""
    pool = identity_pool()
    roles(pool, EVERYTHING, guest=(EVERYTHING,))
    guest, user = pool.identity(), pool.identity(facebook())
    for identity, logins, role in ((guest, None, "out"), (user, facebook(), "in")):
        answer = pool.credentials(identity, logins)
        left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
        assert datetime.timedelta(minutes=59) < left <= datetime.timedelta(minutes=60, seconds=1)
        arn = as_clients(pool.root, answer["Credentials"]).sts.get_caller_identity()["Arn"]
        account = pool.root.target.account
        assert arn == f"arn:aws:sts::{account}:assumed-role/{name('app')}-{role}/CognitoIdentityCredentials"


def test_a_pool_without_roles_gives_no_credentials(identity_pool, facebook):
    pool = identity_pool()
    for identity, logins in ((pool.identity(), None), (pool.identity(facebook()), facebook())):
        with refused("InvalidIdentityPoolConfigurationException", BAD_ROLES, 400):
            pool.credentials(identity, logins)


DISTRUST = {
    "another pool": lambda pool: trusting("eu-central-1:00000000-1111-2222-3333-444444444444"),
    "guests only": lambda pool: trusting(pool.id, method="unauthenticated"),
    "another provider": lambda pool: trusting(pool.id, method=AMAZON),
    "another service": lambda pool: {
        "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
}


@pytest.mark.parametrize("case", DISTRUST)
def test_a_role_that_does_not_trust_the_pool_is_not_given(identity_pool, root, facebook, name, case):
    pool = identity_pool()
    role = make_role(root, name("distrusting"), [DISTRUST[case](pool)], EVERYTHING)
    root.identities.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": role})
    identity = pool.identity(facebook())
    with refused("InvalidIdentityPoolConfigurationException", BAD_ROLES, 400):
        pool.credentials(identity, facebook())


@pytest.mark.parametrize("method", ["authenticated", FACEBOOK])
def test_a_role_that_trusts_the_way_in_is_given(identity_pool, root, facebook, name, method):
    """`amr` holds both that somebody signed in and where."""
    pool = identity_pool()
    role = make_role(root, name("trusting"), [trusting(pool.id, method=method)], EVERYTHING)
    root.identities.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": role})
    assert role_of(pool.clients(pool.identity(facebook()), facebook())) == name("trusting")


def test_one_role_serves_several_pools(identity_pool, root, facebook, name):
    """Stages share roles, and the policy tells them apart by `aud`."""
    dev, prod = identity_pool("dev"), identity_pool("prod")
    role = make_role(root, name("shared"), [trusting(dev.id, prod.id)],
                     allow("iam:ListUsers", Condition={"StringEquals": {f"{HOST}:aud": prod.id}}))
    callers = []
    for pool in (dev, prod):
        root.identities.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": role})
        callers.append(pool.clients(pool.identity(facebook()), facebook()))
    with refused("AccessDenied", status=403):
        callers[0].iam.list_users()
    assert callers[1].iam.list_users()["Users"] is not None


def test_each_identity_reaches_its_own(identity_pool, roles, root, facebook, name):
    """By a variable in the resource and by one in a condition: what is the neighbour's is denied."""
    pool = identity_pool()
    roles(pool, allow("iam:GetUser", "arn:aws:iam::*:user/${cognito-identity.amazonaws.com:sub}/*"),
          allow("iam:ListGroupsForUser", Condition={
              "StringEquals": {"iam:ResourceTag/owner": "${cognito-identity.amazonaws.com:sub}"}}))
    people = {user: pool.identity(facebook(user)) for user in ("f1", "f2")}
    for user, identity in people.items():
        root.iam.create_user(UserName=name(user), Path=f"/{identity}/", Tags=[{"Key": "owner", "Value": identity}])
    for mine, neighbour in (("f1", "f2"), ("f2", "f1")):
        caller = pool.clients(people[mine], facebook(mine))
        assert caller.iam.get_user(UserName=name(mine))["User"]["UserName"] == name(mine)
        assert caller.iam.list_groups_for_user(UserName=name(mine))["Groups"] == []
        arn = f"arn:aws:iam::{root.target.account}:user/{people[neighbour]}/{name(neighbour)}"
        own = caller.sts.get_caller_identity()["Arn"]
        because = "because no identity-based policy allows the {} action"
        with denied(own, "iam:GetUser", arn, because.format("iam:GetUser")):
            caller.iam.get_user(UserName=name(neighbour))
        with refused("AccessDenied", status=403):
            caller.iam.list_groups_for_user(UserName=name(neighbour))


VARIABLES = [
    ({"StringEquals": {f"{HOST}:aud": "POOL"}}, True),
    ({"StringEquals": {f"{HOST}:aud": "another"}}, False),
    ({"StringEquals": {f"{HOST}:sub": "IDENTITY"}}, True),
    ({"StringNotEquals": {f"{HOST}:sub": "IDENTITY"}}, False),
    ({"ForAnyValue:StringLike": {f"{HOST}:amr": "authenticated"}}, True),
    ({"ForAnyValue:StringLike": {f"{HOST}:amr": "graph.*"}}, True),
    ({"ForAnyValue:StringLike": {f"{HOST}:amr": GOOGLE}}, False),
    ({"ForAnyValue:StringLike": {f"{HOST}:amr": "unauthenticated"}}, False),
]


@pytest.mark.parametrize(("condition", "admitted"), VARIABLES)
def test_policies_see_who_it_is_and_how_they_came(identity_pool, roles, root, facebook, condition, admitted):
    """aud, sub and amr last as long as the session."""
    pool = identity_pool()
    arns = roles(pool)
    identity = pool.identity(facebook())
    text = document(allow("iam:ListUsers", Condition=condition)).replace("POOL", pool.id).replace("IDENTITY", identity)
    root.iam.put_role_policy(RoleName=arns["authenticated"].split("/")[1], PolicyName="own", PolicyDocument=text)
    caller = pool.clients(identity, facebook())
    if admitted:
        assert caller.iam.list_users()["Users"] is not None
    else:
        with refused("AccessDenied", status=403):
            caller.iam.list_users()


def test_guests_are_cut_down_in_the_enhanced_flow_only(identity_pool, roles, root):
    """Whatever their role says; in the basic flow the role alone decides, as it always does for those who signed in."""
    pool = identity_pool(AllowClassicFlow=True)
    arns = roles(pool, EVERYTHING, guest=(EVERYTHING,))
    guest = pool.identity()
    caller = pool.clients(guest)
    assert caller.logs.describe_log_groups()["logGroups"] is not None
    assert caller.functions.list_functions()["Functions"] is not None
    for call in (caller.iam.list_users, caller.iam.list_account_aliases):
        with refused("AccessDenied", re.compile(".* because no session policy allows .*"), 403):
            call()
    with refused("AccessDenied", status=403):
        caller.sts.assume_role(RoleArn=arns["authenticated"], RoleSessionName="climb")
    basic = pool.basic(arns["unauthenticated"], pool.token(guest))
    assert basic.iam.list_users()["Users"] is not None


def test_people_with_a_login_are_not_cut_down(identity_pool, roles, facebook):
    pool = identity_pool()
    roles(pool, EVERYTHING)
    assert pool.clients(pool.identity(facebook()), facebook()).iam.list_users()["Users"] is not None


def test_the_basic_flow_is_a_matter_of_the_pool(identity_pool, roles, facebook):
    """Off unless it is switched on."""
    pool = identity_pool()
    roles(pool, EVERYTHING)
    identity = pool.identity(facebook())
    with refused(
        "InvalidParameterException", "Basic (classic) flow is not enabled, please use enhanced flow.", 400
    ):
        pool.token(identity, facebook())


def test_the_basic_flow_goes_to_any_role_that_trusts_the_pool(identity_pool, roles, root, facebook, name):
    """By the app's choice, with a session name and a policy of its own; the variables are there too."""
    pool = identity_pool(AllowClassicFlow=True)
    identity = pool.identity(facebook())
    role = make_role(root, name("basic"), [trusting(pool.id)], allow("iam:ListUsers", Condition={
        "StringEquals": {f"{HOST}:sub": identity, f"{HOST}:aud": pool.id}}))
    token = pool.token(identity, facebook())
    answer = root.sts.assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="iOS-Provider", WebIdentityToken=token, DurationSeconds=900)
    assert answer["SubjectFromWebIdentityToken"] == identity and answer["Provider"] == HOST
    assert answer["Audience"] == pool.id
    caller = as_clients(root, answer["Credentials"])
    assert caller.sts.get_caller_identity()["Arn"].endswith("/iOS-Provider")
    assert caller.iam.list_users()["Users"] is not None
    bound = pool.basic(role, token, Policy=document(allow("logs:*")))
    with refused("AccessDenied", status=403):
        bound.iam.list_users()
    stranger = make_role(root, name("stranger"), [trusting("eu-central-1:00000000-1111-2222-3333-444444444444")])
    with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403):
        pool.basic(stranger, token)
    guest = pool.token(pool.identity())
    with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403):
        pool.basic(role, guest)


RULES = [
    ("Equals", "red", {"team": "red"}, True), ("Equals", "red", {"team": "Red"}, False),
    ("Equals", "red", {}, False), ("NotEqual", "red", {"team": "blue"}, True),
    ("NotEqual", "red", {"team": "red"}, False), ("NotEqual", "red", {}, False),
    ("StartsWith", "re", {"team": "red"}, True), ("StartsWith", "ed", {"team": "red"}, False),
    ("Contains", "e", {"team": "red"}, True), ("Contains", "x", {"team": "red"}, False),
]


@pytest.mark.parametrize(("match", "value", "claims", "matches"), RULES)
def test_rules_choose_by_claims(identity_pool, root, world, name, match, value, claims, matches):
    """A claim that is absent matches nothing, not even NotEqual."""
    pool = identity_pool()
    role = make_role(root, name("team"), [trusting(pool.id)], EVERYTHING)
    rule = {"Claim": "team", "MatchType": match, "Value": value, "RoleARN": role}
    give_roles(pool, name("app"), RoleMappings={GOOGLE: {
        "Type": "Rules", "AmbiguousRoleResolution": "AuthenticatedRole", "RulesConfiguration": {"Rules": [rule]}}})
    logins = {GOOGLE: world.google.token("g1", GOOGLE_APP, **claims)}
    wanted = name("team") if matches else name("app") + "-in"
    assert role_of(pool.clients(pool.identity(logins), logins)) == wanted


def test_the_first_rule_that_matches_decides_and_none_may_mean_no(identity_pool, root, world, name):
    """With `Deny`, whom no rule matches gets nothing."""
    pool = identity_pool()
    arns = [make_role(root, name(stem), [trusting(pool.id)]) for stem in ("one", "two")]
    rules = [{"Claim": "team", "MatchType": "StartsWith", "Value": value, "RoleARN": arn}
             for value, arn in zip(("red", "r"), arns)]
    give_roles(pool, name("app"), RoleMappings={GOOGLE: {
        "Type": "Rules", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": {"Rules": rules}}})
    for team, wanted in (("reddish", name("one")), ("rose", name("two"))):
        logins = {GOOGLE: world.google.token("g-" + team, GOOGLE_APP, team=team)}
        assert role_of(pool.clients(pool.identity(logins), logins)) == wanted
    logins = {GOOGLE: world.google.token("g-blue", GOOGLE_APP, team="blue")}
    identity = pool.identity(logins)
    with pytest.raises(pool.api.exceptions.ClientError) as caught:
        pool.credentials(identity, logins)
    assert caught.value.response["Error"]["Code"] in (
        "NotAuthorizedException", "InvalidIdentityPoolConfigurationException")


@pytest.fixture
def grouped(connected, app, root, login_key, name):
    """An identity pool that takes roles from the tokens of a user pool; and roles to put groups on."""
    def made(ambiguity: str):
        users = app()
        pool = connected(users)
        arns = {stem: make_role(root, name(stem), [trusting(pool.id)], EVERYTHING) for stem in ("editor", "author")}
        give_roles(pool, name("app"), RoleMappings={
            f"{login_key(users)}:{users.client}": {"Type": "Token", "AmbiguousRoleResolution": ambiguity}})
        return users, pool, arns

    return made


@pytest.fixture
def member(root, login_key):
    """A user in groups with roles and precedences, signed in; the map of logins."""
    def made(users, groups: dict[str, tuple[str, int]], username="ada"):
        make_user(root, users.pool, username)
        for group, (role, precedence) in groups.items():
            root.pools.create_group(
                UserPoolId=users.pool, GroupName=group, RoleArn=role, Precedence=precedence)
            root.pools.admin_add_user_to_group(UserPoolId=users.pool, Username=username, GroupName=group)
        return {login_key(users): users.sign_in(username)["IdToken"]}

    return made


def test_the_group_that_counts_most_gives_the_role(grouped, member, name):
    """The lowest number; another role of theirs on demand, and no role that is not theirs."""
    users, pool, arns = grouped("Deny")
    logins = member(users, {"editors": (arns["editor"], 1), "authors": (arns["author"], 2)})
    identity = pool.identity(logins)
    assert role_of(pool.clients(identity, logins)) == name("editor")
    assert role_of(pool.clients(identity, logins, CustomRoleArn=arns["author"])) == name("author")
    foreign = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"]
    with pytest.raises(pool.api.exceptions.ClientError) as caught:
        pool.credentials(identity, logins, CustomRoleArn=foreign)
    assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException")


@pytest.mark.parametrize("ambiguity", ["AuthenticatedRole", "Deny"])
def test_groups_that_count_the_same_leave_it_open(grouped, member, name, ambiguity):
    """Two roles of one precedence are no choice: the pool's role, or none."""
    users, pool, arns = grouped(ambiguity)
    logins = member(users, {"editors": (arns["editor"], 1), "authors": (arns["author"], 1)})
    identity = pool.identity(logins)
    if ambiguity == "AuthenticatedRole":
        assert role_of(pool.clients(identity, logins)) == name("app") + "-in"
    else:
        with pytest.raises(pool.api.exceptions.ClientError) as caught:
            pool.credentials(identity, logins)
        assert caught.value.response["Error"]["Code"] in (
            "NotAuthorizedException", "InvalidIdentityPoolConfigurationException")
    assert role_of(pool.clients(identity, logins, CustomRoleArn=arns["author"])) == name("author")


def test_guests_and_people_without_groups_choose_no_role(grouped, member, facebook, root):
    """CustomRoleArn counts only where the token holds it."""
    users, pool, arns = grouped("AuthenticatedRole")
    plain = member(users, {})
    for logins in (plain, facebook(), None):
        identity = pool.identity(logins)
        with pytest.raises(pool.api.exceptions.ClientError) as caught:
            pool.credentials(identity, logins, CustomRoleArn=arns["editor"])
        assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException")


def test_claims_become_session_tags(connected, app, id_token, login_key, root, name):
    """By the defaults `username` and `client`, or by the pool's own map."""
    users = app(ReadAttributes=["email"])
    pool = connected(users)
    give_roles(pool, name("app"), allow("iam:GetUser", "arn:aws:iam::*:user/${aws:PrincipalTag/username}"),
               allow("iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/mail": "ada@example.com"}}))
    logins = {login_key(users): id_token(users, email="ada@example.com")}
    identity = pool.identity(logins)
    described = root.pools.admin_get_user(UserPoolId=users.pool, Username="ada")
    sub = {each["Name"]: each["Value"] for each in described["UserAttributes"]}["sub"]
    for user in (sub, "neighbour"):
        root.iam.create_user(UserName=user)
    untagged = pool.clients(identity, logins)
    with refused("AccessDenied", status=403):
        untagged.iam.get_user(UserName=sub)
    pool.api.set_principal_tag_attribute_map(
        IdentityPoolId=pool.id, IdentityProviderName=login_key(users), UseDefaults=True)
    tagged = pool.clients(identity, logins)
    assert tagged.iam.get_user(UserName=sub)["User"]["UserName"] == sub
    with refused("AccessDenied", status=403):
        tagged.iam.get_user(UserName="neighbour")
    pool.api.set_principal_tag_attribute_map(
        IdentityPoolId=pool.id, IdentityProviderName=login_key(users), UseDefaults=False,
        PrincipalTags={"mail": "email", "absent": "custom:absent"})
    mapped = pool.clients(identity, logins)
    assert mapped.iam.list_users()["Users"] is not None
    with refused("AccessDenied", status=403):
        mapped.iam.get_user(UserName=sub)
    role = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"].split("/")[1]
    root.iam.update_assume_role_policy(RoleName=role, PolicyDocument=document(trusting(pool.id)))
    with refused("InvalidIdentityPoolConfigurationException", re.compile(".*Check assigned IAM roles.*"), 400):
        pool.credentials(identity, logins)


@pytest.mark.parametrize("check", [False, True])
def test_a_user_who_is_no_more_is_asked_after(connected, app, id_token, login_key, roles, root, check):
    """ServerSideTokenCheck: a deleted, disabled or signed-out user's token opens nothing, though its time be not up."""
    users = app()
    pool = connected(users, check=check)
    roles(pool, EVERYTHING)
    endings = {
        "out": lambda user: root.pools.admin_user_global_sign_out(UserPoolId=users.pool, Username=user),
        "off": lambda user: root.pools.admin_disable_user(UserPoolId=users.pool, Username=user),
        "gone": lambda user: root.pools.admin_delete_user(UserPoolId=users.pool, Username=user),
    }
    for user, end in endings.items():
        logins = {login_key(users): id_token(users, user)}
        identity = pool.identity(logins)
        assert pool.credentials(identity, logins)
        end(user)
        if check:
            with pytest.raises(pool.api.exceptions.NotAuthorizedException):
                pool.credentials(identity, logins)
            with pytest.raises(pool.api.exceptions.NotAuthorizedException):
                pool.identity(logins)
        else:
            assert pool.credentials(identity, logins)["IdentityId"] == identity


def test_a_change_of_roles_counts_from_the_next_call(identity_pool, roles, facebook, root, name):
    """And what the role may do counts at once, for sessions too."""
    pool = identity_pool()
    roles(pool, EVERYTHING)
    identity = pool.identity(facebook())
    first = pool.clients(identity, facebook())
    other = make_role(root, name("other"), [trusting(pool.id)], allow("iam:ListGroups"))
    pool.api.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": other})
    second = pool.clients(identity, facebook())
    assert role_of(second) == name("other") and second.iam.list_groups()["Groups"] == []
    assert first.iam.list_users()["Users"] is not None
    root.iam.delete_role_policy(RoleName=name("app") + "-in", PolicyName="own")
    with refused("AccessDenied", status=403):
        first.iam.list_users()
