"""Terraform's AWS provider makes, keeps, changes and removes functions and what belongs to them."""

import pytest

from ring import terraform
from ring.functions import archive
from ring.policies import document, trust

pytestmark = pytest.mark.skipif(terraform.missing() is not None, reason=str(terraform.missing()))


def resources(name, memory: int, stage: str, days: int) -> dict:
    """A function with version, alias, permission, URL and log group, tied together as real configurations tie them."""
    return {
        "aws_iam_role": {"function": {
            "name": name("function"), "assume_role_policy": document(trust({"Service": "lambda.amazonaws.com"})),
        }},
        "aws_iam_role_policy_attachment": {"function": {
            "role": "${aws_iam_role.function.name}",
            "policy_arn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        }},
        "aws_cloudwatch_log_group": {"function": {
            "name": f"/aws/lambda/{name('echo')}", "retention_in_days": days, "tags": {"stage": stage},
        }},
        "aws_lambda_function": {"echo": {
            "function_name": name("echo"), "role": "${aws_iam_role.function.arn}", "runtime": "nodejs22.x",
            "handler": "index.handler", "filename": "${path.module}/code.zip",
            "source_code_hash": "${filebase64sha256(\"${path.module}/code.zip\")}", "memory_size": memory,
            "timeout": 10, "publish": True, "environment": {"variables": {"STAGE": stage}}, "tags": {"stage": stage},
            "depends_on": ["aws_cloudwatch_log_group.function", "aws_iam_role_policy_attachment.function"],
        }},
        "aws_lambda_alias": {"live": {
            "name": "live", "function_name": "${aws_lambda_function.echo.function_name}",
            "function_version": "${aws_lambda_function.echo.version}",
        }},
        "aws_lambda_permission": {"pool": {
            "statement_id": "pool", "action": "lambda:InvokeFunction",
            "function_name": "${aws_lambda_function.echo.function_name}", "principal": "cognito-idp.amazonaws.com",
            "source_arn": "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_abc",
            "qualifier": "live", "depends_on": ["aws_lambda_alias.live"],
        }},
        "aws_lambda_function_url": {"live": {
            "function_name": "${aws_lambda_function.echo.function_name}", "qualifier": "live",
            "authorization_type": "AWS_IAM", "cors": {"allow_origins": ["https://app.example"], "max_age": 60},
            "depends_on": ["aws_lambda_alias.live"],
        }},
    }


OUTPUTS = {
    "version": {"value": "${aws_lambda_function.echo.version}"},
    "url": {"value": "${aws_lambda_function_url.live.function_url}"},
}


@pytest.mark.timeout(900)
def test_a_functions_life(root, target, name, tmp_path):
    """Applied, planned empty, changed in place, planned empty again, destroyed without a trace."""
    project = terraform.Terraform(tmp_path, root)

    def configure(memory: int, stage: str, days: int, text: str) -> None:
        (tmp_path / "code.zip").write_bytes(archive({"index.js": text}))
        project.write("main.tf.json", {"resource": resources(name, memory, stage, days), "output": OUTPUTS})

    def invoke() -> str:
        answer = root.functions.invoke(FunctionName=name("echo"), Qualifier="live")
        assert "FunctionError" not in answer
        return answer["Payload"].read().decode()

    configure(128, "dev", 7, "exports.handler = async () => process.env.STAGE;")
    project.run("init")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert project.outputs()["version"] == "1" and project.outputs()["url"].startswith("http")
    assert invoke() == '"dev"'
    assert "cognito-idp.amazonaws.com" in root.functions.get_policy(
        FunctionName=name("echo"), Qualifier="live")["Policy"]

    configure(256, "test", 14, "exports.handler = async () => process.env.STAGE + '!';")
    project.run("apply", "-auto-approve")
    project.run("plan", "-detailed-exitcode")
    assert project.outputs()["version"] == "2"
    assert invoke() == '"test!"'
    group = root.logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name('echo')}")["logGroups"][0]
    assert group["retentionInDays"] == 14

    project.run("apply", "-destroy", "-auto-approve")
    left = [function["FunctionName"] for function in root.functions.list_functions()["Functions"]]
    left += [each["logGroupName"] for each in root.logs.describe_log_groups()["logGroups"]]
    assert name("echo") not in left and f"/aws/lambda/{name('echo')}" not in left
