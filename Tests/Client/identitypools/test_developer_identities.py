"""People whom only the developer's own back end knows."""

import time

import jwt
import pytest

from ring.functions import eventually
from ring.identities import DEVELOPER, FACEBOOK, FACEBOOK_APP, HOST, as_clients, make_identity_pool
from ring.policies import allow, document, make_user
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only


@pytest.fixture
def pool(identity_pool, roles):
    made = identity_pool(DeveloperProviderName=DEVELOPER, AllowClassicFlow=True)
    roles(made, allow("logs:DescribeLogGroups"))
    return made


def users(pool, **asked) -> tuple[str, set[str]]:
    """LookupDeveloperIdentity: the identity and the developer's users that it is."""
    answer = pool.api.lookup_developer_identity(IdentityPoolId=pool.id, **asked)
    return answer["IdentityId"], set(answer.get("DeveloperUserIdentifierList", []))


def test_the_same_user_is_the_same_identity(pool):
    """With a token whose sub, aud and amr say so."""
    answer = pool.developer("ada")
    claims = pool.claims(answer["Token"])
    assert claims["sub"] == answer["IdentityId"] and claims["aud"] == pool.id
    assert claims["amr"][:2] == ["authenticated", DEVELOPER]
    assert claims["amr"][2:] == [f"{DEVELOPER}:{pool.id}:ada"]
    assert claims["exp"] - claims["iat"] == 15 * 60
    assert pool.developer("ada")["IdentityId"] == answer["IdentityId"]
    assert pool.developer("eve")["IdentityId"] != answer["IdentityId"]
    assert pool.logins(answer["IdentityId"]) == {DEVELOPER}


def test_the_token_brings_credentials(pool):
    """In the enhanced flow under the key of identity pools, in the basic one at STS."""
    answer = pool.developer("ada", TokenDuration=3600)
    identity, login = answer["IdentityId"], {HOST: answer["Token"]}
    given = pool.credentials(identity, login)
    assert given["IdentityId"] == identity
    assert as_clients(pool.root, given["Credentials"]).logs.describe_log_groups()["logGroups"] is not None
    role = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"]
    assert pool.basic(role, answer["Token"]).logs.describe_log_groups()["logGroups"] is not None
    other = pool.developer("eve")["IdentityId"]
    with pytest.raises(pool.api.exceptions.NotAuthorizedException):
        pool.credentials(other, login)


def test_how_long_a_token_lives_is_the_developers_choice(pool):
    """From a second to a day."""
    for seconds in (60, 86400):
        claims = pool.claims(pool.developer("ada", TokenDuration=seconds)["Token"])
        assert claims["exp"] - claims["iat"] == seconds
    for seconds in (0, 86401):
        with pytest.raises(pool.api.exceptions.ClientError) as caught:
            pool.developer("ada", TokenDuration=seconds)
        assert caught.value.response["Error"]["Code"] in ("ValidationException", "InvalidParameterException")
    brief = pool.developer("ada", TokenDuration=1)
    eventually(lambda: time.time() >= jwt.decode(brief["Token"], options={"verify_signature": False})["exp"] + 1)
    with pytest.raises(pool.api.exceptions.NotAuthorizedException):
        pool.credentials(brief["IdentityId"], {HOST: brief["Token"]})


def test_a_developers_user_joins_a_login(pool, world):
    """By a call that shows both, or that names the identity."""
    facebook = {FACEBOOK: world.facebook.token("f1", FACEBOOK_APP)}
    identity = pool.identity(facebook)
    assert pool.developer("ada", identity, facebook)["IdentityId"] == identity
    assert pool.logins(identity) == {DEVELOPER, FACEBOOK}
    assert users(pool, DeveloperUserIdentifier="ada") == (identity, {"ada"})
    guest = pool.identity()
    assert pool.developer("eve", guest)["IdentityId"] == guest
    assert pool.logins(guest) == {DEVELOPER}


def test_a_registered_user_is_not_taken_to_another_identity(pool):
    ada, eve = pool.developer("ada")["IdentityId"], pool.developer("eve")["IdentityId"]
    with pytest.raises(pool.api.exceptions.ClientError) as caught:
        pool.developer("ada", eve)
    assert caught.value.response["Error"]["Code"] in (
        "DeveloperUserAlreadyRegisteredException", "ResourceConflictException", "NotAuthorizedException")
    assert users(pool, DeveloperUserIdentifier="ada")[0] == ada
    assert users(pool, IdentityId=eve) == (eve, {"eve"})


def test_looking_up(pool):
    """Both ways, in pages; both asked must be the same one."""
    ada = pool.developer("ada")["IdentityId"]
    eve = pool.developer("eve")["IdentityId"]
    assert users(pool, IdentityId=ada) == users(pool, DeveloperUserIdentifier="ada") == (ada, {"ada"})
    assert users(pool, IdentityId=ada, DeveloperUserIdentifier="ada")[0] == ada
    with pytest.raises(pool.api.exceptions.ResourceConflictException):
        users(pool, IdentityId=eve, DeveloperUserIdentifier="ada")
    with pytest.raises(pool.api.exceptions.ResourceNotFoundException):
        users(pool, DeveloperUserIdentifier="nobody")
    with pytest.raises(pool.api.exceptions.InvalidParameterException):
        users(pool)


