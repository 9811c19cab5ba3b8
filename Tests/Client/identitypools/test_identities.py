"""Identities: guests, logins that are linked, identities that merge into one, and the end of each."""

import concurrent.futures
import re

import pytest

from ring.identities import AMAZON, APPLE, APPLE_APP, FACEBOOK, FACEBOOK_APP, GOOGLE, GOOGLE_APP
from ring.policies import allow
from ring.refusal import refused

GONE = "eu-central-1:00000000-1111-2222-3333-444444444444"
IDENTITY = re.compile(r"[\w-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NO_MATCH = "Logins don't match. Please include at least one valid login for this identity or identity pool."
NO_GUESTS = "Unauthenticated access is not supported for this identity pool."

pytestmark = pytest.mark.martlet_only


def forbidden(identity: str):
    return refused("NotAuthorizedException", f"Access to Identity '{identity}' is forbidden.", 400)


@pytest.fixture
def facebook(world):
    return lambda user="f1": {FACEBOOK: world.facebook.token(user, FACEBOOK_APP)}


@pytest.fixture
def google(world):
    return lambda user="g1": {GOOGLE: world.google.token(user, GOOGLE_APP)}


@pytest.fixture
def apple(world):
    return lambda user="a1": {APPLE: world.apple.token(user, APPLE_APP)}


@pytest.fixture
def ready(identity_pool, roles):
    """A pool with roles."""
    def made(stem="pool", **settings):
        pool = identity_pool(stem, **{"AllowClassicFlow": True, **settings})
        roles(pool, allow("logs:DescribeLogGroups"), guest=(allow("logs:DescribeLogGroups"),), stem=stem)
        return pool

    return made


def test_every_guest_is_somebody_new(ready):
    """And is described without logins."""
    pool = ready()
    identities = {pool.identity() for _ in range(3)}
    assert len(identities) == 3 and all(IDENTITY.fullmatch(each) for each in identities)
    assert all(each.startswith(pool.root.target.region + ":") for each in identities)
    told = pool.api.describe_identity(IdentityId=identities.pop())
    assert not told.get("Logins") and told["CreationDate"] == told["LastModifiedDate"]


def test_a_pool_without_guests_has_none(ready, facebook):
    """Neither new ones nor those of earlier days."""
    pool = ready()
    guest = pool.identity()
    pool.api.update_identity_pool(
        IdentityPoolId=pool.id, IdentityPoolName="closed", AllowUnauthenticatedIdentities=False,
        AllowClassicFlow=True, SupportedLoginProviders={FACEBOOK: FACEBOOK_APP})
    with refused("NotAuthorizedException", NO_GUESTS, 400):
        pool.identity()
    for call in (pool.credentials, pool.token):
        with pytest.raises(pool.api.exceptions.NotAuthorizedException):
            call(guest)
    assert pool.identity(facebook())


def test_a_login_has_one_identity_in_each_pool(ready, facebook, google):
    """By whatever token of the person, and another one in another pool."""
    pool, other = ready(stem="one"), ready(stem="two")
    first = pool.identity(facebook())
    assert pool.identity(facebook()) == first and pool.identity(facebook("f2")) != first
    assert pool.identity(google("f1")) != first, "the same id at another provider is another person"
    assert pool.logins(first) == {FACEBOOK} and other.identity(facebook()) != first


def test_a_guest_who_signs_in_stays_the_same(ready, facebook):
    """And is no guest any more: without the login the identity is closed."""
    pool = ready()
    guest = pool.identity()
    assert pool.credentials(guest)["IdentityId"] == guest
    assert pool.credentials(guest, facebook())["IdentityId"] == guest
    assert pool.logins(guest) == {FACEBOOK} and pool.identity(facebook()) == guest
    for call in (pool.credentials, pool.token):
        with forbidden(guest):
            call(guest)


def test_a_second_login_is_linked_by_showing_both(ready, facebook, google):
    """From then on each alone is enough."""
    pool = ready()
    identity = pool.identity(facebook())
    assert pool.credentials(identity, {**facebook(), **google()})["IdentityId"] == identity
    assert pool.logins(identity) == {FACEBOOK, GOOGLE}
    assert pool.identity(google()) == pool.identity({**facebook(), **google()}) == identity
    assert pool.credentials(identity, google())["IdentityId"] == identity


def test_a_login_that_is_not_linked_opens_nothing(ready, facebook, google):
    """Knowing somebody's identity id is not being them."""
    pool = ready()
    identity = pool.identity(facebook())
    for call in (pool.credentials, pool.token):
        with refused("NotAuthorizedException", NO_MATCH, 400):
            call(identity, google("stranger"))
        with refused("NotAuthorizedException", NO_MATCH, 400):
            call(identity, facebook("stranger"))
    assert pool.logins(identity) == {FACEBOOK}


def test_one_account_per_provider(ready, facebook, google):
    """A second account of the same provider is a conflict, be the identity named or found."""
    pool = ready()
    identity = pool.identity({**facebook("f1"), **google("g1")})
    pool.identity(google("g2"))
    for call in (lambda logins: pool.credentials(identity, logins), lambda logins: pool.token(identity, logins)):
        with pytest.raises(pool.api.exceptions.ResourceConflictException):
            call({**facebook("f1"), **google("g3")})
        with pytest.raises(pool.api.exceptions.ResourceConflictException):
            call({**facebook("f1"), **google("g2")})
    assert pool.logins(identity) == {FACEBOOK, GOOGLE} and pool.identity(google("g2")) != identity


def test_merging_leaves_one_identity(ready, facebook, apple):
    """The answer names it; every login leads to it; the other is disabled and good for nothing."""
    pool = ready()
    phone, tablet = pool.identity(facebook()), pool.identity(apple())
    answer = pool.credentials(phone, {**facebook(), **apple()})
    kept = answer["IdentityId"]
    assert kept in (phone, tablet) and answer["Credentials"]["SessionToken"]
    assert pool.identity(facebook()) == pool.identity(apple()) == kept and pool.logins(kept) == {FACEBOOK, APPLE}
    lost = ({phone, tablet} - {kept}).pop()
    assert set(pool.identities(HideDisabled=True)) == {kept} and set(pool.identities()) == {kept, lost}
    for call in (pool.credentials, pool.token):
        with pytest.raises(pool.api.exceptions.ClientError):
            call(lost)
    later = pool.credentials(lost, {**facebook(), **apple()})["IdentityId"]
    assert later == kept, "an old device learns of the merge by showing its logins"


def test_a_guest_who_turns_out_to_be_known_becomes_that_one(ready, facebook):
    """A second device starts as a guest, then signs in."""
    pool = ready()
    known, guest = pool.identity(facebook()), pool.identity()
    answer = pool.credentials(guest, facebook())["IdentityId"]
    assert answer in (known, guest) and pool.identity(facebook()) == answer
    assert pool.logins(answer) == {FACEBOOK} and len(pool.identities(HideDisabled=True)) == 1


def test_many_first_sign_ins_at_once_make_one_identity(ready, world):
    """The login decides the race."""
    pool = ready()
    token = {FACEBOOK: world.facebook.token("racer", FACEBOOK_APP)}
    with concurrent.futures.ThreadPoolExecutor(8) as workers:
        found = set(workers.map(lambda _: pool.identity(token), range(24)))
    assert len(found) == 1 and len(pool.identities()) == 1


def test_many_merges_at_once_leave_one_identity(ready, facebook, google, apple):
    pool = ready()
    logins = [facebook("r"), google("r"), apple("r")]
    begun = [pool.identity(login) for login in logins]
    pairs = [(begun[i], {**logins[i], **logins[j]}) for i in range(3) for j in range(3) if i != j]

    def merge(pair):
        try:
            return pool.credentials(*pair)["IdentityId"]
        except pool.api.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] in ("NotAuthorizedException", "ResourceConflictException"), error
            return None

    with concurrent.futures.ThreadPoolExecutor(6) as workers:
        list(workers.map(merge, pairs))
    assert len({pool.identity(login) for login in logins}) == 1
    assert len(pool.identities(HideDisabled=True)) == 1


