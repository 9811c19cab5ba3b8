"""Twitter: whoever asks must sign with the app's secret and the user's, freshly each time."""

import secrets
import time
import types

from oauthlib.oauth1.rfc5849 import signature

from ring.providers.listener import Answer, Listener, Request

CANNOT = {"errors": [{"code": 32, "message": "Could not authenticate you."}]}
EXPIRED = {"errors": [{"code": 89, "message": "Invalid or expired token."}]}
STALE = {"errors": [{"code": 135, "message": "Timestamp out of bounds."}]}
MINUTES = 15


class Twitter(Listener):
    """api.twitter.com: verifies OAuth 1.0a signatures with oauthlib; no nonce serves twice."""

    def __init__(self):
        super().__init__("api.twitter.com")
        self.apps: dict[str, str] = {}
        self.users: dict[str, tuple[str, str, str]] = {}
        self.nonces: set[str] = set()

    def app(self) -> tuple[str, str]:
        """A new app's consumer key and secret."""
        key, secret = "ck" + secrets.token_hex(8), "cs" + secrets.token_hex(12)
        self.apps[key] = secret
        return key, secret

    def login(self, user: str, app: str) -> str:
        """A user's token and secret as the login map has them."""
        token, secret = f"{user}-{secrets.token_hex(8)}", secrets.token_hex(16)
        self.users[token] = (user, app, secret)
        return f"{token};{secret}"

    def revoke(self, login: str) -> None:
        del self.users[login.split(";")[0]]

    def answer(self, request: Request) -> Answer:
        if request.path != "/1.1/account/verify_credentials.json":
            return super().answer(request)
        given = dict(signature.collect_parameters(headers=dict(request.headers), exclude_oauth_signature=False))
        user, app, token_secret = self.users.get(given.get("oauth_token"), (None, None, ""))
        consumer = given.get("oauth_consumer_key")
        if user is None:
            return Answer(401, EXPIRED)
        if app != consumer or given.get("oauth_nonce") in self.nonces | {None, ""}:
            return Answer(401, CANNOT)
        if abs(int(given.get("oauth_timestamp", 0)) - time.time()) > MINUTES * 60:
            return Answer(401, STALE)
        self.nonces.add(given["oauth_nonce"])
        if not self.is_signed(request, given, self.apps.get(consumer, ""), token_secret):
            return Answer(401, CANNOT)
        return Answer(200, {"id": int(user), "id_str": user, "screen_name": f"user{user}"})

    def is_signed(self, request: Request, given: dict, consumer_secret: str, token_secret: str) -> bool:
        """By HMAC-SHA1 over the address that the caller means: this host's own, not the stand-in's port."""
        parameters = [*request.query.items(), *((name, value) for name, value in given.items()
                                                if name not in ("oauth_signature", "realm"))]
        said = types.SimpleNamespace(
            http_method=request.method, uri=f"https://{self.host}{request.path}", params=parameters,
            signature=given.get("oauth_signature", ""))
        return given.get("oauth_signature_method") == "HMAC-SHA1" and signature.verify_hmac_sha1(
            said, consumer_secret, token_secret)
