"""Keys of those who sign tokens, the sets in which they publish them, and tokens of every good and bad kind."""

import dataclasses
import hashlib
import hmac
import json
import secrets
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ring.issuer import encoded, encoded_number

HASHES = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}


@dataclasses.dataclass(frozen=True)
class Key:
    """A signing key under its id."""

    kid: str
    algorithm: str
    private: object

    @classmethod
    def made(cls, algorithm: str = "RS256") -> "Key":
        private = (
            ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        return cls(secrets.token_hex(8), algorithm, private)

    def published(self) -> dict:
        """What a key set says of it."""
        numbers = self.private.public_key().public_numbers()
        about = {"kid": self.kid, "use": "sig", "alg": self.algorithm}
        if self.algorithm == "ES256":
            point = {"x": encoded_number(numbers.x, 32), "y": encoded_number(numbers.y, 32)}
            return {**about, "kty": "EC", "crv": "P-256", **point}
        return {**about, "kty": "RSA", "n": encoded_number(numbers.n), "e": encoded_number(numbers.e)}

    def pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signature(self, algorithm: str, signed: bytes) -> bytes:
        """By the algorithm named, be it one that this key is not meant for; `none` signs nothing."""
        if algorithm.lower() == "none":
            return b""
        if algorithm.startswith("HS"):
            return hmac.digest(self.pem(), signed, getattr(hashlib, "sha" + algorithm[2:]))
        if algorithm == "ES256":
            r, s = decode_dss_signature(self.private.sign(signed, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self.private.sign(signed, padding.PKCS1v15(), HASHES[algorithm[2:]]())


class KeyRing:
    """The keys of one signer; the first signs, all are published."""

    def __init__(self, algorithm: str = "RS256", count: int = 2):
        self.algorithm = algorithm
        self.keys = [Key.made(algorithm) for _ in range(count)]

    def published(self) -> dict:
        return {"keys": [key.published() for key in self.keys]}

    def rotate(self) -> None:
        """The signer forgets all its keys for a new one."""
        self.keys = [Key.made(self.algorithm)]

    def token(self, claims: dict, *, algorithm: str | None = None, key: Key | None = None, **header) -> str:
        """A token that is good for an hour unless told otherwise; what is given as None is left out."""
        key = key or self.keys[0]
        algorithm = algorithm or key.algorithm
        now = int(time.time())
        head = present({"alg": algorithm, "typ": "JWT", "kid": key.kid, **header})
        content = present({"iat": now, "exp": now + 3600, **claims})
        signed = ".".join(encoded(json.dumps(part).encode()) for part in (head, content))
        return signed + "." + encoded(key.signature(algorithm, signed.encode()))


def present(members: dict) -> dict:
    return {name: value for name, value in members.items() if value is not None}
