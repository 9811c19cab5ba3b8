"""Terraform's AWS provider makes, keeps, changes and removes identity pools and what belongs to them."""

import pytest
from botocore.exceptions import ClientError

from ring import terraform
from ring.policies import document, trust

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))

FULL = "${aws_cognito_identity_pool.full.id}"
USER_POOL = "${aws_cognito_user_pool.birds.endpoint}"
CLIENT = "${aws_cognito_user_pool_client.app.id}"
ISSUER = "${aws_iam_openid_connect_provider.issuer.arn}"


def role(name, kind: str) -> dict:
    """A role for identities of one kind: `authenticated` or `unauthenticated`."""
    condition = {
        "StringEquals": {"cognito-identity.amazonaws.com:aud": FULL},
        "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": kind},
    }
    federated = trust(
        {"Federated": "cognito-identity.amazonaws.com"}, "sts:AssumeRoleWithWebIdentity", Condition=condition)
    return {"name": name(kind), "assume_role_policy": document(federated)}


def pool(name, stage: str, guests: bool) -> dict:
    """A pool for which nearly everything is said."""
    return {
        "identity_pool_name": name("full"), "allow_unauthenticated_identities": guests, "allow_classic_flow": guests,
        "developer_provider_name": "login.example", "openid_connect_provider_arns": [ISSUER],
        "supported_login_providers": {
            "graph.facebook.com": "7346241598935552", "accounts.google.com": f"{stage}.apps.googleusercontent.com",
            "api.twitter.com": f"{stage}key;{stage}secret", "www.amazon.com": "amzn1.application.1",
        },
        "cognito_identity_providers": [
            {"client_id": CLIENT, "provider_name": USER_POOL, "server_side_token_check": guests},
        ],
        "tags": {"stage": stage},
    }


def attachment(claim: str) -> dict:
    """Roles, and mappings of both types."""
    return {
        "identity_pool_id": FULL,
        "roles": {kind: f"${{aws_iam_role.{kind}.arn}}" for kind in ("authenticated", "unauthenticated")},
        "role_mapping": [
            {
                "identity_provider": f"{USER_POOL}:{CLIENT}", "type": "Token",
                "ambiguous_role_resolution": "AuthenticatedRole",
            },
            {
                "identity_provider": "graph.facebook.com", "type": "Rules", "ambiguous_role_resolution": "Deny",
                "mapping_rule": [
                    {"claim": claim, "match_type": "Equals", "value": "yes",
                     "role_arn": "${aws_iam_role.authenticated.arn}"},
                    {"claim": "email", "match_type": "StartsWith", "value": "ada",
                     "role_arn": "${aws_iam_role.authenticated.arn}"},
                ],
            },
        ],
    }


def resources(name, stage: str, guests: bool, claim: str) -> dict:
    """Every kind of resource, the pool also bare; principal tags by default and by our own map."""
    return {
        "aws_cognito_user_pool": {"birds": {"name": name("birds")}},
        "aws_cognito_user_pool_client": {"app": {
            "name": name("app"), "user_pool_id": "${aws_cognito_user_pool.birds.id}",
        }},
        "aws_iam_openid_connect_provider": {"issuer": {
            "url": "https://accounts.example.com", "client_id_list": ["sts.amazonaws.com"],
            "thumbprint_list": ["990f4193972f2becf12ddeda5237f9c952f20d9e"],
        }},
        "aws_iam_role": {kind: role(name, kind) for kind in ("authenticated", "unauthenticated")},
        "aws_cognito_identity_pool": {
            "full": pool(name, stage, guests), "bare": {"identity_pool_name": name("bare")},
        },
        "aws_cognito_identity_pool_roles_attachment": {"full": attachment(claim)},
        "aws_cognito_identity_pool_provider_principal_tag": {
            "users": {
                "identity_pool_id": FULL, "identity_provider_name": USER_POOL, "use_defaults": False,
                "principal_tags": {"team": "custom:team", "stage": stage},
                "depends_on": ["aws_cognito_identity_pool.full"],
            },
            "issuer": {"identity_pool_id": FULL, "identity_provider_name": ISSUER},
        },
    }


OUTPUTS = {name: {"value": f"${{aws_cognito_identity_pool.{name}.id}}"} for name in ("full", "bare")} | {
    "provider": {"value": USER_POOL}, "arn": {"value": "${aws_cognito_identity_pool.full.arn}"},
}


@pytest.mark.timeout(900)
def test_an_identity_pools_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed without a trace."""
    project = terraform.Terraform(tmp_path, root)
    pools = root.client("cognito-identity")

    def configure(stage: str, guests: bool, claim: str) -> None:
        project.write("main.tf.json", {"resource": resources(name, stage, guests, claim), "output": OUTPUTS})

    configure("dev", True, "isAdmin")
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    made = project.outputs()
    described = pools.describe_identity_pool(IdentityPoolId=made["full"])
    assert described["SupportedLoginProviders"]["api.twitter.com"] == "devkey;devsecret"
    assert described["CognitoIdentityProviders"][0]["ServerSideTokenCheck"] is True

    configure("test", False, "isPaid")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert project.outputs() == made
    described = pools.describe_identity_pool(IdentityPoolId=made["full"])
    assert described["AllowClassicFlow"] is False and described["AllowUnauthenticatedIdentities"] is False
    assert described["DeveloperProviderName"] == "login.example" and described["IdentityPoolTags"] == {"stage": "test"}
    rules = pools.get_identity_pool_roles(IdentityPoolId=made["full"])["RoleMappings"]["graph.facebook.com"]
    assert rules["RulesConfiguration"]["Rules"][0]["Claim"] == "isPaid"
    tags = pools.get_principal_tag_attribute_map(
        IdentityPoolId=made["full"], IdentityProviderName=made["provider"])
    assert tags["PrincipalTags"] == {"team": "custom:team", "stage": "test"} and tags["UseDefaults"] is False
    assert pools.list_tags_for_resource(ResourceArn=made["arn"])["Tags"] == {"stage": "test"}

    project.run("apply", "-destroy", "-auto-approve")
    for kind in ("full", "bare"):
        with pytest.raises(ClientError, match="not found"):
            pools.describe_identity_pool(IdentityPoolId=made[kind])
