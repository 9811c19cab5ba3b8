"""Fixtures for tests of identity pools: a server that takes stand-ins for the providers of the world, and pools."""

import pytest

from ring.identities import give_roles, make_identity_pool
from ring.pools import make_app, make_pool, make_user
from ring.providers.world import World
from ring.server import MartletServer
from ring.target import ACCOUNT, REGION, ROOT, Target, external_endpoint, external_target


@pytest.fixture(scope="session")
def outside():
    """All providers of this session; a test takes `world`, where nothing happened yet."""
    made = World()
    yield made
    made.close()


@pytest.fixture
def world(outside):
    outside.calm()
    return outside


@pytest.fixture(scope="session")
def subject(outside, tmp_path_factory):
    """A server of its own, which nothing but the providers lets reach private addresses."""
    if external_endpoint():
        yield external_target()
        return
    server = MartletServer(
        "--ephemeral", "--account", ACCOUNT, "--region", REGION, "--root-access-key", ROOT.key,
        "--root-secret-key", ROOT.secret, folder=tmp_path_factory.mktemp("server"),
        MARTLET_PROVIDER_ADDRESSES=outside.addresses(), MARTLET_IDENTITY_POOL_RATES="all=0",
    ).start()
    yield Target(server.endpoint, REGION, ACCOUNT, ROOT, server)
    server.stop()


@pytest.fixture
def identity_pool(root, name):
    """Makes pools under a stem, with settings as CreateIdentityPool has them."""
    return lambda stem="pool", **settings: make_identity_pool(root, name(stem), **settings)


@pytest.fixture
def roles(name):
    """Gives a pool its two roles."""
    return lambda pool, *statements, stem="app", **more: give_roles(pool, name(stem), *statements, **more)


@pytest.fixture
def app(root, name):
    """Makes a user pool with one app client."""
    return lambda stem="users", **settings: make_app(root, make_pool(root, name(stem)), **settings)


@pytest.fixture
def id_token(root):
    """The id token of a user of an app, who is made for it."""
    def made(app, username="ada", **values):
        make_user(root, app.pool, username, **values)
        return app.sign_in(username)["IdToken"]

    return made


@pytest.fixture
def login_key(root):
    """What stands for an app's user pool in a map of logins."""
    return lambda app: f"cognito-idp.{root.target.region}.amazonaws.com/{app.pool}"


@pytest.fixture
def connected(identity_pool, login_key):
    """Makes an identity pool that takes an app's users."""
    def made(app, check: bool = False, **settings):
        provider = {"ProviderName": login_key(app), "ClientId": app.client, "ServerSideTokenCheck": check}
        return identity_pool(CognitoIdentityProviders=[provider], **settings)

    return made
