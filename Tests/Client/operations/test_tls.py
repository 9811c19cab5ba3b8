"""A server with a certificate of its own making: its commands reach it, and trust nobody else."""

import datetime
import ipaddress
import json
import os
import pathlib
import shutil
import ssl
import sys
import urllib.request

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ring.server import MartletServer, run_martlet
from ring.target import ACCOUNT, REGION, ROOT

pytestmark = pytest.mark.martlet_only


def make_certificate(folder: pathlib.Path, name: str) -> tuple[str, str]:
    """A certificate for the loopback that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1)).add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return str(paths[0]), str(paths[1])


class SecureServer(MartletServer):
    """Asks for health over TLS."""

    def is_healthy(self) -> bool:
        context = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(self.endpoint + "/_martlet/health", timeout=2, context=context) as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture
def secure(tmp_path):
    """A server on the folder `data` with the certificate `own`."""
    certificate, key = make_certificate(tmp_path, "own")
    server = SecureServer(
        "--data", str(tmp_path / "data"), "--account", ACCOUNT, "--region", REGION, "--root-access-key", ROOT.key,
        "--root-secret-key", ROOT.secret, "--tls-certificate", certificate, "--tls-key", key, folder=tmp_path,
    ).start()
    yield server
    server.stop()


def accounts(tmp_path, *arguments: str, **environment: str):
    return run_martlet(
        "accounts", "list", *arguments, home=tmp_path, MARTLET_DATA=str(tmp_path / "data"), **environment)


def test_the_folders_own_server_is_trusted(secure, tmp_path):
    """Whoever reads the folder's key may also know its certificate; nothing need be said."""
    result = accounts(tmp_path)
    assert result.returncode == 0 and ACCOUNT in result.stdout, result.stderr


def test_another_server_in_its_place_is_not(secure, tmp_path):
    """Somebody who took the port must not get the root key's signatures taken for good answers."""
    stranger, _ = make_certificate(tmp_path, "stranger")
    place = tmp_path / "data/endpoint"
    place.write_text(place.read_text().replace(str(tmp_path / "own.pem"), stranger))
    result = accounts(tmp_path)
    assert result.returncode == 1
    assert "shows a certificate that is not trusted" in result.stderr and "--ca" in result.stderr, result.stderr


def test_an_authority_can_be_named(secure, tmp_path):
    """By flag or environment, for those whose certificate has an authority of their own; a wrong one does not do."""
    stranger, _ = make_certificate(tmp_path, "stranger")
    own = str(tmp_path / "own.pem")
    assert accounts(tmp_path, "--ca", own).returncode == 0
    assert accounts(tmp_path, MARTLET_TLS_CA=own).returncode == 0
    assert accounts(tmp_path, "--ca", stranger).returncode == 1
    assert "PEM file" in accounts(tmp_path, "--ca", str(tmp_path / "own.key")).stderr


def test_the_aws_cli_trusts_it_too(secure, tmp_path):
    """`martlet aws` hands the certificate on."""
    tools = pathlib.Path(sys.executable).parent
    if not (tools / "aws").exists() and not shutil.which("aws"):
        pytest.skip("the AWS CLI is not installed")
    result = run_martlet(
        "aws", "sts", "get-caller-identity", "--output", "json", home=tmp_path, timeout=30,
        MARTLET_DATA=str(tmp_path / "data"), PATH=f"{tools}{os.pathsep}{os.environ['PATH']}")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["Account"] == ACCOUNT
