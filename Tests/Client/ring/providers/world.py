"""Everybody who vouches for people, in one place."""

from ring.providers.amazon import Amazon
from ring.providers.facebook import Facebook
from ring.providers.listener import Listener
from ring.providers.openid import AmazonUserPool, Apple, Google, OpenIDProvider
from ring.providers.saml import SAMLProvider
from ring.providers.twitter import Twitter


class World:
    """The providers of a test session, and the setting that leads a server to them."""

    def __init__(self):
        self.facebook, self.google, self.apple = Facebook(), Google(), Apple()
        self.amazon, self.twitter, self.user_pool = Amazon(), Twitter(), AmazonUserPool()
        self.club = OpenIDProvider("club.example", path="/members")
        self.curve = OpenIDProvider("curve.example", algorithm="ES256")
        self.saml = SAMLProvider()

    def listeners(self) -> list[Listener]:
        return [
            self.facebook, self.facebook.limited, self.google, self.google.key_host, self.apple, self.amazon,
            self.twitter, self.user_pool, self.club, self.curve,
        ]

    def addresses(self) -> str:
        """As the setting `provider-addresses` takes them."""
        return ",".join(f"{each.host}={each.address}" for each in self.listeners())

    def calm(self) -> None:
        for listener in self.listeners():
            listener.calm()

    def close(self) -> None:
        for listener in self.listeners():
            listener.close()
