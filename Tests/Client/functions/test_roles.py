"""A function is its role: it may do what the role may, and nothing else."""

import pathlib

import boto3
import botocore
import dateutil
import jmespath
import pytest
import s3transfer
import six
import urllib3

from ring.functions import archive, execution_role
from ring.policies import allow, document, make_user, trust
from ring.refusal import refused

# boto3 with the models of few services: all of them are more than a function may hold.
SERVICES = ("iam", "sts", "logs", "lambda")
CODE = """
import os, boto3
from botocore.exceptions import ClientError

def attempt(call):
    try:
        return {"ok": call()}
    except ClientError as error:
        return {"refused": error.response["Error"]}

def handler(event, context):
    iam, sts = boto3.client("iam"), boto3.client("sts")
    return {
        "who": sts.get_caller_identity()["Arn"],
        "allowed": attempt(lambda: [user["UserName"] for user in iam.list_users()["Users"]]),
        "forbidden": attempt(lambda: iam.create_user(UserName="mallory")["User"]["Arn"]),
        "key": os.environ["AWS_ACCESS_KEY_ID"][:4],
    }
"""


def boto3_layer() -> bytes:
    """The tests' own boto3 as a layer for Python."""
    files = {"python/six.py": pathlib.Path(six.__file__).read_bytes()}
    for package in (boto3, botocore, dateutil, jmespath, s3transfer, urllib3):
        root = pathlib.Path(package.__file__).parent
        for path in root.rglob("*"):
            inner = path.relative_to(root)
            if path.is_file() and (path.suffix in (".py", ".pem") or is_wanted_data(inner.parts)):
                files[f"python/{root.name}/{inner}"] = path.read_bytes()
    return archive(files)


def is_wanted_data(parts: tuple[str, ...]) -> bool:
    """What all services share, and the models of a few."""
    return parts[0] == "data" and (len(parts) == 2 or parts[1] in SERVICES)


@pytest.fixture
def boto3_arn(root, name):
    return root.functions.publish_layer_version(
        LayerName=name("boto3"), Content={"ZipFile": boto3_layer()}, CompatibleRuntimes=["python3.13"]
    )["LayerVersionArn"]


@pytest.mark.timeout(300)
def test_boto3_inside_is_limited_to_the_role(python, root, name, target, boto3_arn):
    """With no settings of its own: the environment says where and as whom."""
    role = execution_role(root, name("reader"), allow("iam:ListUsers"))
    root.iam.create_user(UserName=name("alice"))
    function = python("boto3", CODE, role=role, Layers=[boto3_arn], Timeout=30, MemorySize=256)
    outcome = function.invoke()
    assert outcome.error is None, outcome.log
    seen = outcome.payload
    session = f"arn:aws:sts::{target.account}:assumed-role/{name('reader')}/{function.name}"
    assert seen["who"] == session and seen["key"] == "ASIA"
    assert name("alice") in seen["allowed"]["ok"]
    assert seen["forbidden"]["refused"]["Code"] == "AccessDenied"
    assert f"User: {session} is not authorized to perform: iam:CreateUser" in seen["forbidden"]["refused"]["Message"]


def test_a_role_that_lambda_may_not_assume_is_refused(make, root, name, target):
    """At creation, in AWS's words."""
    wrong = root.iam.create_role(
        RoleName=name("wrong"), AssumeRolePolicyDocument=document(trust({"Service": "ec2.amazonaws.com"})))
    with refused(
        "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.", 400
    ):
        make("never", {"index.js": ""}, role=wrong["Role"]["Arn"])


def test_passing_a_role_needs_permission(make, root, name, role, target):
    """Whoever may create functions may still not lend them every role."""
    maker = make_user(root, name("maker"), allow("lambda:*"))
    arguments = {
        "FunctionName": name("borrowed"), "Runtime": "nodejs22.x", "Handler": "index.handler", "Role": role,
        "Code": {"ZipFile": archive({"index.js": "exports.handler = async () => 1;"})},
    }
    with refused("AccessDeniedException", status=403):
        maker.functions.create_function(**arguments)
    root.iam.put_user_policy(
        UserName=name("maker"), PolicyName="passing", PolicyDocument=document(allow("iam:PassRole", role)))
    assert maker.functions.create_function(**arguments)["Role"] == role
