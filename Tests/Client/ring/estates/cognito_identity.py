"""Cognito identity pools: pools, and the people whom the developer knows in them."""

from ring.estates import Estate, seen
from ring.estates.logs import owner_tag
from ring.identities import DEVELOPER, FACEBOOK, FACEBOOK_APP, give_roles, make_identity_pool
from ring.policies import allow
from ring.target import Clients


def build(owner: Clients, stem: str, secret: str) -> Estate:
    pool = make_identity_pool(
        owner, stem, DeveloperProviderName=DEVELOPER, AllowClassicFlow=True,
        SupportedLoginProviders={FACEBOOK: FACEBOOK_APP}, IdentityPoolTags={"secret": secret, **owner_tag(owner)})
    roles = give_roles(pool, stem, allow())
    made = pool.developer(f"{secret}-ada")
    other = pool.developer(f"{secret}-eve")["IdentityId"]
    guest = pool.identity()
    pool.api.set_principal_tag_attribute_map(
        IdentityPoolId=pool.id, IdentityProviderName=FACEBOOK, UseDefaults=False, PrincipalTags={"secret": secret})
    login = {"cognito-identity.amazonaws.com": made["Token"]}
    return Estate(
        members={
            "IdentityPoolId": pool.id, "IdentityPoolName": "mine-now", "AllowUnauthenticatedIdentities": True,
            "IdentityIdsToDelete": [guest], "IdentityId": made["IdentityId"], "Logins": login,
            "IdentityProviderName": FACEBOOK, "MaxResults": 60, "ResourceArn": pool.arn,
            "SourceUserIdentifier": f"{secret}-ada", "DestinationUserIdentifier": f"{secret}-eve",
            "DeveloperProviderName": DEVELOPER, "Roles": {"authenticated": roles["unauthenticated"]},
            "Tags": {"mine": "now"}, "DeveloperUserIdentifier": f"{secret}-ada", "LoginsToRemove": [DEVELOPER],
            "TagKeys": ["secret"],
        },
        operations={
            "CreateIdentityPool": {"IdentityPoolName": stem},
            "GetOpenIdTokenForDeveloperIdentity": {
                "IdentityId": made["IdentityId"], "Logins": {DEVELOPER: f"{secret}-ada"}},
            "LookupDeveloperIdentity": {"IdentityId": made["IdentityId"], "DeveloperUserIdentifier": None},
            "UpdateIdentityPool": {"DeveloperProviderName": DEVELOPER},
        },
        answered={
            "DeleteIdentities": "it answers what could not be deleted",
        },
        ids=[pool.id, made["IdentityId"], other, guest, pool.arn, *roles.values()], own={"pool": pool, "guest": guest},
    )


def look(owner: Clients, estate: Estate) -> object:
    pool = estate.own["pool"]
    return [
        seen(pool.api.describe_identity_pool(IdentityPoolId=pool.id)),
        seen(pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)), seen(pool.identities()),
        seen(pool.api.get_principal_tag_attribute_map(IdentityPoolId=pool.id, IdentityProviderName=FACEBOOK)),
    ]
