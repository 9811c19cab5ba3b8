import IAMPolicy
import Testing

/// Denials end as AWS's do, and trust policies are named as such.
@Suite struct DecisionTests {
    @Test(
        "Implicit denials",
        arguments: [
            (PolicyCategory.identityBased, "because no identity-based policy allows the iam:ListUsers action"),
            (.permissionsBoundary, "because no permissions boundary allows the iam:ListUsers action"),
            (.session, "because no session policy allows the iam:ListUsers action"),
            (.resourceBased, "because no resource-based policy allows the iam:ListUsers action"),
            (.roleTrust, "because no role trust policy allows the iam:ListUsers action"),
        ]
    )
    func implicit(_ category: PolicyCategory, _ text: String) {
        #expect(Decision(.noAllow(in: category)).denial(of: "iam:ListUsers") == text)
    }

    @Test(
        "Explicit denials",
        arguments: [
            (PolicyCategory.identityBased, "with an explicit deny in an identity-based policy"),
            (.permissionsBoundary, "with an explicit deny in a permissions boundary"),
            (.session, "with an explicit deny in a session policy"),
            (.resourceBased, "with an explicit deny in a resource-based policy"),
            (.roleTrust, "with an explicit deny in the role trust policy"),
        ]
    )
    func explicit(_ category: PolicyCategory, _ text: String) {
        let position = TextPosition(line: 1, column: 1)
        let statement = StatementReference(
            policy: "p", category: category, sid: nil, index: 0, start: position, end: position
        )
        #expect(Decision(.explicitDeny(statement)).denial(of: "iam:ListUsers") == text)
    }

    @Test("A trust policy lets in whom it names, under its conditions")
    func trust() throws {
        let statement =
            #"{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"42"}}}"#
        let policy = ResourcePolicy(policy: try PolicyText.named("t", statement, as: .trust), isRequired: true)
        let policies = ApplicablePolicies(
            principal: PrincipalPolicies(identity: [try PolicyText.named("i", EvaluationLogicTests.yes)]),
            resource: policy
        )
        let stranger = Caller(kind: .user, arn: "arn:aws:iam::222222222222:user/eve", account: "222222222222")
        let decide = { (caller: Caller, id: String) in
            policies.decision(
                on: AuthorizationRequest(
                    caller: caller,
                    action: "sts:AssumeRole",
                    resource: "arn:aws:iam::111111111111:role/dev",
                    resourceAccount: "111111111111",
                    context: ["sts:ExternalId": [id]]
                )
            )
        }
        #expect(decide(stranger, "42").isAllowed)
        #expect(decide(stranger, "43").reason == .noAllow(in: .roleTrust))
        #expect(decide(.alice, "42").reason == .noAllow(in: .roleTrust))
    }

    @Test("Somebody known to an identity provider assumes a role by the trust policy alone")
    func webIdentity() throws {
        let statement =
            #"{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"pool"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}"#
        let policy = ResourcePolicy(policy: try PolicyText.named("t", statement, as: .trust), isRequired: true)
        for (audience, isAllowed) in [("pool", true), ("other", false)] {
            let request = AuthorizationRequest(
                caller: .web,
                action: "sts:AssumeRoleWithWebIdentity",
                resource: "arn:aws:iam::111111111111:role/dev",
                resourceAccount: "111111111111",
                context: [
                    "cognito-identity.amazonaws.com:aud": [audience],
                    "cognito-identity.amazonaws.com:amr": ["authenticated", "cognito"],
                ]
            )
            #expect(ApplicablePolicies(resource: policy).decision(on: request).isAllowed == isAllowed)
        }
    }
}
