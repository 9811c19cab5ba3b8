"""An OpenID Connect provider on the loopback: discovery, keys, and tokens of every good and bad kind."""

import base64
import http.server
import json
import threading
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

HOST = "issuer.example"
URL = f"https://{HOST}"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encoded_number(number: int, length: "int | None" = None) -> str:
    return encoded(number.to_bytes(length or (number.bit_length() + 7) // 8, "big"))


class Issuer:
    """Serves its documents over plain HTTP on a free port; the server under test is told that address for URL."""

    def __init__(self):
        self.rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec_key = ec.generate_private_key(ec.SECP256R1())
        self.stranger_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.address = f"http://127.0.0.1:{self.httpd.server_port}"
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.httpd.shutdown()
        self.httpd.server_close()

    def handler(self) -> type:
        documents = {"/.well-known/openid-configuration": self.configuration(), "/keys": self.keys()}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                document = documents.get(self.path)
                body = json.dumps(document or {}).encode()
                self.send_response(200 if document else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                """Says nothing on the tests' output."""

        return Handler

    def configuration(self) -> dict:
        return {
            "issuer": URL, "jwks_uri": URL + "/keys", "authorization_endpoint": URL + "/authorize",
            "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }

    def keys(self) -> dict:
        rsa_numbers, ec_numbers = self.rsa_key.public_key().public_numbers(), self.ec_key.public_key().public_numbers()
        return {"keys": [
            {"kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256",
             "n": encoded_number(rsa_numbers.n), "e": encoded_number(rsa_numbers.e)},
            {"kty": "EC", "kid": "ec", "use": "sig", "alg": "ES256", "crv": "P-256",
             "x": encoded_number(ec_numbers.x, 32), "y": encoded_number(ec_numbers.y, 32)},
        ]}

    def token(self, algorithm: str = "RS256", signer=None, kid: "str | None" = None, **claims) -> str:
        """A token that is good unless told otherwise; a claim given as None is left out."""
        now = int(time.time())
        content = {"iss": URL, "sub": "bird-1", "aud": "app-1", "iat": now, "exp": now + 600, **claims}
        content = {name: value for name, value in content.items() if value is not None}
        header = {"alg": algorithm, "typ": "JWT", "kid": kid or {"ES256": "ec"}.get(algorithm, "rsa")}
        signed = encoded(json.dumps(header).encode()) + "." + encoded(json.dumps(content).encode())
        return signed + "." + self.signature(algorithm, signed.encode(), signer)

    def signature(self, algorithm: str, signed: bytes, signer) -> str:
        if algorithm == "none":
            return ""
        if algorithm == "ES256":
            r, s = decode_dss_signature((signer or self.ec_key).sign(signed, ec.ECDSA(hashes.SHA256())))
            return encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return encoded((signer or self.rsa_key).sign(signed, padding.PKCS1v15(), hashes.SHA256()))