def test_unlinking_takes_the_proof_of_what_goes(ready, facebook, google):
    """The last login that goes closes the identity for good."""
    pool = ready()
    both = {**facebook(), **google()}
    identity = pool.identity(both)
    with pytest.raises(pool.api.exceptions.NotAuthorizedException):
        pool.api.unlink_identity(IdentityId=identity, Logins=google("stranger"), LoginsToRemove=[GOOGLE])
    pool.api.unlink_identity(IdentityId=identity, Logins=both, LoginsToRemove=[GOOGLE])
    assert pool.logins(identity) == {FACEBOOK}
    assert pool.identity(google()) != identity and pool.identity(facebook()) == identity
    pool.api.unlink_identity(IdentityId=identity, Logins=facebook(), LoginsToRemove=[FACEBOOK])
    for logins in (None, facebook(), google()):
        with pytest.raises(pool.api.exceptions.ClientError):
            pool.credentials(identity, logins)


def test_listing_shows_every_identity_once(ready, facebook):
    """In pages, with logins and times."""
    pool = ready()
    made = {pool.identity() for _ in range(5)} | {pool.identity(facebook())}
    seen, token = [], {}
    while True:
        page = pool.api.list_identities(IdentityPoolId=pool.id, MaxResults=2, **token)
        assert page["IdentityPoolId"] == pool.id and len(page["Identities"]) <= 2
        seen += page["Identities"]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert len(seen) == 6 and {each["IdentityId"] for each in seen} == made
    assert sorted(len(each.get("Logins", [])) for each in seen) == [0] * 5 + [1]
    other = ready(stem="other")
    if "NextToken" in (first := pool.api.list_identities(IdentityPoolId=pool.id, MaxResults=1)):
        with pytest.raises(pool.api.exceptions.ClientError):
            pool.api.list_identities(IdentityPoolId=other.id, MaxResults=1, NextToken=first["NextToken"])


