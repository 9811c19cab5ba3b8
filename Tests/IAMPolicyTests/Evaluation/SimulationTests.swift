import IAMPolicy
import Testing

/// The simulator's answers: matched statements with AWS's positions, and what the request lacked.
@Suite struct SimulationTests {
    /// The example of the CLI reference, whose output AWS gives as start 1:38 and end 1:167.
    @Test("Positions are those of AWS's own example")
    func positions() throws {
        let text =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#
        let policy = NamedPolicy(name: "PolicyInputList.1", document: try PolicyDocument(parsing: text, as: .identity))
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        let simulate = { (time: String?) in
            policies.simulation(
                of: AuthorizationRequest(
                    caller: .alice,
                    action: "dynamodb:CreateBackup",
                    resource: "*",
                    context: time.map { ["aws:CurrentTime": [$0]] } ?? [:]
                )
            )
        }
        let allowed = simulate("2019-04-25T11:00:00Z")
        #expect(allowed.outcome == .allowed && allowed.missingContextKeys.isEmpty)
        #expect(allowed.matchedStatements.map(\.start) == [TextPosition(line: 1, column: 38)])
        #expect(allowed.matchedStatements.map(\.end) == [TextPosition(line: 1, column: 167)])
        #expect(allowed.matchedStatements.map(\.policy) == ["PolicyInputList.1"])
        #expect(simulate("2014-04-25T11:00:00Z").outcome == .implicitDeny)
        #expect(simulate(nil).missingContextKeys == ["aws:CurrentTime"])
    }

    @Test("Positions count lines, and characters rather than bytes")
    func lines() throws {
        let text = """
            {
              "Version": "2012-10-17", "Id": "ü",
              "Statement": [ {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {"Effect": "Deny",
                 "Action": "s3:*", "Resource": "*"}
              ]
            }
            """
        let policy = NamedPolicy(name: "p", document: try PolicyDocument(parsing: text, as: .identity))
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        let denied = policies.simulation(of: AuthorizationRequest(caller: .alice, action: "s3:A", resource: "*"))
        #expect(denied.outcome == .explicitDeny)
        #expect(denied.matchedStatements.map(\.index) == [1])
        #expect(denied.matchedStatements.first?.start == TextPosition(line: 4, column: 6))
        #expect(denied.matchedStatements.first?.end == TextPosition(line: 5, column: 40))
        let allowed = policies.simulation(of: AuthorizationRequest(caller: .alice, action: "iam:A", resource: "*"))
        #expect(allowed.matchedStatements.first?.start == TextPosition(line: 3, column: 19))
    }

    @Test("Only keys of statements about the action and resource are missing")
    func missingKeys() throws {
        let policy = try PolicyText.named(
            "p",
            #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${x:A}","Condition":{"StringLike":{"x:B":"${x:C}${x:D, 'd'}"}}}"#,
            #"{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"Bool":{"x:E":"true"}}}"#,
            #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::c","Condition":{"Bool":{"x:F":"true"}}}"#
        )
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        let request = AuthorizationRequest(caller: .alice, action: "s3:A", resource: "arn:aws:s3:::b/1")
        #expect(policies.simulation(of: request).missingContextKeys == ["x:A", "x:B", "x:C"])
        #expect(policy.document.contextKeys == ["x:A", "x:B", "x:C", "x:D", "x:E", "x:F"])
    }

    @Test("Each category is told apart")
    func details() throws {
        let allow = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
        let policies = ApplicablePolicies(
            principal: PrincipalPolicies(
                identity: [try PolicyText.named("i", allow)],
                boundary: try PolicyText.named(
                    "b", #"{"Effect":"Allow","Action":"sns:*","Resource":"*"}"#, as: .boundary)
            )
        )
        let result = policies.simulation(of: AuthorizationRequest(caller: .alice, action: "s3:A", resource: "*"))
        #expect(result.outcome == .implicitDeny && result.isAllowedByBoundary == false)
        #expect(result.details == [.identityBased: .allowed, .permissionsBoundary: .implicitDeny])
    }

    @Test("Quotas count characters that are not white space")
    func quota() throws {
        let text =
            "{ \"Version\":\"2012-10-17\",\n\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"
        #expect(try PolicyDocument(parsing: text, as: .identity).quotaLength == text.unicodeScalars.count - 2)
    }
}
