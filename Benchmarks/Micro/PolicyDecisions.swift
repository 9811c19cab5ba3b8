import IAMPolicy

/// One policy decision over ten statements, the deciding one last, with a variable and conditions on the way.
enum PolicyDecisions {
    static func measure() throws -> [String] {
        let statements = (0..<9).map { number in
            """
            {"Sid":"S\(number)","Effect":"Allow","Action":["s3:Get*","sqs:SendMessage"],
             "Resource":"arn:aws:s3:::bucket-\(number)/*","Condition":{"StringEquals":{"aws:username":"nobody"}}}
            """
        }
        let last = """
            {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:PutItem","dynamodb:Query"],
             "Resource":"arn:aws:dynamodb:*:111122223333:table/Scores",
             "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:username}"]}}}
            """
        let text = #"{"Version":"2012-10-17","Statement":[\#((statements + [last]).joined(separator: ","))]}"#
        let policy = NamedPolicy(name: "bench", document: try PolicyDocument(parsing: text, as: .identity))
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        let caller = Caller(
            kind: .user,
            arn: "arn:aws:iam::111122223333:user/ada",
            account: "111122223333",
            userID: "AIDAEXAMPLE",
            userName: "ada"
        )
        let clock = ContinuousClock()
        let count = 100_000
        var allowed = 0
        let times = (0..<5).map { _ in
            clock.measure {
                for _ in 0..<count {
                    let request = AuthorizationRequest(
                        caller: caller,
                        action: "dynamodb:GetItem",
                        resource: "arn:aws:dynamodb:eu-central-1:111122223333:table/Scores",
                        context: ["dynamodb:leadingkeys": ["ada"], "aws:sourceip": ["127.0.0.1"]]
                    )
                    if policies.decision(on: request).isAllowed { allowed += 1 }
                }
            }
        }
        precondition(allowed == count * times.count, "the measured decision must be an allow")
        let median = times.sorted()[2] / count
        let microseconds = Double(median.components.attoseconds) / 1e12
        return ["one policy decision over 10 statements", "at most 5 µs", "\((microseconds * 100).rounded() / 100) µs"]
    }
}
