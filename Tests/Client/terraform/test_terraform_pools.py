"""Terraform's AWS provider makes, keeps, changes and removes user pools and what belongs to them."""

import pytest

from ring import terraform
from ring.policies import document, trust
from ring.pools import FLOWS, PASSWORD, App

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))
POOL = "${aws_cognito_user_pool.main.id}"


def the_pool(name, length: int, stage: str) -> dict:
    """A pool with most of its settings said."""
    return {
        "name": name("pool"), "alias_attributes": ["email", "preferred_username"],
        "auto_verified_attributes": ["email"], "deletion_protection": "INACTIVE", "mfa_configuration": "OPTIONAL",
        "software_token_mfa_configuration": {"enabled": True}, "tags": {"stage": stage},
        "username_configuration": {"case_sensitive": False},
        "password_policy": {
            "minimum_length": length, "require_lowercase": True, "require_numbers": True, "require_symbols": False,
            "require_uppercase": True, "temporary_password_validity_days": 3,
        },
        "schema": [
            {"name": "email", "attribute_data_type": "String", "required": True, "mutable": True,
             "string_attribute_constraints": {"min_length": "3", "max_length": "100"}},
            {"name": "team", "attribute_data_type": "String", "mutable": True,
             "string_attribute_constraints": {"min_length": "1", "max_length": "20"}},
            {"name": "level", "attribute_data_type": "Number", "mutable": True,
             "number_attribute_constraints": {"min_value": "1", "max_value": "9"}},
        ],
        "account_recovery_setting": {"recovery_mechanism": [{"name": "verified_email", "priority": 1}]},
        "admin_create_user_config": {
            "allow_admin_create_user_only": False, "invite_message_template": {
                "email_message": "Hello {username}: {####}", "email_subject": f"Welcome to {stage}",
                "sms_message": "Hello {username}: {####}",
            },
        },
        "verification_message_template": {
            "default_email_option": "CONFIRM_WITH_CODE", "email_message": "Code: {####}", "email_subject": "Your code",
        },
        "device_configuration": {
            "challenge_required_on_new_device": True, "device_only_remembered_on_user_prompt": True,
        },
    }


def clients(minutes: int) -> dict:
    """A phone's client, and one for hosted pages."""
    return {
        "phone": {
            "name": "phone", "user_pool_id": POOL, "explicit_auth_flows": FLOWS, "generate_secret": False,
            "access_token_validity": minutes, "id_token_validity": minutes, "refresh_token_validity": 30,
            "token_validity_units": {"access_token": "minutes", "id_token": "minutes", "refresh_token": "days"},
            "prevent_user_existence_errors": "ENABLED", "enable_token_revocation": True,
        },
        "web": {
            "name": "web", "user_pool_id": POOL, "generate_secret": True,
            "allowed_oauth_flows_user_pool_client": True, "allowed_oauth_flows": ["code"],
            "allowed_oauth_scopes": ["openid", "email", "https://photos.example/read"],
            "callback_urls": ["https://app.example/in"], "logout_urls": ["https://app.example/out"],
            "supported_identity_providers": ["COGNITO", "Corporate"],
            "depends_on": ["aws_cognito_resource_server.photos", "aws_cognito_identity_provider.corporate"],
        },
    }


def providers(stage: str) -> dict:
    """What hosted pages will need."""
    return {
        "aws_cognito_resource_server": {"photos": {
            "identifier": "https://photos.example", "name": f"photos {stage}", "user_pool_id": POOL,
            "scope": [{"scope_name": "read", "scope_description": "look"}],
        }},
        "aws_cognito_identity_provider": {"corporate": {
            "user_pool_id": POOL, "provider_name": "Corporate", "provider_type": "OIDC",
            "provider_details": {
                "client_id": stage, "client_secret": "secret", "authorize_scopes": "openid email",
                "attributes_request_method": "GET", "oidc_issuer": "https://issuer.example",
                "authorize_url": "https://issuer.example/a", "token_url": "https://issuer.example/t",
                "attributes_url": "https://issuer.example/u", "jwks_uri": "https://issuer.example/k",
                "attributes_url_add_attributes": "false",
            },
            "attribute_mapping": {"email": "email", "username": "sub"},
        }},
    }


def resources(name, length: int, stage: str, precedence: int, minutes: int) -> dict:
    """A pool, its clients and providers, a group with a role, and a user in it."""
    return {
        "aws_iam_role": {"writers": {
            "name": name("writers"), "assume_role_policy": document(trust({"Service": "lambda.amazonaws.com"})),
        }},
        "aws_cognito_user_pool": {"main": the_pool(name, length, stage)},
        "aws_cognito_user_pool_client": clients(minutes),
        "aws_cognito_user_group": {"writers": {
            "name": "writers", "user_pool_id": POOL, "precedence": precedence, "description": f"of {stage}",
            "role_arn": "${aws_iam_role.writers.arn}",
        }},
        "aws_cognito_user": {"ada": {
            "user_pool_id": POOL, "username": "ada", "password": PASSWORD,
            "attributes": {"email": "ada@example.com", "email_verified": "true", "team": stage},
        }},
        "aws_cognito_user_in_group": {"ada": {
            "user_pool_id": POOL, "group_name": "${aws_cognito_user_group.writers.name}",
            "username": "${aws_cognito_user.ada.username}",
        }},
        **providers(stage),
    }


OUTPUTS = {
    "pool": {"value": POOL}, "client": {"value": "${aws_cognito_user_pool_client.phone.id}"},
    "arn": {"value": "${aws_cognito_user_pool.main.arn}"},
    "endpoint": {"value": "${aws_cognito_user_pool.main.endpoint}"},
}


@pytest.mark.timeout(900)
def test_a_pools_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed without a trace."""
    project = terraform.Terraform(tmp_path, root)

    def configure(*settings) -> None:
        project.write("main.tf.json", {"resource": resources(name, *settings), "output": OUTPUTS})

    configure(8, "dev", 5, 60)
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    made = project.outputs()
    assert made["arn"] == f"arn:aws:cognito-idp:{target.region}:{target.account}:userpool/{made['pool']}"
    assert made["endpoint"] == f"cognito-idp.{target.region}.amazonaws.com/{made['pool']}"
    app = App(root, made["pool"], made["client"])
    claims = app.verified(app.srp("ada@example.com")["AuthenticationResult"]["IdToken"], "id")
    assert claims["cognito:groups"] == ["writers"] and claims["custom:team"] == "dev"

    configure(12, "test", 2, 30)
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert project.outputs() == made, "changed in place, not made again"
    assert app.sign_in("ada")["ExpiresIn"] == 1800
    group = root.pools.get_group(UserPoolId=made["pool"], GroupName="writers")["Group"]
    assert (group["Precedence"], group["Description"]) == (2, "of test")

    project.run("apply", "-destroy", "-auto-approve")
    left = [pool["Id"] for pool in root.pools.list_user_pools(MaxResults=60)["UserPools"]]
    assert made["pool"] not in left
