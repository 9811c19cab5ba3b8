"""Terraform's AWS provider makes, keeps, changes and removes IAM's resources."""

import pytest

from ring import terraform
from ring.policies import allow, document, trust
from ring.target import Credentials

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))


def resources(name, description: str, actions: list[str]) -> dict:
    """Every kind of resource once, tied together as real configurations tie them."""
    return {
        "aws_iam_user": {"alice": {"name": name("alice"), "path": "/staff/", "tags": {"team": description}}},
        "aws_iam_group": {"birds": {"name": name("birds")}},
        "aws_iam_group_membership": {"birds": {
            "name": name("membership"), "group": "${aws_iam_group.birds.name}", "users": ["${aws_iam_user.alice.name}"],
        }},
        "aws_iam_role": {"reader": {
            "name": name("reader"), "description": description, "max_session_duration": 7200,
            "assume_role_policy": document(trust({"Service": "lambda.amazonaws.com"})),
        }},
        "aws_iam_policy": {"reading": {"name": name("reading"), "policy": document(allow(actions))}},
        "aws_iam_role_policy_attachment": {"reader": {
            "role": "${aws_iam_role.reader.name}", "policy_arn": "${aws_iam_policy.reading.arn}",
        }},
        "aws_iam_user_policy_attachment": {"alice": {
            "user": "${aws_iam_user.alice.name}", "policy_arn": "${aws_iam_policy.reading.arn}",
        }},
        "aws_iam_access_key": {"alice": {"user": "${aws_iam_user.alice.name}"}},
        "aws_iam_openid_connect_provider": {"issuer": {
            "url": f"https://{name('issuer')}.example", "client_id_list": ["app-1"],
            "thumbprint_list": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
        }},
        "aws_iam_instance_profile": {"machine": {"name": name("machine"), "role": "${aws_iam_role.reader.name}"}},
    }


OUTPUTS = {
    "key": {"value": "${aws_iam_access_key.alice.id}"},
    "secret": {"value": "${aws_iam_access_key.alice.secret}", "sensitive": True},
    "account": {"value": "${data.aws_caller_identity.me.account_id}"},
}


@pytest.mark.timeout(600)
def test_a_configurations_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed without a trace."""
    project = terraform.Terraform(tmp_path, root)

    def configure(description: str, actions: list[str]) -> None:
        project.write("main.tf.json", {
            "data": {"aws_caller_identity": {"me": {}}}, "resource": resources(name, description, actions),
            "output": OUTPUTS,
        })

    configure("birds", ["iam:ListUsers"])
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    outputs = project.outputs()
    assert outputs["account"] == target.account
    alice = target.clients(Credentials(outputs["key"], outputs["secret"]))
    assert alice.sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{target.account}:user/staff/{name('alice')}"
    assert alice.iam.list_users()

    configure("fowl", ["iam:ListUsers", "iam:ListRoles"])
    plan = project.run("plan", "-detailed-exitcode", "-out=change", expecting=2)
    assert "0 to add, 3 to change, 0 to destroy" in plan, plan
    project.run("apply", "-auto-approve", "change")
    project.run("plan", "-detailed-exitcode")
    assert root.iam.get_role(RoleName=name("reader"))["Role"]["Description"] == "fowl"
    assert alice.iam.list_roles()

    project.run("apply", "-destroy", "-auto-approve")
    left = [user["UserName"] for user in root.iam.list_users()["Users"]]
    left += [role["RoleName"] for role in root.iam.list_roles()["Roles"]]
    left += [policy["PolicyName"] for policy in root.iam.list_policies(Scope="Local")["Policies"]]
    assert not set(left) & {name(stem) for stem in ("alice", "reader", "reading")}
