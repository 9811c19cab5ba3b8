"""Policy documents as text, and the callers whom they govern."""

import json

from ring.target import Clients, Credentials


def allow(action="*", resource="*", **elements) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **elements}


def deny(action="*", resource="*", **elements) -> dict:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **elements}


def trust(principal, action="sts:AssumeRole", **elements) -> dict:
    """A statement of a role's trust policy; a text stands for an AWS principal."""
    principal = {"AWS": principal} if isinstance(principal, str) else principal
    return {"Effect": "Allow", "Principal": principal, "Action": action, **elements}


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def make_user(root: Clients, name: str, *statements: dict) -> Clients:
    """A user with an access key and, where statements are given, one inline policy."""
    root.iam.create_user(UserName=name)
    if statements:
        root.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
    key = root.iam.create_access_key(UserName=name)["AccessKey"]
    return Clients(root.target, Credentials.of(key))


def make_role(root: Clients, name: str, trusted, *statements: dict, **arguments) -> str:
    """A role that trusts a principal (or the statements given), with one inline policy; returns its ARN."""
    trusted = trusted if isinstance(trusted, list) else [trust(trusted)]
    role = root.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(*trusted), **arguments)["Role"]
    if statements:
        root.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
    return role["Arn"]