def test_deleted_identities_are_gone(ready, facebook):
    """What cannot be deleted is told, id by id; the login starts anew."""
    pool = ready()
    guest, user = pool.identity(), pool.identity(facebook())
    answer = pool.api.delete_identities(IdentityIdsToDelete=[guest, user])
    assert not answer.get("UnprocessedIdentityIds")
    for each in (guest, user):
        with refused("ResourceNotFoundException", f"Identity '{each}' not found.", 400):
            pool.api.describe_identity(IdentityId=each)
        with refused("ResourceNotFoundException", f"Identity '{each}' not found.", 400):
            pool.credentials(each)
    assert pool.identity(facebook()) != user and guest not in pool.identities()
    too_many = [f"{GONE[:-2]}{number:02}" for number in range(61)]
    with pytest.raises(pool.api.exceptions.ClientError):
        pool.api.delete_identities(IdentityIdsToDelete=too_many)


def test_an_unknown_identity_is_unknown_to_all(ready, facebook):
    pool = ready()
    api = pool.api
    for call in (
        lambda: api.describe_identity(IdentityId=GONE), lambda: pool.credentials(GONE), lambda: pool.token(GONE),
        lambda: pool.credentials(GONE, facebook()),
        lambda: api.unlink_identity(IdentityId=GONE, Logins=facebook(), LoginsToRemove=[FACEBOOK]),
    ):
        with refused("ResourceNotFoundException", f"Identity '{GONE}' not found.", 400):
            call()


def test_a_pool_without_a_provider_does_not_take_its_logins(ready, world):
    """Known to the world, but not to this pool."""
    pool = ready(SupportedLoginProviders={FACEBOOK: FACEBOOK_APP})
    with refused("NotAuthorizedException", "Token is not from a supported provider of this identity pool.", 400):
        pool.identity({GOOGLE: world.google.token("g", GOOGLE_APP)})
    with refused("NotAuthorizedException", "Token is not from a supported provider of this identity pool.", 400):
        pool.identity({AMAZON: "Atza|x"})
    with pytest.raises(pool.api.exceptions.ClientError) as caught:
        pool.identity({"login.unknown.example": "token"})
    assert caught.value.response["Error"]["Code"] in ("InvalidParameterException", "NotAuthorizedException")
