"""Pools: whose logins they take, their roles, their tags, and what must not be asked of them."""

import re

import pytest

from ring.identities import APPS, DEVELOPER, FACEBOOK, FACEBOOK_APP, TWITTER, give_roles, make_identity_pool
from ring.policies import allow, make_role, make_user
from ring.refusal import refused

GONE = "eu-central-1:00000000-1111-2222-3333-444444444444"
POOL_ID = re.compile(r"[\w-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def no_pool(pool: str):
    return refused("ResourceNotFoundException", f"IdentityPool '{pool}' not found.", 400)


def without_metadata(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_a_pool_is_told_as_it_was_made(root, name, login_key, app):
    """Every member comes back, from creation, description and update alike."""
    users = app()
    provider = {"ProviderName": login_key(users), "ClientId": users.client, "ServerSideTokenCheck": True}
    openid = root.iam.create_open_id_connect_provider(
        Url="https://club.example/members", ClientIDList=["one"])["OpenIDConnectProviderArn"]
    settings = {
        "IdentityPoolName": name("full"), "AllowUnauthenticatedIdentities": False, "AllowClassicFlow": True,
        "SupportedLoginProviders": {**APPS, TWITTER: "consumerkey;consumersecret"},
        "DeveloperProviderName": DEVELOPER, "OpenIdConnectProviderARNs": [openid],
        "CognitoIdentityProviders": [provider], "IdentityPoolTags": {"stage": "dev"},
    }
    made = without_metadata(root.identities.create_identity_pool(**settings))
    pool = made["IdentityPoolId"]
    assert POOL_ID.fullmatch(pool) and pool.startswith(root.target.region + ":")
    assert {name: made[name] for name in settings} == settings
    assert without_metadata(root.identities.describe_identity_pool(IdentityPoolId=pool)) == made
    changed = {**settings, "IdentityPoolName": name("other"), "AllowUnauthenticatedIdentities": True,
               "SupportedLoginProviders": {FACEBOOK: FACEBOOK_APP}}
    answer = root.identities.update_identity_pool(IdentityPoolId=pool, **changed)
    assert {name: answer[name] for name in changed} == changed
    assert without_metadata(root.identities.describe_identity_pool(IdentityPoolId=pool)) == without_metadata(answer)
    root.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=openid)


def test_an_update_replaces_what_it_leaves_out(identity_pool, root):
    """As on AWS: providers that are not said again are gone; the developer's provider stays for ever."""
    pool = identity_pool(DeveloperProviderName=DEVELOPER, AllowClassicFlow=True)
    answer = root.identities.update_identity_pool(
        IdentityPoolId=pool.id, IdentityPoolName="bare", AllowUnauthenticatedIdentities=False)
    assert not answer.get("SupportedLoginProviders") and answer["AllowUnauthenticatedIdentities"] is False
    with pytest.raises(root.identities.exceptions.InvalidParameterException):
        root.identities.update_identity_pool(
            IdentityPoolId=pool.id, IdentityPoolName="bare", AllowUnauthenticatedIdentities=False,
            DeveloperProviderName="login.another.example")


def test_every_operation_knows_a_missing_pool(root):
    """With AWS's words, from each door."""
    api = root.identities
    arn = f"arn:aws:cognito-identity:{root.target.region}:{root.target.account}:identitypool/{GONE}"
    calls = [
        lambda: api.describe_identity_pool(IdentityPoolId=GONE),
        lambda: api.update_identity_pool(
            IdentityPoolId=GONE, IdentityPoolName="x", AllowUnauthenticatedIdentities=True),
        lambda: api.delete_identity_pool(IdentityPoolId=GONE),
        lambda: api.get_identity_pool_roles(IdentityPoolId=GONE),
        lambda: api.set_identity_pool_roles(IdentityPoolId=GONE, Roles={}),
        lambda: api.get_principal_tag_attribute_map(IdentityPoolId=GONE, IdentityProviderName=FACEBOOK),
        lambda: api.set_principal_tag_attribute_map(
            IdentityPoolId=GONE, IdentityProviderName=FACEBOOK, UseDefaults=True),
        lambda: api.list_identities(IdentityPoolId=GONE, MaxResults=10),
        lambda: api.lookup_developer_identity(IdentityPoolId=GONE, DeveloperUserIdentifier="ada"),
        lambda: api.merge_developer_identities(
            IdentityPoolId=GONE, DeveloperProviderName=DEVELOPER, SourceUserIdentifier="a",
            DestinationUserIdentifier="b"),
        lambda: api.get_open_id_token_for_developer_identity(IdentityPoolId=GONE, Logins={DEVELOPER: "ada"}),
        lambda: api.get_id(IdentityPoolId=GONE),
    ]
    for call in calls:
        with no_pool(GONE):
            call()
    for call in (lambda: api.list_tags_for_resource(ResourceArn=arn),
                 lambda: api.tag_resource(ResourceArn=arn, Tags={"a": "b"}),
                 lambda: api.untag_resource(ResourceArn=arn, TagKeys=["a"])):
        with refused("ResourceNotFoundException", status=400):
            call()


def test_pools_are_listed_in_pages(identity_pool, root):
    """Each once, with id and name only."""
    made = {identity_pool(f"p{number}").id for number in range(7)}
    found, token = [], {}
    while True:
        page = root.identities.list_identity_pools(MaxResults=3, **token)
        assert len(page["IdentityPools"]) <= 3
        found += page["IdentityPools"]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert len(found) == len({each["IdentityPoolId"] for each in found})
    assert made <= {each["IdentityPoolId"] for each in found}
    assert all(each.keys() == {"IdentityPoolId", "IdentityPoolName"} for each in found)


def test_a_deleted_pool_takes_its_identities_along(identity_pool, roles):
    """At once for everybody who asks, though they be many."""
    pool = identity_pool()
    roles(pool, guest=(allow("logs:DescribeLogGroups"),))
    identity = pool.identity()
    pool.api.delete_identity_pool(IdentityPoolId=pool.id)
    with no_pool(pool.id):
        pool.identity()
    with refused("ResourceNotFoundException", f"Identity '{identity}' not found.", 400):
        pool.api.describe_identity(IdentityId=identity)
    with pytest.raises(pool.api.exceptions.ResourceNotFoundException):
        pool.credentials(identity)
    with no_pool(pool.id):
        pool.api.delete_identity_pool(IdentityPoolId=pool.id)


MALFORMED = [
    ("create_identity_pool", {"IdentityPoolName": "bad/name", "AllowUnauthenticatedIdentities": True}),
    ("create_identity_pool", {"IdentityPoolName": "n" * 129, "AllowUnauthenticatedIdentities": True}),
    ("create_identity_pool", {"IdentityPoolName": "n", "AllowUnauthenticatedIdentities": True,
                              "SupportedLoginProviders": {"login.unknown.example": "app"}}),
    ("create_identity_pool", {"IdentityPoolName": "n", "AllowUnauthenticatedIdentities": True,
                              "DeveloperProviderName": "a b"}),
    ("create_identity_pool", {"IdentityPoolName": "n", "AllowUnauthenticatedIdentities": True,
                              "OpenIdConnectProviderARNs": ["arn:aws:s3:::bucket"]}),
    ("describe_identity_pool", {"IdentityPoolId": "no-colon"}),
    ("list_identity_pools", {"MaxResults": 61}),
    ("list_identity_pools", {"MaxResults": 0}),
    ("list_identity_pools", {"MaxResults": 5, "NextToken": "nonsense"}),
    ("get_id", {"IdentityPoolId": "x" * 56}),
    ("describe_identity", {"IdentityId": "nonsense"}),
    ("delete_identities", {"IdentityIdsToDelete": []}),
    ("get_id", {}),
]


@pytest.mark.parametrize(("operation", "arguments"), MALFORMED)
def test_malformed_input_is_refused(root, operation, arguments):
    """AWS answers some of these with ValidationException and others with InvalidParameterException."""
    with pytest.raises(root.identities.exceptions.ClientError) as caught:
        getattr(root.identities, operation)(**arguments)
    error = caught.value.response
    assert error["Error"]["Code"] in ("ValidationException", "InvalidParameterException"), error["Error"]
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_tags_are_kept_changed_and_counted(identity_pool):
    """Fifty at most; TagResource adds and overwrites, UntagResource takes away."""
    pool = identity_pool(IdentityPoolTags={"stage": "dev", "team": "one"})
    pool.api.tag_resource(ResourceArn=pool.arn, Tags={"team": "two", "empty": ""})
    pool.api.untag_resource(ResourceArn=pool.arn, TagKeys=["stage", "never"])
    assert pool.api.list_tags_for_resource(ResourceArn=pool.arn)["Tags"] == {"team": "two", "empty": ""}
    assert pool.api.describe_identity_pool(IdentityPoolId=pool.id)["IdentityPoolTags"] == {"team": "two", "empty": ""}
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.api.tag_resource(ResourceArn=pool.arn, Tags={f"tag{number}": "x" for number in range(50)})
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.api.tag_resource(ResourceArn=pool.arn, Tags={"aws:mine": "x"})
    assert len(pool.api.list_tags_for_resource(ResourceArn=pool.arn)["Tags"]) == 2


def test_roles_and_mappings_are_told_as_they_were_set(identity_pool, root, name):
    """Set again they replace, and several pools may share one role."""
    pool, other = identity_pool("a"), identity_pool("b")
    arns = give_roles(pool, name("shared"), RoleMappings={
        FACEBOOK: {"Type": "Rules", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": {"Rules": [
            {"Claim": "sub", "MatchType": "StartsWith", "Value": "admin", "RoleARN": make_role(
                root, name("admin"), {"Service": "ec2.amazonaws.com"})}]}}})
    told = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)
    assert told["Roles"] == arns and told["IdentityPoolId"] == pool.id
    assert told["RoleMappings"][FACEBOOK]["RulesConfiguration"]["Rules"][0]["MatchType"] == "StartsWith"
    other.api.set_identity_pool_roles(IdentityPoolId=other.id, Roles=arns)
    assert other.api.get_identity_pool_roles(IdentityPoolId=other.id)["Roles"] == arns
    pool.api.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": arns["authenticated"]})
    told = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)
    assert told["Roles"] == {"authenticated": arns["authenticated"]} and not told.get("RoleMappings")


