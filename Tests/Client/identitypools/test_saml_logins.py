"""SAML assertions as logins: what is signed counts, and nothing that stands beside it."""

import base64
import copy
import datetime
import re

import pytest
from lxml import etree

from ring.identities import as_clients
from ring.policies import allow, make_role, trust
from ring.providers.saml import PROTOCOL, RECIPIENT, SAML, SIGNATURE, SAMLProvider, encoded
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only
ASSERTION, SIGNED, NAME = f"{{{SAML}}}Assertion", f"{{{SIGNATURE}}}Signature", f"{{{SAML}}}NameID"
REFUSED = re.compile(r"Invalid login token\..*|Token is not from a supported provider of this identity pool\.|.*SAML.*")
NOW = datetime.datetime.now(datetime.timezone.utc)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def saml(world):
    return world.saml


@pytest.fixture
def provider(root, name, saml):
    """The provider's ARN in IAM, which is its login key too."""
    return root.iam.create_saml_provider(
        SAMLMetadataDocument=saml.metadata(), Name=name("idp"))["SAMLProviderArn"]


@pytest.fixture
def pool(identity_pool, roles, provider):
    made = identity_pool(SamlProviderARNs=[provider])
    roles(made, allow("logs:DescribeLogGroups"))
    return made


@pytest.fixture
def good(saml, provider, pool):
    """A signed response for somebody, as a tree."""
    role = pool.api.get_identity_pool_roles(IdentityPoolId=pool.id)["Roles"]["authenticated"]

    def made(subject="ada", what="assertion", **changes):
        return saml.signed(saml.response(subject, role=role, provider=provider, **changes), what)

    return made


@pytest.mark.parametrize("what", ["assertion", "response"])
def test_an_assertion_becomes_an_identity(pool, provider, good, what):
    """Signed itself, or by the response around it; the subject says who it is."""
    login = {provider: encoded(good(what=what))}
    identity = pool.identity(login)
    assert pool.credentials(identity, login)["IdentityId"] == identity and pool.logins(identity) == {provider}
    assert pool.identity({provider: encoded(good())}) == identity
    assert pool.identity({provider: encoded(good("eve"))}) != identity


def test_strangers_and_stale_assertions_are_refused(pool, provider, good, saml):
    stranger = SAMLProvider()
    stranger.certificate = saml.certificate
    other = SAMLProvider("https://other.example/saml")
    cases = {
        "unsigned": saml.response("ada"),
        "a foreign key that claims our certificate": foreign(stranger, "ada"),
        "a foreign key with its own certificate": SAMLProvider(saml.issuer).signed(saml.response("ada")),
        "another provider": other.signed(other.response("ada")),
        "wrong issuer": good(issuer="https://evil.example/saml"),
        "wrong audience": good(audience="urn:somebody:else"),
        "wrong recipient": good(recipient="https://evil.example/saml"),
        "expired": good(since=NOW - 2 * HOUR, until=NOW - HOUR),
        "not yet": good(since=NOW + HOUR, until=NOW + 2 * HOUR),
        "nobody": good(""),
    }
    for case, response in cases.items():
        with refused("NotAuthorizedException", REFUSED, 400):
            pool.identity({provider: encoded(response)})
    assert not pool.identities()


def foreign(stranger: SAMLProvider, subject: str):
    """Signed by a key that is not the certificate's; signxml would not, so the value is spoilt afterwards."""
    made = SAMLProvider(stranger.issuer)
    response = made.signed(made.response(subject))
    certificate = response.find(f".//{{{SIGNATURE}}}X509Certificate")
    certificate.text = "".join(stranger.certificate.splitlines()[1:-1])
    return response


def changed(response, subject: str = "victim"):
    for element in response.iter(NAME):
        element.text = subject
    return response


def evil(response):
    """A copy of the assertion that names somebody else, without a signature, under another id."""
    assertion = changed(copy.deepcopy(response.find(ASSERTION)))
    assertion.remove(assertion.find(SIGNED))
    assertion.set("ID", "_evil")
    return assertion


def before(response):
    response.insert(list(response).index(response.find(ASSERTION)), evil(response))
    return response


def after(response):
    response.append(evil(response))
    return response


