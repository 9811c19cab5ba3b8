"""The walk-through's steps B3, B4, B6 and C8, through the AWS CLI and boto3; the server is killed between them."""

import json

import pytest

from ring.identities import APPLE, APPLE_APP, FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP, HOST, IdentityPool, trusting
from ring.policies import allow, document, make_role
from ring.pools import FLOWS, PASSWORD, App, make_user
from ring.refusal import denied, refused
from ring.target import ACCOUNT, REGION, ROOT, Clients, Credentials

pytestmark = pytest.mark.martlet_only
OWN_PATH = allow("iam:GetUser", "arn:aws:iam::*:user/${cognito-identity.amazonaws.com:sub}/*")


@pytest.fixture
def lasting(serve, tmp_path, world):
    """A durable server that takes the stand-ins for the world's providers."""
    return serve(
        "--data", str(tmp_path / "data"), "--account", ACCOUNT, "--region", REGION, "--root-access-key", ROOT.key,
        "--root-secret-key", ROOT.secret, MARTLET_PROVIDER_ADDRESSES=world.addresses())


@pytest.fixture
def again(lasting, target_of):
    """Kills the server, starts it, and gives its root's clients."""
    def restarted() -> Clients:
        lasting.kill()
        lasting.start()
        return target_of(lasting).root

    return restarted


@pytest.fixture
def cli(tmp_path):
    """Runs the AWS CLI and gives what it printed."""
    def run(root: Clients, *arguments: str, signed: bool = True) -> dict:
        more = [] if signed else ["--no-sign-request"]
        result = root.aws("cognito-identity", *arguments, *more, "--output", "json", home=tmp_path)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout or "{}")

    return run


def test_pools_roles_and_everybody_who_can_come_in(again, cli, world):
    """B3 and B4: a pool with Facebook, its two roles, two stages that share them; a user and a guest come in."""
    root = again()
    stages = [
        cli(root, "create-identity-pool", "--identity-pool-name", stage, "--allow-unauthenticated-identities",
            "--supported-login-providers", f"{FACEBOOK}={FACEBOOK_APP}")["IdentityPoolId"]
        for stage in ("dev", "prod")
    ]
    root = again()
    roles = {
        "authenticated": make_role(root, "in", [trusting(*stages)], OWN_PATH, allow("iam:ListUsers")),
        "unauthenticated": make_role(
            root, "out", [trusting(*stages, method="unauthenticated")], allow("logs:DescribeLogGroups")),
    }
    for stage in stages:
        cli(root, "set-identity-pool-roles", "--identity-pool-id", stage,
            "--roles", ",".join(f"{kind}={arn}" for kind, arn in roles.items()))
    root = again()
    dev = IdentityPool(root, stages[0])
    assert cli(root, "get-identity-pool-roles", "--identity-pool-id", dev.id)["Roles"] == roles
    token = world.facebook.token("f1", FACEBOOK_APP)
    identity = cli(root, "get-id", "--identity-pool-id", dev.id, "--logins", f"{FACEBOOK}={token}",
                   signed=False)["IdentityId"]
    answer = cli(root, "get-credentials-for-identity", "--identity-id", identity,
                 "--logins", f"{FACEBOOK}={token}", signed=False)["Credentials"]
    guest = dev.identity()
    session = Credentials(answer["AccessKeyId"], answer["SecretKey"], answer["SessionToken"])
    kept = dev.credentials(guest)["Credentials"]
    # The credentials, and the identities, live through a crash.
    root = again()
    dev, prod = (IdentityPool(root, stage) for stage in stages)
    assert root.target.clients(session).iam.list_users()["Users"] == []
    guest_session = Credentials(kept["AccessKeyId"], kept["SecretKey"], kept["SessionToken"])
    assert root.target.clients(guest_session).logs.describe_log_groups()["logGroups"] == []
    with refused("AccessDenied", status=403):
        root.target.clients(guest_session).iam.list_users()
    assert dev.identity({FACEBOOK: token}) == identity != prod.identity({FACEBOOK: token})
    # The roles can be changed later.
    other = make_role(root, "later", [trusting(dev.id)], allow("iam:ListGroups"))
    cli(root, "set-identity-pool-roles", "--identity-pool-id", dev.id, "--roles", f"authenticated={other}")
    dev = IdentityPool(again(), stages[0])
    assert dev.clients(identity, {FACEBOOK: token}).iam.list_groups()["Groups"] == []
    with pytest.raises(dev.api.exceptions.ClientError):
        dev.credentials(guest)