RULE = {"Claim": "sub", "MatchType": "Equals", "Value": "a", "RoleARN": "arn:aws:iam::111122223333:role/r"}
BAD_MAPPINGS = {
    "rules without rules": {"Type": "Rules", "AmbiguousRoleResolution": "Deny"},
    "rules without ambiguity": {"Type": "Rules", "RulesConfiguration": {"Rules": [RULE]}},
    "token without ambiguity": {"Type": "Token"},
    "twenty-six rules": {"Type": "Rules", "AmbiguousRoleResolution": "Deny",
                         "RulesConfiguration": {"Rules": [RULE] * 26}},
    "an unknown type": {"Type": "Dice", "AmbiguousRoleResolution": "Deny"},
    "an unknown match": {"Type": "Rules", "AmbiguousRoleResolution": "Deny",
                         "RulesConfiguration": {"Rules": [{**RULE, "MatchType": "Like"}]}},
}


@pytest.mark.parametrize("case", BAD_MAPPINGS)
def test_bad_mappings_change_nothing(identity_pool, case):
    pool = identity_pool()
    with pytest.raises(pool.api.exceptions.ClientError) as caught:
        pool.api.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={}, RoleMappings={FACEBOOK: BAD_MAPPINGS[case]})
    assert caught.value.response["Error"]["Code"] in ("InvalidParameterException", "ValidationException")
    assert not pool.api.get_identity_pool_roles(IdentityPoolId=pool.id).get("RoleMappings")