def around(response):
    """The signed assertion lies inside the evil one."""
    assertion, bad = response.find(ASSERTION), evil(response)
    response.replace(assertion, bad)
    bad.append(assertion)
    return response


def inside_signature(response):
    """The evil assertion takes over the signature, in which the signed one hides."""
    bad, assertion = evil(response), response.find(ASSERTION)
    signature = assertion.find(SIGNED)
    assertion.remove(signature)
    response.replace(assertion, bad)
    bad.insert(1, signature)
    etree.SubElement(signature, f"{{{SIGNATURE}}}Object").append(assertion)
    return response


def in_extensions(response):
    """The signed one is put where nobody looks."""
    bad, assertion = evil(response), response.find(ASSERTION)
    response.replace(assertion, bad)
    extensions = etree.Element(f"{{{PROTOCOL}}}Extensions")
    response.insert(1, extensions)
    extensions.append(assertion)
    return response


def same_id(response):
    """Two elements of the id that was signed."""
    bad = evil(response)
    bad.set("ID", response.find(ASSERTION).get("ID"))
    response.insert(list(response).index(response.find(ASSERTION)), bad)
    return response


def response_in_response(response):
    """The whole answer, wrapped by another answer with the evil assertion."""
    outer = copy.deepcopy(response)
    outer.set("ID", "_outer")
    outer.replace(outer.find(ASSERTION), evil(response))
    outer.append(response)
    return outer


def second_subject(response):
    """A further subject that the signature does not cover cannot be put in without breaking it."""
    assertion = response.find(ASSERTION)
    assertion.append(copy.deepcopy(changed(copy.deepcopy(assertion)).find(f"{{{SAML}}}Subject")))
    return response


WRAPPINGS = [before, after, around, inside_signature, in_extensions, same_id, response_in_response, second_subject,
             changed]
# The same one level up, where the response is what was signed.
RESPONSES = ["around", "inside the signature", "in extensions", "changed"]


@pytest.mark.parametrize("wrap", WRAPPINGS, ids=lambda wrap: wrap.__name__)
def test_wrapped_signatures_make_nobody_else(pool, provider, good, wrap):
    """A signature covers what it covers: the call is refused, or answers for the one who was signed."""
    ada, victim = (pool.identity({provider: encoded(good(subject))}) for subject in ("ada", "victim"))
    try:
        found = pool.identity({provider: encoded(wrap(good("ada")))})
    except pool.api.exceptions.NotAuthorizedException:
        found = None
    assert found in (None, ada) and victim != ada
    assert set(pool.identities()) == {ada, victim}


@pytest.mark.parametrize("place", RESPONSES)
def test_a_signed_response_covers_itself_only(pool, provider, good, place):
    """Carried inside another response, it does not vouch for that one's assertion."""
    ada, victim = (pool.identity({provider: encoded(good(subject))}) for subject in ("ada", "victim"))
    signed = good("ada", what="response")
    outer = changed(copy.deepcopy(signed))
    outer.set("ID", "_outer" if place != "changed" else outer.get("ID"))
    if place in ("around", "in extensions"):
        outer.remove(outer.find(SIGNED))
    if place == "in extensions":
        etree.SubElement(outer, f"{{{PROTOCOL}}}Extensions").append(signed)
    elif place == "inside the signature":
        etree.SubElement(outer.find(SIGNED), f"{{{SIGNATURE}}}Object").append(signed)
    elif place == "around":
        outer.append(signed)
    try:
        found = pool.identity({provider: encoded(outer)})
    except pool.api.exceptions.NotAuthorizedException:
        found = None
    assert found in (None, ada) and victim != ada


def test_a_comment_cuts_no_name_short(pool, provider, good):
    """`ada<!-- -->.evil` is signed as ada.evil, and must not be read as ada."""
    ada = pool.identity({provider: encoded(good("ada"))})
    text = etree.tostring(good("ada.evil")).replace(b"ada.evil</", b"ada<!-- -->.evil</")
    try:
        found = pool.identity({provider: base64.b64encode(text).decode()})
    except pool.api.exceptions.NotAuthorizedException:
        return
    assert found not in (None, ada)
    assert found == pool.identity({provider: encoded(good("ada.evil"))})


