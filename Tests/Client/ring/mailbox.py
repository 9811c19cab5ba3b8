"""A real SMTP server on the loopback: STARTTLS or TLS with a certificate of its own authority, and authentication."""

import datetime
import email
import email.policy
import ipaddress
import pathlib
import socket
import ssl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "ring", "pässwörd"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificates(folder: pathlib.Path) -> None:
    """Leaves `authority.pem`, and `server.pem` with `server.key` signed by it for localhost and 127.0.0.1."""
    now = datetime.datetime.now(datetime.timezone.utc)
    span = now - datetime.timedelta(hours=1), now + datetime.timedelta(days=2)
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ring authority")])
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def signed(subject: x509.Name, public_key, extension: x509.ExtensionType) -> bytes:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public_key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(span[0]).not_valid_after(span[1])
        return builder.add_extension(extension, critical=True).sign(authority_key, hashes.SHA256()).public_bytes(
            serialization.Encoding.PEM
        )

    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    authority = signed(issuer, authority_key.public_key(), x509.BasicConstraints(ca=True, path_length=None))
    (folder / "authority.pem").write_bytes(authority)
    (folder / "server.pem").write_bytes(signed(x509.Name([]), key.public_key(), names))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class MailServer:
    """Keeps what it is sent; refuses recipients that begin with `refused`, and everybody without the password."""

    def __init__(self, folder: pathlib.Path, security: str = "starttls"):
        self.folder, self.security, self.port = folder, security, free_port()
        self.received: list[tuple[str, list[str], email.message.EmailMessage]] = []
        make_certificates(folder)
        self.controller: Controller | None = None

    def start(self) -> "MailServer":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        if self.security == "starttls":
            options = {"tls_context": context, "require_starttls": True}
        else:
            options = {"ssl_context": context, "auth_require_tls": False}
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self.authenticate, auth_required=True, **options
        )
        self.controller.start()
        return self

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()

    def settings(self, *more: str, password: str = PASSWORD) -> tuple[list[str], dict[str, str]]:
        """What `martlet serve` is told, as arguments and environment."""
        arguments = [
            "--smtp-host", "localhost", "--smtp-port", str(self.port), "--smtp-security", self.security,
            "--smtp-user", USER, "--smtp-sender", "Postcards <no-reply@postcards.example>",
            "--smtp-ca", str(self.folder / "authority.pem"), *more,
        ]
        return arguments, {"MARTLET_SMTP_PASSWORD": password}

    def to(self, recipient: str) -> list[email.message.EmailMessage]:
        return [mail for _, recipients, mail in self.received if recipients == [recipient]]

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=isinstance(data, LoginPassword) and data == known, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address.startswith("refused"):
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append((envelope.mail_from, envelope.rcpt_tos, mail))
        return "250 OK"
