"""MalformedPolicyDocument: each mistake with AWS's text for it."""

import json

import pytest

from ring.refusal import refused


def of(statement, **top) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statement, **top})


GOOD = {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}


def without(key: str) -> dict:
    return {name: value for name, value in GOOD.items() if name != key}


IDENTITY = {
    "not JSON": ("{", "Syntax errors in policy."),
    "a list": ("[]", "Syntax errors in policy."),
    "unknown element": (of(GOOD, Extra="x"), "Syntax errors in policy."),
    "unknown statement element": (of({**GOOD, "Extra": "x"}), "Syntax errors in policy."),
    "unknown effect": (of({**GOOD, "Effect": "Permit"}), "Syntax errors in policy."),
    "effect in lower case": (of({**GOOD, "Effect": "allow"}), "The policy failed legacy parsing"),
    "no effect": (of(without("Effect")), "Syntax errors in policy."),
    "unknown version": (of(GOOD, Version="2020-01-01"), "Syntax errors in policy."),
    "no action": (of(without("Action")), "Policy statement must contain actions."),
    "no resource": (of(without("Resource")), "Policy statement must contain resources."),
    "action without vendor": (
        of({**GOOD, "Action": "GetUser"}), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    ),
    "action with two colons": (
        of({**GOOD, "Action": "iam:Get:User"}), "Actions/Condition can contain only one colon."
    ),
    "vendor with a space": (of({**GOOD, "Action": "i am:GetUser"}), "Vendor i am is not valid"),
    "resource that is no ARN": (of({**GOOD, "Resource": "alice"}), 'Resource alice must be in ARN format or "*".'),
    "unknown partition": (
        of({**GOOD, "Resource": "arn:nowhere:s3:::bucket"}),
        'Partition "nowhere" is not valid for resource "arn:nowhere:s3:::bucket".',
    ),
    "same Sid twice": (
        of([{**GOOD, "Sid": "one"}, {**GOOD, "Sid": "one"}]), "Statement IDs (SID) in a single policy must be unique."
    ),
    "both Action and NotAction": (of({**GOOD, "NotAction": "iam:GetRole"}), "Syntax errors in policy."),
    "unknown operator": (of({**GOOD, "Condition": {"StringSounds": {"a:b": "c"}}}), "Syntax errors in policy."),
}


@pytest.mark.parametrize("text", [of(GOOD, Version="2008-10-17"), json.dumps({"Statement": GOOD})])
def test_managed_policies_are_of_the_newer_version(root, name, text):
    """Inline policies may still be of the older one, or name none."""
    with refused("MalformedPolicyDocument", "Policy document must be version 2012-10-17 or greater.", 400):
        root.iam.create_policy(PolicyName=name("p"), PolicyDocument=text)
    root.iam.create_user(UserName=name("alice"))
    root.iam.put_user_policy(UserName=name("alice"), PolicyName="p", PolicyDocument=text)


@pytest.mark.parametrize("case", IDENTITY)
def test_identity_policies(root, name, case):
    """Refused alike as managed and as inline policy, and nothing is kept."""
    text, message = IDENTITY[case]
    with refused("MalformedPolicyDocument", message, 400):
        root.iam.create_policy(PolicyName=name("p"), PolicyDocument=text)
    root.iam.create_user(UserName=name("alice"))
    with refused("MalformedPolicyDocument", message, 400):
        root.iam.put_user_policy(UserName=name("alice"), PolicyName="p", PolicyDocument=text)
    assert root.iam.list_user_policies(UserName=name("alice"))["PolicyNames"] == []


def test_identity_policies_name_no_principal(root, name):
    """They stand on their principal already."""
    with refused("MalformedPolicyDocument", "Policy document should not specify a principal.", 400):
        root.iam.create_policy(PolicyName=name("p"), PolicyDocument=of({**GOOD, "Principal": "*"}))


TRUSTED = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
TRUST = {
    "not JSON": ("{", None),
    "with a resource": (of({**TRUSTED, "Resource": "*"}), "Has prohibited field Resource"),
    "a user who is not there": (
        of({**TRUSTED, "Principal": {"AWS": "arn:aws:iam::{account}:user/ghost"}}),
        'Invalid principal in policy: "AWS":"arn:aws:iam::{account}:user/ghost"',
    ),
    "another service's action": (
        of({**TRUSTED, "Action": "iam:GetUser"}), "AssumeRole policy may only specify STS AssumeRole actions."
    ),
    "no principal": (of({key: value for key, value in TRUSTED.items() if key != "Principal"}), None),
}


@pytest.mark.parametrize("case", TRUST)
def test_trust_policies(root, target, name, case):
    """Refused when a role is made and when its trust is changed."""
    text, message = (part and part.replace("{account}", target.account) for part in TRUST[case])
    with refused("MalformedPolicyDocument", message, 400):
        root.iam.create_role(RoleName=name("reader"), AssumeRolePolicyDocument=text)
    root.iam.create_role(RoleName=name("reader"), AssumeRolePolicyDocument=of(TRUSTED))
    with refused("MalformedPolicyDocument", message, 400):
        root.iam.update_assume_role_policy(RoleName=name("reader"), PolicyDocument=text)
    role = root.iam.get_role(RoleName=name("reader"))["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"] == TRUSTED


def test_policies_have_a_size(root, name):
    """White space does not count; what remains may not exceed AWS's quota for its kind."""
    root.iam.create_user(UserName=name("alice"))
    def sized(count: int) -> str:
        return of([{**GOOD, "Sid": f"s{number:03d}"} for number in range(count)])
    spacious = json.dumps(json.loads(sized(20)), indent=40)
    assert len(spacious) > 6144
    root.iam.create_policy(PolicyName=name("p"), PolicyDocument=spacious)
    with refused("LimitExceeded", "Cannot exceed quota for PolicySize: 6144", 409):
        root.iam.create_policy(PolicyName=name("q"), PolicyDocument=sized(90))
    with refused("LimitExceeded", f"Maximum policy size of 2048 bytes exceeded for user {name('alice')}", 409):
        root.iam.put_user_policy(UserName=name("alice"), PolicyName="p", PolicyDocument=sized(40))