ENTITIES = {
    "a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    "an address": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/steal">]>',
    "a billion laughs": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")) + '<!ENTITY e "&i;">]>',
    "an outer document type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/evil.dtd">',
}


@pytest.mark.parametrize("case", ENTITIES)
def test_document_types_are_refused(pool, provider, good, world, case):
    """Neither files nor addresses are read, nor is anything blown up."""
    port = world.club.address.rsplit(":", 1)[1]
    text = etree.tostring(good("ada")).decode().replace(">ada<", ">&e;<")
    text = ENTITIES[case].replace("{port}", port) + text
    with refused("NotAuthorizedException", REFUSED, 400):
        pool.identity({provider: base64.b64encode(text.encode()).decode()})
    assert not world.club.requests and not pool.identities()


ODD = {
    "no XML": b"open sesame", "nothing": b"<x/>", "half": b"<samlp:Response", "deep": b"<a>" * 12_000,
    "bytes": bytes(range(256)), "many attributes": b"<a " + b" ".join(b'a%d="1"' % n for n in range(3000)) + b"/>",
}


@pytest.mark.parametrize("case", ODD)
def test_odd_documents_are_refused(pool, provider, case):
    with refused("NotAuthorizedException", REFUSED, 400):
        pool.identity({provider: base64.b64encode(ODD[case]).decode()})


def test_weak_signatures_are_refused(pool, provider, good):
    """A MAC keyed by the public certificate, a transformation that drops what it likes, a signature of nothing."""
    mac = good("ada")
    mac.find(f".//{{{SIGNATURE}}}SignatureMethod").set("Algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")
    xslt = good("ada")
    transforms = xslt.find(f".//{{{SIGNATURE}}}Transforms")
    etree.SubElement(transforms, f"{{{SIGNATURE}}}Transform", Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116")
    empty = changed(good("ada"))
    for reference in empty.findall(f".//{{{SIGNATURE}}}Reference"):
        reference.getparent().remove(reference)
    outside = changed(good("ada"))
    outside.find(f".//{{{SIGNATURE}}}Reference").set("URI", "https://evil.example/signed.xml")
    for response in (mac, xslt, empty, outside):
        with refused("NotAuthorizedException", REFUSED, 400):
            pool.identity({provider: encoded(response)})


def test_a_provider_that_the_pool_does_not_know(identity_pool, provider, good):
    """Another pool of the account has not chosen it."""
    other = identity_pool("other")
    with pytest.raises(other.api.exceptions.ClientError) as caught:
        other.identity({provider: encoded(good())})
    assert caught.value.response["Error"]["Code"] in ("NotAuthorizedException", "InvalidParameterException")


def test_sts_takes_assertions_too(root, name, saml, provider):
    """AssumeRoleWithSAML: the role that the assertion names, if it trusts the provider, for the time that holds."""
    role = make_role(root, name("saml"), [trust(
        {"Federated": provider}, "sts:AssumeRoleWithSAML",
        Condition={"StringEquals": {"SAML:aud": RECIPIENT}})], allow("iam:ListUsers"))
    other = make_role(root, name("other"), [trust({"Federated": provider}, "sts:AssumeRoleWithSAML")])
    assertion = saml.login("ada", role=role, provider=provider, session="ada@example.com")
    answer = root.sts.assume_role_with_saml(RoleArn=role, PrincipalArn=provider, SAMLAssertion=assertion)
    assert answer["AssumedRoleUser"]["Arn"].endswith(f":assumed-role/{name('saml')}/ada@example.com")
    assert (answer["Subject"], answer["Issuer"], answer["Audience"]) == ("ada", saml.issuer, RECIPIENT)
    assert as_clients(root, answer["Credentials"]).iam.list_users()["Users"] is not None
    for arn, bad in ((other, assertion), (role, encoded(saml.response("ada", role=role, provider=provider)))):
        with pytest.raises(root.sts.exceptions.ClientError) as caught:
            root.sts.assume_role_with_saml(RoleArn=arn, PrincipalArn=provider, SAMLAssertion=bad)
        assert caught.value.response["Error"]["Code"] in ("InvalidIdentityToken", "AccessDenied")
