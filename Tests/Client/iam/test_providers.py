"""OpenID Connect and SAML providers."""

import pytest

from ring.refusal import already_exists, no_such_entity, refused

THUMBPRINT = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280"
METADATA = (
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/saml">'
    '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>'
    "{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/>'
    "</IDPSSODescriptor></EntityDescriptor>"
).replace("{certificate}", "MIIC" + "A" * 1200)


@pytest.fixture
def provider(root):
    """Not swept by name, so it ends with its test."""
    arn = root.iam.create_open_id_connect_provider(
        Url="https://ring.example/tenant", ClientIDList=["app-1"], ThumbprintList=[THUMBPRINT]
    )["OpenIDConnectProviderArn"]
    yield arn
    root.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)


def test_an_open_id_connect_provider_is_read_back(root, target, provider):
    """Its URL comes back without the scheme, as in its ARN and in condition keys."""
    assert provider == f"arn:aws:iam::{target.account}:oidc-provider/ring.example/tenant"
    found = root.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    assert found["Url"] == "ring.example/tenant"
    assert (found["ClientIDList"], found["ThumbprintList"]) == (["app-1"], [THUMBPRINT])
    listed = root.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    assert provider in [each["Arn"] for each in listed]


def test_client_ids_and_thumbprints_change(root, provider):
    """Adding one that is there, and removing one that is not, change nothing."""
    for client in ("app-2", "app-2"):
        root.iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID=client)
    for client in ("app-1", "ghost"):
        root.iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID=client)
    root.iam.update_open_id_connect_provider_thumbprint(
        OpenIDConnectProviderArn=provider, ThumbprintList=[THUMBPRINT[::-1]]
    )
    found = root.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    assert (found["ClientIDList"], found["ThumbprintList"]) == (["app-2"], [THUMBPRINT[::-1]])


def test_one_provider_for_one_url(root, provider):
    with already_exists("Provider with url https://ring.example/tenant already exists."):
        root.iam.create_open_id_connect_provider(Url="https://ring.example/tenant", ThumbprintList=[THUMBPRINT])


@pytest.mark.parametrize("url", ["http://plain.example", "ring.example", "https://ring.example?query=1"])
def test_a_providers_url_is_https_without_a_query(root, url):
    with refused("ValidationError", status=400):
        root.iam.create_open_id_connect_provider(Url=url, ThumbprintList=[THUMBPRINT])


def test_provider_tags(root, provider):
    root.iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=provider, Tags=[{"Key": "a", "Value": "b"}])
    tags = root.iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=provider)["Tags"]
    assert tags == [{"Key": "a", "Value": "b"}]


def test_a_saml_providers_life(root, target, name):
    """Its metadata document comes back as it was."""
    arn = root.iam.create_saml_provider(Name=name("idp"), SAMLMetadataDocument=METADATA)["SAMLProviderArn"]
    assert arn == f"arn:aws:iam::{target.account}:saml-provider/{name('idp')}"
    assert root.iam.get_saml_provider(SAMLProviderArn=arn)["SAMLMetadataDocument"] == METADATA
    assert arn in [each["Arn"] for each in root.iam.list_saml_providers()["SAMLProviderList"]]
    with already_exists():
        root.iam.create_saml_provider(Name=name("idp"), SAMLMetadataDocument=METADATA)
    changed = METADATA.replace("idp.example/sso", "idp.example/login")
    root.iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument=changed)
    assert root.iam.get_saml_provider(SAMLProviderArn=arn)["SAMLMetadataDocument"] == changed
    root.iam.delete_saml_provider(SAMLProviderArn=arn)
    with no_such_entity(f"Manifest not found for arn {arn}"):
        root.iam.get_saml_provider(SAMLProviderArn=arn)
