"""Fixtures of the boundary tests: a server with three accounts, whose owners have all that can be owned."""

import contextlib
import dataclasses
import functools
import secrets

import pytest

from ring.estates import Estate, Service
from ring.identities import FACEBOOK, FACEBOOK_APP, give_roles, make_identity_pool
from ring.outbox import operator
from ring.policies import allow, make_user
from ring.providers.world import World
from ring.server import MartletServer
from ring.target import ACCOUNT, REGION, ROOT, Clients, Credentials, Target, external_endpoint


class Holdings:
    """One owner's estates, each made when it is first asked for."""

    def __init__(self, owner: Clients):
        self.owner, self.secret = owner, "tangerine" + secrets.token_hex(6)
        self.estates: dict[str, Estate] = {}
        self.views: dict[str, object] = {}

    def of(self, service: Service) -> Estate:
        if service.name not in self.estates:
            self.estates[service.name] = service.build(self.owner, "own" + secrets.token_hex(4), self.secret)
        return self.estates[service.name]

    def seen(self, service: Service):
        """The estate as it was when it was first looked at; nobody but its owner may ever make it look otherwise."""
        estate = self.of(service)
        if service.name not in self.views:
            self.views[service.name] = service.look(self.owner, estate)
        return self.views[service.name]

    def renew(self, service: Service) -> None:
        """Somebody changed it: the next one who asks gets another."""
        self.estates.pop(service.name, None)


@dataclasses.dataclass
class Realm:
    """Whose things are at stake, who wants them, and one who may do with theirs what they like."""

    victim: Holdings
    owner: Holdings
    stranger: Clients
    world: World

    @functools.cached_property
    def powerless(self) -> Clients:
        """A user of the victim's own account, without any policy."""
        return make_user(self.victim.owner, "powerless")

    @functools.cached_property
    def neighbours(self) -> tuple[Clients, Clients]:
        """Two identities of one pool, whose role reaches what is tagged with their own id: the victim's and another.

        Must be asked for before anything is built, which is then tagged for the first of them.
        """
        pool = make_identity_pool(self.victim.owner, "neighbours", SupportedLoginProviders={FACEBOOK: FACEBOOK_APP})
        give_roles(pool, "neighbours", allow(Condition={
            "StringEquals": {"aws:ResourceTag/owner": "${cognito-identity.amazonaws.com:sub}"}}))
        callers = []
        for user in ("first", "second"):
            login = {FACEBOOK: self.world.facebook.token(user, FACEBOOK_APP)}
            identity = pool.identity(login)
            callers.append(pool.clients(identity, login))
            if user == "first":
                self.victim.owner.identity = identity
        return callers[0], callers[1]


@pytest.fixture(scope="session")
def realm(tmp_path_factory):
    """The accounts' roots may do everything, so that nothing but the account keeps one from the other's."""
    if external_endpoint():
        pytest.skip("drives what only Martlet has")
    world = World()
    server = MartletServer(
        "--ephemeral", "--account", ACCOUNT, "--region", REGION, "--root-access-key", ROOT.key,
        "--root-secret-key", ROOT.secret, folder=tmp_path_factory.mktemp("realm"),
        MARTLET_PROVIDER_ADDRESSES=world.addresses(), MARTLET_USER_POOL_RATES="all=0",
        MARTLET_IDENTITY_POOL_RATES="all=0",
    ).start()
    first = Target(server.endpoint, REGION, ACCOUNT, ROOT, server)

    def account(name: str) -> Clients:
        made = operator(first.root).create_account(name=name)
        credentials = Credentials(made["rootAccessKeyId"], made["rootSecretAccessKey"])
        return Target(server.endpoint, REGION, made["account"]["id"], credentials, server).root

    made = Realm(Holdings(account("victim")), Holdings(account("owner")), account("stranger"), world)
    with contextlib.suppress(Exception):
        # Who fails here fails again, and aloud, where neighbours are tested.
        assert made.neighbours
    yield made
    server.stop()
    world.close()
