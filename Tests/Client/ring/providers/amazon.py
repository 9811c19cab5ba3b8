"""Login with Amazon: access tokens that only Amazon can read."""

import secrets
import time

from ring.providers.listener import Answer, Listener, Request

INVALID = {
    "error_description": "The request has an invalid parameter : access_token", "error": "invalid_token",
    "error_index": "-", "request_id": "1f3e",
}


class Amazon(Listener):
    """api.amazon.com: whom a token belongs to, and which app it was given to."""

    def __init__(self):
        super().__init__("api.amazon.com")
        self.sessions: dict[str, tuple[str, str, int]] = {}

    def token(self, user: str, app: str, *, seconds: int = 3600) -> str:
        token = "Atza|" + secrets.token_hex(24)
        self.sessions[token] = (user, app, int(time.time()) + seconds)
        return token

    def answer(self, request: Request) -> Answer:
        token = request.query.get("access_token") or request.bearer() or request.headers.get("x-amz-access-token")
        user, app, expires = self.sessions.get(token, ("", "", 0))
        left = expires - int(time.time())
        if left <= 0:
            return Answer(400, INVALID)
        if request.path == "/auth/o2/tokeninfo":
            return Answer(200, {
                "iss": "https://www.amazon.com", "user_id": user, "aud": f"amzn1.application-oa2-client.{app}",
                "app_id": f"amzn1.application.{app}", "exp": left, "iat": int(time.time()) - 1,
            })
        if request.path == "/user/profile":
            return Answer(200, {"user_id": user, "name": "Somebody", "email": f"{app}@example.com"})
        return super().answer(request)
