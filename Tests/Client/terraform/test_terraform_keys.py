"""Terraform's AWS provider makes, keeps, changes and removes keys, aliases and grants."""

import json

import pytest

from ring import terraform
from ring.policies import document, trust

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))


def resources(name, target, description: str, days: int, operations: list[str]) -> dict:
    policy = {
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "account", "Effect": "Allow", "Action": "kms:*", "Resource": "*",
            "Principal": {"AWS": f"arn:aws:iam::{target.account}:root"},
        }],
    }
    return {
        "aws_kms_key": {
            "codes": {
                "description": description, "deletion_window_in_days": 7, "enable_key_rotation": True,
                "rotation_period_in_days": days, "policy": json.dumps(policy), "tags": {"about": description},
            },
            "plain": {"is_enabled": days == 90},
        },
        "aws_kms_alias": {"codes": {
            "name": f"alias/{name('codes')}", "target_key_id": "${aws_kms_key.codes.key_id}",
        }},
        "aws_iam_role": {"reader": {
            "name": name("reader"), "assume_role_policy": document(trust({"Service": "lambda.amazonaws.com"})),
        }},
        "aws_kms_grant": {"reader": {
            "name": name("reader"), "key_id": "${aws_kms_key.codes.key_id}",
            "grantee_principal": "${aws_iam_role.reader.arn}", "operations": operations,
            "constraints": {"encryption_context_equals": {"Department": "Finance"}},
        }},
    }


OUTPUTS = {"key": {"value": "${aws_kms_key.codes.key_id}"}}


@pytest.mark.timeout(900)
def test_a_keys_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed: scheduled for deletion."""
    project = terraform.Terraform(tmp_path, root)

    def configure(description: str, days: int, operations: list[str]) -> None:
        project.write(
            "main.tf.json", {"resource": resources(name, target, description, days, operations), "output": OUTPUTS}
        )

    configure("codes", 90, ["Encrypt", "Decrypt"])
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    kms, key = root.client("kms"), project.outputs()["key"]
    assert kms.list_grants(KeyId=key)["Grants"][0]["Operations"] == ["Encrypt", "Decrypt"]

    configure("codes of pools", 180, ["Encrypt", "Decrypt", "GenerateDataKey"])
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert kms.describe_key(KeyId=f"alias/{name('codes')}")["KeyMetadata"]["Description"] == "codes of pools"
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 180
    assert len(kms.list_grants(KeyId=key)["Grants"][0]["Operations"]) == 3

    project.run("apply", "-destroy", "-auto-approve")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    assert kms.list_grants(KeyId=key)["Grants"] == []
    assert f"alias/{name('codes')}" not in [each["AliasName"] for each in kms.list_aliases()["Aliases"]]