def test_merging_two_users(pool):
    """Both lead to one identity; the source's is disabled."""
    source, destination = pool.developer("a")["IdentityId"], pool.developer("b")["IdentityId"]
    kept = pool.api.merge_developer_identities(
        IdentityPoolId=pool.id, DeveloperProviderName=DEVELOPER, SourceUserIdentifier="a",
        DestinationUserIdentifier="b")["IdentityId"]
    assert kept == destination
    assert users(pool, IdentityId=kept) == (kept, {"a", "b"})
    assert pool.developer("a")["IdentityId"] == pool.developer("b")["IdentityId"] == kept
    assert set(pool.identities(HideDisabled=True)) == {kept} and source in pool.identities()
    with pytest.raises(pool.api.exceptions.ResourceNotFoundException):
        pool.api.merge_developer_identities(
            IdentityPoolId=pool.id, DeveloperProviderName=DEVELOPER, SourceUserIdentifier="ghost",
            DestinationUserIdentifier="b")


def test_merging_keeps_to_one_login_per_provider(pool, world):
    """Two different Facebook accounts do not become one person."""
    for user in ("a", "b"):
        pool.developer(user, logins={FACEBOOK: world.facebook.token("f" + user, FACEBOOK_APP)})
    with pytest.raises(pool.api.exceptions.ResourceConflictException):
        pool.api.merge_developer_identities(
            IdentityPoolId=pool.id, DeveloperProviderName=DEVELOPER, SourceUserIdentifier="a",
            DestinationUserIdentifier="b")
    assert users(pool, DeveloperUserIdentifier="a")[0] != users(pool, DeveloperUserIdentifier="b")[0]


def test_unlinking_makes_the_user_new(pool, world):
    """The identity lives on by its other logins."""
    facebook = {FACEBOOK: world.facebook.token("f1", FACEBOOK_APP)}
    identity = pool.developer("ada", logins=facebook)["IdentityId"]
    unlink = {"IdentityPoolId": pool.id, "DeveloperProviderName": DEVELOPER, "DeveloperUserIdentifier": "ada"}
    pool.api.unlink_developer_identity(IdentityId=identity, **unlink)
    assert pool.logins(identity) == {FACEBOOK} and pool.identity(facebook) == identity
    again = pool.developer("ada")["IdentityId"]
    assert again != identity
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.api.unlink_developer_identity(IdentityId=identity, **unlink)


def test_only_a_signed_caller_vouches(pool, root, name):
    """Apps cannot say whom the developer knows, and callers need the right to."""
    with refused("InvalidParameterException", "Please provide a valid public provider", 400):
        pool.identity({DEVELOPER: "ada"})
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.credentials(pool.developer("ada")["IdentityId"], {DEVELOPER: "ada"})
    with refused("AccessDeniedException", status=400):
        make_user(root, name("weak"), allow("cognito-identity:GetId")).identities \
            .get_open_id_token_for_developer_identity(IdentityPoolId=pool.id, Logins={DEVELOPER: "ada"})


def test_another_provider_name_is_not_this_pools(pool, root, name):
    """Nor has a pool one that was made without."""
    without = make_identity_pool(root, name("without"))
    for each, key in ((pool, "login.other.example"), (without, DEVELOPER)):
        with pytest.raises(pool.api.exceptions.ClientError) as caught:
            each.api.get_open_id_token_for_developer_identity(IdentityPoolId=each.id, Logins={key: "ada"})
        assert caught.value.response["Error"]["Code"] in ("InvalidParameterException", "NotAuthorizedException")
    for bad in ({}, {FACEBOOK: "only-this"}):
        with pytest.raises(pool.api.exceptions.ClientError):
            pool.api.get_open_id_token_for_developer_identity(IdentityPoolId=pool.id, Logins=bad)


def test_another_pools_token_opens_nothing(pool, identity_pool, roles):
    """Though it be signed by the same keys."""
    other = identity_pool("other", DeveloperProviderName=DEVELOPER)
    roles(other, allow(), stem="other")
    mine, theirs = pool.developer("ada"), other.developer("ada")
    for each, token in ((mine["IdentityId"], theirs["Token"]), (theirs["IdentityId"], mine["Token"])):
        with pytest.raises(pool.api.exceptions.NotAuthorizedException):
            pool.credentials(each, {HOST: token})


def test_the_developers_tags_go_into_the_session(pool, root):
    """PrincipalTags of the call become aws:PrincipalTag."""
    role = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"]
    root.iam.put_role_policy(
        RoleName=role.rsplit("/", 1)[-1], PolicyName="own",
        PolicyDocument=document(allow("iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/team": "red"}})))
    for team, admitted in (("red", True), ("blue", False)):
        answer = pool.developer("ada", PrincipalTags={"team": team})
        caller = pool.clients(answer["IdentityId"], {HOST: answer["Token"]})
        if admitted:
            assert caller.iam.list_users()["Users"] is not None
        else:
            with refused("AccessDenied", status=403):
                caller.iam.list_users()