def test_handing_out_a_role_takes_the_right_to_pass_it(identity_pool, root, name):
    """Else whoever may change a pool could give themself any role of the account."""
    pool = identity_pool()
    role = make_role(root, name("strong"), {"Service": "ec2.amazonaws.com"})
    weak = make_user(root, name("weak"), allow("cognito-identity:*"))
    with refused("AccessDeniedException", re.compile(r".*iam:PassRole.*"), 400):
        weak.identities.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": role})
    strong = make_user(root, name("strong"), allow("cognito-identity:*"), allow("iam:PassRole", role))
    strong.identities.set_identity_pool_roles(IdentityPoolId=pool.id, Roles={"authenticated": role})
    assert pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"] == {"authenticated": role}


def test_policies_reach_single_pools_and_tags(root, name):
    """By ARN, by what tags a pool has, and by what tags it shall get."""
    mine, other = (make_identity_pool(root, name(stem), IdentityPoolTags={"team": stem}) for stem in ("a", "b"))
    by_arn = make_user(root, name("arn"), allow("cognito-identity:*", mine.arn))
    by_tag = make_user(root, name("tag"), allow("cognito-identity:*", Condition={
        "StringEquals": {"aws:ResourceTag/team": "a"}}))
    for caller in (by_arn, by_tag):
        assert caller.identities.describe_identity_pool(IdentityPoolId=mine.id)["IdentityPoolId"] == mine.id
        with refused("AccessDeniedException", status=400):
            caller.identities.describe_identity_pool(IdentityPoolId=other.id)
        with refused("AccessDeniedException", status=400):
            caller.identities.list_identity_pools(MaxResults=5)
    maker = make_user(root, name("maker"), allow("cognito-identity:*", Condition={
        "StringEquals": {"aws:RequestTag/team": "a"}}))
    assert make_identity_pool(maker, name("c"), IdentityPoolTags={"team": "a"}).id
    with refused("AccessDeniedException", status=400):
        make_identity_pool(maker, name("d"), IdentityPoolTags={"team": "b"})


