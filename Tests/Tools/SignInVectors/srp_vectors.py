"""Writes the vectors that CryptographyTests hold against SecureRemotePassword.

The client's half is pycognito's (pip install pycognito==2024.5.1), the server's is computed here with Python's own
integers; a vector is written only where both arrive at one key. Secrets are expanded from labels, so that the table
stays short; labels are tried until every odd case of padding is covered.

    python3 Tests/Tools/SignInVectors/srp_vectors.py > Tests/CryptographyTests/SecureRemotePasswordVectors.swift
"""

import base64
import hashlib
import hmac
from unittest import mock

from pycognito import aws_srp

N = int(aws_srp.N_HEX, 16)
G = 2
TIMESTAMP = "Tue Nov 3 04:05:06 UTC 2026"


def expanded(label, count):
    """So many bytes of SHA-256(label 0), SHA-256(label 1) …"""
    blocks = (hashlib.sha256(f"{label} {n}".encode()).digest() for n in range(-(-count // 32)))
    return b"".join(blocks)[:count]


def signed(number):
    """A natural number as Java's BigInteger.toByteArray writes it."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def number(data):
    return int.from_bytes(data, "big")


class Server:
    """The server's half, from the protocol's definition alone."""

    def __init__(self, pool, user, password, salt, secret, public_a):
        identity = sha256(f"{pool}{user}:{password}".encode())
        x = number(sha256(signed(number(salt)), identity))
        k = number(sha256(signed(N), signed(G)))
        self.verifier = pow(G, x, N)
        self.public = (k * self.verifier + pow(G, secret, N)) % N
        self.scramble = number(sha256(signed(public_a), signed(self.public)))
        self.shared = pow(public_a * pow(self.verifier, self.scramble, N), secret, N)
        extracted = hmac.digest(signed(self.scramble), signed(self.shared), "sha256")
        self.key = hmac.digest(extracted, b"Caldera Derived Key\x01", "sha256")[:16]


def vector(label, pool, user, password, salt, client_length=128, server_length=40):
    """One sign-in, or None where the halves disagree."""
    secret_a = number(expanded(f"{label} a", client_length)) % N
    client = aws_srp.AWSSRP(user, password, f"eu-west-1_{pool}", "client", client=mock.Mock())
    client.small_a_value = secret_a
    client.large_a_value = client.calculate_a()
    secret_b = number(expanded(f"{label} b", server_length))
    server = Server(pool, user, password, salt, secret_b, client.large_a_value)
    salt_hex = f"{number(salt):x}"
    block = expanded(f"{label} block", 48)
    key = bytes(client.get_password_authentication_key(user, password, server.public, salt_hex))
    assert key == server.key, label
    with mock.patch.object(client, "get_cognito_formatted_timestamp", return_value=TIMESTAMP):
        answer = client.process_challenge(
            {
                "USERNAME": user,
                "USER_ID_FOR_SRP": user,
                "SALT": salt_hex,
                "SRP_B": f"{server.public:x}",
                "SECRET_BLOCK": base64.b64encode(block).decode(),
            },
            {"USERNAME": user},
        )
    return {
        "label": label,
        "pool": pool,
        "user": user,
        "password": password,
        "salt": salt.hex(),
        "verifier": sha256(server.verifier.to_bytes(384, "big")).hex(),
        "client": sha256(f"{client.large_a_value:x}".encode()).hex(),
        "server": sha256(f"{server.public:x}".encode()).hex(),
        "signature": base64.b64decode(answer["PASSWORD_CLAIM_SIGNATURE"]).hex(),
        "numbers": {"A": client.large_a_value, "B": server.public, "u": server.scramble, "S": server.shared},
    }


def padding(value, width):
    """How a number of at most so many bytes is padded: short by a byte, by a digit, with its first bit set, or plainly."""
    if value >> (8 * width - 8) == 0:
        return "short"
    if value >> (8 * width - 4) == 0:
        return "odd"
    return "signed" if value >> (8 * width - 1) else "plain"


def vectors():
    salt = bytes.fromhex("5fd2a41e8b7c60910a3344e1c9d7b286")
    yield vector("plain", "AbCdEfGhI", "3f1c0a52-0001-4000-8000-00000000abcd", "Correct-Horse-1", salt)
    yield vector("signed salt", "AbCdEfGhI", "ann", "Correct-Horse-1", bytes([0x9F]) + salt[1:])
    yield vector("odd salt", "AbCdEfGhI", "ann", "Correct-Horse-1", bytes([0x0F]) + salt[1:])
    yield vector("short salt", "AbCdEfGhI", "ann", "Correct-Horse-1", bytes([0, 0x80]) + salt[2:])
    yield vector("shorter salt", "AbCdEfGhI", "ann", "Correct-Horse-1", bytes([0, 0, 0x07]) + salt[3:])
    yield vector("unicode", "AbCdEfGhI", "zoë@example.com", "pässwörd 🔑", salt)
    yield vector("long password", "AbCdEfGhI", "ann", "x:" * 128, salt)
    yield vector("short secrets", "AbCdEfGhI", "ann", "Correct-Horse-1", salt, 32, 32)
    wanted = {(name, kind) for name in "ABuS" for kind in ("short", "odd", "signed", "plain")}
    for attempt in range(100_000):
        if not wanted:
            return
        found = vector(f"padding {attempt}", "AbCdEfGhI", "ann", "Correct-Horse-1", salt, 32, 32)
        kinds = {(n, padding(v, 32 if n == "u" else 384)) for n, v in found["numbers"].items()}
        if kinds & wanted and (kinds & wanted) - {(n, "plain") for n in "ABuS"}:
            wanted -= kinds
            yield found


def quoted(text):
    return '"' + text + '"'


def main():
    print("// Written by Tests/Tools/SignInVectors/srp_vectors.py; do not edit.")
    print()
    print("extension SecureRemotePasswordVector {")
    print("    static let all = [")
    for found in vectors():
        length = 32 if found["label"].startswith(("padding", "short secrets")) else 0
        print("        SecureRemotePasswordVector(")
        for name in ("label", "pool", "user", "password", "salt"):
            if name == "password" and len(found[name]) > 64:
                assert found[name] == "x:" * 128
                print('            password: String(repeating: "x:", count: 128),')
            else:
                print(f"            {name}: {quoted(found[name])},")
        print(f"            lengths: ({length or 128}, {length or 40}),")
        for name in ("verifier", "client", "server"):
            print(f"            {name}: {quoted(found[name])},")
        print(f"            signature: {quoted(found['signature'])}")
        print("        ),")
    print("    ]")
    print("}")


main()
