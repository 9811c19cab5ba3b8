"""Resource policies: who besides the account's own may use a function, and how they are written."""

import json
import re

import pytest

from ring.policies import allow, make_user
from ring.refusal import refused


@pytest.fixture
def grant(root, name):
    """Adds a statement to the policy of the function `f`."""
    def added(sid: str = "s", **arguments) -> dict:
        arguments = {"Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", **arguments}
        answer = root.functions.add_permission(FunctionName=name("f"), StatementId=sid, **arguments)
        return json.loads(answer["Statement"])

    return added


def test_statements_are_written_as_aws_writes_them(root, create, grant, target, arn, name):
    """Member for member; the policy holds them in the order in which they came."""
    create("f")
    first = grant(SourceArn="arn:aws:s3:::bucket", SourceAccount=target.account)
    assert first == {
        "Sid": "s", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "lambda:InvokeFunction", "Resource": arn("f"),
        "Condition": {
            "StringEquals": {"AWS:SourceAccount": target.account},
            "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::bucket"},
        },
    }
    second = grant("account", Principal=target.account, Action="lambda:GetFunction")
    assert second["Principal"] == {"AWS": f"arn:aws:iam::{target.account}:root"} and "Condition" not in second
    third = grant("url", Principal="*", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE")
    assert third["Principal"] == "*"
    assert third["Condition"] == {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}
    answer = root.functions.get_policy(FunctionName=name("f"))
    policy = json.loads(answer["Policy"])
    assert (policy["Version"], policy["Id"]) == ("2012-10-17", "default")
    assert policy["Statement"] == [first, second, third]
    assert answer["RevisionId"] == root.functions.get_function_configuration(FunctionName=name("f"))["RevisionId"]


def test_statements_come_and_go(root, create, grant, name):
    """Ids are taken once; the policy goes with its last statement."""
    create("f")
    grant()
    with refused(
        "ResourceConflictException",
        "The statement id (s) provided already exists. "
        "Please provide a new statement id, or remove the existing statement.", 409,
    ):
        grant()
    with refused("ResourceNotFoundException", "Statement t is not found in resource policy.", 404):
        root.functions.remove_permission(FunctionName=name("f"), StatementId="t")
    with refused("PreconditionFailedException", status=412):
        root.functions.remove_permission(FunctionName=name("f"), StatementId="s", RevisionId="stale")
    root.functions.remove_permission(FunctionName=name("f"), StatementId="s")
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_policy(FunctionName=name("f"))
    with refused("ResourceNotFoundException", "No policy is associated with the given resource.", 404):
        root.functions.remove_permission(FunctionName=name("f"), StatementId="s")


def test_qualifiers_have_policies_of_their_own(root, create, grant, arn, name):
    """Of a version and an alias; none can be given to $LATEST."""
    create("f", Publish=True)
    root.functions.create_alias(FunctionName=name("f"), Name="live", FunctionVersion="1")
    assert grant(Qualifier="live")["Resource"] == arn("f", "live")
    assert grant(Qualifier="1")["Resource"] == arn("f", "1")
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_policy(FunctionName=name("f"))
    with refused("ResourceNotFoundException", f"Cannot find alias arn: {arn('f', 'missing')}", 404):
        grant(Qualifier="missing")
    with refused(
        "InvalidParameterValueException", "We currently do not support adding policies for $LATEST.", 400
    ):
        grant(Qualifier="$LATEST")


@pytest.mark.parametrize("arguments, message", [
    ({"Principal": "nobody"}, "The provided principal was invalid. Please check the principal and try again."),
    ({"Principal": "*", "FunctionUrlAuthType": "NONE"},
     "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action"),
])
def test_what_makes_no_sense_is_refused(create, grant, arguments, message):
    """AWS's texts."""
    create("f")
    with refused("InvalidParameterValueException", message, 400):
        grant(**arguments)


def test_actions_must_be_lambdas(create, grant):
    """By the model's pattern."""
    create("f")
    with refused("ValidationException", re.compile(".*'action' failed to satisfy constraint.*"), 400):
        grant(Action="s3:GetObject")


def test_a_user_is_admitted_by_the_functions_policy(root, create, grant, arn, name):
    """In the same account the function's word is enough, for just what it names."""
    create("f")
    user = make_user(root, name("reader"))
    with refused(
        "AccessDeniedException",
        re.compile(f".* is not authorized to perform: lambda:GetFunction on resource: {arn('f')} .*"), 403,
    ):
        user.functions.get_function(FunctionName=name("f"))
    principal = root.iam.get_user(UserName=name("reader"))["User"]["Arn"]
    grant(Action="lambda:GetFunction", Principal=principal)
    assert user.functions.get_function(FunctionName=name("f"))["Configuration"]["FunctionName"] == name("f")
    with refused("AccessDeniedException"):
        user.functions.delete_function(FunctionName=name("f"))


def test_whom_a_user_admits_can_be_limited(root, create, arn, name):
    """By the condition key lambda:Principal."""
    create("f")
    user = make_user(root, name("granter"), allow(
        "lambda:AddPermission", Condition={"StringEquals": {"lambda:Principal": "s3.amazonaws.com"}}
    ))
    arguments = {"FunctionName": name("f"), "Action": "lambda:InvokeFunction"}
    user.functions.add_permission(**arguments, StatementId="s", Principal="s3.amazonaws.com")
    with refused("AccessDeniedException", status=403):
        user.functions.add_permission(**arguments, StatementId="t", Principal="*")