def test_a_guest_becomes_a_user_with_many_logins(again, world):
    """Guest, Facebook, a second login linked, a third that was somebody else merged: one identity in the end."""
    pool = again().identities.create_identity_pool(
        IdentityPoolName="merging", AllowUnauthenticatedIdentities=True,
        SupportedLoginProviders={FACEBOOK: FACEBOOK_APP, GOOGLE: GOOGLE_APP, APPLE: APPLE_APP})["IdentityPoolId"]

    def later() -> IdentityPool:
        return IdentityPool(again(), pool)

    root = later().root
    roles = {
        "authenticated": make_role(root, "in", [trusting(pool)], OWN_PATH),
        "unauthenticated": make_role(root, "out", [trusting(pool, method="unauthenticated")], OWN_PATH),
    }
    root.identities.set_identity_pool_roles(IdentityPoolId=pool, Roles=roles)
    facebook = {FACEBOOK: world.facebook.token("f1", FACEBOOK_APP)}
    google = {GOOGLE: world.google.token("g1", GOOGLE_APP)}
    apple = {APPLE: world.apple.token("a1", APPLE_APP)}
    guest = later().identity()
    assert later().credentials(guest)["IdentityId"] == guest
    assert later().credentials(guest, facebook)["IdentityId"] == guest
    assert later().credentials(guest, {**facebook, **google})["IdentityId"] == guest
    tablet = later().identity(apple)
    assert tablet != guest
    kept = later().credentials(guest, {**google, **apple})["IdentityId"]
    assert kept in (guest, tablet)
    survivor = later()
    for login in (facebook, google, apple):
        assert survivor.identity(login) == kept
        assert survivor.credentials(kept, login)["IdentityId"] == kept
    assert survivor.logins(kept) == {FACEBOOK, GOOGLE, APPLE}
    assert set(survivor.identities(HideDisabled=True)) == {kept}
    survivor.root.iam.create_user(UserName="own", Path=f"/{kept}/")
    caller = survivor.clients(kept, facebook)
    assert caller.iam.get_user(UserName="own")["User"]["Path"] == f"/{kept}/"


def test_a_user_pools_users_reach_what_is_theirs(again, cli):
    """B6 and C8: a user pool is connected by pool and client; its users reach what is theirs and nothing of others."""
    root = again()
    users = root.pools.create_user_pool(PoolName="postcards")["UserPool"]["Id"]
    client = root.pools.create_user_pool_client(
        UserPoolId=users, ClientName="phone", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
    key = f"cognito-idp.{REGION}.amazonaws.com/{users}"
    pool = cli(root, "create-identity-pool", "--identity-pool-name", "postcards",
               "--no-allow-unauthenticated-identities", "--allow-classic-flow", "--cognito-identity-providers",
               f"ProviderName={key},ClientId={client},ServerSideTokenCheck=true")["IdentityPoolId"]
    role = make_role(root, "in", [trusting(pool)], OWN_PATH)
    cli(root, "set-identity-pool-roles", "--identity-pool-id", pool, "--roles", f"authenticated={role}")
    for user in ("ada", "eve"):
        make_user(root, users, user)
    root = again()
    app, connected = App(root, users, client), IdentityPool(root, pool)
    logins = {user: {key: app.srp(user, PASSWORD)["AuthenticationResult"]["IdToken"]} for user in ("ada", "eve")}
    people = {user: connected.identity(login) for user, login in logins.items()}
    assert len(set(people.values())) == 2
    for user, identity in people.items():
        root.iam.create_user(UserName=user, Path=f"/{identity}/")
    root = again()
    connected = IdentityPool(root, pool)
    for mine, other in (("ada", "eve"), ("eve", "ada")):
        enhanced = connected.clients(people[mine], logins[mine])
        token = connected.token(people[mine], logins[mine])
        assert connected.claims(token)["sub"] == people[mine]
        basic = connected.basic(role, token)
        for caller in (enhanced, basic):
            assert caller.iam.get_user(UserName=mine)["User"]["UserName"] == mine
            with denied(caller.sts.get_caller_identity()["Arn"], "iam:GetUser",
                        f"arn:aws:iam::{ACCOUNT}:user/{people[other]}/{other}",
                        "because no identity-based policy allows the iam:GetUser action"):
                caller.iam.get_user(UserName=other)
        with pytest.raises(connected.api.exceptions.NotAuthorizedException):
            connected.credentials(people[other], logins[mine])
    # What the pool signed yesterday can be verified today, and its token works at STS after a crash.
    root = again()
    connected = IdentityPool(root, pool)
    assert connected.claims(token)["aud"] == pool
    assert connected.basic(role, token).iam.get_user(UserName="eve")
    root.iam.update_assume_role_policy(RoleName="in", PolicyDocument=document(trusting(pool, **{
        "StringNotEquals": {f"{HOST}:sub": people["eve"]}})))
    with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403):
        connected.basic(role, token)
    root.pools.admin_disable_user(UserPoolId=users, Username="ada")
    with pytest.raises(connected.api.exceptions.NotAuthorizedException):
        connected.credentials(people["ada"], logins["ada"])
