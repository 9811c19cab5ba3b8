"""Facebook: the Graph API, which says whose and which app's an access token is, and Limited Login's signed tokens."""

import dataclasses
import hashlib
import re
import secrets
import time

from ring.providers.listener import Answer, Listener, Request
from ring.providers.openid import OpenIDProvider

BAD = {"message": "Invalid OAuth access token - Cannot parse access token", "type": "OAuthException", "code": 190}
EXPIRED = {
    "message": "Error validating access token: Session has expired on Monday, 01-Jan-24 00:00:00 PST.",
    "type": "OAuthException", "code": 190, "error_subcode": 463,
}
NOT_OURS = {
    "message": "(#100) You must provide an app access token, or a user access token that is an owner or developer of "
               "the app", "type": "OAuthException", "code": 100,
}


@dataclasses.dataclass(frozen=True)
class Session:
    """What an access token stands for."""

    user: str
    app: str
    expires: int
    valid: bool = True

    @property
    def holds(self) -> bool:
        return self.valid and self.expires > time.time()


class Facebook(Listener):
    """graph.facebook.com. Any app id is an app's; its secret follows from it."""

    def __init__(self):
        super().__init__("graph.facebook.com")
        self.sessions: dict[str, Session] = {}
        self.limited = LimitedLogin()

    def token(self, user: str, app: str, *, seconds: int = 3600, valid: bool = True) -> str:
        """An access token of a user for an app."""
        token = "EAA" + secrets.token_hex(24)
        self.sessions[token] = Session(user, app, int(time.time()) + seconds, valid)
        return token

    def secret(self, app: str) -> str:
        return hashlib.sha256(app.encode()).hexdigest()[:32]

    def answer(self, request: Request) -> Answer:
        path = re.sub(r"^/v\d+\.\d+", "", request.path)
        token = request.query.get("access_token") or request.bearer()
        if path == "/debug_token":
            return self.debugged(request.query.get("input_token"), token)
        session = self.sessions.get(token)
        if session is None or not session.holds:
            return Answer(400, {"error": {**(EXPIRED if session else BAD), "fbtrace_id": "A" + secrets.token_hex(8)}})
        if path in ("/app", "/app/"):
            return Answer(200, {"category": "Games", "link": "https://example.com", "name": "Ring", "id": session.app})
        if path in ("/me", "/me/"):
            return Answer(200, {"id": session.user, "name": "Somebody"})
        return super().answer(request)

    def debugged(self, asked: str | None, by: str | None) -> Answer:
        """An app asks with its id and secret, a developer with a token of their own app."""
        session = self.sessions.get(asked)
        app, _, secret = (by or "").partition("|")
        app = app if secret == self.secret(app) else None
        if app is None and by in self.sessions:
            app = self.sessions[by].app
        if app is None or (session is not None and session.app != app):
            return Answer(400, {"error": NOT_OURS})
        if session is None:
            return Answer(200, {"data": {"error": {"code": 190, "message": BAD["message"]}, "is_valid": False,
                                         "scopes": []}})
        return Answer(200, {"data": {
            "app_id": session.app, "type": "USER", "application": "Ring", "expires_at": session.expires,
            "is_valid": session.holds, "scopes": ["public_profile"], "user_id": session.user,
        }})


class LimitedLogin(OpenIDProvider):
    """www.facebook.com: people who would not be tracked get a signed token instead of an access token."""

    def __init__(self):
        super().__init__("www.facebook.com", keys_at="/.well-known/oauth/openid/jwks/")