def test_principal_tags_are_told_as_they_were_set(identity_pool, root):
    """Per provider; fifty at most."""
    pool = identity_pool()
    made = pool.api.set_principal_tag_attribute_map(
        IdentityPoolId=pool.id, IdentityProviderName=FACEBOOK, UseDefaults=False, PrincipalTags={"team": "custom:team"})
    told = pool.api.get_principal_tag_attribute_map(IdentityPoolId=pool.id, IdentityProviderName=FACEBOOK)
    for answer in (made, told):
        assert answer["UseDefaults"] is False and answer["PrincipalTags"] == {"team": "custom:team"}
        assert answer["IdentityProviderName"] == FACEBOOK and answer["IdentityPoolId"] == pool.id
    with pytest.raises(root.identities.exceptions.ClientError):
        pool.api.set_principal_tag_attribute_map(
            IdentityPoolId=pool.id, IdentityProviderName=FACEBOOK, UseDefaults=False,
            PrincipalTags={f"tag{number}": "claim" for number in range(51)})


@pytest.mark.martlet_only
def test_a_secret_of_a_provider_does_not_lie_in_the_open(durable, target_of, tmp_path):
    """Twitter's consumer secret is sealed at rest."""
    secret = "topsecretconsumersecretoftwitter"
    root = target_of(durable).root
    made = root.identities.create_identity_pool(
        IdentityPoolName="sealed", AllowUnauthenticatedIdentities=True,
        SupportedLoginProviders={TWITTER: f"consumerkey;{secret}"})
    assert made["SupportedLoginProviders"] == {TWITTER: f"consumerkey;{secret}"}
    durable.stop()
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path
    durable.start()
    told = target_of(durable).root.identities.describe_identity_pool(IdentityPoolId=made["IdentityPoolId"])
    assert told["SupportedLoginProviders"] == {TWITTER: f"consumerkey;{secret}"}
    assert secret not in durable.log()
