"""User pools made for a test, the apps that use them, and the mail that their users get."""

import dataclasses
import functools
import json
import re
import secrets
import urllib.request

import jwt
from pycognito import Cognito
from pycognito.aws_srp import AWSSRP

from ring.functions import eventually
from ring.outbox import messages
from ring.target import CONFIG, SESSION, Clients

PASSWORD = "Correct-Horse-7"
OTHER_PASSWORD = "Battery-Staple-8"
FLOWS = [
    "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
]


def attributes(**values: str) -> list[dict]:
    """Attributes as the API has them; a custom one is written `custom__team`."""
    return [{"Name": name.replace("__", ":"), "Value": value} for name, value in values.items()]


def address(stem: str = "ada") -> str:
    """A mail address that no other test uses."""
    return f"{stem}-{secrets.token_hex(4)}@example.com"


class Mail:
    """What the server's outbox holds for the account's users."""

    def __init__(self, root: Clients):
        self.root = root

    def messages(self, to: str) -> list[dict]:
        return messages(self.root, to)

    def latest(self, to: str, after: int = 0) -> dict:
        """The last message to somebody, once more than `after` have come."""
        return eventually(lambda: self.messages(to)[after:], what=f"nothing came for {to}")[-1]

    def code(self, to: str, after: int = 0) -> str:
        """The six digits of the last message."""
        return re.search(r"\b\d{6}\b", self.latest(to, after)["body"])[0]


@dataclasses.dataclass(frozen=True)
class App:
    """An app client of a pool, and what an app does with it."""

    root: Clients
    pool: str
    client: str
    secret: str | None = None

    @property
    def api(self):
        return self.root.app

    def hash_of(self, name: str) -> str | None:
        return AWSSRP.get_secret_hash(name, self.client, self.secret) if self.secret else None

    def hashed(self, name: str, key: str = "SecretHash") -> dict:
        return {key: self.hash_of(name)} if self.secret else {}

    def sign_up(self, username: str, password: str = PASSWORD, **values: str) -> dict:
        more = {key: values.pop(key) for key in ("ClientMetadata", "ValidationData") if key in values}
        return self.api.sign_up(
            ClientId=self.client, Username=username, Password=password, UserAttributes=attributes(**values),
            **self.hashed(username), **more,
        )

    def confirm(self, name: str, code: str, **more) -> dict:
        return self.api.confirm_sign_up(
            ClientId=self.client, Username=name, ConfirmationCode=code, **self.hashed(name), **more
        )

    def start(self, flow: str, **parameters: str) -> dict:
        return self.api.initiate_auth(
            ClientId=self.client, AuthFlow=flow,
            AuthParameters={**parameters, **self.hashed(parameters.get("USERNAME", ""), "SECRET_HASH")},
        )

    def respond(self, challenge: str, session: str, **responses: str) -> dict:
        return self.api.respond_to_auth_challenge(
            ClientId=self.client, ChallengeName=challenge, Session=session,
            ChallengeResponses={**responses, **self.hashed(responses["USERNAME"], "SECRET_HASH")},
        )

    def sign_in(self, name: str, password: str = PASSWORD) -> dict:
        """The tokens that a password is worth."""
        return self.start("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=password)["AuthenticationResult"]

    def srp(self, name: str, password: str = PASSWORD, **device: str) -> dict:
        """Signs in by SRP as pycognito does, and gives the whole answer."""
        return AWSSRP(
            name, password, self.pool, self.client, client=self.api, client_secret=self.secret, **device
        ).authenticate_user()

    def pycognito(self, name: str | None = None) -> Cognito:
        """pycognito's user; it verifies every token that it gets against the served keys and AWS's issuer."""
        user = Cognito(
            self.pool, self.client, user_pool_region=self.root.target.region, username=name,
            client_secret=self.secret, access_key=self.root.credentials.key, secret_key=self.root.credentials.secret,
            session=SESSION, botocore_config=CONFIG, boto3_client_kwargs={"endpoint_url": self.root.target.endpoint},
        )
        user.pool_domain_url = None
        user.pool_jwk = self.keys()
        return user

    @functools.cached_property
    def issuer(self) -> str:
        return f"https://cognito-idp.{self.root.target.region}.amazonaws.com/{self.pool}"

    def keys(self) -> dict:
        """The pool's key set, as anybody may fetch it."""
        return self.well_known("jwks.json")

    def well_known(self, name: str) -> dict:
        base = f"{self.root.target.endpoint}/{self.pool}" if self.root.target.endpoint else self.issuer
        with urllib.request.urlopen(f"{base}/.well-known/{name}", timeout=10) as answer:
            return json.load(answer)

    def verified(self, token: str, use: str) -> dict:
        """The claims of a token, once PyJWT found it good by the served keys."""
        key = next(each for each in self.keys()["keys"] if each["kid"] == jwt.get_unverified_header(token)["kid"])
        claims = jwt.decode(
            token, jwt.PyJWK(key).key, algorithms=["RS256"], issuer=self.issuer,
            audience=self.client if use == "id" else None, options={"require": ["exp", "iat", "iss", "sub", "jti"]},
        )
        assert claims["token_use"] == use
        return claims


def make_pool(root: Clients, name: str, **settings) -> str:
    """A pool; its id."""
    return root.pools.create_user_pool(PoolName=name, **settings)["UserPool"]["Id"]


def make_app(root: Clients, pool: str, secret: bool = False, **settings) -> App:
    """An app client that may do everything, unless settings say otherwise."""
    made = root.pools.create_user_pool_client(
        UserPoolId=pool, ClientName="app", GenerateSecret=secret, **{"ExplicitAuthFlows": FLOWS, **settings}
    )["UserPoolClient"]
    return App(root, pool, made["ClientId"], made.get("ClientSecret"))


def make_user(root: Clients, pool: str, username: str, password: str | None = PASSWORD, **values: str) -> dict:
    """A user without any mail; confirmed where a password is given. AWS's description."""
    root.pools.admin_create_user(
        UserPoolId=pool, Username=username, MessageAction="SUPPRESS", UserAttributes=attributes(**values)
    )
    if password:
        root.pools.admin_set_user_password(UserPoolId=pool, Username=username, Password=password, Permanent=True)
    return root.pools.admin_get_user(UserPoolId=pool, Username=username)
