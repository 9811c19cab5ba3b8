"""Terraform's AWS provider makes, keeps, changes and removes user pools and what belongs to them."""

import pytest
from botocore.exceptions import ClientError

from ring import terraform

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))

TRIGGER = "arn:aws:lambda:eu-central-1:111122223333:function:trigger"
GOOGLE = {
    "client_id": "id", "client_secret": "secret", "authorize_scopes": "email openid",
    "attributes_url": "https://people.googleapis.com/v1/people/me?personFields=",
    "attributes_url_add_attributes": "true", "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
    "oidc_issuer": "https://accounts.google.com", "token_request_method": "POST",
    "token_url": "https://www.googleapis.com/oauth2/v4/token",
}


def pool(name, stage: str, length: int, mfa: str) -> dict:
    """A pool for which nearly everything is said."""
    return {
        "name": name("full"), "deletion_protection": "INACTIVE", "mfa_configuration": mfa,
        "alias_attributes": ["email", "preferred_username"], "auto_verified_attributes": ["email"],
        "username_configuration": {"case_sensitive": False},
        "password_policy": {
            "minimum_length": length, "require_lowercase": True, "require_numbers": True, "require_symbols": False,
            "require_uppercase": False, "temporary_password_validity_days": 3, "password_history_size": 2,
        },
        "schema": [
            {
                "name": "email", "attribute_data_type": "String", "mutable": True, "required": True,
                "string_attribute_constraints": {"min_length": "3", "max_length": "256"},
            },
            {
                "name": "team", "attribute_data_type": "String", "mutable": True,
                "string_attribute_constraints": {"min_length": "0", "max_length": "64"},
            },
            {
                "name": "rank", "attribute_data_type": "Number", "mutable": True,
                "number_attribute_constraints": {"min_value": "1", "max_value": "9"},
            },
        ],
        "account_recovery_setting": {"recovery_mechanism": [{"name": "verified_email", "priority": 1}]},
        "admin_create_user_config": {
            "allow_admin_create_user_only": False,
            "invite_message_template": {
                "email_message": "{username} {####}", "email_subject": stage, "sms_message": "{username} {####}",
            },
        },
        "device_configuration": {
            "challenge_required_on_new_device": True, "device_only_remembered_on_user_prompt": True,
        },
        "lambda_config": {"post_authentication": TRIGGER, "pre_token_generation": TRIGGER},
        "user_attribute_update_settings": {"attributes_require_verification_before_update": ["email"]},
        "user_pool_add_ons": {"advanced_security_mode": "OFF"},
        "verification_message_template": {
            "default_email_option": "CONFIRM_WITH_CODE", "email_message": f"{stage} {{####}}", "email_subject": stage,
        },
        "tags": {"stage": stage},
        **({"software_token_mfa_configuration": {"enabled": True}} if mfa != "OFF" else {}),
    }


def resources(name, stage: str, length: int, mfa: str, minutes: int) -> dict:
    """Every kind of resource, once with all that can be said and, where it matters, once bare."""
    full = "${aws_cognito_user_pool.full.id}"
    return {
        "aws_cognito_user_pool": {"full": pool(name, stage, length, mfa), "bare": {"name": name("bare")}},
        "aws_cognito_resource_server": {"api": {
            "user_pool_id": full, "identifier": "https://api.example", "name": stage,
            "scope": [{"scope_name": "read", "scope_description": "reads"}],
        }},
        "aws_cognito_identity_provider": {"google": {
            "user_pool_id": full, "provider_name": "Google", "provider_type": "Google", "provider_details": GOOGLE,
            "attribute_mapping": {"email": "email", "username": "sub", "name": stage},
            "idp_identifiers": ["google.example"],
        }},
        "aws_cognito_user_pool_client": {
            "full": {
                "user_pool_id": full, "name": name("full"), "generate_secret": True,
                "access_token_validity": minutes, "id_token_validity": minutes, "refresh_token_validity": 90,
                "token_validity_units": {"access_token": "minutes", "id_token": "minutes", "refresh_token": "minutes"},
                "explicit_auth_flows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                "supported_identity_providers": ["COGNITO", "${aws_cognito_identity_provider.google.provider_name}"],
                "callback_urls": ["https://app.example/in", "myapp://in"], "logout_urls": ["https://app.example/out"],
                "default_redirect_uri": "myapp://in", "allowed_oauth_flows": ["code"],
                "allowed_oauth_flows_user_pool_client": True,
                "allowed_oauth_scopes": ["openid", "${aws_cognito_resource_server.api.scope_identifiers[0]}"],
                "prevent_user_existence_errors": "ENABLED", "read_attributes": ["email", "custom:team"],
                "write_attributes": ["email"], "auth_session_validity": 5,
            },
            "bare": {"user_pool_id": "${aws_cognito_user_pool.bare.id}", "name": name("bare")},
        },
        "aws_cognito_user_pool_domain": {"prefix": {"user_pool_id": full, "domain": name("birds")}},
        "aws_cognito_user_group": {"birds": {
            "user_pool_id": full, "name": "birds", "description": stage, "precedence": 1,
        }},
        "aws_cognito_user": {"ada": {
            "user_pool_id": full, "username": "ada", "message_action": "SUPPRESS",
            "attributes": {"email": "ada@example.com", "email_verified": "true", "team": stage},
        }},
        "aws_cognito_user_in_group": {"ada": {
            "user_pool_id": full, "group_name": "${aws_cognito_user_group.birds.name}",
            "username": "${aws_cognito_user.ada.username}",
        }},
    }


OUTPUTS = {
    "pool": {"value": "${aws_cognito_user_pool.full.id}"},
    "client": {"value": "${aws_cognito_user_pool_client.full.id}"},
    "secret": {"value": "${aws_cognito_user_pool_client.full.client_secret}", "sensitive": True},
}


@pytest.mark.timeout(900)
def test_a_user_pools_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed without a trace."""
    project = terraform.Terraform(tmp_path, root)
    pools = root.client("cognito-idp")

    def configure(stage: str, length: int, mfa: str, minutes: int) -> None:
        project.write("main.tf.json", {
            "resource": resources(name, stage, length, mfa, minutes), "output": OUTPUTS,
        })

    configure("dev", 8, "OPTIONAL", 10)
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    made = project.outputs()
    described = pools.describe_user_pool(UserPoolId=made["pool"])["UserPool"]
    assert described["Domain"] == name("birds") and described["EstimatedNumberOfUsers"] == 1
    assert 51 <= len(made["secret"]) <= 52

    configure("test", 12, "OFF", 20)
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert project.outputs() == made
    described = pools.describe_user_pool(UserPoolId=made["pool"])["UserPool"]
    assert described["Policies"]["PasswordPolicy"]["MinimumLength"] == 12
    assert described["MfaConfiguration"] == "OFF" and described["UserPoolTags"] == {"stage": "test"}
    client = pools.describe_user_pool_client(UserPoolId=made["pool"], ClientId=made["client"])["UserPoolClient"]
    assert client["AccessTokenValidity"] == 20

    project.run("apply", "-destroy", "-auto-approve")
    with pytest.raises(ClientError, match="does not exist"):
        pools.describe_user_pool(UserPoolId=made["pool"])
