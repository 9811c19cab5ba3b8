"""OpenID Connect providers: discovery, keys, and identity tokens."""

from ring.providers.keys import KeyRing
from ring.providers.listener import Answer, Listener, Request


class OpenIDProvider(Listener):
    """Discovery under `<issuer>/.well-known/openid-configuration`, and keys where that says."""

    def __init__(self, host: str, *, path: str = "", keys_at: str = "/keys", algorithm: str = "RS256"):
        super().__init__(host)
        self.path, self.keys_at, self.keys = path, keys_at, KeyRing(algorithm)
        self.more: dict[str, dict] = {}

    @property
    def issuer(self) -> str:
        return f"https://{self.host}{self.path}"

    @property
    def key_set_url(self) -> str:
        """Where the keys are, by its public name."""
        return f"https://{self.host}{self.keys_at}"

    def calm(self) -> None:
        super().calm()
        self.more = {}

    def configuration(self) -> dict:
        return {
            "issuer": self.issuer, "jwks_uri": self.key_set_url,
            "authorization_endpoint": self.issuer + "/authorize", "token_endpoint": self.issuer + "/token",
            "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [self.keys.algorithm], **self.more.get("configuration", {}),
        }

    def answer(self, request: Request) -> Answer:
        if request.path.rstrip("/") == self.path + "/.well-known/openid-configuration":
            return Answer(200, self.configuration())
        if request.path == self.keys_at:
            return Answer(200, {**self.keys.published(), **self.more.get("keys", {})})
        return super().answer(request)

    def token(self, subject: str, audience: str, **claims) -> str:
        """What the provider says of somebody to an app."""
        return self.keys.token({**self.claims(subject, audience), **claims})

    def claims(self, subject: str, audience: str) -> dict:
        """The claims of an identity token, without its times."""
        return {"iss": self.issuer, "sub": subject, "aud": audience}


class KeySetHost(Listener):
    """A further host that publishes another provider's keys."""

    def __init__(self, host: str, path: str, provider: OpenIDProvider):
        super().__init__(host)
        self.path, self.provider = path, provider

    def answer(self, request: Request) -> Answer:
        if request.path == self.path:
            return Answer(200, self.provider.keys.published())
        return super().answer(request)


class Google(OpenIDProvider):
    """Its keys lie with another host; its tokens name the issuer without a scheme in older apps."""

    def __init__(self):
        super().__init__("accounts.google.com")
        self.key_host = KeySetHost("www.googleapis.com", "/oauth2/v3/certs", self)

    @property
    def key_set_url(self) -> str:
        return f"https://{self.key_host.host}{self.key_host.path}"

    def claims(self, subject: str, audience: str) -> dict:
        return {**super().claims(subject, audience), "azp": audience, "email": f"{subject}@example.com"}


class Apple(OpenIDProvider):
    """Sign in with Apple: a bundle id or a service id is the audience."""

    def __init__(self):
        super().__init__("appleid.apple.com", keys_at="/auth/keys")

    def claims(self, subject: str, audience: str) -> dict:
        return {**super().claims(subject, audience), "nonce_supported": True, "email_verified": "true"}


class AmazonUserPool(OpenIDProvider):
    """A user pool that AWS itself serves: known here by its public key set alone."""

    POOL = "us-west-2_RingPool1"

    def __init__(self):
        super().__init__(
            "cognito-idp.us-west-2.amazonaws.com", path="/" + self.POOL,
            keys_at=f"/{self.POOL}/.well-known/jwks.json",
        )

    @property
    def login(self) -> str:
        return f"{self.host}/{self.POOL}"

    def claims(self, subject: str, audience: str) -> dict:
        return {**super().claims(subject, audience), "token_use": "id", "cognito:username": subject}
