"""Identity pools made for a test, and what an app does with them."""

import dataclasses
import json
import urllib.parse
import urllib.request

import jwt

from ring.policies import make_role, trust
from ring.target import Clients, Credentials

ISSUER = "https://cognito-identity.amazonaws.com"
HOST = ISSUER.removeprefix("https://")
FACEBOOK, GOOGLE, APPLE = "graph.facebook.com", "accounts.google.com", "appleid.apple.com"
AMAZON, TWITTER = "www.amazon.com", "api.twitter.com"
DEVELOPER = "login.postcards.example"
FACEBOOK_APP, GOOGLE_APP, APPLE_APP = "8080808080", "1234-ring.apps.googleusercontent.com", "example.postcards.ios"
AMAZON_APP = "amzn1.application.ring0001"
# One app at each of these providers.
APPS = {FACEBOOK: FACEBOOK_APP, GOOGLE: GOOGLE_APP, APPLE: APPLE_APP, AMAZON: AMAZON_APP}


@dataclasses.dataclass(frozen=True)
class IdentityPool:
    """One identity pool; logins are given as the API's map."""

    root: Clients
    id: str

    @property
    def api(self):
        return self.root.identities

    @property
    def arn(self) -> str:
        target = self.root.target
        return f"arn:aws:cognito-identity:{target.region}:{target.account}:identitypool/{self.id}"

    def identity(self, logins: dict | None = None) -> str:
        """GetId."""
        return self.api.get_id(IdentityPoolId=self.id, **logins_of(logins))["IdentityId"]

    def credentials(self, identity: str, logins: dict | None = None, **more) -> dict:
        """The answer of GetCredentialsForIdentity."""
        return self.api.get_credentials_for_identity(IdentityId=identity, **logins_of(logins), **more)

    def clients(self, identity: str, logins: dict | None = None, **more) -> Clients:
        """The clients of an identity: the enhanced flow to its end."""
        return as_clients(self.root, self.credentials(identity, logins, **more)["Credentials"])

    def token(self, identity: str, logins: dict | None = None) -> str:
        """GetOpenIdToken."""
        return self.api.get_open_id_token(IdentityId=identity, **logins_of(logins))["Token"]

    def developer(self, user: str, identity: str | None = None, logins: dict | None = None, **more) -> dict:
        """What the developer's back end gets for somebody whom it knows."""
        named = {"IdentityId": identity} if identity else {}
        return self.api.get_open_id_token_for_developer_identity(
            IdentityPoolId=self.id, Logins={DEVELOPER: user, **(logins or {})}, **named, **more)

    def basic(self, role: str, token: str, session: str = "phone", **more) -> Clients:
        """The basic flow's second half: the pool's token for a role's session."""
        answer = self.root.sts.assume_role_with_web_identity(
            RoleArn=role, RoleSessionName=session, WebIdentityToken=token, **more)
        return as_clients(self.root, answer["Credentials"])

    def logins(self, identity: str) -> set[str]:
        """The login keys that DescribeIdentity tells."""
        return set(self.api.describe_identity(IdentityId=identity).get("Logins", []))

    def identities(self, **more) -> dict[str, dict]:
        """Every identity by its id."""
        found, token = {}, {}
        while True:
            page = self.api.list_identities(IdentityPoolId=self.id, MaxResults=60, **token, **more)
            found |= {each["IdentityId"]: each for each in page["Identities"]}
            if "NextToken" not in page:
                return found
            token = {"NextToken": page["NextToken"]}

    def claims(self, token: str) -> dict:
        """The claims of the pool's own token, once PyJWT found it good by the published keys."""
        document = published(self.root, "/.well-known/openid-configuration")
        assert document["issuer"] == ISSUER
        keys = published(self.root, urllib.parse.urlsplit(document["jwks_uri"]).path)
        kid = jwt.get_unverified_header(token)["kid"]
        key = next(each for each in keys["keys"] if each["kid"] == kid)
        return jwt.decode(
            token, jwt.PyJWK(key).key, algorithms=["RS512"], issuer=ISSUER, audience=self.id,
            options={"require": ["exp", "iat", "iss", "sub", "aud", "amr"]},
        )


def logins_of(logins: dict | None) -> dict:
    return {"Logins": logins} if logins else {}


def as_clients(root: Clients, answer: dict) -> Clients:
    """GetCredentialsForIdentity says `SecretKey` where STS says `SecretAccessKey`."""
    secret = answer.get("SecretKey") or answer["SecretAccessKey"]
    return Clients(root.target, Credentials(answer["AccessKeyId"], secret, answer["SessionToken"]))


def published(root: Clients, path: str) -> dict:
    """A document of the issuer's own host, wherever that is served."""
    base = root.target.endpoint or ISSUER
    request = urllib.request.Request(base + path, headers={"Host": HOST})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def trusting(*pools: str, method: str = "authenticated", tags: bool = False, **more) -> dict:
    """The statement by which a role trusts identities of these pools, as AWS's console writes it."""
    condition = {
        "StringEquals": {f"{HOST}:aud": list(pools) if len(pools) > 1 else pools[0]},
        "ForAnyValue:StringLike": {f"{HOST}:amr": method},
    }
    action = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] if tags else "sts:AssumeRoleWithWebIdentity"
    return trust({"Federated": HOST}, action, Condition={**condition, **more})


def make_identity_pool(root: Clients, name: str, **settings) -> IdentityPool:
    """A pool for one app at each provider, that takes guests too, unless settings say otherwise."""
    made = root.identities.create_identity_pool(IdentityPoolName=name, **{
        "AllowUnauthenticatedIdentities": True, "SupportedLoginProviders": APPS, **settings})
    return IdentityPool(root, made["IdentityPoolId"])


def give_roles(pool: IdentityPool, stem: str, *statements: dict, guest: tuple[dict, ...] = (), **settings) -> dict:
    """One role for identities with a login, one for guests, with these statements; the roles' ARNs."""
    roles = {
        "authenticated": make_role(pool.root, f"{stem}-in", [trusting(pool.id, tags=True)], *statements),
        "unauthenticated": make_role(pool.root, f"{stem}-out", [trusting(pool.id, method="unauthenticated")], *guest),
    }
    pool.api.set_identity_pool_roles(IdentityPoolId=pool.id, Roles=roles, **settings)
    return roles
