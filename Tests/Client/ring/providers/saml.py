"""A SAML identity provider: metadata with its certificate, and responses that signxml signs."""

import base64
import copy
import datetime
import secrets

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml import CanonicalizationMethod, SignatureMethod
from signxml.signer import XMLSigner

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
AUDIENCE = "urn:amazon:webservices"
RECIPIENT = "https://signin.aws.amazon.com/saml"
ROLE = "https://aws.amazon.com/SAML/Attributes/Role"
SESSION_NAME = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
HOLD = datetime.timedelta(minutes=5)

TEMPLATE = f"""\
<samlp:Response xmlns:samlp="{PROTOCOL}" xmlns:saml="{SAML}" ID="{{response}}" Version="2.0" IssueInstant="{{now}}"
  Destination="{RECIPIENT}"><saml:Issuer>{{issuer}}</saml:Issuer><samlp:Status><samlp:StatusCode
  Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="{{id}}" Version="2.0"
  IssueInstant="{{now}}"><saml:Issuer>{{issuer}}</saml:Issuer><saml:Subject><saml:NameID
  Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{{subject}}</saml:NameID><saml:SubjectConfirmation
  Method="{BEARER}"><saml:SubjectConfirmationData NotOnOrAfter="{{until}}" Recipient="{{recipient}}"/>
  </saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{{since}}" NotOnOrAfter="{{until}}">
  <saml:AudienceRestriction><saml:Audience>{{audience}}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{{now}}" SessionIndex="{{id}}"><saml:AuthnContext><saml:AuthnContextClassRef>\
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
  <saml:AttributeStatement>{{attributes}}</saml:AttributeStatement></saml:Assertion></samlp:Response>"""


def written(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class SAMLProvider:
    """Knows its issuer, its key and its certificate; needs no port, since nobody asks it anything."""

    def __init__(self, issuer: str = "https://idp.example/saml"):
        self.issuer = issuer
        self.key, self.certificate = certified()

    def metadata(self) -> str:
        """The document that IAM's CreateSAMLProvider takes."""
        body = "".join(self.certificate.splitlines()[1:-1])
        return (
            f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{self.issuer}">'
            f'<IDPSSODescriptor protocolSupportEnumeration="{PROTOCOL}"><KeyDescriptor use="signing">'
            f'<KeyInfo xmlns="{SIGNATURE}"><X509Data><X509Certificate>{body}</X509Certificate></X509Data></KeyInfo>'
            "</KeyDescriptor><SingleSignOnService "
            'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>'
            "</IDPSSODescriptor></EntityDescriptor>"
        )

    def response(self, subject: str, *, role: str = "", provider: str = "", session: str = "ada", **changes) -> "etree":
        """An unsigned response. `since` and `until` are times, the other changes texts."""
        now = datetime.datetime.now(datetime.timezone.utc)
        attributes = attribute(SESSION_NAME, session) + (attribute(ROLE, f"{role},{provider}") if role else "")
        values = {
            "response": "_" + secrets.token_hex(16), "id": "_" + secrets.token_hex(16), "issuer": self.issuer,
            "subject": subject, "audience": AUDIENCE, "recipient": RECIPIENT, "now": written(now), **changes,
            "since": written(changes.get("since", now - HOLD)), "until": written(changes.get("until", now + HOLD)),
            "attributes": attributes + changes.get("attributes", ""),
        }
        return etree.fromstring(TEMPLATE.format(**values))

    def signed(self, response, what: str = "assertion", **method) -> "etree":
        """The response with its assertion signed, or the whole of it."""
        response = copy.deepcopy(response)
        element = response if what == "response" else response.find(f"{{{SAML}}}Assertion")
        # Where signxml finds a placeholder, it puts the signature there: behind the issuer, as the schema wants it.
        placeholder = etree.Element(f"{{{SIGNATURE}}}Signature", Id="placeholder", nsmap={"ds": SIGNATURE})
        element.insert(1, placeholder)
        signer = XMLSigner(**{
            "signature_algorithm": SignatureMethod.RSA_SHA256,
            "c14n_algorithm": CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0, **method,
        })
        made = signer.sign(element, key=self.key, cert=self.certificate, reference_uri=element.get("ID"))
        if what == "response":
            return made
        response.replace(element, made)
        return response

    def login(self, subject: str, **changes) -> str:
        """A good login, as the login map has it."""
        return encoded(self.signed(self.response(subject, **changes)))


def attribute(name: str, value: str) -> str:
    return f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'


def encoded(response) -> str:
    return base64.b64encode(etree.tostring(response)).decode()


def certified() -> tuple[bytes, str]:
    """A key and a certificate of its own making, both as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30)).sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private, certificate.public_bytes(serialization.Encoding.PEM).decode()
