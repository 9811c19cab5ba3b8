"""SimulateCustomPolicy and SimulatePrincipalPolicy answer what the evaluator would decide."""

import pytest

from ring.policies import allow, deny, document, make_user

ALICE = "arn:aws:iam::111122223333:user/alice"
CUSTOM = {
    "allowed": ([allow("iam:GetUser")], {}, "allowed"),
    "not mentioned": ([allow("iam:GetRole")], {}, "implicitDeny"),
    "denied": ([allow(), deny("iam:GetUser")], {}, "explicitDeny"),
    "wildcard": ([allow("iam:Get*")], {}, "allowed"),
    "other resource": ([allow("iam:GetUser", ALICE + "x")], {"ResourceArns": [ALICE]}, "implicitDeny"),
    "condition holds": (
        [allow("iam:GetUser", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})],
        {"ContextEntries": [
            {"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["10.1.2.3"], "ContextKeyType": "ip"}
        ]},
        "allowed",
    ),
    "condition fails": (
        [allow("iam:GetUser", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})],
        {"ContextEntries": [
            {"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["192.0.2.1"], "ContextKeyType": "ip"}
        ]},
        "implicitDeny",
    ),
    "boundary": (
        [allow("iam:GetUser")], {"PermissionsBoundaryPolicyInputList": [document(allow("s3:*"))]}, "implicitDeny"
    ),
}


@pytest.mark.martlet_only
@pytest.mark.parametrize("case", CUSTOM)
def test_custom_policies(root, case):
    statements, more, decision = CUSTOM[case]
    answer = root.iam.simulate_custom_policy(
        PolicyInputList=[document(*statements)], ActionNames=["iam:GetUser"], **more
    )
    assert [(each["EvalActionName"], each["EvalDecision"]) for each in answer["EvaluationResults"]] == [
        ("iam:GetUser", decision)
    ]


@pytest.mark.martlet_only
def test_missing_context_is_named(root):
    """So that the asker knows what the answer hangs on."""
    policy = document(allow("iam:GetUser", Condition={"StringEquals": {"aws:PrincipalTag/team": "birds"}}))
    answer = root.iam.simulate_custom_policy(PolicyInputList=[policy], ActionNames=["iam:GetUser"])
    assert answer["EvaluationResults"][0]["MissingContextValues"] == ["aws:PrincipalTag/team"]
    keys = root.iam.get_context_keys_for_custom_policy(PolicyInputList=[policy])["ContextKeyNames"]
    assert keys == ["aws:PrincipalTag/team"]


def test_a_principals_policies(root, target, name):
    """Own, group and boundary taken together, with the policy that decided."""
    make_user(root, name("alice"), allow(["iam:GetUser", "iam:ListUsers"]), deny("iam:DeleteUser"))
    root.iam.create_group(GroupName=name("birds"))
    root.iam.put_group_policy(
        GroupName=name("birds"), PolicyName="fly", PolicyDocument=document(allow("iam:ListRoles"))
    )
    root.iam.add_user_to_group(GroupName=name("birds"), UserName=name("alice"))
    answer = root.iam.simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{target.account}:user/{name('alice')}",
        ActionNames=["iam:GetUser", "iam:ListRoles", "iam:DeleteUser", "iam:CreateUser"],
    )
    results = {each["EvalActionName"]: each for each in answer["EvaluationResults"]}
    assert {action: result["EvalDecision"] for action, result in results.items()} == {
        "iam:GetUser": "allowed", "iam:ListRoles": "allowed", "iam:DeleteUser": "explicitDeny",
        "iam:CreateUser": "implicitDeny",
    }
    assert results["iam:GetUser"]["MatchedStatements"] and not results["iam:CreateUser"]["MatchedStatements"]
